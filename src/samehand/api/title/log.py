"""What registries' transfer logs say of a stretch: read only where the table `transfer` is loaded.

A move between two registries stands in the logs of both: told once, with both lines. Logs are not
whole: mergers are in some only from a later year on, and a log says nothing of a record edit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samehand.api.book import Desk
from samehand.api.history.days import Found
from samehand.api.lookups.states import ask
from samehand.values.blocks import Block

TRANSFERS = """
SELECT registry, kind, moved, family, first, last, giver, giver_key, giver_registry,
       taker, taker_key, taker_registry, seen, cite
FROM transfer
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY moved, kind, registry, cite
"""

SPAN = """
SELECT registry, CAST(min(moved) AS VARCHAR) AS first_day, CAST(max(moved) AS VARCHAR) AS last_day
FROM transfer
GROUP BY registry
ORDER BY registry
"""

CANCELLED = "cancelled"
LAG_DAYS = 7  # a log and a delegated file of one registry are up to a week apart in the archives
KINDS = {"transfer": "transfer (policy)", "merger": "merger or acquisition"}


@dataclass(frozen=True, slots=True)
class Log:
    """The entries that touch a block, and from when to when each registry's log tells."""

    looked: bool
    entries: tuple[Found, ...] = ()
    spans: tuple[Found, ...] = ()

    def of(self, stretch: Block) -> list[Found]:
        """The entries that touch a stretch."""
        return [
            e for e in self.entries if e["first"] <= stretch.last and e["last"] >= stretch.first
        ]

    def tells(self, registry: str | None, day: str) -> bool:
        """Whether the log of a registry tells of a day."""
        return any(
            span["registry"] == registry and span["first_day"] <= day <= span["last_day"]
            for span in self.spans
        )


def log_of(desk: Desk, asked: Block) -> Log:
    """The entries of the logs that touch a block."""
    if not desk.peek.holds("transfer"):
        return Log(False)
    space = {"family": asked.family, "first": asked.first, "last": asked.last}
    return Log(True, tuple(_once(ask(desk, TRANSFERS, **space))), tuple(ask(desk, SPAN)))


def _once(rows: Sequence[Found]) -> list[Found]:
    """One row a move, with the cites of every log that has it."""
    told: dict[tuple[object, ...], Found] = {}
    for row in rows:
        key = (row["kind"], row["moved"], row["first"], row["last"], row["giver_registry"])
        same = told.setdefault(key, {**row, "cites": [], "logs": []})
        same["cites"].append(row["cite"])
        same["logs"].append(row["registry"])
    return list(told.values())


def matching(entries: Sequence[Found], after: str, until: str) -> Found | None:
    """The last entry of a move between two file days; one called off is none."""
    low = (date.fromisoformat(after) - timedelta(days=LAG_DAYS)).isoformat()
    high = (date.fromisoformat(until) + timedelta(days=LAG_DAYS)).isoformat()
    fit = [e for e in entries if e["kind"] != CANCELLED and low <= e["moved"] <= high]
    return fit[-1] if fit else None


def in_words(entry: Found) -> str:
    """An entry as the log has it."""
    kind = KINDS.get(entry["kind"], entry["kind"])
    logs = " and ".join(dict.fromkeys(entry["logs"]))
    whose = f"from {_who(entry, 'giver')} to {_who(entry, 'taker')}"
    return f"{kind} on {entry['moved']} {whose}, by the log of {logs}"


def _who(entry: Found, end: str) -> str:
    where = f" ({entry[f'{end}_registry']})" if entry[f"{end}_registry"] else ""
    return f"{entry[end] or 'a party it does not name'}{where}"
