"""Agglomeration by average linkage: pairs with bits become groups.

Not connected components: two groups join while the *mean* over all pairs between them is above
`stop`, where a pair that nobody proposed counts as `missing`. So one strong pair cannot join two
large groups. The same pairs give the same groups, in whatever order they come.

Found by chains of nearest neighbours: a chain of groups, each the nearest of the one before, ends
in two that are nearest to each other, and these join. That gives what joining the best pair of all
would give, without keeping a queue of all pairs. That two members must stay `apart` keeps this so:
a group made of two is no nearer to a third than the nearer of the two was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

Pair = tuple[int, int, float]
"""Two members by number, each pair once, and the bits that speak for the two being one."""


@dataclass(slots=True)
class _Groups:
    """Groups in the making: their members, the bits above `missing` between them, and those that
    must not join."""

    members: dict[int, list[int]]
    between: dict[int, dict[int, float]]
    apart: dict[int, set[int]] = field(default_factory=dict)


def agglomerate(
    pairs: Iterable[Pair], missing: float, stop: float, apart: Iterable[tuple[int, int]] = ()
) -> list[list[int]]:
    """Groups of two or more members, none of which holds two that must stay `apart`.

    >>> pairs = [(1, 2, 5.0), (2, 3, 5.0), (1, 3, 5.0), (3, 4, 1.0)]
    >>> agglomerate(pairs, missing=-4.0, stop=0.0)
    [[1, 2, 3]]
    >>> agglomerate(pairs, missing=-4.0, stop=0.0, apart=[(1, 3)])
    [[1, 2], [3, 4]]
    """
    groups = _start(pairs, missing)
    for one, other in apart:
        _part(groups, one, other)
    waiting = sorted(groups.members, reverse=True)
    following = 1 + max((*groups.members, *groups.apart), default=-1)
    chain: list[int] = []
    while waiting or chain:
        if not chain and waiting[-1] not in groups.members:
            waiting.pop()
            continue
        chain = chain or [waiting.pop()]
        nearest, mean = _nearest(groups, chain)
        if mean + missing <= stop:
            chain.pop()
        elif len(chain) > 1 and nearest == chain[-2]:
            _join(groups, chain.pop(), chain.pop(), following)
            waiting.append(following)
            following += 1
        else:
            chain.append(nearest)
    return sorted(sorted(members) for members in groups.members.values() if len(members) > 1)


def _nearest(groups: _Groups, chain: list[int]) -> tuple[int, float]:
    """The group that the mean pair ties the end of a chain to most, and that mean above `missing`.

    Of equals the one before it in the chain, else the first: no chain then runs in a ring.
    """
    row = groups.between[chain[-1]]
    if not row:
        return -1, float("-inf")
    nearest, most = -1, float("-inf")
    for each, bits in row.items():
        mean = bits / len(groups.members[each])
        if mean > most or (mean == most and each < nearest):
            nearest, most = each, mean
    if len(chain) > 1 and row[chain[-2]] / len(groups.members[chain[-2]]) == most:
        nearest = chain[-2]
    return nearest, most / len(groups.members[chain[-1]])


def _start(pairs: Iterable[Pair], missing: float) -> _Groups:
    between: dict[int, dict[int, float]] = {}
    for one, other, bits in pairs:
        between.setdefault(one, {})[other] = bits - missing
        between.setdefault(other, {})[one] = bits - missing
    return _Groups({member: [member] for member in between}, between)


def _part(groups: _Groups, one: int, other: int) -> None:
    """Two groups that must not join are no neighbours."""
    for here, there in ((one, other), (other, one)):
        groups.apart.setdefault(here, set()).add(there)
        groups.between.get(here, {}).pop(there, None)


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
    for part in (one, other):
        for each in groups.apart.pop(part, ()):
            groups.apart[each].discard(part)
            _part(groups, into, each)
