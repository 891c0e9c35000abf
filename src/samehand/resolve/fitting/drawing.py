"""Drawing: what counts might have been, had other organisations been labelled.

A Bayesian bootstrap: in each draw every organisation weighs a random amount, one on average, so
siblings of one organisation come and go together. What a bin borrows from its link's mean is
drawn too, as so many pairs more. No draw is nothing, so no interval is infinite.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
import numpy.typing as npt

from samehand.resolve.fitting.counting import Tally, Told
from samehand.rules import because

Draws = npt.NDArray[np.float64]


@dataclass(frozen=True)
class DrawNumbers:
    """How much is drawn, and what of it is told."""

    draws: int = because(1000, "the ends of an interval then move by less than they are rounded to")
    tail: float = because(0.025, "nineteen draws of twenty lie inside: the usual interval")
    least: float = because(0.001, "a thousandth of a pair: fewer cannot be told from none")
    seed: int = because(1, "any seed does, and the same one gives the same file")


NUMBERS = DrawNumbers()


class Organisations:
    """Organisations in order, and what each weighs in every draw."""

    def __init__(self, names: Iterable[str]) -> None:
        self.place = {name: place for place, name in enumerate(sorted(names))}
        self.random = np.random.default_rng(NUMBERS.seed)
        shape = NUMBERS.draws, len(self.place)
        self.weighs = self.random.standard_exponential(shape, dtype=np.float32)

    def counts(self, told: Told) -> Draws:
        """What some siblings count, in every draw."""
        names = sorted(told)
        places = [self.place[name] for name in names]
        values = np.array([told[name] for name in names], dtype=np.float32)
        return np.asarray(self.weighs[:, places] @ values, dtype=np.float64)

    def borrowed(self, pairs: Draws) -> Draws:
        """So many pairs on average, as drawn; none where the average is none."""
        return np.asarray(self.random.gamma(pairs))

    def rate(self, tallies: Iterable[Tally]) -> Draws:
        """The share of siblings among some pairs, in every draw."""
        each = list(tallies)
        total = sum((self.counts(tally.told) for tally in each), np.zeros(NUMBERS.draws))
        return np.asarray(total / max(sum(tally.pairs for tally in each), 1))


def drawn_sum(values: Sequence[float]) -> Draws:
    """What some organisations count together, in every draw: a gamma of their mean and spread."""
    total, squares = fsum(values), fsum(value**2 for value in values)
    random = np.random.default_rng(NUMBERS.seed)
    return np.asarray(random.gamma(total**2 / squares, squares / total, NUMBERS.draws))


def interval(draws: Draws, estimate: float) -> tuple[float, float]:
    """The middle of some draws, widened to hold the estimate."""
    low, high = np.quantile(draws, [NUMBERS.tail, 1 - NUMBERS.tail])
    return min(float(low), estimate), max(float(high), estimate)
