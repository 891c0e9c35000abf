"""Engines: one question, put in one SQL, answered by DuckDB here or by Spark on many machines.

A `Store` holds the stored tables as they were published and shows the rules only what the two
clocks let through: table `holding` of a question is `stored_holding` seen by the clock, and
`holding_history` is every snapshot of it that the clock lets through. No rule can ask past it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from samehand.tables import Row
from samehand.tables.findings import FileDay

Found = Mapping[str, Any]
"""One row of an answer: column names and values, cites as text."""

_NAMED = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Clock:
    """The two clocks of a question.

    `as_of`: the day the answer is about. `known_on`: the last day whose publications it may use.
    """

    as_of: date
    known_on: date


NO_CLOCK = Clock(date.max, date.max)
"""All that was ever seen: for the book's own house-keeping and for examples without days."""


class Store(Protocol):
    """An engine with the stored tables in it, seen by one clock."""

    clock: Clock

    def load(self, kind: type[Row], rows: Iterable[Row]) -> None:
        """Add a few rows, as objects."""

    def tell_days(self, days: Mapping[tuple[str, str], Iterable[date]]) -> None:
        """Tell the file days of each (table, scope)."""

    def fill(self, kind: type[Row], files: Sequence[Path]) -> None:
        """Make these Parquet files the whole of a table."""

    def derive(self, name: str, sql: str, **values: object) -> None:
        """Keep the answer to one SELECT as a table of this store, replacing the last."""

    def code(self, name: str, column: str) -> None:
        """Keep the texts of a column of a table once each, if the engine can; they stay texts."""

    def show(self, name: str, sql: str) -> None:
        """Show the answer to one SELECT as a table, asked anew whenever it is read."""

    def keep(self, name: str, rows: pa.Table) -> None:
        """Keep rows as a table of this store, replacing the last."""

    def query(self, sql: str, **values: object) -> pa.Table:
        """The answer to one SELECT, values bound as `$name`; values it does not name are unused."""

    def holds(self, table: str) -> bool:
        """Whether there is a table of this name, and a row of it that the clock lets through."""

    def close(self) -> None:
        """Let go of everything."""


def used(sql: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values that a SELECT names."""
    named = set(_NAMED.findall(sql))
    return {name: value for name, value in values.items() if name in named}


def days_of(kind: type[Row], rows: Iterable[Row]) -> list[FileDay]:
    """The file days that some rows of a table in runs tell of, once each."""
    told = {
        (str(getattr(row, kind.scope)), day)
        for row in rows
        if getattr(row, kind.scope) is not None
        for day in (row.seen, row.last_seen or row.seen)
    }
    return [file_day(kind.table, scope, day) for scope, day in sorted(told)]


def file_day(about: str, scope: str, day: date) -> FileDay:
    """A day on which a scope of a table was read; its cite leads to no line."""
    return FileDay(about=about, scope_value=scope, seen=day, cite="00000000:0")
