"""Agglomeration: what chains of nearest neighbours give is what joining the best pair gives."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from samehand.values.agglomerate import agglomerate
from samehand.values.between import Pair

MISSING = -4.0
pairs_of = st.dictionaries(
    st.sampled_from(list(combinations(range(9), 2))), st.floats(-15, 30, width=32)
).map(lambda found: [(one, other, bits) for (one, other), bits in found.items()])


def by_the_best_pair(pairs: list[Pair]) -> list[list[int]]:
    """The obvious way: join the two groups whose mean pair is best, while it is above zero."""
    bits = {frozenset(pair[:2]): pair[2] for pair in pairs}
    groups = [{member} for member in {m for pair in pairs for m in pair[:2]}]

    def mean(one: set[int], other: set[int]) -> float:
        every = [bits.get(frozenset((a, b)), MISSING) for a in one for b in other]
        return sum(every) / len(every)

    while len(groups) > 1:
        best, at = max(
            (mean(one, other), n) for n, (one, other) in enumerate(combinations(groups, 2))
        )
        if best <= 0:
            break
        one, other = list(combinations(groups, 2))[at]
        groups = [each for each in groups if each not in (one, other)] + [one | other]
    return sorted(sorted(each) for each in groups if len(each) > 1)


@given(pairs_of.filter(lambda pairs: len({bits for *_, bits in pairs}) == len(pairs)))
def test_it_is_what_joining_the_best_pair_gives(pairs: list[Pair]) -> None:
    expected = by_the_best_pair(pairs)
    found = agglomerate(pairs, MISSING, 0.0)
    assert found == expected or _near_a_tie(pairs)


def _near_a_tie(pairs: list[Pair]) -> bool:
    """Means that differ by less than rounding may join either way."""
    values = sorted(bits for *_, bits in pairs)
    return any(abs(a - b) < 1e-3 for a, b in combinations([*values, MISSING, 0.0], 2))


@given(pairs_of, st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_of_sides_changes_nothing(pairs: list[Pair], chance: object) -> None:
    turned = [(other, one, bits) for one, other, bits in pairs]
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert agglomerate(turned, MISSING, 0.0) == agglomerate(pairs, MISSING, 0.0)
