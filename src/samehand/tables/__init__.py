"""What is stored: one dataclass per table, which is its row type, its schema and its page.

Every row carries `seen`, the day on which anyone could first read it, and `cite`, the raw
line it was read from. How the two clocks choose among the rows of a table is its `kept`:

- `SNAPSHOT`: whole states, one a file day. A question sees the last state on or before
  `as_of` among those seen by `known_on`; where there is none, the first after it.
- `OBSERVED`: dated observations. A question sees those made by both days.
- `SPELL`: intervals. One is seen from its first day; its end only from that day on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import ClassVar, get_args, get_type_hints

SQL_TYPES = {int: "BIGINT", str: "VARCHAR", date: "DATE", bool: "BOOLEAN", float: "DOUBLE"}


class Kept(Enum):
    """How the two clocks choose among the rows of a table."""

    SNAPSHOT = "snapshot"
    OBSERVED = "observed"
    SPELL = "spell"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table; the fields of a subclass are its columns."""

    table: ClassVar[str]
    kept: ClassVar[Kept]
    scope: ClassVar[str] = ""  # a column: each of its values has its own snapshots

    seen: date
    cite: str

    @classmethod
    def columns(cls) -> Mapping[str, str]:
        """Column names and their SQL types; a cite is stored as a number."""
        hints = get_type_hints(cls)
        names = [field.name for field in fields(cls)]
        ordered = [name for name in names if name not in Row.__slots__] + list(Row.__slots__)
        types = {name: SQL_TYPES[_plain(hints[name])] for name in ordered}
        return types | {"cite": "BIGINT"}


def _plain(hint: object) -> type:
    """The type of a column that may be empty."""
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return kinds[0] if kinds else hint  # type: ignore[return-value]


def all_tables() -> tuple[type[Row], ...]:
    """Every stored table, by name."""
    from samehand.tables import findings, listing, registry, routing

    found = [
        kind
        for module in (registry, routing, listing, findings)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Row) and kind is not Row
    ]
    return tuple(sorted(set(found), key=lambda kind: kind.table))
