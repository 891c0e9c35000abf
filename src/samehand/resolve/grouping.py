"""Grouping: pairs into hands, by average linkage on bits.

Not connected components: a hand grows only while the *mean* over all pairs between its two
halves speaks for one hand, where a pair that no link proposed counts as `missing`. So one weak
bridge cannot join two hands. Small pure functions; the same pairs give the same hands.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samehand.rules import because

Pairs = Mapping[tuple[str, str], float]
"""Bits of pairs of holders, each written once, the lesser first."""

Edge = tuple[float, str, str]


@dataclass(frozen=True)
class GroupNumbers:
    """When do two groups become one?"""

    missing: float = because(
        -4.0, "a pair with no link: milder than the prior, for most real links leave no record"
    )
    stop: float = because(0.0, "even odds: below them the evidence speaks against joining")


NUMBERS = GroupNumbers()


@dataclass(slots=True)
class _Groups:
    """Groups in the making: their members, and the bits above `missing` between them."""

    members: dict[int, list[str]]
    between: dict[int, dict[int, float]]


def group(pairs: Pairs, numbers: GroupNumbers = NUMBERS) -> list[tuple[str, ...]]:
    """Hands of two or more holders, each sorted, in the order of their first holders."""
    groups = _start(pairs, numbers)
    waiting = [
        (-(bits + numbers.missing), one, other)
        for one, row in groups.between.items()
        for other, bits in row.items()
        if one < other and bits + numbers.missing > numbers.stop
    ]
    heapq.heapify(waiting)
    following = len(groups.members)
    while waiting:
        _, one, other = heapq.heappop(waiting)
        if one in groups.members and other in groups.members:
            _join(groups, one, other, following)
            for each, bits in groups.between[following].items():
                size = len(groups.members[following]) * len(groups.members[each])
                mean = bits / size + numbers.missing
                if mean > numbers.stop:
                    heapq.heappush(waiting, (-mean, each, following))
            following += 1
    return sorted(tuple(sorted(m)) for m in groups.members.values() if len(m) > 1)


def _start(pairs: Pairs, numbers: GroupNumbers) -> _Groups:
    names = sorted({holder for pair in pairs for holder in pair})
    place = {holder: n for n, holder in enumerate(names)}
    between: dict[int, dict[int, float]] = {n: {} for n in range(len(names))}
    for (one, other), bits in pairs.items():
        between[place[one]][place[other]] = bits - numbers.missing
        between[place[other]][place[one]] = bits - numbers.missing
    return _Groups({n: [holder] for n, holder in enumerate(names)}, between)


def _join(groups: _Groups, one: int, other: int, into: int) -> None:
    """Make one group of two; a pair that was never proposed adds nothing."""
    row: dict[int, float] = {}
    for part in (one, other):
        for each, bits in groups.between.pop(part).items():
            if each not in (one, other):
                row[each] = row.get(each, 0.0) + bits
    groups.members[into] = groups.members.pop(one) + groups.members.pop(other)
    groups.between[into] = row
    for each, bits in row.items():
        groups.between[each].pop(one, None)
        groups.between[each].pop(other, None)
        groups.between[each][into] = bits


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
