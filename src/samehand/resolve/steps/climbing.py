"""Who climbed, who was made to climb, and under which providers more were than elsewhere.

A holder *climbs* when each later block is larger than all before, and soon after the last. It was
*made to* when it climbed several steps soon after its first AS number, which its first block followed.
Such come by chance under any provider, as often as among others of their registry who buy transit.
Where many times as many come, the provider draws them: it is of one hand with them, or it suits
networks that grow fast.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.steps.intake import intake
from samehand.steps.neighbours import supply
from samehand.steps.party import party
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import AsnRelation


@dataclass(frozen=True)
class ClimbNumbers:
    """What is a rung?"""

    span_years: int = because(6, "a year more than what counts as fresh, to see the first rung")
    rung_days: int = because(548, "eighteen months: longer and the growth is ordinary")
    several_rungs: int = because(2, "one step up is what every growing network makes")


CLIMB = """
WITH today AS (
  SELECT max(last_seen) AS day FROM holding
), given AS (
  SELECT holder, registry, registered, max(addresses) AS size, min(cite) AS cite
  FROM intake CROSS JOIN today
  WHERE registered > today.day - $span_years * INTERVAL 1 YEAR
  GROUP BY holder, registry, registered
), climbing AS (
  SELECT *, lag(registered) OVER past AS day_before,
         max(size) OVER (PARTITION BY holder, registry ORDER BY registered
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS largest_before
  FROM given
  WINDOW past AS (PARTITION BY holder, registry ORDER BY registered)
)
SELECT holder, registry, count(*) AS rungs, count(*) >= $several_rungs AS several, max(size) AS top,
       list(registered ORDER BY registered)[CAST($several_rungs AS INTEGER)] AS several_by,
       list(cite ORDER BY registered)[1:4] AS cite
FROM climbing
WHERE size > largest_before AND date_diff('day', day_before, registered) <= $rung_days
GROUP BY holder, registry
"""

climb = Step(
    name="climb",
    says="who was given larger and larger blocks by a registry, each soon after the last",
    reads=(Holding,),
    needs=(intake,),
    numbers=ClimbNumbers(),
    find=CLIMB,
)


@dataclass(frozen=True)
class MadeNumbers:
    """When did a holder get its AS number in order to climb?"""

    wait_days: int = because(180, "half a year: longer and the first block has its own reason")
    climb_days: int = because(730, "two years from the AS number: slower is what honest growth is")


MADE = """
SELECT climb.holder, climb.registry, party.asn_registered, climb.cite
FROM climb JOIN party ON party.holder = climb.holder AND party.registry = climb.registry
WHERE climb.several AND date_diff('day', party.asn_registered, party.first_block) BETWEEN 0 AND $wait_days
  AND date_diff('day', party.asn_registered, climb.several_by) <= $climb_days
"""

made = Step(
    name="made_to_climb",
    says="who climbed several steps, from a first block that came soon after the first AS number",
    reads=(AsnHolding, Holding),
    needs=(climb, party),
    numbers=MadeNumbers(),
    find=MADE,
)


@dataclass(frozen=True)
class DrawNumbers:
    """When do climbers come under a provider more often than by chance?"""

    most_customers: int = because(100, "one provider in a hundred has more: everybody buys there")
    least_climbers: int = because(3, "two under one provider may be chance")
    least_excess: float = because(10.0, "of ten one came by chance: with more it joins strangers")
    least_surprise: float = because(
        13.0, "bits: one in eight thousand, and there are nearly as many small providers"
    )


# How many come by chance is learnt from buyers of whose small providers none has several climbers:
# crowds would hide each other. One is added (the rule of succession), so that none is not never.
# The surprise is Chernoff's bound on a Poisson count.
DRAWN = """
WITH buyer AS (
  SELECT DISTINCT supply.holder, party.registry, made_to_climb.holder IS NOT NULL AS climbs
  FROM supply
  JOIN party ON party.holder = supply.holder
  LEFT JOIN made_to_climb ON made_to_climb.holder = supply.holder
), small AS (
  SELECT provider FROM supply GROUP BY provider HAVING count(*) <= $most_customers
), under AS (
  SELECT small.provider, buyer.registry, count(*) AS customers, count(CASE WHEN climbs THEN 1 END) AS climbers
  FROM small
  JOIN supply ON supply.provider = small.provider
  JOIN buyer ON buyer.holder = supply.holder
  GROUP BY small.provider, buyer.registry
), several AS (
  SELECT * FROM under WHERE climbers >= $least_climbers
), crowded AS (
  SELECT DISTINCT supply.holder FROM several JOIN supply ON supply.provider = several.provider
), rate AS (
  SELECT buyer.registry,
         (count(CASE WHEN climbs AND crowded.holder IS NULL THEN 1 END) + 1)
           / (count(CASE WHEN crowded.holder IS NULL THEN 1 END) + 1) AS share
  FROM buyer LEFT JOIN crowded ON crowded.holder = buyer.holder
  GROUP BY buyer.registry
), compared AS (
  SELECT several.*, several.customers * rate.share AS chance
  FROM several JOIN rate ON rate.registry = several.registry
), told AS (
  SELECT *, climbers * log2(climbers / chance / exp(1)) + chance / ln(2) AS surprise
  FROM compared WHERE climbers >= $least_excess * chance
)
SELECT * FROM told WHERE surprise >= $least_surprise
"""

drawn = Step(
    name="drawn",
    says="providers of few customers, of whom far more were made to climb than elsewhere",
    reads=(AsnRelation, AsnHolding, Holding),
    needs=(made, supply, party),
    numbers=DrawNumbers(),
    find=DRAWN,
)
