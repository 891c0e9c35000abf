"""AS numbers: 32 bits, written `AS64500`, `64500` or, in old files, `0.64500`."""

import re

from samehand.errors import UsageError

LAST = 2**32 - 1
PRIVATE = ((64512, 65534), (4200000000, 4294967294))  # RFC 6996
_FORM = re.compile(r"(?:AS)?(?:(\d{1,5})\.)?(\d{1,10})", re.IGNORECASE)


def asn(text: str) -> int:
    """The number of an AS.

    >>> asn("AS64500"), asn("as1.10")
    (64500, 65546)
    """
    form = _FORM.fullmatch(text.strip())
    number = int(form[1] or 0) * 65536 + int(form[2]) if form else -1
    if not 0 <= number <= LAST:
        raise UsageError(f"{text!r} is not an AS number", "write it as AS64500")
    return number


def is_private(number: int) -> bool:
    """Whether the number is for private use, so never seen in the public table."""
    return any(low <= number <= high for low, high in PRIVATE)
