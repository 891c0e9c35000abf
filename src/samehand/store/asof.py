"""Bulk joins by place, of tables that one day's clock let through: what covers each prefix.

Blocks are sorted by where they begin, the larger first; each points to the nearest one before it
that ends no sooner. What covers a prefix is then found by halving, and all else that covers it by
following the pointers: a few array steps, whatever the number of rows. Tables come from
`Store.query` and answers go back by `Store.keep`; an answer has one row a route, in their order,
and names rows of the other table by number, so that a cite is one `take` away.

What fools it: an IPv6 prefix longer than /64 is stored as its whole /64. Payloads and objects
that long are passed over, and the states of such routes are empty: not looked.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

RPKI = ("not-found", "invalid-origin", "invalid-length", "valid")
IRR = ("not-found", "invalid", "more-specific", "valid")
UNKNOWN, OTHER, LONGER, VALID = range(4)  # places in both: what is found last stands


def covering(routes: pa.Table, blocks: pa.Table) -> pa.Array:
    """The row of `blocks` that covers all of each route most closely; empty where none does.

    Both need `family`, `first`, `last`. That is the block which begins last, and of those the
    one that ends first: where blocks nest, the most specific. Of equal blocks, the first row.
    """
    rows = np.full(len(routes), -1, dtype=np.int64)
    for mine, theirs in _families(routes, blocks):
        nest = _nest(_column(blocks, "first", theirs), _column(blocks, "last", theirs))
        at = nest.closest(_column(routes, "first", mine), _column(routes, "last", mine))
        rows[mine] = np.where(at < 0, -1, theirs[nest.row[at]])
    return _rows(rows)


def rpki_state(routes: pa.Table, vrps: pa.Table) -> pa.Table:
    """What relying parties make of each route (RFC 6811): a `state` of `RPKI`, and `by`.

    `by` is the row of `vrps` that decides it: the matching one, or else the closest. Routes need
    `family`, `first`, `last`, `length`, `origin`; `vrps` these and `max_length`. An origin of an
    AS_SET must not be given: it matches nothing by that standard.
    """
    return _states(routes, vrps, "max_length", RPKI)


def irr_state(routes: pa.Table, objects: pa.Table) -> pa.Table:
    """What route objects say of each route: a `state` of `IRR`, and the row `by` which.

    `valid`: an object of this very prefix names the origin. `more-specific`: only one of a
    shorter prefix does. `invalid`: objects cover it, and none names the origin.
    """
    return _states(routes, objects, "length", IRR)


@dataclass(frozen=True, slots=True)
class _Nest:
    """Distinct blocks in order; `above` is the nearest before that ends no sooner, or -1."""

    first: Numbers
    last: Numbers
    above: Numbers
    row: Numbers  # of the table, one for each distinct block
    place: Numbers  # of each row of the table, where its block stands here

    def closest(self, first: Numbers, last: Numbers) -> Numbers:
        """The place of the block that covers each range most closely, or -1."""
        at: Numbers = np.searchsorted(self.first, first, side="right") - 1
        left = np.flatnonzero(at >= 0)
        while len(left):
            left = left[self.last[at[left]] < last[left]]
            at[left] = self.above[at[left]]
            left = left[at[left] >= 0]
        return at


def _nest(first: Numbers, last: Numbers) -> _Nest:
    order = np.lexsort((~last, first))  # ~ turns the order round and never overflows
    first, last = first[order], last[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.cumsum(new) - 1
    first, last = first[new], last[new]
    return _Nest(first, last, _above(last), order[new], place)


def _above(last: Numbers) -> Numbers:
    """For each end the nearest one before that is no smaller; steps double, so they are few."""
    above = np.arange(-1, len(last) - 1, dtype=np.int64)
    left = np.flatnonzero(above >= 0)
    while len(left):
        left = left[last[above[left]] < last[left]]
        above[left] = above[above[left]]
        left = left[above[left] >= 0]
    return above


def _states(routes: pa.Table, said: pa.Table, reach: str, words: tuple[str, ...]) -> pa.Table:
    state = np.zeros(len(routes), dtype=np.int8)
    by = np.full(len(routes), -1, dtype=np.int64)
    for mine, rows in _families(routes, said):
        theirs = rows[_column(said, "length", rows) <= 64]
        if not len(theirs):
            continue
        state[mine], at = _judge(_Said.of(said, theirs, reach), routes, mine)
        by[mine] = np.where(at < 0, -1, theirs[at])
    looked = _whole(routes, "length") <= 64
    codes = pa.array(state, mask=~looked)
    return pa.table(
        {"state": pa.DictionaryArray.from_arrays(codes, list(words)), "by": _rows(by, looked)}
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """Which origins were said to be right at which block, and up to which length."""

    nest: _Nest
    key: Numbers  # place and origin as one number, in order, each once
    reach: Numbers  # the longest prefix allowed
    row: Numbers  # the row that allows it

    @classmethod
    def of(cls, said: pa.Table, rows: Numbers, reach: str) -> "_Said":
        nest = _nest(_column(said, "first", rows), _column(said, "last", rows))
        key, far = _key(nest.place, _column(said, "origin", rows)), _column(said, reach, rows)
        order = np.lexsort((-far, key))
        kept = order[np.flatnonzero(np.diff(key[order], prepend=-1))]
        return cls(nest, key[kept], far[kept], kept)

    def find(self, place: Numbers, origin: Numbers) -> Numbers:
        """Where an origin stands at a place, or -1; origin 0 allows nobody."""
        wanted = _key(place, origin)
        at = np.minimum(np.searchsorted(self.key, wanted), max(len(self.key) - 1, 0))
        return np.where((self.key[at] == wanted) & (origin != 0), at, -1)


def _judge(said: _Said, routes: pa.Table, mine: Numbers) -> tuple[NDArray[np.int8], Numbers]:
    """The state of some routes, and the row that decides each."""
    origin, length = _column(routes, "origin", mine), _column(routes, "length", mine)
    at = said.nest.closest(_column(routes, "first", mine), _column(routes, "last", mine))
    state = np.where(at < 0, UNKNOWN, OTHER).astype(np.int8)
    by = np.where(at < 0, -1, said.nest.row[at])
    left = np.flatnonzero(at >= 0)
    while len(left):
        found = said.find(at[left], origin[left])
        named, found = left[found >= 0], found[found >= 0]
        now = np.where(length[named] <= said.reach[found], VALID, LONGER).astype(np.int8)
        better = now > state[named]
        state[named[better]], by[named[better]] = now[better], said.row[found[better]]
        left = left[state[left] != VALID]
        at[left] = said.nest.above[at[left]]
        left = left[at[left] >= 0]
    return state, by


def _key(place: Numbers, origin: Numbers) -> Numbers:
    return (place << 32) | origin


def _families(one: pa.Table, other: pa.Table) -> list[tuple[Numbers, Numbers]]:
    """The rows of either table that are of one family, where both have some."""
    ours, theirs = _whole(one, "family"), _whole(other, "family")
    pairs = [(np.flatnonzero(ours == n), np.flatnonzero(theirs == n)) for n in (4, 6)]
    return [(mine, yours) for mine, yours in pairs if len(mine) and len(yours)]


def _whole(table: pa.Table, name: str) -> Numbers:
    return np.asarray(table[name].to_numpy(), dtype=np.int64)


def _column(table: pa.Table, name: str, rows: Numbers) -> Numbers:
    return _whole(table, name)[rows]


def _rows(rows: Numbers, known: Any = True) -> pa.Array:
    return pa.array(rows, mask=(rows < 0) | ~np.broadcast_to(known, rows.shape))
