"""Where verdicts are kept: a SQLite file in the book's folder, or the PostgreSQL of a team.

A verdict that was acknowledged is on the disk: SQLite writes ahead and syncs every commit in full,
PostgreSQL commits synchronously. Writers wait for each other. One row is one transaction, so a
process that is killed leaves a verdict whole or not at all.
What fools it: SQLite's locks on network folders; there use PostgreSQL.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from samehand.errors import UsageError
from samehand.verdicts.rows import Given, Looked, Pair, Record, Verdict

FILE = "verdicts.sqlite"
WAIT_MS = 30_000  # how long a writer waits for another: a write takes milliseconds
REAL, MADE_UP = "real", "SYNTHETIC"


@dataclass(frozen=True)
class Shelf:
    """The verdicts of one world. `team` is the address of a PostgreSQL, or none for the file."""

    folder: Path
    synthetic: bool = False
    team: str | None = None

    def __repr__(self) -> str:
        """Where it is, without a password."""
        return f"<Shelf {self.where}>"

    @property
    def where(self) -> str:
        """In words: the file, or the team's database without its password."""
        if not self.team:
            return str(self.folder / FILE)
        return str(self.engine.url.render_as_string(hide_password=True))

    @property
    def world(self) -> str:
        """Verdicts on a made-up world and on the real one never meet."""
        return MADE_UP if self.synthetic else REAL

    @property
    def empty(self) -> bool:
        """Whether nothing was ever kept: told without opening anything, where it is a file."""
        return not self.team and not (self.folder / FILE).exists()

    @cached_property
    def engine(self) -> Any:
        """The engine. Raises UsageError for an address that is none, or whose driver is not there."""
        from samehand.verdicts.engines import of_file, of_team

        return of_team(self.team) if self.team else of_file(self.folder / FILE, WAIT_MS)

    def close(self) -> None:
        """Let go of every connection."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    @contextmanager
    def _open(self) -> Iterator[Any]:
        """A transaction on a store of this version, committed at its end."""
        from sqlalchemy.exc import DBAPIError

        from samehand.verdicts.faults import told
        from samehand.verdicts.migrate import migrate

        try:
            with self.engine.begin() as connection:
                migrate(connection)
                yield connection
        except DBAPIError as fault:
            raise told(fault, self.where) from None

    def keep(self, given: Given, unless_lifted: bool = False) -> Verdict:
        """Add one verdict; when this returns, it is on the disk.

        `unless_lifted`: refuse, with UsageError, to lift what is lifted already.
        """
        from sqlalchemy import insert, select

        from samehand.verdicts.tables import VERDICT

        at = datetime.now(UTC).isoformat(timespec="microseconds")
        with self._open() as connection:
            if unless_lifted:
                asked = select(VERDICT.c.number).where(VERDICT.c.lifts == given.lifts)
                if connection.execute(asked).first():
                    raise UsageError(f"V{given.lifts} is lifted already", "see `samehand verdicts`")
            row = {"world": self.world, "at": at, **_as_row(given)}
            number = connection.execute(insert(VERDICT).values(row)).inserted_primary_key[0]
        return Verdict(number=int(number), at=at, given=given)

    def all(self, until: str | None = None) -> tuple[Verdict, ...]:
        """Every row of this world in order; `until`: those given on or before a day (UTC)."""
        if self.empty:
            return ()
        from sqlalchemy import select

        from samehand.verdicts.tables import VERDICT

        asked = select(VERDICT).where(VERDICT.c.world == self.world).order_by(VERDICT.c.number)
        with self._open() as connection:
            rows = connection.execute(asked).mappings().all()
        return tuple(_verdict(row) for row in rows if not until or row["at"][:10] <= until)

    def place(self, by: str) -> Pair | None:
        """The pair that somebody last looked at in his queue."""
        if self.empty:
            return None
        from sqlalchemy import select

        from samehand.verdicts.tables import PLACE

        asked = select(PLACE.c.one, PLACE.c.other).where(
            PLACE.c.world == self.world, PLACE.c.by == by
        )
        with self._open() as connection:
            row = connection.execute(asked.order_by(PLACE.c.number.desc()).limit(1)).first()
        return (row[0], row[1]) if row else None

    def mark(self, by: str, pair: Pair) -> None:
        """Remember the pair that somebody looks at."""
        from sqlalchemy import insert

        from samehand.verdicts.tables import PLACE

        at = datetime.now(UTC).isoformat(timespec="microseconds")
        told = {"world": self.world, "by": by, "at": at, "one": pair[0], "other": pair[1]}
        with self._open() as connection:
            connection.execute(insert(PLACE).values(told))


def _as_row(given: Given) -> dict[str, Any]:
    looked = given.looked
    return {
        "one": given.one.holder,
        "other": given.other.holder,
        "word": given.word,
        "lifts": given.lifts,
        "by": given.by,
        "because": json.dumps([dict(each) for each in given.because], ensure_ascii=False),
        "note": given.note,
        "records": json.dumps([_told(given.one), _told(given.other)], ensure_ascii=False),
        "as_of": looked.as_of,
        "known_on": looked.known_on,
        "snapshot": looked.snapshot,
        "evidence": looked.evidence,
        "bits": looked.bits,
    }


def _told(record: Record) -> dict[str, Any]:
    return {"holder": record.holder, "name": record.name, "asns": list(record.asns)}


def _record(told: Any) -> Record:
    return Record(told["holder"], told["name"], tuple(told["asns"]))


def _verdict(row: Any) -> Verdict:
    records: Sequence[Any] = json.loads(row["records"])
    looked = Looked(*(row[name] for name in ("as_of", "known_on", "snapshot", "evidence", "bits")))
    given = Given(
        one=_record(records[0]),
        other=_record(records[1]),
        word=row["word"],
        by=row["by"],
        because=tuple(json.loads(row["because"])),
        note=row["note"],
        lifts=row["lifts"],
        looked=looked,
    )
    return Verdict(number=int(row["number"]), at=row["at"], given=given)
