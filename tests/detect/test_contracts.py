"""What every detector keeps, without being asked: each is tried on its own examples."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samehand.detect import all_detectors
from samehand.detect.looking import EXPLAINS, NEEDED, PARTLY, look, unseen, weigh
from samehand.detect.weights import default_weights
from samehand.evidence import FAMILIES
from samehand.made import DAY, cite_of
from samehand.rules import Rule, Step, lay, numbers_of
from samehand.store import Clock
from samehand.store.duck import DuckStore
from samehand.tables import Kept, Row
from samehand.tables.routing import Sighting
from tests.crowds import Change, Rows, Told, strays, unnoticed
from tests.detect.looking import (
    elsewhere,
    every_example,
    every_step,
    finds_in,
    found,
    looked,
    rows_in,
)
from tests.looking import fill, nobody, steps_of
from tests.slow import SLOW, times

RULES = [pytest.param(rule, id=name) for name, rule in all_detectors().items()]
EXAMPLES = [pytest.param((r, e), id=f"{r.name}: {e.title}") for r, e in every_example()]
STEPS = every_step()
OF_LINKS = {"as_part": "same_letters"}  # steps of links, whose numbers their own tests push
by_rule = pytest.mark.parametrize("rule", RULES)
slow = pytest.mark.skipif(
    not SLOW, reason="half a minute in all: SAMEHAND_SLOW=1, as continuous integration has it"
)

GUILT = re.compile(
    r"\b(thie\w+|stolen|steal\w*|hijack\w*|squat\w*|shells?|fakes?|fraud\w*|crim\w+|abus\w+"
    r"|bad|owner\w*|suspicious\w*|malicious\w*|attack\w*|bogus|rogue|illegal\w*)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module", params=EXAMPLES)
def told(request: pytest.FixtureRequest) -> Told:
    """Looked at once for both tests of an example: they are run one after another."""
    rule, example = request.param
    with looked(rule, example.rows) as store:
        return Told(rule, example, rows_in(store, rule))


def test_an_example_gives_exactly_what_it_promises(told: Told) -> None:
    assert told.finds == dict(told.example.finds)
    assert len(told.finds) == len(told.found), "a subject is found once"
    assert set(told.finds.values()) <= set(told.rule.bins)


def test_every_sentence_cites_rows_and_names_no_guilt(told: Told) -> None:
    known = {row.cite for row in told.example.rows}
    for row in told.found:
        for item in told.rule.signal(row, 1.0).evidence:
            assert item.says.strip()
            assert "None" not in item.says
            assert not GUILT.search(item.says)
            assert not re.search(r"\b1 (days|blocks|holders|times|prefixes)\b", item.says)
            assert item.cites
            assert set(item.cites) <= known


@by_rule
def test_a_detector_says_what_it_is_finds_and_spares(rule: Rule[Any]) -> None:
    assert rule.family in FAMILIES
    assert rule.subject in (("block",), ("asn",), ("holder",))
    assert not GUILT.search(" ".join((rule.name, rule.title, *rule.bins)))
    assert len(set(rule.bins)) == len(rule.bins)
    assert {bool(example.finds) for example in rule.examples} == {True, False}
    titles = [example.title for example in rule.examples]
    assert len(titles) == len(set(titles))


def test_every_bin_has_a_weight_and_no_other_has() -> None:
    bins = {(rule.name, bin_) for rule in all_detectors().values() for bin_ in rule.bins}
    assert set(default_weights().bits) == bins


@by_rule
def test_hearing_it_twice_changes_nothing(rule: Rule[Any]) -> None:
    """The same lines again, and the same facts in a second file."""
    for example in strays(rule, _again, looked, elsewhere):
        (rows,) = _again(example.rows)
        assert found(rule, rows) == example.finds, example.title


def _again(rows: Rows) -> tuple[Rows]:
    second = (replace(row, cite=cite_of("second file", row.cite)) for row in rows)
    return ((*rows, *rows, *second),)


@by_rule
def test_two_worlds_do_not_mix(rule: Rule[Any]) -> None:
    """Those of all its examples, and each of them twice."""
    for example in strays(rule, lambda rows: (rows, rows), looked, elsewhere):
        both = found(rule, (*example.rows, *elsewhere(example.rows)))
        twice = Counter(example.finds.values())
        assert {subject: both.get(subject) for subject in example.finds} == example.finds
        assert Counter(both.values()) == twice + twice, example.title


# Tables


@by_rule
def test_an_empty_store_is_not_looked_at(rule: Rule[Any]) -> None:
    with looked(rule, ()) as store:
        needed = unseen(store, {rule.name: rule})[rule.name]
        assert finds_in(store, rule) == {}
    spared = EXPLAINS | PARTLY.get(rule.name, frozenset())
    either = {kind for group in NEEDED.get(rule.name, ()) for kind in group}
    told = {kind.table for kind in rule.reads if kind in either or kind not in spared}
    assert needed
    assert set(needed) == told


@by_rule
def test_what_a_detector_reads_is_what_it_and_its_steps_read(rule: Rule[Any]) -> None:
    """A table that only a step reads is read all the same, and missing it is told."""
    of_steps = {kind for step in steps_of(rule).values() for kind in step.reads}
    assert of_steps <= set(rule.reads)
    assert len(set(rule.reads)) == len(rule.reads)


@by_rule
def test_without_a_table_it_needs_it_finds_nothing(rule: Rule[Any]) -> None:
    with looked(rule, ()) as store:
        needed = set(unseen(store, {rule.name: rule})[rule.name])
    groups = [set(group) for group in NEEDED.get(rule.name, ())]
    alone = [{k} for k in rule.reads if k.table in needed and not any(k in g for g in groups)]
    for without in (*alone, *groups):
        told = [example for example in rule.examples if example.finds]
        crowd = [
            elsewhere((row for row in example.rows if type(row) not in without), world)
            for world, example in enumerate(told)
            if any(type(row) in without for row in example.rows)
        ]
        assert found(rule, chain.from_iterable(crowd)) == {}, without


@by_rule
def test_without_another_table_it_still_finds_something(rule: Rule[Any]) -> None:
    with looked(rule, ()) as store:
        needed = set(unseen(store, {rule.name: rule})[rule.name])
    for kind in rule.reads:
        if kind.table not in needed or any(
            len(group) > 1 and kind in group for group in NEEDED.get(rule.name, ())
        ):
            assert any(
                found(rule, [row for row in example.rows if type(row) is not kind])
                for example in rule.examples
                if example.finds
            ), kind


@by_rule
def test_an_example_says_rows_of_tables_that_are_read(rule: Rule[Any]) -> None:
    for example in rule.examples:
        assert {type(row) for row in example.rows} <= set(rule.reads), example.title


# Numbers


def _far(number: float) -> tuple[float, float]:
    """A number pushed far off, both ways."""
    return type(number)(0), type(number)(1_000_000_000)


@by_rule
def test_every_number_of_a_detector_matters(rule: Rule[Any]) -> None:
    """Push each far off; if no example notices, the examples are too weak."""
    assert not unnoticed(_pushes(rule), [(rule, partial(_push, rule))], looked, elsewhere)


def _pushes(told: Rule[Any] | Step[Any]) -> Iterator[Change]:
    for name, number in numbers_of(told.numbers).items():
        if OF_LINKS.get(told.name) != name:
            yield from ((name, far) for far in _far(number))


def _push(rule: Rule[Any], store: DuckStore, change: Change) -> None:
    name, far = change
    replace(rule, numbers=replace(rule.numbers, **{name: far})).look(store)


@slow
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_every_number_of_a_step_matters(step: Step[Any]) -> None:
    """To some example of some detector that stands on the step."""
    standing = [rule for rule in all_detectors().values() if step.name in steps_of(rule)]
    makers = [(rule, partial(_push_step, step, rule)) for rule in standing]
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


# Clocks


def test_no_detector_or_step_looks_past_the_clocks() -> None:
    looking: tuple[Rule[Any] | Step[Any], ...] = (*all_detectors().values(), *STEPS.values())
    for each in looking:
        assert "stored_" not in each.find.lower(), each.name


@st.composite
def heard(draw: st.DrawFn, rule: Rule[Any]) -> tuple[tuple[Row, ...], Clock]:
    """Rows of an example, told on other days too, and a question's two clocks."""
    example = draw(st.sampled_from([each for each in rule.examples if len(each.rows) < 60]))
    told = {day for row in example.rows for day in (row.seen, row.last_seen) if day}
    about = sorted(told | {day + timedelta(days=off) for day in told for off in (-40, 1, 40)})
    days = st.sampled_from(about)
    rows: list[Row] = []
    for row in example.rows:
        again = draw(st.lists(st.tuples(days, st.booleans()), max_size=1))
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
    if row.last_seen:
        new["last_seen"] = max(row.last_seen, day)
    return replace(row, **new)


