"""`listed`: listings of a block, an AS, a holder or a hand; who held it then, and who holds it now.

An edge is a listing already there on the first day of our data: its day is not known. Absence
from a list is not cleanliness. With moves: what the holder or hand was first seen to do within so
many days of a listing. That says what came after, not why.
"""

from datetime import date, timedelta
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import Days, Found, counted_days, days_of, watched
from samehand.api.history.people import holders_on, in_words, same_holder, told_holders
from samehand.api.history.subjects import Subject, numbers, subject
from samehand.api.lookups.holders import counted
from samehand.api.lookups.listings import listed as in_days
from samehand.api.lookups.listings import once
from samehand.api.lookups.states import UNSEEN, ask, nothing
from samehand.errors import NotInData, UsageError
from samehand.tables.listing import Listing
from samehand.tables.registry import Holding
from samehand.values.blocks import Block
from samehand.values.holders import NOT_LASTING

OF_BLOCK = """
SELECT *, 'itself' AS how FROM listing
WHERE family = $family AND first <= $last AND last >= $first
"""

OF_HOLDER = """
WITH mine AS (
  SELECT DISTINCT family, first, last FROM holding_history
  WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
), sent AS (
  SELECT DISTINCT family, first, last, seen, last_seen FROM sighting
  WHERE origin IN (SELECT unnest(CAST($asns AS BIGINT[])))
), told AS (
  SELECT listing.*, 'held' AS how
  FROM listing JOIN mine ON mine.family = listing.family AND mine.first <= listing.last AND mine.last >= listing.first
  UNION ALL
  SELECT *, 'its AS number' FROM listing WHERE asn IN (SELECT unnest(CAST($asns AS BIGINT[])))
  UNION ALL
  SELECT listing.*, 'announced by its AS'
  FROM listing JOIN sent ON sent.family = listing.family AND sent.first <= listing.last AND sent.last >= listing.first
   AND sent.seen <= coalesce(listing.until, DATE '9999-12-31') AND sent.last_seen >= listing.seen
)
SELECT * FROM told
"""

HOLDINGS = """
WITH mark AS (
  SELECT unnest(CAST($families AS BIGINT[])) AS family, unnest(CAST($firsts AS BIGINT[])) AS first,
         unnest(CAST($lasts AS BIGINT[])) AS last
)
SELECT DISTINCT mark.first AS mark_first, mark.last AS mark_last, held.registry, held.holder, held.family, held.first,
       held.last, held.status, held.registered, held.seen, held.last_seen, held.cite
FROM mark JOIN holding_history AS held
  ON held.family = mark.family AND held.first <= mark.last AND held.last >= mark.first
ORDER BY held.seen, held.first, held.cite
"""

FIRST_SIGHTINGS = """
SELECT family, first, last, length, origin, min(seen) AS seen, arg_min(cite, (seen, cite)) AS cite
FROM sighting
WHERE origin IN (SELECT unnest(CAST($asns AS BIGINT[])))
GROUP BY family, first, last, length, origin
HAVING min(seen) > $after AND min(seen) <= $before
ORDER BY seen, first, length, origin
"""

NEW_BLOCKS = """
SELECT registry, holder, family, first, last, min(seen) AS seen, min(registered) AS registered,
       arg_min(cite, (seen, cite)) AS cite
FROM holding_history
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
GROUP BY registry, holder, family, first, last
HAVING min(seen) > $after AND min(seen) <= $before OR min(registered) > $after AND min(registered) <= $before
ORDER BY seen, first
"""

MOST_MOVES = 20  # told of each listing; the counts tell of all


def listed(
    desk: Desk, text: str, kind: str | None = None, moves: bool = False, within: int = 180
) -> Answer:
    """Listings of what is asked, the oldest first. Raises NotInData where there is none."""
    if within < 1:
        raise UsageError(f"--within {within} is no number of days", "give 1 or more")
    whose = subject(desk, text, kind)
    rows = _listings(desk, whose)
    if not rows:
        told = nothing(desk, Listing)
        raise NotInData(f"no listing of {text}: {told['state']}: {told['says']}", told["do"])
    days = days_of(desk)
    held = _held(desk, rows)
    results = [_told(row, held, days, desk) for row in rows]
    if moves:
        results = [row | _moves(desk, whose, row, within, days) for row in results]
    missing = tuple(k.table for k in (Holding,) if nothing(desk, k)["state"] in UNSEEN)
    query = {
        "verb": "listed",
        "what": text,
        "kind": whose.kind,
        "moves": moves,
        "within_days": within,
    }
    return desk.answer(
        "listed/1", query, results, missing=missing, not_looked=(*missing, *_before(days, rows))
    )


def _before(days: Days, rows: list[Found]) -> tuple[str, ...]:
    first = days.first(Holding)
    return (
        (f"holders before {first}, but by date of registration",)
        if first and rows[0]["seen"] < first
        else ()
    )


def _listings(desk: Desk, whose: Subject) -> list[Found]:
    if whose.block:
        space = {"family": whose.block.family, "first": whose.block.first, "last": whose.block.last}
        rows = ask(desk, OF_BLOCK, **space)
    else:
        rows = ask(desk, OF_HOLDER, holders=list(whose.holders), asns=list(whose.asns))
    kept: dict[str, Found] = {}
    for row in sorted(
        rows, key=lambda each: (each["seen"], each["list"], each["cite"], ORDER[each["how"]])
    ):
        kept.setdefault(row["cite"], row)
    return once(kept.values())


