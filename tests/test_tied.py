"""A second look at groups: strong ties join what the mean left out, and nothing else."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from samehand.values.agglomerate import agglomerate
from samehand.values.between import Pair
from samehand.values.tied import Tie, join_tied

NEED = Tie(missing=-4.0, near=-3.0, tie=6.0)
MEMBERS = range(9)
BITS = st.floats(-8, 20).map(lambda bits: round(bits, 1))
ALL = list(combinations(MEMBERS, 2))
PAIRS = st.dictionaries(st.sampled_from(ALL), BITS, max_size=len(ALL))
APART = st.sets(st.sampled_from(ALL), max_size=4)


def told(pairs: dict[tuple[int, int], float]) -> list[Pair]:
    return [(one, other, bits) for (one, other), bits in pairs.items()]


def crowd(members: range, bits: float = 40.0) -> list[Pair]:
    return [(one, other, bits) for one, other in combinations(members, 2)]


def second(pairs: list[Pair], apart: set[tuple[int, int]] = frozenset()) -> list[list[int]]:  # type: ignore[assignment]
    return join_tied(agglomerate(pairs, NEED.missing, 0.0, apart), pairs, NEED, apart)


def test_a_giver_to_the_collector_alone_joins_the_hand() -> None:
    hand = range(8)
    near = [(member, 9, -2.6) for member in hand if member]
    assert agglomerate([*crowd(hand), (0, 9, 15.0), *near], -4.0, 0.0) == [[*hand]]
    assert second([*crowd(hand), (0, 9, 15.0), *near]) == [[*hand, 9]]


def test_one_whose_other_pairs_show_nothing_stays_out() -> None:
    assert second([*crowd(range(8)), (0, 9, 27.0)]) == [[*range(8)]]


def test_two_crowds_with_a_bridge_stay_apart() -> None:
    one, other = range(6), range(10, 16)
    near = [(a, b, -2.6) for a, b in product(one, other) if (a, b) != (0, 10)]
    pairs = [*crowd(one), *crowd(other), (0, 10, 30.0), *near]
    assert second(pairs) == [[*one], [*other]]


def test_two_parts_whose_every_member_is_tied_become_one() -> None:
    one, other = range(6), range(10, 13)
    near = [(a, b, -2.6) for a, b in product(one, other) if a != b - 10]
    tied = [(member, member + 10, 12.0) for member in range(3)]
    assert second([*crowd(one), *crowd(other), *tied, *near]) == [[*one, *other]]


@given(PAIRS, APART)
def test_no_group_is_split_and_nobody_joins_who_must_stay_apart(
    pairs: dict[tuple[int, int], float], apart: set[tuple[int, int]]
) -> None:
    first = agglomerate(told(pairs), NEED.missing, 0.0, apart)
    joined = join_tied(first, told(pairs), NEED, apart)
    for group in first:
        assert sum(set(group) <= set(each) for each in joined) == 1
    assert not any({*pair} <= set(group) for pair in apart for group in joined)
    members = [member for group in joined for member in group]
    assert len(members) == len(set(members))


@given(PAIRS, st.randoms())
def test_the_order_of_pairs_changes_nothing(pairs: dict[tuple[int, int], float], chance) -> None:  # type: ignore[no-untyped-def]
    first = agglomerate(told(pairs), NEED.missing, 0.0)
    shuffled = told(pairs)
    chance.shuffle(shuffled)
    assert join_tied(first, told(pairs), NEED) == join_tied(first, shuffled, NEED)
