"""The weakest place of a hand: the minimum cut of its links, by Stoer and Wagner (1997).

"Without these links, worth so many bits, it falls into 7 and 4." Only bits above even odds
hold a hand together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from samehand.resolve.grouping import Pairs


@dataclass(frozen=True, slots=True)
class Cut:
    """The bits that hold two parts of a hand together, the parts, and the pairs across."""

    bits: float
    parts: tuple[tuple[str, ...], tuple[str, ...]]
    across: tuple[tuple[str, str], ...]


def weakest_cut(members: Sequence[str], pairs: Pairs) -> Cut:
    """The cheapest way to split a hand in two."""
    names = sorted(members)
    bonds = {one: {other: _bond(pairs, one, other) for other in names} for one in names}
    merged = {name: [name] for name in names}
    best: tuple[float, list[str]] | None = None
    while len(bonds) > 1:
        last, before, price = _phase(bonds)
        if best is None or price < best[0] - 1e-9:
            best = (price, sorted(merged[last]))
        merged[before] += merged.pop(last)
        for other, row in bonds.items():
            if other not in (before, last):
                row[before] += row[last]
                bonds[before][other] = row[before]
        del bonds[last]
        for row in bonds.values():
            row.pop(last, None)
    assert best is not None, "a hand has two members or more"
    return _cut(names, best[1], best[0], pairs)


def _bond(pairs: Pairs, one: str, other: str) -> float:
    return max(0.0, pairs.get((min(one, other), max(one, other)), 0.0))


def _phase(bonds: dict[str, dict[str, float]]) -> tuple[str, str, float]:
    """Add the most tightly bound vertex again and again; the last two and the last one's price."""
    start = min(bonds)
    tight = {name: bonds[start][name] for name in bonds if name != start}
    before = last = start
    price = 0.0
    while tight:
        before, last = last, min(tight, key=lambda name: (-tight[name], name))
        price = tight.pop(last)
        for name in tight:
            tight[name] += bonds[last][name]
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
