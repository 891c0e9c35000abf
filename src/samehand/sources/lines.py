"""The lines of a published file: opened, inflated without touching the disk, and numbered.

Text is UTF-8, or Latin-1 where it is not. A compressed file that ends early is *cut*; one that
holds bytes no text holds is *binary*. The lines of an archive are those of its members, each
after its member's name (see `members`); those of a Parquet file are its rows as CSV (see
`parquet_lines`). Files of other forms: see `forms`.
"""

import bz2
import contextlib
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samehand.errors import ImportRefused
from samehand.sources import Head
from samehand.sources.forms import Records
from samehand.sources.members import is_archive, member_lines
from samehand.sources.parquet_lines import MAGIC as PARQUET
from samehand.sources.parquet_lines import parquet_as_csv

CHUNK = 1 << 24  # bytes inflated at a time: large enough that Python's part does not show
PART = 1 << 26  # bytes of lines that are worked on at once, where a source may be read in parts
HEAD_LINES = 60  # enough to pass the longest banner among the samples (APNIC's 30 lines)
HEAD_BYTES = 1 << 16
MEMBER_LINES = 12  # of each file in an archive: more than any header among the samples
FAULTS = (EOFError, OSError, zlib.error, lzma.LZMAError, tarfile.TarError)
MAGIC = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))


def inflated(path: Path) -> IO[bytes]:
    """The bytes of a file, inflated as its first bytes say (gz, bz2, xz or plain).

    Of an archive, the lines of its members, as far as they can be read.
    """
    stream = _opened(path)
    if not is_archive(stream):
        return stream
    return io.BufferedReader(_Members(stream), CHUNK)


