"""Shares: how many of some pairs are labelled as one, with an interval.

The interval is the wider of two: Wilson's, which knows how few pairs there are, and a bootstrap
over organisations, which knows that pairs of one organisation come together.
"""

from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np
import numpy.typing as npt

from samehand.resolve.fitting.drawing import drawn_sum, interval

NORMAL = 1.96  # standard deviations that hold nineteen draws of twenty


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of so many pairs so many are labelled as one, which is this share."""

    pairs: int
    siblings: int
    share: float
    low: float
    high: float


def share_of(
    organisations: npt.NDArray[np.object_], counts: npt.NDArray[np.float64], stands_for: float = 1
) -> Share:
    """The share of siblings among some pairs.

    `organisations` is empty for a pair that is not labelled; `counts` what a sibling counts.
    """
    same = organisations != ""
    told: dict[str, float] = {}
    for name, value in zip(organisations[same], counts[same], strict=True):
        told[str(name)] = told.get(str(name), 0.0) + float(value)
    some, others = fsum(told.values()), float((~same).sum())
    low, high = wilson(some, some + others)
    ends = [_thinned(low, stands_for), _thinned(high, stands_for)]
    share = some / (some + others * stands_for) if len(same) else 0.0
    if told:
        drawn = drawn_sum(list(told.values()))
        ends += interval(drawn / (drawn + others * stands_for), share)
    return Share(
        pairs=len(same),
        siblings=int(same.sum()),
        share=share,
        low=min(*ends, share),
        high=max(*ends, share),
    )


def wilson(some: float, every: float) -> tuple[float, float]:
    """Wilson's interval of a share; of nothing, everything may be.

    >>> [round(end, 3) for end in wilson(0, 10)], wilson(0, 0)
    ([0.0, 0.278], (0.0, 1.0))
    """
    if not every:
        return 0.0, 1.0
    share, z = some / every, NORMAL**2 / every
    middle = (share + z / 2) / (1 + z)
    half = sqrt(max(z * share * (1 - share) + z * z / 4, 0.0)) / (1 + z)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _thinned(share: float, stands_for: float) -> float:
    """A share where each of the others stands for several."""
    return share / (share + (1 - share) * stands_for)
