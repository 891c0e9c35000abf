"""A second look at groups: members that are strongly tied to a group whose other pairs nearly agree.

The mean of all pairs (see `values.agglomerate`) drowns the one tie of a member who dealt with one
other only: who gave a block to the hand's collector is tied to the collector alone, and the more
members there are the less that counts. So two groups also join where each member of the lesser is,
in the mean, tied by `tie` to its nearest in the greater, while the mean over all other pairs is
above `near`: then the rest lacks a little and nothing speaks against. Two crowds with a bridge between
them stay apart, for pairs that nobody proposed count as `missing`, which is below `near`.

The strongest ties come first; equal ones in the order of their members. The same pairs give the same
groups.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from samehand.values.between import Between, Pair, between


@dataclass(frozen=True, slots=True)
class Tie:
    """What two groups need to join: see the module; all in bits."""

    missing: float
    near: float
    tie: float


@dataclass(slots=True)
class _Groups:
    """Groups by number, the group of each member, and the pairs of groups that were looked at."""

    members: dict[int, list[int]]
    of: dict[int, int]
    strangers: dict[int, set[int]]  # members that must not be in a group with a member
    following: int = 0  # a number that no group has or had
    failed: set[tuple[int, int]] = field(default_factory=set)

    def where(self, member: int) -> int:
        """The group of a member: a new one of its own where it had none."""
        if member not in self.of:
            self._make([member])
        return self.of[member]

    def join(self, one: int, other: int) -> None:
        """Make one group of two, under a number of its own."""
        self._make(self.members.pop(one) + self.members.pop(other))

    def _make(self, members: list[int]) -> None:
        self.members[self.following] = members
        self.of.update(dict.fromkeys(members, self.following))
        self.following += 1

    def apart(self, one: int, other: int) -> bool:
        """Whether two groups hold two who must not be together."""
        if not self.strangers:
            return False
        there = set(self.members[other])
        return any(self.strangers.get(each, set()) & there for each in self.members[one])


def join_tied(
    found: Sequence[Sequence[int]],
    pairs: Iterable[Pair] | Between,
    need: Tie,
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """The groups found, with those joined that are strongly tied; each sorted, in order.

    >>> pairs = [(1, 2, 5.0), (2, 3, 5.0), (1, 3, 5.0), (3, 4, 9.0), (1, 4, -1.0), (2, 4, -4.0)]
    >>> join_tied([[1, 2, 3]], pairs, Tie(missing=-4.0, near=-3.0, tie=6.0))
    [[1, 2, 3, 4]]
    """
    told = pairs if isinstance(pairs, Between) else between(pairs)
    one, other, bits = told.above(need.tie)
    order = np.argsort(-bits, kind="stable")
    strong = list(zip(one[order].tolist(), other[order].tolist(), strict=True))
    groups = _groups(found, apart)
    while _pass(groups, strong, told, need):
        pass
    return sorted(sorted(each) for each in groups.members.values() if len(each) > 1)


def _groups(found: Sequence[Sequence[int]], apart: Iterable[tuple[int, int]]) -> _Groups:
    strangers: dict[int, set[int]] = {}
    for one, other in apart:
        strangers.setdefault(one, set()).add(other)
        strangers.setdefault(other, set()).add(one)
    of = {member: number for number, members in enumerate(found) for member in members}
    members = {number: list(each) for number, each in enumerate(found)}
    return _Groups(members, of, strangers, len(found))


def _pass(groups: _Groups, strong: Sequence[tuple[int, int]], told: Between, need: Tie) -> bool:
    """Join along every strong tie that can be; whether any was."""
    joined = False
    for one, other in strong:
        pair = groups.where(one), groups.where(other)
        greater, lesser = sorted(pair, key=lambda n: (-len(groups.members[n]), n))
        if greater == lesser or (greater, lesser) in groups.failed:
            continue
        if _tied(groups, greater, lesser, told, need):
            groups.join(greater, lesser)
            joined = True
        else:
            groups.failed.add((greater, lesser))
    return joined


def _tied(groups: _Groups, greater: int, lesser: int, told: Between, need: Tie) -> bool:
    """Whether the lesser group is tied to the greater; two single members never are by this."""
    if len(groups.members[greater]) < 2 or groups.apart(greater, lesser):
        return False
    bits = told.among(groups.members[lesser], groups.members[greater], need.missing)
    many, far = bits.shape
    strongest = bits.max(1).sum()
    rest = (bits.sum() - strongest) / (many * (far - 1))
    return bool(rest > need.near and strongest / many > need.tie)
