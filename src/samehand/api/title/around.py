"""What stands beside a chain: names, listings, announcements, company and whois records, once each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from samehand.api.book import Desk
from samehand.api.history.days import Days, Found, watched
from samehand.api.lookups.listings import once
from samehand.api.lookups.states import ask
from samehand.api.lookups.versions import Returns, blocks_again
from samehand.api.title.contacts import contacts_of
from samehand.api.title.log import Log, log_of
from samehand.tables.listing import Listing
from samehand.tables.routing import Sighting
from samehand.values.blocks import Block

NAMES = """
SELECT asn, coalesce(name, handle) AS name, name_key, seen, last_seen, cite
FROM asn_name_history
WHERE asn IN (SELECT unnest(CAST($asns AS BIGINT[]))) AND coalesce(name, handle) IS NOT NULL
ORDER BY asn, seen, list, cite
"""

NUMBERS = """
SELECT DISTINCT holder, first_asn, last_asn
FROM asn_holding_history
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
ORDER BY holder, first_asn
"""

SEEN = """
SELECT first, last, length, origin, how, seen, max(last_seen) AS last_seen, min(cite) AS cite
FROM sighting
WHERE family = $family AND first <= $last AND last >= $first
GROUP BY first, last, length, origin, how, seen
ORDER BY seen, first, length, origin
"""

LISTINGS = """
SELECT list, family, first, last, number, seen, until, edge, cite
FROM listing
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY seen, list, first, cite
"""

RECORDS = """
SELECT registry, handle, first, last, org, netname, maintainer, status, registered, stitched, seen,
       last_seen, cite
FROM registration_history
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY last - first, seen, cite
"""

COMPANIES = """
SELECT company, name, name_key, dissolved, seen, cite
FROM company
WHERE name_key IN (SELECT unnest(CAST($keys AS VARCHAR[])))
ORDER BY name_key, dissolved, company, cite
"""

MOST_NAMED = 50  # AS numbers of one account whose names are looked up: a sponsor can have hundreds


@dataclass(frozen=True, slots=True)
class Around:
    """What the book holds beside the registries' files, of one block. None was not looked at."""

    days: Days
    log: Log
    names: dict[str, str]
    called: dict[str, list[Found]]
    numbers: dict[str, tuple[tuple[int, int], ...]]
    seen: list[Found] | None
    table_days: tuple[str, ...]
    listings: list[Found] | None
    listed_from: str | None
    records: list[Found] | None
    companies: list[Found] | None
    again: Returns = field(default_factory=dict)  # whois records that were gone and are there again
    stated: bool = False
    contacts: list[Found] | None = None
    unseen: list[str] = field(default_factory=list)


def around(desk: Desk, days: Days, asked: Block, rows: Sequence[Found]) -> Around:
    """Everything that the exceptions of a title look at."""
    space = {"family": asked.family, "first": asked.first, "last": asked.last}
    log = log_of(desk, asked)
    holders = sorted({row["holder"] for row in rows if row["holder"]})
    numbers = _numbers(desk, holders)
    called = _called(desk, numbers)
    seen = ask(desk, SEEN, **space) if desk.peek.holds("sighting") else None
    tables = days.scopes(Sighting) and watched(desk, days).days(asked.family)
    listings = once(ask(desk, LISTINGS, **space)) if desk.peek.holds("listing") else None
    records = ask(desk, RECORDS, **space) if desk.peek.holds("registration") else None
    return Around(
        days=days,
        log=log,
        names={holder: _latest(named) for holder, named in called.items()},
        called=called,
        numbers=numbers,
        seen=seen,
        table_days=tuple(tables or ()),
        listings=listings,
        listed_from=_first_listed(desk),
        records=records,
        again=blocks_again(desk, **space) if records else {},
        companies=_companies(desk, log, called),
        stated=desk.peek.holds("stated"),
        contacts=contacts_of(desk, asked, records or ()),
    )


def _called(desk: Desk, numbers: dict[str, tuple[tuple[int, int], ...]]) -> dict[str, list[Found]]:
    """The AS names of each account, the first AS number first; of large accounts the first few."""
    asns = {
        holder: [n for low, high in spans for n in range(low, min(high, low + MOST_NAMED) + 1)]
        for holder, spans in numbers.items()
    }
    asked = sorted({asn for each in asns.values() for asn in each[:MOST_NAMED]})
    by_asn: dict[int, list[Found]] = {}
    for row in ask(desk, NAMES, asns=asked) if asked else ():
        by_asn.setdefault(row["asn"], []).append({**row, "first_asn": row["asn"]})
    told = {
        holder: [row for asn in each for row in by_asn.get(asn, ())]
        for holder, each in asns.items()
    }
    return {holder: rows for holder, rows in told.items() if rows}


def _latest(named: Sequence[Found]) -> str:
    """What the first AS of an account was called last, and that there are others."""
    first = [row for row in named if row["first_asn"] == named[0]["first_asn"]]
    keys = {row["name_key"] or row["name"] for row in named}
    more = f" and {len(keys) - 1} more names" if len(keys) > 1 else ""
    return str(max(first, key=lambda row: row["last_seen"])["name"]) + more


def _numbers(desk: Desk, holders: Sequence[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    told: dict[str, tuple[tuple[int, int], ...]] = {}
    for row in ask(desk, NUMBERS, holders=list(holders)) if holders else ():
        told[row["holder"]] = (*told.get(row["holder"], ()), (row["first_asn"], row["last_asn"]))
    return told


def _first_listed(desk: Desk) -> str | None:
    """The first day of any list of blocks in the book."""
    days = [filed.first_seen for filed in desk.seen if filed.rows.get(Listing.table)]
    return min(days).isoformat() if days else None


def _companies(desk: Desk, log: Log, called: dict[str, list[Found]]) -> list[Found] | None:
    """Companies that bear the name of any party of the chain."""
    if not desk.peek.holds("company"):
        return None
    keys = {entry[end] for entry in log.entries for end in ("giver_key", "taker_key")}
    keys |= {row["name_key"] for rows in called.values() for row in rows}
    return ask(desk, COMPANIES, keys=sorted(key for key in keys if key))
