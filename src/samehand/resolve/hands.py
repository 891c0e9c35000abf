"""Hands: groups of holders with what a reader needs to judge them.

A hand's weight is in bits: the strongest links that hold it together, plus the surprise of what
its members lately took, as far as the hand is *closed*. Closed means: those who depend on its
members, as customers or because members' AS numbers announced their space, are members
themselves. A hoster or a carrier with customers is open, so the growth of its customers adds
little. Its reading says whether the records relate the members:

- `declared`: most share a name, an account or an organisation id;
- `unclear`: mostly parts of sponsors' accounts, or the middle of a crowd of outside dependants;
- `undeclared`: no shared name and no stated relation found in the sources loaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from samehand.resolve.grouping import (
    NOBODY,
    NOTHING,
    Edge,
    Judged,
    Numbered,
    Pairs,
    group,
    numbered,
    spanning_tree,
)
from samehand.rules import because
from samehand.store import Store
from samehand.values.between import Between


@dataclass(frozen=True)
class ReadingNumbers:
    """When do the records relate the members, and when can it not be told?"""

    declared_share: float = because(0.5, "most members bear a name or an account of another's")
    split_share: float = because(
        0.5, "most members are parts of accounts: who they are is not sure"
    )
    open_share: float = because(0.1, "nine of ten dependants are outside: the middle of a crowd")
    crowd: int = because(20, "fewer outside dependants are no crowd")


NUMBERS = ReadingNumbers()
NO_PAIRS: Pairs = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A set of holders that act as one, as far as the records show."""

    members: tuple[str, ...]
    tree: tuple[Edge, ...]
    links: float  # bits: the spanning tree's
    intake: float  # bits: the surprise of what the members lately took
    closed: float  # share of the dependants that are members
    outside: int  # dependants that are not
    named: float  # share of members related by name, account or stated relation
    split: float  # share of members that are parts of accounts

    @property
    def weight(self) -> float:
        """Bits by which hands are ranked."""
        return self.links + self.intake * self.closed

    @property
    def reading(self) -> str:
        """Whether the records relate the members."""
        if self.named >= NUMBERS.declared_share:
            return "declared"
        crowded = self.closed < NUMBERS.open_share and self.outside >= NUMBERS.crowd
        return "unclear" if self.split >= NUMBERS.split_share or crowded else "undeclared"


@dataclass(frozen=True, slots=True)
class Ground:
    """What hands stand on: scored pairs, named pairs, and facts about holders."""

    pairs: Pairs | Numbered
    named: frozenset[tuple[str, str]] | Numbered
    dependants: Mapping[str, frozenset[str]]
    surprise: Mapping[str, float]
    split: frozenset[str]
    judged: Judged = NOBODY


JOINED = """
WITH joined AS (
  SELECT one AS holder FROM pair WHERE bits > 0 UNION SELECT other FROM pair WHERE bits > 0
  UNION SELECT holder FROM judged_holder
)
SELECT holder, CAST(row_number() OVER (ORDER BY holder) - 1 AS BIGINT) AS place FROM joined
"""
"""Holders who may be in a hand, numbered in the order of their ids."""

PAIRS = """
SELECT CAST(a.place AS INTEGER) AS one, CAST(b.place AS INTEGER) AS other, round(pair.bits, 4) AS bits,
       pair.named
FROM pair
JOIN joined AS a ON a.holder = pair.one
JOIN joined AS b ON b.holder = pair.other
"""

DEPENDANT = """
SELECT provider AS hub, holder FROM supply UNION SELECT origin AS hub, owner AS holder FROM foreign_origin
"""
"""Who depends on whom, as customer or because the other's AS numbers announced its space."""

# Hubs of all pairs above even odds, and of holders that people judged: those may come into a hand.
DEPENDANTS = """
SELECT hub, holder FROM dependant
WHERE hub IN (SELECT one FROM pair WHERE bits > 0 UNION SELECT other FROM pair WHERE bits > 0)
   OR hub IN (SELECT holder FROM judged_holder)
ORDER BY hub, holder
"""

