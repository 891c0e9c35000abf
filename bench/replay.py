"""Replay: where the hand of the real case stands among undeclared hands, as known on two days.

python bench/replay.py            both days, and every family left out once
python bench/replay.py --show 20  the top of the ranking too, without names
"""

import argparse
from dataclasses import dataclass

from common import case_members, machine, weighed
from samehand.evidence import FAMILIES
from samehand.resolve.hands import Hand
from samehand.resolve.weights import Weights, default_weights

WANTED = {
    "2017": "rank 3 or better, 10 of 11, at most 1 outsider",
    "2018": "rank 1, 10 of 11, at most 1 outsider",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the case's hand stands: its rank, members found, outsiders let in."""

    rank: int | None
    found: int
    outsiders: int

    def __str__(self) -> str:
        if self.rank is None:
            return "no undeclared hand holds two of its members"
        return f"rank {self.rank}, {self.found} of {len(case_members())} organisations, {self.outsiders} outsiders"


def place(hands: list[Hand]) -> Place:
    """The case's best hand among the undeclared ones."""
    undeclared = [hand for hand in hands if hand.reading == "undeclared"]
    for rank, hand in enumerate(undeclared, 1):
        found = len(case_members() & set(hand.members))
        if found >= 2:
            return Place(rank, found, len(hand.members) - found)
    return Place(None, 0, 0)


def run(year: str, weights: Weights, show: int = 0) -> None:
    """Print one day."""
    on, hands = weighed(year, weights)
    undeclared = [hand for hand in hands if hand.reading == "undeclared"]
    print(f"{year}: {place(hands)}   (wanted: {WANTED[year]})")
    print(
        f"      {len(hands)} hands, {len(undeclared)} undeclared, of {len(on.pairs.names):,} holders in pairs"
    )
    for rank, hand in enumerate([h for h in hands if h.reading != "declared"][:show], 1):
        case = "  <- the case" if len(case_members() & set(hand.members)) >= 2 else ""
        print(
            f"      {rank:3} {hand.reading:10} {len(hand.members):3} members {hand.weight:6.1f} bits,"
            f" links {hand.links:5.1f}, intake {hand.intake:5.1f}, closed {hand.closed:.0%}{case}"
        )


def main() -> None:
    """Replay both days, then leave out each family."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--show", type=int, default=0)
    wish = asked.parse_args()
    print(machine())
    for year in ("2017", "2018"):
        run(year, default_weights(), wish.show)
    for family in (*FAMILIES, "against"):
        told = [
            str(place(weighed(year, default_weights().without(family))[1]))
            for year in ("2017", "2018")
        ]
        print(f"without {family:10} 2017: {told[0]}; 2018: {told[1]}")


if __name__ == "__main__":
    main()
