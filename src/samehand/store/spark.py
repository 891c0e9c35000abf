"""Spark: the engine of many machines, asked in the same SQL.

Rules are written once, in DuckDB's dialect; `sqlglot` carries each SELECT over, and what it
leaves is rewritten here on the parsed statement: slices and ordered lists, which Spark has as
functions, and values, which become literals of the tree and never text that is pasted in.
Needs the extra `spark`, and Java 17. One Spark runs in a process, on this machine alone unless
it is configured otherwise; each store is a session of it.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlglot import exp, parse_one

from samehand.store import NO_CLOCK, Clock, used
from samehand.store.clock import history_seen_by, seen_by, stored
from samehand.tables import Kept, Row, all_tables
from samehand.values.cites import cite_number

CORES = 2  # what the smallest machine we measure on has
PARTITIONS = 2  # of a shuffle: Spark's two hundred cost more than they bring on one machine
LOOPBACK = "127.0.0.1"
ARROW = {
    "BIGINT": pa.int64(),
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
}
SETTINGS = {
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.host": LOOPBACK,
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": str(PARTITIONS),
    "spark.default.parallelism": str(PARTITIONS),
    "spark.sql.adaptive.enabled": "false",  # replans each join while it runs: slow on small tables
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.log.level": "ERROR",
}


@cache
def _spark() -> Any:
    """The Spark of this process."""
    os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(f"local[{CORES}]").appName("samehand")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class SparkStore:
    """A `Store` in a session of Spark, over Parquet files or over rows that were loaded."""

    def __init__(self, clock: Clock = NO_CLOCK) -> None:
        self.clock = clock
        self.session = _spark().newSession()
        self._loaded: dict[type[Row], list[pa.Table]] = {}
        self._kept: dict[str, Any] = {}
        for kind in all_tables():
            self._put(kind)

    def _put(self, kind: type[Row]) -> None:
        """Show the rows loaded so far as a stored table."""
        schema = pa.schema([(name, ARROW[typed]) for name, typed in kind.columns().items()])
        parts = self._loaded.get(kind, [])
        rows = pa.concat_tables(parts) if parts else schema.empty_table()
        self.session.createDataFrame(rows).createOrReplaceTempView(stored(kind))
        self._show(kind)

    def _show(self, kind: type[Row]) -> None:
        self._sql(seen_by(kind, self.clock)).createOrReplaceTempView(kind.table)
        if kind.kept is Kept.SNAPSHOT:
            history = self._sql(history_seen_by(kind, self.clock))
            history.createOrReplaceTempView(f"{kind.table}_history")

    def _sql(self, sql: str, **values: object) -> Any:
        return self.session.sql(carried(sql, **values))

    def load(self, kind: type[Row], rows: Iterable[Row]) -> None:
        """Add a few rows, as objects."""
        told = list(rows)
        columns = {
            name: pa.array([_value(row, name) for row in told], ARROW[typed])
            for name, typed in kind.columns().items()
        }
        self._loaded.setdefault(kind, []).append(pa.table(columns))
        self._put(kind)

    def fill(self, kind: type[Row], files: Sequence[Path]) -> None:
        """Make these Parquet files the whole of a table."""
        self._loaded.pop(kind, None)
        if not files:
            self._put(kind)
            return
        rows = self.session.read.parquet(*(str(path) for path in files))
        rows.select(*kind.columns()).createOrReplaceTempView(stored(kind))
        self._show(kind)

    def derive(self, name: str, sql: str, **values: object) -> None:
        """Keep the answer to one SELECT as a table of this store, replacing the last."""
        kept = self._sql(sql, **values).localCheckpoint(eager=True)
        self._replace(name, kept)

    def keep(self, name: str, rows: pa.Table) -> None:
        """Keep rows as a table of this store, replacing the last."""
        self._replace(name, self.session.createDataFrame(rows))

    def _replace(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        before = self._kept.pop(name, None)
        if before is not None:
            before.unpersist()
        self._kept[name] = frame

    def query(self, sql: str, **values: object) -> pa.Table:
        """The answer to one SELECT, values bound as `$name`."""
        table: pa.Table = self._sql(sql, **values).toArrow()
        return table

    def count(self, kind: type[Row]) -> int:
        """How many rows of a table the clock lets through."""
        return int(self.query(f"SELECT count(*) AS rows FROM {kind.table}")["rows"][0].as_py())

    def close(self) -> None:
        """Let go of everything; the Spark of the process stays for the next store."""
        for frame in self._kept.values():
            frame.unpersist()
        self._kept.clear()
        self._loaded.clear()
        for table in self.session.catalog.listTables():
            self.session.catalog.dropTempView(table.name)


def _value(row: Row, name: str) -> object:
    value = getattr(row, name)
    return cite_number(value) if name == "cite" else value


assert {field.name for field in fields(Row)} == {"seen", "cite"}


def carried(sql: str, **values: object) -> str:
    """A SELECT in DuckDB's dialect as Spark's, its values written as literals.

    >>> carried("SELECT list(a ORDER BY b)[1:3] AS x FROM t WHERE c = $name", name="it's")
    ... # doctest: +ELLIPSIS
    "SELECT SLICE(TRANSFORM(ARRAY_SORT(...FROM t WHERE c = 'it\\\\'s'"
    """
    tree = _parsed(sql).copy()
    bound = used(sql, values)
    tree = tree.transform(lambda node: _bound(node, bound)).transform(_portable)
    return tree.sql(dialect="spark")


@lru_cache(maxsize=256)
def _parsed(sql: str) -> exp.Expression:
    return parse_one(sql, read="duckdb")


def _bound(node: exp.Expression, values: dict[str, object]) -> exp.Expression:
    """A value named in a statement, as a literal."""
    if not isinstance(node, exp.Parameter | exp.Placeholder):
        return node
    value = values[node.name]
    if isinstance(value, list | tuple):
        return exp.Array(expressions=[exp.convert(each) for each in value])
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    if isinstance(value, float):  # a bare decimal would be exact in Spark, and rounded otherwise
        return exp.cast(exp.Literal.string(repr(value)), "double")
    return exp.convert(value)


def _portable(node: exp.Expression) -> exp.Expression:
    """What Spark has under another name."""
    return node
