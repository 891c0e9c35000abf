"""Judging: how well probabilities hold on labelled pairs.

Of the pairs to which some bits were given, so many are labelled as one: the share should be the
probability that the bits mean, 2^bits / (1 + 2^bits). Told by range of bits, by threshold, by
registry and family, with two scores against saying the same of every pair. All shares count an
organisation of n holders as n - 1 pairs, as fitting does.
What fools it: labels find few of the pairs that are of one organisation, so a share is a floor.
A share above what was predicted says that bits are too low; one below may be the labels' lack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import inf, isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from samehand.resolve.fitting.chances import chance, range_name, short
from samehand.resolve.fitting.deciding import decided, holds
from samehand.resolve.fitting.pairs import EVERY, Judged
from samehand.resolve.fitting.scoring import scores
from samehand.resolve.fitting.shares import share_of

Row = dict[str, Any]
Mask = npt.NDArray[np.bool_]


EDGES = (-inf, -12.0, -8.0, -4.0, -2.0, 0.0, 2.0, 4.0, 8.0, 12.0, inf)
THRESHOLDS = (-8.0, -4.0, -2.0, 0.0, 2.0, 4.0, 8.0, 12.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Rows of every part, and what they come to."""

    rows: Sequence[Row]
    verdict: str
    says: str
    held_out: bool

    def as_told(self) -> Row:
        """As kept in a weights file."""
        return {**asdict(self), "rows": list(self.rows)}


def calibration(parts: Sequence[Judged], held_out: bool) -> Calibration:
    """Judge pairs, of one half or of both in turn."""
    whole = pooled(parts)
    rows = [*_ranges(whole), *_thresholds(whole), *_registries(whole), *_families(whole)]
    verdict, says = decided([row for row in rows if row["part"] == "range"], whole, held_out)
    return Calibration(rows=[*rows, *scores(whole)], verdict=verdict, says=says, held_out=held_out)


def pooled(parts: Sequence[Judged]) -> Judged:
    """Pairs of several halves as one."""
    first = parts[0]
    registries = sorted({name for part in parts for name in part.others})
    names = first.families
    return Judged(
        bits=np.concatenate([part.bits for part in parts]),
        organisations=np.concatenate([part.organisations for part in parts]),
        counts=np.concatenate([part.counts for part in parts]),
        registries=np.concatenate([part.registries for part in parts]),
        families={name: np.concatenate([part.families[name] for part in parts]) for name in names},
        stands_for=first.stands_for,
        closed=first.closed,
        prior=float(np.mean([part.prior for part in parts])),
        siblings={n: sum(part.siblings.get(n, 0.0) for part in parts) for n in registries},
        others={n: sum(part.others.get(n, 0) for part in parts) for n in registries},
    )


def _ranges(of: Judged) -> Iterator[Row]:
    for low, high in pairwise(EDGES):
        row = _row(of, "range", range_name(low, high), (of.bits >= low) & (of.bits < high))
        if row["pairs"]:
            ends = {"from": finite(low), "to": finite(high)}
            yield {**row, **ends, "holds": holds(row)}


def _thresholds(of: Judged) -> Iterator[Row]:
    for low in THRESHOLDS:
        yield _row(of, "threshold", range_name(low, inf), of.bits >= low)


def _registries(of: Judged) -> Iterator[Row]:
    for name in sorted(of.others):
        if name != EVERY:
            yield _row(of, "registry", name, (of.registries == name) & (of.bits >= 0), name)


def _families(of: Judged) -> Iterator[Row]:
    for name, speaks in of.families.items():
        if speaks.any():
            yield _row(of, "family", name, speaks & (of.bits >= 0))


def finite(end: float) -> float | None:
    """An end of a range; nothing where it has none."""
    return end if isfinite(end) else None


def _row(of: Judged, part: str, name: str, mask: Mask, registry: str = EVERY) -> Row:
    """What some pairs were given, and what the labels say of them."""
    share = share_of(of.organisations[mask], of.counts[mask], of.stands_for)
    weighs = np.where(of.organisations[mask] != "", of.counts[mask], of.stands_for)
    predicted = float(weighs @ chance(of.bits[mask]) / weighs.sum()) if len(weighs) else None
    found, every = float(of.counts[mask].sum()), of.siblings.get(registry, 0.0)
    return {
        "part": part,
        "name": name,
        "pairs": share.pairs,
        "siblings": share.siblings,
        "predicted": short(predicted),
        **{end: short(getattr(share, at) if share.pairs else None) for end, at in SHOWN},
        "recall": short(found / every if every else None),
    }


SHOWN = (("observed", "share"), ("low", "low"), ("high", "high"))
