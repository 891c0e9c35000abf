"""A table linked by a plan: scored pairs, parties, and the model that they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa

from samehand.errors import UsageError
from samehand.linkage.engine import Engine, engine, quiet
from samehand.linkage.parties import NUMBERS as PARTY
from samehand.linkage.parties import PartyNumbers, parties
from samehand.linkage.plan import Kind, Plan
from samehand.linkage.training import NUMBERS as TRAIN
from samehand.linkage.training import TrainNumbers, model, train


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a linkage: how a model is trained, and when records become one party."""

    train: TrainNumbers = TRAIN
    party: PartyNumbers = PARTY


NUMBERS = Numbers()


@dataclass(frozen=True, slots=True)
class Linkage:
    """What came of linking a table.

    `pairs`: `one`, `other`, their `bits`, and of every field its bits by level (`f`) and by rarity
    (`f_rarity`). `party`: every `record` with its `party`, named by its least record. `model`: the
    settings and the trained m and u, as Splink loads them. `warnings`: what is untrained or off.
    """

    plan: Plan
    numbers: Numbers
    pairs: pa.Table
    party: pa.Table
    model: Mapping[str, Any]
    warnings: tuple[str, ...]


def link(records: pa.Table, plan: Plan, numbers: Numbers = NUMBERS) -> Linkage:
    """Link a table of records, of which `plan.record` is the name. Raises UsageError on a table
    that lacks a column of the plan, or that names a record twice."""
    _check(records, plan)
    on = engine(records, plan)
    warnings = train(on, plan, numbers.train)
    pairs = _score(on, plan, numbers.party.missing)
    names = pl.DataFrame(pl.from_arrow(records.select([plan.record])))[plan.record]
    party = parties(names, pairs, numbers.party)
    told = pl.DataFrame({"record": names, "party": party})
    return Linkage(plan, numbers, pairs.to_arrow(), told.to_arrow(), model(on), warnings)


def _check(records: pa.Table, plan: Plan) -> None:
    wanted = {plan.record, *(column for each in plan.fields for column in each.sources)}
    if lacking := sorted(wanted - set(records.column_names)):
        raise UsageError(
            f"the table has no {', '.join(lacking)}", f"it has {', '.join(records.column_names)}"
        )
    if sum(each.kind is Kind.ORGANISATION for each in plan.fields) > 1:
        raise UsageError("a plan compares one organisation's name", "give others as words")
    if records[plan.record].null_count or len(records[plan.record].unique()) < len(records):
        raise UsageError(f"{plan.record} does not name each record once", "number the records")


def _score(on: Engine, plan: Plan, least: float) -> pl.DataFrame:
    """The pairs that met and have more bits than a pair that did not, most first."""
    with quiet():
        found = on.linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    table = pl.DataFrame(pl.from_arrow(found.as_pyarrow_table()))
    one, other = pl.col(f"{plan.record}_l"), pl.col(f"{plan.record}_r")
    shown = [
        pl.min_horizontal(one, other).alias("one"),
        pl.max_horizontal(one, other).alias("other"),
    ]
    shown.append(pl.col("match_weight").round(6).alias("bits"))
    for each in plan.fields:
        shown.append(pl.col(f"mw_{each.name}").round(6).alias(each.name))
        if f"mw_tf_adj_{each.name}" in table.columns:
            rarity = pl.col(f"mw_tf_adj_{each.name}").round(6)
            shown.append(rarity.alias(f"{each.name}_rarity"))
    return table.select(shown).sort(["bits", "one", "other"], descending=[True, False, False])
