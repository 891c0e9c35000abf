"""What the book says of a block: its holder, its records, its announcers, its listings, what it is for."""

from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.listings import listed, once
from samehand.api.lookups.registered import registered
from samehand.api.lookups.states import (
    DISAGREE,
    FOUND,
    NO_RECORD,
    NOT_LOADED,
    Part,
    ask,
    missing_registries,
    section,
)
from samehand.tables.listing import Listing
from samehand.tables.registry import AsnHolding, AsnName, Designation, Holding
from samehand.tables.routing import Sighting
from samehand.values.blocks import Block

HOLDINGS = """
SELECT family, first, last, holder, status, registry, country, registered, seen, cite
FROM holding
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, last DESC, cite
"""

SIGHTINGS = """
WITH near AS (
  SELECT family, first, last, length, origin, min(seen) AS first_seen,
         max(CASE WHEN how = 'change' THEN seen ELSE last_seen END) AS last_seen,
         list(DISTINCT cite ORDER BY cite) AS cites
  FROM sighting
  WHERE family = $family AND first <= $last AND last >= $first
  GROUP BY family, first, last, length, origin
), called AS (
  SELECT asn, arg_min(coalesce(name, handle), (list, cite)) AS name,
         arg_min(cite, (list, cite)) AS name_cite
  FROM asn_name
  WHERE asn IN (SELECT origin FROM near)
  GROUP BY asn
), held AS (
  SELECT origin, arg_min(asn_holding.holder, asn_holding.cite) AS holder,
         min(asn_holding.cite) AS holder_cite
  FROM (SELECT DISTINCT origin FROM near)
  JOIN asn_holding ON origin BETWEEN first_asn AND last_asn
  GROUP BY origin
)
SELECT near.*, called.name, called.name_cite, held.holder, held.holder_cite
FROM near
LEFT JOIN called ON called.asn = near.origin
LEFT JOIN held ON held.origin = near.origin
ORDER BY first, last DESC, first_seen, near.origin
"""

LISTINGS = """
SELECT list, family, first, last, number, seen, until, edge, cite
FROM listing
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY seen, list, first, cite
"""

DESIGNATIONS = """
SELECT list, family, first, last, length, designation, status, seen, cite
FROM designation
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY last - first DESC, list, cite
"""


def sections(desk: Desk, asked: Block, part: Part) -> list[dict[str, Any]]:
    """Holdings, records, sightings, listings and designation of whatever covers or lies in a block."""
    return [
        _holdings(desk, asked, part),
        registered(desk, asked, part),
        section(desk, "announced", Sighting, _sightings(desk, asked), part),
        section(
            desk, "listed", Listing, [_listing(r) for r in once(_of(desk, LISTINGS, asked))], part
        ),
        section(
            desk,
            "designated",
            Designation,
            [_designation(row) for row in _of(desk, DESIGNATIONS, asked)],
            part,
        ),
    ]


def _of(desk: Desk, sql: str, asked: Block) -> list[dict[str, Any]]:
    return ask(desk, sql, family=asked.family, first=asked.first, last=asked.last)


def _holdings(desk: Desk, asked: Block, part: Part) -> dict[str, Any]:
    rows = [_holding(row) for row in _of(desk, HOLDINGS, asked)]
    told = section(desk, "held", Holding, rows, part)
    missing = missing_registries(desk) if told["state"] == NO_RECORD else []
    if missing:
        told |= {
            "state": NOT_LOADED,
            "says": f"no delegated file of {', '.join(missing)} is in the book",
            "do": "samehand import FILE",
        }
    if told["state"] == FOUND and len(_holders(rows)) > len({row["subject"] for row in rows}):
        told |= {"state": DISAGREE, "says": "more than one holder is recorded for one block"}
    return told


def _holders(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(row["subject"], row["holder"] or row["status"]) for row in rows}


def _holding(row: dict[str, Any]) -> dict[str, Any]:
    held = row["holder"] or f"no holder: {row['status']} at {row['registry']}"
    since = f", registered {row['registered']}" if row["registered"] else ""
    says = f"{held} ({row['status']}{since})" if row["holder"] else held
    return _subject(row) | {"says": says} | row_without_ends(row)


def _subject(row: dict[str, Any]) -> dict[str, Any]:
    return {"subject": str(Block(row["family"], row["first"], row["last"]))}


def row_without_ends(row: dict[str, Any]) -> dict[str, Any]:
    """A row without the numbers that its subject already writes out."""
    return {name: value for name, value in row.items() if name not in ("family", "first", "last")}


def _sightings(desk: Desk, asked: Block) -> list[dict[str, Any]]:
    looked = desk.peek.holds(AsnName.table) or desk.peek.holds(AsnHolding.table)
    nobody = "no name, no holder on record" if looked else "whose, could not be looked up"
    return [_sighting(row, nobody) for row in _of(desk, SIGHTINGS, asked)]


def _sighting(row: dict[str, Any], nobody: str) -> dict[str, Any]:
    """A prefix and its origin; `nobody` is said where neither name nor holder is known."""
    first, last = row["first_seen"], row["last_seen"]
    days = f"first seen {first}" if first == last else f"seen {first} to {last}"
    whose = ", ".join(part for part in (row["name"], row["holder"]) if part) or nobody
    says = f"announced by AS{row['origin']} ({whose}), {days}"
    return _subject(row) | {"says": says, "seen": first} | row_without_ends(row)


def _listing(row: dict[str, Any]) -> dict[str, Any]:
    return _subject(row) | {"says": listed(row)} | row_without_ends(row)


def _designation(row: dict[str, Any]) -> dict[str, Any]:
    status = f" ({row['status']})" if row["status"] else ""
    return _subject(row) | {"says": f"{row['designation']}{status}"} | row_without_ends(row)
