"""A text as a window that moves over it and grows where an object needs it."""

from typing import Protocol

import numpy as np

from samehand.arrays import Array

SIZE = 1 << 23  # bytes: what is found in them makes one batch
SPARE = 8  # bytes behind the window, for line ends


class Text(Protocol):
    """A stream of bytes, as `inflate.Inflated` is one."""

    fault: str

    def readinto(self, view: memoryview) -> int:
        """Fill the view as far as it goes; 0 at the end."""

    def close(self) -> None:
        """Let go of the file."""


class Window:
    """`buf[:size]` is the part of the text that begins at byte `base`."""

    def __init__(self, text: Text, size: int = SIZE) -> None:
        self.buf: Array = np.zeros(size + SPARE, np.uint8)
        self.size = self.base = 0
        self.final = False
        self._text = text

    @property
    def room(self) -> int:
        """How many bytes it can hold."""
        return len(self.buf) - SPARE

    def move(self, used: int) -> None:
        """Let go of the first `used` bytes and read on."""
        rest = self.size - used
        if used:
            self.buf[:rest] = self.buf[used : self.size].copy()
        elif self.size == self.room:
            self.buf = np.concatenate((self.buf, np.zeros(self.room, np.uint8)))
        self.base += used
        self.size = rest
        view = memoryview(self.buf.data)[: self.room]
        while self.size < self.room and not self.final:
            got = self._text.readinto(view[self.size :])
            self.size += got
            self.final = got == 0
        if self.final:
            self._text.close()
