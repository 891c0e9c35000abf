"""Read one file by one source: lines to records, records to rows, faults set aside.

All in bulk, in a DuckDB of its own; what comes out are Parquet files in a folder and an account
of every line: kept, set aside with its reason, or skipped.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from samehand.errors import ImportRefused
from samehand.sources import Source
from samehand.sources.forms import Records
from samehand.sources.lines import read_lines
from samehand.sources.sql import engine
from samehand.store import used
from samehand.tables import Row
from samehand.tables.findings import SetAside
from samehand.values.cites import LINE_BITS

TEXT_KEPT = 200  # characters of a line that was set aside; the cite leads to the whole


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave."""

    source: str
    day: date
    lines: int
    rows: dict[str, int]
    set_aside: int
    notes: tuple[str, ...] = ()
    cut: bool = False
    first_seen: date | None = None
    last_seen: date | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """One file to read: by which source, of which day, under which number, into which folder."""

    path: Path
    source: Source
    day: date
    number: int
    into: Path
    allow_cut: bool = False
    whole_world: bool = True  # false for a synthetic world, whose files may be small
    name: str = ""  # as published, where the path is not

    @property
    def values(self) -> dict[str, object]:
        """What a source's SELECT may name."""
        return {"day": self.day, "name": self.published}

    @property
    def published(self) -> str:
        """The name of the file as it was published, as far as its source keeps it."""
        return self.name or self.source.called(self.path)

    def records(self) -> Records:
        """Its records: lines, unless its source has a form of its own."""
        form = self.source.form
        return form.read(self.path, self.published) if form else read_lines(self.path)


def read(errand: Errand) -> Reading:
    """Read a file into Parquet. Raises ImportRefused when it is cut or nothing of it is whole."""
    records = errand.records()
    if records.cut and not errand.allow_cut:
        raise _refused(errand, records.cut)
    with engine() as db:
        db.register("raw_line", records.table)
        db.execute("CREATE TABLE line AS SELECT * FROM raw_line")
        broken = [records.cut] if records.cut else []
        broken += _short_of_promise(db, errand)
        _parse(db, errand)
        rows = {kind.table: _write(db, errand, kind) for kind in errand.source.fills}
        set_aside = _write_set_aside(db, errand)
        notes = [*broken, *records.notes, *_leftovers(db)]
        span = _span(db, errand)
    if not any(rows.values()) and (broken or _gives_rows(errand)):
        raise _refused(errand, f"no line of it is a {errand.source.name} record")
    notes += _unexpected(errand, rows)
    cut = bool(broken)
    return Reading(
        errand.source.name, errand.day, records.many, rows, set_aside, tuple(notes), cut, *span
    )


def _gives_rows(errand: Errand) -> bool:
    """Whether every whole file of the source gives rows of some table."""
    return any(expect.fewest for expect in errand.source.fills.values())


def _parse(db: duckdb.DuckDBPyConnection, errand: Errand) -> None:
    sql = errand.source.record
    db.execute(f"CREATE TABLE parsed AS {sql}", used(sql, errand.values))
    db.execute("CREATE VIEW record AS SELECT * FROM parsed WHERE fault IS NULL")


def _write(db: duckdb.DuckDBPyConnection, errand: Errand, kind: type[Row]) -> int:
    """Write one table's rows in the order of their lines; gives how many."""
    base = errand.number << LINE_BITS
    sql = errand.source.rows[kind]
    db.execute(f"CREATE TABLE {kind.table}_rows AS {sql}", used(sql, errand.values))
    given = {name for name, *_ in db.execute(f"DESCRIBE {kind.table}_rows").fetchall()}
    seen = "seen" if "seen" in given else f"DATE '{errand.day}'"
    special = {"cite": f"{base} + line", "seen": seen, "last_seen": seen}
    shown = ", ".join(
        f"CAST({name if name in given else special.get(name, 'NULL')} AS {kind_of}) AS {name}"
        for name, kind_of in kind.columns().items()
    )
    ordered = f"{kind.table}_rows.line, {', '.join(kind.columns())}"  # also the rows of one line
    return _copy(db, f"SELECT {shown} FROM {kind.table}_rows ORDER BY {ordered}", errand, kind)


def _write_set_aside(db: duckdb.DuckDBPyConnection, errand: Errand) -> int:
    base = errand.number << LINE_BITS
    return _copy(
        db,
        f"""SELECT '{errand.source.name}' AS source, parsed.fault AS reason,
                   line.text[:{TEXT_KEPT}] AS text, DATE '{errand.day}' AS seen,
                   DATE '{errand.day}' AS last_seen, {base} + parsed.line AS cite
            FROM parsed
            JOIN line ON line.no = parsed.line AND line.text IS NOT NULL
            WHERE parsed.fault IS NOT NULL
            ORDER BY parsed.line""",
        errand,
        SetAside,
    )


def _copy(db: duckdb.DuckDBPyConnection, sql: str, errand: Errand, kind: type[Row]) -> int:
    target = str(errand.into / f"{kind.table}.parquet").replace("'", "''")
    written = db.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    found = written.fetchone()
    return int(found[0]) if found else 0


def _short_of_promise(db: duckdb.DuckDBPyConnection, errand: Errand) -> list[str]:
    if not errand.source.promised:
        return []
    short = [
        f"it holds {found:,} {what} of the {wanted:,} it promises"
        for what, wanted, found in db.execute(errand.source.promised).fetchall()
        if wanted is not None and found < wanted
    ]
    if short and not errand.allow_cut:
        raise _refused(errand, "it is cut: " + "; ".join(short))
    return short


def _leftovers(db: duckdb.DuckDBPyConnection) -> list[str]:
    names = {name for name, *_ in db.execute("DESCRIBE parsed").fetchall()}
    if "leftover" not in names:
        return []
    found = db.execute(
        """SELECT leftover, count(*)
           FROM record
           WHERE leftover IS NOT NULL
           GROUP BY leftover
           ORDER BY count(*) DESC, leftover"""
    ).fetchall()
    shown = ", ".join(repr(text) for text, _ in found[:3])
    rows = sum(count for _, count in found)
    return [f"{rows:,} lines say something nobody reads yet: {shown}"] if found else []


def _span(db: duckdb.DuckDBPyConnection, errand: Errand) -> tuple[date | None, date | None]:
    """The first and last day on which any row of the file was first seen."""
    days = []
    for kind in errand.source.fills:
        names = {name for name, *_ in db.execute(f"DESCRIBE {kind.table}_rows").fetchall()}
        if "seen" in names:
            found = db.execute(f"SELECT min(seen), max(seen) FROM {kind.table}_rows").fetchone()
            days += [day for day in found or () if day]
    return (min(days), max(days)) if days else (errand.day, errand.day)


def _unexpected(errand: Errand, rows: dict[str, int]) -> list[str]:
    if not errand.whole_world:
        return []
    return [
        f"{rows[kind.table]:,} {kind.table} rows, where {fewest:,} to {most:,} were expected"
        for kind, (fewest, most) in errand.source.fills.items()
        if not fewest <= rows[kind.table] <= most
    ]


def _refused(errand: Errand, why: str) -> ImportRefused:
    return ImportRefused(
        f"{errand.path}: {why}; nothing of it was kept",
        "fetch it again, or give --allow-cut to import what is whole of it",
    )
