"""Mailboxes (`noc@example.net`) and the domains they lie in.

Fooled by tags after a plus and by domains of one owner under several names: nothing is guessed.
"""

import re

_FORM = re.compile(r"[^@\s]+@([^@\s]+\.[^@\s.]+)")


def key(text: str) -> str:
    """One spelling of a mailbox: small letters. Empty when it is none.

    >>> key(" mailto:NOC@Example.NET "), key("noc at example.net")
    ('noc@example.net', '')
    """
    plain = re.sub(r"^mailto:", "", text.strip().lower()).rstrip(".")
    return plain if _FORM.fullmatch(plain) else ""


def domain(text: str) -> str:
    """The domain of a mailbox, in small letters. Empty when it is none.

    >>> domain("NOC@Example.NET")
    'example.net'
    """
    return key(text).rpartition("@")[2]
