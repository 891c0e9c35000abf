"""Cites: where a row was read. `3f9c2a1b:1234` is line 1234 of the file whose SHA-256 begins so.

Stored as one number, file times 2^31 plus line, so that a cite costs eight bytes and compares
fast on every engine; a book that holds two files with one beginning numbers the second anew.
"""

import re

from samehand.errors import UsageError

LINE_BITS = 31  # two thousand million lines: more than any published dump
_FORM = re.compile(r"([0-9a-f]{8}):(\d+)")


def cite_text(number: int) -> str:
    """How a cite is written.

    >>> cite_text(cite_number("0000002a:7"))
    '0000002a:7'
    """
    return f"{number >> LINE_BITS:08x}:{number & ((1 << LINE_BITS) - 1)}"


def cite_number(text: str) -> int:
    """How a cite is stored. Raises UsageError on any other text."""
    form = _FORM.fullmatch(text.strip())
    if not form or int(form[2]) >= 1 << LINE_BITS:
        raise UsageError(f"{text!r} is not a cite", "write it as printed, like 3f9c2a1b:1234")
    return (int(form[1], 16) << LINE_BITS) | int(form[2])
