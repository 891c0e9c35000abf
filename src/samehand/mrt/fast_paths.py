"""An entry's attributes to origin and upstream (compiled): the second half of `fast`.

Every attribute's length is checked as the full scanner checks it; only the AS path is read.
"""

from typing import Final

from samehand.arrays import Array
from samehand.mrt.codes import AS_SEQUENCE, AS_SET, ATTRIBUTE, CONFED_SET, PATH, TWICE
from samehand.mrt.jit import attribute_at, compiled, u32

NO_PATH: Final = 1 << 62


@compiled
def path_place(buf: Array, at: int, end: int) -> int:
    """Where the AS path is, start << 31 | stop; NO_PATH; or minus the reason that sets it aside."""
    place = NO_PATH
    multi = 0  # 1 once MP_REACH_NLRI was met, 2 for MP_UNREACH_NLRI
    while at < end:
        shape = attribute_at(buf, at, end)
        if shape < 0:
            return -ATTRIBUTE
        kind = int(buf[at + 1])
        size = shape & 0xFFFF
        at += shape >> 16
        if kind == 2:
            if place == NO_PATH:
                place = at << 31 | (at + size)
        elif not value_fits(buf, at, size, kind):
            return -ATTRIBUTE
        elif kind in (14, 15):
            if multi & (kind - 13):
                return -TWICE
            multi |= kind - 13
        at += size
    return place


@compiled
def value_fits(buf: Array, at: int, size: int, kind: int) -> bool:
    """Whether an attribute that is not the path has the bytes its kind needs."""
    if kind == 1:
        return size >= 1
    if kind >= 3 and kind <= 5:
        return size >= 4
    if kind == 7:
        return size in (6, 8)
    return kind != 14 or hop_fits(buf, at, at + size)


@compiled
def hop_fits(buf: Array, at: int, end: int) -> bool:
    """Whether a table's MP_REACH_NLRI holds the next hop it claims."""
    if at == end:
        return False
    if buf[at] == 0:
        at += 3
    return at < end and at + 1 + buf[at] <= end


@compiled
def ends_at(buf: Array, place: int) -> tuple[int, int]:
    """Origin and upstream of the path there; -1 for none; minus 2 minus a reason for both."""
    if place < 0:
        return -2 + place, -1
    if place == NO_PATH:
        return -1, -1
    at, stop = place >> 31, place & 0x7FFFFFFF
    if stop - at > 2 and buf[at] == AS_SEQUENCE and at + 2 + 4 * int(buf[at + 1]) == stop:
        last = u32(buf, stop - 4)
        i = stop - 8
        while i > at:
            asn = u32(buf, i)
            if asn != last:
                return last, asn
            i -= 4
        return last, -1
    return ends_of_segments(buf, at, stop)


@compiled
def ends_of_segments(buf: Array, at: int, stop: int) -> tuple[int, int]:
    """The same for a path of several segments, or of none."""
    last = before = -1
    while at < stop:
        if stop - at < 2:
            return -2 - PATH, -1
        kind, many = buf[at], int(buf[at + 1])
        at += 2
        if kind < AS_SET or kind > CONFED_SET or at + 4 * many > stop:
            return -2 - PATH, -1
        if kind == AS_SET and many > 1:
            before, last = last, -1
        elif kind <= AS_SEQUENCE:
            for i in range(at, at + 4 * many, 4):
                asn = u32(buf, i)
                if asn != last:
                    before, last = last, asn
        at += 4 * many
    return last, before
