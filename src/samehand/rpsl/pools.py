"""Where the compiled reader puts what it finds, and the tables it reads by.

Nothing can run full: there is room for what the window can hold at most, and memory that is not
touched is not taken.
"""

from typing import Any, Final, NamedTuple

import numpy as np

from samehand.arrays import Array
from samehand.rpsl.codes import BAD, BLANKS, LETTERS, REASONS
from samehand.rpsl.report import MOST_FAULTS
from samehand.rpsl.withheld import EXACT, PREFIXES, SUFFIXES

# What the numbers in `n` are.
ROWS: Final = 0
OBJECTS: Final = 1
VALUES: Final = 2  # bytes
KEYS: Final = 3  # bytes
NAMES: Final = 4
FAULTS: Final = 5
LINE: Final = 6  # of the next byte
MODE: Final = 7
FIRST: Final = 8  # of the object being read: its first row
START: Final = 9  # of the value being read: its first byte
FLAGS: Final = 10  # kinds of the bytes of that value
GAP: Final = 11  # whether a line of blanks alone came last
REASON: Final = 12  # why the object being read is set aside
WRONG: Final = 13  # on which line
BASE: Final = 14  # of the object being read: the first byte of its first value
COUNTS: Final = 16

# Modes: what is left of something that was too long to hold.
READ: Final = 0
REST: Final = 1  # of a line between objects
SKIP: Final = 2  # of an object
SKIP_REST: Final = 3  # of an object, in the middle of a line

# Kinds of bytes.
BLANK: Final = 1
STOP: Final = 2
NOT_TEXT: Final = 4
HIGH: Final = 8

WHOLE: Final = 0  # a mark is the whole of a value,
BEGINS: Final = 1  # its beginning,
ENDS: Final = 2  # or its end

FEW_NAMES: Final = 4096  # more are let go of with their batch: dumps have some hundred


class Pools(NamedTuple):
    """Arrays shared with compiled code."""

    n: Array
    rows: Array  # line, name, object, end of its value, whether it is withheld
    objects: Array  # line, class, end of its key, whether it has one, first row
    values: Array
    keys: Array
    names: Array  # bytes
    name_ends: Array
    slots: Array  # numbers of names + 1, by their hash
    faults: Array  # line of the object, line, reason
    reasons: Array  # how many of each
    kinds: Array  # of each byte
    letters: Array  # a name's bytes, small; 0 for others
    marks: Array  # bytes of the placeholders
    mark: Array  # first byte, bytes, kind: of each placeholder
    mark_at: Array  # the placeholders that begin, and that end, with each byte


def new_pools(room: int, comments: bool = True) -> Pools:
    """Empty pools for what `room` bytes can hold."""
    return Pools(
        n=_counts(),
        rows=np.empty((room // 3 + 4, 5), np.int64),  # `a:` and a line end
        objects=np.empty((room // 4 + 4, 5), np.int64),  # and an empty line
        values=np.empty(2 * room + 64, np.uint8),  # a byte above 127 may become two
        keys=np.empty(2 * room + 64, np.uint8),
        **_name_pools(room),
        faults=np.empty((MOST_FAULTS, 3), np.int64),
        reasons=np.zeros(max(REASONS) + 1, np.int64),
        kinds=_kinds(comments),
        letters=_letters(),
        **_marks(),
    )


def _counts() -> Array:
    n = np.zeros(COUNTS, np.int64)
    n[LINE] = 1
    return n


def _name_pools(room: int) -> dict[str, Any]:
    size = 1 << (2 * (room // 3 + FEW_NAMES)).bit_length()
    return {
        "names": np.empty(room + 64 * FEW_NAMES, np.uint8),
        "name_ends": np.zeros(room // 3 + FEW_NAMES + 8, np.int64),
        "slots": np.zeros(size, np.int32),
    }


def _kinds(comments: bool) -> Array:
    kinds = np.zeros(256, np.uint8)
    kinds[128:] = HIGH
    kinds[list(BLANKS)] = BLANK
    kinds[list(BAD)] = NOT_TEXT
    kinds[list(b"\n#" if comments else b"\n")] = STOP
    return kinds


def _letters() -> Array:
    letters = np.zeros(256, np.uint8)
    letters[list(LETTERS)] = list(LETTERS.lower())
    return letters


def _marks() -> dict[str, Array]:
    """Placeholders by the byte they begin with, and behind these by the byte they end with."""
    kinds = {WHOLE: EXACT, BEGINS: PREFIXES, ENDS: SUFFIXES}
    marks = [(kind, mark.encode()) for kind, some in kinds.items() for mark in sorted(some)]
    marks.sort(key=lambda one: (one[0] == ENDS, one[1][-1 if one[0] == ENDS else 0]))
    at = np.zeros((2, 257), np.int64)
    for kind, mark in marks:
        at[int(kind == ENDS), (mark[-1] if kind == ENDS else mark[0]) + 1 :] += 1
    at[1] += at[0, -1]
    sizes = np.array([len(mark) for _, mark in marks])
    rows = np.column_stack([np.cumsum(sizes) - sizes, sizes, [kind for kind, _ in marks]])
    return {
        "marks": np.frombuffer(b"".join(mark for _, mark in marks), np.uint8).copy(),
        "mark": np.ascontiguousarray(rows.astype(np.int64)),
        "mark_at": at,
    }
