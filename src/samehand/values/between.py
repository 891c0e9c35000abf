"""Bits between numbered members, for very many pairs: two sorted columns in place of a dictionary."""

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
        keys = _keys(one, other)
        order = np.argsort(keys)
        self._keys, self._bits = keys[order], bits[order]

    def __len__(self) -> int:
        return len(self._keys)

    def above(self, least: float) -> tuple[Numbers, Numbers, Bits]:
        """The pairs of more bits: lesser members, greater ones, bits; in the order of members."""
        chosen = self._bits > least
        keys = self._keys[chosen]
        return keys >> HALF, keys & ((1 << HALF) - 1), self._bits[chosen]

    def among(self, some: Sequence[int], others: Sequence[int], missing: float) -> Bits:
        """The bits of each of some with each of others, a row each of some.

        >>> told = between([(1, 2, 5.0), (3, 2, 1.0)])
        >>> told.among([2], [1, 3, 4], missing=-4.0).tolist()
        [[5.0, 1.0, -4.0]]
        """
        wanted = _keys(np.array(some, np.int64)[:, None], np.array(others, np.int64)[None, :])
        if not len(self._keys):
            return np.full(wanted.shape, missing)
        places = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[places] == wanted, self._bits[places], missing)


def between(pairs: Iterable[Pair]) -> Between:
    """The same of pairs one by one."""
    one, other, bits = zip(*pairs, strict=True) if (pairs := list(pairs)) else ((), (), ())
    return Between(np.array(one, np.int64), np.array(other, np.int64), np.array(bits, np.float64))


def _keys(one: Numbers, other: Numbers) -> Numbers:
    return np.minimum(one, other).astype(np.int64) << HALF | np.maximum(one, other)
