"""The pairs that judge weights: what each weighs, and whether the labels put it under one.

Judged are pairs of holders whose organisations are both in the half. A pair of one organisation
is in it half of the time and any other a quarter, so each of the others stands for two. Not
judged are pairs that share an organisation too large to be labelled. What no link found stands
at the prior. Where only verdicts label, only pairs with a verdict judge.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from samehand.resolve.fitting.counting import lay_labels
from samehand.resolve.fitting.labels import Labels, Pair, Sibling, in_half
from samehand.resolve.weigh import add_up, lay_found, lay_linked
from samehand.resolve.weights import Weights
from samehand.rules import Rule
from samehand.store import Store

EVERY = ""  # stands for all registries, and for a pair whose holders are of two


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Pairs with a link, and by registry what siblings count and how many others there are in all.

    `organisations` is empty and `counts` nothing where a pair is not labelled as one; `families`
    says by name for which pairs each speaks; `stands_for` how many pairs each other one stands for.
    """

    bits: npt.NDArray[np.float64]
    organisations: npt.NDArray[np.object_]
    counts: npt.NDArray[np.float64]
    registries: npt.NDArray[np.object_]
    families: Mapping[str, npt.NDArray[np.bool_]]
    stands_for: int
    closed: bool  # whether a pair that is not labelled counts as two
    prior: float
    siblings: Mapping[str, float]
    others: Mapping[str, int]


LISTED = """
SELECT pair.one, pair.other, pair.bits, coalesce(sibling.organisation, '') AS organisation,
       coalesce(sibling.counts, 0.0) AS counts
FROM judged_pair AS pair
JOIN home AS a ON a.holder = pair.one
JOIN home AS b ON b.holder = pair.other
LEFT JOIN sibling ON sibling.one = pair.one AND sibling.other = pair.other
LEFT JOIN apart ON apart.one = pair.one AND apart.other = pair.other
WHERE apart.one IS NULL AND (sibling.one IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM under AS x JOIN under AS y ON y.organisation = x.organisation
  WHERE x.holder = pair.one AND y.holder = pair.other
))
"""

VERDICTS = """
WITH told AS (
  SELECT one, other, organisation, counts FROM sibling
  UNION ALL SELECT one, other, '' AS organisation, 0.0 AS counts FROM judged_two
)
SELECT told.one, told.other, coalesce(pair.bits, $prior) AS bits, told.organisation, told.counts
FROM told
LEFT JOIN judged_pair AS pair ON pair.one = told.one AND pair.other = told.other
"""

FAMILIES = """
WITH speaking AS (
  SELECT one, other, list(DISTINCT family) AS families
  FROM judged_counted
  WHERE counted > 0
  GROUP BY one, other
)
SELECT judged.*, coalesce(speaking.families, []) AS families
FROM judged
LEFT JOIN speaking ON speaking.one = judged.one AND speaking.other = judged.other
ORDER BY judged.one, judged.other
"""


def judged(
    store: Store, links: Mapping[str, Rule[Any]], weights: Weights, labels: Labels
) -> Judged:
    """Weigh what these links found, and hold it against the labels of one half."""
    lay_found(store, links, weights)
    lay_linked(store, prefix="judged_")
    add_up(store, weights.prior, every=True, prefix="judged_")
    lay_labels(store, labels)
    home = _home(labels)
    store.keep("home", pa.table({"holder": pa.array(sorted(home), pa.string())}))
    store.derive("judged", LISTED if labels.closed else VERDICTS, prior=weights.prior)
    rows = store.query(FAMILIES).to_pydict()
    ends = zip(rows["one"], rows["other"], strict=True)
    told = [each for each in labels.siblings if {each.one, each.other} <= home]
    named = sorted({rule.family for rule in links.values()})
    return Judged(
        bits=np.array(rows["bits"], dtype=np.float64),
        organisations=np.array(rows["organisation"], dtype=object),
        counts=np.array(rows["counts"], dtype=np.float64),
        registries=np.array([_registry(pair) for pair in ends], dtype=object),
        families={name: _has(rows["families"], name) for name in named},
        stands_for=2 if labels.closed and labels.half != "all" else 1,
        closed=labels.closed,
        prior=weights.prior,
        siblings=_counts(told),
        others=_others(home, labels, Counter(_registry((s.one, s.other)) for s in told)),
    )


def _has(families: Iterable[list[str]], name: str) -> npt.NDArray[np.bool_]:
    return np.array([name in each for each in families], dtype=np.bool_)


def _home(labels: Labels) -> frozenset[str]:
    """Holders whose organisation is in the half; all that were judged, with verdicts."""
    if not labels.closed:
        return labels.holders
    named = {each for s in labels.siblings for each in (s.one, s.other)}
    listed = {h for h, orgs in labels.under.items() if in_half(min(orgs), labels.half)}
    return frozenset(listed | (named - labels.under.keys()))


def _registry(pair: Pair) -> str:
    one, other = (holder.partition(":")[0] for holder in pair)
    return one if one == other else EVERY


def _counts(told: Iterable[Sibling]) -> dict[str, float]:
    """What siblings count, by registry and in all."""
    counts = {EVERY: 0.0}
    for each in told:
        for registry in {EVERY, _registry((each.one, each.other))}:
            counts[registry] = counts.get(registry, 0.0) + each.counts
    return counts


def _others(home: frozenset[str], labels: Labels, told: "Counter[str]") -> dict[str, int]:
    """How many pairs are judged that are not labelled as one, by registry and in all."""
    if not labels.closed:
        return {**Counter(map(_registry, labels.different)), EVERY: len(labels.different)}
    pairs = _within(home)
    for members in _unlabelled(home, labels):
        pairs.subtract(_within(members))
    for gone in (told, Counter(map(_registry, _apart(home, labels)))):
        pairs.subtract({**gone, EVERY: gone.total()})
    return dict(pairs)


def _within(holders: Iterable[str]) -> "Counter[str]":
    """Pairs among some holders, by registry and in all."""
    held = Counter(holder.partition(":")[0] for holder in holders)
    held[EVERY] = held.total()
    return Counter({name: n * (n - 1) // 2 for name, n in held.items()})


def _apart(home: frozenset[str], labels: Labels) -> Iterator[Pair]:
    """Siblings of the other half whose holders are both of this one, under no common organisation."""
    for one, other in labels.apart:
        common = labels.under.get(one, frozenset()) & labels.under.get(other, frozenset())
        if {one, other} <= home and not common:
            yield one, other


def _unlabelled(home: frozenset[str], labels: Labels) -> Iterator[list[str]]:
    """Members of each organisation whose pairs are not labelled."""
    labelled = set(labels.organisations)
    members: dict[str, list[str]] = {}
    for holder in sorted(home & labels.under.keys()):
        for organisation in labels.under[holder] - labelled:
            members.setdefault(organisation, []).append(holder)
    yield from members.values()
