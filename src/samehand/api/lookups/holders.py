"""What the book says of a holder: its names by AS, its blocks with totals, who announces them.

A holder here is an account at a registry, which can stand for many organisations: what databases
say of those is told beside it (`organisations`).
"""

from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups import organisations
from samehand.api.lookups.blocks import row_without_ends
from samehand.api.lookups.listings import listed, once
from samehand.api.lookups.states import Part, ask, section
from samehand.tables.listing import Listing
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import Sighting
from samehand.values.blocks import Block

ASNS = """
WITH mine AS (
  SELECT first_asn, last_asn, status, registered, seen, cite
  FROM asn_holding
  WHERE holder = $holder
), called AS (
  SELECT mine.cite, arg_min(coalesce(name, handle), (list, asn_name.cite)) AS name,
         arg_min(asn_name.cite, (list, asn_name.cite)) AS name_cite
  FROM mine
  JOIN asn_name ON asn BETWEEN first_asn AND last_asn
  GROUP BY mine.cite
)
SELECT mine.*, called.name, called.name_cite
FROM mine
LEFT JOIN called ON called.cite = mine.cite
ORDER BY first_asn
"""

BLOCKS = """
SELECT family, first, last, status, country, registered, seen, cite
FROM holding
WHERE holder = $holder
ORDER BY family, first, last
"""

ANNOUNCERS = """
WITH mine AS (
  SELECT family, first, last FROM holding WHERE holder = $holder
), called AS (
  SELECT asn, arg_min(coalesce(name, handle), (list, cite)) AS name,
         arg_min(cite, (list, cite)) AS name_cite
  FROM asn_name
  GROUP BY asn
)
SELECT sighting.origin, any_value(called.name) AS name,
       any_value(called.name_cite) AS name_cite,
       count(DISTINCT (sighting.family, sighting.first, sighting.length)) AS prefixes,
       min(seen) AS seen,
       max(CASE WHEN how = 'change' THEN seen ELSE last_seen END) AS last_seen,
       min(cite) AS cite
FROM mine
JOIN sighting ON sighting.family = mine.family
             AND sighting.first BETWEEN mine.first AND mine.last AND sighting.last <= mine.last
LEFT JOIN called ON called.asn = sighting.origin
GROUP BY sighting.origin
ORDER BY prefixes DESC, sighting.origin
"""

LISTINGS = """
SELECT DISTINCT listing.list, listing.family, listing.first, listing.last, listing.asn,
       listing.number, listing.seen, listing.until, listing.edge, listing.cite
FROM listing
WHERE EXISTS (
  SELECT 1 FROM holding
  WHERE holder = $holder AND holding.family = listing.family
    AND holding.first <= listing.last AND holding.last >= listing.first
) OR EXISTS (
  SELECT 1 FROM asn_holding
  WHERE holder = $holder AND listing.asn BETWEEN first_asn AND last_asn
)
ORDER BY listing.seen, listing.list, listing.first, listing.cite
"""


def sections(desk: Desk, holder: str, part: Part) -> list[dict[str, Any]]:
    """AS numbers with names, blocks with totals, announcers, listings and records of one holder."""
    blocks = ask(desk, BLOCKS, holder=holder)
    held = section(desk, "holds", Holding, [_block(row) for row in blocks], part)
    if blocks:
        held["says"] = _total(blocks)
    return [
        section(desk, "AS numbers", AsnHolding, _asns(desk, holder), part),
        held,
        section(desk, "announced by", Sighting, _announcers(desk, holder), part),
        section(desk, "listed", Listing, _listings(desk, holder), part),
        *organisations.sections(desk, organisations.of_holder(desk, holder), part),
    ]


def _total(rows: list[dict[str, Any]]) -> str:
    """Totals by family, each in its own unit."""
    v4 = [row["last"] - row["first"] + 1 for row in rows if row["family"] == 4]
    v6 = [row["last"] - row["first"] + 1 for row in rows if row["family"] == 6]
    says = []
    if v4:
        says.append(f"{counted(len(v4), 'IPv4 block')}, {counted(sum(v4), 'address', 'es')}")
    if v6:
        says.append(f"{counted(len(v6), 'IPv6 block')}, {counted(sum(v6), '/64')}")
    return "; ".join(says)


def counted(number: int, what: str, plural: str = "s") -> str:
    """A number of things.

    >>> counted(1, "prefix", "es"), counted(1200, "prefix", "es")
    ('1 prefix', '1,200 prefixes')
    """
    return f"{number:,} {what}{'' if number == 1 else plural}"


def _asns(desk: Desk, holder: str) -> list[dict[str, Any]]:
    return [_asn(row) for row in ask(desk, ASNS, holder=holder)]


def _asn(row: dict[str, Any]) -> dict[str, Any]:
    first, last = row.pop("first_asn"), row.pop("last_asn")
    subject = f"AS{first}" if first == last else f"AS{first}-AS{last}"
    since = f", registered {row['registered']}" if row["registered"] else ""
    return {"subject": subject, "says": f"{row['name'] or 'no name on record'}{since}", **row}


def _block(row: dict[str, Any]) -> dict[str, Any]:
    since = f", registered {row['registered']}" if row["registered"] else ""
    subject = str(Block(row["family"], row["first"], row["last"]))
    return {"subject": subject, "says": f"{row['status']}{since}", **row_without_ends(row)}


def _announcers(desk: Desk, holder: str) -> list[dict[str, Any]]:
    return [_announcer(row) for row in ask(desk, ANNOUNCERS, holder=holder)]


def _announcer(row: dict[str, Any]) -> dict[str, Any]:
    called = f"{row['name']}, " if row["name"] else ""
    prefixes = counted(row["prefixes"], "prefix", "es")
    says = f"{called}{prefixes}, seen {row['seen']} to {row['last_seen']}"
    return {"subject": f"AS{row['origin']}", "says": says, **row}


def _listings(desk: Desk, holder: str) -> list[dict[str, Any]]:
    return [_listing(row) for row in once(ask(desk, LISTINGS, holder=holder))]


def _listing(row: dict[str, Any]) -> dict[str, Any]:
    is_block = row["family"] is not None
    subject = (
        str(Block(row["family"], row["first"], row["last"])) if is_block else f"AS{row['asn']}"
    )
    return {"subject": subject, "says": listed(row), **row_without_ends(row)}
