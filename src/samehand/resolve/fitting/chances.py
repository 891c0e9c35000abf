"""Chances: bits as probabilities, and ranges of them in words."""

from math import inf
from typing import Any

import numpy as np


def chance(bits: Any) -> Any:
    """The probability that bits mean: 2^bits / (1 + 2^bits).

    >>> float(chance(0.0)), round(float(chance(4.0)), 3), float(chance(-2000.0))
    (0.5, 0.941, 0.0)
    """
    return np.exp2(-np.logaddexp2(0.0, -np.asarray(bits, dtype=np.float64)))


def odds(share: float) -> float:
    """How many for each one against."""
    return share / (1 - share) if share < 1 else inf


def range_name(low: float, high: float) -> str:
    """A range of bits and of probabilities.

    >>> range_name(-4.0, 0.0), range_name(8.0, inf)
    ('-4 to 0 bits (5.9 to 50 %)', '8 bits or more (99.61 %)')
    """
    ends = [_percent(float(chance(end))) for end in (low, high)]
    if low == -inf:
        return f"below {high:g} bits ({ends[1]} %)"
    if high == inf:
        return f"{low:g} bits or more ({ends[0]} %)"
    return f"{low:g} to {high:g} bits ({ends[0]} to {ends[1]} %)"


def _percent(share: float) -> str:
    """Digits enough to tell it from all and from none."""
    return f"{share * 100:.{4 if share > 0.9 else 2}g}"


def short(value: float | None) -> float | None:
    """A number of four digits."""
    return None if value is None else float(f"{value:.4g}")
