"""Prefixes (compiled): read one, read a list, and add an element for it."""

from typing import Any

import numpy as np

from samehand.arrays import Array
from samehand.mrt.codes import LENGTH, LIST
from samehand.mrt.jit import compiled, masked, u32
from samehand.mrt.pools import ELEMENTS, FULL, Pools, add_fault

SIGN = np.int64(-(2**63))  # turns a number from 0 to 2^64 into itself minus 2^63


@compiled
def read_prefix(buf: Array, at: int, end: int, family: int, p: Pools) -> int:
    """Read a length and the bytes it needs into `p.prefix`; the next place, or minus a reason."""
    if at >= end:
        return -LIST
    length = int(buf[at])
    if length > (32 if family == 4 else 128):
        return -LENGTH
    size = (length + 7) >> 3
    if at + 1 + size > end:
        return -LIST
    set_prefix(buf, at + 1, size, length, family, p)
    return at + 1 + size


@compiled
def set_prefix(buf: Array, at: int, size: int, length: int, family: int, p: Pools) -> None:
    """The prefix in `size` bytes, without what stands after its length."""
    high: Any = 0
    low: Any = 0
    for i in range(size):
        if i < 8:
            high |= np.int64(buf[at + i]) << (56 - 8 * i)
        else:
            low |= np.int64(buf[at + i]) << (120 - 8 * i)
    if family == 4:
        p.prefix[0] = masked(high, length) >> 32 & 0xFFFFFFFF
        p.prefix[1] = 0
    else:
        p.prefix[0] = masked(high, length) ^ SIGN
        p.prefix[1] = masked(low, length - 64) ^ SIGN
    p.prefix[2] = length


@compiled
def add_element(p: Pools, row: int, kind: int, family: int, safi: int, path_id: int) -> None:
    """One more element, of the prefix last read. Sets FULL where there is no room."""
    many = p.n[ELEMENTS]
    if many == len(p.elements):
        p.n[FULL] = 1
        return
    element = p.elements[many]
    element.row = row
    element.kind = kind
    element.family = family
    element.safi = safi
    element.first = p.prefix[0]
    element.low = p.prefix[1]
    element.length = p.prefix[2]
    element.path_id = path_id
    p.n[ELEMENTS] = many + 1


@compiled
def read_list(buf: Array, at: int, end: int, row: int, what: int, p: Pools) -> None:
    """A list of prefixes as elements of a row; `what` packs kind, family and SAFI.

    The prefixes before a fault are kept: each says where it ends.
    """
    kind, family, safi = what & 15, what >> 4 & 15, what >> 8
    while at < end and not p.n[FULL]:
        path_id = -1
        if p.rows[row].add_path == 1:
            if end - at < 5:
                add_fault(p, p.head[0].offset, LIST)
                return
            path_id = u32(buf, at)
            at += 4
        at = read_prefix(buf, at, end, family, p)
        if at < 0:
            add_fault(p, p.head[0].offset, -at)
            return
        add_element(p, row, kind, family, safi, path_id)
