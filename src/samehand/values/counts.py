"""Counts in sentences."""


def count_of(number: int, thing: str, things: str = "") -> str:
    """A number with its noun.

    >>> count_of(1, "prefix", "prefixes"), count_of(1200, "holder")
    ('1 prefix', '1,200 holders')
    """
    noun = thing if number == 1 else things or f"{thing}s"
    return f"{number:,} {noun}"
