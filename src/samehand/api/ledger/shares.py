"""How concentrated holdings are: top shares, the Herfindahl-Hirschman index, the Gini coefficient.

HHI is the sum of squared shares, 0 to 10,000 points as merger authorities write it. Gini is 0 where
all hold alike and near 1 where one holds nearly all; among holders only, those with none not counted.
Fooled by accounts: one sponsor's account can stand for hundreds of organisations, one
organisation can have many.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TOP = 10  # holders whose share is told: as many as a reader takes in


@dataclass(frozen=True, slots=True)
class Concentration:
    """Shares of one and of the ten largest, HHI in points, Gini."""

    holders: int
    top_1: float
    top_10: float
    hhi: float
    gini: float


def concentration(sizes: Sequence[int]) -> Concentration | None:
    """Of the sizes of all holders; nothing where there is none.

    >>> concentration([1, 1, 1, 1])
    Concentration(holders=4, top_1=0.25, top_10=1.0, hhi=2500.0, gini=0.0)
    """
    held = sorted(size for size in sizes if size > 0)
    total = sum(held)
    if not total:
        return None
    count = len(held)
    weighted = sum(place * size for place, size in enumerate(held, 1))
    return Concentration(
        holders=count,
        top_1=round(held[-1] / total, 6),
        top_10=round(sum(held[-TOP:]) / total, 6),
        hhi=round(sum((size / total) ** 2 for size in held) * 10_000, 2),
        gini=round(2 * weighted / (count * total) - (count + 1) / count, 6),
    )
