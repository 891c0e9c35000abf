"""Numbers of the format, read by compiled functions."""

from typing import Any

import numpy as np

from samehand.arrays import Array
from samehand.jit import compiled, entry

__all__ = ["attribute_at", "compiled", "entry", "i64", "masked", "u16", "u32"]


@compiled
def u16(buf: Array, at: int) -> int:
    """Two bytes, the large end first."""
    value: Any = np.int64(buf[at]) << 8 | np.int64(buf[at + 1])
    return value  # type: ignore[no-any-return]


@compiled
def u32(buf: Array, at: int) -> int:
    """Four bytes."""
    return u16(buf, at) << 16 | u16(buf, at + 2)


@compiled
def i64(buf: Array, at: int) -> int:
    """Eight bytes, as a signed number."""
    return u32(buf, at) << 32 | u32(buf, at + 4)


@compiled
def masked(value: int, bits: int) -> int:
    """A 64-bit number with only its first `bits` bits kept."""
    if bits >= 64:
        return value
    if bits <= 0:
        return 0
    return value & -1 << (64 - bits)


@compiled
def attribute_at(buf: Array, at: int, end: int) -> int:
    """Of the attribute at `at`: bytes before its value << 16 | bytes of it, or -1 if it is cut."""
    if end - at < 3:
        return -1
    head = 4 if buf[at] & 16 else 3
    if end - at < head:
        return -1
    size = u16(buf, at + 2) if head == 4 else int(buf[at + 2])
    return head << 16 | size if at + head + size <= end else -1
