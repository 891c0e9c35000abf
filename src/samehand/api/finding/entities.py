"""What a text names: addresses, prefixes, ranges, AS numbers, holders, handles.

Forms alone: whether the book knows any of them is asked later. Text copied from mail and documents is
put right first: `198.51.100[.]7` and `hxxp` are ways to keep an address from being clicked. Fooled by
version numbers of four parts, which look like addresses, and by section numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samehand.api.lookups.kinds import REGISTRIES
from samehand.errors import UsageError
from samehand.values.asns import asn
from samehand.values.blocks import block

_V4 = r"(?:\d{1,3}\.){3}\d{1,3}"
_FORMS = (
    ("holder", re.compile(rf"\b(?:{'|'.join(REGISTRIES)}):[0-9A-Za-z~.-]*[0-9A-Za-z]", re.I)),
    ("block", re.compile(rf"(?<![\d.]){_V4}\s*(?:-|\u2013|to)\s*{_V4}(?![\d.]\d)")),
    ("block", re.compile(rf"(?<![\d.]){_V4}(?:/\d{{1,2}})?(?!\.?\d)")),
    (
        "block",
        re.compile(
            r"(?<![0-9A-Za-z:])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:)[0-9A-Fa-f]{0,4}"
            r"(?::[0-9A-Fa-f]{0,4}){2,7}(?:/\d{1,3})?(?![0-9A-Za-z:])"
        ),
    ),
    ("asn", re.compile(r"\bASN?[ :#-]{0,2}(\d{1,10}(?:\.\d{1,5})?)\b", re.I)),
    (
        "handle",
        re.compile(
            r"\b(?:ORG-[A-Z0-9]{2,12}-(?:RIPE|AP|AFRINIC)|[A-Z0-9]{2,24}-(?:ARIN|RIPE|AP|AFRINIC|LACNIC)"
            r"|[A-Z0-9-]{2,24}-MNT|(?:MNT|MAINT)-[A-Z0-9-]{2,24}|NET6?-[0-9A-F]+(?:-[0-9A-F]+)+)\b"
        ),
    ),
)
_DEFANGED = ((r"\[\.\]", "."), (r"\(\.\)", "."), (r"\[:\]", ":"), (r"\bhxxp", "http"))


@dataclass(frozen=True, slots=True)
class Entity:
    """Something a text names: its kind, as it is written when looked up, and the lines it stands in."""

    kind: str
    subject: str
    text: str
    lines: tuple[int, ...]


def entities(text: str) -> list[Entity]:
    """Everything a text names, once each, in the order it is first met.

    >>> [e.subject for e in entities("AS 64500 announced 198.51.100[.]0/24, see ORG-EX1-RIPE")]
    ['AS64500', '198.51.100.0/24', 'ORG-EX1-RIPE']
    """
    found: dict[tuple[str, str], Entity] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for _, kind, subject, written in sorted(_in_line(_put_right(line))):
            one = found.get((kind, subject))
            lines = (*one.lines, number) if one else (number,)
            found[kind, subject] = Entity(
                kind, subject, one.text if one else written, tuple(dict.fromkeys(lines))
            )
    return list(found.values())


def _put_right(line: str) -> str:
    for form, meant in _DEFANGED:
        line = re.sub(form, meant, line, flags=re.IGNORECASE)
    return line


def _in_line(line: str) -> Iterator[tuple[int, str, str, str]]:
    """Where, kind, subject and text of each; what an earlier form took no later one takes."""
    left = line
    for kind, form in _FORMS:
        taken = []
        for match in form.finditer(left):
            subject = _subject(kind, match)
            if subject:
                yield match.start(), kind, subject, match[0]
                taken.append(match.span())
        for start, end in taken:
            left = left[:start] + " " * (end - start) + left[end:]


def _subject(kind: str, match: re.Match[str]) -> str:
    """How it is written when looked up; empty where it only looks like one."""
    try:
        if kind == "block":
            return str(block(_range(match[0])))
        if kind == "asn":
            return f"AS{asn(match[1])}"
    except UsageError:
        return _covering(match[0]) if kind == "block" else ""
    if kind == "holder":
        registry, _, account = match[0].partition(":")
        return f"{registry.lower()}:{account}"
    return match[0]


def _range(text: str) -> str:
    """A range with a plain hyphen."""
    return (
        re.sub(r"\s*(?:\u2013|-|to)\s*", "-", text) if "/" not in text and ":" not in text else text
    )


def _covering(text: str) -> str:
    """The prefix meant by one with host bits set; empty where it is no address at all."""
    import ipaddress

    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return ""
