"""The two clocks, as SQL: what of each stored table a question may see.

Written once here for every engine; the days are dates by type, so nothing a user typed is
ever pasted into a statement.
"""

from samehand.store import Clock
from samehand.tables import Kept, Row


def stored(kind: type[Row]) -> str:
    """The name of a table as it was published, whatever the clock."""
    return f"stored_{kind.table}"


def seen_by(kind: type[Row], clock: Clock) -> str:
    """The SELECT that shows one table by the clock."""
    if kind.kept is Kept.SNAPSHOT:
        return _snapshot(kind, clock)
    if kind.kept is Kept.OBSERVED:
        return f"SELECT * FROM {stored(kind)} WHERE {_by_both(clock)}"
    if kind.kept is Kept.SPELL:
        return _spell(kind, clock)
    return f"SELECT * FROM {stored(kind)}"


def history_seen_by(kind: type[Row], clock: Clock) -> str:
    """The SELECT that shows every snapshot of a table made by both days."""
    return f"SELECT * FROM {stored(kind)} WHERE {_by_both(clock)}"


def _day(name: str) -> str:
    return f"CAST('{name}' AS DATE)"


def _by_both(clock: Clock) -> str:
    return f"seen <= {_day(min(clock.as_of, clock.known_on).isoformat())}"


def _snapshot(kind: type[Row], clock: Clock) -> str:
    """The last state by `as_of`, or else the first after it, of those seen by `known_on`."""
    scope = kind.scope or "''"
    as_of, known_on = _day(clock.as_of.isoformat()), _day(clock.known_on.isoformat())
    whose = f"told.{scope}" if kind.scope else scope
    registered = "registered" in kind.columns()
    begun = f"AND (registered IS NULL OR registered <= {as_of})" if registered else ""
    return f"""
    SELECT told.* FROM {stored(kind)} AS told
    JOIN (
      SELECT {scope} AS scope,
             coalesce(max(CASE WHEN seen <= {as_of} THEN seen END), min(seen)) AS chosen
      FROM {stored(kind)}
      WHERE seen <= {known_on}
      GROUP BY {scope}
    ) AS state ON told.seen = state.chosen AND {whose} = state.scope
    WHERE TRUE {begun}
    """


def _spell(kind: type[Row], clock: Clock) -> str:
    """Intervals begun by both days; an end that could not yet be read is empty."""
    shown = [
        f"CASE WHEN until <= {_day(clock.known_on.isoformat())} THEN until END AS until"
        if name == "until"
        else name
        for name in kind.columns()
    ]
    return f"SELECT {', '.join(shown)} FROM {stored(kind)} WHERE {_by_both(clock)}"
