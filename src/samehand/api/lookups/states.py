"""Sections of an answer, and the kinds of "no answer" a section can end in.

Never a blank: a section either was found, or says why not and what to do next. That a source
was not loaded is not that it holds nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samehand.api.book import Desk
from samehand.sources import all_sources
from samehand.tables import Row
from samehand.values.cites import cite_text

FOUND = "found"
NO_RECORD = "no record found"
NOT_LOADED = "source not loaded"
GAP = "gap on this date"
WITHHELD = "withheld"
NOT_APPLICABLE = "not applicable"
DISAGREE = "sources disagree"

UNSEEN = frozenset({NOT_LOADED, GAP})
"""The states in which there was nothing to look at."""

CAUTIONS = {
    "sighting": "; lists of changes, updates and single days do not see all: absence is not silence",
    "listing": "; absence from a list is not cleanliness",
}
"""What absence from a table does not mean."""

EVERY_REGISTRY = ("afrinic", "apnic", "arin", "lacnic", "ripencc")


@dataclass(frozen=True, slots=True)
class Part:
    """A slice of rows to show: all of them when `limit` is 0."""

    limit: int = 0

    def of(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The rows to show."""
        return [dict(row) for row in (rows[: self.limit] if self.limit else rows)]


def ask(desk: Desk, sql: str, **values: object) -> list[dict[str, Any]]:
    """The rows of one SELECT over what the clocks let through; cites as text, days as written.

    A statement, when asked to explain itself, finds what it asked in `desk.asked_sql`.
    """
    desk.asked_sql.append(sql)
    key = (desk.clock, sql, repr(values))
    return [dict(row) for row in desk.memory.of(key, lambda: _asked(desk, sql, values))]


def _asked(desk: Desk, sql: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
    return [_plain(row) for row in desk.peek.rows(sql, **values)]


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if name.endswith("cite") and value is not None:
        return cite_text(value)
    if name == "cites":
        return [cite_text(each) for each in value or ()]
    return value.isoformat() if hasattr(value, "isoformat") else value


def section(
    desk: Desk, name: str, kind: type[Row], rows: Sequence[Mapping[str, Any]], part: Part
) -> dict[str, Any]:
    """A section of rows read from one table, or the kind of nothing it is."""
    if not rows:
        return {"section": name, **nothing(desk, kind), "rows": []}
    shown = [cited(row) for row in part.of(rows)]
    left = {} if len(shown) == len(rows) else {"shown": len(shown), "total": len(rows)}
    return {"section": name, "state": FOUND, "says": "", "do": "", **left, "rows": shown}


def cited(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with every line it rests on in one list: its own, and those of the names in it."""
    own = [row["cite"]] if row.get("cite") else list(row.get("cites") or ())
    borrowed = [row[name] for name in ("name_cite", "holder_cite") if row.get(name)]
    rest = {name: value for name, value in row.items() if not name.endswith(("cite", "cites"))}
    return rest | {"cites": list(dict.fromkeys([*own, *borrowed]))}


def nothing(desk: Desk, kind: type[Row]) -> dict[str, str]:
    """Why a table that was looked at gave no rows: which state, in words, and what to do."""
    told = [filed for filed in desk.held.files if filed.rows.get(kind.table)]
    makers = [name for name, source in all_sources().items() if kind in source.fills]
    if not told:
        names = " or ".join(makers) or kind.table
        return _state(NOT_LOADED, f"no file of {names} is in the book", "samehand import FILE")
    seen = [filed for filed in told if filed.first_seen <= desk.clock.known_on]
    if not seen or not desk.peek.holds(kind.table):
        first = min(filed.first_seen for filed in told)
        by = min(desk.clock.as_of, desk.clock.known_on)
        return _state(
            GAP, f"the book's first day of it is {first}, after {by}", f"--known-on {first}"
        )
    days = sorted({filed.day for filed in seen})
    when = str(days[0]) if len(days) == 1 else f"{len(days)} days, {days[0]} to {days[-1]}"
    caution = CAUTIONS.get(kind.table, "")
    return _state(NO_RECORD, f"looked in {_names(seen)} ({when}){caution}", "")


def _names(seen: Sequence[Any]) -> str:
    return ", ".join(sorted({filed.source for filed in seen}))


def _state(state: str, says: str, do: str) -> dict[str, str]:
    return {"state": state, "says": says, "do": do}


def missing_registries(desk: Desk) -> list[str]:
    """Registries whose delegated file is not among what was seen: there, none is not known."""
    if desk.held.synthetic:
        return []
    rows = ask(desk, "SELECT DISTINCT registry FROM holding")
    return sorted(set(EVERY_REGISTRY) - {row["registry"] for row in rows})


def not_applicable(name: str, why: str) -> dict[str, Any]:
    """A section that makes no sense for what was asked."""
    return {"section": name, **_state(NOT_APPLICABLE, why, ""), "rows": []}
