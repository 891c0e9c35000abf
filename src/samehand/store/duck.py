"""DuckDB, embedded: the engine of one machine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from samehand.store import NO_CLOCK, Clock, days_of, file_day, used
from samehand.store.clock import history_seen_by, seen_by, stored
from samehand.store.placed import FILE_GROUPS, GROUP_ROWS, Placed, called_by_place, placed
from samehand.tables import Row, all_tables
from samehand.tables.findings import FileDay
from samehand.values.cites import cite_number

THREADS = 2  # what the smallest machine we measure on has; more brings little on these sizes
MEMORY = "4GB"  # half of what a whois of the whole Internet may take; a day's files take a quarter
FIRST_PLACES = """
SELECT file_name, min(CAST(stats_min_value AS UBIGINT)) AS first
FROM parquet_metadata([{files}])
WHERE path_in_schema = 'place'
GROUP BY file_name
"""


def _listed(paths: Iterable[Path]) -> str:
    """Paths as SQL writes them."""
    return ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)


@cache
def _empty_tables(clock: Clock) -> str:
    """What creates every table and its views by a clock; file days first, for others read them."""
    kinds = sorted(all_tables(), key=lambda each: each is not FileDay)
    return ";".join(statement for kind in kinds for statement in _empty_table(kind, clock))


def _empty_table(kind: type[Row], clock: Clock) -> Iterator[str]:
    columns = ", ".join(f"{name} {kind_of}" for name, kind_of in kind.columns().items())
    yield f"CREATE TABLE {stored(kind)} ({columns})"
    yield from _views(kind, clock)


def _views(kind: type[Row], clock: Clock) -> Iterator[str]:
    """What a clock lets through of a table, and the history of one that is kept in runs."""
    yield f"CREATE OR REPLACE VIEW {kind.table} AS {seen_by(kind, clock)}"
    if kind.in_runs():
        yield f"CREATE OR REPLACE VIEW {kind.table}_history AS {history_seen_by(kind, clock)}"


class DuckStore:
    """A `Store` in memory, over Parquet files or over rows that were loaded."""

    def __init__(self, clock: Clock = NO_CLOCK, tables: bool = True) -> None:
        """`tables`: with every stored table, empty; else only what is shown, kept and derived."""
        self.clock = clock
        self._held: dict[str, bool] = {}  # tables that were looked for, once they are filled
        self._placed: dict[str, Placed] = {}  # tables of which rows are picked, in files
        self.connection = duckdb.connect(
            config={"threads": THREADS, "memory_limit": MEMORY, "preserve_insertion_order": False}
        )
        self.connection.execute("SET enable_progress_bar = false")
        if tables:
            self.connection.execute(_empty_tables(clock))

    def _create(self, kind: type[Row]) -> None:
        self.connection.execute(";".join(_empty_table(kind, self.clock)))

    def _show(self, kind: type[Row]) -> None:
        self.connection.execute(";".join(_views(kind, self.clock)))

    def load(self, kind: type[Row], rows: Iterable[Row]) -> None:
        """Add a few rows, as objects; their days are file days of their scope."""
        self._held.clear()
        added = list(rows)
        self._add(kind, added)
        if kind.in_runs():
            self._add(FileDay, days_of(kind, added))

    def _add(self, kind: type[Row], rows: Sequence[Row]) -> None:
        if not rows:
            return
        told = {f.name: [getattr(row, f.name) for row in rows] for f in fields(kind)}
        told["cite"] = [cite_number(row.cite) for row in rows]
        told["last_seen"] = [row.last_seen or row.seen for row in rows]
        names = ", ".join(told)
        given = pa.table({name: pa.array(values) for name, values in told.items()})
        self.connection.register("given_rows", given)
        self.connection.execute(
            f"INSERT INTO {stored(kind)} ({names}) SELECT {names} FROM given_rows"
        )
        self.connection.unregister("given_rows")

    def tell_days(self, days: Mapping[tuple[str, str], Iterable[date]]) -> None:
        """Tell the file days of each (table, scope)."""
        self._add(
            FileDay,
            [file_day(about, scope, day) for (about, scope), told in days.items() for day in told],
        )

    def fill(self, kind: type[Row], files: Sequence[Path], in_place: bool = False) -> None:
        """Make these Parquet files the whole of a table; `in_place` reads them where they lie.

        In place a look-up reads only the columns it names, and nothing is copied into memory;
        many questions on end are faster over a copy. A store is filled once.
        """
        self._held.pop(kind.table, None)
        names = ", ".join(kind.columns())
        kept = "VIEW" if in_place else "TABLE"
        self.connection.execute(f"DROP TABLE IF EXISTS {stored(kind)}")
        if not files:
            self._create(kind)
            return
        self.connection.execute(
            f"CREATE {kept} {stored(kind)} AS SELECT {names} FROM read_parquet([{_listed(files)}])"
        )
        self._show(kind)

    def derive(self, name: str, sql: str, **values: object) -> None:
        """Keep the answer to one SELECT as a table of this store, replacing the last."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}", used(sql, values))

    def code(self, name: str, column: str) -> None:
        """Keep the texts of a column of a table once each; they are compared and shown as before.

        So are those of tables made of it: a pair of holders then takes 8 bytes in place of 80. Only
        `hash` gives another number for them.
        """
        if not self.connection.sql(
            f"SELECT 1 FROM {name} WHERE {column} IS NOT NULL LIMIT 1"
        ).fetchall():
            return  # no text, no kind
        kind = f"{name}_{column}"
        texts = f"SELECT DISTINCT {column} FROM {name} WHERE {column} IS NOT NULL ORDER BY {column}"
        self.connection.execute(f"CREATE OR REPLACE TYPE {kind} AS ENUM ({texts})")
        self.connection.execute(f"ALTER TABLE {name} ALTER {column} TYPE {kind}")

    def show(self, name: str, sql: str) -> None:
        """Show the answer to one SELECT as a table, asked anew whenever it is read."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def write(self, name: str, path: Path) -> None:
        """Write a table of this store to a Parquet file."""
        self.connection.execute(
            f"COPY {name} TO {_listed([path])} (FORMAT parquet, COMPRESSION zstd)"
        )

    def write_by_place(self, sql: str, folder: Path) -> None:
        """Write the answer to one SELECT, in the order of its column `place`, to files of a new folder."""
        self.connection.execute(
            f"COPY (SELECT * FROM ({sql}) AS told ORDER BY place) TO {_listed([folder])}"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP_ROWS}, ROW_GROUPS_PER_FILE {FILE_GROUPS})"
        )
        written = sorted(folder.iterdir())
        rows = self.rows(FIRST_PLACES.format(files=_listed(written)))
        firsts = {row["file_name"]: row["first"] for row in rows}
        for number, path in enumerate(written):
            path.rename(folder / called_by_place(number, firsts.get(str(path), 0)))

    def show_by_place(self, name: str, folder: Path) -> None:
        """Let rows be picked of a table that was written by place."""
        self._placed[name] = placed(folder)

    def pick(self, name: str, table: str, places: Iterable[int]) -> None:
        """Keep the rows of a table in these places; of one written by place, only what is needed is read."""
        wanted = [int(place) for place in places]
        told = ", ".join(map(str, wanted)) or "NULL"
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS"
            f" SELECT * FROM {self._lying(table, wanted)} WHERE place IN ({told})"
        )

    def _lying(self, table: str, places: Iterable[int] = ()) -> str:
        """A table of this store, or the files of one that can hold these places."""
        if table not in self._placed:
            return table
        return f"read_parquet([{_listed(self._placed[table].holding(places))}])"

    def show_file(self, name: str, path: Path) -> None:
        """Show a Parquet file as a table, read where it lies."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {_listed([path])}")

    def keep(self, name: str, rows: pa.Table) -> None:
        """Keep rows as a table of this store, replacing the last."""
        self._held.pop(name, None)
        self.connection.register("arrived", rows)
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM arrived")
        self.connection.unregister("arrived")

    def query(self, sql: str, **values: object) -> pa.Table:
        """The answer to one SELECT, values bound as `$name`."""
        return self.connection.sql(sql, params=used(sql, values)).to_arrow_table()

    def rows(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """The same as plain rows: for answers of few rows, in two thirds of the time."""
        told = self.connection.execute(sql, used(sql, values))
        names = [column[0] for column in told.description]
        return [dict(zip(names, row, strict=True)) for row in told.fetchall()]

    def holds(self, table: str) -> bool:
        """Whether there is a table of this name, and a row of it that the clock lets through."""
        if table not in self._held:
            try:
                found = self.connection.sql(
                    f"SELECT 1 FROM {self._lying(table)} LIMIT 1"
                ).fetchall()
            except duckdb.CatalogException:
                found = []
            self._held[table] = bool(found)
        return self._held[table]

    def close(self) -> None:
        """Let go of everything."""
        self.connection.close()
