"""How much is tried: `make test` tries a part of what takes long, SAMEHAND_SLOW=1 all, as CI has it."""

import os
from collections.abc import Sequence
from typing import TypeVar

Each = TypeVar("Each")

SLOW = os.environ.get("SAMEHAND_SLOW", "0") != "0"


def some(every: Sequence[Each], most: int) -> Sequence[Each]:
    """Of many, at most so many, evenly spread and with both ends; all when slow."""
    if SLOW or len(every) <= most:
        return every
    return [every[n * (len(every) - 1) // (most - 1)] for n in range(most)]


def times(every: int, *, quick: int) -> int:
    """How many examples of a property are tried: all when slow, else fewer."""
    return every if SLOW else quick