class _Members(io.RawIOBase):
    """The lines of an archive's members as one stream; a fault ends it, but at its very start."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.pieces = member_lines(stream)
        self.rest = memoryview(b"")
        self.begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        while not self.rest:
            piece = self._next()
            if piece is None:
                return 0
            self.rest = memoryview(piece)
        taken = min(len(target), len(self.rest))
        target[:taken] = self.rest[:taken]
        self.rest = self.rest[taken:]
        return taken

    def _next(self) -> bytes | None:
        try:
            piece = next(self.pieces, None)
        except FAULTS:
            if self.begun:
                return None
            raise
        self.begun = True
        return piece

    def close(self) -> None:
        self.stream.close()
        super().close()


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as raw:
        start = raw.read(6)
    if start.startswith(PARQUET):
        return parquet_as_csv(path)
    for magic, opener in MAGIC:
        if start.startswith(magic):
            return opener(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def head_of(path: Path) -> Head:
    """How a file begins; of an archive, how each member does.

    Raises ImportRefused when it is empty or unreadable.
    """
    start, archived, fault = _start_of(path)
    if fault and not start and path.stat().st_size:
        raise _refuse(path, f"cannot be inflated ({fault})", "fetch it again")
    if not start.strip():
        raise _refuse(path, "is empty", "fetch it again")
    if b"\x00" in start:
        return Head(path.name, (), start)
    told = _text(start).splitlines()
    firsts = _of_each_member(told) if archived else told[:HEAD_LINES]
    return Head(path.name, tuple(firsts), start)


def _of_each_member(told: list[str]) -> list[str]:
    """The first lines of each member: what an archive is may stand behind a long preface."""
    by_member: dict[str, list[str]] = {}
    for line in told:
        by_member.setdefault(line.partition("\t")[0], []).append(line)
    firsts = [line for lines in by_member.values() for line in lines[:MEMBER_LINES]]
    return firsts[:HEAD_LINES]


def _start_of(path: Path) -> tuple[bytes, bool, str]:
    """The first bytes, as far as they can be inflated, whether of an archive; why no further."""
    start = bytearray()
    archived = False
    try:
        with inflated(path) as stream:
            archived = isinstance(getattr(stream, "raw", None), _Members)
            while len(start) < HEAD_BYTES and (more := _some(stream, HEAD_BYTES - len(start))):
                start += more
    except FAULTS as fault:
        return bytes(start), archived, str(fault) or "it is cut"
    return bytes(start), archived, ""


def _some(stream: IO[bytes], most: int) -> bytes:
    """Bytes that are at hand, so that none before a fault is lost."""
    return stream.read1(most)  # type: ignore[attr-defined,no-any-return]


def refused_as_binary(path: Path) -> ImportRefused:
    """What to raise of a binary file that no source knows by its bytes."""
    return _refuse(path, "is binary: it holds NUL bytes", "see `samehand import --list`")


def read_lines(path: Path) -> Records:
    """All lines of a file, numbered from 1."""
    (whole,) = line_parts(path)
    return whole


def line_parts(path: Path, opens: str = "") -> Iterator[Records]:
    """The lines of a file in parts, each of which begins with a line like this; or all in one.

    The lines of the parts are numbered on and on. The last part says why the file is cut.
    """
    parts: list[pa.Array] = []
    begun = 1
    cut = ""
    try:
        for piece in _whole_lines(path):
            parts.append(piece)
            if opens and sum(part.nbytes for part in parts) > PART:
                part, rest = _parted(parts, opens)
                if part:
                    yield _numbered(part, begun)
                    begun += sum(len(each) for each in part)
                parts = rest
    except FAULTS as fault:
        cut = f"the compressed stream ends early ({fault})"
    yield _numbered(parts, begun, cut)


def _parted(pieces: list[pa.Array], opens: str) -> tuple[list[pa.Array], list[pa.Array]]:
    """What ends before the last line that opens a part, and the rest: all, where none does."""
    begins = pc.match_substring_regex(pieces[-1], opens).to_numpy(zero_copy_only=False)
    places = np.flatnonzero(begins)
    at = int(places[-1]) if len(places) else 0
    if not at:
        return [], pieces
    return [*pieces[:-1], pieces[-1][:at]], [pieces[-1][at:]]


def _numbered(parts: list[pa.Array], begun: int, cut: str = "") -> Records:
    texts = pa.chunked_array(parts, pa.string())
    numbers = pa.array(np.arange(begun, begun + len(texts), dtype=np.int64))
    return Records(pa.table({"no": numbers, "text": texts}), len(texts), cut)


def line_at(stream: IO[bytes], number: int) -> str | None:
    """Line `number` of an inflated stream, or nothing where it has fewer lines."""
    for no, line in enumerate(io.BufferedReader(stream), 1):  # type: ignore[type-var]
        if no == number:
            return _text(line).rstrip("\r\n")
    return None


def tell_line(path: Path, number: int) -> str | None:
    """Line `number` of a file, or nothing where it has fewer."""
    with inflated(path) as stream:
        return line_at(stream, number)


def _whole_lines(path: Path) -> Iterator[pa.Array]:
    """The lines of each chunk; a chunk that breaks off in a line gives it to the next."""
    rest = b""
    for chunk in _chunks(path):
        whole, newline, tail = chunk.rpartition(b"\n")
        if newline:
            yield _split(rest + whole)
            rest = tail
        else:
            rest += chunk
    if rest:
        yield _split(rest)


def _chunks(path: Path) -> Iterator[bytes]:
    """All that can be inflated, in large chunks; near a fault, in small ones up to it."""
    done = 0
    try:
        with _opened(path) as stream:
            for chunk in member_lines(stream) if is_archive(stream) else _pieces(stream):
                done += len(chunk)
                yield chunk
    except FAULTS:
        yield from _before_fault(path, done)
        raise


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(CHUNK):
        yield piece


def _before_fault(path: Path, done: int) -> Iterator[bytes]:
    with contextlib.suppress(*FAULTS), inflated(path) as stream:
        stream.seek(done)
        while chunk := _some(stream, HEAD_BYTES):
            yield chunk


def _split(whole: bytes) -> pa.Array:
    """The lines of some bytes: line ends are taken out, and offsets point where they were."""
    raw = _utf8(whole).replace(b"\r", b"").replace(b"\x00", b"\xef\xbf\xbd")
    ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == ord("\n"))
    text = raw.replace(b"\n", b"")
    offsets = np.concatenate(([0], ends - np.arange(len(ends)), [len(text)])).astype(np.int32)
    return pa.StringArray.from_buffers(len(ends) + 1, pa.py_buffer(offsets), pa.py_buffer(text))


def _utf8(raw: bytes) -> bytes:
    return raw if raw.isascii() else _text(raw).encode()


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _refuse(path: Path, what: str, hint: str) -> ImportRefused:
    return ImportRefused(f"{path} {what}; nothing of it was kept", hint)
