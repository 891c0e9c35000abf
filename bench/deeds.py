"""What is done to blocks in made-up worlds, and how much of it the detectors and verbs tell.

Usage: python bench/deeds.py [--holders 20000] [--worlds 3]

Worlds of the seeds of `seeds_test.txt`, which nothing is tuned on; their generator knows nothing
of detectors. Recall is of prefixes (of holders, for lessors); false are all others that the same
detectors or verbs name. Honest returns that are long and by another AS look like a stranger's,
and are told apart.
"""

import argparse
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import samehand
from common import OUT, machine
from samehand.api.intake import Wish, import_files
from samehand.worlds import Shape, World, write
from samehand.worlds.strangers import KINDS

SEEDS = Path(__file__).parent / "seeds_test.txt"
STATED = ("uses", "route-objects", "vrps", "transfers")  # of the records: all that is asked here
DORMANT = ("dormant-revival", "co-awakening")
Found = dict[str, set[str]]


def book_of(holders: int, seed: int) -> tuple[World, Path]:
    """A world in a book."""
    folder = OUT / f"deeds-{holders}-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    world = write(folder / "world", Shape.sized(holders, seed), records=True)
    stated = [file.path for file in world.records if file.kind in STATED]
    import_files(folder / "book", Wish(paths=(*(file.path for file in world.files), *stated)))
    return world, folder / "book"


def detected(book: Path) -> Found:
    """Subjects by detector."""
    found: Found = {}
    for row in samehand.open(book).detect().results:
        for finding in row["findings"]:
            found.setdefault(finding["rule"], set()).add(row["subject"])
    return found


def woken(book: Path) -> set[str]:
    """What `awakenings` names."""
    told = samehand.open(book).awakenings().results
    return {row["prefix"] for group in told for row in group["rows"]}


def moved(book: Path, deeds: list[dict[str, Any]]) -> set[str]:
    """What `listed --moves` tells of whoever was listed: of the block's holder, and of the AS."""
    opened = samehand.open(book)
    came = set()
    for deed in (one for one in deeds if one["kind"] == "listed"):
        for what in (deed["prefix"], f"AS{deed['asn']}"):
            try:
                rows = opened.listed(what, moves=True).results
            except samehand.errors.NotInData:
                continue  # the AS was gone before the listing, by the tables
            came |= {move["what"] for row in rows for move in row["moves"]["rows"]}
    return came


def answers(book: Path, truth: dict[str, Any]) -> dict[str, tuple[set[str], set[str]]]:
    """What was planted, and what is named in answer, by kind and by what names it."""
    found = detected(book)
    planted: dict[str, set[str]] = {}
    for deed in truth["deeds"]:
        planted.setdefault(deed["kind"], set()).add(deed["prefix"])
    named = {
        "detectors": set().union(*(found.get(rule, set()) for rule in DORMANT)),
        "awakenings": woken(book),
    }
    told = {
        f"{kind}, {what}": (planted.get(kind, set()), by)
        for what, by in named.items()
        for kind in (*KINDS, "return")
    }
    lessors = {one["holder"] for one in truth["lessors"]}
    passed, came = planted.get("passed on", set()), moved(book, truth["deeds"])
    return told | {
        "passed on, listed-then-moved": (passed, found.get("listed-then-moved", set())),
        "moved to, listed --moves": (planted.get("moved to", set()), came),
        "lessors, vpn-use": (lessors, found.get("vpn-use", set())),
    }


def counted(world: World, book: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Planted, found and false, by kind; no other verb than `listed --moves` names all moves."""
    told = answers(book, json.loads(world.truth.read_text()))
    wanted = Counter({name: len(real) for name, (real, _) in told.items()})
    got = Counter({name: len(real & named) for name, (real, named) in told.items()})
    every = set().union(*(told[f"{kind}, detectors"][0] for kind in (*KINDS, "return")))
    false = Counter(
        {
            f"{what}, neither planted nor a return": len(told[f"return, {what}"][1] - every)
            for what in ("detectors", "awakenings")
        }
    )
    for name in ("passed on, listed-then-moved", "lessors, vpn-use"):
        real, named = told[name]
        false[name] = len(named - real)
    return wanted, got, false


def main() -> None:
    """Print recall and what is false, summed over worlds."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--holders", type=int, default=20_000)
    asked.add_argument("--worlds", type=int, default=3)
    wish = asked.parse_args()
    lines = SEEDS.read_text().splitlines()
    seeds = [int(line) for line in lines if line and line[0] != "#"][: wish.worlds]
    wanted, got, false = Counter[str](), Counter[str](), Counter[str]()
    for seed in seeds:
        world, book = book_of(wish.holders, seed)
        for total, more in zip((wanted, got, false), counted(world, book), strict=True):
            total.update(more)
        shutil.rmtree(book.parent)
    print(f"{machine()}\n{len(seeds)} worlds of {wish.holders:,} holders, seeds {seeds}\n")
    print("| planted, by what | planted | found | recall |\n|---|---|---|---|")
    for name, count in wanted.items():
        print(f"| {name} | {count} | {got[name]} | {got[name] / max(1, count):.2f} |")
    print("\nA return is honest: those found are false.")
    print("\n| false | named |\n|---|---|")
    for name, count in false.items():
        print(f"| {name} | {count} |")


if __name__ == "__main__":
    main()
