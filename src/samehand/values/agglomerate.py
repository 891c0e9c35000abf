"""Agglomeration by average linkage: pairs with bits become groups.

Not connected components: two groups join while the *mean* over all pairs between them is above
`stop`, where a pair that nobody proposed counts as `missing`. So one strong pair cannot join two
large groups. The same pairs give the same groups, in whatever order they come.

Found by chains of nearest neighbours: a chain of groups, each the nearest of the one before, ends
in two that are nearest to each other, and these join. That gives what joining the best pair of all
would give, without keeping a queue of all pairs. That two members must stay `apart` keeps this so:
a group made of two is no nearer to a third than the nearer of the two was.

Groups whose mean is not above `stop` are no neighbours: what is no neighbour of either of two is
none of the two joined. What lies between others is looked up when groups join; it may be very much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain as in_turn

import numpy as np

from samehand.values.between import Between, Pair, between


@dataclass(slots=True)
class _Groups:
    """Groups in the making: their members, the bits above `missing` between neighbours in all, and
    those that must not join."""

    members: dict[int, list[int]]
    between: dict[int, dict[int, float]]
    sizes: dict[int, int]
    told: Between
    missing: float
    stop: float
    apart: dict[int, set[int]] = field(default_factory=dict)


def agglomerate(
    pairs: Iterable[Pair] | Between,
    missing: float,
    stop: float,
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups of two or more members, none of which holds two that must stay `apart`.

    `missing` is at most `stop`.

    >>> pairs = [(1, 2, 5.0), (2, 3, 5.0), (1, 3, 5.0), (3, 4, 1.0)]
    >>> agglomerate(pairs, missing=-4.0, stop=0.0)
    [[1, 2, 3]]
    >>> agglomerate(pairs, missing=-4.0, stop=0.0, apart=[(1, 3)])
    [[1, 2], [3, 4]]
    """
    told = pairs if isinstance(pairs, Between) else between(pairs)
    groups = _start(told, missing, stop)
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
        nearest = _nearest(groups, chain)
        if nearest is None:
            chain.pop()
        elif len(chain) > 1 and nearest == chain[-2]:
            _join(groups, chain.pop(), chain.pop(), following)
            waiting.append(following)
            following += 1
        else:
            chain.append(nearest)
    return sorted(sorted(members) for members in groups.members.values() if len(members) > 1)


def _nearest(groups: _Groups, chain: list[int]) -> int | None:
    """The group that the mean pair ties the end of a chain to most, if it has a neighbour.

    Of equals the one before it in the chain, else the first: no chain then runs in a ring.
    """
    row, sizes = groups.between[chain[-1]], groups.sizes
    nearest, most = None, float("-inf")
    for each, bits in row.items():
        mean = bits / sizes[each]
        if mean >= most and (nearest is None or mean > most or each < nearest):
            nearest, most = each, mean
    if len(chain) > 1 and chain[-2] in row and row[chain[-2]] / sizes[chain[-2]] == most:
        nearest = chain[-2]
    return nearest


def _start(told: Between, missing: float, stop: float) -> _Groups:
    rows: dict[int, dict[int, float]] = {}
    near = (column.tolist() for column in told.above(stop))
    for one, other, bits in zip(*near, strict=True):
        rows.setdefault(one, {})[other] = bits - missing
        rows.setdefault(other, {})[one] = bits - missing
    members = {member: [member] for member in rows}
    return _Groups(members, rows, dict.fromkeys(rows, 1), told, missing, stop)


def _part(groups: _Groups, one: int, other: int) -> None:
    """Two groups that must not join are no neighbours."""
    for here, there in ((one, other), (other, one)):
        groups.apart.setdefault(here, set()).add(there)
        groups.between.get(here, {}).pop(there, None)


def _join(groups: _Groups, one: int, other: int, into: int) -> None:
    """Make one group of two; a pair that was never proposed adds nothing."""
    mine, theirs = groups.between.pop(one), groups.between.pop(other)
    row: dict[int, float] = {}
    for part, near, far in ((one, mine, theirs), (other, theirs, mine)):
        beyond = [each for each in far if each not in near and each != part]
        for each, bits in in_turn(near.items(), _beyond(groups, part, beyond)):
            if each not in (one, other):
                row[each] = row.get(each, 0.0) + bits
    groups.members[into] = groups.members.pop(one) + groups.members.pop(other)
    size = groups.sizes[into] = len(groups.members[into])
    least = size * (groups.stop - groups.missing)
    groups.between[into] = joined = {}
    for each, bits in row.items():
        groups.between[each].pop(one, None)
        groups.between[each].pop(other, None)
        if bits > least * groups.sizes[each]:
            joined[each] = groups.between[each][into] = bits
    for part in (one, other):
        for each in groups.apart.pop(part, ()):
            groups.apart[each].discard(part)
            _part(groups, into, each)


def _beyond(groups: _Groups, part: int, others: Sequence[int]) -> Iterable[tuple[int, float]]:
    """The bits above `missing` between a group and others that are none of its neighbours."""
    if not others:
        return ()
    there = [groups.members[each] for each in others]
    bits = groups.told.among(groups.members[part], [*in_turn(*there)], groups.missing)
    begins = np.cumsum([0, *map(len, there[:-1])])
    above = np.add.reduceat(bits.sum(0) - groups.missing * len(bits), begins)
    return zip(others, above.tolist(), strict=True)
