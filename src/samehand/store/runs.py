"""Runs: whole states published day after day, folded into intervals.

A run is one fact that stood in every file of its scope from one file day to another. Folding a
day in changes only what the day changes, so a book grows with changes and not with days; days
may come in any order, and a day that comes twice changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb

from samehand.tables import Row

# Days are numbered in order. A run that spans a new day is parted around it; the facts of the new
# day fill the place again where they stand in it; what then touches is one run again.
FOLD = """
WITH numbered AS (
  SELECT day, row_number() OVER (ORDER BY day) AS no FROM days
), today AS (
  SELECT no FROM numbered WHERE day = $day
), old AS (
  SELECT runs.*, begun.no AS start, ended.no AS stop, begun.no < today.no AND ended.no > today.no AS spans
  FROM runs
  JOIN numbered AS begun ON begun.day = runs.seen
  JOIN numbered AS ended ON ended.day = runs.last_seen
  CROSS JOIN today
), parts AS (
  SELECT {all}, start, stop FROM old WHERE NOT (spans AND $new)
  UNION ALL
  SELECT {all}, start, today.no - 1 FROM old CROSS JOIN today WHERE spans AND $new
  UNION ALL
  SELECT {all}, today.no + 1, stop FROM old CROSS JOIN today WHERE spans AND $new
  UNION ALL
  SELECT {all}, today.no, today.no FROM facts CROSS JOIN today
), marked AS (
  SELECT *, coalesce(start > max(stop) OVER (
           PARTITION BY {key} ORDER BY start, cite ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1,
         TRUE) AS opens_run
  FROM parts
), grouped AS (
  SELECT *, sum(CASE WHEN opens_run THEN 1 ELSE 0 END) OVER (
           PARTITION BY {key} ORDER BY start, cite ROWS UNBOUNDED PRECEDING) AS run
  FROM marked
), joined AS (
  SELECT {key}, run, {noted} min(start) AS start, max(stop) AS stop, min_by(cite, (start, cite)) AS cite
  FROM grouped GROUP BY {key}, run
)
SELECT {shown}
FROM joined
JOIN numbered AS begun ON begun.no = joined.start
JOIN numbered AS ended ON ended.no = joined.stop
"""

# The same where there are no runs yet: each fact once, without windows over all of them.
FIRST = """
SELECT {shown}
FROM (SELECT {key}, {noted_first} CAST($day AS DATE) AS seen, CAST($day AS DATE) AS last_seen, min(cite) AS cite
      FROM {facts}
      WHERE {scope} = $scope
      GROUP BY {key})
"""
MEMORY = (
    "4GB"  # half of what an import may take on a small machine; the rest spills beside the fold
)


GIVEN = ("facts", "runs", "days")  # what a day is folded with, as tables


@dataclass(frozen=True, slots=True)
class Fold:
    """One file day of one scope, to be folded into its runs."""

    kind: type[Row]
    scope: str
    day: date
    facts: Path  # rows of the file, of this scope and others: a Parquet file, or a folder of some
    runs: Path | None  # the runs so far
    days: Sequence[date]  # the file days so far
    into: Path


def fold(db: duckdb.DuckDBPyConnection, wish: Fold) -> int:
    """Write the runs with the day folded in; gives how many there are."""
    names = list(wish.kind.columns())
    key = [n for n in names if n not in ("seen", "last_seen", "cite", *wish.kind.noted)]
    target = str(wish.into).replace("'", "''")
    values = {"scope": wish.scope, "day": wish.day}
    if wish.runs:
        _give(db, wish)
        sql, values = _onto(wish, names, key), {"day": wish.day, "new": wish.day not in wish.days}
    else:
        sql = _first(wish, names, key)
    order = ", ".join((*key, "seen"))
    written = db.execute(
        f"COPY (SELECT * FROM ({sql}) ORDER BY {order}) TO '{target}'"
        " (FORMAT parquet, COMPRESSION zstd)",
        values,
    ).fetchone()
    db.execute("; ".join(f"DROP TABLE IF EXISTS {table}" for table in GIVEN))
    return int(written[0]) if written else 0


def engine(spill: Path) -> duckdb.DuckDBPyConnection:
    """What folds; to open it takes longer than to fold a small file, so that many share one."""
    db = duckdb.connect(config={"threads": 2, "memory_limit": MEMORY, "temp_directory": str(spill)})
    db.execute("SET enable_progress_bar = false")
    return db


def _give(db: duckdb.DuckDBPyConnection, wish: Fold) -> None:
    """The facts of the day, the runs so far and all file days, as tables."""
    facts = f"SELECT * FROM {_file(wish.facts)} WHERE {wish.kind.scope} = $scope"
    db.execute(f"CREATE TABLE facts AS {facts}", {"scope": wish.scope})
    db.execute(f"CREATE TABLE runs AS SELECT * FROM {_file(wish.runs or wish.facts)}")
    db.execute("CREATE TABLE days (day DATE)")
    db.executemany("INSERT INTO days VALUES (?)", [[d] for d in sorted({*wish.days, wish.day})])


def _onto(wish: Fold, names: Sequence[str], key: Sequence[str]) -> str:
    """The runs with the day folded in."""
    renamed = {"seen": "begun.day AS seen", "last_seen": "ended.day AS last_seen"}
    return FOLD.format(
        all=", ".join(n for n in names if n not in ("seen", "last_seen")),
        key=", ".join(key),
        noted="".join(f"min_by({n}, (start, cite)) AS {n}, " for n in wish.kind.noted),
        shown=", ".join(renamed.get(n, n) for n in names),
    )


def _first(wish: Fold, names: Sequence[str], key: Sequence[str]) -> str:
    """The runs of a first day."""
    return FIRST.format(
        shown=", ".join(names),
        key=", ".join(key),
        noted_first="".join(f"min_by({n}, cite) AS {n}, " for n in wish.kind.noted),
        facts=_file(wish.facts),
        scope=wish.kind.scope,
    )


def scopes_in(db: duckdb.DuckDBPyConnection, kind: type[Row], facts: Path) -> list[str]:
    """The scopes that some rows are of; rows of none are in no run."""
    rows = db.execute(
        f"SELECT DISTINCT {kind.scope} FROM {_file(facts)} WHERE {kind.scope} IS NOT NULL ORDER BY 1"
    ).fetchall()
    return [str(row[0]) for row in rows]


def left_over(db: duckdb.DuckDBPyConnection, kind: type[Row], facts: Path, into: Path) -> int:
    """Write the rows that are in no run to a file of their own; gives how many."""
    target = str(into).replace("'", "''")
    written = db.execute(
        f"COPY (SELECT * FROM {_file(facts)} WHERE {kind.scope} IS NULL) TO '{target}'"
        " (FORMAT parquet, COMPRESSION zstd)"
    ).fetchone()
    return int(written[0]) if written else 0


def gaps(days: Iterable[date], usual: int) -> list[tuple[date, date]]:
    """Pairs of neighbouring file days with more than `usual` days between them."""
    ordered = sorted(days)
    return [(one, other) for one, other in pairwise(ordered) if (other - one).days > usual]


def _file(path: Path) -> str:
    path = path / "*.parquet" if path.is_dir() else path
    return "'" + str(path).replace("'", "''") + "'"
