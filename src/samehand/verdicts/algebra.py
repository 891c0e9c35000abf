"""Which verdicts stand, which contradict each other, and which act.

Every verdict stands until it is lifted; only a later `same` or `unsure` of the same person on the
same pair takes the place of an earlier one of his. `different` stands until lifted, whoever says
`same` later. `same` carries over: what is the same as one thing is the same as each other. Where
that leads from one end of a `different` to the other there is a contradiction: every `same` on the
shortest chains between the two is held back until somebody lifts one row of it. Which `same` was
given first makes no difference: that would be the tool taking sides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samehand.verdicts.rows import DIFFERENT, LIFTED, SAME, UNSURE, Pair, Verdict


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A `different`, and the shortest chain of `same` between its two ends."""

    different: Verdict
    chain: tuple[Verdict, ...]

    def says(self) -> str:
        """In words: V3 (a and b) against V1, V2."""
        one, other = self.different.pair
        same = " and ".join(f"V{each.number}" for each in self.chain)
        return (
            f"V{self.different.number} says {one} and {other} are different, and {same} make them"
            f" the same by {' = '.join(stations(one, self.chain))}; different wins until one is lifted"
        )


@dataclass(frozen=True, slots=True)
class Acting:
    """What acts on grouping: pairs that must be in one hand, pairs that must not; and what cannot."""

    same: tuple[Verdict, ...] = ()
    different: tuple[Verdict, ...] = ()
    unsure: tuple[Verdict, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the verdicts that act."""
        return frozenset(each.number for each in (*self.same, *self.different))


def standing(rows: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts that were neither lifted nor replaced by the same person, in order."""
    told = sorted(rows, key=lambda each: each.number)
    lifted = {each.given.lifts for each in told if each.word == LIFTED}
    kept: list[Verdict] = []
    for each in told:
        if each.word != LIFTED and each.number not in lifted:
            kept = [old for old in kept if not _replaces(each, old)]
            kept.append(each)
    return tuple(kept)


def _replaces(new: Verdict, old: Verdict) -> bool:
    """Whether a person said something else of a pair; a `different` is only lifted."""
    same_place = new.pair == old.pair and new.given.by == old.given.by
    return same_place and (old.word != DIFFERENT or new.word == DIFFERENT)


def acting(stand: Sequence[Verdict]) -> Acting:
    """Which of the standing verdicts act, and which contradict each other."""
    same = [each for each in stand if each.word == SAME]
    different = [each for each in stand if each.word == DIFFERENT]
    found: list[Contradiction] = []
    left = list(same)
    for each in sorted(different, key=lambda verdict: (verdict.pair, verdict.number)):
        while chain := shortest_chain(*each.pair, left):
            found.append(Contradiction(each, chain))
            held = {verdict.pair for verdict in chain}
            left = [verdict for verdict in left if verdict.pair not in held]
    unsure = [each for each in stand if each.word == UNSURE]
    return Acting(tuple(left), tuple(different), tuple(unsure), tuple(found))


def shortest_chain(one: str, other: str, same: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The fewest `same` that lead from one holder to another, or none; of equals the first by name."""
    ways = _ways(same)
    came: dict[str, Verdict | None] = {one: None}
    waiting = [one]
    while waiting and other not in came:
        here = waiting.pop(0)
        for there, verdict in sorted(ways.get(here, {}).items()):
            if there not in came:
                came[there] = verdict
                waiting.append(there)
    chain: list[Verdict] = []
    here = other
    while (step := came.get(here)) is not None:
        chain.append(step)
        here = _across(step.pair, here)
    return tuple(reversed(chain))


def _ways(same: Sequence[Verdict]) -> dict[str, dict[str, Verdict]]:
    """Of each holder: the holders it was judged the same as, each with the first such verdict."""
    ways: dict[str, dict[str, Verdict]] = {}
    for each in same:
        one, other = each.pair
        ways.setdefault(one, {}).setdefault(other, each)
        ways.setdefault(other, {}).setdefault(one, each)
    return ways


def _across(pair: Pair, here: str) -> str:
    return pair[1] if pair[0] == here else pair[0]


def stations(one: str, chain: Sequence[Verdict]) -> list[str]:
    """The holders that a chain passes, from one end to the other."""
    passed = [one]
    for each in chain:
        passed.append(_across(each.pair, passed[-1]))
    return passed


@dataclass(frozen=True, slots=True)
class Places:
    """How each holder judged is called by the records of the day asked about; empty: not there."""

    at: Mapping[str, str] = field(default_factory=dict)

    def pair(self, verdict: Verdict) -> Pair | None:
        """The two holders of a verdict on that day, in order; none where one is not there."""
        one, other = (self.at.get(each, "") for each in verdict.pair)
        if not one or not other or one == other:
            return None
        return (one, other) if one < other else (other, one)
