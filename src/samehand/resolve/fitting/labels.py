"""Labels: pairs of holders known to be one organisation, pairs known to be two, and all holders.

A pair counts as a part of its organisation, so that one with n holders counts as n - 1 pairs and
not as their square. Of a pair told twice the least is counted; a pair said to be both is two.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Pair = tuple[str, str]
Half = Literal["all", "even", "odd"]
OTHER: dict[Half, Half] = {"even": "odd", "odd": "even", "all": "all"}


@dataclass(frozen=True, slots=True, order=True)
class Sibling:
    """A pair of one organisation, which, and how much it counts."""

    one: str
    other: str
    organisation: str
    counts: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What is known of pairs.

    `closed`: a pair of `holders` that is not named counts as two, as in a list of organisations;
    else nothing is known of it, as with verdicts. `under`: the organisations of each holder.
    `apart`: siblings that are of the other half, so that nothing is to be made of them here.
    """

    siblings: tuple[Sibling, ...]
    different: frozenset[Pair] = frozenset()
    holders: frozenset[str]
    under: Mapping[str, frozenset[str]] = field(default_factory=dict)
    closed: bool = True
    half: Half = "all"
    apart: frozenset[Pair] = frozenset()
    set_aside: tuple[str, ...] = ()

    @property
    def organisations(self) -> tuple[str, ...]:
        """Those of the labelled pairs, in order."""
        return tuple(sorted({each.organisation for each in self.siblings}))

    def of_half(self, half: Half) -> "Labels":
        """The same with the pairs of one half of the organisations; pairs of two, by their own."""
        kept = [each for each in self.siblings if in_half(each.organisation, half)]
        two = frozenset(pair for pair in self.different if in_half(" ".join(pair), half))
        apart = frozenset((s.one, s.other) for s in {*self.siblings} - {*kept})
        return replace(self, siblings=tuple(kept), different=two, half=half, apart=apart)


def in_half(name: str, half: Half) -> bool:
    """Whether an organisation is in a half; which one, its hash says, on every machine alike.

    >>> in_half("EXA-1-ARIN", "even") != in_half("EXA-1-ARIN", "odd")
    True
    """
    even = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 2 == 0
    return half == "all" or even == (half == "even")


def ordered(one: str, other: str) -> Pair:
    """A pair in the order in which links give it."""
    return (one, other) if one < other else (other, one)


def siblings_of(told: Iterable[tuple[str, Pair]], but: Iterable[Pair] = ()) -> tuple[Sibling, ...]:
    """Siblings of pairs told by organisation, each pair once, without those in `but`."""
    spared = {ordered(*pair) for pair in but}
    groups: dict[str, set[Pair]] = {}
    for organisation, pair in told:
        if ordered(*pair) not in spared and pair[0] != pair[1]:
            groups.setdefault(organisation, set()).add(ordered(*pair))
    found: dict[Pair, Sibling] = {}
    for organisation, pairs in sorted(groups.items()):
        members = {holder for pair in pairs for holder in pair}
        counts = (len(members) - 1) / len(pairs)
        for pair in pairs:
            if pair not in found or counts < found[pair].counts:
                found[pair] = Sibling(*pair, organisation, counts)
    return tuple(sorted(found.values()))


def both(listed: Labels, judged: Labels) -> Labels:
    """A list of organisations with people's verdicts, which are believed before it."""
    said = {(each.one, each.other) for each in judged.siblings}
    kept = [
        each
        for each in listed.siblings
        if (each.one, each.other) not in judged.different and (each.one, each.other) not in said
    ]
    return replace(
        listed,
        siblings=tuple(sorted([*kept, *judged.siblings])),
        different=judged.different,
        holders=listed.holders | judged.holders,
        set_aside=listed.set_aside + judged.set_aside,
    )
