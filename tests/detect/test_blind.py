"""What detectors could not look at is told, and never where they could."""

from dataclasses import replace
from datetime import date

import pytest

from samehand.detect import all_blinds, all_detectors
from samehand.detect.blind import Blind
from samehand.detect.looking import look, not_looked, unseen
from samehand.detect.made import WATCHED, YEARS, held6, labelled, looked_on, routed, spell
from samehand.made import held, listed, numbered
from samehand.rules import numbers_of
from samehand.store.duck import DuckStore
from samehand.tables import Row
from samehand.tables.findings import HandMember
from tests.detect.test_contracts import GUILT
from tests.looking import fill, nobody

BLOCK = "198.51.100.0/24"
OLD_FILE = held("arin:a", BLOCK, date(2000, 1, 1), date(2014, 1, 1))
NEW_FILE = held("arin:a", BLOCK, date(2000, 1, 1))
SPARSE: tuple[Row, ...] = looked_on(*YEARS)
PATHS = routed("192.0.2.0/24", 64501, YEARS[0], YEARS[9], 64510)
SIX = held6("arin:a", "2001:db8::/32", date(2010, 1, 1))

CASES: dict[str, tuple[tuple[Row, ...], tuple[Row, ...]]] = {  # where it is blind, where it is not
    "holders by files that are too old": ((OLD_FILE, *SPARSE), (NEW_FILE, *SPARSE)),
    "IPv6": ((NEW_FILE, SIX), (NEW_FILE,)),
    "first upstream": (SPARSE, (*SPARSE, PATHS)),
    "days known to a week": (
        SPARSE,
        (WATCHED, spell(BLOCK, 64501, date(2014, 1, 1), 90)),
    ),
    "how long announcements lasted": (
        SPARSE,
        looked_on(*(date(2016, month, 1) for month in range(1, 9))),
    ),
    "use-without-registration: files without routes": (
        (NEW_FILE, *looked_on(date(2014, 1, 1), date(2015, 1, 1))),
        (NEW_FILE, *looked_on(date(2016, 1, 1), date(2017, 3, 1))),
    ),
    "vpn-use: files and lists of other times": (
        (OLD_FILE, labelled(BLOCK, "vpn")),
        (NEW_FILE, labelled(BLOCK, "vpn")),
    ),
}
BLINDS = [pytest.param(blind, id=name) for name, blind in all_blinds().items()]
by_blind = pytest.mark.parametrize("blind", BLINDS)


def told(blind: Blind, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """What one says of some rows."""
    store = DuckStore()
    try:
        fill(store, rows)
        look(store, {name: all_detectors()[name] for name in blind.rules}, nobody)
        return blind.told(store)
    finally:
        store.close()


@by_blind
def test_it_is_told_where_it_is_so_and_only_there(blind: Blind) -> None:
    yes, no = CASES[blind.name]
    says = told(blind, yes)
    assert says
    assert not GUILT.search(" ".join(says))
    assert told(blind, no) == ()


@by_blind
def test_it_is_of_detectors_that_are_there(blind: Blind) -> None:
    assert set(blind.rules) <= set(all_detectors())


@by_blind
def test_its_numbers_matter(blind: Blind) -> None:
    yes, no = CASES[blind.name]
    for name, number in numbers_of(blind.numbers).items():
        if f"${name}" in blind.find:
            far = [replace(blind.numbers, **{name: type(number)(n)}) for n in (0, 10**9)]
            pushed = {
                told(replace(blind, numbers=numbers), rows) for numbers in far for rows in (yes, no)
            }
            assert len(pushed) > 1, name


def test_tables_that_only_explain_are_told_apart_from_those_needed() -> None:
    rules = {name: all_detectors()[name] for name in ("short-lived", "vpn-use")}
    store = DuckStore()
    fill(store, (NEW_FILE, WATCHED, numbered("arin:b", 64502)))
    look(store, rules, nobody)
    says = not_looked(store, rules)
    assert unseen(store, rules) == {"vpn-use": ("use_label",)}
    assert "not loaded: use_label (vpn-use)" in says
    assert "looked without use_label, which would explain some of it away (short-lived)" in says
    store.close()


def test_of_two_tables_that_both_will_do_one_is_told_as_partly() -> None:
    rules = {"stranger-object": all_detectors()["stranger-object"]}
    (example,) = (e for e in rules["stranger-object"].examples if e.title.startswith("a ROA"))
    store = DuckStore()
    fill(store, example.rows)
    look(store, rules, nobody)
    assert unseen(store, rules) == {}
    assert "looked in part only, without route_object (stranger-object)" in not_looked(store, rules)
    store.close()


def test_a_table_filled_for_the_question_is_an_answer_when_it_is_empty() -> None:
    rules = {"origin-of-hand": all_detectors()["origin-of-hand"]}
    store = DuckStore()
    fill(store, (NEW_FILE, WATCHED, numbered("arin:b", 64502), listed(BLOCK, date(2015, 1, 1))))
    look(store, rules, nobody)
    assert unseen(store, rules) == {"origin-of-hand": ("hand_member",)}
    assert unseen(store, rules, {HandMember}) == {}
    store.close()
