"""The weakest place of a hand is the cheapest of all ways to split it."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from samehand.resolve.cut import weakest_cut

NAMES = "abcdefg"
Pairs = dict[tuple[str, str], float]


@st.composite
def hand(draw: st.DrawFn) -> tuple[str, Pairs]:
    """Two to seven members, some of their pairs with bits of either sign."""
    members = NAMES[: draw(st.integers(2, len(NAMES)))]
    bits = st.integers(-8, 20).map(float)
    return members, {pair: draw(bits) for pair in combinations(members, 2) if draw(st.booleans())}


def price(part: tuple[str, ...], pairs: Pairs) -> float:
    """What it takes to part these members from the others."""
    crossing = [bits for (one, other), bits in pairs.items() if (one in part) != (other in part)]
    return sum(max(bits, 0.0) for bits in crossing)


@given(hand())
def test_the_cut_is_the_cheapest(given_hand: tuple[str, Pairs]) -> None:
    members, pairs = given_hand
    parts = [part for size in range(1, len(members)) for part in combinations(members, size)]
    cut = weakest_cut(members, pairs)
    assert abs(cut.bits - min(price(part, pairs) for part in parts)) < 1e-9
    assert abs(price(cut.parts[1], pairs) - cut.bits) < 1e-9


@given(hand())
def test_the_parts_are_the_hand_and_what_is_across_is_between_them(
    given_hand: tuple[str, Pairs],
) -> None:
    members, pairs = given_hand
    cut = weakest_cut(members, pairs)
    larger, smaller = cut.parts
    assert sorted(larger + smaller) == sorted(members)
    assert len(larger) >= len(smaller) >= 1
    assert all((one in larger) != (other in larger) for one, other in cut.across)
    assert abs(sum(pairs[pair] for pair in cut.across) - cut.bits) < 1e-9


@given(hand(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing(
    given_hand: tuple[str, Pairs], chance: object
) -> None:
    members, pairs = given_hand
    shuffled = list(pairs.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weakest_cut(members[::-1], dict(shuffled)) == weakest_cut(members, pairs)
