"""Columns made for comparing: folded, parted, coded by rarity."""

from itertools import combinations
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.linkage.columns import RAREST, columns, readings
from samehand.linkage.engine import likeness_of
from samehand.linkage.plan import Field, Kind
from samehand.names import score

LISTS = st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=4), min_size=1)


def made(kind: Kind, values: list[Any], name: str = "f") -> dict[str, list[Any]]:
    table = pl.DataFrame({name: values}, strict=False)
    return {key: each.to_list() for key, each in columns(Field(name, kind), table).items()}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.DATE, "20170321", {"f": "2017-03-21", "f_year": "2017"}),
        (Kind.DATE, "2017-03-21", {"f": "2017-03-21", "f_year": "2017"}),
        (Kind.DATE, "2017", {"f": None, "f_year": None}),
        (Kind.CODE, "+99 (12) 34-567", {"f": "991234567", "f_start": "991234"}),
        (Kind.CODE, "tq13 8df", {"f": "tq138df", "f_start": "tq13"}),
        (Kind.CODE, "--", {"f": None, "f_start": None}),
        (Kind.CODE, "12", {"f": "12", "f_start": None}),
        (
            Kind.EMAIL,
            "NOC@Zephyr.Example",
            {"f": "noc@zephyr.example", "f_domain": "zephyr.example"},
        ),
        (Kind.PHRASE, "  São  Paulo ", {"f": "sao paulo"}),
        (Kind.NAME, "", {"f": None}),
        (Kind.NAME, None, {"f": None}),
    ],
)
def test_a_value_becomes_its_columns(
    kind: Kind, value: object, expected: dict[str, object]
) -> None:
    found = made(kind, [value, "other 1"])
    assert {key: each[0] for key, each in found.items()} == expected


def test_several_columns_are_one_text() -> None:
    table = pl.DataFrame({"a": ["Ada", None], "b": [None, None], "c": [7, None]})
    found = columns(Field("f", Kind.PERSON, ("a", "b", "c")), table)
    assert found["f_text"].to_list() == ["7 ada", None]
    assert found["f"][1] is None


@given(LISTS)
def test_codes_say_which_values_are_shared_and_how_rare(values: list[list[str]]) -> None:
    found = made(Kind.ITEMS, [*values])
    for value, codes, rare in zip(values, found["f"], found["f_rare"], strict=True):
        assert len(codes or []) == len(value)
        assert set(rare or []) <= set(codes or [])
        assert len(rare or []) <= RAREST
    for (one, codes), (other, others) in combinations(zip(values, found["f"], strict=True), 2):
        assert len(set(codes or []) & set(others or [])) == len(set(one) & set(other))


def test_a_rare_value_has_more_bits_than_a_common_one() -> None:
    codes = made(Kind.ITEMS, [["common", "rare"], *[["common"]] * 15])["f"]
    bits = sorted(code & 63 for code in codes[0])
    assert bits == [0, 4]


def test_records_meet_by_values_that_another_has_too() -> None:
    found = made(Kind.ITEMS, [["alone", "two"], ["two"], None])
    assert len(found["f_rare"][0]) == 1
    assert found["f_rarest"][0] == found["f_rarest"][1]
    assert found["f_rare"][2] is None


def test_organisations_are_read_once_each_and_compared_by_place() -> None:
    field = Field("f", Kind.ORGANISATION)
    table = pl.DataFrame({"f": ["Zephyr Ltd", "ZEPHIR", None, "Zephyr Ltd", "***"]})
    found = {key: each.to_list() for key, each in columns(field, table).items()}
    names = readings(field, table)
    assert found["f"] == ["zephyr", "zephir", None, "zephyr", None]
    assert found["f_at"][0] == found["f_at"][3]
    assert [names[at].text for at in found["f_at"] if at is not None][:2] == [
        "Zephyr Ltd",
        "ZEPHIR",
    ]
    places = pl.Series([found["f_at"][0], found["f_at"][0]]).to_arrow()
    others = pl.Series([found["f_at"][1], found["f_at"][4]]).to_arrow()
    alike = likeness_of(names)(places, others).to_pylist()
    assert alike == [score(names[found["f_at"][0]], names[found["f_at"][1]]), 0.0]
