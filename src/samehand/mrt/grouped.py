"""Routes of any file, from its elements one by one: of tables slower, with the same columns.

Of each element 16 bytes are held until the last is read, and those of a prefix that stand
together share the rest, so that ten million take less than a gigabyte.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from samehand.arrays import Array, Columns
from samehand.mrt.codes import ANNOUNCE, TABLE
from samehand.mrt.elements import Scan
from samehand.mrt.interned import Interned, Peers
from samehand.mrt.report import Report

PREFIX = ("day", "family", "length", "first", "low")
COUNTS = ("peers", "adds", "seen")
TYPES = {"day": np.int32, "family": np.int8, "length": np.int16} | dict.fromkeys(COUNTS, np.int32)
AT_ONCE = 1 << 21  # elements grouped at a time
DAY = 86_400  # seconds


@dataclass
class _Held:
    """Elements by column, and of each run of one prefix what is the same in it."""

    asns: Interned = field(default_factory=Interned)
    peers: Peers = field(default_factory=Peers)
    parts: dict[str, list[Array]] = field(default_factory=dict)

    def put(self, **columns: Array) -> None:
        for name, values in columns.items():
            self.parts.setdefault(name, []).append(values)

    def whole(self, name: str) -> Array:
        return np.concatenate(self.parts.pop(name, [np.zeros(0, np.int32)]))


class Grouped:
    """Columns of routes in batches, with all of a prefix in one; unicast only.

    Of a table: its entries, `day` is 0. Of updates: what they announce, each day by itself, `day`
    counted from 1970. `report`, `peers` (how many gave routes) and `others` (how many routes were
    not of unicast) are final after the last batch.
    """

    def __init__(self, found: Scan, kind: int = TABLE) -> None:
        self.found = found
        self.kind = kind
        self.report = Report()
        self.peers = self.others = 0

    def __iter__(self) -> Iterator[Columns]:
        held, self.others = _Held(), 0
        for batch in self.found:
            self._take(batch, held)
        self.report, self.peers = self.found.report, len(held.peers)
        prefixes, number = _prefixes(held)
        columns = [held.whole(name) for name in ("origin", "upstream", "peer", "record")]
        asns = held.asns.values()
        for some in _some(number):
            rows = _routes(number[some], *(values[some] for values in columns))
            rows |= {name: values[rows["group"]] for name, values in prefixes.items()}
            rows |= {name: asns[rows[name]] for name in ("origin", "upstream")}
            yield {name: rows[name].astype(TYPES.get(name, np.int64)) for name in rows}

    def _take(self, batch: pa.RecordBatch, held: _Held) -> None:
        """Hold the routes of a batch."""
        kept = np.asarray(batch["kind"].indices) == self.kind
        unicast = np.asarray(batch["safi"].fill_null(0)) == 1
        self.others += int((kept & ~unicast).sum())
        kept &= unicast
        if not kept.any():
            return
        keys = [self._key(batch, name)[kept] for name in PREFIX]
        new = np.ones(len(keys[0]), bool)
        new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
        starts = np.flatnonzero(new)
        held.put(**{name: key[starts] for name, key in zip(PREFIX, keys, strict=True)})
        held.put(
            run=np.diff(starts, append=len(new)).astype(np.int32),
            record=np.asarray(batch["record"])[kept].astype(np.int32),
            peer=held.peers.of(batch)[kept],
            origin=held.asns.of(np.asarray(batch["origin"].fill_null(-1))[kept]),
            upstream=held.asns.of(np.asarray(batch["upstream"].fill_null(-1))[kept]),
        )

    def _key(self, batch: pa.RecordBatch, name: str) -> Array:
        if name != "day":
            return np.asarray(batch[name].fill_null(-1))
        day = np.asarray(batch["record_time"]) // DAY * (self.kind == ANNOUNCE)
        return day.astype(np.int32)


def _prefixes(held: _Held) -> tuple[Columns, Array]:
    """The distinct prefixes; and of each element the number of its prefix."""
    runs = {name: held.whole(name) for name in PREFIX}
    order = np.lexsort([runs[name] for name in PREFIX[::-1]])
    new = np.ones(len(order), bool)
    new[1:] = np.logical_or.reduce(
        [runs[name][order[1:]] != runs[name][order[:-1]] for name in PREFIX]
    )
    number = np.zeros(len(order), np.int32)
    number[order] = np.cumsum(new) - 1
    return {name: runs[name][order[new]] for name in runs}, np.repeat(number, held.whole("run"))


def _some(number: Array) -> Iterator[Array]:
    """The places of the elements of some prefixes after another, in the order of the file."""
    ends = np.cumsum(np.bincount(number))
    low = 0
    if not len(number):
        yield number
    while low < len(ends):
        before = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, before + AT_ONCE, "right")))
        yield np.flatnonzero((number >= low) & (number < high))
        low = high


def _routes(prefix: Array, origin: Array, upstream: Array, peer: Array, record: Array) -> Columns:
    """Of each pair of a prefix its peers; `adds`, the peers new to its origin; `seen`, to it."""
    order = np.lexsort((peer, upstream, origin, prefix))
    starts, pair = _groups(order, prefix, origin, upstream)
    once, _ = _groups(order, prefix, origin, upstream, peer)
    at = order[starts]
    low = int(prefix.min()) if len(prefix) else 0
    seen = np.bincount(prefix[_firsts(prefix, peer)] - low)
    return {
        "group": prefix[at],
        "origin": origin[at],
        "upstream": upstream[at],
        "record": np.minimum.reduceat(record[order], starts) if len(at) else record,
        "peers": np.bincount(pair[order[once]], minlength=len(at)),
        "adds": np.bincount(pair[_firsts(prefix, origin, peer)], minlength=len(at)),
        "seen": seen[prefix[at] - low],
    }


def _groups(order: Array, *keys: Array) -> tuple[Array, Array]:
    """Where in an order groups of equal keys begin; and of each element its group."""
    new = np.ones(len(order), bool)
    new[1:] = np.logical_or.reduce([key[order[1:]] != key[order[:-1]] for key in keys])
    group = np.zeros(len(order), np.int32)
    group[order] = np.cumsum(new) - 1
    return np.flatnonzero(new), group


def _firsts(*keys: Array) -> Array:
    """The first element of each group of equal keys."""
    order = np.lexsort(keys[::-1])
    starts, _ = _groups(order, *keys)
    firsts: Array = order[starts]
    return firsts
