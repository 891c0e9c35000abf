"""Lines into attributes and objects (compiled).

An object ends with an empty line; one that has not ended is left for when more bytes are there.
"""

from typing import Any

import numpy as np

from samehand.arrays import Array
from samehand.jit import entry, inlined
from samehand.rpsl.attributes import close_attribute, end_object, opens, read_line
from samehand.rpsl.codes import TOO_LONG
from samehand.rpsl.pools import (
    BASE,
    FAULTS,
    FIRST,
    FLAGS,
    GAP,
    LINE,
    MODE,
    READ,
    REASON,
    REST,
    ROWS,
    SKIP,
    SKIP_REST,
    START,
    VALUES,
    WRONG,
    Pools,
)
from samehand.rpsl.text import LINE_END, after_blanks, empty_stop, is_comment, line_stop


@entry
def read_objects(buf: Array, size: int, most: int, p: Pools) -> int:
    """Read the whole objects of `buf[:size]`; how many bytes are done with.

    `buf[size]` is made a line end, so that every loop stops there. An object of more than `most`
    bytes is set aside.
    """
    buf[size] = LINE_END
    at: Any = np.int64(0)  # a plain 0 would have everything below compiled twice
    while at < size:
        after = read_next(buf, at, size, most, p)
        if after < 0:
            break
        at = after
    return int(at)


@inlined
def read_next(buf: Array, at: int, size: int, most: int, p: Pools) -> int:
    """A line between objects, or an object: the place after it, or -1 where it has not ended."""
    if p.n[MODE] != READ:
        return pass_over(buf, at, size, p)
    text = after_blanks(buf, at, p.kinds)
    if not is_comment(buf[at]) and buf[text] != LINE_END and text - at <= most:
        return read_object(buf, at, size, most, p)
    stop = line_stop(buf, at)
    if stop < size:
        p.n[LINE] += 1
        return stop + 1
    if size - at <= most:
        return -1
    p.n[MODE] = REST
    return size


@inlined
def pass_over(buf: Array, at: int, size: int, p: Pools) -> int:
    """A line, or the rest of one, of what was too long to hold: the place after it, or -1."""
    mode = p.n[MODE]
    empty = mode == SKIP and empty_stop(buf, at) >= 0
    stop = line_stop(buf, at)
    if stop == size:
        if empty:
            return -1
        p.n[MODE] = SKIP_REST if mode == SKIP else mode
        return size
    p.n[LINE] += 1
    p.n[MODE] = READ if empty or mode == REST else SKIP
    return stop + 1


@inlined
def read_object(buf: Array, at: int, size: int, most: int, p: Pools) -> int:
    """One object: the place after its last line, or -1 where it has not ended."""
    begin, line = at, p.n[LINE]
    open_object(p)
    while at - begin <= most:
        stop = empty_stop(buf, at)
        if stop == size:
            take_back(p)
            return -1
        if stop >= 0 or (p.n[GAP] and opens(buf, at, p)):
            close(line, p)
            return at
        after = read_line(buf, at, line, p) + 1
        if after > size:
            take_back(p)
            return too_long(size, line, SKIP_REST, p) if size - begin > most else -1
        line += 1
        at = after
    take_back(p)
    return too_long(at, line, SKIP, p)


@inlined
def open_object(p: Pools) -> None:
    """Begin an object on the next line."""
    p.n[FIRST] = p.n[ROWS]
    p.n[BASE] = p.n[START] = p.n[VALUES]
    p.n[REASON] = p.n[GAP] = p.n[FLAGS] = 0


@inlined
def close(line: int, p: Pools) -> None:
    """End the object before this line: keep it, or set it aside."""
    close_attribute(p)
    if p.n[REASON]:
        take_back(p)
        add_fault(p.n[WRONG], p.n[REASON], p)
    else:
        end_object(p)
    p.n[LINE] = line


@inlined
def take_back(p: Pools) -> None:
    """Forget what was read of the object."""
    p.n[ROWS] = p.n[FIRST]
    p.n[VALUES] = p.n[BASE]


@inlined
def too_long(at: int, line: int, mode: int, p: Pools) -> int:
    """Set the object aside unread, and pass over the rest of it from here."""
    add_fault(p.n[LINE], TOO_LONG, p)
    p.n[LINE] = line
    p.n[MODE] = mode
    return at


@inlined
def add_fault(line: int, reason: int, p: Pools) -> None:
    """Note what is wrong with the object that begins on the next line."""
    many = p.n[FAULTS]
    if many < len(p.faults):
        p.faults[many, 0] = p.n[LINE]
        p.faults[many, 1] = line
        p.faults[many, 2] = reason
    p.reasons[reason] += 1
    p.n[FAULTS] = many + 1
