"""Weigh: what all links found of a pair, added up once for every surface.

Of links that rest on one ground (the same lines, or one fact told in two places) only the strongest
counts, whatever their families. Within a family the strongest ground counts whole and the rest a
quarter; across families weights add. A pair needs two independent families that speak for it, else
it stays below even odds; but for a registry's own files, whose payments, papers and submissions are
kept by different desks: where two of these speak, they are enough.
Links say few things of very many pairs, so each *likeness*, a set of bins that some pair shows, is
added up once. Tables kept: `linked` (the likeness of each pair), `likeness` (what one adds up to),
`likeness_part` (what each of its bins counts). Shown over them: `counted` (a row for each link of a
pair) and `pair` (a row for each pair).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from samehand.resolve.steps.candidates import that_found
from samehand.resolve.weights import Weights
from samehand.rules import Rule, because, numbers_of
from samehand.store import Store


@dataclass(frozen=True)
class WeighNumbers:
    """How evidence adds up."""

    discount: float = because(
        0.25, "links of one family rest on the same facts: beyond the first they add a little"
    )
    families_needed: int = because(2, "one kind of evidence can be fooled; two at once seldom are")
    alone: float = because(-0.5, "below even odds: with one family alone no pair joins a hand")
    overwhelming: float = because(
        20.0, "more than the rarest value of one desk (18 bits), so two desks of a registry say it"
    )
    worth_keeping: float = because(
        -8.0, "a pair that far below even odds changes no mean above zero in any hand"
    )


LINKED = """
SELECT found.one, found.other, bit_or(weight.first_bins) AS first_bins,
       bit_or(weight.next_bins) AS next_bins, bit_or(weight.last_bins) AS last_bins
FROM found
JOIN weight ON weight.rule = found.rule AND weight.bin = found.bin
GROUP BY found.one, found.other
"""

PART = """
WITH shown AS (
  SELECT DISTINCT first_bins, next_bins, last_bins FROM linked
), weighed AS (
  SELECT shown.*, weight.rule, weight.bin, weight.family, weight.bits,
         row_number() OVER (PARTITION BY shown.first_bins, shown.next_bins, shown.last_bins,
                                         weight.family = 'against', ground.ground
                            ORDER BY abs(weight.bits) DESC, weight.rule) AS place
  FROM shown
  JOIN weight ON (shown.first_bins & weight.first_bins) + (shown.next_bins & weight.next_bins)
                 + (shown.last_bins & weight.last_bins) > 0
  JOIN ground ON ground.rule = weight.rule
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY first_bins, next_bins, last_bins, family
                               ORDER BY CASE WHEN place = 1 THEN 0 ELSE 1 END, abs(bits) DESC, rule) AS turn
  FROM weighed
)
SELECT first_bins, next_bins, last_bins, rule, bin, family, bits,
       CASE WHEN place > 1 THEN 0.0 WHEN turn = 1 THEN bits ELSE bits * $discount END AS counted
FROM ordered
"""

LIKENESS = """
WITH summed AS (
  SELECT first_bins, next_bins, last_bins,
         round(sum(counted) + $prior, 6) AS bits, -- threads add up in any order
         count(DISTINCT CASE WHEN counted > 0 AND family <> 'against' THEN family END) AS families,
         bool_or(family = 'name') AS named,
         sum(CASE WHEN family = 'internal' THEN counted ELSE 0 END) AS inside
  FROM likeness_part
  GROUP BY first_bins, next_bins, last_bins
)
SELECT first_bins, next_bins, last_bins, bits AS total, families, named,
       CASE WHEN families >= $families_needed OR inside >= $overwhelming THEN bits ELSE least(bits, $alone) END AS bits
FROM summed
WHERE bits > $worth_keeping AND families > 0
"""

COUNTED = """
SELECT linked.one, linked.other, rule, bin, family, bits, counted
FROM linked
JOIN likeness_part ON likeness_part.first_bins = linked.first_bins AND likeness_part.next_bins = linked.next_bins
                          AND likeness_part.last_bins = linked.last_bins
