"""What the book says of an AS: its names, holder, neighbours by day, and the space it announced."""

from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.blocks import row_without_ends
from samehand.api.lookups.listings import listed, once
from samehand.api.lookups.states import (
    DISAGREE,
    FOUND,
    NO_RECORD,
    NOT_LOADED,
    Part,
    ask,
    missing_registries,
    not_applicable,
    section,
)
from samehand.tables.listing import Listing
from samehand.tables.registry import AsnHolding, AsnName, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.values.asns import is_private
from samehand.values.blocks import Block

NAMES = """
SELECT list, handle, name, name_key, country, seen, cite
FROM asn_name
WHERE asn = $asn
UNION ALL
SELECT 'as-org', org, name, name_key, country, seen, cite
FROM asn_org
WHERE asn = $asn
ORDER BY list, cite
"""

HOLDERS = """
SELECT first_asn, last_asn, holder, status, registry, country, registered, seen, cite
FROM asn_holding
WHERE $asn BETWEEN first_asn AND last_asn
ORDER BY cite
"""

NEIGHBOURS = """
WITH beside AS (
  SELECT CASE WHEN kind <> 'transit' THEN 'peer' WHEN customer = $asn THEN 'provider'
              ELSE 'customer' END AS role,
         CASE WHEN customer = $asn THEN provider ELSE customer END AS neighbour, seen, cite
  FROM asn_relation
  WHERE provider = $asn OR customer = $asn
), called AS (
  SELECT asn, arg_min(coalesce(name, handle), (list, cite)) AS name,
         arg_min(cite, (list, cite)) AS name_cite
  FROM asn_name
  WHERE asn IN (SELECT neighbour FROM beside)
  GROUP BY asn
)
SELECT role, neighbour, any_value(called.name) AS name,
       any_value(called.name_cite) AS name_cite,
       list(DISTINCT CAST(seen AS VARCHAR) ORDER BY CAST(seen AS VARCHAR)) AS days,
       list(DISTINCT cite ORDER BY cite) AS cites
FROM beside
LEFT JOIN called ON called.asn = neighbour
GROUP BY role, neighbour
ORDER BY CASE role WHEN 'provider' THEN 1 WHEN 'customer' THEN 2 ELSE 3 END, len(days) DESC,
         neighbour
"""

ORIGINATED = """
WITH seen_from AS (
  SELECT family, first, last, length, min(seen) AS first_seen,
         max(CASE WHEN how = 'change' THEN seen ELSE last_seen END) AS last_seen,
         list(DISTINCT cite ORDER BY cite) AS cites
  FROM sighting
  WHERE origin = $asn
  GROUP BY family, first, last, length
), placed AS (
  SELECT seen_from.*, holding.holder AS below, holding.last AS below_last,
         holding.cite AS below_cite
  FROM seen_from
  ASOF LEFT JOIN holding ON seen_from.family = holding.family AND seen_from.first >= holding.first
)
SELECT * EXCLUDE (below, below_last, below_cite),
       CASE WHEN below_last >= last THEN below END AS holder,
       CASE WHEN below_last >= last THEN below_cite END AS holder_cite
FROM placed
ORDER BY family, first, length, last
"""

LISTINGS = """
SELECT list, asn, number, seen, until, edge, cite
FROM listing
WHERE asn = $asn
ORDER BY seen, list, cite
"""


def sections(desk: Desk, asn: int, part: Part) -> list[dict[str, Any]]:
    """Names, holder, neighbours, announced space and listings of one AS."""
    rows = [_neighbour(row) for row in ask(desk, NEIGHBOURS, asn=asn)]
    looked = desk.peek.holds(Holding.table)
    announced = [_originated(row, looked) for row in ask(desk, ORIGINATED, asn=asn)]
    listings = [_listing(row) for row in once(ask(desk, LISTINGS, asn=asn))]
    return [
        _names(desk, asn, part),
        _holder(desk, asn, part),
        section(desk, "neighbours", AsnRelation, rows, part),
        section(desk, "announced", Sighting, announced, part),
        _listed(desk, listings, part),
    ]


def _names(desk: Desk, asn: int, part: Part) -> dict[str, Any]:
    rows = [_name(row, asn) for row in ask(desk, NAMES, asn=asn)]
    told = section(desk, "named", AsnName, rows, part)
    if told["state"] == FOUND and len({row["name_key"] for row in rows if row["name_key"]}) > 1:
        told |= {"state": DISAGREE, "says": "the lists differ in the name; all are shown"}
    return told


def _name(row: dict[str, Any], asn: int) -> dict[str, Any]:
    called = " ".join(part for part in (row["handle"], row["name"]) if part) or "no name given"
    return {"subject": f"AS{asn}", "says": f"{called} (in {row['list']})", **row}


def _holder(desk: Desk, asn: int, part: Part) -> dict[str, Any]:
    rows = [_held(row) for row in ask(desk, HOLDERS, asn=asn)]
    if not rows and is_private(asn) and not desk.held.synthetic:
        return not_applicable("held", "an AS number for private use has no holder (RFC 6996)")
    told = section(desk, "held", AsnHolding, rows, part)
    missing = missing_registries(desk) if told["state"] == NO_RECORD else []
    if missing:
        says = f"no delegated file of {', '.join(missing)} is in the book"
        told |= {"state": NOT_LOADED, "says": says, "do": "samehand import FILE"}
    if len({row["holder"] for row in rows}) > 1:
        told |= {"state": DISAGREE, "says": "more than one holder is recorded"}
    return told


def _held(row: dict[str, Any]) -> dict[str, Any]:
    first, last = row.pop("first_asn"), row.pop("last_asn")
    subject = f"AS{first}" if first == last else f"AS{first}-AS{last}"
    since = f", registered {row['registered']}" if row["registered"] else ""
    held = row["holder"] or f"no holder at {row['registry']}"
    return {"subject": subject, "says": f"{held} ({row['status']}{since})", **row}


def _neighbour(row: dict[str, Any]) -> dict[str, Any]:
    called = f" {row['name']}" if row["name"] else ""
    says = f"{row['role']}{called}, on {', '.join(row['days'])}"
    return {"subject": f"AS{row['neighbour']}", "says": says, "seen": row["days"][0], **row}


def _originated(row: dict[str, Any], looked: bool) -> dict[str, Any]:
    """A prefix it announced; `looked` says whether there were holdings to look among."""
    first, last = row["first_seen"], row["last_seen"]
    days = f"first seen {first}" if first == last else f"seen {first} to {last}"
    nobody = "no holder on record" if looked else "whom, could not be looked up"
    says = f"{days}; held by {row['holder'] or nobody}"
    subject = str(Block(row["family"], row["first"], row["last"]))
    return {"subject": subject, "says": says, "seen": first, **row_without_ends(row)}


def _listing(row: dict[str, Any]) -> dict[str, Any]:
    return {"subject": f"AS{row['asn']}", "says": listed(row), **row}


def _listed(desk: Desk, rows: list[dict[str, Any]], part: Part) -> dict[str, Any]:
    """Listings of ASes: a book with lists of blocks only has not looked."""
    told = section(desk, "listed", Listing, rows, part)
    if told["state"] == NO_RECORD and not _lists_ases(desk):
        says = "the lists in the book hold blocks only"
        told |= {"state": NOT_LOADED, "says": says, "do": "samehand import FILE"}
    return told


def _lists_ases(desk: Desk) -> bool:
    return bool(ask(desk, "SELECT 1 AS one FROM listing WHERE asn IS NOT NULL LIMIT 1"))