# How rare it is, among the holders of a registry that took any fresh block, to have taken as many.
SURPRISE = """
WITH counted AS (
  SELECT registry, fresh, count(*) AS holders FROM party WHERE fresh > 0 GROUP BY registry, fresh
), tail AS (
  SELECT registry, fresh,
         sum(holders) OVER (PARTITION BY registry ORDER BY fresh DESC) AS as_many,
         sum(holders) OVER (PARTITION BY registry) AS holders
  FROM counted
)
SELECT party.holder, -log2(tail.as_many / tail.holders) AS bits
FROM party JOIN tail ON tail.registry = party.registry AND tail.fresh = party.fresh
"""


def ground(store: Store, judged: Judged = NOBODY, alone: Pairs = NO_PAIRS) -> Ground:
    """Read what hands stand on from a store whose pairs have been weighed.

    `alone`: bits of pairs judged the same of which no link that is kept was found.
    """
    holders = sorted({holder for pair in judged.same for holder in pair})
    store.keep("judged_holder", pa.table({"holder": pa.array(holders, pa.string())}))
    store.derive("joined", JOINED)
    dependants: dict[str, set[str]] = {}
    found = store.query(DEPENDANTS).to_pydict()
    for hub, holder in zip(found["hub"], found["holder"], strict=True):
        dependants.setdefault(hub, set()).add(holder)
    surprise = store.query(SURPRISE).to_pydict()
    split = store.query("SELECT holder FROM party WHERE split").to_pydict()
    pairs, named = _pairs(store, alone)
    return Ground(
        pairs,
        named,
        {hub: frozenset(holders) for hub, holders in dependants.items()},
        dict(zip(surprise["holder"], surprise["bits"], strict=True)),
        frozenset(split["holder"]),
        judged,
    )


def _pairs(store: Store, alone: Pairs) -> tuple[Numbered, Numbered]:
    """The pairs weighed, with those judged the same that are not among them; and the named ones."""
    one, other, bits, named = (column.to_numpy() for column in store.query(PAIRS).columns)
    names = store.query("SELECT holder FROM joined ORDER BY place")["holder"].to_pylist()
    related = Numbered(names, Between(one[named], other[named], bits[named]))
    told = Numbered(names, Between(one, other, bits))
    more = numbered({pair: alone[pair] for pair in alone if not told.inside(pair)}, names)
    ends = (
        np.concatenate(both)
        for both in zip((one, other, bits), more.bits.above(NOTHING), strict=True)
    )
    return (Numbered(names, Between(*ends)) if len(more.bits) else told), related


def lay_dependants(store: Store) -> None:
    """Keep `dependant` in a store in which the links have looked."""
    store.derive("dependant", DEPENDANT)


def hands(on: Ground) -> list[Hand]:
    """Every hand in rank order: the heaviest first, declared groups after all others."""
    judged = (holder for pair in on.judged.same for holder in pair)
    pairs = on.pairs if isinstance(on.pairs, Numbered) else numbered(on.pairs, judged)
    built = [_hand(members, pairs, on) for members in group(pairs, judged=on.judged)]
    return sorted(
        built,
        key=lambda hand: (hand.reading == "declared", -round(hand.weight, 6), hand.members),
    )


def _hand(members: tuple[str, ...], pairs: Numbered, on: Ground) -> Hand:
    inside = frozenset(members)
    tree = spanning_tree(members, pairs.inside(members))
    depend = [on.dependants.get(member, frozenset()) for member in members]
    within = sum(len(each & inside) for each in depend)
    every = sum(len(each) for each in depend)
    return Hand(
        members=members,
        tree=tuple(tree),
        links=sum(max(bits, 0.0) for bits, _, _ in tree),
        intake=sum(on.surprise.get(member, 0.0) for member in members),
        closed=(within + 1) / (every + 2),  # the rule of succession: no dependants says one half
        outside=every - within,
        named=len(_related(members, on)) / len(members),
        split=sum(member in on.split for member in members) / len(members),
    )


def _related(members: Sequence[str], on: Ground) -> set[str]:
    """Members that a name, an account or a stated relation ties to another."""
    if isinstance(on.named, Numbered):
        return {member for tie in on.named.inside(members) for member in tie}
    ties = [(a, b) for n, a in enumerate(members) for b in members[n + 1 :] if (a, b) in on.named]
    return {member for tie in ties for member in tie}
