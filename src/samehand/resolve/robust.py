"""What a hand rests on: weighed again with each source left out.

A link falls with a source when a table it reads is filled by that source alone; the pairs left
are weighed and grouped again inside each hand, and the largest part that still holds is told.
What people judged is of no source: it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from samehand.resolve.grouping import NOBODY, NUMBERS, Judged, group
from samehand.resolve.hands import Hand
from samehand.resolve.weigh import add_up
from samehand.rules import Rule
from samehand.store import Store


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is left of a hand without one source."""

    source: str
    members_left: int
    holds: bool


INNER = """
SELECT linked.* FROM linked
JOIN inner_pair ON inner_pair.one = linked.one AND inner_pair.other = linked.other
"""

LEFT = """
WITH kept AS (
  SELECT bit_or(first_bins) AS first_bins, bit_or(next_bins) AS next_bins, bit_or(last_bins) AS last_bins
  FROM weight
  WHERE list_contains($kept, rule)
)
SELECT inner_linked.one, inner_linked.other, inner_linked.first_bins & kept.first_bins AS first_bins,
       inner_linked.next_bins & kept.next_bins AS next_bins,
       inner_linked.last_bins & kept.last_bins AS last_bins
FROM inner_linked
CROSS JOIN kept
"""

PLACED = """
SELECT inner_pair.place, pair.one, pair.other, pair.bits
FROM left_pair AS pair JOIN inner_pair ON inner_pair.one = pair.one AND inner_pair.other = pair.other
ORDER BY place, pair.one, pair.other
"""


def falling(
    links: Mapping[str, Rule[Any]], filled_by: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """By source: the links that cannot look without it. `filled_by`: sources of each table."""
    sources = {source for filling in filled_by.values() for source in filling}
    return {
        source: {
            rule.name
            for rule in links.values()
            if any(filled_by.get(kind.table) == {source} for kind in rule.reads)
        }
        for source in sorted(sources)
    }


def leave_out(
    store: Store,
    found: Sequence[Hand],
    fallen: Mapping[str, set[str]],
    prior: float,
    judged: Judged = NOBODY,
) -> list[list[Leaving]]:
    """For each hand, what is left of it without each source."""
    _lay_inner_pairs(store, found)
    rules = store.query("SELECT DISTINCT rule FROM weight").column("rule").to_pylist()
    told: list[list[Leaving]] = [[] for _ in found]
    for source, links in fallen.items():
        if links:
            kept = sorted(set(rules) - links)
            pairs = _pairs_left(store, kept, prior)
            left = {
                place: _largest(hand, pairs.get(place, {}), judged)
                for place, hand in enumerate(found)
            }
            for place, hand in enumerate(found):
                members = left[place]
                told[place].append(Leaving(source, members, members == len(hand.members)))
    return told


def _lay_inner_pairs(store: Store, found: Sequence[Hand]) -> None:
    rows = [
        (place, one, other)
        for place, hand in enumerate(found)
        for n, one in enumerate(hand.members)
        for other in hand.members[n + 1 :]
    ]
    table = pa.table(
        {
            "place": pa.array([row[0] for row in rows], pa.int64()),
            "one": pa.array([row[1] for row in rows], pa.string()),
            "other": pa.array([row[2] for row in rows], pa.string()),
        }
    )
    store.keep("inner_pair", table)
    store.derive("inner_linked", INNER)


def _largest(hand: Hand, pairs: Mapping[tuple[str, str], float], judged: Judged) -> int:
    """The size of the largest group that still holds in a hand."""
    if not pairs and not judged.same:
        return 0
    groups = group(pairs, NUMBERS, judged.of(hand.members))
    return max((len(each) for each in groups), default=0)


def _pairs_left(
    store: Store, kept: list[str], prior: float
) -> dict[int, dict[tuple[str, str], float]]:
    """The pairs of each hand, by its place, weighed by the links that are left."""
    store.derive("left_linked", LEFT, kept=kept)
    add_up(store, prior, prefix="left_")
    rows = store.query(PLACED).to_pydict()
    pairs: dict[int, dict[tuple[str, str], float]] = {}
    for place, one, other, bits in zip(
        rows["place"], rows["one"], rows["other"], rows["bits"], strict=True
    ):
        pairs.setdefault(place, {})[one, other] = bits
    return pairs
