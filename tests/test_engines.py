"""Every link and every detector finds the same rows on both engines, in many worlds at once."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import pytest

from samehand import detect
from samehand.detect import looking as detecting
from samehand.detect import weights as detect_weights
from samehand.made import DAY
from samehand.resolve import all_links
from samehand.resolve.looking import look
from samehand.resolve.weigh import weigh
from samehand.resolve.weights import default_weights
from samehand.rules import Rule
from samehand.store import Clock, Store
from samehand.store.duck import DuckStore
from samehand.tables import Row
from tests.detect import looking as detected
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


def blocks(rules: Mapping[str, Rule[Any]]) -> Iterator[Row]:
    """Every finding example of some detectors, each in a world of its own."""
    told = (example for rule in rules.values() for example in rule.examples if example.finds)
    for world, example in enumerate(told):
        yield from detected.elsewhere(example.rows, world)


def _detected(store: Store, *, leases: bool) -> dict[str, list[str]]:
    """What detectors found, what it adds up to, and what could not be looked at.

    Leases are read from the very last table of routes, so that they have a store of their own.
    """
    every = detect.all_detectors()
    rules = {name: rule for name, rule in every.items() if (name == "lease") is leases}
    fill(store, blocks(rules))
    detecting.look(store, rules, nobody)
    detecting.weigh(store, rules, detect_weights.default_weights())
    found = {name: _plain(rows_in(store, rule)) for name, rule in rules.items()}
    found["detected_bits"] = _plain(store.query("SELECT * FROM detected_bits").to_pylist())
    found["not looked"] = sorted(("-", *detecting.not_looked(store, rules)))
    return found


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


ASKED = {
    "links": _answered,
    "detectors": partial(_detected, leases=False),
    "leases": partial(_detected, leases=True),
}


@pytest.mark.parametrize("answered", ASKED.values(), ids=ASKED)
def test_both_engines_find_the_same(answered: Callable[[Store], dict[str, list[str]]]) -> None:
    """Few tests: starting Spark takes longer than all its answers."""
    from samehand.store.spark import SparkStore

    duck, spark = DuckStore(CLOCK), SparkStore(CLOCK)
    for name, value in ON_A_FEW_ROWS.items():
        spark.session.conf.set(name, value)
    try:
        wanted, found = answered(duck), answered(spark)
        assert all(wanted.values()), "everyone finds something here"
        differ = [name for name in wanted if wanted[name] != found[name]]
        assert not differ, {name: (wanted[name], found[name]) for name in differ}
        assert _held(spark) == _held(duck)
    finally:
        spark.close()
        duck.close()


def _held(store: Store) -> list[tuple[int, bool]]:
    """How many rows of each table a store shows, and whether it says that it holds any."""
    asked = (f"SELECT count(*) AS rows FROM {kind.table}" for kind in _reads())
    rows = [store.query(sql)["rows"][0].as_py() for sql in asked]
    return list(zip(rows, (store.holds(kind.table) for kind in _reads()), strict=True))


def _reads() -> list[type[Row]]:
    rules: list[Rule[Any]] = [*all_links().values(), *detect.all_detectors().values()]
    return sorted({kind for rule in rules for kind in rule.reads}, key=lambda kind: kind.table)
