"""The records of a file as bytes, one after another, in plain Python.

For the plain reader, and for telling one record. The file is never held whole.
"""

from collections.abc import Iterator
from pathlib import Path

from samehand.inflate import Inflated
from samehand.mrt import codes
from samehand.mrt.report import Report

CHUNK = 1 << 22  # bytes read at a time
AHEAD = (
    1 << 17
)  # bytes beyond a record that may be needed to tell where it ends: an entry of 64 KiB
SUBTYPES = {codes.BGP: range(8), codes.TABLE_DUMP: range(1, 5)} | {
    codes.TABLE_DUMP_V2: range(1, 13),
    codes.BGP4MP: range(12),
    codes.BGP4MP_ET: range(12),
}


class Ahead:
    """Inflated bytes from a place on, `data[at:]`, of which `base` bytes were let go before."""

    def __init__(self, path: Path) -> None:
        self.data = bytearray()
        self.at = self.base = 0
        self.final = False
        self.source = Inflated(path)
        self._room = memoryview(bytearray(CHUNK))

    def reach(self, size: int) -> int:
        """Read on until so many bytes are there, or the end; how many there are."""
        if self.at > CHUNK:
            del self.data[: self.at]
            self.base += self.at
            self.at = 0
        while not self.final and len(self.data) - self.at < size:
            got = self.source.readinto(self._room)
            self.data += self._room[:got]
            self.final = got == 0
        return len(self.data) - self.at


def records(path: Path, report: Report) -> Iterator[tuple[int, bytes]]:
    """Each whole record, and the byte where it begins; counts them and notes why the file ends."""
    ahead = Ahead(path)
    try:
        while ahead.reach(codes.HEADER + AHEAD):
            wanted = number(ahead.data, ahead.at + 8, 4)
            if wanted <= codes.MAX_RECORD:
                ahead.reach(codes.HEADER + wanted + AHEAD)
            reason = cut(ahead.data, ahead.at)
            if reason:
                report.add(ahead.base + ahead.at, reason)
                break
            end = record_end(ahead.data, ahead.at)
            yield ahead.base + ahead.at, bytes(ahead.data[ahead.at : end])
            report.records += 1
            ahead.at = end
        report.bytes = ahead.base + ahead.at
        if ahead.base + len(ahead.data) == 0:
            report.add(0, codes.EMPTY)
        if ahead.source.fault:
            report.add(ahead.base + len(ahead.data), codes.STREAM, ahead.source.fault)
    finally:
        ahead.source.close()


def number(data: bytes | bytearray, at: int, size: int) -> int:
    """A number of `size` bytes, the large end first."""
    return int.from_bytes(data[at : at + size], "big")


def cut(data: bytes | bytearray, at: int) -> int:
    """Why no record can be read here, or 0."""
    if len(data) - at < codes.HEADER:
        return codes.HEAD_CUT
    length = number(data, at + 8, 4)
    if length > codes.MAX_RECORD:
        return codes.TOO_LONG
    return codes.RECORD_CUT if at + codes.HEADER + length > len(data) else 0


def record_end(data: bytes | bytearray, at: int) -> int:
    """Where the record ends: MRTd's old table dumps leave 4 bytes out of their length."""
    end = at + codes.HEADER + number(data, at + 8, 4)
    kind, subtype = number(data, at + 4, 2), number(data, at + 6, 2)
    if kind != codes.TABLE_DUMP or subtype not in (1, 2, 3, 4):
        return end
    place = at + codes.HEADER + 4
    while place < end:
        place += (18, 42, 20, 44)[subtype - 1]
        if place > len(data):
            return end
        place += number(data, place - 2, 2)
    if place != end + 4:
        return end
    follows = place == len(data) or number(data, place + 4, 2) == codes.TABLE_DUMP
    return place if follows and place <= len(data) else end


def kind_of(start: bytes) -> int:
    """The type of the first record of a file, told by its first bytes; 0 where it is no MRT.

    Chance gives such a header once in a hundred million times.

    >>> kind_of(bytes.fromhex("5f5e0f00 000d 0001 00000010"))
    13
    """
    kind, subtype, length = number(start, 4, 2), number(start, 6, 2), number(start, 8, 4)
    known = len(start) >= codes.HEADER and subtype in SUBTYPES.get(kind, ())
    return kind if known and length <= codes.MAX_RECORD else 0
