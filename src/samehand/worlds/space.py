"""Unassigned space, and how blocks are cut from it.

A registry's space is kept as free aligned powers of two and the smallest that fits is halved
until it is right, so blocks handed out in order of date lie together as real ones do and
what is left over gives the "available" rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def pieces(first: int, count: int) -> Iterator[tuple[int, int]]:
    """The aligned powers of two that make up a block, as (first, count).

    >>> list(pieces(256, 1280))
    [(256, 256), (512, 512), (1024, 512)]
    """
    while count > 0:
        size = 1 << (count.bit_length() - 1)
        if first:
            size = min(size, first & -first)
        yield first, size
        first, count = first + size, count - size


class Space:
    """The unassigned part of some spans of addresses (or /48s, for IPv6)."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Free all of ``spans``, each (first, count); the lowest is used first."""
        self._free: dict[int, list[int]] = {}
        for first, count in sorted(spans, reverse=True):
            self._put(first, count)

    def _put(self, first: int, count: int) -> None:
        for start, size in pieces(first, count):
            self._free.setdefault(size.bit_length() - 1, []).append(start)

    def take(self, count: int) -> int:
        """First address of a block of ``count``, which is no longer free."""
        wanted = (count - 1).bit_length()
        order = min((o for o, free in self._free.items() if o >= wanted and free), default=-1)
        if order < 0:
            raise ValueError(f"no room left for a block of {count}; ask for fewer holders")
        first = self._free[order].pop()
        while order > wanted:
            order -= 1
            self._free.setdefault(order, []).append(first + (1 << order))
        self._put(first + count, (1 << wanted) - count)
        return first

    def left(self) -> list[tuple[int, int]]:
        """What is free, as (first, count) in order."""
        return sorted((first, 1 << order) for order, free in self._free.items() for first in free)
