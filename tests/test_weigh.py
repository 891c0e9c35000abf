"""Weighing: what all links found of a pair adds up, and nothing counts twice."""

from collections import defaultdict
from typing import Any

import pytest

from samehand.evidence import FAMILIES
from samehand.resolve import all_links
from samehand.resolve.weigh import WeighNumbers, weigh
from samehand.resolve.weights import default_weights
from samehand.rules import Rule
from samehand.store.duck import DuckStore

NUMBERS = WeighNumbers()
Rows = list[dict[str, Any]]


def counted(store: DuckStore) -> dict[tuple[str, str], Rows]:
    """What was counted, by pair."""
    pairs: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in store.query("SELECT * FROM counted").to_pylist():
        pairs[row["one"], row["other"]].append(row)
    return pairs


def test_the_prior_and_what_is_counted_add_up_to_the_total(crowd: DuckStore) -> None:
    told = counted(crowd)
    pairs = crowd.query("SELECT * FROM pair").to_pylist()
    assert pairs
    for pair in pairs:
        bits = sum(row["counted"] for row in told[pair["one"], pair["other"]])
        assert pair["total"] == pytest.approx(bits + default_weights().prior)


def test_one_family_alone_stays_below_even_odds(crowd: DuckStore) -> None:
    for pair in crowd.query("SELECT * FROM pair").to_pylist():
        alone = pair["families"] < NUMBERS.families_needed
        assert pair["bits"] == (min(pair["total"], NUMBERS.alone) if alone else pair["total"])
        assert not alone or pair["bits"] < 0


def of_rule(store: DuckStore, rule: Rule[Any]) -> tuple[Rows, Rows]:
    """What a link found, and what of it was counted."""
    found = store.query(f"SELECT one, other, bin FROM {rule.found_in}").to_pylist()
    told = store.query(f"SELECT one, other, bin FROM counted WHERE rule = '{rule.name}'")
    return found, told.to_pylist()


def today(store: DuckStore) -> set[str]:
    """Who holds anything on the day asked about."""
    return {row["holder"] for row in store.query("SELECT holder FROM party").to_pylist()}


def test_every_link_found_between_holders_of_the_day_is_counted_once(crowd: DuckStore) -> None:
    held = today(crowd)
    for rule in all_links().values():
        found, told = of_rule(crowd, rule)
        wanted = [row for row in found if {row["one"], row["other"]} <= held]
        assert sorted(map(str, wanted)) == sorted(map(str, told))


def test_who_holds_nothing_any_more_is_weighed_with_nobody(crowd: DuckStore) -> None:
    held = today(crowd)
    found, told = of_rule(crowd, all_links()["moved"])
    assert any(not {row["one"], row["other"]} <= held for row in found)
    assert all({row["one"], row["other"]} <= held for row in told)


def test_of_one_ground_only_the_strongest_counts_whatever_its_family(crowd: DuckStore) -> None:
    for rows in counted(crowd).values():
        grounds: dict[tuple[bool, str], Rows] = defaultdict(list)
        for row in rows:
            against = row["family"] == "against"
            grounds[against, all_links()[row["rule"]].ground].append(row)
        for same in grounds.values():
            same.sort(key=lambda row: (-abs(row["bits"]), row["rule"]))
            assert all(row["counted"] == 0 for row in same[1:])
            assert same[0]["counted"] != 0 or same[0]["bits"] == 0


def test_a_family_counts_whole_once_and_then_by_a_discount(crowd: DuckStore) -> None:
    seen = 0
    for rows in counted(crowd).values():
        families: dict[str, Rows] = defaultdict(list)
        for row in rows:
            if row["counted"]:
                families[row["family"]].append(row)
        for told in families.values():
            strongest, *rest = sorted(told, key=lambda row: (-abs(row["bits"]), row["rule"]))
            assert strongest["counted"] == strongest["bits"]
            assert all(
                row["counted"] == pytest.approx(row["bits"] * NUMBERS.discount) for row in rest
            )
            seen += len(rest)
    assert seen, "some pair has two grounds of one family"


@pytest.mark.parametrize("family", [*FAMILIES, "against"])
def test_a_family_left_out_counts_nothing(crowd: DuckStore, family: str) -> None:
    whole = default_weights()
    try:
        weigh(crowd, all_links(), whole.without(family))
        assert family not in {row["family"] for rows in counted(crowd).values() for row in rows}
    finally:
        weigh(crowd, all_links(), whole)


def test_evidence_against_never_speaks_for(crowd: DuckStore) -> None:
    for (rule, _), bits in default_weights().bits.items():
        if all_links()[rule].family != "against":
            assert bits >= 0, rule
