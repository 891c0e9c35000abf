"""`routes`: the intervals in which a block was announced, and what was on record on those days.

A table says that a prefix was there on its day; between two tables that both have it, nobody
looked. A list of changes tells of no withdrawal. Fooled by collectors that saw more in later
years than in earlier ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from samehand.api.answers import Answer, Truncated
from samehand.api.book import Desk
from samehand.api.history.days import (
    Days,
    Found,
    Watched,
    days_of,
    watched,
)
from samehand.api.history.people import (
    People,
    people,
)
from samehand.api.history.record import (
    AROUND,
    INSIDE,
    SAME,
    changes,
    collectors,
    holders,
    summary,
    why,
)
from samehand.api.history.signs import NOT_LOOKED, Signs, from_to, signs, unlooked
from samehand.api.lookups.listings import listed as listing_in_words
from samehand.api.lookups.listings import once
from samehand.api.lookups.states import ask
from samehand.errors import NotInData
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import RouteObject, Sighting
from samehand.tables.rpki import Vrp
from samehand.values.blocks import Block, block

INTERVALS = """
SELECT collector, family, first, last, length, origin, upstream, how, seen, max(last_seen) AS last_seen,
       min(peers) AS peers, list(DISTINCT cite ORDER BY cite) AS cites
FROM sighting
WHERE family = $family AND first <= $last AND last >= $first
GROUP BY collector, family, first, last, length, origin, upstream, how, seen
ORDER BY first, length, seen, collector, origin, upstream
"""

LISTINGS = """
SELECT list, family, first, last, number, seen, until, edge, cite
FROM listing
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY seen, list, first, cite
"""


BY = {"change": "list of changes", "update": "updates"}


@dataclass(frozen=True, slots=True)
class Beside:
    """All that intervals are told with."""

    days: Days
    watched: Watched
    people: People
    signs: Signs
    listings: list[Found]


def routes(desk: Desk, text: str, sub: bool = False, sup: bool = False, limit: int = 0) -> Answer:
    """The intervals of a block; with `sub` its more-specifics, with `sup` its less-specifics.

    Where the block itself was never announced, both are given. Raises NotInData where the book
    holds nothing of it.
    """
    asked = block(text)
    space = {"family": asked.family, "first": asked.first, "last": asked.last}
    found = joined(ask(desk, INTERVALS, **space))
    rows = [row | {"relation": _relation(row, asked)} for row in found]
    counts = {each: sum(row["relation"] == each for row in rows) for each in (SAME, INSIDE, AROUND)}
    wanted = _wanted(counts, sub, sup)
    chosen = [row for row in rows if row["relation"] in wanted]
    beside = _beside(desk, space, chosen)
    held = holders(desk, space, beside.days)
    if not rows and not held and not beside.listings:
        raise NotInData(f"nothing in the book tells of {asked}", why(beside.watched, asked.family))
    shown = chosen[:limit] if limit else chosen
    result = {
        "block": str(asked),
        "summary": summary(asked, rows, beside.watched),
        "intervals": [_interval(row, beside) for row in shown],
        "left_out": {name: counts[name] for name in counts if counts[name] and name not in wanted},
        **_around(asked, held, beside),
    }
    missing = _missing(beside, asked.family)
    query = {"verb": "routes", "block": text, "sub": INSIDE in wanted, "super": AROUND in wanted}
    answer = desk.answer(
        "routes/1",
        query,
        [result],
        missing=missing,
        not_looked=(*missing, *_unlooked(shown, beside)),
    )
    return answer if len(shown) == len(chosen) else _cut(answer, len(shown), len(chosen))


def _cut(answer: Answer, shown: int, total: int) -> Answer:
    cut = Truncated(shown=shown, total=total, by="place", remedy="--limit 0")
    return replace(answer, truncated=cut)


def _around(asked: Block, held: list[dict[str, Any]], beside: Beside) -> dict[str, Any]:
    """What stands beside the intervals."""
    return {
        "holders": held,
        "holder_changes": changes(held),
        "listings": [_listing(row) for row in beside.listings],
        "looked_days": beside.watched.days(asked.family),
        "collectors": collectors(beside.watched, asked.family),
    }


def joined(rows: Sequence[Found]) -> list[Found]:
    """The rows, where states of a list of changes with one origin that follow each other are one."""
    found: list[Found] = []
    open_: dict[tuple[Any, ...], Found] = {}
    for row in rows:
        key = (row["first"], row["length"], row["origin"])
        last = open_.get(key)
        if row["how"] == "change" and last and row["seen"] <= _next(last["last_seen"]):
            last["last_seen"] = max(last["last_seen"], row["last_seen"])
            last["cites"] = list(dict.fromkeys([*last["cites"], *row["cites"]]))
            continue
        found.append(dict(row))
        if row["how"] == "change":
            open_[key] = found[-1]
    return found


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _relation(row: Found, asked: Block) -> str:
    if (row["first"], row["last"]) == (asked.first, asked.last):
        return SAME
    covers = row["first"] <= asked.first and row["last"] >= asked.last
    return AROUND if covers else INSIDE


def _wanted(counts: dict[str, int], sub: bool, sup: bool) -> set[str]:
    if not counts[SAME] and not sub and not sup:
        return {SAME, INSIDE, AROUND}
    return {SAME} | ({INSIDE} if sub else set()) | ({AROUND} if sup else set())


def _beside(desk: Desk, space: dict[str, int], rows: Sequence[Found]) -> Beside:
    days = days_of(desk)
    first = min((row["first"] for row in rows), default=space["first"])
    last = max((row["last"] for row in rows), default=space["last"])
    asns = {row["origin"] for row in rows} | {row["upstream"] for row in rows if row["upstream"]}
    return Beside(
        days,
        watched(desk, days),
        people(desk, days, asns),
        signs(desk, days, {"family": space["family"], "first": first, "last": last}),
        once(ask(desk, LISTINGS, **space)),
    )


def _interval(row: Found, beside: Beside) -> dict[str, Any]:
    """One prefix by one origin through one upstream, from its first to its last day."""
    first, last = row["seen"], row["last_seen"]
    whose = beside.people.of(row["origin"], first)
    rpki = [beside.signs.rpki(row, day) for day in (first, last)]
    irr = [beside.signs.irr(row, day) for day in (first, last)]
    lists = [each for each in beside.listings if _meets(each, row)]
    days = next((c.days for c in beside.watched.collectors if c.name == row["collector"]), ())
    cites = [*row["cites"], *whose["cites"]]
    cites += [cite for each in (*rpki, *irr) for cite in each["cites"]] + [
        cite for each in lists for cite in each["cites"]
    ]
    told = {
        "prefix": _prefix(row),
        "relation": row["relation"],
        "origin": row["origin"],
        "name": whose["name"],
        "holder": whose["holder"],
        "holder_on": whose["holder_on"],
        "holder_state": whose["holder_state"],
        "upstream": row["upstream"],
        "upstream_state": _upstream(row, beside.watched),
        "peers": row["peers"],
        "collector": row["collector"],
        "how": row["how"],
        "by": row["collector"] or BY[row["how"]],
        "seen": first,
        "last_seen": last,
        "file_days": sum(first <= day <= last for day in days) if row["collector"] else None,
        "rpki": from_to(*(each["state"] for each in rpki)),
        "rpki_on": rpki[-1]["on"],
        "irr": from_to(*(each["state"] for each in irr)),
        "irr_on": irr[-1]["on"],
        "listed": [f"{each['list']} {each['seen']}" for each in lists],
    }
    return told | {"says": _says(told), "cites": list(dict.fromkeys(cites))}


def _says(told: dict[str, Any]) -> str:
    whose = (
        ", ".join(part for part in (told["name"], told["holder"]) if part)
        or f"holder {told['holder_state']}"
    )
    if told["how"] == "change":
        when = f"from {told['seen']} to {told['last_seen']} by a list of changes, which tells of no withdrawal"
    elif told["how"] == "update":
        when = f"in updates of {told['seen']}"
    elif told["file_days"] == 1:
        when = f"in the table of {told['seen']}"
    else:
        when = f"in all {told['file_days']} tables of {told['seen']} to {told['last_seen']}"
    return f"{told['prefix']} announced by AS{told['origin']} ({whose}) {when}"


def _prefix(row: Found) -> str:
    start = next(Block(row["family"], row["first"], row["first"]).prefixes())
    return f"{start.partition('/')[0]}/{row['length']}"


def _upstream(row: Found, watched: Watched) -> str:
    if row["upstream"]:
        return f"AS{row['upstream']}"
    return "none in the paths" if watched.paths(row["collector"]) else NOT_LOOKED


def _meets(listing: Found, row: Found) -> bool:
    return bool(
        listing["first"] <= row["last"]
        and listing["last"] >= row["first"]
        and listing["seen"] <= row["last_seen"]
        and (listing["until"] or "9") >= row["seen"]
    )


def _listing(row: Found) -> dict[str, Any]:
    told = {name: row[name] for name in ("list", "number", "seen", "until", "edge")}
    subject = str(Block(row["family"], row["first"], row["last"]))
    return {"subject": subject, **told, "says": listing_in_words(row), "cites": row["cites"]}


def _missing(beside: Beside, family: int) -> tuple[str, ...]:
    changes = any(each == family for each, _, _ in beside.watched.changes)
    routing = [] if changes or beside.watched.days(family) else [Sighting.table]
    return (*routing, *unlooked(beside.days, (Holding, AsnHolding, Vrp, RouteObject), "9999"))


def _unlooked(rows: Sequence[Found], beside: Beside) -> list[str]:
    """What could be looked at only in part."""
    says = []
    if rows and not any(row["upstream"] for row in rows):
        says.append("first upstream (no paths were read)")
    for kind, name in ((Vrp, "RPKI"), (RouteObject, "route objects"), (Holding, "holders")):
        first = beside.days.first(kind)
        if first and any(row["seen"] < first for row in rows):
            says.append(f"{name} before {first}")
    return says
