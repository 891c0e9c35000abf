"""Read one file by one source: lines to records, records to rows, faults set aside.

All in bulk, in a DuckDB of its own; what comes out are Parquet files in a folder and an account
of every line: kept, set aside with its reason, or skipped.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from samehand.errors import ImportRefused
from samehand.sources import Source
from samehand.sources.forms import Records
from samehand.sources.leftovers import left_over, told
from samehand.sources.lines import line_parts
from samehand.sources.objects import objects_in
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

    def parts(self) -> Iterator[Records]:
        """Its records, part by part: lines, unless its source has a form of its own."""
        form = self.source.form
        if form:
            return form.read(self.path, self.published)
        return line_parts(self.path, self.source.opens)


@dataclass(slots=True)
class _Account:
    """What the parts of a file gave so far."""

    lines: int = 0
    set_aside: int = 0
    answered: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    leftovers: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)


def read(errand: Errand) -> Reading:
    """Read a file into Parquet. Raises ImportRefused when it is cut or nothing of it is whole."""
    account = _Account()
    with TemporaryDirectory(dir=errand.into) as folder:
        parts: list[Path] = []
        for records in errand.parts():
            parts.append(Path(folder) / str(len(parts)))
            parts[-1].mkdir()
            _read_part(replace(errand, into=parts[-1]), records, account)
        for kind in (*errand.source.fills, SetAside):
            _join(kind, parts, errand.into, account.rows)
    rows = {kind.table: account.rows[kind.table] for kind in errand.source.fills}
    if not any(rows.values()) and not account.answered and (account.broken or _gives_rows(errand)):
        raise _refused(errand, f"no line of it is a {errand.source.name} record")
    days = account.days or [errand.day]
    return Reading(
        errand.source.name,
        errand.day,
        account.lines,
        rows,
        account.set_aside,
        (
            *account.broken,
            *account.notes,
            *told(account.leftovers),
            *_unexpected(errand, rows),
        ),
        bool(account.broken),
        min(days),
        max(days),
    )


def _read_part(errand: Errand, records: Records, account: _Account) -> None:
    """Read some lines into a folder of their own, and add to the account what they gave."""
    if records.cut and not errand.allow_cut:
        raise _refused(errand, records.cut)
    with engine() as db:
        _give(db, errand.source, records)
        account.broken += [records.cut] if records.cut else []
        account.broken += _short_of_promise(db, errand)
        _parse(db, errand)
        account.lines += records.many
        account.notes += records.notes
        account.answered += _answered(db, errand.source)
        account.rows.update({kind.table: _write(db, errand, kind) for kind in errand.source.fills})
        account.set_aside += _write_set_aside(db, errand)
        account.leftovers.update(left_over(db))
        account.days += _span(db, errand)


def _give(db: duckdb.DuckDBPyConnection, source: Source, records: Records) -> None:
    """Give an engine what the SELECTs of a source read and call."""
    db.register("raw_line", records.table)
    db.execute("CREATE OR REPLACE TABLE line AS SELECT * FROM raw_line")
    db.unregister("raw_line")  # of a large file, two copies of its lines are one too many
    if source.macros:
        db.execute(source.macros)
    if source.objects:
        db.register("object", objects_in(records.table, source.objects))


def _join(kind: type[Row], parts: list[Path], into: Path, rows: Mapping[str, int]) -> None:
    """Put the rows of the parts, in their order, into one file.

    Rows that go into runs are put into a folder of files: they are read once more, and not kept.
    """
    name = f"{kind.table}.parquet"
    if len(parts) == 1:
        os.replace(parts[0] / name, into / name)
        return
    if kind.in_runs() and rows[kind.table]:
        (into / name).mkdir()
        for number, part in enumerate(parts):
            os.replace(part / name, into / name / f"{number:06}.parquet")
        return
    files = [str(part / name) for part in parts]
    target = str(into / name).replace("'", "''")
    with duckdb.connect() as db:
        db.execute("SET enable_progress_bar = false")
        db.execute(
            f"COPY (SELECT * FROM read_parquet($files)) TO '{target}'"
            " (FORMAT parquet, COMPRESSION zstd)",
            {"files": files},
        )


def _gives_rows(errand: Errand) -> bool:
    """Whether every whole file of the source gives rows of some table."""
    source = errand.source
    return bool(source.answers) or any(expect.fewest for expect in source.fills.values())


def _parse(db: duckdb.DuckDBPyConnection, errand: Errand) -> None:
    sql = errand.source.record
    db.execute(f"CREATE TABLE parsed AS {sql}", used(sql, errand.values))
    db.execute("CREATE VIEW record AS SELECT * FROM parsed WHERE fault IS NULL")


def _write(db: duckdb.DuckDBPyConnection, errand: Errand, kind: type[Row]) -> int:
    """Write one table's rows in the order of their lines; gives how many."""
    base = errand.number << LINE_BITS
    sql = errand.source.rows[kind]
    values = used(sql, errand.values)
    made = f"{kind.table}_rows"
    read_again = any(made in other for other in errand.source.rows.values())
    # Only the names of columns where no other SELECT reads them: rows cost as much again to hold.
    many = "" if read_again else "LIMIT 0"
    db.execute(f"CREATE TABLE {made} AS SELECT * FROM ({sql}) {many}", values)
    if read_again:
        sql, values = f"SELECT * FROM {made}", {}
    given = {name for name, *_ in db.execute(f"DESCRIBE {kind.table}_rows").fetchall()}
    seen = "seen" if "seen" in given else f"DATE '{errand.day}'"
    special = {"cite": f"{base} + line", "seen": seen, "last_seen": seen}
    shown = ", ".join(
        f"CAST({name if name in given else special.get(name, 'NULL')} AS {kind_of}) AS {name}"
        for name, kind_of in kind.columns().items()
    )
    ordered = f"given.line, {', '.join(kind.columns())}"  # also the rows of one line
    rows = f"SELECT {shown} FROM ({sql}) AS given ORDER BY {ordered}"  # never all of them in memory
    return _copy(db, rows, errand, kind, **values)


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


def _copy(
    db: duckdb.DuckDBPyConnection, sql: str, errand: Errand, kind: type[Row], **values: object
) -> int:
    target = str(errand.into / f"{kind.table}.parquet").replace("'", "''")
    copy = f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    written = db.execute(copy, values)
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


def _answered(db: duckdb.DuckDBPyConnection, source: Source) -> int:
    """How many records are whole, or an answer though set aside, where a source has such."""
    if not source.answers:
        return 0
    sql = "SELECT count(*) FROM parsed WHERE fault IS NULL OR fault LIKE $answers"
    found = db.execute(sql, {"answers": source.answers}).fetchone()
    return int(found[0]) if found else 0


def _span(db: duckdb.DuckDBPyConnection, errand: Errand) -> list[date]:
    """The first and last day on which any row was first seen, where rows say so."""
    days = []
    for kind in errand.source.fills:
        names = {name for name, *_ in db.execute(f"DESCRIBE {kind.table}_rows").fetchall()}
        if "seen" in names:
            sql = "SELECT min(seen), max(seen) FROM read_parquet($rows)"
            rows = str(errand.into / f"{kind.table}.parquet")
            found = db.execute(sql, {"rows": rows}).fetchone()
            days += [day for day in found or () if day]
    return days


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