"""

PAIR = """
SELECT linked.one, linked.other, likeness.total, likeness.families, likeness.named, likeness.bits
FROM linked
JOIN likeness ON likeness.first_bins = linked.first_bins AND likeness.next_bins = linked.next_bins
             AND likeness.last_bins = linked.last_bins
"""

_READ = re.compile(r"\b(FROM|JOIN) (linked|likeness_part|likeness)\b")

KEPT = ("linked", "likeness", "likeness_part")
"""The tables that `counted` and `pair` are shown over."""


# Who held something on an earlier day and holds nothing on the day asked about is in no hand of it.
FOUND = "SELECT * FROM ({found}) AS told WHERE one IN {party} AND other IN {party}"


def weigh(store: Store, links: Mapping[str, Rule[Any]], weights: Weights) -> None:
    """Keep what all links found of each pair, and show `counted` and `pair`; the links must have looked.

    Pairs are of parties of the day: what was found of others is not weighed.
    """
    lay_found(store, links, weights)
    lay_linked(store)
    add_up(store, weights.prior)


def lay_found(store: Store, links: Mapping[str, Rule[Any]], weights: Weights) -> None:
    """Show what these links found in one table, and keep what they weigh."""
    lay_weights(store, links, weights)
    found = " UNION ALL ".join(
        f"SELECT one, other, '{rule.name}' AS rule, bin FROM {rule.found_in}"
        for rule in that_found(store, links.values())
    )
    store.show("found", FOUND.format(found=found, party="(SELECT holder FROM party)"))


def lay_weights(store: Store, links: Mapping[str, Rule[Any]], weights: Weights) -> None:
    """Keep what the bins of these links weigh, and the ground that each link rests on."""
    weights.lay(store)
    grounds = " UNION ALL ".join(
        f"SELECT '{rule.name}' AS rule, '{rule.ground}' AS ground" for rule in links.values()
    )
    store.derive("ground", grounds)


def lay_linked(store: Store, found: str = "found", prefix: str = "") -> None:
    """Keep the likeness of each pair in a table of what links found."""
    store.derive(f"{prefix}linked", LINKED.replace("FROM found", f"FROM {found} AS found"))


def add_up(store: Store, prior: float, *, every: bool = False, prefix: str = "") -> None:
    """Keep what each likeness adds up to and show that of each pair; `every`: however little it is.

    `prefix` begins the names of all tables, from `linked` on, so that others stay as they are.
    """
    numbers = numbers_of(WeighNumbers(worth_keeping=-inf) if every else WeighNumbers())
    store.derive(f"{prefix}likeness_part", _named(PART, prefix), **numbers)
    store.derive(f"{prefix}likeness", _named(LIKENESS, prefix), prior=prior, **numbers)
    show_weighed(store, prefix)


def show_weighed(store: Store, prefix: str = "") -> None:
    """Show `counted` and `pair` over the tables kept."""
    store.show(f"{prefix}counted", _named(COUNTED, prefix))
    store.show(f"{prefix}pair", _named(PAIR, prefix))


def show_asked(store: Store) -> None:
    """Show `asked_counted` and `asked_pair`: the same of the pairs in a table `asked`, and only these.

    Of many millions of pairs those asked for are picked first, before anything is put to them.
    """
    store.derive("asked_linked", "SELECT linked.* FROM linked JOIN asked USING (one, other)")
    for name, sql in (("counted", COUNTED), ("pair", PAIR)):
        store.show(f"asked_{name}", sql.replace("FROM linked", "FROM asked_linked AS linked"))


def _named(sql: str, prefix: str) -> str:
    """A SELECT that reads the tables whose names begin so."""
    return _READ.sub(rf"\1 {prefix}\2 AS \2", sql) if prefix else sql
