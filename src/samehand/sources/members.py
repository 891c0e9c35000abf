"""A tar archive as lines: `member TAB line` for each line of each file in it, in their order.

So that a line of an archive has a number and can be cited like any other.
"""

import tarfile
from collections.abc import Iterator
from typing import IO

MAGIC = slice(257, 262)  # where a tar says that it is one


def is_tar(stream: IO[bytes]) -> bool:
    """Whether a stream, at its start, begins as a tar archive does; it is at its start again."""
    begins = stream.read(MAGIC.stop)[MAGIC] == b"ustar"
    stream.seek(0)
    return begins


def member_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of each file of an archive; one that is cut gives those of the whole files."""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content:
                name = member.name.encode() + b"\t"
                yield b"".join(name + line + b"\n" for line in content.read().splitlines())
