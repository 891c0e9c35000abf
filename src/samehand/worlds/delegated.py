"""Delegated-extended files in the five registries' dialects.

Format: NRO extended allocation and assignment reports, version 2.3; the dialects as read in
the files of 2017-03-21 (header serials, banner, seven-field pool rows, "ZZ", counts).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv6Address
from typing import Final

from samehand.worlds.draft import Draft
from samehand.worlds.text import quad

Row = tuple[str, int, str]  # kind, where it sorts, the line
_SERIAL_HOUR = timedelta(hours=5)  # registries write at night; any fixed hour does


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """What one registry does its own way."""

    header: str  # of the version line, with fields to fill in
    kinds: tuple[str, ...]  # order of summaries and records
    short: tuple[str, ...] = ()  # statuses whose rows have seven fields, without an id
    pool_country: str = ""
    banner: bool = False
    assigned_as: bool = False  # AS numbers are "assigned", not "allocated"


DIALECTS: Final = {
    "afrinic": Dialect(
        header="2|afrinic|{day}|{count}|00000000|{day}|00000",
        kinds=("asn", "ipv4", "ipv6"),
        pool_country="ZZ",
    ),
    "apnic": Dialect(
        header="2.3|apnic|{after}|{count}||{day}|+1000", kinds=("asn", "ipv4", "ipv6"), banner=True
    ),
    "arin": Dialect(
        header="2.3|arin|{milliseconds}|{count}|19700101|{day}|-0400",
        kinds=("asn", "ipv4", "ipv6"),
        assigned_as=True,
    ),
    "lacnic": Dialect(
        header="2.3|lacnic|{day}|{count}|19870101|{day}|-0300",
        kinds=("ipv4", "ipv6", "asn"),
        short=("available",),
    ),
    "ripencc": Dialect(
        header="2|ripencc|{seconds}|{count}|19830705|{day}|+0100",
        kinds=("ipv4", "asn", "ipv6"),
        short=("available", "reserved"),
    ),
}
_UNDATED = 724_000  # ordinal of early 1983: ARIN's oldest AS rows have no date
_BANNER: Final = (
    "#" * 70,
    "#",
    "# \tCONDITIONS OF USE",
    "# " + "_" * 68,
    "# ",
    "# Made up by samehand: nobody holds what this file lists.",
    "# ",
    "#" * 70,
)


def compact(day: int) -> str:
    """A day as YYYYMMDD."""
    return date.fromordinal(day).strftime("%Y%m%d")


def delegated(draft: Draft, day: int) -> Iterator[tuple[str, list[str]]]:
    """For each registry its file of a day, as lines."""
    rows: dict[str, list[Row]] = {registry: [] for registry in DIALECTS}
    _held(draft, day, rows)
    _held_numbers(draft, day, rows)
    for registry, dialect in DIALECTS.items():
        _pool(draft, registry, rows[registry])
        yield registry, _file(dialect, registry, day, rows[registry])


def _held(draft: Draft, day: int, rows: dict[str, list[Row]]) -> None:
    """Rows of blocks registered by a day."""
    texts: dict[int, str] = {}
    for kind, blocks in (("ipv4", draft.blocks), ("ipv6", draft.sixes)):
        for block in blocks:
            if block.day > day:
                continue
            owner = block.owner_on(day)
            who = draft.registrants[owner]
            since = texts.get(block.day) or texts.setdefault(block.day, compact(block.day))
            status = "assigned" if block.assigned else "allocated"
            rows[who.registry].append(
                (
                    kind,
                    block.first,
                    (
                        f"{who.registry}|{who.country}|{kind}|{_span(kind, block.first, block.count)}"
                        f"|{since}|{status}|{draft.account_of(owner, day)}"
                    ),
                )
            )


def _held_numbers(draft: Draft, day: int, rows: dict[str, list[Row]]) -> None:
    """Rows of AS numbers assigned by a day."""
    for row in draft.numbers:
        if row.day <= day:
            owner = draft.owner_of(row, day)
            who = draft.registrants[owner]
            arin = DIALECTS[who.registry].assigned_as
            status = "assigned" if arin else "allocated"
            since = "" if arin and row.day < _UNDATED else compact(row.day)
            rows[who.registry].append(
                (
                    "asn",
                    row.first,
                    (
                        f"{who.registry}|{who.country}|asn|{row.first}|{row.count}"
                        f"|{since}|{status}|{draft.account_of(owner, day)}"
                    ),
                )
            )


def _span(kind: str, first: int, count: int) -> str:
    """``start|value`` of a row; IPv6 is counted in /48s and written with its length."""
    if kind == "ipv4":
        return f"{quad(first)}|{count}"
    if kind == "ipv6":
        return f"{IPv6Address(first << 80)}|{49 - count.bit_length()}"
    return f"{first}|{count}"


def _pool(draft: Draft, registry: str, rows: list[Row]) -> None:
    """Rows of what nobody holds; every third is held back."""
    dialect = DIALECTS[registry]
    for kind in ("asn", "ipv4", "ipv6"):
        for place, (first, count) in enumerate(draft.left[registry, kind]):
            status = "reserved" if place % 3 == 0 else "available"
            tail = f"|{status}" + ("" if status in dialect.short else "|")
            rows.append(
                (
                    kind,
                    first,
                    f"{registry}|{dialect.pool_country}|{kind}|{_span(kind, first, count)}|{tail}",
                )
            )


def _file(dialect: Dialect, registry: str, day: int, rows: list[Row]) -> list[str]:
    """Header, summaries and records in a registry's order."""
    order = {kind: place for place, kind in enumerate(dialect.kinds)}
    rows.sort(key=lambda row: (order[row[0]], row[1]))
    at = datetime.combine(date.fromordinal(day), datetime.min.time(), UTC) + _SERIAL_HOUR
    seconds = int(at.timestamp())
    head = dialect.header.format(
        day=compact(day),
        after=compact(day + 1),
        count=len(rows),
        seconds=seconds,
        milliseconds=seconds * 1000 + 268,
    )
    counts = dict.fromkeys(dialect.kinds, 0)
    for kind, _, _ in rows:
        counts[kind] += 1
    summaries = [f"{registry}|*|{kind}|*|{counts[kind]}|summary" for kind in dialect.kinds]
    return [*(_BANNER if dialect.banner else ()), head, *summaries, *(row[2] for row in rows)]
