"""What is stored: one dataclass per table, which is its row type, its schema and its page.

Every row carries `seen`, the day on which anyone could first read it, and `cite`, the raw
line it was first read from. A row of a table that is published whole, day after day, is a *run*:
`seen` and `last_seen` are the first and last file day of it, and it stood in every file between.
How the two clocks choose among the rows of a table is its `kept`:

- `SNAPSHOT`: whole states, kept as runs. A question sees the last state on or before `as_of`
  among those seen by `known_on`; where there is none, the first after it.
- `RUN`: runs too, but a question sees all that were begun by both days: the history.
- `OBSERVED`: dated observations. A question sees those made by both days.
- `SPELL`: intervals as published. One is seen from its first day; its end only from then on.

`scope` names the column that says whose days count: a registry, a list, a collector. A row whose
scope is empty is in no run. Of a `SNAPSHOT` such a row is of a file that holds some records and
not all: each record, told by the columns of `named_by`, then has days of its own, and a question
sees its last state in the same way. A state is what was seen of a record on one day; one that was
already over on that day (`last_seen` before `seen`) is kept, and never seen by a question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from typing import ClassVar, get_args, get_type_hints

SQL_TYPES = {int: "BIGINT", str: "VARCHAR", date: "DATE", bool: "BOOLEAN", float: "DOUBLE"}


class Kept(Enum):
    """How the two clocks choose among the rows of a table."""

    SNAPSHOT = "snapshot"
    RUN = "run"
    OBSERVED = "observed"
    SPELL = "spell"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table; the fields of a subclass are its columns."""

    table: ClassVar[str]
    kept: ClassVar[Kept]
    scope: ClassVar[str] = ""  # a column: each of its values has its own days
    noted: ClassVar[tuple[str, ...]] = ()  # columns that may vary in a run: as first seen
    named_by: ClassVar[tuple[str, ...]] = ()  # columns that tell one record from another
    dated: ClassVar[str] = "registered"  # a day inside the row, before which it is not so

    seen: date
    last_seen: date | None = None
    cite: str

    @classmethod
    @cache  # asked for every table of every store that is opened
    def columns(cls) -> Mapping[str, str]:
        """Column names and their SQL types; a cite is stored as a number."""
        hints = get_type_hints(cls)
        names = [field.name for field in fields(cls)]
        ordered = [name for name in names if name not in Row.__slots__] + list(Row.__slots__)
        types = {name: SQL_TYPES[_plain(hints[name])] for name in ordered}
        return types | {"cite": "BIGINT"}

    @classmethod
    def is_restricted(cls) -> bool:
        """Whether its rows are restricted: a registry's own files, never in a public export."""
        return any(field.name == "restricted" for field in fields(cls))

    @classmethod
    def in_runs(cls) -> bool:
        """Whether the table is published whole, day after day, and kept as runs."""
        return cls.kept in (Kept.SNAPSHOT, Kept.RUN)


def _plain(hint: object) -> type:
    """The type of a column that may be empty."""
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return kinds[0] if kinds else hint  # type: ignore[return-value]


@cache
def all_tables() -> tuple[type[Row], ...]:
    """Every stored table, by name."""
    from samehand.tables import (
        company,
        findings,
        internal,
        listing,
        records,
        registry,
        routing,
        rpki,
        use,
    )

    found = [
        kind
        for module in (
            *(registry, records, routing, rpki, use, listing, company, internal, findings),
        )
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Row) and hasattr(kind, "table")
    ]
    return tuple(sorted(set(found), key=lambda kind: kind.table))
