"""Estimating m, u and bits of every bin.

    bits = log2(m / u)

u, how often pairs of holders show the bin, is counted. m, how often siblings do, is fitted where
siblings can teach it: among all pairs for links that propose pairs, among the routed ones for
links asked of proposed pairs. A bin is shrunk towards its link's own rate. Where they cannot, m is
stated (`stated.py`); what a book does not show at all is kept from the weights used before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np

from samehand.evidence import AGAINST
from samehand.resolve.fitting.counting import NOTHING, Counts, Tally
from samehand.resolve.fitting.drawing import NUMBERS as DRAW
from samehand.resolve.fitting.drawing import Draws, Organisations, interval
from samehand.resolve.fitting.labels import Labels
from samehand.resolve.fitting.stated import chances, stated
from samehand.resolve.weights import Weights
from samehand.rules import Rule, because


@dataclass(frozen=True)
class FitNumbers:
    """How much a bin borrows."""

    shrink: float = because(
        100, "a bin counts as if a hundred more pairs showed its link's mean rate"
    )


NUMBERS = FitNumbers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What one bin weighs and why; no interval where nothing was fitted."""

    bits: float
    low: float | None = None
    high: float | None = None
    m: float
    u: float
    pairs: int
    siblings: int
    how: str


Bins = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """The prior of a pair with its interval, and every bin of every link."""

    prior: float
    prior_low: float
    prior_high: float
    links: Mapping[str, Bins]


def estimate(
    counts: Counts, links: Iterable[Rule[Any]], labels: Labels, before: Weights
) -> Estimates:
    """Estimate everything; `before`: the weights to keep what is not seen here from."""
    drawn = Organisations(labels.organisations)
    prior = low = high = before.prior  # verdicts are of chosen pairs, and teach none
    if labels.closed:
        more = 0.0 if labels.half == "all" else 1.0  # half of the siblings are in the other half
        prior = log2(counts.every.counts / counts.every.pairs) + more
        low, high = interval(np.log2(drawn.rate([counts.every])) + more, prior)
    fit = _Fit(counts, drawn, before)
    bins = {rule.name: fit.bins(rule) for rule in links}
    return Estimates(prior=prior, prior_low=low, prior_high=high, links=bins)


@dataclass(frozen=True, slots=True)
class _Fit:
    """What every link is estimated from."""

    counts: Counts
    drawn: Organisations
    before: Weights

    def bins(self, rule: Rule[Any]) -> Bins:
        """Every bin of a link."""
        seen = self.counts.bins[rule.name]
        within = self.counts.routed if rule.proposed else self.counts.every
        if rule.name in chances() and not seen:
            return unseen(rule)
        if rule.name in stated() and within.pairs:
            return _stated(rule, seen, within.pairs, max(self.counts.routed.pairs, 1))
        if not seen or not within.counts:
            return {name: self._kept(rule.name, name) for name in rule.bins}
        mean = [within] if rule.proposed else list(seen.values())
        rate, rates = _rate(mean), self.drawn.rate(mean)
        if not rate:
            return {name: _nothing(seen.get(name, NOTHING), within) for name in rule.bins}
        return {
            name: self._fitted(rule, seen.get(name, NOTHING), (rate, rates), within)
            for name in rule.bins
        }

    def _fitted(
        self, rule: Rule[Any], tally: Tally, mean: tuple[float, Draws], within: Tally
    ) -> Estimate:
        rate, rates = mean
        pairs = tally.pairs + NUMBERS.shrink
        shown = (tally.counts + NUMBERS.shrink * rate) / pairs  # the share of siblings in it
        bits = _limited(rule, log2(shown / _rate([within])))
        many = self.drawn.counts(tally.told) + self.drawn.borrowed(NUMBERS.shrink * rates)
        drawn = np.log2(np.maximum(many, DRAW.least) / pairs / self.drawn.rate([within]))
        low, high = (_limited(rule, end) for end in interval(drawn, bits))
        how = "fitted on siblings" + (" among routed pairs" if rule.proposed else "")
        return Estimate(
            bits=bits,
            low=low,
            high=high,
            m=shown * tally.pairs / within.counts,
            u=tally.pairs / within.pairs,
            pairs=tally.pairs,
            siblings=tally.siblings,
            how=how if tally.pairs else f"{how}: not seen, as its link on average",
        )

    def _kept(self, rule: str, name: str) -> Estimate:
        bits = self.before.bits.get((rule, name), 0.0)
        how = f"not seen here: kept from the weights {self.before.digest[:16]}"
        return Estimate(bits=bits, m=0.0, u=0.0, pairs=0, siblings=0, how=how)


def _nothing(tally: Tally, within: Tally) -> Estimate:
    """A bin of a link that no labelled pair shows: nothing is known of its m."""
    how = "no labelled pair shows this link: counts nothing"
    u = tally.pairs / within.pairs
    return Estimate(bits=0.0, m=0.0, u=u, pairs=tally.pairs, siblings=0, how=how)


def _rate(tallies: Iterable[Tally]) -> float:
    each = list(tallies)
    return sum(tally.counts for tally in each) / max(sum(tally.pairs for tally in each), 1)


def _limited(rule: Rule[Any], bits: float) -> float:
    """Counter-evidence never speaks for; that likeness is missing is for it alone to say."""
    if rule.family == AGAINST:
        return min(bits, 0.0)
    return max(bits, 0.0) if rule.proposed else bits


def unseen(rule: Rule[Any]) -> Bins:
    """The stated m against the stated u: no labelled book has shown the link yet."""
    m, why = stated()[rule.name]
    return {
        name: Estimate(
            bits=log2(m / u), m=m, u=u, pairs=0, siblings=0, how=f"m and u stated: {why}"
        )
        for name, u in zip(rule.bins, chances()[rule.name], strict=True)
    }


def _stated(rule: Rule[Any], seen: Mapping[str, Tally], pairs: int, routed: int) -> Bins:
    """The stated m against how often strangers show the bin or a stronger one."""
    m, why = stated()[rule.name]
    stronger = 0.0
    bins = {}
    for name in rule.bins:
        tally = seen.get(name, NOTHING)
        stronger += max(tally.pairs - tally.siblings, 1) / pairs
        u = stronger if tally.pairs else max(stronger, 1 / routed)
        bins[name] = Estimate(
            bits=max(log2(m / u), 0.0),
            m=m,
            u=u,
            pairs=tally.pairs,
            siblings=tally.siblings,
            how=f"m stated: {why}",
        )
    return bins
