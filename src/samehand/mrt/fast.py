"""Tables to routes (compiled): per prefix the pairs of origin and upstream, and who sees each.

It walks every attribute's length, so that it sets aside the same entries as the full scanner, and
reads none but the AS path.
"""

from typing import Final, NamedTuple

import numpy as np

from samehand.arrays import Array
from samehand.mrt.codes import HEADER, MAX_RECORD, PEER, SHORT, TABLE_DUMP_V2
from samehand.mrt.fast_paths import ends_at, path_place
from samehand.mrt.jit import compiled, entry, u16, u32
from samehand.mrt.pools import (
    ELEMENTS,
    FAULTS,
    FULL,
    LOST,
    PEERS,
    RECORDS,
    ROWS,
    SEEN,
    SKIP,
    Pools,
    add_fault,
    add_skip,
    record_number,
)
from samehand.mrt.prefixes import read_prefix
from samehand.mrt.ribs import read_peers

MANY: Final = 1 << 18  # routes in one batch: more than one record can give


class Out(NamedTuple):
    """One batch of routes by column, and room for the pairs and peers of one record."""

    first: Array
    low: Array
    shape: Array  # family * 256 + length
    origin: Array
    upstream: Array
    record: Array
    peers: Array
    adds: Array
    seen: Array
    pairs: Array  # origin, upstream, peers, of them new to the origin: of the record being read
    sights: Array  # pair * 65,536 + peer, of every entry of the record being read
    before: Array  # the entry of the same peer before it, or -1
    last: Array  # by peer


def new_out() -> Out:
    """Room for one batch."""
    room: dict[str, Array] = {name: np.zeros(MANY, np.int64) for name in Out._fields[:6]}
    room |= {name: np.zeros(MANY, np.int32) for name in ("peers", "adds", "seen")}
    room |= {name: np.zeros(1 << 16, np.int64) for name in ("sights", "before", "last")}
    return Out(**room, pairs=np.zeros((1 << 16, 4), np.int64))


@entry
def read_routes(buf: Array, size: int, base: int, p: Pools, out: Out) -> int:
    """Read whole records of `buf[:size]`; how many bytes they were. `base` is the place of buf[0]."""
    at = 0
    while size - at >= HEADER:
        length = u32(buf, at + 8)
        if length > MAX_RECORD:
            p.n[LOST] = 1
            return at
        end = at + HEADER + length
        if end > size:
            return at
        if p.n[ROWS] + (1 << 16) > MANY:
            p.n[FULL] = 1
            return at
        p.head[0].offset = base + at
        p.n[SKIP] = 0
        elements, faults = p.n[ELEMENTS], p.n[FAULTS]
        reason = route_record(buf, at, end, p, out)
        if p.n[FULL]:
            return at
        if reason:
            p.n[ELEMENTS], p.n[FAULTS] = elements, faults
            add_fault(p, base + at, reason)
        elif p.n[SKIP]:
            add_skip(p, p.n[SKIP])
        p.n[RECORDS] += 1
        at = end
    return at


@compiled
def route_record(buf: Array, at: int, end: int, p: Pools, out: Out) -> int:
    """One record: unicast entries and peer tables are read, all else is skipped."""
    kind, subtype = u16(buf, at + 4), u16(buf, at + 6)
    at += HEADER
    if kind != TABLE_DUMP_V2 or subtype not in (1, 2, 4, 8, 10):
        p.n[SKIP] = kind << 32 | subtype << 16
        return 0
    if subtype == 1:
        return read_peers(buf, at, end, p)
    return route_prefix(buf, at, end, subtype, p, out)


@compiled
def route_prefix(buf: Array, at: int, end: int, subtype: int, p: Pools, out: Out) -> int:
    """The entries of one prefix, summed up as one route per pair."""
    family = 4 if subtype in (2, 8) else 6
    if end - at < 4:
        return SHORT
    at = read_prefix(buf, at + 4, end, family, p)
    if at < 0:
        return -at
    if end - at < 2:
        return SHORT
    many = route_entries(buf, at, end, 12 if subtype >= 8 else 8, p, out)
    if many < 0:
        return SHORT
    row, number = p.n[ROWS], record_number(p)
    for pair in range(many):
        out.first[row] = p.prefix[0]
        out.low[row] = p.prefix[1]
        out.shape[row] = family << 8 | p.prefix[2]
        out.origin[row] = out.pairs[pair, 0]
        out.upstream[row] = out.pairs[pair, 1]
        out.record[row] = number
        out.peers[row] = out.pairs[pair, 2]
        out.adds[row] = out.pairs[pair, 3]
        out.seen[row] = p.n[SEEN]
        row += 1
    p.n[ROWS] = row
    return 0


@compiled
def route_entries(buf: Array, at: int, end: int, fixed: int, p: Pools, out: Out) -> int:
    """All entries: how many pairs, or -1 where they do not fit their record."""
    pairs = kept = 0
    p.n[SEEN] = 0
    known = p.n[PEERS]
    count = u16(buf, at)
    at += 2
    for _ in range(count):
        if end - at < fixed:
            return -1
        peer = u16(buf, at)
        at += fixed
        stop = at + u16(buf, at - 2)
        if stop > end:
            return -1
        if peer >= known:
            add_fault(p, p.head[0].offset, PEER)
        else:
            place = path_place(buf, at, stop)
            origin, upstream = ends_at(buf, place)
            if origin < -1:
                add_fault(p, p.head[0].offset, -2 - origin)
            else:
                pair = pair_of(origin, upstream, pairs, out)
                pairs = max(pairs, pair + 1)
                sight(pair, p.peers[peer, 2], kept, p, out)
                kept += 1
        at = stop
    p.n[ELEMENTS] += kept
    return pairs if at == end else -1


@compiled
def sight(pair: int, peer: int, kept: int, p: Pools, out: Out) -> None:
    """Entry `kept` of the record: a pair seen by a peer, which ADD-PATH may give several times.

    `last` holds each peer's latest entry; one of an earlier record shows itself by not fitting.
    """
    before = out.last[peer]
    if before >= kept or out.sights[before] & 0xFFFF != peer:
        before = -1
        p.n[SEEN] += 1
    out.sights[kept] = pair << 16 | peer
    out.before[kept] = before
    out.last[peer] = kept
    adds = 1
    while before >= 0:
        other = out.sights[before] >> 16
        if other == pair:
            return
        if out.pairs[other, 0] == out.pairs[pair, 0]:
            adds = 0
        before = out.before[before]
    out.pairs[pair, 2] += 1
    out.pairs[pair, 3] += adds


@compiled
def pair_of(origin: int, upstream: int, pairs: int, out: Out) -> int:
    """The number of a pair among the record's, or that of a new one."""
    for i in range(pairs):
        if out.pairs[i, 0] == origin and out.pairs[i, 1] == upstream:
            return i
    out.pairs[pairs, 0] = origin
    out.pairs[pairs, 1] = upstream
    out.pairs[pairs, 2] = 0
    out.pairs[pairs, 3] = 0
    return pairs
