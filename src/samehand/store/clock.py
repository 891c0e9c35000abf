"""The two clocks, as SQL: what of each stored table a question may see.

Written once here for every engine; the days are dates by type, so nothing a user typed is
ever pasted into a statement.
"""

from datetime import date

from samehand.store import Clock
from samehand.tables import Kept, Row


def stored(kind: type[Row]) -> str:
    """The name of a table as it was published, whatever the clock."""
    return f"stored_{kind.table}"


def seen_by(kind: type[Row], clock: Clock) -> str:
    """The SELECT that shows one table by the clock."""
    if kind.kept is Kept.SNAPSHOT:
        return _snapshot(kind, clock)
    if kind.kept is Kept.RUN:
        return history_seen_by(kind, clock)
    if kind.kept is Kept.OBSERVED:
        return f"SELECT * FROM {stored(kind)} WHERE {_by_both(clock)}"
    if kind.kept is Kept.SPELL:
        return _spell(kind, clock)
    return f"SELECT * FROM {stored(kind)}"


def history_seen_by(kind: type[Row], clock: Clock) -> str:
    """The SELECT that shows every run of a table begun by both days, as far as they let it."""
    shown = _shown(kind, f"least(last_seen, {_both(clock)})")
    return f"SELECT {shown} FROM {stored(kind)} WHERE {_by_both(clock)}"


def _shown(kind: type[Row], last_seen: str) -> str:
    names = (f"{last_seen} AS last_seen" if n == "last_seen" else n for n in kind.columns())
    return ", ".join(names)


def _day(day: date) -> str:
    return f"CAST('{day.isoformat()}' AS DATE)"


def _both(clock: Clock) -> str:
    return _day(min(clock.as_of, clock.known_on))


def _by_both(clock: Clock) -> str:
    return f"seen <= {_both(clock)}"


def _snapshot(kind: type[Row], clock: Clock) -> str:
    """The last state by `as_of`, or else the first after it, of those seen by `known_on`."""
    as_of = _day(clock.as_of)
    begun = f"AND (registered IS NULL OR registered <= {as_of})" if _registered(kind) else ""
    return f"""
    SELECT {_shown(kind, "state.chosen")}
    FROM {stored(kind)}
    JOIN (
      SELECT scope_value,
             coalesce(max(CASE WHEN seen <= {as_of} THEN seen END), min(seen)) AS chosen
      FROM stored_file_day
      WHERE about = '{kind.table}' AND seen <= {_day(clock.known_on)}
      GROUP BY scope_value
    ) AS state ON {stored(kind)}.{kind.scope} = state.scope_value
              AND {stored(kind)}.seen <= state.chosen AND state.chosen <= last_seen
    WHERE TRUE {begun}
    """


def _registered(kind: type[Row]) -> bool:
    return "registered" in kind.columns()


def _spell(kind: type[Row], clock: Clock) -> str:
    """Intervals begun by both days; an end that could not yet be read is empty."""
    shown = [
        f"CASE WHEN until <= {_day(clock.known_on)} THEN until END AS until"
        if name == "until"
        else name
        for name in kind.columns()
    ]
    return f"SELECT {', '.join(shown)} FROM {stored(kind)} WHERE {_by_both(clock)}"
