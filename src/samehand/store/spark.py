"""Spark: the engine of many machines, asked in the same SQL.

Rules are written once, in DuckDB's dialect; `sqlglot` carries each SELECT over, and what it
leaves is rewritten here on the parsed statement: slices and ordered lists, which Spark has as
functions, and values, which become literals of the tree and never text that is pasted in.
Needs the extra `spark`, and Java 17. One Spark runs in a process, on this machine alone unless
it is configured otherwise; each store is a session of it.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlglot import exp, parse_one

from samehand.store import NO_CLOCK, Clock, days_of, file_day, used
from samehand.store.clock import history_seen_by, seen_by, stored
from samehand.tables import Row, all_tables
from samehand.tables.findings import FileDay
from samehand.values.cites import cite_number

Node = Any  # a part of a parsed statement: releases of sqlglot call its class differently

CORES = 2  # what the smallest machine we measure on has
PARTITIONS = 2  # of a shuffle: Spark's two hundred cost more than they bring on one machine
LOOPBACK = "127.0.0.1"
SPARK_TYPES = {
    pa.int64(): "BIGINT",
    pa.string(): "STRING",
    pa.date32(): "DATE",
    pa.bool_(): "BOOLEAN",
    pa.float64(): "DOUBLE",
}
SETTINGS = {
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.host": LOOPBACK,
    "spark.driver.memory": "2g",  # a plan over all links is large; 1 GB was just not enough
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
        self._loaded: dict[type[Row], list[tuple[object, ...]]] = {}
        self._kept: dict[str, Any] = {}
        self._views: set[str] = set()
        for kind in sorted(all_tables(), key=lambda each: each is not FileDay):
            self._put(kind)

    def _put(self, kind: type[Row]) -> None:
        """Show the rows loaded so far as a stored table."""
        named = (f"{name} {typed}" for name, typed in kind.columns().items())
        schema = ", ".join(named).replace("VARCHAR", "STRING")
        rows = self.session.createDataFrame(self._loaded.get(kind, []), schema)
        self._view(stored(kind), rows)
        self._show(kind)

    def _show(self, kind: type[Row]) -> None:
        self._view(kind.table, self._sql(seen_by(kind, self.clock)))
        if kind.in_runs():
            history = self._sql(history_seen_by(kind, self.clock))
            self._view(f"{kind.table}_history", history)

    def _view(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        self._views.add(name)

    def _sql(self, sql: str, **values: object) -> Any:
        return self.session.sql(carried(sql, **values))

    def load(self, kind: type[Row], rows: Iterable[Row]) -> None:
        """Add a few rows, as objects; their days are file days of their scope."""
        added = list(rows)
        self._add(kind, added)
        if kind.in_runs():
            self._add_days(days_of(kind, added))

    def _add(self, kind: type[Row], rows: Iterable[Row]) -> None:
        told = [tuple(_value(row, name) for name in kind.columns()) for row in rows]
        self._loaded.setdefault(kind, []).extend(told)
        self._put(kind)

    def tell_days(self, days: Mapping[tuple[str, str], Iterable[date]]) -> None:
        """Tell the file days of each (table, scope)."""
        self._add_days(
            file_day(about, scope, day) for (about, scope), told in days.items() for day in told
        )

    def _add_days(self, days: Iterable[FileDay]) -> None:
        """A view of Spark holds what it read: those that read the days are shown anew."""
        self._add(FileDay, days)
        for kind in all_tables():
            if kind.in_runs():
                self._show(kind)

    def fill(self, kind: type[Row], files: Sequence[Path]) -> None:
        """Make these Parquet files the whole of a table."""
        self._loaded.pop(kind, None)
        if not files:
            self._put(kind)
            return
        rows = self.session.read.parquet(*(str(path) for path in files))
        self._view(stored(kind), rows.select(*kind.columns()))
        self._show(kind)

    def derive(self, name: str, sql: str, **values: object) -> None:
        """Keep the answer to one SELECT as a table of this store, replacing the last."""
        kept = self._sql(sql, **values).localCheckpoint(eager=True)
        self._replace(name, kept)

    def code(self, name: str, column: str) -> None:
        """Nothing: Spark keeps texts so by itself where it writes them."""

    def show(self, name: str, sql: str) -> None:
        """Show the answer to one SELECT as a table, asked anew whenever it is read."""
        self._view(name, self._sql(sql))

    def keep(self, name: str, rows: pa.Table) -> None:
        """Keep rows as a table of this store, replacing the last."""
        schema = ", ".join(f"{field.name} {SPARK_TYPES[field.type]}" for field in rows.schema)
        told = list(zip(*(column.to_pylist() for column in rows.columns), strict=True))
        self._replace(name, self.session.createDataFrame(told, schema))

    def _replace(self, name: str, frame: Any) -> None:
        self._view(name, frame)
        before = self._kept.pop(name, None)
        if before is not None:
            before.unpersist()
        self._kept[name] = frame

    def query(self, sql: str, **values: object) -> pa.Table:
        """The answer to one SELECT, values bound as `$name`."""
        table: pa.Table = self._sql(sql, **values).toArrow()
        return table

    def holds(self, table: str) -> bool:
        """Whether there is a table of this name, and a row of it that the clock lets through."""
        return table in self._views and bool(
            self.session.sql(f"SELECT 1 FROM {table} LIMIT 1").head(1)
        )

    def close(self) -> None:
        """Let go of everything; the Spark of the process stays for the next store."""
        for frame in self._kept.values():
            frame.unpersist()
        self._kept.clear()
        self._loaded.clear()
        for name in self._views:
            self.session.catalog.dropTempView(name)
        self._views.clear()


def _value(row: Row, name: str) -> object:
    if name == "last_seen":
        return row.last_seen or row.seen
    value = getattr(row, name)
    return cite_number(value) if name == "cite" else value


def carried(sql: str, **values: object) -> str:
    """A SELECT in DuckDB's dialect as Spark's, its values written as literals.

    >>> print(carried("SELECT a[1:3] AS few FROM t WHERE b = $name", name="it's"))
    SELECT SLICE(a, 1, 3) AS few FROM t WHERE b = 'it\\'s'
    """
    tree = _parsed(sql).copy()
    bound = used(sql, values)
    for node in reversed(list(tree.bfs())):  # the innermost first
        other = _portable(_bound(node, bound))
        if other is not node:
            node.replace(other)
    text: str = tree.sql(dialect="spark")
    return text


@lru_cache(maxsize=256)
def _parsed(sql: str) -> Node:
    return parse_one(sql, read="duckdb")


def _bound(node: Node, values: dict[str, object]) -> Node:
    """A value named in a statement, as a literal."""
    if not isinstance(node, exp.Parameter | exp.Placeholder):
        return node
    value = values[node.name]
    if isinstance(value, list | tuple):
        return exp.Array(expressions=[exp.convert(each) for each in value])
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    if isinstance(value, float):
        return _double(repr(value))
    return exp.convert(value)


def _portable(node: Node) -> Node:
    """What Spark writes in another way, or reckons exactly where DuckDB rounds."""
    if isinstance(node, exp.Bracket):
        return _picked(node)
    if isinstance(node, exp.ArrayAgg) and isinstance(node.this, exp.Order):
        return _ordered_list(node.this)
    if isinstance(node, exp.RegexpFullMatch):
        return exp.RegexpLike(
            this=node.this, expression=exp.Literal.string(f"^(?:{node.expression.name})$")
        )
    if isinstance(node, exp.Literal) and not node.is_string and "." in node.name:
        return _double(node.name)
    return node


def _double(text: str) -> Node:
    """A number with a point: bare, Spark would reckon with it as an exact decimal."""
    return exp.cast(exp.Literal.string(text), "double")


def _picked(node: Node) -> Node:
    """Some items of a list, or one by its place from zero; none where there is none."""
    (at,) = node.expressions
    if not isinstance(at, exp.Slice):
        return exp.Anonymous(this="GET", expressions=[node.this, at])
    first, last = int(at.this.name), int(at.expression.name)
    places = [exp.Literal.number(first), exp.Literal.number(last - first + 1)]
    return exp.Anonymous(this="SLICE", expressions=[node.this, *places])


def _ordered_list(node: Node) -> Node:
    """A list in the order of some keys, empty keys last."""
    distinct = isinstance(node.this, exp.Distinct)
    item = node.this.expressions[0] if distinct else node.this
    keys = [key.this.sql(dialect="spark") for key in node.expressions]
    parts = ", ".join(f"'k{n}', {key}" for n, key in enumerate(keys))
    turns = " ".join(
        _turn(f"k{n}", bool(key.args.get("desc"))) for n, key in enumerate(node.expressions)
    )
    gather = "COLLECT_SET" if distinct else "COLLECT_LIST"
    text = (
        f"TRANSFORM(ARRAY_SORT({gather}(NAMED_STRUCT({parts}, 'item', {item.sql(dialect='spark')})),"
        f" (l, r) -> CASE {turns} ELSE 0 END), each -> each.item)"
    )
    return parse_one(text, read="spark")


def _turn(key: str, falling: bool) -> str:
    """Which of two items comes first by one key."""
    before, after = (">", "<") if falling else ("<", ">")
    return (
        f"WHEN l.{key} {before} r.{key} OR (r.{key} IS NULL AND NOT l.{key} IS NULL) THEN -1"
        f" WHEN l.{key} {after} r.{key} OR (l.{key} IS NULL AND NOT r.{key} IS NULL) THEN 1"
    )
