"""A zip archive, read from its front as it is inflated: what stands before a cut is read.

The directory at the end of a zip is not needed: each member has a header before it. Members may
be stored or deflated; a member that says its size only after its end can be read if deflated.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

LOCAL = b"PK\x03\x04"  # begins a member
FIXED = 30  # bytes of a member's header before its name
LATER = 0x08  # flag: size and checksum stand after the member
CHUNK = 1 << 16  # packed; what it inflates to is a thousand times as much at most
GAP = 24  # the longest note of size and checksum after a member
NEXT = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x05\x06)")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, as its header has it."""

    name: str
    method: int
    flags: int
    checksum: int
    size: int  # as packed; 0 where it stands after the member


class _Front:
    """The bytes of a stream, of which some can be given back."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.kept = b""

    def take(self, most: int) -> bytes:
        """The next bytes: all that were asked for, but at the end of the stream."""
        while len(self.kept) < most and (more := self.stream.read(CHUNK)):
            self.kept += more
        taken, self.kept = self.kept[:most], self.kept[most:]
        return taken


def is_zip(stream: IO[bytes]) -> bool:
    """Whether a stream, at its start, begins as a zip does; it is at its start again."""
    begins = stream.read(len(LOCAL)) == LOCAL
    stream.seek(0)
    return begins


def members(stream: IO[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each file of a zip: its name, and its content in pieces, to be read before the next.

    Raises EOFError where it is cut, and OSError where it is not as it says.
    """
    front = _Front(stream)
    while member := _header(front):
        content = _content(front, member)
        yield member.name, content
        for _ in content:  # what nobody read of it
            pass
        if member.flags & LATER:
            after = front.take(GAP + len(LOCAL))
            found = NEXT.search(after)
            front.kept = (after[found.start() :] if found else b"") + front.kept


def _header(front: _Front) -> Member | None:
    fixed = front.take(FIXED)
    if fixed.startswith(b"PK") and not fixed.startswith(LOCAL):
        return None  # the directory: all members were read
    if len(fixed) < FIXED or not fixed.startswith(LOCAL):
        raise EOFError("the archive ends before its directory")
    flags, method = struct.unpack("<HH", fixed[6:10])
    checksum, size = struct.unpack("<II", fixed[14:22])
    of_name, of_rest = struct.unpack("<HH", fixed[26:30])
    name = front.take(of_name).decode("utf-8", "replace")
    front.take(of_rest)
    return Member(name, method, flags, checksum, size)


def _content(front: _Front, member: Member) -> Iterator[bytes]:
    """The content of a member; the checksum is compared at its end where it is known."""
    if member.flags & 1 or member.method not in (0, zlib.DEFLATED):
        raise OSError(f"{member.name} is packed in a way that is not read")
    found = 0
    for piece in _deflated(front) if member.method else _stored(front, member.size):
        found = zlib.crc32(piece, found)
        yield piece
    if not member.flags & LATER and found != member.checksum:
        raise OSError(f"{member.name} is not what its checksum says")


def _stored(front: _Front, size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = front.take(min(left, CHUNK))
        if not piece:
            raise EOFError("the archive ends in a member")
        left -= len(piece)
        yield piece


def _deflated(front: _Front) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflate.eof:
        packed = front.take(CHUNK)
        if not packed:
            raise EOFError("the archive ends in a member")
        yield inflate.decompress(packed)
    front.kept = inflate.unused_data + front.kept