def let_through(rows: tuple[Row, ...], clock: Clock) -> Iterator[Row]:
    """The rows that a question may rest on, by the meaning of the two clocks."""
    both = min(clock.as_of, clock.known_on)
    known = [row for row in rows if row.seen <= clock.known_on or row.kept is Kept.ALWAYS]
    for row in known:
        if row.kept is Kept.ALWAYS:
            yield row
        elif row.kept is Kept.SNAPSHOT and row.seen > clock.as_of:
            states = {other.seen for other in known if _scope(other) == _scope(row)}
            if row.seen == min(states):
                yield row
        elif row.seen <= clock.as_of:
            yield _cut(row, rows, both, clock)


def _cut(row: Row, rows: tuple[Row, ...], both: date, clock: Clock) -> Row:
    """A run up to the last file day that may be known; a listing without an end to come."""
    until = getattr(row, "until", None)
    if until and until > clock.known_on:
        row = replace(row, until=None)  # type: ignore[call-arg]
    if isinstance(row, Sighting) and row.last_seen and row.last_seen > both:
        same = [other for other in rows if _scope(other) == _scope(row)]
        days = {
            day for other in same for day in (other.seen, other.last_seen) if day and day <= both
        }
        return replace(row, last_seen=max(days) if row.collector else both)
    return row


