"""Linkage: records of one organisation are found, the same every time, with every bit accounted."""

import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from samehand.errors import UsageError
from samehand.linkage import Linkage, Plan, contacts, link, organisations, save, steps, waterfalls
from tests.linkage import records

pytest.importorskip("splink", reason="splink is not installed: pip install samehand[link]")

MADE = records.organisations(250)
PLAN = organisations(MADE.table.column_names)


@pytest.fixture(scope="module")
def linked() -> Linkage:
    return link(MADE.table, PLAN)


def pair_f1(linkage: Linkage, truth: dict[str, int]) -> float:
    sides = (linkage.party[name].to_pylist() for name in ("record", "party"))
    party = dict(zip(*sides, strict=True))
    sizes = [Counter(party.values()), Counter(truth.values())]
    both = Counter((party[record], truth[record]) for record in truth)
    found, true, shared = (sum(n * (n - 1) // 2 for n in each.values()) for each in (*sizes, both))
    return 2 * shared / (found + true)


def test_records_of_one_organisation_are_one_party(linked: Linkage) -> None:
    assert pair_f1(linked, MADE.truth) > 0.95


def test_every_record_has_one_party_and_it_is_named_by_one_of_them(linked: Linkage) -> None:
    assert sorted(linked.party["record"].to_pylist()) == sorted(MADE.truth)
    assert set(linked.party["party"].to_pylist()) <= set(MADE.truth)
    assert linked.party["record"].to_pylist() == MADE.table["record"].to_pylist()


def test_a_pair_is_written_once_and_the_best_comes_first(linked: Linkage) -> None:
    rows = linked.pairs.to_pylist()
    assert all(row["one"] < row["other"] for row in rows)
    assert len({(row["one"], row["other"]) for row in rows}) == len(rows)
    assert [row["bits"] for row in rows] == sorted((row["bits"] for row in rows), reverse=True)


def test_a_waterfall_adds_up_to_the_bits_of_its_pair(linked: Linkage) -> None:
    for row in linked.pairs.to_pylist()[::25]:
        told = steps(linked.model, row)
        assert math.isclose(sum(step.bits for step in told), row["bits"], abs_tol=1e-4)
        assert told[0].field == "prior"
        assert {step.field for step in told[1:]} == {field.name for field in PLAN.fields}


def test_a_waterfall_says_the_level_and_the_rarity(linked: Linkage) -> None:
    told = {(step.field, step.level) for step in steps(linked.model, linked.pairs.to_pylist()[0])}
    assert ("email", "Exact match on email") in told
    assert ("email", "how rare the shared value is") in told


def test_a_level_that_no_pair_is_at_is_told(linked: Linkage) -> None:
    """In data this clean, no two addresses of one domain differ."""
    assert "email: no u for Exact match on email_domain" in linked.warnings


def test_the_weakest_tie_of_every_party_is_told_weakest_first(linked: Linkage) -> None:
    told = list(waterfalls(linked))
    sizes = Counter(linked.party["party"].to_pylist())
    assert len(told) == sum(size > 1 for size in sizes.values())
    assert [each["bits"] for each in told] == sorted(each["bits"] for each in told)


def test_the_same_records_and_seed_give_the_same_files(linked: Linkage, tmp_path: Path) -> None:
    save(linked, tmp_path / "one")
    save(link(MADE.table, PLAN), tmp_path / "other")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == [
        "model.json", "pairs.parquet", "parties.parquet", "plan.json", "report.json",
        "waterfalls.json",
    ]  # fmt: skip
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_model_that_is_saved_is_one_that_splink_loads(linked: Linkage, tmp_path: Path) -> None:
    from splink import SettingsCreator

    save(linked, tmp_path)
    kept = json.loads((tmp_path / "model.json").read_text())
    assert len(kept["comparisons"]) == len(PLAN.fields)
    assert (
        SettingsCreator.from_path_or_dict(tmp_path / "model.json").unique_id_column_name == "record"
    )
    assert json.loads((tmp_path / "plan.json").read_text())["numbers"]["train"]["seed"] == 1
    assert json.loads((tmp_path / "report.json").read_text())["records"] == len(MADE.truth)


def test_columns_of_any_case_and_extra_columns_do_no_harm() -> None:
    extra = MADE.table.append_column("NAME", MADE.table["name"]).append_column(
        "Email_Domain", MADE.table["country"]
    )
    assert link(extra, PLAN).pairs.num_rows > 0


def test_a_table_crowded_with_one_party_says_that_its_bits_are_low() -> None:
    made = records.organisations(12)
    crowded = pa.concat_tables([
        made.table.set_column(0, "record", pa.array([f"{n}-{r}" for r in made.table["record"]]))
        for n in range(6)
    ])  # fmt: skip
    assert any("all pairs are one party" in each for each in link(crowded, PLAN).warnings)


def test_a_table_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UsageError, match="the table has no phone"):
        link(MADE.table.drop_columns(["phone"]), PLAN)
    twice = pa.concat_tables([MADE.table, MADE.table])
    with pytest.raises(UsageError, match="does not name each record once"):
        link(twice, PLAN)
    two = replace(PLAN, fields=(*PLAN.fields, replace(PLAN.fields[0], columns=("address",))))
    with pytest.raises(UsageError, match="one organisation's name"):
        link(MADE.table, two)


def test_records_that_share_nothing_are_not_linked() -> None:
    once = records.organisations(40).table
    first = {record.as_py().partition("-")[0]: n for n, record in enumerate(once["record"])}
    with pytest.raises(UsageError, match="no two records share"):
        link(once.take(sorted(first.values())), PLAN)


def test_contacts_are_linked_without_names() -> None:
    columns = ["record", "address", "phone", "email"]
    plan = contacts(columns)
    assert {field.name for field in plan.fields} == {*columns[1:]}
    made = link(MADE.table.select(columns), plan)
    assert pair_f1(made, MADE.truth) > 0.6, "where mail and phone are lost, no name helps"
    with pytest.raises(UsageError, match="too few columns"):
        contacts(["address", "phone"])


def test_a_plan_that_cannot_work_is_refused() -> None:
    with pytest.raises(UsageError, match="too few columns"):
        organisations(["name", "country"])
    with pytest.raises(UsageError, match="recall"):
        replace(PLAN, recall=0.0)
    with pytest.raises(UsageError, match="needs fields"):
        Plan((), (), (), (), 0.5)
