"""Planted hands: how many members of undeclared hands in synthetic worlds are found.

The worlds are made by a generator that knows nothing of how hands are found; no number was
tuned on them. A planted hand is found with its largest part that stands in one hand; false
members are the holders of such hands that were not planted there.
"""

import argparse
import json
import shutil
from collections import defaultdict
from pathlib import Path

from common import OUT, machine
from samehand.api.book import open_desk
from samehand.api.intake import Wish, import_files
from samehand.api.scanning import scanned
from samehand.resolve.hands import Hand
from samehand.worlds import Shape, write

SEEDS = (101, 102, 103)  # never used while anything was tuned


def hands_of(holders: int, seed: int) -> tuple[list[Hand], dict]:
    """The hands found in a world, and its truth."""
    folder = OUT / f"planted-{holders}-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    world = write(folder / "world", Shape.sized(holders, seed))
    import_files(folder / "book", Wish(paths=(folder / "world",)))
    found = scanned(open_desk(folder / "book"), lambda *_: None).hands
    truth = json.loads(Path(world.truth).read_text())
    shutil.rmtree(folder)
    return list(found), truth


def main() -> None:
    """Recall by level of care, false members, and how high planted hands rank."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--holders", type=int, default=20_000)
    wish = asked.parse_args()
    planted: dict[int, int] = defaultdict(int)
    got: dict[int, int] = defaultdict(int)
    false = ranks = higher = 0
    for seed in SEEDS:
        found, truth = hands_of(wish.holders, seed)
        members_of = [set(hand["members"]) for hand in truth["hands"]]
        ranked = [hand for hand in found if hand.reading != "declared"]
        for hand, members in zip(truth["hands"], members_of, strict=True):
            best = max((len(members & set(each.members)) for each in found), default=0)
            planted[hand["care"]] += len(members)
            got[hand["care"]] += best if best > 1 else 0
        for each in ranked[: len(members_of)]:
            own = max((members & set(each.members) for members in members_of), key=len)
            ranks += 1
            higher += len(own) > 1
            false += len(each.members) - len(own) if len(own) > 1 else 0
    print(machine())
    print(f"{len(SEEDS)} worlds of {wish.holders:,} holders, seeds {SEEDS}")
    for care, count in sorted(planted.items()):
        print(f"care {care}: {got[care]} of {count} members found = {got[care] / count:.0%}")
    print(f"of the {ranks} top undeclared hands, as many as were planted, {higher} are planted")
    print(f"members of those that were not planted there: {false}")


if __name__ == "__main__":
    main()
