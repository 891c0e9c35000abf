"""Counting: how often pairs show each bin, those of all labelled holders and the siblings.

Pairs that routing or a transfer proposed are counted apart: links asked only of proposed pairs
are fitted among those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any

import pyarrow as pa

from samehand.resolve.fitting.labels import Labels
from samehand.rules import Rule
from samehand.store import Store

Told = Mapping[str, float]
"""By organisation, what its siblings count."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs, how many of them are siblings, and what those count by organisation."""

    pairs: int
    siblings: int
    told: Told

    @property
    def counts(self) -> float:
        """What the siblings count, as parts of their organisations."""
        return fsum(self.told.values())


NOTHING = Tally(0, 0, {})


@dataclass(frozen=True, slots=True)
class Counts:
    """All pairs of labelled holders, the routed ones of them, and by link those of each bin."""

    every: Tally
    routed: Tally
    bins: Mapping[str, Mapping[str, Tally]]


COUNT = """
SELECT bin, sibling.organisation, count(*) AS pairs, count(sibling.one) AS siblings,
       list(sibling.counts) FILTER (WHERE sibling.one IS NOT NULL) AS counts
FROM (SELECT DISTINCT one, other, bin FROM counting) AS found
JOIN labelled AS a ON a.holder = found.one
JOIN labelled AS b ON b.holder = found.other
LEFT JOIN sibling ON sibling.one = found.one AND sibling.other = found.other
GROUP BY bin, sibling.organisation
ORDER BY bin, sibling.organisation
"""


def lay_labels(store: Store, labels: Labels) -> None:
    """Keep the labels as the tables `sibling`, `labelled`, `under`, `judged_two` and `apart`."""
    rows = [(s.one, s.other, s.organisation, s.counts) for s in labels.siblings]
    under = [(holder, org) for holder in sorted(labels.under) for org in labels.under[holder]]
    _keep(store, "sibling", rows, ("one", "other", "organisation", "counts"))
    _keep(store, "labelled", [(holder,) for holder in sorted(labels.holders)], ("holder",))
    _keep(store, "under", under, ("holder", "organisation"))
    _keep(store, "judged_two", sorted(labels.different), ("one", "other"))
    _keep(store, "apart", sorted(labels.apart), ("one", "other"))


def _keep(store: Store, name: str, rows: list[Any], columns: tuple[str, ...]) -> None:
    kinds = {column: pa.float64() if column == "counts" else pa.string() for column in columns}
    arrays = {
        column: pa.array([row[place] for row in rows], kinds[column])
        for place, column in enumerate(columns)
    }
    store.keep(name, pa.table(arrays))


def count(store: Store, links: Iterable[Rule[Any]], labels: Labels) -> Counts:
    """Count what the links found in a store among the pairs of labelled holders."""
    lay_labels(store, labels)
    holders = len(labels.holders)
    told: dict[str, float] = {}
    for each in labels.siblings:
        told[each.organisation] = told.get(each.organisation, 0.0) + each.counts
    every = Tally(holders * (holders - 1) // 2, len(labels.siblings), told)
    store.derive("counting", "SELECT one, other, 'routed' AS bin FROM candidate WHERE routed")
    routed = _counted(store).get("routed", NOTHING)
    return Counts(every, routed, {rule.name: _of_link(store, rule) for rule in links})


def _of_link(store: Store, rule: Rule[Any]) -> dict[str, Tally]:
    store.derive("counting", f"SELECT one, other, bin FROM {rule.found_in}")
    return _counted(store)


def _counted(store: Store) -> dict[str, Tally]:
    """The pairs of the table `counting`, by bin."""
    bins: dict[str, list[dict[str, Any]]] = {}
    for row in store.query(COUNT).to_pylist():
        bins.setdefault(row["bin"], []).append(row)
    return {
        name: Tally(
            sum(row["pairs"] for row in rows),
            sum(row["siblings"] for row in rows),
            {row["organisation"]: fsum(row["counts"]) for row in rows if row["counts"]},
        )
        for name, rows in bins.items()
    }
