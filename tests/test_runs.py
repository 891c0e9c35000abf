"""Runs: folding days in any order gives the intervals that a list of days and facts says."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.store.runs import Fold, engine, fold, gaps, left_over, scopes_in
from samehand.tables.routing import Sighting

States = dict[int, frozenset[int]]
Row = tuple[Any, ...]
START = date(2020, 1, 1)
FACTS = st.frozensets(st.integers(0, 4), max_size=4)
DB = engine(Path(gettempdir()))
STATES = st.dictionaries(st.integers(0, 9), FACTS, min_size=1, max_size=6)


def day_of(n: int) -> date:
    return START + timedelta(days=30 * n)


def rows_of(facts: frozenset[int], n: int, path: Path, collector: str | None = "c") -> None:
    """One file: the facts are origins of one prefix."""
    kinds = {"BIGINT": pa.int64(), "VARCHAR": pa.string(), "DATE": pa.date32()}
    told = [
        {
            "collector": collector,
            "family": 4,
            "first": 0,
            "last": 255,
            "length": 24,
            "origin": origin,
            "upstream": None,
            "peers": n,
            "how": "table",
            "together": len(facts),
            "seen": day_of(n),
            "last_seen": day_of(n),
            "cite": n * 100 + origin,
        }
        for origin in sorted(facts)
    ]
    schema = pa.schema([(name, kinds[kind]) for name, kind in Sighting.columns().items()])
    pq.write_table(pa.Table.from_pylist(told, schema), path)


def folded(order: list[tuple[int, frozenset[int]]], folder: Path) -> list[Row]:
    """The runs after folding some days in, in this order."""
    runs: Path | None = None
    days: list[date] = []
    for step, (n, facts) in enumerate(order):
        rows_of(facts, n, folder / "facts.parquet")
        into = folder / f"{step}.parquet"
        fold(DB, Fold(Sighting, "c", day_of(n), folder / "facts.parquet", runs, days, into))
        runs, days = into, [*days, day_of(n)]
    return rows_in(f"SELECT origin, seen, last_seen FROM '{runs}' ORDER BY ALL")


def rows_in(sql: str) -> list[Row]:
    """The answer to a SELECT."""
    return DB.execute(sql).fetchall()


def wanted(states: dict[int, frozenset[int]]) -> list[Row]:
    """The same by hand: unbroken stretches of file days in which a fact stands."""
    runs: list[Row] = []
    for fact in range(5):
        stretch: list[int] = []
        for n in [*sorted(states), None]:
            if n is not None and fact in states[n]:
                stretch.append(n)
            elif stretch:
                runs.append((fact, day_of(stretch[0]), day_of(stretch[-1])))
                stretch = []
    return sorted(runs)


@settings(max_examples=40, deadline=None)
@given(STATES, st.randoms(use_true_random=False))
def test_days_in_any_order_give_the_same_runs(states: States, shuffler: Random) -> None:
    order = list(states.items())
    shuffler.shuffle(order)
    with TemporaryDirectory() as folder:
        assert folded(order, Path(folder)) == wanted(states)


def test_what_varies_in_a_run_is_told_as_first_seen(tmp_path: Path) -> None:
    folded([(n, frozenset({1})) for n in range(3)], tmp_path)
    assert rows_in(f"SELECT peers FROM '{tmp_path}/2.parquet'") == [(0,)]


@settings(max_examples=15, deadline=None)
@given(STATES)
def test_a_day_that_comes_twice_changes_nothing(states: States) -> None:
    order = [each for each in sorted(states.items()) for _ in range(2)]
    with TemporaryDirectory() as folder:
        assert folded(order, Path(folder)) == wanted(states)


def test_rows_of_no_scope_stay_out_of_runs(tmp_path: Path) -> None:
    rows_of(frozenset({1, 2}), 0, tmp_path / "facts.parquet", collector=None)
    assert scopes_in(DB, Sighting, tmp_path / "facts.parquet") == []
    assert left_over(DB, Sighting, tmp_path / "facts.parquet", tmp_path / "loose.parquet") == 2


def test_a_gap_is_told_only_where_days_are_farther_apart_than_usual() -> None:
    days = [day_of(0), day_of(1), day_of(4)]
    assert gaps(days, usual=31) == [(day_of(1), day_of(4))]
