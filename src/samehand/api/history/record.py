"""What stands beside the intervals of a block: its holders, their changes, and what was looked at."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from samehand.api.book import Desk
from samehand.api.history.days import Days, Found, Watched, counted_days, days_between
from samehand.api.history.people import BLOCKS, same_holder
from samehand.api.lookups.states import ask
from samehand.tables.registry import Holding
from samehand.values.blocks import Block
from samehand.values.holders import NOT_LASTING

SAME, INSIDE, AROUND = "same", "more specific", "less specific"


def holders(desk: Desk, space: dict[str, int], days: Days) -> list[dict[str, Any]]:
    """Every run of a registry's record of this space."""
    return [
        {
            "subject": str(Block(row["family"], row["first"], row["last"])),
            "registry": row["registry"],
            "holder": row["holder"],
            "status": row["status"],
            "registered": row["registered"],
            "seen": row["seen"],
            "last_seen": row["last_seen"],
            "days": list(days.of(Holding, row["registry"])),
            "says": _held(row),
            "cites": [row["cite"]],
        }
        for row in ask(desk, BLOCKS, **space)
    ]


def _held(row: Found) -> str:
    who = row["holder"] or f"no holder, at {row['registry']}"
    since = f", registered {row['registered']}" if row["registered"] else ""
    return f"{who} ({row['status']}{since})"


def changes(holders: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes of holder or status between file days, of records of one range."""
    by_range: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(holders, key=lambda each: (each["subject"], each["seen"])):
        by_range.setdefault(row["subject"], []).append(row)
    return [
        _change(one, other)
        for rows in by_range.values()
        for one, other in pairwise(rows)
        if (one["holder"], one["status"]) != (other["holder"], other["status"])
    ]


def _change(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    same = same_holder(one["holder"], other["holder"])
    lasting = (
        f"; ids of {', '.join(sorted(NOT_LASTING))} do not last from file to file, so the holder may be the same"
        if same is None and one["holder"] and other["holder"]
        else ""
    )
    return {
        "subject": one["subject"],
        "before": one["says"],
        "after": other["says"],
        "between": [one["last_seen"], other["seen"]],
        "same_holder": same,
        "says": f"{one['says']} until {one['last_seen']}, {other['says']} from {other['seen']}{lasting}",
        "cites": [*one["cites"], *other["cites"]],
    }


def summary(asked: Block, rows: Sequence[Found], watched: Watched) -> list[str]:
    """On how many of the days that tables were read the block was there, itself or in others."""
    days = watched.days(asked.family)
    says, told = [], []
    for relation, words in (
        (SAME, "announced itself"),
        (AROUND, "in a less-specific"),
        (INSIDE, "in part"),
    ):
        found = [row for row in rows if row["relation"] == relation and row["how"] == "table"]
        seen = [day for day in days if any(row["seen"] <= day <= row["last_seen"] for row in found)]
        told.append(f"{words} on {len(seen)}{_list(seen)}")
    if days and any(row["how"] == "table" for row in rows):
        says.append(f"Tables were read on {_span(days)}: {', '.join(told)}.")
    elif days:
        says.append(f"Absent on {counted_days(days)}.")
    states = [row for row in rows if row["how"] == "change" and row["relation"] == SAME]
    for family, first, last in watched.changes:
        if family == asked.family:
            known = f"{len(states)} states of it" if states else "nothing of it"
            says.append(f"The list of origin changes, {first} to {last}, tells {known}.")
    return says or [why(watched, asked.family)]


def _span(days: Sequence[str]) -> str:
    return days[0] if len(days) == 1 else f"{len(days)} days, {days[0]} to {days[-1]}"


def _list(days: Sequence[str]) -> str:
    return f" ({', '.join(days)})" if 0 < len(days) <= 4 else ""


def why(watched: Watched, family: int) -> str:
    """Why no interval is told: which days were looked at, if any."""
    days = watched.days(family)
    if not days and not watched.changes:
        return "no routing file is in the book by these clocks: samehand import FILE"
    return (
        f"absent on {counted_days(days)}"
        if days
        else "a list of changes alone was read: absence is not silence"
    )


def collectors(watched: Watched, family: int) -> list[dict[str, Any]]:
    """Each collector's days and the gaps between them."""
    told: list[dict[str, Any]] = []
    for each in watched.collectors:
        if each.family == family:
            gaps = [list(pair) for pair in pairwise(each.days) if days_between(*pair) > 1]
            told.append(
                {
                    "collector": each.name,
                    "from": each.days[0],
                    "to": each.days[-1],
                    "days": len(each.days),
                    "paths": each.paths,
                    "gaps": gaps,
                    "file_days": list(each.days),
                }
            )
    for about, first, last in watched.changes:
        if about == family:
            told.append(
                {
                    "collector": "list of changes",
                    "from": first,
                    "to": last,
                    "days": None,
                    "paths": False,
                    "gaps": [],
                    "file_days": [],
                }
            )
    return told
