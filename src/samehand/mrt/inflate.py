"""The bytes of a file, inflated as its first bytes say (gz, bz2, xz or plain).

gz goes through `isal` where it is installed (three times as fast), else through zlib. What can be
inflated before a fault is given; the fault is kept as words and never raised.
"""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

FAULTS = (EOFError, OSError, zlib.error, lzma.LZMAError)
STEP = 64  # bytes asked for near a fault: fewer than this may be lost before it
OPENERS: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}


class Inflated:
    """A file as a stream of inflated bytes; `fault` says why it broke off, if it did."""

    def __init__(self, path: Path) -> None:
        self.fault = ""
        self._done = 0
        with path.open("rb") as raw:
            start = raw.read(6)
        self._opener = next((OPENERS[m] for m in OPENERS if start.startswith(m)), None)
        self._path = path
        self._small = False
        self._stream = self._open(_fastest(self._opener))

    def _open(self, opener: Callable[..., Any] | None) -> IO[bytes]:
        return opener(self._path, "rb") if opener else self._path.open("rb", buffering=0)

    def readinto(self, view: memoryview) -> int:
        """Fill the view as far as it goes; 0 at the end, or at the fault."""
        if self.fault:
            return 0
        try:
            got = self._stream.readinto(view[:STEP] if self._small else view)  # type: ignore[attr-defined]
        except FAULTS as fault:
            return self._near(view, fault)
        self._done += got
        return int(got)

    def _near(self, view: memoryview, fault: Exception) -> int:
        """At a fault: once more up to here, and on in small steps until it comes again."""
        if self._small or self._opener is None:
            self.fault = str(fault) or type(fault).__name__
            return 0
        self.close()
        self._small = True
        self._stream = self._open(self._opener)
        try:
            self._stream.seek(self._done)
        except FAULTS as again:
            self.fault = str(again)
            return 0
        return self.readinto(view)

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def _fastest(opener: Callable[..., Any] | None) -> Callable[..., Any] | None:
    if opener is not gzip.open:
        return opener
    try:
        from isal import igzip
    except ImportError:
        return opener
    return igzip.open  # type: ignore[no-any-return,unused-ignore]
