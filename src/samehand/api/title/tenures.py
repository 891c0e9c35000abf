"""Tenures: what stood of a stretch of addresses, from file day to file day.

A block is cut into stretches at every end of every record that ever met it, so that splits and
merges of records are followed address by address. Of a registry whose account ids do not last
from file to file, days are put together by record (range, status, date) whatever the id.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from samehand.api.history.days import Days, Found
from samehand.tables.registry import Holding
from samehand.values.blocks import Block
from samehand.values.holders import NOT_LASTING

FREE = frozenset({"available", "reserved"})
"""Statuses under which nobody holds a block."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Addresses whose records were the same all along, and those records."""

    block: Block
    rows: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """What stood from one file day to another: records of holders, of free space, or none.

    `ids` are the account ids of the record in turn, each with its first and last file day: more
    than one only where ids do not last.
    """

    first_day: str
    last_day: str
    held: tuple[Found, ...]
    free: tuple[Found, ...]
    ids: tuple[tuple[str, str, str], ...] = ()

    @property
    def row(self) -> Found | None:
        """The record that says most: the narrowest of a holder, else that of free space."""
        rows = self.held or self.free
        return min(rows, key=_narrow) if rows else None

    @property
    def registry(self) -> str | None:
        """Where it is on record."""
        return self.row["registry"] if self.row else None

    @property
    def holder(self) -> str | None:
        """Its last account id; empty where nobody holds it, or the file names no account."""
        return self.ids[-1][0] if self.ids else self.held[0]["holder"] if self.held else None

    @property
    def cites(self) -> list[str]:
        """The lines of its records."""
        return list(dict.fromkeys(row["cite"] for row in (*self.held, *self.free)))


def _narrow(row: Found) -> tuple[int, str, str]:
    return row["last"] - row["first"], row["registry"], row["cite"]


def stretches(asked: Block, rows: Sequence[Found]) -> Iterator[Stretch]:
    """The block cut at every end of a record; where nothing was ever on record, nothing."""
    ends = {asked.first, asked.last + 1}
    met = [row for row in rows if row["first"] <= asked.last and row["last"] >= asked.first]
    for row in met:
        ends |= {max(row["first"], asked.first), min(row["last"], asked.last) + 1}
    waiting = sorted(met, key=lambda row: row["first"])
    at, active = 0, list[Found]()
    for first, beyond in pairwise(sorted(ends)):
        while at < len(waiting) and waiting[at]["first"] <= first:
            active.append(waiting[at])
            at += 1
        active = [row for row in active if row["last"] >= first]
        if active:
            yield Stretch(Block(asked.family, first, beyond - 1), tuple(active))


def tenures(stretch: Stretch, days: Days) -> list[Tenure]:
    """What stood of a stretch, in order; a day on which it stood nowhere is one, too."""
    registries = sorted({row["registry"] for row in stretch.rows})
    told = sorted({day for name in registries for day in days.of(Holding, name)})
    found: list[Tenure] = []
    for day in told:
        on = {name: days.last(Holding, name, day) for name in registries}
        rows = [r for r in stretch.rows if r["seen"] <= (on[r["registry"]] or "") <= r["last_seen"]]
        tenure = _tenure(rows, day)
        if found and _key(found[-1]) == _key(tenure):
            found[-1] = _longer(found[-1], tenure)
        elif rows or found:
            found.append(tenure)
    return found


def _tenure(rows: Sequence[Found], day: str) -> Tenure:
    held = tuple(row for row in rows if row["status"] not in FREE)
    free = tuple(row for row in rows if row["status"] in FREE)
    row = min(held, key=_narrow) if held else None
    ids = ((row["holder"], day, day),) if row and row["holder"] else ()
    return Tenure(day, day, held, free, ids)


def _longer(one: Tenure, other: Tenure) -> Tenure:
    """One tenure that goes on: with the next account id, where that is another."""
    last, new = one.ids[-1:], other.ids[:1]
    ids = one.ids
    if new and last and new[0][0] == last[0][0]:
        ids = (*one.ids[:-1], (last[0][0], last[0][1], new[0][2]))
    elif new:
        ids = (*one.ids, *new)
    return Tenure(one.first_day, other.last_day, one.held, one.free, ids)


def _key(tenure: Tenure) -> tuple[Any, ...]:
    """What makes two days one tenure."""
    return tuple(
        sorted(
            (
                row["registry"],
                "" if row["registry"] in NOT_LASTING else row["holder"] or "",
                row["first"],
                row["last"],
                row["status"],
                row["registered"] or "",
            )
            for row in (*tenure.held, *tenure.free)
        )
    )
