"""Where the compiled scanner puts what it finds: rows, elements, paths, addresses.

A *row* is one set of route attributes with its record's time and peer. An *element* is one prefix
(or one change of state) and the number of its row. -1 stands for "not there".
"""

from typing import Any, Final, NamedTuple

import numpy as np

from samehand.arrays import Array
from samehand.mrt.jit import compiled, entry

ROW: Final = np.dtype(
    [(name, np.int64) for name in ("record", "offset", "time", "originated", "peer_asn")]
    + [(name, np.int64) for name in ("local_pref", "med", "aggregator", "origin", "upstream")]
    + [(name, np.int64) for name in ("path_at", "list_at")]
    + [(name, np.int64) for name in ("reach_at", "reach_end", "unreach_at", "unreach_end")]
    + [(name, np.int64) for name in ("as4_at", "as4_end", "as4_aggregator")]
    + [(name, np.int32) for name in ("micro", "peer", "next_hop", "aggregator_ip", "path_size")]
    + [(name, np.int32) for name in ("list_size", "as4_aggregator_ip", "status", "old", "new")]
    + [(name, np.int32) for name in ("kind", "subtype", "origin_attr", "atomic", "origin_set")]
    + [(name, np.int32) for name in ("asn_size", "add_path", "is_table")]
)
ELEMENT: Final = np.dtype(
    [(name, np.int64) for name in ("first", "low", "path_id")]
    + [(name, np.int32) for name in ("row", "length", "kind", "family", "safi")]
)

# What the numbers in `n` count.
ELEMENTS: Final = 0
ROWS: Final = 1
PATHS: Final = 2
COMMUNITIES: Final = 3
FAULTS: Final = 4
ADDRESSES: Final = 5
PEERS: Final = 6
RECORDS: Final = 7
SKIP: Final = 8  # skip key of the record being read
FULL: Final = 9  # a pool has no room for the record being read
FINAL: Final = 10  # no byte comes after those given
LOST: Final = 11  # a header that cannot be one
SEEN: Final = 12  # peers that see the prefix of the record being read
DONE: Final = 13  # records of earlier batches
COUNTS: Final = 16

MOST_FAULTS: Final = 4096  # kept with their place in one batch; more are counted


class Pools(NamedTuple):
    """Arrays shared with compiled code. `peers` holds each peer's address, AS, and the first peer
    with the same two, by its number in the peer table. `prefix` holds first, low and length of the last read."""

    n: Array
    rows: Array
    head: Array
    elements: Array
    paths: Array
    segments: Array
    communities: Array
    address: Array
    slots: Array
    peers: Array
    prefix: Array
    faults: Array
    skips: Array


def blank() -> Array:
    """One row with nothing in it."""
    row = np.zeros(1, ROW)
    for name in ROW.names or ():
        row[name] = -1
    return row


def new_pools(size: int = 1 << 16) -> Pools:
    """Empty pools for `size` elements."""
    return Pools(
        n=np.zeros(COUNTS, np.int64),
        rows=np.zeros(size, ROW),
        head=blank(),
        elements=np.zeros(size, ELEMENT),
        paths=np.zeros(size * 16, np.uint32),
        segments=np.zeros(size * 16, np.uint8),
        communities=np.zeros(size * 16, np.uint32),
        address=np.zeros((1 << 12, 3), np.int64),
        slots=np.full(1 << 13, -1, np.int64),
        peers=np.zeros((1 << 16, 3), np.int64),
        prefix=np.zeros(3, np.int64),
        faults=np.zeros((MOST_FAULTS, 3), np.int64),
        skips=np.zeros((256, 2), np.int64),
    )


def grown(pools: Pools) -> Pools:
    """The same with twice the room for everything that can run out."""
    old = {"rows", "elements", "paths", "segments", "communities"}
    wide: dict[str, Any] = {
        name: np.resize(getattr(pools, name), 2 * len(getattr(pools, name))) for name in old
    }
    return pools._replace(**wide)


def more_addresses(pools: Pools) -> Pools:
    """The same with twice the room for addresses; each keeps its number."""
    address = np.resize(pools.address, (2 * len(pools.address), 3))
    slots = np.full(2 * len(pools.slots), -1, np.int64)
    place(address, slots, int(pools.n[ADDRESSES]))
    return pools._replace(address=address, slots=slots)


@compiled
def slot_of(family: int, high: int, low: int, slots: Array) -> int:
    """Where the search for an address begins."""
    mixed = (high * 0x2545F4914F6CDD1D + low + family) * 0x27220A95FE3A1D4B
    return (mixed ^ mixed >> 29) & (len(slots) - 1)


@entry
def place(address: Array, slots: Array, many: int) -> None:
    """Put the first `many` addresses into empty slots."""
    for i in range(many):
        at = slot_of(address[i, 0], address[i, 1], address[i, 2], slots)
        while slots[at] >= 0:
            at = (at + 1) & (len(slots) - 1)
        slots[at] = i


@compiled
def number_of(p: Pools, family: int, high: int, low: int) -> int:
    """The number of an address, new or known. Sets FULL and gives -1 where none is free."""
    at = slot_of(family, high, low, p.slots)
    while p.slots[at] >= 0:
        known = p.address[p.slots[at]]
        if known[2] == low and known[1] == high and known[0] == family:
            return int(p.slots[at])
        at = (at + 1) & (len(p.slots) - 1)
    many = p.n[ADDRESSES]
    if many == len(p.address):
        p.n[FULL] = 2
        return -1
    p.address[many, 0] = family
    p.address[many, 1] = high
    p.address[many, 2] = low
    p.slots[at] = many
    p.n[ADDRESSES] = many + 1
    return int(many)


@compiled
def new_row(p: Pools) -> int:
    """The number of a new row that starts as the record's head. Sets FULL where none is free."""
    row = p.n[ROWS]
    if row == len(p.rows):
        p.n[FULL] = 1
        return int(row - 1)
    p.rows[row] = p.head[0]
    p.n[ROWS] = row + 1
    return int(row)


@compiled
def record_number(p: Pools) -> int:
    """The number of the record being read, from 1."""
    return int(p.n[DONE] + p.n[RECORDS] + 1)


@compiled
def add_fault(p: Pools, offset: int, reason: int) -> None:
    """Note what is wrong, where its record begins, and the record's number."""
    many = p.n[FAULTS]
    if many < len(p.faults):
        p.faults[many, 0] = offset
        p.faults[many, 1] = reason
        p.faults[many, 2] = record_number(p)
    p.n[FAULTS] = many + 1


@compiled
def add_skip(p: Pools, key: int) -> None:
    """Count one record of a kind that is not read."""
    for i in range(len(p.skips)):
        if p.skips[i, 1] == 0 or p.skips[i, 0] == key or i == len(p.skips) - 1:
            p.skips[i, 0] = key
            p.skips[i, 1] += 1
            return
