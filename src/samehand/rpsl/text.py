"""Values out of lines (compiled): without comments, joined, as UTF-8; placeholders told apart.

Every buffer ends with a line end that is not counted in its size, so that no loop looks for it.
"""

from typing import Final

from samehand.arrays import Array
from samehand.jit import inlined
from samehand.rpsl.pools import (
    BEGINS,
    BLANK,
    ENDS,
    FLAGS,
    HIGH,
    START,
    STOP,
    VALUES,
    WHOLE,
    Pools,
)

LINE_END: Final = 10
RETURN: Final = 13
SPACE: Final = 32


@inlined
def is_comment(byte: int) -> bool:
    """Whether a line that begins so is a comment: `%` or `#`."""
    return byte in (37, 35)


@inlined
def is_rest(byte: int) -> bool:
    """Whether a line that begins so goes on with the attribute above: blank, tab or `+`."""
    return byte in (32, 9, 43)


@inlined
def line_stop(buf: Array, at: int) -> int:
    """Where the line ends."""
    while buf[at] != LINE_END:
        at += 1
    return at


@inlined
def after_blanks(buf: Array, at: int, kinds: Array) -> int:
    """The first byte that is no blank; a line end is none."""
    while kinds[buf[at]] == BLANK:
        at += 1
    return at


@inlined
def empty_stop(buf: Array, at: int) -> int:
    """Where the line ends, if it is empty, or -1."""
    while buf[at] == RETURN:
        at += 1
    return at if buf[at] == LINE_END else -1


@inlined
def add_piece(buf: Array, at: int, p: Pools) -> int:
    """Add the rest of a line to the value being read; the place where the line ends."""
    out, kinds = p.values, p.kinds
    begin = p.n[VALUES]
    to = begin
    at = after_blanks(buf, at, kinds)
    if begin > p.n[START]:
        out[to] = SPACE
        to += 1
    first = to
    flags = 0
    while True:
        byte = buf[at]
        kind = kinds[byte]
        if kind:
            flags |= kind
            if kind == STOP:
                break
        out[to] = byte
        to += 1
        at += 1
    while to > first and kinds[out[to - 1]] == BLANK:
        to -= 1
    p.n[VALUES] = to if to > first else begin
    p.n[FLAGS] |= flags
    return at if buf[at] == LINE_END else line_stop(buf, at)


@inlined
def close_text(p: Pools) -> None:
    """Make the value being read UTF-8: as Latin-1 where it is not."""
    start, stop = p.n[START], p.n[VALUES]
    if p.n[FLAGS] & HIGH and not is_utf8(p.values, start, stop):
        p.n[VALUES] = widen(p.values, start, stop)


@inlined
def is_utf8(text: Array, at: int, stop: int) -> bool:
    """Whether bytes are UTF-8 as Unicode defines it (table 3-7)."""
    while at < stop:
        lead = text[at]
        at += 1
        if lead < 0x80:
            continue
        if lead < 0xC2 or lead > 0xF4 or at == stop:
            return False
        low, high = second_bytes(lead)
        if text[at] < low or text[at] > high:
            return False
        at += 1
        more = 0 if lead < 0xE0 else 1 if lead < 0xF0 else 2
        if stop - at < more:
            return False
        for i in range(at, at + more):
            if text[i] & 0xC0 != 0x80:
                return False
        at += more
    return True


@inlined
def second_bytes(lead: int) -> tuple[int, int]:
    """The least and the greatest byte that may follow a first one."""
    if lead == 0xE0:
        return 0xA0, 0xBF
    if lead == 0xED:
        return 0x80, 0x9F
    if lead == 0xF0:
        return 0x90, 0xBF
    if lead == 0xF4:
        return 0x80, 0x8F
    return 0x80, 0xBF


@inlined
def widen(text: Array, start: int, stop: int) -> int:
    """Turn Latin-1 into UTF-8 where it lies; the place where it ends then."""
    to = stop
    for i in range(start, stop):
        to += text[i] >> 7
    end = to
    for i in range(stop - 1, start - 1, -1):
        byte = text[i]
        if byte < 0x80:
            to -= 1
            text[to] = byte
        else:
            text[to - 1] = 0x80 | byte & 0x3F
            text[to - 2] = 0xC0 | byte >> 6
            to -= 2
    return int(end)


@inlined
def is_placeholder(start: int, stop: int, p: Pools) -> bool:
    """Whether a value is withheld."""
    if start == stop:
        return False
    first, last = small(p.values[start]), small(p.values[stop - 1])
    return is_marked(start, stop, p.mark_at[0], first, p) or is_marked(
        start, stop, p.mark_at[1], last, p
    )


@inlined
def is_marked(start: int, stop: int, ends: Array, byte: int, p: Pools) -> bool:
    """Whether a value shows one of the marks of a byte."""
    number = ends[byte]
    while number < ends[byte + 1] and not marked(start, stop, number, p):
        number += 1
    return bool(number < ends[byte + 1])


@inlined
def marked(start: int, stop: int, number: int, p: Pools) -> bool:
    """Whether a value shows one of the marks."""
    at, size, kind = p.mark[number, 0], p.mark[number, 1], p.mark[number, 2]
    if stop - start < size or (kind == WHOLE and stop - start != size):
        return False
    place = stop - size if kind == ENDS else start
    for i in range(size):
        if small(p.values[place + i]) != p.marks[at + i]:
            return False
    return kind in (WHOLE, BEGINS, ENDS)


@inlined
def small(byte: int) -> int:
    """A letter A to Z as a small one."""
    return byte + 32 if byte >= 65 and byte <= 90 else int(byte)
