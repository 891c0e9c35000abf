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
    """Whole states, and those of single records where a table may hold some."""
    whole = _whole_states(kind, clock)
    return f"{whole} UNION ALL {_single_states(kind, clock)}" if kind.named_by else whole


def _whole_states(kind: type[Row], clock: Clock) -> str:
    """The last state by `as_of`, or else the first after it, of those seen by `known_on`."""
    return f"""
    SELECT {_shown(kind, "state.chosen")}
    FROM {stored(kind)}
    JOIN (
      SELECT scope_value, {_chosen(clock)} AS chosen
      FROM stored_file_day
      WHERE about = '{kind.table}' AND seen <= {_day(clock.known_on)}
      GROUP BY scope_value
    ) AS state ON {stored(kind)}.{kind.scope} = state.scope_value
              AND {stored(kind)}.seen <= state.chosen AND state.chosen <= last_seen
    WHERE {_begun(kind, clock)}
    """


def _single_states(kind: type[Row], clock: Clock) -> str:
    """The same of each record that stands in no whole state."""
    names = ", ".join(f"{name} AS of_{name}" for name in kind.named_by)
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM of_{name}" for name in kind.named_by)
    alone = f"{kind.scope} IS NULL AND seen <= last_seen"
    return f"""
    SELECT {_shown(kind, "state.chosen")}
    FROM {stored(kind)}
    JOIN (
      SELECT {names}, {_chosen(clock)} AS chosen
      FROM {stored(kind)}
      WHERE {alone} AND seen <= {_day(clock.known_on)}
      GROUP BY {", ".join(kind.named_by)}
    ) AS state ON {same} AND seen = state.chosen
    WHERE {alone} AND {_begun(kind, clock)}
    """


def _chosen(clock: Clock) -> str:
    """The last day by `as_of`, or else the first after it."""
    return f"coalesce(max(CASE WHEN seen <= {_day(clock.as_of)} THEN seen END), min(seen))"


def _begun(kind: type[Row], clock: Clock) -> str:
    """What a row says of itself: that it is not of a later day."""
    if kind.dated not in kind.columns():
        return "TRUE"
    return f"({kind.dated} IS NULL OR {kind.dated} <= {_day(clock.as_of)})"


def _spell(kind: type[Row], clock: Clock) -> str:
    """Intervals begun by both days; an end that could not yet be read is empty."""
    shown = [
        f"CASE WHEN until <= {_day(clock.known_on)} THEN until END AS until"
        if name == "until"
        else name
        for name in kind.columns()
    ]
    return f"SELECT {', '.join(shown)} FROM {stored(kind)} WHERE {_by_both(clock)}"
