"""An archive (tar or zip) as lines: `member TAB line` for each line of each file in it, in order.

So that a line of an archive has a number and can be cited like any other. Of a cut tar the lines
of the whole files are given, of a cut zip all that can be inflated.
"""

import tarfile
from collections.abc import Iterator
from typing import IO

from samehand.sources import zips

MAGIC = slice(257, 262)  # where a tar says that it is one


def is_tar(stream: IO[bytes]) -> bool:
    """Whether a stream, at its start, begins as a tar archive does; it is at its start again."""
    begins = stream.read(MAGIC.stop)[MAGIC] == b"ustar"
    stream.seek(0)
    return begins


def is_archive(stream: IO[bytes]) -> bool:
    """Whether a stream begins as an archive of several files does; it is at its start again."""
    return zips.is_zip(stream) or is_tar(stream)


def member_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of each file of an archive, in pieces of whole lines."""
    return _of_zip(stream) if zips.is_zip(stream) else _of_tar(stream)


def _of_tar(stream: IO[bytes]) -> Iterator[bytes]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content:
                name = member.name.encode() + b"\t"
                yield b"".join(name + line + b"\n" for line in content.read().splitlines())


def _of_zip(stream: IO[bytes]) -> Iterator[bytes]:
    for name, content in zips.members(stream):
        begins = name.encode() + b"\t"
        rest = b""
        for piece in content:
            whole, newline, tail = piece.rpartition(b"\n")
            if newline:
                yield begins + (rest + whole).replace(b"\n", b"\n" + begins) + b"\n"
            rest = tail if newline else rest + piece
        if rest:
            yield begins + rest + b"\n"
