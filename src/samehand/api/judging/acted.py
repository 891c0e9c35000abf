"""What people judged, by the records of the day asked about: which verdicts act there, and on whom."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from samehand.resolve.grouping import Judged
from samehand.verdicts.algebra import Acting, shortest_chain
from samehand.verdicts.rows import DIFFERENT, SAME, Pair, Verdict


@dataclass(frozen=True)
class Acted:
    """The verdicts, their holders called as on this day, and which of those are there.

    A holder that is not there still carries over: whoever is judged the same as it is the same.
    """

    acting: Acting = field(default_factory=Acting)
    here: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.acting.same or self.acting.different)

    @cached_property
    def circles(self) -> dict[str, frozenset[str]]:
        """Of each holder judged the same as another: all that are the same by that."""
        of: dict[str, set[str]] = {}
        for one, other in (each.pair for each in self.acting.same):
            whole = of.get(one, {one}) | of.get(other, {other})
            of.update(dict.fromkeys(whole, whole))
        return {holder: frozenset(whole) for holder, whole in of.items()}

    def circle(self, holder: str) -> frozenset[str]:
        """A holder and all that were judged the same as it."""
        return self.circles.get(holder, frozenset({holder}))

    @cached_property
    def judged(self) -> Judged:
        """The pairs as grouping takes them, of holders that are there."""
        same = set()
        for circle in self.circles.values():
            there = sorted(circle & self.here)
            same |= {*pairwise(there)}
        different = {
            _ordered(one, other)
            for ends in (each.pair for each in self.acting.different)
            for one in sorted(self.circle(ends[0]) & self.here)[:1]
            for other in sorted(self.circle(ends[1]) & self.here)[:1]
        }
        return Judged(frozenset(same), frozenset(different))

    @cached_property
    def digest(self) -> str:
        """A digest of the pairs that act; empty where none does."""
        pairs = [sorted(self.judged.same), sorted(self.judged.different)]
        return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:12] if self else ""

    def word(self, one: str, other: str) -> str:
        """What was judged of two holders, by themselves or by a chain: same, different, or nothing."""
        if self.between(one, other, DIFFERENT):
            return DIFFERENT
        return SAME if self.between(one, other, SAME) else ""

    def between(self, one: str, other: str, word: str = "") -> tuple[Verdict, ...]:
        """The verdicts that decide two holders: a chain of `same`, or a `different` between circles."""
        if word == SAME:
            return shortest_chain(one, other, self.acting.same)
        ends = self.circle(one), self.circle(other)
        apart = tuple(
            each
            for each in self.acting.different
            if (each.pair[0] in ends[0] and each.pair[1] in ends[1])
            or (each.pair[0] in ends[1] and each.pair[1] in ends[0])
        )
        return apart or (() if word else shortest_chain(one, other, self.acting.same))

    def said_of(self, one: str, other: str) -> tuple[Verdict, ...]:
        """All that decides two holders, and what was said of the very pair without acting."""
        pair = _ordered(one, other)
        held = [each for told in self.acting.contradictions for each in told.chain]
        own = [each for each in (*held, *self.acting.unsure) if each.pair == pair]
        return tuple(dict.fromkeys((*self.between(one, other), *own)))

    def touching(self, members: Iterable[str]) -> tuple[Verdict, ...]:
        """The verdicts that hold a hand together, and those that keep others out of it."""
        inside = frozenset(members)
        circles = inside.union(*(self.circle(each) for each in inside))
        same = [each for each in self.acting.same if each.pair[0] in circles]
        apart = [each for each in self.acting.different if circles.intersection(each.pair)]
        return _by_number((*same, *apart))


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _by_number(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    return tuple(sorted(verdicts, key=lambda each: each.number))


NOTHING = Acted()
"""Nobody judged anything, or it is not heeded."""
