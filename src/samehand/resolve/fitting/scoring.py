"""Scores: what is lost by saying these probabilities, beside saying the same of every pair."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from samehand.resolve.fitting.chances import chance, short
from samehand.resolve.fitting.pairs import EVERY, Judged

Floats = npt.NDArray[np.float64]
Loss = Callable[[Floats, bool], Floats]
NEVER = -1000.0  # bits of a base rate of nothing


def scores(of: Judged) -> Iterator[dict[str, Any]]:
    """Brier's score and the log loss in bits, a pair, and how much better than the base rate."""
    for name, loss in (("Brier score", brier), ("log loss, bits", log_loss)):
        value, base = _of_pairs(of, loss), _of_base_rate(of, loss)
        yield {
            "part": "score",
            "name": name,
            "value": short(value),
            "base": short(base),
            "skill": short(1 - value / base if base else None),
        }


def brier(bits: Floats, same: bool) -> Floats:
    """The square of how far a probability is from what is so.

    >>> float(brier(np.array(0.0), True))
    0.25
    """
    return np.asarray(chance(-bits if same else bits) ** 2)


def log_loss(bits: Floats, same: bool) -> Floats:
    """Bits of surprise at what is so.

    >>> float(log_loss(np.array(0.0), False))
    1.0
    """
    return np.asarray(np.logaddexp2(0.0, -bits if same else bits))


def _of_pairs(of: Judged, loss: Loss) -> float:
    same = of.organisations != ""
    lost = of.counts[same] @ loss(of.bits[same], True)
    lost += of.stands_for * loss(of.bits[~same], False).sum()
    unfound = of.siblings[EVERY] - of.counts.sum(), of.others[EVERY] - (~same).sum()
    return _mean(of, float(lost), unfound, loss, of.prior)


def _of_base_rate(of: Judged, loss: Loss) -> float:
    some, others = of.siblings[EVERY], of.others[EVERY] * of.stands_for
    bits = float(np.log2(some / others)) if some and others else NEVER
    return _mean(of, 0.0, (some, of.others[EVERY]), loss, bits)


def _mean(of: Judged, lost: float, rest: tuple[float, float], loss: Loss, bits: float) -> float:
    """Of all pairs: what was lost on some, and on the rest by saying these bits of each."""
    at = np.array(bits)
    lost += rest[0] * float(loss(at, True)) + rest[1] * of.stands_for * float(loss(at, False))
    return lost / max(of.siblings[EVERY] + of.others[EVERY] * of.stands_for, 1)
