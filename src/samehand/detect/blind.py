"""What a detector could not look at although its tables are there: told, never taken for nothing.

A detector's file may define a `Blind`: one SELECT with a row in words for each part of the
question that the data leave open (a registry's stale file, tables too far apart, a family of
addresses). It may ask the steps that its rules stand on.
"""

from dataclasses import dataclass
from typing import Any

from samehand.rules import numbers_of
from samehand.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """Where some detectors could not look."""

    name: str
    rules: tuple[str, ...]
    numbers: Any
    find: str  # one SELECT with a column `what`

    def told(self, store: Store) -> tuple[str, ...]:
        """What was not looked at, in words; the steps of its rules must have been laid."""
        rows = store.query(self.find, **numbers_of(self.numbers))
        return tuple(sorted(rows.column("what").to_pylist()))
