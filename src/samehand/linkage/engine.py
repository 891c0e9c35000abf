"""The engine of one linkage: DuckDB in memory, the table of records, our functions, Splink's linker.

Tables are registered before the linker is made: Splink then reads one table, not a query.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from samehand.linkage.columns import columns, readings
from samehand.linkage.comparisons import comparison
from samehand.linkage.plan import Keys, Kind, Plan
from samehand.names.likeness import score
from samehand.names.pairs import cores, likely
from samehand.names.reading import Name

_SHARED_BITS = """
CREATE MACRO shared_bits(one, other) AS
  coalesce(list_sum([code & 63 FOR code IN one IF list_contains(other, code)]), 0)
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A linker over a table of records, and the connection it works in."""

    linker: Any
    connection: Any


def engine(records: pa.Table, plan: Plan) -> Engine:
    """An engine with the records, their compared columns, and an untrained model of the plan."""
    import duckdb
    from splink import DuckDBAPI, Linker

    table = pl.DataFrame(pl.from_arrow(records))
    connection = duckdb.connect()
    connection.execute(_SHARED_BITS)
    made: dict[str, pl.Series] = {}
    for field in plan.fields:
        named = readings(field, table) if field.kind is Kind.ORGANISATION else []
        made |= columns(field, table, named)
        _teach_names(connection, named)
    names = {name.lower() for name in made} - {plan.record}
    kept = [column for column in table.columns if column.lower() not in names]
    connection.register("prepared", table.select(kept).with_columns(**made).to_arrow())
    connection.execute("CREATE TABLE record AS FROM prepared")
    with quiet():
        return Engine(Linker(DuckDBAPI(connection).register("record"), _settings(plan)), connection)


def _settings(plan: Plan) -> Any:
    from splink import SettingsCreator

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=plan.record,
        comparisons=[comparison(field) for field in plan.fields],
        blocking_rules_to_generate_predictions=[block(keys, plan) for keys in plan.meet],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
        linker_uid="samehand",  # else drawn by chance: the same model would not be the same file
    )


def block(keys: Keys, plan: Plan) -> Any:
    """Records that share all keys; a list of rare words is shared where one of its words is."""
    from splink import block_on

    lists = {f"{field.name}_rare" for field in plan.fields}
    return block_on(*keys, arrays_to_explode=[key for key in keys if key in lists] or None)


def _teach_names(connection: Any, names: Sequence[Name]) -> None:
    """Make `name_likeness` known, over the places of readings; a plan has one such field."""
    if names:
        known, kinds = likeness_of(names), ["BIGINT", "BIGINT"]
        connection.create_function("name_likeness", known, kinds, "DOUBLE", type="arrow")


def likeness_of(names: Sequence[Name]) -> Callable[[pa.Array, pa.Array], pa.Array]:
    """A function of two columns of places: how alike the names there are, 0 to 1.

    Pairs that are clearly nothing alike get 0 unscored, as in `names.pairs`; others are kept.
    """
    told = cores(names)
    kept: dict[tuple[int, int], float] = {}

    def likeness(one: pa.Array, other: pa.Array) -> pa.Array:
        left, right = one.to_numpy(zero_copy_only=False), other.to_numpy(zero_copy_only=False)
        found = np.zeros(len(left))
        for place in np.flatnonzero(likely(told, left, right)).tolist():
            pair = int(left[place]), int(right[place])
            if pair not in kept:
                kept[pair] = score(names[pair[0]], names[pair[1]])
            found[place] = kept[pair]
        return pa.array(found)

    return likeness


@contextmanager
def quiet() -> Iterator[None]:
    """Splink's log kept off the screen: what it says that matters is looked up in the model."""
    log = logging.getLogger("splink")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
