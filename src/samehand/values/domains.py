"""Domains as one registers them: `example.co.uk` of `mail.example.co.uk`, by the public suffix list.

Private suffixes of the list count as suffixes too: who has a name under a hosting company's domain
shares nothing with its neighbours. Fooled by a list that is older than a new suffix.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def registrable(domain: str) -> str:
    """The domain that one registers, in small letters. Empty where there is none.

    >>> registrable("Mail.Example.CO.UK."), registrable("co.uk"), registrable("not a domain")
    ('example.co.uk', '', '')
    """
    plain = domain.strip().lower().rstrip(".")
    if "." not in plain or " " in plain or "@" in plain or plain.replace(".", "").isdigit():
        return ""
    return _suffixes().privatesuffix(plain) or ""
