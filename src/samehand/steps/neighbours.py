"""Who buys transit from whom, and whose customers are captive.

A holder is *captive* to another, its *top*, when (nearly) all it buys from is the top or the
top's own customers. A *cone* is all customers of a top; it is closed when they are captive.
Fooled by incumbents and by places with one provider, which is why a cone's size and the share
of it that is captive are kept, and weighed, beside it.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.steps.intake import intake
from samehand.steps.parties import NoNumbers, as_part
from samehand.steps.party import party
from samehand.tables.registry import AsnHolding
from samehand.tables.routing import AsnRelation


@dataclass(frozen=True)
class BoughtNumbers:
    """How old may a relation be?"""

    newest_months: int = because(
        13, "the newest yearly list and the one before it: one list alone misses backup links"
    )


BOUGHT = """
SELECT buyer.holder, seller.holder AS provider, relation.seen, min(relation.cite) AS cite
FROM asn_relation AS relation
JOIN as_part AS buyer ON buyer.asn = relation.customer
JOIN as_part AS seller ON seller.asn = relation.provider
WHERE relation.kind = 'transit' AND buyer.holder <> seller.holder
  AND relation.seen >= (SELECT max(seen) FROM asn_relation) - $newest_months * INTERVAL 1 MONTH
GROUP BY buyer.holder, seller.holder, relation.seen
"""

bought = Step(
    name="bought",
    says="which holder buys transit from which, by the day of the list that says so",
    reads=(AsnRelation, AsnHolding),
    needs=(as_part,),
    numbers=BoughtNumbers(),
    find=BOUGHT,
)

SUPPLY = """
SELECT holder, provider, min(cite) AS cite, count(*) AS days FROM bought GROUP BY holder, provider
"""

supply = Step(
    name="supply",
    says="which holder buys transit from which, on any of those days",
    reads=(AsnRelation, AsnHolding),
    needs=(bought,),
    numbers=NoNumbers(),
    find=SUPPLY,
)


@dataclass(frozen=True)
class InsideNumbers:
    """When is a holder captive?"""

    captive_share: float = because(
        0.66, "two of three providers inside: a third one may be a relation wrongly inferred"
    )


INSIDE = """
WITH shared AS (
  SELECT each.holder, each.seen, top.provider AS top,
         avg(CASE WHEN each.provider = top.provider OR under.holder IS NOT NULL THEN 1.0 ELSE 0.0 END) AS share,
         count(*) AS providers, list(each.cite) AS cite
  FROM bought AS each
  JOIN bought AS top ON top.holder = each.holder AND top.seen = each.seen
  LEFT JOIN supply AS under ON under.holder = each.provider AND under.provider = top.provider
  GROUP BY each.holder, each.seen, top.provider
)
SELECT holder, top, max(share) AS share, max(providers) AS providers,
       list_sort(list_distinct(flatten(list(cite)))) AS cite
FROM shared
GROUP BY holder, top
HAVING max(share) >= $captive_share
"""

inside = Step(
    name="inside",
    says="captives and their tops, with the share of the captive's providers that is inside",
    reads=(AsnRelation, AsnHolding),
    needs=(bought, supply),
    numbers=InsideNumbers(),
    find=INSIDE,
)

CONE = """
SELECT supply.provider AS top, count(*) AS customers, count(inside.holder) AS captives,
       count(inside.holder) / count(*) AS share
FROM supply
LEFT JOIN inside ON inside.holder = supply.holder AND inside.top = supply.provider
GROUP BY supply.provider
"""

cone = Step(
    name="cone",
    says="every provider's customers: how many, and what share of them is captive",
    reads=(AsnRelation, AsnHolding),
    needs=(supply, inside),
    numbers=NoNumbers(),
    find=CONE,
)

DEGREE = """
WITH sold AS (
  SELECT provider AS holder, count(*) AS customers FROM supply GROUP BY provider
), buys AS (
  SELECT holder, count(*) AS providers FROM supply GROUP BY holder
)
SELECT party.holder, coalesce(sold.customers, 0) AS customers, coalesce(buys.providers, 0) AS providers
FROM party
LEFT JOIN sold ON sold.holder = party.holder
LEFT JOIN buys ON buys.holder = party.holder
"""

degree = Step(
    name="degree",
    says="how many customers and providers each holder has",
    reads=(AsnRelation, AsnHolding),
    needs=(party, supply, intake),
    numbers=NoNumbers(),
    find=DEGREE,
)
