"""File days: on which days each table was read, scope by scope, and what stood on a day.

Between two file days the last one stands. Before the first, only what bears an older date of
registration is told, as of that first file; all else is not looked at.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samehand.api.book import Desk
from samehand.tables import Row
from samehand.tables.routing import Sighting

Found = dict[str, Any]
NEAR_DAYS = 31  # some registries' files are monthly: an older one is not of that day

COLLECTORS = """
SELECT collector, family, how, CAST(min(seen) AS VARCHAR) AS first_seen,
       CAST(max(last_seen) AS VARCHAR) AS last_seen, bool_or(upstream IS NOT NULL) AS paths
FROM sighting
GROUP BY collector, family, how
ORDER BY collector, family, how
"""


@dataclass(frozen=True, slots=True)
class Days:
    """The file days of each (table, scope) that the clocks let through, as written, in order."""

    told: Mapping[tuple[str, str], tuple[str, ...]]

    def of(self, kind: type[Row], scope: str) -> tuple[str, ...]:
        """The days of one scope."""
        return self.told.get((kind.table, scope), ())

    def scopes(self, kind: type[Row]) -> list[str]:
        """The scopes of a table."""
        return [scope for table, scope in self.told if table == kind.table]

    def last(self, kind: type[Row], scope: str, day: str) -> str | None:
        """The last file day of a scope on or before a day."""
        days = self.of(kind, scope)
        at = bisect_right(days, day)
        return days[at - 1] if at else None

    def latest(self, kind: type[Row], day: str) -> str | None:
        """The last file day of any scope on or before a day: empty where nobody looked."""
        told = [self.last(kind, scope, day) for scope in self.scopes(kind)]
        return max((each for each in told if each), default=None)

    def first(self, kind: type[Row]) -> str | None:
        """The first file day of any scope."""
        return min(
            (days[0] for (table, _), days in self.told.items() if table == kind.table), default=None
        )


def days_of(desk: Desk) -> Days:
    """The file days that both clocks let through."""
    by = min(desk.clock.as_of, desk.clock.known_on)
    kept = {
        about: tuple(str(day) for day in days if day <= by)
        for about, days in desk.held.days.items()
    }
    return Days({about: days for about, days in kept.items() if days})


def standing(days: Days, kind: type[Row], rows: Iterable[Found], day: str) -> list[Found]:
    """The rows of runs that stood on a day, each with the file day `on` which it was read.

    In a scope not yet read by then, the rows of its first file that were registered by then.
    """
    found = []
    for row in rows:
        scope = row[kind.scope]
        on = days.last(kind, scope, day)
        if on is None:
            first = days.of(kind, scope)[:1]
            since = row.get("registered")
            if not (first and since and since <= day and row["seen"] == first[0]):
                continue
            on = first[0]
        if row["seen"] <= on <= row["last_seen"]:
            found.append({**row, "on": on})
    return found


def since_written(on: str | None, day: str) -> str:
    """By which file, where it is not of that very day."""
    return f" (file of {on})" if on and on != day else ""


@dataclass(frozen=True, slots=True)
class Collector:
    """The days on which a collector's tables of one family were read."""

    name: str
    family: int
    days: tuple[str, ...]
    paths: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """All that was looked at of routing: collectors by day, and the span of a list of changes."""

    collectors: tuple[Collector, ...]
    changes: tuple[tuple[int, str, str], ...]

    def days(self, family: int) -> list[str]:
        """The days on which some collector's table of a family was read, in order."""
        return sorted(
            {day for each in self.collectors if each.family == family for day in each.days}
        )

    def paths(self, name: str | None) -> bool:
        """Whether any path of a collector was read."""
        return any(each.paths for each in self.collectors if each.name == name)


def watched(desk: Desk, days: Days) -> Watched:
    """What was looked at of routing by the clocks."""
    from samehand.api.lookups.states import ask

    rows = ask(desk, COLLECTORS)
    collectors = [
        Collector(
            row["collector"],
            row["family"],
            _within(days.of(Sighting, row["collector"]), row),
            row["paths"],
        )
        for row in rows
        if row["collector"]
    ]
    changes = [
        (row["family"], row["first_seen"], row["last_seen"])
        for row in rows
        if row["how"] == "change"
    ]
    return Watched(tuple(collectors), tuple(changes))


def _within(days: Sequence[str], row: Found) -> tuple[str, ...]:
    low, high = bisect_left(days, row["first_seen"]), bisect_right(days, row["last_seen"])
    return tuple(days[low:high])


def counted_days(days: Sequence[str], verb: str = "we have") -> str:
    """A number of days in words: `the 3 days we have, 2008-05-01 to 2015-11-01`."""
    if len(days) == 1:
        return f"the one day {verb}, {days[0]}"
    return f"the {len(days)} days {verb}" + (f", {days[0]} to {days[-1]}" if days else "")


def stale_files(days: Days, kind: type[Row], on: str) -> list[str]:
    """The scopes whose last file is not of about a day: what they hold since is not known."""
    lasts = {scope: days.last(kind, scope, on) for scope in days.scopes(kind)}
    return [
        f"{scope} (last file {last or 'later'}, tables to {on})"
        for scope, last in lasts.items()
        if not last or days_between(last, on) > NEAR_DAYS
    ]


def days_between(one: str, other: str) -> int:
    """Days from one day to another, as written."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
