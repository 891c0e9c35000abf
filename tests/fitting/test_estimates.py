"""Estimates: bits of every bin with its interval, the same however the labels are told."""

from math import isfinite, log2
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.evidence import AGAINST
from samehand.resolve import all_links
from samehand.resolve.fitting.counting import Counts, Tally, count
from samehand.resolve.fitting.estimating import NUMBERS, Estimates, estimate
from samehand.resolve.fitting.files import Inputs, joined, text_of, whole_of
from samehand.resolve.fitting.labels import Labels, siblings_of
from samehand.resolve.fitting.stated import stated
from samehand.resolve.weights import default_weights
from samehand.store.duck import DuckStore

LINKS = list(all_links().values())
ORGS = ("A", "B", "C")
NO_INPUTS = Inputs(book=(), labels=())

told = st.dictionaries(st.sampled_from(ORGS), st.floats(0.05, 30.0), max_size=3)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    by_organisation = draw(told)
    siblings = sum(max(1, round(value)) for value in by_organisation.values())
    return Tally(siblings + draw(st.integers(0, 100_000)) + 1, siblings, by_organisation)


@st.composite
def counted(draw: st.DrawFn) -> tuple[Counts, Labels]:
    """Any counts that could be."""
    siblings = siblings_of([(org, (f"arin:{org}1", f"arin:{org}2")) for org in ORGS])
    labels = Labels(siblings=siblings, holders=frozenset("abc"))
    bins = {
        rule.name: draw(st.dictionaries(st.sampled_from(rule.bins), tallies(), max_size=2))
        for rule in draw(st.lists(st.sampled_from(LINKS), max_size=4, unique_by=lambda r: r.name))
    }
    every = Tally(10**8, 100, dict.fromkeys(ORGS, 40.0))
    counts = Counts(every, draw(tallies()), {rule.name: bins.get(rule.name, {}) for rule in LINKS})
    return counts, labels


def estimated(counts: Counts, labels: Labels) -> Estimates:
    return estimate(counts, LINKS, labels, default_weights())


@settings(max_examples=30)
@given(counted())
def test_no_weight_is_infinite_and_an_interval_holds_its_estimate(
    made: tuple[Counts, Labels],
) -> None:
    found = estimated(*made)
    assert found.prior_low <= found.prior <= found.prior_high
    for rule in LINKS:
        assert set(found.links[rule.name]) == set(rule.bins)
        for each in found.links[rule.name].values():
            assert isfinite(each.bits)
            if each.low is not None and each.high is not None:
                assert isfinite(each.low)
                assert isfinite(each.high)
                assert each.low <= each.bits <= each.high
            assert each.bits <= 0 or rule.family != AGAINST
            assert each.bits >= 0 or not rule.proposed or rule.family == AGAINST


def test_a_bin_is_log_m_over_u_shrunk_towards_its_link() -> None:
    rule = next(r for r in LINKS if not r.proposed and r.name not in stated())
    labels = Labels(siblings=siblings_of([("A", ("x", "y"))]), holders=frozenset("xy"))
    first, second = Tally(900, 90, {"A": 90.0}), Tally(100, 0, {})
    bins = dict(zip(rule.bins, (first, second), strict=False))
    counts = Counts(
        Tally(1_000_000, 200, {"A": 200.0}),
        Tally(0, 0, {}),
        {each.name: bins if each is rule else {} for each in LINKS},
    )
    found = estimated(counts, labels).links[rule.name]
    shown = (90 + NUMBERS.shrink * 0.09) / (900 + NUMBERS.shrink)
    each = found[rule.bins[0]]
    assert each.bits == pytest.approx(log2(shown / (200 / 1_000_000)))
    assert each.bits == pytest.approx(log2(each.m / each.u))
    assert found[rule.bins[1]].bits < each.bits
    for name in rule.bins[2:]:
        assert "not seen" in found[name].how