def _scope(row: Row) -> tuple[type[Row], object]:
    return type(row), getattr(row, row.scope) if row.scope else None


@by_rule
def test_nothing_seen_or_dated_later_changes_an_answer(rule: Rule[Any]) -> None:
    @settings(max_examples=times(12, quick=5), suppress_health_check=list(HealthCheck))
    @given(heard(rule))
    def holds(told: tuple[tuple[Row, ...], Clock]) -> None:
        rows, clock = told
        assert found(rule, rows, clock) == found(rule, tuple(let_through(rows, clock)), clock)

    holds()


def test_an_answer_as_known_later_may_differ() -> None:
    """The property above is not empty: what comes later does change a later answer."""
    rule = all_detectors()["dormant-revival"]
    example = next(each for each in rule.examples if each.finds)
    assert found(rule, example.rows, Clock(DAY, DAY)) == example.finds
    before = date(2014, 3, 1)
    assert found(rule, example.rows, Clock(before, DAY)) == {}
    assert found(rule, example.rows, Clock(before, before)) == {}


# Adding up


def test_findings_of_one_ground_count_once() -> None:
    """Two detectors that rest on the same lines: the stronger counts."""
    both = {name: all_detectors()[name] for name in ("dormant-revival", "first-seen-late")}
    (example,) = (e for e in both["dormant-revival"].examples if e.title == "by another AS")
    store = DuckStore()
    fill(store, example.rows)
    look(store, both, nobody)
    weigh(store, both, default_weights())
    told = store.query("SELECT * FROM detected_bits").to_pylist()
    bits = default_weights().bits[("dormant-revival", "by another AS")]
    assert [(row["subject"], row["bits"]) for row in told] == [("198.51.100.0/22", bits)]
    store.close()
