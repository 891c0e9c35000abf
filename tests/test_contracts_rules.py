"""What every link keeps, without being asked: each is tried on its own examples."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samehand.evidence import FAMILIES
from samehand.made import DAY, cite_of
from samehand.resolve import all_links
from samehand.resolve.looking import unseen
from samehand.resolve.weights import default_weights
from samehand.rules import Rule, Step, lay, numbers_of
from samehand.store import Clock
from samehand.store.duck import DuckStore
from samehand.tables import Kept, Row
from tests.crowds import Change, Rows, Told, strays, unnoticed
from tests.looking import (
    elsewhere,
    every_example,
    finds_in,
    found,
    looked,
    rows_in,
    steps_of,
)
from tests.slow import times

RULES = [pytest.param(rule, id=name) for name, rule in all_links().items()]
EXAMPLES = [pytest.param((r, e), id=f"{r.name}: {e.title}") for r, e in every_example()]
STEPS: dict[str, Step[Any]] = {
    name: step for rule in all_links().values() for name, step in steps_of(rule).items()
}
by_rule = pytest.mark.parametrize("rule", RULES)

GUILT = re.compile(
    r"\b(thie\w+|stolen|steal\w*|hijack\w*|squat\w*|shells?|fakes?|fraud\w*|crim\w+|abus\w+)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module", params=EXAMPLES)
def told(request: pytest.FixtureRequest) -> Told:
    """Looked at once for all tests of an example: they are run one after another."""
    rule, example = request.param
    with looked(rule, example.rows) as store:
        lacking = [k.table for k in rule.reads if not any(type(r) is k for r in example.rows)]
        assert list(unseen(store, {rule.name: rule}).get(rule.name, ())) == lacking
        return Told(rule, example, rows_in(store, rule))


def test_an_example_gives_exactly_what_it_promises(told: Told) -> None:
    assert told.finds == dict(told.example.finds)
    assert len(told.finds) == len(told.found), "a subject is found once"
    assert all(one < other for one, other in told.finds), "the lesser holder comes first"


def test_every_bin_is_promised(told: Told) -> None:
    assert {row["bin"] for row in told.found} <= set(told.rule.bins)


def test_every_sentence_cites_rows_and_names_no_guilt(told: Told) -> None:
    known = {row.cite for row in told.example.rows}
    for row in told.found:
        for item in told.rule.signal(row, 1.0).evidence:
            assert item.says.strip()
            assert "None" not in item.says
            assert not GUILT.search(item.says)
            assert item.cites
            assert set(item.cites) <= known


@by_rule
def test_a_rule_finds_once_and_spares_once(rule: Rule[Any]) -> None:
    assert {bool(example.finds) for example in rule.examples} == {True, False}
    titles = [example.title for example in rule.examples]
    assert len(titles) == len(set(titles))


@by_rule
def test_a_rule_says_what_it_is(rule: Rule[Any]) -> None:
    assert rule.family in {*FAMILIES, "against"}
    assert rule.title
    assert not GUILT.search(" ".join((rule.title, *rule.bins)))
    assert len(set(rule.bins)) == len(rule.bins)


@by_rule
def test_every_bin_has_a_weight(rule: Rule[Any]) -> None:
    assert {(rule.name, bin_) for bin_ in rule.bins} <= set(default_weights().bits)


@by_rule
def test_an_empty_store_is_not_looked_at(rule: Rule[Any]) -> None:
    with looked(rule, ()) as store:
        every = tuple(kind.table for kind in rule.reads)
        assert unseen(store, {rule.name: rule}) == {rule.name: every}
        assert finds_in(store, rule) == {}


@by_rule
def test_hearing_it_twice_changes_nothing(rule: Rule[Any]) -> None:
    """The same lines again, and the same facts in a second file."""
    for example in strays(rule, _again, looked, elsewhere):
        for rows in _again(example.rows):
            assert found(rule, rows) == example.finds, example.title


def _again(rows: Rows) -> tuple[Rows, Rows]:
    second = (replace(row, cite=cite_of("second file", row.cite)) for row in rows)
    return (*rows, *rows), (*rows, *second)


@by_rule
def test_two_worlds_do_not_mix(rule: Rule[Any]) -> None:
    """Those of all its examples, and each of them twice."""
    for example in strays(rule, lambda rows: (rows, rows), looked, elsewhere):
        moved = elsewhere(example.rows)
        alone = found(rule, moved)
        assert sorted(alone.values()) == sorted(example.finds.values()), example.title
        assert found(rule, (*example.rows, *moved)) == {**example.finds, **alone}, example.title


def _far(name: str, number: float) -> tuple[float, float]:
    """A number pushed far off, both ways; so many years that a day can still be counted."""
    most = 1_000 if name.endswith(("_years", "_months")) else 1_000_000_000
    return type(number)(0), type(number)(most)


# Links of one kind share one SELECT; the one with the most examples stands for them.
SELECTS = {rule.find: rule for rule in sorted(all_links().values(), key=lambda r: len(r.examples))}


@pytest.mark.parametrize("rule", SELECTS.values(), ids=[rule.name for rule in SELECTS.values()])
def test_every_number_of_a_rule_matters(rule: Rule[Any]) -> None:
    """Push each far off; if no example notices, the examples are too weak."""
    assert not unnoticed(_pushes(rule), [(rule, partial(_push, rule))], looked, elsewhere)


def _pushes(told: Rule[Any] | Step[Any]) -> Iterator[Change]:
    for name, number in numbers_of(told.numbers).items():
        for far in _far(name, number):
            yield name, far


def _push(rule: Rule[Any], store: DuckStore, change: Change) -> None:
    name, far = change
    replace(rule, numbers=replace(rule.numbers, **{name: far})).look(store)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_every_number_of_a_step_matters(step: Step[Any]) -> None:
    """To some example of some rule that stands on the step."""
    standing = [rule for rule in all_links().values() if step.name in steps_of(rule)]
    nearest = sorted(standing, key=lambda rule: (step not in rule.needs, rule.proposed))
    makers = [(rule, partial(_push_step, step, rule)) for rule in nearest]
    assert not unnoticed(_pushes(step), makers, looked, elsewhere)


def _push_step(step: Step[Any], rule: Rule[Any], store: DuckStore, change: Change) -> None:
    name, far = change
    pushed = replace(step, numbers=replace(step.numbers, **{name: far}))
    aside = [name for name, each in steps_of(rule).items() if not _stands_on(each, step.name)]
    lay((_with(needed, pushed) for needed in rule.needs), store, aside)
    rule.look(store)


def _stands_on(step: Step[Any], name: str) -> bool:
    return step.name == name or any(_stands_on(needed, name) for needed in step.needs)


def _with(step: Step[Any], pushed: Step[Any]) -> Step[Any]:
    """A step with one of those it needs replaced."""
    if step.name == pushed.name:
        return pushed
    return replace(step, needs=tuple(_with(needed, pushed) for needed in step.needs))


def test_no_rule_or_step_looks_past_the_clocks() -> None:
    every: list[Rule[Any] | Step[Any]] = [*all_links().values(), *STEPS.values()]
    for each in every:
        assert "stored_" not in each.find.lower(), each.name


DAYS = tuple(DAY + timedelta(days=n) for n in (-400, -30, 0, 30, 400))
days = st.sampled_from(DAYS)


@st.composite
def heard(draw: st.DrawFn, rule: Rule[Any]) -> tuple[tuple[Row, ...], Clock]:
    """Rows of an example, published on other days too, and a question's two clocks."""
    example = draw(st.sampled_from([each for each in rule.examples if len(each.rows) < 70]))
    rows: list[Row] = []
    for row in example.rows:
        again = draw(st.lists(st.tuples(days, st.booleans()), max_size=2))
        rows += [row, *(_told_on(row, day, changed) for day, changed in again)]
    return tuple(rows), Clock(draw(days), draw(days))


