"""The lines of one object into its attributes, and its key (compiled)."""

from samehand.arrays import Array
from samehand.jit import inlined
from samehand.rpsl.codes import (
    BAD_BYTES,
    CLASSES,
    NIC_HDL,
    NO_ATTRIBUTE,
    NO_CLASS,
    ORIGIN,
    ROLE,
    ROUTE6,
)
from samehand.rpsl.names import name_stop, number_of
from samehand.rpsl.pools import (
    FIRST,
    FLAGS,
    GAP,
    KEYS,
    LINE,
    NOT_TEXT,
    OBJECTS,
    REASON,
    ROWS,
    START,
    VALUES,
    WRONG,
    Pools,
)
from samehand.rpsl.text import (
    LINE_END,
    add_piece,
    after_blanks,
    close_text,
    is_comment,
    is_placeholder,
    is_rest,
    line_stop,
)

PLUS = 43
CLASS_COUNT = len(CLASSES)


@inlined
def read_line(buf: Array, at: int, line: int, p: Pools) -> int:
    """One line of an object: the place where it ends."""
    first = buf[at]
    if is_comment(first):
        return line_stop(buf, at)
    if not is_rest(first):
        return read_attribute(buf, at, line, p)
    p.n[GAP] = first != PLUS and buf[after_blanks(buf, at, p.kinds)] == LINE_END
    if p.n[ROWS] == p.n[FIRST]:
        set_aside(NO_CLASS, line, p)
    return read_text(buf, at + 1, line, p)


@inlined
def read_attribute(buf: Array, at: int, line: int, p: Pools) -> int:
    """A line that begins an attribute, or is none: the place where it ends."""
    close_attribute(p)
    p.n[GAP] = 0
    stop = name_stop(buf, at, p.letters)
    row = p.n[ROWS]
    if stop < 0:
        set_aside(NO_CLASS if row == p.n[FIRST] else NO_ATTRIBUTE, line, p)
        return line_stop(buf, at)
    p.rows[row, 0] = line
    p.rows[row, 1] = number_of(buf, at, stop, p)
    p.rows[row, 2] = p.n[OBJECTS]
    p.n[ROWS] = row + 1
    return read_text(buf, stop + 1, line, p)


@inlined
def read_text(buf: Array, at: int, line: int, p: Pools) -> int:
    """The rest of a line, as part of a value: the place where it ends."""
    stop = add_piece(buf, at, p)
    if p.n[FLAGS] & NOT_TEXT:
        set_aside(BAD_BYTES, line, p)
    return stop


@inlined
def close_attribute(p: Pools) -> None:
    """End the attribute being read, if there is one."""
    row = p.n[ROWS] - 1
    if row < p.n[FIRST]:
        return
    close_text(p)
    start, stop = p.n[START], p.n[VALUES]
    p.rows[row, 3] = stop
    p.rows[row, 4] = is_placeholder(start, stop, p)
    p.n[START] = stop
    p.n[FLAGS] = 0


@inlined
def set_aside(reason: int, line: int, p: Pools) -> None:
    """Say why the object being read is to be set aside; what was said first stays."""
    if not p.n[REASON]:
        p.n[REASON] = reason
        p.n[WRONG] = line


@inlined
def opens(buf: Array, at: int, p: Pools) -> bool:
    """Whether the line begins with the name of a class."""
    stop = name_stop(buf, at, p.letters)
    return stop >= 0 and number_of(buf, at, stop, p) < CLASS_COUNT


@inlined
def end_object(p: Pools) -> None:
    """Keep the object that has been read."""
    number, first = p.n[OBJECTS], p.n[FIRST]
    begin = p.n[KEYS]
    has_key = add_key(p)
    if not has_key:
        p.n[KEYS] = begin
    p.objects[number, 0] = p.n[LINE]
    p.objects[number, 1] = p.rows[first, 1]
    p.objects[number, 2] = p.n[KEYS]
    p.objects[number, 3] = has_key
    p.objects[number, 4] = first
    p.n[OBJECTS] = number + 1


@inlined
def add_key(p: Pools) -> bool:
    """The value of each attribute of the key; whether all of them are there."""
    first = p.n[FIRST]
    kind = p.rows[first, 1]
    if kind > ROLE:
        return add_part(first, p)
    if kind > ROUTE6:
        return add_part(row_of(NIC_HDL, p), p)
    return add_part(first, p) and add_part(row_of(ORIGIN, p), p)


@inlined
def row_of(name: int, p: Pools) -> int:
    """The first attribute of a name in the object being read, or -1."""
    for row in range(p.n[FIRST], p.n[ROWS]):
        if p.rows[row, 1] == name:
            return row
    return -1


@inlined
def add_part(row: int, p: Pools) -> bool:
    """Add the value of an attribute to the key, if there is one."""
    if row < 0:
        return False
    start = p.rows[row - 1, 3] if row > 0 else 0
    stop = p.rows[row, 3]
    to = p.n[KEYS]
    for i in range(start, stop):
        p.keys[to + i - start] = p.values[i]
    p.n[KEYS] = to + stop - start
    return bool(stop > start)