def test_few_siblings_give_a_wider_interval() -> None:
    rule = next(r for r in LINKS if not r.proposed and r.name not in stated())

    def width(times: int) -> float:
        orgs = {f"O{n}": 1.0 for n in range(10 * times)}
        pairs = [(org, (f"{org}a", f"{org}b")) for org in orgs]
        labels = Labels(siblings=siblings_of(pairs), holders=frozenset("ab"))
        shown = dict(list(orgs.items())[: 3 * times])
        tally = Tally(1000 * times, len(shown), shown)
        bins = {r.name: {rule.bins[0]: tally} if r is rule else {} for r in LINKS}
        every = Tally(10**7, len(orgs), orgs)
        found = estimated(Counts(every, Tally(0, 0, {}), bins), labels)
        each = found.links[rule.name][rule.bins[0]]
        return (each.high or 0.0) - (each.low or 0.0)

    assert width(1) > 2 * width(20)


def test_every_stated_link_is_one_and_has_a_reason() -> None:
    assert set(stated()) <= set(all_links())
    assert all(0 < m < 1 and len(why.split()) > 4 for m, why in stated().values())


# Of real rows: every example of every link in one store


def whole(crowd: DuckStore, pairs: list[tuple[str, tuple[str, str]]], holders: set[str]) -> Any:
    labels = Labels(siblings=siblings_of(pairs), holders=frozenset(holders))
    counts = count(crowd, LINKS, labels)
    return whole_of(estimated(counts, labels), LINKS, labels, NO_INPUTS)


@pytest.fixture(scope="module")
def known(crowd: DuckStore) -> tuple[list[tuple[str, tuple[str, str]]], set[str]]:
    """Half of the pairs that links found, each as an organisation of its own; all holders."""
    rows = crowd.query("SELECT DISTINCT one, other FROM candidate ORDER BY one, other").to_pylist()
    holders = {end for row in rows for end in (row["one"], row["other"])}
    return [(f"O{n // 3}", (r["one"], r["other"])) for n, r in enumerate(rows[::2])], holders


@pytest.fixture(scope="module")
def fit(crowd: DuckStore, known: tuple[list[Any], set[str]]) -> str:
    """The file of a fit to what is known, as it is told."""
    return text_of(whole(crowd, *known))


@settings(max_examples=3)
@given(st.integers(0, 2**32))
def test_order_and_repetition_of_labels_change_no_byte(
    crowd: DuckStore, known: tuple[list[Any], set[str]], fit: str, seed: int
) -> None:
    pairs, holders = known
    turned = [(org, (other, one)) for org, (one, other) in pairs]
    Random(seed).shuffle(turned)
    again = turned + pairs[: len(pairs) // 2]
    assert text_of(whole(crowd, again, holders)) == fit


def test_what_is_counted_is_counted_once(
    crowd: DuckStore, known: tuple[list[Any], set[str]]
) -> None:
    pairs, holders = known
    labels = Labels(siblings=siblings_of(pairs), holders=frozenset(holders))
    counts = count(crowd, LINKS, labels)
    for rule in LINKS:
        found = crowd.query(f"SELECT DISTINCT one, other FROM {rule.found_in}").num_rows
        assert sum(tally.pairs for tally in counts.bins[rule.name].values()) <= found
        for tally in counts.bins[rule.name].values():
            assert tally.siblings <= tally.pairs
            assert tally.counts <= counts.every.counts + 1e-9
    assert counts.every.siblings == len(labels.siblings)


def test_a_link_may_be_taken_from_another_fit(
    crowd: DuckStore, known: tuple[list[Any], set[str]]
) -> None:
    pairs, holders = known
    first, second = whole(crowd, pairs, holders), whole(crowd, pairs[:6], holders)
    found = joined(first, second, ["moved"])
    assert found["links"]["moved"] == second["links"]["moved"]
    rest = {name: told for name, told in first["links"].items() if name != "moved"}
    assert rest.items() <= found["links"].items()
    assert list(found["links"]) == list(first["links"])
    assert found["digest"] not in (first["digest"], second["digest"])
