"""`prefixes`: the space of a block, AS, holder or hand, as lists that routers and filters read.

What is on record (held), or what is announced by its AS numbers. Aggregated, neighbouring and covered
prefixes become the fewest that cover the same addresses and no other. A list is never silently short:
where nothing was found it is an error, and what was not looked at is told beside it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.finding.related import accounts_of
from samehand.api.history.days import days_of, watched
from samehand.api.history.subjects import subject
from samehand.api.lookups.kinds import asked
from samehand.api.lookups.states import ask, nothing
from samehand.errors import NotInData
from samehand.tables import Row
from samehand.tables.registry import Holding
from samehand.tables.routing import Sighting
from samehand.values.blocks import Block

HELD = """
SELECT family, first, last, length, holder, cite
FROM holding
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
ORDER BY family, first, last DESC, cite
"""

ANNOUNCED = """
SELECT family, first, last, length, 'AS' || origin AS holder, min(cite) AS cite
FROM sighting
WHERE origin IN (SELECT unnest(CAST($asns AS BIGINT[])))
  AND (how <> 'table' OR last_seen >= CAST($day AS DATE))
GROUP BY family, first, last, length, origin
ORDER BY family, first, last DESC, origin
"""


def prefixes(
    desk: Desk,
    texts: Sequence[str],
    aggregate: bool = False,
    announced: bool = False,
    family: int = 0,
) -> Answer:
    """The prefixes of one or more things; of one family, both when it is 0.

    Raises NotInData where there are none, for an empty list would filter nothing.
    """
    kind: type[Row] = Sighting if announced else Holding
    rows = [
        row
        for text in texts
        for row in _rows(desk, text, announced)
        if family in (0, row["family"])
    ]
    if not rows:
        state = nothing(desk, kind)
        raise NotInData(f"no prefix of {', '.join(texts)} was found: {state['says']}", state["do"])
    told = _aggregated(rows) if aggregate else _each(rows)
    query = {
        "verb": "prefixes",
        "what": list(texts),
        "aggregate": aggregate,
        "of": "announced" if announced else "held",
        "records": len(rows),
    }
    return desk.answer("prefixes/1", query, told)


def _rows(desk: Desk, text: str, announced: bool) -> list[dict[str, Any]]:
    what = asked(text)
    if what.kind == "block" and not announced:
        place = what.value
        return [
            {
                "family": place.family,
                "first": place.first,
                "last": place.last,
                "length": None,
                "holder": None,
                "cite": None,
            }
        ]
    if not announced:
        return ask(desk, HELD, holders=accounts_of(desk, text))
    whose = subject(desk, text)
    return ask(desk, ANNOUNCED, asns=list(whose.asns), day=_last_table(desk))


def _last_table(desk: Desk) -> date:
    """The day of the last table: what earlier ones alone had is not announced any more."""
    days = [day for family in (4, 6) for day in watched(desk, days_of(desk)).days(family)]
    return date.fromisoformat(max(days)) if days else date.min


def _each(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every prefix once, in order of place, the wider before what lies in it."""
    told: dict[tuple[int, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row["family"], row["first"], -row["last"])):
        for text in _texts(row):
            one = told.setdefault((row["family"], text), _row(text, row["family"]))
            one["holders"] += (
                [row["holder"]] if row["holder"] and row["holder"] not in one["holders"] else []
            )
            one["cites"] += [row["cite"]] if row["cite"] and row["cite"] not in one["cites"] else []
    return list(told.values())


def _texts(row: dict[str, Any]) -> list[str]:
    """The prefixes of a record; one longer than /64 by its own length."""
    place = Block(row["family"], row["first"], row["last"])
    if row["family"] == 6 and (row["length"] or 0) > 64:
        return [f"{str(place).partition('/')[0]}/{row['length']}"]
    return list(place.prefixes())


def _row(text: str, family: int) -> dict[str, Any]:
    address, _, length = text.partition("/")
    return {
        "prefix": text,
        "family": family,
        "address": address,
        "length": int(length),
        "holders": [],
        "cites": [],
    }


def _aggregated(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fewest prefixes that cover the same addresses."""
    told = []
    for place, parts in joined(rows):
        holders = list(dict.fromkeys(row["holder"] for row in parts if row["holder"]))
        cites = list(dict.fromkeys(row["cite"] for row in parts if row["cite"]))
        for text in place.prefixes():
            told.append(_row(text, place.family) | {"holders": holders, "cites": cites[:6]})
    return told


def joined(rows: Iterable[dict[str, Any]]) -> list[tuple[Block, list[dict[str, Any]]]]:
    """Ranges that touch or overlap as one, with the records of each."""
    found: list[tuple[Block, list[dict[str, Any]]]] = []
    for row in sorted(rows, key=lambda row: (row["family"], row["first"], -row["last"])):
        last = found[-1][0] if found else None
        if last and last.family == row["family"] and row["first"] <= last.last + 1:
            wider = Block(last.family, last.first, max(last.last, row["last"]))
            found[-1] = (wider, [*found[-1][1], row])
        else:
            found.append((Block(row["family"], row["first"], row["last"]), [row]))
    return found
