"""Names of attributes as numbers (compiled)."""

from itertools import pairwise
from typing import Any, Final

import numpy as np

from samehand.arrays import Array
from samehand.jit import entry, inlined
from samehand.rpsl.codes import KNOWN, MOST_NAME
from samehand.rpsl.pools import NAMES, Pools

COLON: Final = 58
SPACE: Final = 32


@inlined
def name_stop(buf: Array, at: int, letters: Array) -> int:
    """Where the colon behind a name is, or -1 where no attribute begins."""
    stop = at
    while letters[buf[stop]]:
        stop += 1
    return stop if buf[stop] == COLON and stop > at and stop - at <= MOST_NAME else -1


@inlined
def number_of(buf: Array, at: int, stop: int, p: Pools) -> int:
    """The number of a name, known or new; large letters are small ones."""
    mixed = 0x27220A95
    for i in range(at, stop):
        mixed = (mixed ^ p.letters[buf[i]]) * 0x01000193 & 0xFFFFFFFF
    slot = (mixed ^ mixed >> 15) & (len(p.slots) - 1)
    while p.slots[slot]:
        number = p.slots[slot] - 1
        if is_name(buf, at, stop, number, p):
            return int(number)
        slot = (slot + 1) & (len(p.slots) - 1)
    number = p.n[NAMES]
    to = p.name_ends[number]
    for i in range(at, stop):
        p.names[to + i - at] = p.letters[buf[i]]
    p.name_ends[number + 1] = to + stop - at
    p.slots[slot] = number + 1
    p.n[NAMES] = number + 1
    return int(number)


@inlined
def is_name(buf: Array, at: int, stop: int, number: int, p: Pools) -> bool:
    """Whether these bytes are the name of that number."""
    begin = p.name_ends[number]
    if p.name_ends[number + 1] - begin != stop - at:
        return False
    while at < stop and p.names[begin] == p.letters[buf[at]]:
        begin += 1
        at += 1
    return at == stop


def learn(p: Pools) -> Pools:
    """Give the known names their numbers, in pools that hold no other."""
    text = np.frombuffer(" ".join(KNOWN).encode() + b" ", np.uint8).copy()
    learn_all(text, p)
    return p


@entry
def learn_all(text: Array, p: Pools) -> None:
    """Give names that end with a blank their numbers."""
    begin: Any = np.int64(0)
    for at in range(len(text)):
        if text[at] == SPACE:
            number_of(text, begin, at, p)
            begin = at + 1


def words(p: Pools) -> list[str]:
    """All names, by number."""
    ends = p.name_ends[: int(p.n[NAMES]) + 1].tolist()
    text = np.asarray(p.names[: ends[-1]]).tobytes().decode("ascii")
    return [text[begin:end] for begin, end in pairwise(ends)]
