"""`dormant`: blocks held by somebody and announced by nobody, by how exposed they are.

Exposed is what nobody would miss: long unrouted, unsigned (no payload covers it; one of AS0 says
that nobody may announce it), of a holder nothing of whom is seen any more, formerly routed, so
that its history can be imitated. Much space is used inside networks and never announced: asleep
is not unused. Fooled by tables that see less than all, and by registry files older than the tables.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import (
    Days,
    Found,
    Watched,
    counted_days,
    days_of,
    stale_files,
    watched,
)
from samehand.api.history.presence import Last, last_there
from samehand.api.history.signs import unlooked
from samehand.api.lookups.states import ask
from samehand.errors import NotInData, UsageError
from samehand.store.asof import covering
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import Sighting
from samehand.tables.rpki import Vrp
from samehand.values.blocks import Block, block
from samehand.values.cites import cite_text

HELD = """
SELECT registry, holder, family, first, last, status, country, registered, last_seen AS held_on, cite
FROM holding
WHERE holder IS NOT NULL AND family = $family
  AND ($holder IS NULL OR holder = $holder)
  AND ($first IS NULL OR holder IN (
    SELECT holder FROM holding WHERE family = $family AND first <= $last AND last >= $first
  ))
ORDER BY first, last, cite
"""

# Ranges longer than that are a registry's own: none of them was given to one holder.
NUMBERS = """
WITH active AS (
  SELECT origin, max(CASE WHEN how = 'table' THEN last_seen ELSE seen END) AS day FROM sighting GROUP BY origin
), numbered AS (
  SELECT holder, unnest(generate_series(first_asn, last_asn)) AS asn
  FROM asn_holding
  WHERE holder IS NOT NULL AND last_asn - first_asn < 5000
)
SELECT numbered.holder, CAST(max(active.day) AS VARCHAR) AS day
FROM numbered JOIN active ON active.origin = numbered.asn
GROUP BY numbered.holder
"""

VRPS = "SELECT family, first, last, origin, cite FROM vrp WHERE family = $family ORDER BY first, last, origin, cite"

EPOCH = date(1970, 1, 1)
YEAR = 365.25
SINCE_YEARS = (
    5.0  # the life of an AS that is 1,000 days dormant rarely goes on; five years is past doubt
)


def dormant(
    desk: Desk, texts: tuple[str, ...] = (), holder: str | None = None, since: float = SINCE_YEARS
) -> Answer:
    """Sleeping blocks: of these blocks, of a holder, or of anybody; the most exposed first."""
    if since <= 0:
        raise UsageError(f"--since {since} is no number of years", "give more than nothing")
    spaces = [block(text) for text in texts if text != "all"]
    families = sorted({space.family for space in spaces}) or [4]
    days, looked = days_of(desk), watched(desk, days_of(desk))
    _must_look(looked, families)
    chosen = [
        row
        for family in families
        for row in _asleep(desk, looked.days(family), since, days, _asked(spaces, family, holder))
        if _chosen(row, spaces, holder)
    ]
    if not chosen:
        asked = holder or " ".join(texts) or "anybody"
        raise NotInData(f"no held block of {asked} is on record", "give a holder as registry:id")
    rows, held = [row for row in chosen if row["asleep"]], len(chosen)
    query = {
        "verb": "dormant",
        "blocks": list(texts),
        "holder": holder,
        "since_years": since,
        "looked_at": held,
        "asleep": len(rows),
        "addresses": sum(row["addresses"] for row in rows if row["unit"] == "addresses"),
    }
    missing = tuple(unlooked(days, (Sighting, Holding, AsnHolding, Vrp), "9999"))
    stale = stale_files(days, Holding, looked.days(families[0])[-1])
    left = [*stale, *(["IPv6 (give an IPv6 block)"] if families == [4] else [])]
    return desk.answer(
        "dormant/1", query, _ranked(rows), missing=missing, not_looked=(*missing, *left)
    )


def _ranked(rows: list[Found]) -> list[Found]:
    """The most exposed first, then the longest silent, the largest."""
    rows.sort(
        key=lambda row: (-len(row["exposed"]), -row["silent_rank"], -row["addresses"], row["at"])
    )
    drop = ("asleep", "silent_rank", "at", "first", "last", "family")
    return [
        {"rank": n + 1, **{name: value for name, value in row.items() if name not in drop}}
        for n, row in enumerate(rows)
    ]


def _must_look(looked: Watched, families: list[int]) -> None:
    if not all(looked.days(family) for family in families):
        raise NotInData("no routing table is in the book by these clocks", "samehand import FILE")


def _asked(spaces: list[Block], family: int, holder: str | None) -> dict[str, Any]:
    """Which records to read: of a family, of a holder, of the holders in a range."""
    mine = [space for space in spaces if space.family == family]
    ends = (min(s.first for s in mine), max(s.last for s in mine)) if mine else (None, None)
    return {"family": family, "holder": holder, "first": ends[0], "last": ends[1]}


def _chosen(row: Found, spaces: list[Block], holder: str | None) -> bool:
    if holder and row["holder"] != holder:
        return False
    mine = Block(row["family"], row["first"], row["last"])
    return not spaces or any(
        s.family == mine.family and s.first <= mine.last and mine.first <= s.last for s in spaces
    )


def _asleep(
    desk: Desk, tables: list[str], since: float, days: Days, asked: dict[str, Any]
) -> list[Found]:
    """Every held block, whether it sleeps, and what it is exposed by."""
    family = asked["family"]
    held = ask(desk, HELD, **asked)
    there = last_there(desk, family)
    rows = there.of([row["first"] for row in held], [row["last"] for row in held])
    end = date.fromisoformat(tables[-1])
    edge = (end - timedelta(days=round(since * YEAR))).isoformat()
    seen = [_day(there, at) for at in rows]
    awake: dict[str, str] = {row["holder"]: row["day"] for row in ask(desk, NUMBERS)}
    for row, day in zip(held, seen, strict=True):
        if day and day > awake.get(row["holder"], ""):
            awake[row["holder"]] = day
    signed = _signed(desk, held, family) if days.scopes(Vrp) else None
    found = []
    for n, (row, day, at) in enumerate(zip(held, seen, rows.tolist(), strict=True)):
        began = row["registered"] or ""
        after = tables[bisect_right(tables, max(day or "", began)) :]
        sleeps = bool(after) and max(day or "", began) <= edge
        told = {
            "asleep": sleeps,
            "family": family,
            "first": row["first"],
            "last": row["last"],
            "holder": row["holder"],
        }
        if sleeps:
            sign = signed[n] if signed is not None else None
            told |= _row(
                row,
                Known(day, _origin(there, at), after, sign, awake.get(row["holder"]), edge, end),
            )
        found.append(told)
    return found


def _day(there: Last, at: int) -> str | None:
    return (EPOCH + timedelta(days=int(there.day[at]))).isoformat() if at >= 0 else None


def _origin(there: Last, at: int) -> tuple[int, str] | None:
    if at < 0:
        return None
    return there.table["origin"][at].as_py(), cite_text(there.table["cite"][at].as_py())


def _signed(desk: Desk, held: list[Found], family: int) -> list[tuple[str, str | None]]:
    """Of each block: `signed`, `AS0` or `unsigned`, with the cite of what covers it."""
    vrps = desk.peek.query(VRPS, family=family)
    desk.asked_sql.append(VRPS)
    names = ("family", "first", "last")
    blocks = pa.table({name: pa.array([row[name] for row in held], pa.int64()) for name in names})
    by = covering(blocks, vrps).to_pylist()
    origins, cites = vrps["origin"].to_numpy(), vrps["cite"].to_numpy()
    return [
        ("unsigned", None)
        if at is None
        else ("AS0" if origins[at] == 0 else "signed", cite_text(int(cites[at])))
        for at in by
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a sleeping block besides its record."""

    day: str | None  # on which it was last there
    origin: tuple[int, str] | None  # by whom, with the cite
    after: list[str]  # file days since, on all of which it was absent
    sign: tuple[str, str | None] | None
    awake: str | None  # the last day on which anything of its holder was there
    edge: str
    end: date


