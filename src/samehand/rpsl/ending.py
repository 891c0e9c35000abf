"""Whether the last object of a dump is whole, where no blank line says so.

A dump that is cut between two lines looks like a whole one. Most dialects end an object with its
`source`, and some dumps end with that, without a last line end.
"""

from collections.abc import Sequence


def is_whole(names: Sequence[str], values: Sequence[str], ended: bool, source: str) -> bool:
    """Judge the last object's attributes: `ended` is whether its last line is.

    `source` is the last one told by an object before it, or empty.

    >>> is_whole(["route", "source"], ["192.0.2.0/24", "EXDB"], ended=False, source="EXDB")
    True
    >>> is_whole(["route", "source"], ["192.0.2.0/24", "EX"], ended=False, source="EXDB")
    False
    """
    if ended:
        return not source or any(
            name == "source" and value for name, value in zip(names, values, strict=True)
        )
    return bool(source) and names[-1] == "source" and values[-1] == source
