"""The weakest place of a hand: the minimum cut of its links, by Stoer and Wagner (1997).

"Without these links, worth so many bits, it falls into 7 and 4." Only bits above even odds
hold a hand together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samehand.resolve.grouping import Pairs

Bonds = npt.NDArray[np.float64]
TAKEN = -np.inf  # how tightly one is bound that was added, or made one with another


@dataclass(frozen=True, slots=True)
class Cut:
    """The bits that hold two parts of a hand together, the parts, and the pairs across."""

    bits: float
    parts: tuple[tuple[str, ...], tuple[str, ...]]
    across: tuple[tuple[str, str], ...]


def weakest_cut(members: Sequence[str], pairs: Pairs) -> Cut:
    """The cheapest way to split a hand in two."""
    names = sorted(members)
    bonds = np.array([[_bond(pairs, one, other) for other in names] for one in names])
    merged = [[name] for name in names]
    left = np.ones(len(names), bool)
    best: tuple[float, list[str]] | None = None
    for _ in names[1:]:
        last, before, price = _phase(bonds, left)
        if best is None or price < best[0] - 1e-9:
            best = (price, sorted(merged[last]))
        merged[before] += merged[last]
        bonds[before] += bonds[last]
        bonds[:, before] = bonds[before]
        left[last] = False
    assert best is not None, "a hand has two members or more"
    return _cut(names, best[1], best[0], pairs)


def _bond(pairs: Pairs, one: str, other: str) -> float:
    return max(0.0, pairs.get((min(one, other), max(one, other)), 0.0))


def _phase(bonds: Bonds, left: npt.NDArray[np.bool_]) -> tuple[int, int, float]:
    """Add the most tightly bound vertex again and again; the last two and the last one's price.

    Of equals the one whose name comes first: vertices are in the order of names.
    """
    before = last = int(left.argmax())
    tight = np.where(left, bonds[last], TAKEN)
    tight[last] = TAKEN
    price = 0.0
    for _ in range(int(left.sum()) - 1):
        before, last = last, int(tight.argmax())
        price = float(tight[last])
        tight[last] = TAKEN
        tight += bonds[last]
    return last, before, price


def _cut(names: Sequence[str], part: list[str], bits: float, pairs: Pairs) -> Cut:
    rest = [name for name in names if name not in part]
    across = [
        (min(one, other), max(one, other))
        for one in part
        for other in rest
        if _bond(pairs, one, other)
    ]
    larger, smaller = sorted((tuple(part), tuple(rest)), key=lambda each: (-len(each), each))
    return Cut(bits, (larger, smaller), tuple(sorted(across)))
