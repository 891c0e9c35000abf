"""Bits between numbered members, for very many pairs: a sorted row a member in place of dictionaries."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Pair = tuple[int, int, float]
"""Two members by number, each pair once, and the bits that speak for the two being one."""

Numbers = npt.NDArray[np.integer[Any]]
Bits = npt.NDArray[np.float64]

HALF = 32  # bits of a number: two of them are one key


class Between:
    """The bits of pairs, each pair once, in any order and with either member first."""

    def __init__(self, one: Numbers, other: Numbers, bits: Bits) -> None:
        keys = np.concatenate((_keys(one, other), _keys(other, one)))
        order = np.argsort(keys)
        keys = keys[order]
        self._bits = np.concatenate((bits, bits))[order]
        self._others = keys.astype(np.int32)  # its lower half
        members = int(keys[-1] >> HALF) + 1 if len(keys) else 0
        self._starts = np.searchsorted(keys, np.arange(members + 1, dtype=np.int64) << HALF)

    def __len__(self) -> int:
        return len(self._bits) // 2

    def above(self, least: float) -> tuple[Numbers, Numbers, Bits]:
        """The pairs of more bits: lesser members, greater ones, bits; in the order of members."""
        places = np.flatnonzero(self._bits > least)
        members = np.searchsorted(self._starts, places, "right") - 1
        once = members < self._others[places]
        return members[once], self._others[places[once]], self._bits[places[once]]

    def among(self, some: Sequence[int], others: Sequence[int], missing: float) -> Bits:
        """The bits of each of some with each of others, a row each of some.

        >>> told = between([(1, 2, 5.0), (3, 2, 1.0)])
        >>> told.among([2], [1, 3, 4], missing=-4.0).tolist()
        [[5.0, 1.0, -4.0]]
        """
        if len(some) > len(others):
            return self.among(others, some, missing).T
        wanted = np.array(others, np.int32)
        rows = np.full((len(some), len(others)), missing)
        for member, row in zip(some, rows, strict=True):
            begin, end = (
                self._starts[member : member + 2] if member + 1 < len(self._starts) else (0, 0)
            )
            if begin < end:
                there = self._others[begin:end]
                places = np.minimum(np.searchsorted(there, wanted), end - begin - 1)
                known = there[places] == wanted
                row[known] = self._bits[begin:end][places[known]]
        return rows


def between(pairs: Iterable[Pair]) -> Between:
    """The same of pairs one by one."""
    one, other, bits = zip(*pairs, strict=True) if (pairs := list(pairs)) else ((), (), ())
    return Between(np.array(one, np.int64), np.array(other, np.int64), np.array(bits, np.float64))


def _keys(one: Numbers, other: Numbers) -> Numbers:
    return one.astype(np.int64) << HALF | other
