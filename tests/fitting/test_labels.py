"""Labels: pairs known to be one organisation or two, heard in any order and any number of times."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.api.labelling import holders_in
from samehand.errors import UsageError
from samehand.made import named, numbered
from samehand.resolve.fitting.labels import Labels, both, in_half, siblings_of
from samehand.resolve.fitting.orgs import NUMBERS, labels_of_list
from samehand.resolve.fitting.verdicts import labels_of_verdicts
from samehand.rules import lay
from samehand.steps.party import party
from samehand.store.duck import DuckStore
from tests.looking import fill

HOLDERS = [f"arin:{letter}" for letter in "abcdefgh"]
pairs = st.tuples(st.sampled_from(HOLDERS), st.sampled_from(HOLDERS))
told_pairs = st.lists(st.tuples(st.sampled_from(["X", "Y", "Z"]), pairs), max_size=12)


@given(told_pairs, st.randoms(use_true_random=False))
def test_order_and_repetition_change_no_label(
    told: list[tuple[str, tuple[str, str]]], shuffled: object
) -> None:
    turned = [(org, (pair[1], pair[0])) for org, pair in told]
    shuffled.shuffle(turned)  # type: ignore[attr-defined]
    assert siblings_of(told) == siblings_of([*turned, *told])


@given(told_pairs, st.lists(pairs, max_size=4))
def test_a_pair_is_labelled_once_and_an_organisation_weighs_as_its_holders(
    told: list[tuple[str, tuple[str, str]]], spared: list[tuple[str, str]]
) -> None:
    found = siblings_of(told, spared)
    seen = [(each.one, each.other) for each in found]
    assert len(seen) == len(set(seen))
    assert not {frozenset(pair) for pair in seen} & {frozenset(pair) for pair in spared}
    assert all(one < other for one, other in seen)
    for org in {each.organisation for each in found}:
        members = {
            end for each in found if each.organisation == org for end in (each.one, each.other)
        }
        assert sum(each.counts for each in found if each.organisation == org) <= len(HOLDERS) - 1
        assert len(members) >= 2


def test_an_organisation_of_many_counts_one_less_than_its_holders() -> None:
    whole = [("X", (a, b)) for n, a in enumerate(HOLDERS) for b in HOLDERS[n + 1 :]]
    assert sum(each.counts for each in siblings_of(whole)) == pytest.approx(len(HOLDERS) - 1)


def test_each_organisation_is_in_one_half() -> None:
    names = [f"ORG-{n}" for n in range(200)]
    even = [name for name in names if in_half(name, "even")]
    assert {name for name in names if in_half(name, "odd")} == set(names) - set(even)
    assert 60 < len(even) < 140
    labels = Labels(siblings=siblings_of([("X", ("a", "b"))]), holders=frozenset("ab"))
    halves = [labels.of_half(half).siblings for half in ("even", "odd")]
    assert sorted(map(len, halves)) == [0, 1]
    assert labels.of_half("all") == labels
    left = [labels.of_half(half).apart for half in ("even", "odd")]
    assert sorted(map(len, left)) == [0, 1], "what the other half knows is no pair of two here"


@pytest.fixture
def store() -> Iterator[DuckStore]:
    """Four holders with an AS and a name each."""
    made = DuckStore()
    rows = [numbered(f"arin:{letter}", 64500 + n) for n, letter in enumerate("abcd")]
    names = [named(64500 + n, f"EXA{n}-1", f"Example {n} Networks") for n in range(4)]
    fill(made, [*rows, *names])
    lay([party], made)
    yield made
    made.close()


def listed(store: DuckStore, *rows: tuple[int, str, str, str]) -> Labels:
    names = ("asn", "org", "name", "handle")
    table = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    store.keep("label_list", pa.table(table))
    return labels_of_list(store)


def test_holders_under_one_organisation_are_siblings(store: DuckStore) -> None:
    labels = listed(
        store,
        (64500, "O", "Example", "EXA0-1"),
        (64501, "O", "Example", "EXA1-1"),
        (64502, "P", "", "EXA2-1"),
    )
    assert [(s.one, s.other, s.organisation) for s in labels.siblings] == [
        ("arin:a", "arin:b", "O")
    ]
    assert labels.holders == {"arin:a", "arin:b", "arin:c"}
    assert labels.under["arin:c"] == {"P"}


def test_a_number_given_to_somebody_else_since_teaches_nothing(store: DuckStore) -> None:
    labels = listed(store, (64500, "O", "Example", "EXA0-1"), (64501, "O", "Another", "OTHER-1"))
    assert not labels.siblings
    assert "arin:b" in labels.holders


def test_a_handle_that_begins_the_same_is_the_same_holder(store: DuckStore) -> None:
    labels = listed(store, (64500, "O", "", "EXA0-EU"), (64501, "O", "", "EXA1-2"))
    assert len(labels.siblings) == 1


def test_a_customer_list_teaches_nothing() -> None:
    many = NUMBERS.largest + 1
    store = DuckStore()
    fill(store, [numbered(f"arin:{n}", 64512 + n) for n in range(many)])
    fill(store, [named(64512 + n, "EXAM-1", "Example") for n in range(many)])
    lay([party], store)
    labels = listed(store, *[(64512 + n, "O", "Example", "EXAM-1") for n in range(many)])
    assert not labels.siblings
    assert len(labels.under) == many
    store.close()


CSV = "one,other,verdict,group\n"


def test_verdicts_are_read_and_what_cannot_be_used_is_set_aside(store: DuckStore) -> None:
    text = CSV + "arin:b,arin:a,same,\nAS64502,arin:d,Different,\narin:a,arin:c,unsure,\n"
    text += "arin:a,arin:nobody,same,\narin:a,arin:a,same,\narin:a,arin:b,maybe,\n"
    labels = labels_of_verdicts(store, text)
    assert [(s.one, s.other) for s in labels.siblings] == [("arin:a", "arin:b")]
    assert labels.different == {("arin:c", "arin:d")}
    assert not labels.closed
    assert [line.partition(":")[0] for line in labels.set_aside] == ["line 5", "line 6", "line 7"]


def test_a_pair_said_to_be_both_is_two_and_that_is_told(store: DuckStore) -> None:
    labels = labels_of_verdicts(store, CSV + "arin:a,arin:b,same,\narin:b,arin:a,different,\n")
    assert not labels.siblings
    assert labels.different == {("arin:a", "arin:b")}
    assert len(labels.set_aside) == 1


def test_pairs_that_hang_together_are_one_organisation(store: DuckStore) -> None:
    labels = labels_of_verdicts(store, CSV + "arin:b,arin:c,same,\narin:a,arin:b,same,\n")
    assert {s.organisation for s in labels.siblings} == {"arin:a"}
    assert sum(s.counts for s in labels.siblings) == pytest.approx(2.0)
    grouped = labels_of_verdicts(store, CSV + "arin:b,arin:c,same,G\narin:a,arin:b,same,H\n")
    assert grouped.organisations == ("G", "H")


def test_a_verdict_is_believed_before_a_list(store: DuckStore) -> None:
    of_list = listed(store, *[(64500 + n, "O", "Example", f"EXA{n}-1") for n in range(3)])
    judged = labels_of_verdicts(store, CSV + "arin:a,arin:b,different,\narin:c,arin:d,same,\n")
    found = both(of_list, judged)
    assert [(s.one, s.other) for s in found.siblings] == [
        ("arin:a", "arin:c"),
        ("arin:b", "arin:c"),
        ("arin:c", "arin:d"),
    ]
    assert found.closed


def test_holders_left_out_are_in_no_label(store: DuckStore, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("# the case\narin:a  its name\n\n")
    spared = holders_in(path)
    labels = labels_of_verdicts(store, CSV + "arin:a,arin:b,same,\n", spared)
    assert not labels.siblings
    assert "arin:a" not in labels.holders
    path.write_text("no holder\n")
    with pytest.raises(UsageError, match="is no holder"):
        holders_in(path)
