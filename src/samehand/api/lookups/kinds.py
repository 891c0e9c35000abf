"""What was asked: the kind of thing a text names, told by how it is written.

Fooled by a holder whose id looks like an address, and by a name made only of digits: `--type`
forces the kind.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samehand.errors import UsageError
from samehand.values.asns import asn
from samehand.values.blocks import block
from samehand.values.cites import cite_number

REGISTRIES = ("afrinic", "apnic", "arin", "lacnic", "ripencc", "iana")

_HAND = re.compile(r"(?:hand:)?H-[0-9a-f]{6,}|hand:\S+", re.IGNORECASE)
_CITE = re.compile(r"[0-9a-f]{8}:\d+")
_ASN = re.compile(r"AS\d+(?:\.\d+)?|\d+", re.IGNORECASE)
_HOLDER = re.compile(rf"(?:{'|'.join(REGISTRIES)}):\S+|[a-z][\w.-]*:ORG-\S+", re.IGNORECASE)
_ORGANISATION = re.compile(r"ORG-[A-Z0-9-]+", re.IGNORECASE)
_VALUE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\+[\d\s().-]{6,}|[A-Z0-9-]+-MNT", re.IGNORECASE)
_V4 = re.compile(r"[\d.]+(?:/\d+)?(?:\s*-\s*[\d.]+)?")
_V6 = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*(?:/\d+)?(?:\s*-\s*[0-9a-f:.]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked about: as written, its kind, and its value read as that kind."""

    text: str
    kind: str
    value: Any


def _holder(text: str) -> str:
    if ":" not in text:
        raise UsageError(f"{text!r} is not a holder", "write it as registry:id, like arin:a1b2")
    registry, _, account = text.partition(":")
    return f"{registry.lower()}:{account}"


def _hand(text: str) -> str:
    return text.removeprefix("hand:")


KINDS: dict[str, Callable[[str], Any]] = {
    "hand": _hand,
    "cite": cite_number,
    "asn": asn,
    "holder": _holder,
    "organisation": str.upper,
    "block": block,
    "value": str,
    "name": str,
}
"""How a text of each kind is read; the first whose form fits is meant."""

FORMS = {
    "hand": (_HAND,),
    "cite": (_CITE,),
    "asn": (_ASN,),
    "holder": (_HOLDER,),
    "organisation": (_ORGANISATION,),
    "block": (_V4, _V6),
    "value": (_VALUE,),
}


def asked(text: str, kind: str | None = None) -> Asked:
    """What a text asks about. Raises UsageError when it is not of the kind it is forced to be.

    >>> [asked(text).kind for text in ("198.51.100.7", "AS64500", "arin:a1b2", "Example Inc")]
    ['block', 'asn', 'holder', 'name']
    >>> [asked(text).kind for text in ("noc@example.net", "+1 555 555 0100", "EX-MNT")]
    ['value', 'value', 'value']
    >>> [asked(text).kind for text in ("ORG-EX1-RIPE", "ripencc:ORG-EX1-RIPE", "radb:ORG-EX1")]
    ['organisation', 'holder', 'holder']
    """
    text = text.strip()
    if not text:
        raise UsageError(
            "an empty text asks about nothing", "give a block, an AS, a holder or a name"
        )
    if kind and kind not in KINDS:
        raise UsageError(f"there is no type {kind!r}", f"one of: {', '.join(KINDS)}")
    meant = kind or _kind(text)
    return Asked(text, meant, KINDS[meant](text))


def _kind(text: str) -> str:
    for kind, forms in FORMS.items():
        if any(form.fullmatch(text) for form in forms):
            return kind
    return "name"
