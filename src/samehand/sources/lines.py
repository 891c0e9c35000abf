"""The lines of a published file: opened, inflated without touching the disk, and numbered.

Text is UTF-8, or Latin-1 where it is not. A compressed file that ends early is *cut*; one that
holds bytes no text holds is *binary*. The lines of a tar archive are those of its members, each
after its member's name (see `members`). Files of other forms: see `forms`.
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
from typing import IO

import numpy as np
import pyarrow as pa

from samehand.errors import ImportRefused
from samehand.sources import Head
from samehand.sources.forms import Records
from samehand.sources.members import is_tar, member_lines

CHUNK = 1 << 24  # bytes inflated at a time: large enough that Python's part does not show
HEAD_LINES = 60  # enough to pass the longest banner among the samples (APNIC's 30 lines)
HEAD_BYTES = 1 << 16
FAULTS = (EOFError, OSError, zlib.error, lzma.LZMAError, tarfile.TarError)
MAGIC = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))


def inflated(path: Path) -> IO[bytes]:
    """The bytes of a file, inflated as its first bytes say (gz, bz2, xz or plain).

    Of a tar archive, the lines of its members, as far as they are whole.
    """
    stream = _opened(path)
    if not is_tar(stream):
        return stream
    whole = io.BytesIO()
    with stream, contextlib.suppress(*FAULTS):
        whole.writelines(member_lines(stream))
    whole.seek(0)
    return whole


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as raw:
        start = raw.read(6)
    for magic, opener in MAGIC:
        if start.startswith(magic):
            return opener(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def head_of(path: Path) -> Head:
    """How a file begins. Raises ImportRefused when it is empty or unreadable."""
    start, fault = _start_of(path)
    if fault and not start and path.stat().st_size:
        raise _refuse(path, f"cannot be inflated ({fault})", "fetch it again")
    if not start.strip():
        raise _refuse(path, "is empty", "fetch it again")
    if b"\x00" in start:
        return Head(path.name, (), start)
    return Head(path.name, tuple(_text(start).splitlines()[:HEAD_LINES]), start)


def _start_of(path: Path) -> tuple[bytes, str]:
    """The first bytes, as far as they can be inflated, and why no further."""
    start = bytearray()
    try:
        with inflated(path) as stream:
            while len(start) < HEAD_BYTES and (more := _some(stream, HEAD_BYTES - len(start))):
                start += more
    except FAULTS as fault:
        return bytes(start), str(fault) or "it is cut"
    return bytes(start), ""


def _some(stream: IO[bytes], most: int) -> bytes:
    """Bytes that are at hand, so that none before a fault is lost."""
    return stream.read1(most)  # type: ignore[attr-defined,no-any-return]


def refused_as_binary(path: Path) -> ImportRefused:
    """What to raise of a binary file that no source knows by its bytes."""
    return _refuse(path, "is binary: it holds NUL bytes", "see `samehand import --list`")


def read_lines(path: Path) -> Records:
    """All lines of a file, numbered from 1."""
    parts: list[pa.Array] = []
    cut = ""
    try:
        for part in _whole_lines(path):
            parts.append(part)
    except FAULTS as fault:
        cut = f"the compressed stream ends early ({fault})"
    texts = pa.chunked_array(parts, pa.string())
    numbers = pa.array(np.arange(1, len(texts) + 1, dtype=np.int64))
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
            for chunk in member_lines(stream) if is_tar(stream) else _pieces(stream):
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
