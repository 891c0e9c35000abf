"""What the three matching benches share: halves, counts by true party, and their intervals.

Pairs are counted by true party: a pair of one party that was found (`tp`) or missed (`fn`) by that
party, a false pair (`fp`) by half to either of its two. So any set of parties can be held out, and
parties, not records, are drawn again for an interval.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from common import is_even

Numbers = npt.NDArray[np.float64]
DRAWS = 2000
SEED = 1


def halves(parties: Collection[object]) -> tuple[list[object], list[object]]:
    """The parties on which numbers were chosen (even hash), and those held out (odd)."""
    every = sorted(set(parties), key=str)
    return [p for p in every if is_even(str(p))], [p for p in every if not is_even(str(p))]


def pair_counts(
    found: Mapping[object, object], truth: Mapping[object, object], parties: Sequence[object]
) -> Numbers:
    """`tp`, `fp`, `fn` of every party, one row each; both mappings give every record a group."""
    inside: dict[object, Counter[object]] = defaultdict(Counter)
    for record, group in found.items():
        inside[group][truth[record]] += 1
    counts = {party: np.zeros(3) for party in parties}
    for party, size in Counter(truth.values()).items():
        if party in counts:
            counts[party][2] = size * (size - 1) / 2
    for members in inside.values():
        total = sum(members.values())
        for party, size in members.items():
            if party in counts:
                same = size * (size - 1) / 2
                counts[party] += (same, size * (total - size) / 2, -same)
    return np.array([counts[party] for party in parties])


def bcubed_counts(
    found: Mapping[object, object], truth: Mapping[object, object], parties: Sequence[object]
) -> Numbers:
    """Sums of precision, of recall, and records, of every party, one row each."""
    groups, sizes = Counter(found.values()), Counter(truth.values())
    both = Counter((found[record], truth[record]) for record in truth)
    counts = {party: np.zeros(3) for party in parties}
    for (group, party), size in both.items():
        if party in counts:
            counts[party] += (size * size / groups[group], size * size / sizes[party], size)
    return np.array([counts[party] for party in parties])


def f1(sums: Numbers) -> float:
    """Pair F1 of summed `tp`, `fp`, `fn`."""
    tp, fp, fn = sums
    return float(2 * tp / (2 * tp + fp + fn)) if tp else 0.0


def bcubed(sums: Numbers) -> float:
    """B-cubed F of summed precision, recall and records."""
    precision, recall = sums[0] / sums[2], sums[1] / sums[2]
    return float(2 * precision * recall / (precision + recall))


def rates(sums: Numbers) -> str:
    """Precision and recall, as text."""
    tp, fp, fn = sums
    return f"precision {tp / (tp + fp):.4f} recall {tp / (tp + fn):.4f}"


def drawn(rows: Sequence[Numbers], figure: Callable[..., float]) -> tuple[float, float]:
    """95 % of draws, with replacement, of the rows' parties; the same draws for all `rows`."""
    chance = np.random.default_rng(SEED)
    size = len(rows[0])
    figures = []
    for _ in range(DRAWS):
        weights = np.bincount(chance.integers(0, size, size), minlength=size)
        figures.append(figure(*(weights @ each for each in rows)))
    low, high = np.quantile(figures, [0.025, 0.975])
    return float(low), float(high)


def told(rows: Numbers, figure: Callable[..., float] = f1) -> str:
    """A figure with its interval, as text."""
    low, high = drawn([rows], figure)
    return f"{figure(rows.sum(axis=0)):.4f} ({low:.4f} to {high:.4f})"


def lead(ours: Numbers, peer: Numbers, figure: Callable[..., float] = f1) -> str:
    """How far we are ahead of a peer on the same parties, with the interval of the difference."""
    low, high = drawn([ours, peer], lambda one, other: figure(one) - figure(other))
    gap = figure(ours.sum(axis=0)) - figure(peer.sum(axis=0))
    return f"{gap:+.4f} ({low:+.4f} to {high:+.4f})"
