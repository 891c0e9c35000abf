"""Grouping: pairs into hands, by average linkage on bits.

Not connected components: a hand grows only while the *mean* over all pairs between its two
halves speaks for one hand (`values.agglomerate`), where a pair that no link proposed counts as
`missing`. So one weak bridge cannot join two hands. Who dealt with one member only is joined by a
second look (`values.tied`). The same pairs give the same hands.

What people judged comes before that: a hand never holds two holders judged different, and two
judged the same are in one hand. `same` joins the whole hands of both, as far as that brings no two
together that were judged different; the holders in whose way that stands stay behind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from samehand.rules import because
from samehand.values.agglomerate import agglomerate
from samehand.values.between import Between, between
from samehand.values.tied import Tie, join_tied

Pairs = Mapping[tuple[str, str], float]
"""Bits of pairs of holders, each written once, the lesser first."""


NOTHING = float("-inf")
"""Less than any pair has."""


class Numbered:
    """The same of very many pairs: `bits` of holders by their place in `names`, which is sorted."""

    def __init__(self, names: Sequence[str], bits: Between) -> None:
        self.names, self.bits = names, bits
        self.places = {holder: place for place, holder in enumerate(names)}

    def inside(self, members: Sequence[str]) -> Pairs:
        """The pairs among some holders, those of which there are bits."""
        held = [self.places[holder] for holder in sorted(members)]
        rows = self.bits.among(held, held, NOTHING).tolist()
        numbered = combinations(range(len(held)), 2)
        told = ((one, other, rows[one][other]) for one, other in numbered)
        return {
            (self.names[held[one]], self.names[held[other]]): bits
            for one, other, bits in told
            if bits > NOTHING
        }


def numbered(pairs: Pairs, more: Iterable[str] = ()) -> Numbered:
    """Pairs by number; `more` are holders that may be in none."""
    names = sorted({*more, *(holder for pair in pairs for holder in pair)})
    place = {holder: n for n, holder in enumerate(names)}
    told = ((place[one], place[other], bits) for (one, other), bits in pairs.items())
    return Numbered(names, between(told))


Edge = tuple[float, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of holders that people judged, the lesser first; none is in both, nor by a chain."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()

    def of(self, members: Iterable[str]) -> "Judged":
        """What was judged of these holders among themselves."""
        inside = frozenset(members)
        same, different = (
            frozenset(pair for pair in pairs if inside.issuperset(pair))
            for pairs in (self.same, self.different)
        )
        return Judged(same, different)


NOBODY = Judged()
"""Nobody judged anything."""


@dataclass(frozen=True)
class GroupNumbers:
    """When do two groups become one?"""

    missing: float = because(
        -4.0, "a pair with no link: milder than the prior, for most real links leave no record"
    )
    stop: float = because(0.0, "even odds: below them the evidence speaks against joining")
    near: float = because(
        -3.0, "eight to one against: less than what a pair with no link counts, so most have some"
    )
    tie: float = because(
        6.0, "the best of 64 pairs at even odds is luck, and hands have fewer members than that"
    )


NUMBERS = GroupNumbers()


def group(
    pairs: Pairs | Numbered, numbers: GroupNumbers = NUMBERS, judged: Judged = NOBODY
) -> list[tuple[str, ...]]:
    """Hands of two or more holders, each sorted, in the order of their first holders.

    Holders judged the same are among those of `pairs`, where these are numbered.
    """
    if not isinstance(pairs, Numbered):
        pairs = numbered(pairs, (holder for pair in judged.same for holder in pair))
    place, bits = pairs.places, pairs.bits
    known = [pair for pair in sorted(judged.different) if place.keys() >= {*pair}]
    apart = [(place[one], place[other]) for one, other in known]
    found = agglomerate(bits, numbers.missing, numbers.stop, apart)
    found = join_tied(found, bits, Tie(numbers.missing, numbers.near, numbers.tie), apart)
    if judged.same:
        must = [(place[one], place[other]) for one, other in sorted(judged.same)]
        found = _joined(found, must, apart)
    return [tuple(pairs.names[member] for member in members) for members in found]


def _joined(
    found: list[list[int]], must: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]]
) -> list[list[int]]:
    """Groups in which each pair of `must` is together, and none of `apart`.

    First those that were judged, then every group found around them, member by member.
    """
    groups = {each: {each} for pair in must for each in pair}
    for one, other in must:
        _merge(groups, one, other)
    kept_apart: dict[int, set[int]] = {}
    for one, other in apart:
        kept_apart.setdefault(one, set()).add(other)
        kept_apart.setdefault(other, set()).add(one)
    for members in found:
        rest = [each for each in members if each not in groups]
        ordered = [*rest, *(each for each in members if each in groups)]
        for each in rest:
            groups[each] = {each}
        for each in ordered[1:]:
            strangers = {far for near in groups[each] for far in kept_apart.get(near, ())}
            if not strangers & groups[ordered[0]]:
                _merge(groups, ordered[0], each)
    told = {id(group): sorted(group) for group in groups.values()}
    return sorted(members for members in told.values() if len(members) > 1)


def _merge(groups: dict[int, set[int]], one: int, other: int) -> None:
    """Make one group of two, known by every member."""
    whole = groups[one] | groups[other]
    groups.update(dict.fromkeys(whole, whole))


def spanning_tree(members: Sequence[str], pairs: Pairs) -> list[Edge]:
    """The strongest links that hold a hand together: (bits, one, other), strongest first."""
    root = {member: member for member in members}

    def find(member: str) -> str:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    tree = []
    for bits, one, other in strongest(members, pairs):
        if find(one) != find(other):
            root[find(one)] = find(other)
            tree.append((bits, one, other))
    return tree


def strongest(members: Sequence[str], pairs: Pairs) -> list[Edge]:
    """The pairs inside a hand that some link proposed, strongest first."""
    inside = [
        (pairs[one, other], one, other)
        for n, one in enumerate(sorted(members))
        for other in sorted(members)[n + 1 :]
        if (one, other) in pairs
    ]
    return sorted(inside, key=lambda edge: (-edge[0], edge[1], edge[2]))
