"""Planted hands by level of care: pairs of members found, from public records and with a registry's own files.

A world of one level of care is written with its records, imported, and scanned twice: as anyone
may, and with access. Undeclared hands are taken from the top of the ranking until one in 10,000
holders' worth of them is false (no two of its members were planted together); of the pairs of members
planted, those count that stand in one hand taken. False members are holders of a hand taken in which
others were planted. Seeds are read from the two files beside this one: what was tuned is scored
apart from what was not.
"""

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from common import OUT, machine
from samehand.api.book import Access, Desk, open_desk
from samehand.api.intake import Wish, import_files
from samehand.api.scanning import scanned
from samehand.resolve.hands import Hand
from samehand.worlds import Shape, write

HERE = Path(__file__).parent
READER = Access(restricted="bench/planted.py")
FALSE_PER = 10_000  # holders for each false hand that may be taken
MUST = {
    "public": (1.0, 0.95, 0.85, 0.6, 0.3),
    "internal": (1.0, 1.0, 0.98, 0.95, 0.9),
}


@dataclass
class Score:
    """What was found of one world, or of several."""

    planted: int = 0
    found: int = 0
    members: int = 0
    strangers: int = 0
    false_hands: int = 0

    def add(self, other: "Score") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def seeds(name: str, count: int) -> list[int]:
    lines = (HERE / f"seeds_{name}.txt").read_text().splitlines()
    return [int(line) for line in lines if not line.startswith("#")][:count]


def book(holders: int, level: int, seed: int) -> tuple[Path, list[set[str]]]:
    """A world of one level in a book, and its planted hands; as they were kept, if they were."""
    folder = OUT / f"planted-{holders}-{level}-{seed}"
    kept = folder / "planted.json"
    if kept.exists():
        return folder / "book", [set(members) for members in json.loads(kept.read_text())]
    shutil.rmtree(folder, ignore_errors=True)
    shape = replace(Shape.sized(holders, seed), care=level)
    world = write(folder / "world", shape, records=True)
    import_files(folder / "book", Wish(paths=(folder / "world",)))
    truth = json.loads(Path(world.truth).read_text())
    shutil.rmtree(folder / "world")
    planted = [hand["members"] for hand in truth["hands"]]
    kept.write_text(json.dumps(planted))
    return folder / "book", [set(members) for members in planted]


def pairs(count: int) -> int:
    return count * (count - 1) // 2


def account(holder: str) -> str:
    return holder.split("~", maxsplit=1)[0]


def taken(
    hands: list[Hand], planted: list[set[str]], holders: int
) -> Iterator[tuple[Hand, Counter]]:
    """Hands of the ranking with how many members of each planted one, until too many are false."""
    place = {member: no for no, members in enumerate(planted) for member in members}
    false = 0
    for hand in hands:
        if hand.reading == "declared":
            continue
        inside = Counter(place[account(m)] for m in hand.members if account(m) in place)
        if not inside or max(inside.values()) < 2:
            false += 1
            if false > max(1, holders // FALSE_PER):
                return
        yield hand, inside


def score(desk: Desk, planted: list[set[str]], holders: int) -> Score:
    told = Score(planted=sum(pairs(len(members)) for members in planted))
    for hand, inside in taken(list(scanned(desk, lambda *_: None).hands), planted, holders):
        own = max(inside.values(), default=0)
        if own < 2:
            told.false_hands += 1
            continue
        told.found += sum(pairs(count) for count in inside.values())
        told.members += len(hand.members)
        told.strangers += len(hand.members) - own
    return told


def measured(wish: argparse.Namespace, level: int, seed: int) -> dict[str, Score]:
    folder, planted = book(wish.holders, level, seed)
    told = {
        "public": score(open_desk(folder), planted, wish.holders),
        "internal": score(open_desk(folder, access=READER), planted, wish.holders),
    }
    if not wish.keep:
        shutil.rmtree(folder.parent)
    return told


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--holders", type=int, default=100_000)
    asked.add_argument("--seeds", choices=("tuning", "test"), default="test")
    asked.add_argument("--count", type=int, default=2, help="seeds of the file to use")
    asked.add_argument("--levels", type=int, nargs="*", default=[1, 2, 3, 4, 5])
    asked.add_argument("--keep", action="store_true", help="leave the books, and use those left")
    wish = asked.parse_args()
    used = seeds(wish.seeds, wish.count)
    print(machine())
    print(f"{len(used)} worlds of {wish.holders:,} holders a level, {wish.seeds} seeds {used}")
    print(f"at most {max(1, wish.holders // FALSE_PER)} false hands a world")
    print(
        f"{'level':>5}  {'evidence':9}  {'pairs found':>18}  {'recall':>6}  {'must':>5}  false members"
    )
    for level in wish.levels:
        total = {"public": Score(), "internal": Score()}
        for seed in used:
            for name, told in measured(wish, level, seed).items():
                total[name].add(told)
        for name, told in total.items():
            recall = told.found / told.planted
            false = told.strangers / told.members if told.members else 0.0
            print(
                f"{level:>5}  {name:9}  {told.found:>8,} of {told.planted:>6,}  {recall:>6.3f}"
                f"  {MUST[name][level - 1]:>5}  {told.strangers} of {told.members} = {false:.2%}",
                flush=True,
            )


if __name__ == "__main__":
    main()
