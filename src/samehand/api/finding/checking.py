"""`check`: what changed of some blocks since a day, or since the last look, for a job that runs daily.

Awakening: a prefix announced in a table since, and by nobody in the last table of before. Edit: a registry's
record that began since. Object: a route object that stands in a file since and in none of before. A
source with one file day shows no change, and is told as not looked. The day of the last look is kept in
the book, for each set of blocks, once an answer was given.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import Days, days_of, watched
from samehand.api.history.people import BLOCKS
from samehand.api.history.subjects import subject
from samehand.api.lookups.states import ask
from samehand.errors import NotInData, UsageError
from samehand.store.book import write_whole
from samehand.tables import Row
from samehand.tables.registry import Holding
from samehand.tables.routing import RouteObject
from samehand.values.blocks import Block
from samehand.values.holders import NOT_LASTING

HELD = """
SELECT DISTINCT family, first, last
FROM holding
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
ORDER BY family, first, last DESC
"""

SEEN = """
SELECT collector, family, first, last, length, origin, seen, last_seen, cite
FROM sighting
WHERE family = $family AND first <= $last AND last >= $first AND how <> 'change'
ORDER BY seen, first, length, origin, cite
"""

OBJECTS = """
SELECT list, family, first, last, length, origin, maintainer, seen, cite
FROM route_object_history
WHERE family = $family AND first <= $last AND last >= $first AND seen > CAST($since AS DATE)
ORDER BY seen, first, length, origin, cite
"""

LOOKS = "looks.json"


def check(desk: Desk, texts: Sequence[str], since: date | None = None) -> Answer:
    """Every change since a day of blocks, holders and hands; by default since the last look.

    A first look has nothing before it: it is kept, and the next is compared with it.
    """
    if not texts:
        raise UsageError(
            "check needs something to watch", "give blocks or holders, or - for standard input"
        )
    places = [place for text in texts for place in _places(desk, text)]
    desk.warm_for(len(places))
    key = hashlib.sha256("\n".join(sorted(map(str, places))).encode()).hexdigest()[:16]
    by = min(desk.clock.as_of, desk.clock.known_on)
    last = None if since else _last_look(desk.folder, key)
    first = since is None and last is None
    start = since or last or by
    days = days_of(desk)
    rows = [row for place in dict.fromkeys(places) for row in _changes(desk, place, start, days)]
    rows = list({(row["what"], row["block"], row["says"]): row for row in rows}.values())
    rows.sort(key=lambda row: (row["day"], row["what"], row["block"]))
    left = () if first or start >= by else _unlooked(desk, start, days)
    query = {
        "verb": "check",
        "what": list(texts),
        "since": start.isoformat(),
        "last_look": last and last.isoformat(),
        "first_look": first,
        "until": by.isoformat(),
        "blocks": len(set(places)),
        "changes": len(rows),
    }
    answer = desk.answer("check/1", query, rows, missing=left, not_looked=left)
    if since is None:
        _keep_look(desk.folder, key, by)
    return answer


def _places(desk: Desk, text: str) -> list[Block]:
    whose = subject(desk, text)
    if whose.block:
        return [whose.block]
    rows = ask(desk, HELD, holders=list(whose.holders))
    if not rows:
        raise NotInData(f"no block of {text} is on record", f"samehand show {text}")
    return [Block(row["family"], row["first"], row["last"]) for row in rows]


def _changes(desk: Desk, place: Block, since: date, days: Days) -> list[dict[str, Any]]:
    space = {"family": place.family, "first": place.first, "last": place.last, "since": since}
    return [
        *_awakenings(desk, place, dict(space), days),
        *_edits(desk, place, since, days),
        *_objects(desk, space, since, days),
    ]


def _awakenings(
    desk: Desk, place: Block, space: dict[str, Any], days: Days
) -> list[dict[str, Any]]:
    """Announced since: by nobody on the last tables of before, or by an AS that never did."""
    since = str(space.pop("since"))
    last = {
        each.name: max((day for day in each.days if day <= since), default=None)
        for each in watched(desk, days).collectors
        if each.family == place.family
    }
    if not any(last.values()):
        return []
    runs = ask(desk, SEEN, **space)
    before = [row for row in runs if row["seen"] <= since]
    came = [row for row in runs if row["seen"] > since]
    if any(row["last_seen"] >= (last.get(row["collector"]) or "9") for row in before):
        known = {row["origin"] for row in before}
        return [_origin(row) for row in came if row["origin"] not in known]
    until = max((row["last_seen"] for row in before), default=None)
    return [_awoken(row, until) for row in came]


def _origin(row: dict[str, Any]) -> dict[str, Any]:
    says = f"announced by AS{row['origin']}, not by it before"
    return _change("new origin", row, says, row["seen"])


def _awoken(row: dict[str, Any], until: str | None) -> dict[str, Any]:
    when = f"not since {until}" if until else "by nobody"
    says = f"announced by AS{row['origin']}, {when} in the tables of before"
    return _change("awakening", row, says, row["seen"])


def _edits(desk: Desk, place: Block, since: date, days: Days) -> list[dict[str, Any]]:
    """Records of a registry that began since, where it had a file before; ids that do not last aside."""
    runs = ask(desk, BLOCKS, family=place.family, first=place.first, last=place.last)
    told = []
    for row in runs:
        on = days.last(Holding, row["registry"], since.isoformat())
        if on is None or row["seen"] <= since.isoformat():
            continue
        same = [
            one
            for one in runs
            if one["registry"] == row["registry"]
            and one["seen"] < row["seen"]
            and (one["first"], one["last"], one["status"], one["registered"])
            == (row["first"], row["last"], row["status"], row["registered"])
        ]
        if same and row["registry"] in NOT_LASTING:
            continue
        says = f"{row['holder'] or 'no holder'} ({row['status']}) on record at {row['registry']}"
        told.append(_change("holder edit", row, says, row["seen"]))
    return told


def _objects(desk: Desk, space: dict[str, Any], since: date, days: Days) -> list[dict[str, Any]]:
    """Route objects that a routing registry had not in its file of before."""
    return [
        _change(
            "new route object",
            row,
            f"route object in {row['list']} for AS{row['origin']}, maintained by {row['maintainer'] or 'nobody named'}",
            row["seen"],
        )
        for row in ask(desk, OBJECTS, **space)
        if days.last(RouteObject, row["list"], since.isoformat())
    ]


def _change(what: str, row: dict[str, Any], says: str, day: str) -> dict[str, Any]:
    place = Block(row["family"], row["first"], row["last"])
    return {"what": what, "block": str(place), "day": day, "says": says, "cites": [row["cite"]]}


def _unlooked(desk: Desk, since: date, days: Days) -> tuple[str, ...]:
    """Sources without a file day both before and after: no change can be seen there."""
    kinds: tuple[type[Row], ...] = (Holding, RouteObject)
    left = [kind.table for kind in kinds if not _both_sides(days, kind, since)]
    tables = [day for family in (4, 6) for day in watched(desk, days).days(family)]
    sides = {day <= since.isoformat() for day in tables}
    left += [] if len(sides) == 2 else ["sighting"]
    return tuple(f"{name} (no file on both sides of {since})" for name in left)


def _both_sides(days: Days, kind: type[Row], since: date) -> bool:
    return any(
        told[0] <= since.isoformat() < told[-1]
        for scope in days.scopes(kind)
        if (told := days.of(kind, scope))
    )


def _last_look(folder: Path, key: str) -> date | None:
    """The day up to which these blocks were last looked at."""
    path = folder / "answers" / LOOKS
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text()).get(key)
        return date.fromisoformat(told) if told else None
    except (ValueError, AttributeError):
        return None  # a broken note of looks: the next look is a first one


def _keep_look(folder: Path, key: str, day: date) -> None:
    path = folder / "answers" / LOOKS
    path.parent.mkdir(exist_ok=True)
    try:
        told = json.loads(path.read_text()) if path.exists() else {}
    except ValueError:
        told = {}
    write_whole(path, json.dumps({**told, key: day.isoformat()}, indent=1, sort_keys=True) + "\n")
