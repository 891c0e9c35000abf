"""Levels: what `--gate` and words mean, in bits of a hand's weight. Defined here and nowhere else.

A hand's weight is the bits of the links that hold it together plus the surprise of what its
members lately took. Of the hands that no record relates, on both real days measured, one in four
reaches `possible`, one in thirty `likely`, one in a hundred `strong` (bench/README.md).
"""

LEVELS: dict[str, float] = {
    "possible": 5.0,
    "likely": 15.0,
    "strong": 40.0,
}


def level_of(bits: float) -> str:
    """The highest level reached, or an empty text.

    >>> level_of(16.0), level_of(1.0)
    ('likely', '')
    """
    reached = [name for name, needed in LEVELS.items() if bits >= needed]
    return reached[-1] if reached else ""