ORDER = {"itself": 0, "held": 1, "its AS number": 2, "announced by its AS": 3}


def _held(desk: Desk, rows: list[Found]) -> dict[tuple[int, int], list[Found]]:
    marks = [row for row in rows if row["family"]]
    found: dict[tuple[int, int], list[Found]] = {}
    for row in ask(
        desk,
        HOLDINGS,
        families=[row["family"] for row in marks],
        firsts=[row["first"] for row in marks],
        lasts=[row["last"] for row in marks],
    ):
        found.setdefault((row["mark_first"], row["mark_last"]), []).append(row)
    return found


def _told(
    row: Found, held: dict[tuple[int, int], list[Found]], days: Days, desk: Desk
) -> dict[str, Any]:
    """A listing with its holder on the day it was listed and on the day asked about."""
    now = min(desk.clock.as_of, desk.clock.known_on).isoformat()
    if not row["family"]:
        told: dict[str, Any] = {"who": "not applicable: an AS number", "holders": [], "on": None}
        then = later = told
        cites = row["cites"]
    else:
        runs = held.get((row["first"], row["last"]), [])
        at, today = holders_on(days, runs, row["seen"]), holders_on(days, runs, now)
        then, later = told_holders(at, days, row["seen"]), told_holders(today, days, now)
        cites = [*row["cites"], *(each["cite"] for each in (*at[:3], *today[:3]))]
    what = (
        str(Block(row["family"], row["first"], row["last"])) if row["family"] else f"AS{row['asn']}"
    )
    return {
        "list": row["list"],
        "what": what,
        "number": row["number"],
        "seen": row["seen"],
        "until": row["until"],
        "edge": row["edge"],
        "how": row["how"],
        "holder_then": in_words(then, row["seen"]),
        "holder_now": in_words(later, now),
        "holders_then": then["holders"],
        "holders_now": later["holders"],
        "then_on": then["on"],
        "now_on": later["on"],
        "same_holder": _same(then, later),
        "says": in_days(row),
        "cites": list(dict.fromkeys(cites)),
    }


def _same(then: dict[str, Any], later: dict[str, Any]) -> str:
    if not then["holders"] or not later["holders"]:
        return "not looked"
    if set(then["holders"]) == set(later["holders"]):
        return "same"
    unlike = [same_holder(one, other) for one in then["holders"] for other in later["holders"]]
    return f"ids of {', '.join(sorted(NOT_LASTING))} do not last" if None in unlike else "another"


def _moves(
    desk: Desk, whose: Subject, row: dict[str, Any], within: int, days: Days
) -> dict[str, Any]:
    """First sightings and new blocks of whoever is asked, or of the holder then, after a listing."""
    if row["edge"]:
        return {
            "moves": {
                "state": "not applicable",
                "says": "the day of the listing is not known",
                "rows": [],
            }
        }
    start = date.fromisoformat(row["seen"])
    end = min(start + timedelta(days=within), desk.clock.as_of, desk.clock.known_on)
    holders = list(whose.holders or row["holders_then"])
    asns = list(whose.asns or numbers(desk, holders))
    span = {"after": start, "before": end}
    sighted = [_sighted(each) for each in ask(desk, FIRST_SIGHTINGS, asns=asns, **span)]
    taken = [
        _taken(each, days, row["seen"]) for each in ask(desk, NEW_BLOCKS, holders=holders, **span)
    ]
    looked = watched(desk, days)
    tables = [day for day in looked.days(4) if start.isoformat() < day <= end.isoformat()]
    changes = any(
        first <= end.isoformat() and last > start.isoformat() for _, first, last in looked.changes
    )
    read = f"tables were read on {counted_days(tables)}" if tables else "no table was read"
    listed_changes = "a list of changes was read" if changes else "no list of changes was read"
    says = (
        f"{counted(len(sighted), 'first sighting')} and {counted(len(taken), 'new block')} of"
        f" {', '.join(holders) or row['what']} from {start} to {end}; of those days {read},"
        f" and {listed_changes}"
    )
    found = sorted((*sighted, *taken), key=lambda each: (each["day"], each["what"]))
    looked_at = (
        "found" if found else "none found" if (tables or changes) and holders else "not looked"
    )
    return {
        "moves": {"state": looked_at, "says": says, "total": len(found), "rows": found[:MOST_MOVES]}
    }


def _sighted(row: Found) -> dict[str, Any]:
    start = str(Block(row["family"], row["first"], row["last"]))
    return {
        "day": row["seen"],
        "what": start,
        "says": f"first seen announced by AS{row['origin']}",
        "cites": [row["cite"]],
    }


def _taken(row: Found, days: Days, listed_on: str) -> dict[str, Any]:
    """A block first on record for a holder; where no file parts that from the listing, it says so."""
    what = str(Block(row["family"], row["first"], row["last"]))
    says = f"new on record for {row['holder']}, registered {row['registered']}, in the file of {row['seen']}"
    within = row["registered"] and row["registered"] > listed_on
    files = [day for day in days.of(Holding, row["registry"]) if day < row["seen"]]
    if not within and files and files[-1] < listed_on:
        says += f"; not in that of {files[-1]}, so it may have come before the listing"
    return {
        "day": row["registered"] if within else row["seen"],
        "what": what,
        "says": says,
        "cites": [row["cite"]],
    }
