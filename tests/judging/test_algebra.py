"""What verdicts say together: different wins, contradictions show their shortest chain."""

from itertools import combinations

from hypothesis import given as drawn
from hypothesis import strategies as st

from samehand.api.judging.acted import Acted
from samehand.resolve.grouping import Judged, group
from samehand.verdicts.algebra import acting, shortest_chain, standing
from samehand.verdicts.rows import DIFFERENT, SAME, Verdict
from tests.judging.told import told

NAMES = "abcdefgh"
pairs = st.sampled_from(list(combinations(NAMES, 2)))
some = st.lists(
    st.tuples(pairs, st.sampled_from("=!?"), st.sampled_from(["ann", "bob"])), max_size=14
)


def rows(said: list[tuple[tuple[str, str], str, str]]) -> tuple[Verdict, ...]:
    return told(*(f"{one}{sign}{other}@{by}" for (one, other), sign, by in said))


def numbers(verdicts: tuple[Verdict, ...]) -> list[int]:
    return [each.number for each in verdicts]


def test_what_was_lifted_does_not_stand() -> None:
    assert numbers(standing(told("a=b", "b=c", "-1"))) == [2]
    assert numbers(standing(told("a!b", "-1", "a=b"))) == [3]


def test_a_later_word_of_the_same_person_takes_the_place_of_an_earlier() -> None:
    assert numbers(standing(told("a=b", "a?b"))) == [2]
    assert numbers(standing(told("a=b", "a?b@bob"))) == [1, 2]
    assert numbers(standing(told("a=b", "a?b", "-2"))) == [1], "lifted, it takes nobody's place"


def test_different_holds_until_it_is_lifted() -> None:
    stand = standing(told("a!b", "a=b"))
    assert numbers(stand) == [1, 2]
    found = acting(stand)
    assert not found.same
    assert numbers(found.different) == [1]
    assert numbers(found.contradictions[0].chain) == [2]
    assert numbers(acting(standing(told("a!b", "a=b", "-1"))).same) == [2]


def test_a_contradiction_shows_the_shortest_chain() -> None:
    found = acting(standing(told("a=b", "b=c", "c=d", "a=x", "x=d", "a!d")))
    assert [numbers(each.chain) for each in found.contradictions] == [[4, 5], [1, 2, 3]]
    assert "a = x = d" in found.contradictions[0].says()
    assert not found.same, "no chain is left between two judged different"


def test_a_same_elsewhere_goes_on_acting() -> None:
    found = acting(standing(told("a=b", "b=c", "a!c", "m=n")))
    assert numbers(found.same) == [4]


@drawn(some)
def test_no_chain_is_left_between_two_judged_different(
    said: list[tuple[tuple[str, str], str, str]],
) -> None:
    found = acting(standing(rows(said)))
    for each in found.different:
        assert not shortest_chain(*each.pair, found.same)


@drawn(some)
def test_nothing_is_held_back_without_a_contradiction(
    said: list[tuple[tuple[str, str], str, str]],
) -> None:
    stand = standing(rows(said))
    found = acting(stand)
    held = {each.pair for told_of in found.contradictions for each in told_of.chain}
    assert {each.pair for each in stand if each.word == SAME} == {e.pair for e in found.same} | held


@drawn(some, st.randoms(use_true_random=False))
def test_the_order_in_which_different_people_spoke_changes_nothing(
    said: list[tuple[tuple[str, str], str, str]], chance: object
) -> None:
    people = [(pair, sign, f"{n}") for n, (pair, sign, _) in enumerate(said)]
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (acting(standing(rows(each))) for each in (people, shuffled))
    assert {each.pair for each in one.same} == {each.pair for each in other.same}
    assert {each.pair for each in one.different} == {each.pair for each in other.different}


bits = st.dictionaries(pairs, st.integers(-60, 120).map(lambda n: n / 4))


def judged_of(said: list[tuple[tuple[str, str], str, str]]) -> Acted:
    return Acted(acting(standing(rows(said))), frozenset(NAMES))


@drawn(bits, some)
def test_a_hand_never_holds_two_judged_different_and_two_judged_same_are_in_one(
    links: dict[tuple[str, str], float], said: list[tuple[tuple[str, str], str, str]]
) -> None:
    acted = judged_of(said)
    found = group(links, judged=acted.judged)
    members = [member for hand in found for member in hand]
    assert len(members) == len(set(members))
    of = {member: hand for hand in found for member in hand}
    for each in acted.acting.same:
        assert of[each.pair[0]] == of[each.pair[1]]
    for each in acted.acting.different:
        assert each.pair[0] not in of or each.pair[1] not in of[each.pair[0]]
    for one, other in combinations(NAMES, 2):
        if acted.word(one, other) == DIFFERENT:
            assert one not in of or other not in of[one], "it carries over to whoever is the same"


@drawn(bits)
def test_without_verdicts_grouping_is_as_it_was(links: dict[tuple[str, str], float]) -> None:
    assert group(links, judged=Judged()) == group(links)


@drawn(bits, pairs)
def test_same_joins_the_whole_hands_of_both(
    links: dict[tuple[str, str], float], pair: tuple[str, str]
) -> None:
    before = group(links)
    after = group(links, judged=Judged(frozenset({pair})))
    joined = next(hand for hand in after if set(pair) <= set(hand))
    wanted = set(pair).union(*(hand for hand in before if set(pair) & set(hand)))
    assert set(joined) == wanted
    assert [h for h in before if not set(pair) & set(h)] == [h for h in after if h != joined]


def test_one_who_is_not_there_still_carries_over() -> None:
    acted = Acted(acting(standing(told("a=b", "b=c", "b!d"))), frozenset("acd"))
    assert acted.judged == Judged(frozenset({("a", "c")}), frozenset({("a", "d")}))
