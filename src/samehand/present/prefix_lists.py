"""Prefixes as routers and filters read them: plain, bird, junos, ios, or by a form of one's own.

A form holds `%n` (address), `%l` (length), `%p` (prefix), `%f` (4 or 6), `%h` (holders), `%%`, and
`\\n`, `\\t`. An empty list is never written: it would let everything through, or nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from samehand.errors import UsageError

Row = Mapping[str, Any]
NAME = "samehand"
SEQUENCE_STEP = 5  # between entries of a Cisco list, so that others can be put between


def listed(
    rows: Sequence[Row], style: str = "plain", name: str = NAME, synthetic: bool = False
) -> str:
    """A list in a style. Raises UsageError for another style, or a name that a router may not take."""
    if style not in STYLES:
        raise UsageError(f"there is no list of style {style!r}", f"one of: {', '.join(STYLES)}")
    if not re.fullmatch(r"[A-Za-z][\w-]{0,62}", name):
        raise UsageError(
            f"{name!r} is no name of a list", "letters, digits, - and _, a letter first"
        )
    mark, end = STAMPS[style]
    stamp = f"{mark} SYNTHETIC: a made-up world, not real data{end}\n" if synthetic and mark else ""
    return stamp + STYLES[style](rows, name)


def _plain(rows: Sequence[Row], _name: str) -> str:
    return "".join(f"{row['prefix']}\n" for row in rows)


def _bird(rows: Sequence[Row], name: str) -> str:
    """BIRD 2: one set a family."""
    parts = []
    for family, told in _families(rows):
        body = ",\n".join(f"    {row['prefix']}" for row in told)
        parts.append(f"define {name.replace('-', '_')}_v{family} = [\n{body}\n];\n")
    return "".join(parts)


def _junos(rows: Sequence[Row], name: str) -> str:
    body = "".join(f"        {row['prefix']};\n" for row in rows)
    return f"policy-options {{\n    replace:\n    prefix-list {name} {{\n{body}    }}\n}}\n"


def _ios(rows: Sequence[Row], name: str) -> str:
    """Cisco IOS: the old list is taken away first, so that nothing of it stays."""
    parts = []
    for family, told in _families(rows):
        ip = "ip" if family == 4 else "ipv6"
        parts.append(f"no {ip} prefix-list {name}\n")
        parts += [
            f"{ip} prefix-list {name} seq {n * SEQUENCE_STEP} permit {row['prefix']}\n"
            for n, row in enumerate(told, 1)
        ]
    return "".join(parts)


def _families(rows: Sequence[Row]) -> list[tuple[int, list[Row]]]:
    parted = [(family, [row for row in rows if row["family"] == family]) for family in (4, 6)]
    return [(family, told) for family, told in parted if told]


STYLES: dict[str, Callable[[Sequence[Row], str], str]] = {
    "plain": _plain,
    "bird": _bird,
    "junos": _junos,
    "ios": _ios,
}
STAMPS = {"plain": ("#", ""), "bird": ("#", ""), "junos": ("/*", " */"), "ios": ("!", "")}


def formed(rows: Sequence[Row], form: str) -> str:
    """Each prefix by a form of one's own. Raises UsageError for a mark that stands for nothing.

    >>> formed([{"prefix": "192.0.2.0/24", "address": "192.0.2.0", "length": 24, "family": 4}], "%n/%l\\\\n")
    '192.0.2.0/24\\n'
    """
    strange = [
        mark
        for mark in re.findall(r"%(.?)", form.replace("%%", ""))
        if mark not in "nlpfh" or not mark
    ]
    if strange:
        raise UsageError(
            f"%{strange[0]} stands for nothing", "there are %n %l %p %f %h %% and \\n \\t"
        )
    mark = re.compile(r"%[nlpfh%]|\\[nt\\]")
    return "".join(mark.sub(partial(_marked, row), form) for row in rows)


def _marked(row: Row, found: re.Match[str]) -> str:
    return _mark(found[0], row)


def _mark(mark: str, row: Row) -> str:
    plain = {"%%": "%", "\\n": "\n", "\\t": "\t", "\\\\": "\\"}
    if mark in plain:
        return plain[mark]
    if mark == "%h":
        return ",".join(row.get("holders") or ())
    field = {"%n": "address", "%l": "length", "%p": "prefix", "%f": "family"}[mark]
    return str(row[field])
