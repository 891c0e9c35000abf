"""Grouping: pairs into hands, by average linkage on bits.

Not connected components: a hand grows only while the *mean* over all pairs between its two
halves speaks for one hand (`values.agglomerate`), where a pair that no link proposed counts as
`missing`. So one weak bridge cannot join two hands. The same pairs give the same hands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samehand.rules import because
from samehand.values.agglomerate import agglomerate

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


def group(pairs: Pairs, numbers: GroupNumbers = NUMBERS) -> list[tuple[str, ...]]:
    """Hands of two or more holders, each sorted, in the order of their first holders."""
    names = sorted({holder for pair in pairs for holder in pair})
    place = {holder: n for n, holder in enumerate(names)}
    numbered = ((place[one], place[other], bits) for (one, other), bits in pairs.items())
    found = agglomerate(numbered, numbers.missing, numbers.stop)
    return [tuple(names[member] for member in members) for members in found]


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
