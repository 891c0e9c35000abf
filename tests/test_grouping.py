"""Grouping: pairs into hands, and no weak bridge joins two."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from samehand.resolve.grouping import NUMBERS, GroupNumbers, group, spanning_tree, strongest

Pairs = dict[tuple[str, str], float]
NAMES = "abcdefghij"
pairs_of = st.dictionaries(
    st.sampled_from(list(combinations(NAMES, 2))), st.integers(-60, 120).map(lambda n: n / 4)
)


def mean(members: tuple[str, ...], pairs: Pairs, numbers: GroupNumbers = NUMBERS) -> float:
    """Mean bits over all pairs of some members; a pair never proposed counts as missing."""
    every = list(combinations(sorted(members), 2))
    return sum(pairs.get(pair, numbers.missing) for pair in every) / len(every)


@given(pairs_of, st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(pairs: Pairs, chance: object) -> None:
    shuffled = list(pairs.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(dict(shuffled)) == group(pairs)


@given(pairs_of)
def test_every_hand_is_worth_more_than_even_odds_on_the_mean(pairs: Pairs) -> None:
    for members in group(pairs):
        assert mean(members, pairs) > NUMBERS.stop - 1e-9


@given(pairs_of)
def test_hands_do_not_overlap_and_two_hands_are_not_one(pairs: Pairs) -> None:
    found = group(pairs)
    members = [member for each in found for member in each]
    assert len(members) == len(set(members))
    assert all(len(each) > 1 and list(each) == sorted(each) for each in found)
    assert found == sorted(found)
    for one, other in combinations(found, 2):
        between = [pairs.get((min(a, b), max(a, b)), NUMBERS.missing) for a in one for b in other]
        assert sum(between) / len(between) <= NUMBERS.stop + 1e-9


@given(st.integers(2, 8), st.integers(2, 8), st.floats(1, 30), st.floats(1, 30), st.data())
def test_one_weak_bridge_joins_no_two_cliques(
    left: int, right: int, bits: float, more: float, data: st.DataObject
) -> None:
    """However tight both are: the bridge would have to outweigh all pairs that are missing."""
    ones = [f"a{n}" for n in range(left)]
    others = [f"b{n}" for n in range(right)]
    pairs = dict.fromkeys(combinations(ones, 2), bits)
    pairs |= dict.fromkeys(combinations(others, 2), more)
    ends = data.draw(st.sampled_from(ones)), data.draw(st.sampled_from(others))
    weaker = min(bits, more, -NUMBERS.missing * (left * right - 1))
    pairs[ends] = data.draw(st.floats(0, weaker, exclude_max=True))
    assert group(pairs) == [tuple(ones), tuple(others)]


def test_a_chain_is_no_hand() -> None:
    """Connected components would make one hand of it."""
    chain = {(f"c{n}", f"c{n + 1}"): 3.0 for n in range(9)}
    assert max(len(each) for each in group(chain)) == 2


def test_nothing_gives_nothing() -> None:
    assert group({}) == []
    assert group({("a", "b"): -1.0}) == []


@given(pairs_of)
def test_a_tree_holds_a_hand_together_by_its_strongest_links(pairs: Pairs) -> None:
    for members in group(pairs):
        inside = strongest(members, pairs)
        tree = spanning_tree(members, pairs)
        assert set(tree) <= set(inside)
        assert tree == sorted(tree, key=lambda edge: -edge[0])
        assert len(tree) <= len(members) - 1
        assert tree[0] == inside[0]
