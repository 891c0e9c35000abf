"""When space was last there: for many blocks at once, by place.

A table is presence on its days; of a list of changes only the day of a change is. A block is there
when a prefix that covers part of it, or lies in it, is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samehand.api.book import Desk

Numbers = NDArray[np.int64]

PREFIXES = """
SELECT first, last, epoch_us(max(CASE WHEN how = 'table' THEN last_seen ELSE seen END)) // 86400000000 AS day,
       arg_max(origin, (CASE WHEN how = 'table' THEN last_seen ELSE seen END, -origin)) AS origin,
       arg_max(cite, (CASE WHEN how = 'table' THEN last_seen ELSE seen END, -origin)) AS cite
FROM sighting
WHERE family = $family
GROUP BY first, last
ORDER BY first, last DESC
"""

NEVER = -(2**62)


@dataclass(frozen=True, slots=True)
class Last:
    """Prefixes in order of place, each with the day it was last there, by whom, and its cite."""

    first: Numbers
    last: Numbers
    day: Numbers
    table: pa.Table

    def of(self, firsts: Sequence[int], lasts: Sequence[int]) -> Numbers:
        """For each block the row of the prefix of it that was there last, or -1."""
        low = np.asarray(firsts, dtype=np.int64)
        high = np.asarray(lasts, dtype=np.int64)
        begin = np.searchsorted(self.first, low, side="left")
        end = np.searchsorted(self.first, high, side="right")
        best = _latest(self.day, begin, end)
        for size in np.unique(self.last - self.first):  # aligned prefixes: one lookup a size
            start = low - np.mod(low, size + 1) if size < 2**62 else np.full_like(low, -(2**63))
            rows = _exact(self.first, self.last, start, start + size)
            better = (rows >= 0) & (self._day(rows) > self._day(best))
            best = np.where(better, rows, best)
        return best

    def _day(self, rows: Numbers) -> Numbers:
        days: Numbers = np.append(self.day, NEVER)
        found: Numbers = days[rows]
        return found


def last_there(desk: Desk, family: int) -> Last:
    """When each prefix of a family was last there."""
    table = desk.peek.query(PREFIXES, family=family)
    desk.asked_sql.append(PREFIXES)
    first, last, day = (
        np.asarray(table[n].to_numpy(), dtype=np.int64) for n in ("first", "last", "day")
    )
    return Last(first, last, day, table)


def _latest(day: Numbers, begin: Numbers, end: Numbers) -> Numbers:
    """The row of the latest day in each span of rows, or -1: by the table of powers of two."""
    best = np.full(len(begin), -1, dtype=np.int64)
    if not len(day):
        return best
    level, width = np.arange(len(day), dtype=np.int64), 1
    steps = end - begin
    while True:
        here = np.flatnonzero((steps >= width) & (steps < 2 * width))
        if len(here):
            one, other = level[begin[here]], level[end[here] - width]
            best[here] = np.where(day[other] > day[one], other, one)
        if 2 * width > int(steps.max(initial=0)):
            return best
        one, other = level[:-width], level[width:]
        level = np.where(day[other] > day[one], other, one)
        width *= 2


def _exact(firsts: Numbers, lasts: Numbers, first: Numbers, last: Numbers) -> Numbers:
    """The row of each (first, last), or -1; rows are in order of first, the larger before."""
    found = np.full(len(first), -1, dtype=np.int64)
    at = np.searchsorted(firsts, first, side="left")
    left = np.flatnonzero(at < len(firsts))
    while len(left):
        left = left[(firsts[at[left]] == first[left]) & (lasts[at[left]] >= last[left])]
        hit = left[lasts[at[left]] == last[left]]
        found[hit] = at[hit]
        left = left[lasts[at[left]] != last[left]]
        at[left] += 1
        left = left[at[left] < len(firsts)]
    return found
