"""Hands: what a reader is told of a set of holders follows from the pairs in it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.resolve import all_links
from samehand.resolve.grouping import group
from samehand.resolve.hands import Ground, Hand, ground, hands
from samehand.resolve.robust import falling, leave_out
from samehand.resolve.weights import default_weights
from samehand.store.duck import DuckStore

NAMES = "abcdefgh"


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    """Made-up pairs, names, dependants and intakes."""
    every = list(combinations(NAMES, 2))
    pairs = draw(st.dictionaries(st.sampled_from(every), st.integers(-20, 60).map(lambda n: n / 2)))
    named = draw(st.frozensets(st.sampled_from(sorted(pairs)))) if pairs else frozenset()
    some = st.frozensets(st.sampled_from([*NAMES, *"stuvwxyz"]), max_size=6)
    return Ground(
        pairs,
        named,
        draw(st.dictionaries(st.sampled_from(NAMES), some, max_size=4)),
        draw(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 9), max_size=8)),
        draw(st.frozensets(st.sampled_from(NAMES))),
    )


@given(grounds())
def test_hands_are_the_groups_in_rank_order(on: Ground) -> None:
    found = hands(on)
    assert sorted(hand.members for hand in found) == group(on.pairs)
    assert hands(on) == found
    ranks = [(hand.reading == "declared", -round(hand.weight, 6)) for hand in found]
    assert ranks == sorted(ranks)


@given(grounds())
def test_the_weight_is_links_and_as_much_intake_as_is_closed(on: Ground) -> None:
    assert isinstance(on.pairs, dict)
    for hand in hands(on):
        assert hand.weight == pytest.approx(hand.links + hand.intake * hand.closed)
        assert hand.links == pytest.approx(sum(max(0.0, bits) for bits, _, _ in hand.tree))
        assert all(on.pairs[one, other] == bits for bits, one, other in hand.tree)
        assert 0 < hand.closed < 1
        assert hand.intake >= 0


@given(grounds())
def test_a_reading_follows_from_what_relates_the_members(on: Ground) -> None:
    assert isinstance(on.named, frozenset)
    for hand in hands(on):
        tied = {m for pair in combinations(hand.members, 2) if pair in on.named for m in pair}
        assert (hand.reading == "declared") == (2 * len(tied) >= len(hand.members))
        split = len(on.split & set(hand.members))
        if hand.reading == "undeclared":
            assert 2 * split < len(hand.members)


def _hand(**given_parts: object) -> Hand:
    parts: dict[str, object] = {
        "members": ("a", "b"),
        "tree": (),
        "links": 5.0,
        "intake": 4.0,
        "closed": 0.5,
        "outside": 0,
        "named": 0.0,
        "split": 0.0,
    }
    return Hand(**(parts | given_parts))  # type: ignore[arg-type]


def test_readings() -> None:
    assert _hand().reading == "undeclared"
    assert _hand(named=0.5).reading == "declared"
    assert _hand(split=0.5).reading == "unclear"
    assert _hand(closed=0.05, outside=40).reading == "unclear"
    assert _hand(closed=0.05, outside=3).reading == "undeclared"
    assert _hand(named=1.0, split=1.0).reading == "declared"


def test_without_nothing_every_hand_is_whole(crowd: DuckStore) -> None:
    found = hands(ground(crowd))
    assert len(found) > 3
    told = leave_out(crowd, found, {"nothing": {"no such link"}}, default_weights().prior)
    for hand, (left,) in zip(found, told, strict=True):
        assert left.holds
        assert left.members_left == len(hand.members)


def test_without_every_link_no_hand_holds(crowd: DuckStore) -> None:
    found = hands(ground(crowd))
    told = leave_out(crowd, found, {"all": set(all_links())}, default_weights().prior)
    assert not any(left.holds or left.members_left for (left,) in told)


def test_a_link_falls_with_the_only_source_of_a_table_it_reads() -> None:
    alone = falling(all_links(), {"listing": {"drop"}, "holding": {"delegated", "other"}})
    assert alone["drop"] == {"listed-together"}
    assert alone["delegated"] == alone["other"] == set()
