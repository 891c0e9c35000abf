"""Every link finds the same rows on both engines, in all its first examples at once."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from samehand.made import DAY
from samehand.resolve import all_links
from samehand.resolve.looking import look
from samehand.resolve.weigh import weigh
from samehand.resolve.weights import default_weights
from samehand.rules import Rule
from samehand.store import Clock, Store
from samehand.store.duck import DuckStore
from samehand.tables import Row
from tests.looking import elsewhere, fill, nobody, rows_in

pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
pytest.importorskip("sqlglot", reason="the extra `spark` is not installed")
if not shutil.which("java"):
    pytest.skip("there is no Java on this machine", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")
CLOCK = Clock(DAY, DAY)
ON_A_FEW_ROWS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
}
"""On a few rows, compiling a plan takes longer than running it."""


def worlds() -> Iterator[Row]:
    """The first finding example of every link, each in a world of its own."""
    for world, rule in enumerate(all_links().values()):
        example = next(example for example in rule.examples if example.finds)
        yield from elsewhere(example.rows, world)


def _answered(store: Store) -> dict[str, list[str]]:
    """What every link found, and what it adds up to, in a form that does not depend on order."""
    fill(store, worlds())
    look(store, all_links(), nobody)
    weigh(store, all_links(), default_weights())
    found = {name: _plain(rows_in(store, rule)) for name, rule in all_links().items()}
    for table in ("counted", "pair"):
        found[table] = _plain(store.query(f"SELECT * FROM {table}").to_pylist())
    return found


def _plain(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(str({name: _value(row[name]) for name in sorted(row)}) for row in rows)


def _value(value: object) -> object:
    if isinstance(value, list):
        return sorted(set(value))
    return round(value, 9) if isinstance(value, float) else value


def test_both_engines_find_the_same() -> None:
    """One test: starting Spark takes longer than all its answers."""
    from samehand.store.spark import SparkStore

    duck, spark = DuckStore(CLOCK), SparkStore(CLOCK)
    for name, value in ON_A_FEW_ROWS.items():
        spark.session.conf.set(name, value)
    try:
        wanted, found = _answered(duck), _answered(spark)
        assert all(wanted.values()), "every link finds something here"
        differ = [name for name in wanted if wanted[name] != found[name]]
        assert not differ, {name: (wanted[name], found[name]) for name in differ}
        assert [spark.count(kind) for kind in _reads()] == [duck.count(kind) for kind in _reads()]
    finally:
        spark.close()
        duck.close()


def _reads() -> list[type[Row]]:
    rules: list[Rule[Any]] = list(all_links().values())
    return sorted({kind for rule in rules for kind in rule.reads}, key=lambda kind: kind.table)
