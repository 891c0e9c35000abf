"""Elements as lines of bgpdump's one-line form (`bgpdump -m`).

What it writes where a value is absent: 0 for local preference and MED, 255.255.255.255 for a next
hop, INCOMPLETE for an origin attribute. Prefixes are printed without host bits.
"""

import socket
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from samehand.mrt.codes import AS_SET, BGP4MP_ET, CONFED_SEQUENCE, CONFED_SET, START, TABLE_DUMP_V2
from samehand.values.blocks import V6_OFFSET

FORMATS = {5: "BGP", 12: "TABLE_DUMP", 13: "TABLE_DUMP2", 16: "BGP4MP", 17: "BGP4MP_ET"}
LETTERS = {"table": "B", "announce": "A", "withdraw": "W", "state": "STATE"}
BRACKETS = {AS_SET: ("{", "}"), CONFED_SEQUENCE: ("(", ")"), CONFED_SET: ("[", "]")}
WELL_KNOWN = {0xFFFFFF01: "no-export", 0xFFFFFF02: "no-advertise", 0xFFFFFF03: "local-AS"}
NO_ADDRESS = "255.255.255.255"


def lines(batches: Iterable[pa.RecordBatch]) -> Iterator[str]:
    """One line per element, without its end; a scan, or any of its batches."""
    for batch in batches:
        for row in batch.to_pylist():
            yield line(row)


def line(row: dict[str, Any]) -> str:
    """The line of one element, its columns by name."""
    time = str(row["record_time"])
    if row["record_type"] == BGP4MP_ET:
        time += f".{row['micro']:06d}"
    head = (
        f"{_format(row)}|{time}|{LETTERS[row['kind']]}|{shown(row['peer_ip'])}|{row['peer_asn']}|"
    )
    if row["kind"] == "state":
        return f"{head}{row['old_state']}|{row['new_state']}"
    head += prefix_text(row["family"], row["first"], row["low"], row["length"])
    if row["path_id"] is not None:
        head += f"|{row['path_id']}"
    return head if row["kind"] == "withdraw" else f"{head}|{_attributes(row)}"


def _attributes(row: dict[str, Any]) -> str:
    communities = " ".join(map(community_text, row["communities"] or ()))
    origin = {0: "IGP", 1: "EGP"}.get(row["origin_attr"], "INCOMPLETE")
    by = "" if row["aggregator"] is None else f"{row['aggregator']} {row['aggregator_ip']}"
    return (
        f"{path_text(row['path'] or (), row['segments'] or ())}|{origin}|"
        f"{shown(row['next_hop'] or NO_ADDRESS)}|{row['local_pref'] or 0}|{row['med'] or 0}|"
        f"{communities}|{'AG' if row['atomic'] else 'NAG'}|{by}|"
    )


def _format(row: dict[str, Any]) -> str:
    kind, subtype = row["record_type"], row["record_subtype"]
    name = FORMATS[kind]
    if kind > TABLE_DUMP_V2 and subtype in (6, 7, 10, 11):
        name += "_LOCAL"
    return f"{name}_AP" if row["path_id"] is not None else name


def shown(address: str) -> str:
    """An address as bgpdump writes it: `::` also for one zero group alone.

    >>> shown("2001:7f8:30:0:2:1:0:8447")
    '2001:7f8:30::2:1:0:8447'
    """
    if ":" not in address or "::" in address:
        return address
    groups = address.split(":")
    if "0" not in groups:
        return address
    at = groups.index("0")
    return ":".join(groups[:at]) + "::" + ":".join(groups[at + 1 :])


def prefix_text(family: int, first: int, low: int | None, length: int) -> str:
    """A prefix from its columns.

    >>> prefix_text(4, 0xC0000200, None, 24)
    '192.0.2.0/24'
    """
    if family == 4:
        return f"{socket.inet_ntop(socket.AF_INET, first.to_bytes(4, 'big'))}/{length}"
    rest = 0 if low is None else low + V6_OFFSET
    whole = (first + V6_OFFSET).to_bytes(8, "big") + rest.to_bytes(8, "big")
    return f"{shown(socket.inet_ntop(socket.AF_INET6, whole))}/{length}"


def community_text(number: int) -> str:
    """A community; the well-known ones by name.

    >>> community_text(65000 << 16 | 7)
    '65000:7'
    """
    return WELL_KNOWN.get(number) or f"{number >> 16}:{number & 0xFFFF}"


def path_text(path: Iterable[int], segments: Iterable[int]) -> str:
    """A path with its sets in braces.

    >>> path_text([1, 2, 3, 4], [130, 2, 129, 1])
    '1 2 {3,4}'
    """
    parts: list[tuple[int, list[str]]] = []
    for asn, mark in zip(path, segments, strict=True):
        if mark & START:
            parts.append((mark & ~START, []))
        parts[-1][1].append(str(asn))
    return " ".join(map(_segment_text, parts))


def _segment_text(part: tuple[int, list[str]]) -> str:
    kind, asns = part
    left, right = BRACKETS.get(kind, ("", ""))
    return left + ("," if kind in (AS_SET, CONFED_SET) else " ").join(asns) + right
