"""The bytes of a file, inflated as its first bytes say (gz, bz2, xz or plain).

gz goes through `isal` where it is installed (three times as fast), else through zlib. Whatever can
be inflated before a fault is given; the fault is kept as words and never raised.
"""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

FAULTS = (EOFError, OSError, zlib.error, lzma.LZMAError)
RAW = 256  # bytes fed at a time near a fault: zlib copies what it has not used at every step
LARGE = 1 << 16  # bytes inflated at a time where no fault is near
SMALL = 1 << 12  # a first pass finds the fault to within so many bytes, a second to the byte


class _Gz:
    """zlib with the manners of `bz2.BZ2Decompressor`."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, limit: int) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, limit)
        self.needs_input = not self._inner.unconsumed_tail and len(out) < limit
        return out


KINDS: dict[bytes, tuple[Callable[..., Any], Callable[[], Any]]] = {
    b"\x1f\x8b": (gzip.open, _Gz),
    b"BZh": (bz2.open, bz2.BZ2Decompressor),
    b"\xfd7zXZ\x00": (lzma.open, lzma.LZMADecompressor),
}


class Inflated:
    """A file as a stream of inflated bytes; `fault` says why it broke off, if it did."""

    def __init__(self, path: Path) -> None:
        self.fault = ""
        self._path = path
        self._done = 0
        self._rest = b""
        self._slow: Iterator[bytes] | None = None
        with path.open("rb") as raw:
            start = raw.read(6)
        self._kind = next((KINDS[magic] for magic in KINDS if start.startswith(magic)), None)
        self._stream = self._open()

    def _open(self) -> IO[bytes]:
        if self._kind is None:
            return self._path.open("rb", buffering=0)
        return _fastest(self._kind[0])(self._path, "rb")  # type: ignore[no-any-return]

    def readinto(self, view: memoryview) -> int:
        """Fill the view as far as it goes; 0 at the end, or at the fault."""
        if self._slow:
            return self._take(view, self._slow)
        try:
            got = int(self._stream.readinto(view))  # type: ignore[attr-defined]
        except FAULTS as fault:
            if self._kind is None:
                self.fault = str(fault)
                return 0
            self._slow = self._again(self._kind[1])
            return self._take(view, self._slow)
        self._done += got
        return got

    def _take(self, view: memoryview, pieces: Iterator[bytes]) -> int:
        got = 0
        while got < len(view):
            self._rest = self._rest or next(pieces, b"")
            if not self._rest:
                break
            part = self._rest[: len(view) - got]
            self._rest = self._rest[len(part) :]
            view[got : got + len(part)] = part
            got += len(part)
        return got

    def _again(self, new: Callable[[], Any]) -> Iterator[bytes]:
        """From where the reading broke off, up to the very byte of the fault."""
        near = 0
        try:
            for piece in _steps(self._path, new, (0, SMALL)):
                near += len(piece)
        except FAULTS as fault:
            self.fault = str(fault)
        given = 0
        try:
            for piece in _steps(self._path, new, (near, 1)):
                given += len(piece)
                if given > self._done:
                    yield piece[max(0, len(piece) - (given - self._done)) :]
        except FAULTS as fault:
            self.fault = str(fault)

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def _steps(path: Path, new: Callable[[], Any], near: tuple[int, int]) -> Iterator[bytes]:
    """Inflate in large steps up to a byte, and from there in steps of another size."""
    given, data = 0, b""
    with path.open("rb") as raw:
        one = new()
        while True:
            if one.eof:
                data = (one.unused_data or raw.read(RAW)).lstrip(b"\0")
                if not data:
                    return
                one = new()
            elif one.needs_input:
                data = raw.read(RAW)
                if not data:
                    raise EOFError("it ends early")
            out = one.decompress(data, max(near[1], min(LARGE, near[0] - given)))
            data = b""
            given += len(out)
            if out:
                yield out


def _fastest(opener: Callable[..., Any]) -> Callable[..., Any]:
    if opener is not gzip.open:
        return opener
    try:
        from isal import igzip
    except ImportError:
        return opener
    return igzip.open  # type: ignore[no-any-return,unused-ignore]
