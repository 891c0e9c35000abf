"""Weigh: what all links found of a pair, added up once for every surface.

Of links that rest on one ground (the same lines, or one fact told in two places) only the strongest
counts, whatever their families. Within a family the strongest ground counts whole and the rest a
quarter; across families weights add. A pair needs two independent families that speak for it, else
it stays below even odds; but for a registry's own files, whose payments, papers and submissions are
kept by different desks: where two of these speak, they are enough.
Tables kept: `counted` (a row for each link of a pair) and `pair` (a row for each pair).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

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


COUNTED = """
WITH weighed AS (
  SELECT found.one, found.other, found.rule, found.bin, weight.family, weight.bits,
         row_number() OVER (PARTITION BY found.one, found.other, weight.family = 'against', ground.ground
                            ORDER BY abs(weight.bits) DESC, found.rule) AS place
  FROM found
  JOIN weight ON weight.rule = found.rule AND weight.bin = found.bin
  JOIN ground ON ground.rule = found.rule
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY one, other, family
                               ORDER BY CASE WHEN place = 1 THEN 0 ELSE 1 END, abs(bits) DESC, rule) AS turn
  FROM weighed
)
SELECT one, other, rule, bin, family, bits,
       CASE WHEN place > 1 THEN 0.0 WHEN turn = 1 THEN bits ELSE bits * $discount END AS counted
FROM ordered
"""

PAIR = """
WITH summed AS (
  SELECT one, other, round(sum(counted) + $prior, 6) AS bits, -- threads add up in any order
         count(DISTINCT CASE WHEN counted > 0 AND family <> 'against' THEN family END) AS families,
         bool_or(family = 'name') AS named,
         sum(CASE WHEN family = 'internal' THEN counted ELSE 0 END) AS inside
  FROM counted
  GROUP BY one, other
)
SELECT one, other, bits AS total, families, named,
       CASE WHEN families >= $families_needed OR inside >= $overwhelming THEN bits ELSE least(bits, $alone) END AS bits
FROM summed
WHERE bits > $worth_keeping AND families > 0
"""


# Who held something on an earlier day and holds nothing on the day asked about is in no hand of it.
FOUND = "SELECT * FROM ({found}) AS told WHERE one IN {party} AND other IN {party}"


def weigh(store: Store, links: Mapping[str, Rule[Any]], weights: Weights) -> None:
    """Keep `counted` and `pair` in the store; the links must have looked.

    Pairs are of parties of the day: what was found of others is not weighed.
    """
    lay_found(store, links, weights)
    add_up(store, weights.prior, found="found", counted="counted", pair="pair")


def lay_found(store: Store, links: Mapping[str, Rule[Any]], weights: Weights) -> None:
    """Keep what these links found in one table, and what they weigh."""
    weights.lay(store)
    found = " UNION ALL ".join(
        f"SELECT one, other, '{rule.name}' AS rule, bin FROM {rule.found_in}"
        for rule in links.values()
    )
    grounds = " UNION ALL ".join(
        f"SELECT '{rule.name}' AS rule, '{rule.ground}' AS ground" for rule in links.values()
    )
    store.derive("found", FOUND.format(found=found, party="(SELECT holder FROM party)"))
    store.derive("ground", grounds)


def add_up(
    store: Store, prior: float, *, found: str, counted: str, pair: str, every: bool = False
) -> None:
    """Keep what the links in one table add up to, as two others; `every`: however little it is."""
    numbers = numbers_of(WeighNumbers(worth_keeping=-inf) if every else WeighNumbers())
    store.derive(counted, COUNTED.replace("FROM found", f"FROM {found} AS found"), **numbers)
    store.derive(pair, PAIR.replace("FROM counted", f"FROM {counted}"), prior=prior, **numbers)
