"""A file's inflated bytes as a window that moves over it and grows where a record needs it."""

from pathlib import Path

import numpy as np

from samehand.arrays import Array
from samehand.inflate import Inflated
from samehand.mrt.codes import EMPTY, HEAD_CUT, HEADER, RECORD_CUT, STREAM, TOO_LONG
from samehand.mrt.report import Report

SIZE = 1 << 22  # bytes: still in the cache of most machines, and Python's part does not show


class Window:
    """`buf[:size]` is the part of the file that begins at byte `base`."""

    def __init__(self, path: Path, size: int = SIZE) -> None:
        self.buf: Array = np.zeros(size, np.uint8)
        self.size = self.base = 0
        self.final = False
        self._source = Inflated(path)

    def move(self, used: int) -> None:
        """Let go of the first `used` bytes and read on."""
        rest = self.size - used
        if used:
            self.buf[:rest] = self.buf[used : self.size].copy()
        elif self.size == len(self.buf):
            self.buf = np.concatenate((self.buf, np.zeros_like(self.buf)))
        self.base += used
        self.size = rest
        view = memoryview(self.buf.data)
        while self.size < len(self.buf) and not self.final:
            got = self._source.readinto(view[self.size :])
            self.size += got
            self.final = got == 0
        if self.final:
            self.stop()

    def stop(self) -> None:
        """Let go of the file."""
        self._source.close()

    def close(self, used: int, lost: bool, report: Report) -> None:
        """At the end: note what is left over and why the stream broke, if it did."""
        self.stop()
        rest = self.size - used
        report.bytes = self.base + used
        if lost:
            report.add(self.base + used, TOO_LONG)
        elif rest:
            report.add(self.base + used, HEAD_CUT if rest < HEADER else RECORD_CUT)
        elif report.bytes == 0:
            report.add(0, EMPTY)
        if self._source.fault:
            report.add(self.base + self.size, STREAM, self._source.fault)
