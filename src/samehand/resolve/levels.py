"""Levels: what `--gate` and words mean, in bits of a hand's weight. Defined here and nowhere else.

A hand's weight is the bits of the links that hold it together plus the surprise of what its
members lately took. Of the undeclared hands of a real day about a third reach `possible`, one
in ten `likely`, one in fifty `strong`; bench/README.md has the counts.
"""

LEVELS: dict[str, float] = {
    "possible": 10.0,
    "likely": 30.0,
    "strong": 60.0,
}


def level_of(bits: float) -> str:
    """The highest level reached, or an empty text.

    >>> level_of(31.0), level_of(1.0)
    ('likely', '')
    """
    reached = [name for name, needed in LEVELS.items() if bits >= needed]
    return reached[-1] if reached else ""