def _row(row: Found, known: Known) -> dict[str, Any]:
    day, origin, sign, awake = known.day, known.origin, known.sign, known.awake
    stale = not awake or awake <= known.edge
    flags = {
        "unrouted": True,
        "unsigned": bool(sign and sign[0] == "unsigned"),
        "stale holder": stale,
        "formerly routed": bool(day),
    }
    space = Block(row["family"], row["first"], row["last"])
    silent = (known.end - date.fromisoformat(day)).days if day else None
    when = f"last seen {day} by AS{origin[0]}, " if day and origin else "never seen, "
    says = [f"{when}absent on {counted_days(known.after, 'we have since')}", _signs(sign)]
    says.append(_of_holder(awake, stale))
    cites = [
        row["cite"],
        *([origin[1]] if origin else []),
        *([sign[1]] if sign and sign[1] else []),
    ]
    return {
        "block": str(space),
        "holder": row["holder"],
        "addresses": space.size,
        "unit": "addresses" if row["family"] == 4 else "/64s",
        "status": row["status"],
        "registered": row["registered"],
        "held_on": row["held_on"],
        "last_seen": day,
        "last_origin": origin[0] if origin else None,
        "silent_days": silent,
        "days_absent": len(known.after),
        "rpki": sign[0] if sign else "not looked",
        "holder_last_seen": awake,
        "exposed": [name for name, set_ in flags.items() if set_],
        "says": "; ".join(says),
        "cites": cites,
        "silent_rank": silent or 0,
        "at": row["first"],
    }


def _signs(sign: tuple[str, str | None] | None) -> str:
    if sign is None:
        return "RPKI not looked"
    return "no payload covers it" if sign[0] == "unsigned" else f"{sign[0]} on record"


def _of_holder(awake: str | None, stale: bool) -> str:
    seen = f"nothing of its holder seen after {awake or 'any day'}"
    return seen if stale else f"others of its holder seen to {awake}"