def _told_on(row: Row, day: date, changed: bool) -> Row:
    """The same statement of another day, or one that says it of another holder or AS."""
    new: dict[str, Any] = {"seen": day, "cite": cite_of("on", day, changed, row.cite)}
    if changed and getattr(row, "holder", None):
        new["holder"] = "arin:later"
    if changed and hasattr(row, "origin"):
        new["origin"] = 64999
    if hasattr(row, "until"):
        new["until"] = day + timedelta(days=60)
    return replace(row, **new)


def let_through(rows: tuple[Row, ...], clock: Clock) -> Iterator[Row]:
    """The rows that a question may rest on, by the meaning of the two clocks."""
    known = [row for row in rows if row.seen <= clock.known_on]
    for row in known:
        if row.kept is Kept.SNAPSHOT and row.seen > clock.as_of:
            states = {other.seen for other in known if _scope(other) == _scope(row)}
            if row.seen == min(states):
                yield row
        elif row.seen <= clock.as_of:
            until = getattr(row, "until", None)
            yield replace(row, until=None) if until and until > clock.known_on else row  # type: ignore[call-arg]


def _scope(row: Row) -> tuple[type[Row], object]:
    return type(row), getattr(row, row.scope) if row.scope else None


@by_rule
def test_nothing_seen_or_dated_later_changes_an_answer(rule: Rule[Any]) -> None:
    @settings(
        max_examples=times(6, quick=3),
        suppress_health_check=list(HealthCheck),
    )
    @given(heard(rule))
    def holds(told: tuple[tuple[Row, ...], Clock]) -> None:
        rows, clock = told
        assert found(rule, rows, clock) == found(rule, tuple(let_through(rows, clock)), clock)

    holds()


def test_an_answer_as_known_later_may_differ() -> None:
    """The property above is not empty: what comes later does change a later answer."""
    rule = all_links()["moved"]
    example = next(example for example in rule.examples if example.finds)
    before = min(row.seen for row in example.rows)
    assert found(rule, example.rows, Clock(DAY, DAY)) == example.finds
    assert found(rule, example.rows, Clock(before, before)) == {}
    assert found(rule, example.rows, Clock(DAY, before)) == {}


def test_examples_say_rows_of_tables_that_are_read() -> None:
    """An example with rows that nobody reads tells a reader a story that is not looked at."""
    read = {kind for rule in all_links().values() for kind in rule.reads}
    assert {type(row) for _, example in every_example() for row in example.rows} <= read
