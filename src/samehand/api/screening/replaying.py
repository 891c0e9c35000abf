"""`replay`: of each past request, what a screen would have said that day, with what was known by then.

Of published files those whose day had come are used, of the registry's own what it had been told
by that very day. A hand is what the answers have put together by the end: its requests are counted
in the order of their days, and each level is told with the request at which it was first reached.
What fools it: files missing between two days leave out what could have been seen then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.hand_rows import hand_id
from samehand.api.hands import Exhibits
from samehand.api.progress import Progress, silent
from samehand.api.screening.applications import Application
from samehand.api.screening.index import index_of
from samehand.api.screening.requests import in_order, past_requests
from samehand.api.screening.screening import looked, row_of
from samehand.resolve.levels import LEVELS
from samehand.rules import lay
from samehand.steps.inside import inside_value
from samehand.store import Clock
from samehand.store.book import table_files
from samehand.store.duck import DuckStore

UNKNOWN = "nothing was published by then that the book holds"


@dataclass(frozen=True, slots=True)
class _Group:
    """Requests that are asked with the same knowledge: published by a day, told by a day."""

    known: date
    day: date | None  # of what the registry had been told; none where that is closed
    told: tuple[tuple[date, Application], ...]


def replay(
    desk: Desk, told: Sequence[Application] | None = None, progress: Progress = silent
) -> Answer:
    """A row a request, by day; `query` tells of each hand the request at which it reached each level."""
    ordered = in_order(past_requests(desk) if told is None else told)
    groups = list(_groups(desk, ordered))
    early = ordered[: len(ordered) - sum(len(group.told) for group in groups)]
    rows = [_unknown(day, each) for day, each in early]
    for done, group in enumerate(groups):
        progress(f"as known on {group.day or group.known}", done, len(groups))
        rows += _screened(desk, group)
    progress("replayed", len(groups), len(groups))
    hands = _number(rows)
    query = {
        "verb": "replay",
        "requests": len(rows),
        "hands": hands,
        "before_the_first_file": len(early),
        "restricted": desk.permit is not None,
    }
    return desk.answer("replay/1", query, rows)


def _groups(desk: Desk, ordered: Sequence[tuple[date, Application]]) -> Iterator[_Group]:
    days = sorted({filed.first_seen for filed in desk.seen if not filed.restricted})

    def knowledge(pair: tuple[date, Application]) -> tuple[date | None, date | None]:
        known = max((day for day in days if day <= pair[0]), default=None)
        return known, pair[0] if desk.permit else None

    for (known, day), told in groupby(ordered, knowledge):
        if known is not None:
            yield _Group(known, day, tuple(told))


def _screened(desk: Desk, group: _Group) -> list[dict[str, Any]]:
    """The requests of one group, each as a row."""
    then = replace(desk, clock=Clock(group.known, group.known), done=set(), asked_sql=[])
    index = index_of(then, silent)
    if group.day is not None:
        index = replace(index, inside=_inside(desk, group.day))
    known = looked(then, index, tuple(each for _, each in group.told))
    evidence = Exhibits()
    rows = [
        _in_short(row_of(known, n, evidence), day, group) for n, (day, _) in enumerate(group.told)
    ]
    known.screened.store.close()
    then.close()
    return rows


def _inside(desk: Desk, day: date) -> pa.Table:
    """What the registry had been told by a day: of each applicant every value."""
    store = DuckStore(Clock(day, day))
    files = table_files(desk.folder, desk.held, True)
    for kind in inside_value.reads:
        store.fill(kind, files.get(kind, []), in_place=True)
    lay((inside_value,), store)
    rows = store.query("SELECT * FROM inside_value")
    store.close()
    return rows


def _in_short(row: Mapping[str, Any], day: date, group: _Group) -> dict[str, Any]:
    tied = [each["holder"] for each in row["related"] if each["total"] > 0]
    members = [each["holder"] for each in row["hand"]["members"]] if row["hand"] else tied
    sharing = sorted(
        {holder for value in row["shares"] if value["ties"] for holder in value["with"]}
    )
    return {
        "application": row["application"],
        "day": day.isoformat(),
        "name": row["name"],
        "applicant": row["applicant"],
        "level": row["level"] or None,
        "weight": row["weight"],
        "hand": None,
        "number": None,
        "strongest": row["strongest"],
        "with": members if row["level"] else [],
        "shares_with": sharing,
        "known_on": group.known.isoformat(),
        "cites": [
            c for each in row["related"][:1] for bar in each["bars"][:1] for c in bar["cites"]
        ],
        **({"restricted": True} if row.get("restricted") else {}),
    }


def _unknown(day: date, each: Application) -> dict[str, Any]:
    """A request of a day before the first file."""
    return {
        "application": each.called,
        "day": day.isoformat(),
        "name": each.name,
        "applicant": each.applicant or None,
        "level": None,
        "weight": None,
        "hand": None,
        "number": None,
        "strongest": UNKNOWN,
        "with": [],
        "shares_with": [],
        "known_on": None,
        "cites": [],
    }


def _number(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each request its hand and its number there; the hands, with the first request of each level."""
    circles = _circles(rows)
    hands: dict[str, dict[str, Any]] = {}
    for row in rows:
        circle = circles.get(_who(row))
        if circle is None:
            continue
        row["hand"] = hand_id(sorted(circle))
        hand = hands.setdefault(row["hand"], _new(row["hand"], circle))
        hand["requests"] += 1
        row["number"] = hand["requests"]
        for name, least in LEVELS.items():
            if row["level"] and row["weight"] >= least and not hand["first"][name]:
                hand["first"][name] = {key: row[key] for key in ("application", "day", "number")}
    return list(hands.values())


def _new(name: str, circle: frozenset[str]) -> dict[str, Any]:
    first: dict[str, Any] = dict.fromkeys(LEVELS)
    return {"hand": name, "holders": sorted(circle), "requests": 0, "first": first}


def _who(row: Mapping[str, Any]) -> str:
    """Who made a request: its account; else the name, and only this name."""
    return str(row["applicant"] or row["name"])


def _circles(rows: Sequence[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """Of everybody whom an answer put together with others: all of them."""
    of: dict[str, set[str]] = {}
    for row in rows:
        together = {_who(row), *(each.split("~")[0] for each in row["with"])}
        if len(together) < 2:
            continue
        whole = together.union(*(of.get(each, set()) for each in together))
        of.update(dict.fromkeys(whole, whole))
    return {who: frozenset(whole) for who, whole in of.items()}
