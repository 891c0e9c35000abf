"""Roles: what explains away a link through a holder. Inferred from what it does, never listed.

- `transit`: many customers, most of them free to buy elsewhere;
- `incumbent`: many customers, mostly captive, mostly of its own country;
- `hoster`: announces many prefixes for many owners;
- `scrubber`: announces few prefixes each for many owners, as scrubbing services and CDNs do.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.steps.neighbours import cone, degree, supply
from samehand.steps.origins import foreign, owners
from samehand.steps.parties import as_part
from samehand.steps.party import party
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import AsnRelation, Sighting


@dataclass(frozen=True)
class RoleNumbers:
    """When does a holder play a role?"""

    transit_customers: int = because(50, "one provider in fifty has as many customers")
    incumbent_customers: int = because(20, "fewer captives may be one hand's")
    home_share: float = because(0.7, "an incumbent's customers are of its own country")
    captive_share: float = because(0.4, "where most are free to leave it is plain transit")
    many_owners: int = because(20, "one AS in two hundred announces for as many owners")
    few_prefixes: float = because(2.0, "a scrubbed customer lends a prefix or two at a time")


ROLE = """
WITH country AS (
  SELECT holder, min(country) AS country FROM as_part GROUP BY holder
), home AS (
  SELECT supply.provider AS holder, avg(CASE WHEN here.country = there.country THEN 1.0 ELSE 0.0 END) AS share
  FROM supply
  JOIN country AS here ON here.holder = supply.provider
  JOIN country AS there ON there.holder = supply.holder
  GROUP BY supply.provider
), announces AS (
  SELECT origin AS holder, count(*) AS owners, avg(prefixes) AS prefixes
  FROM foreign_origin GROUP BY origin
)
SELECT party.holder,
       CASE WHEN degree.customers >= $incumbent_customers AND cone.share >= $captive_share
                 AND home.share >= $home_share THEN 'incumbent'
            WHEN degree.customers >= $transit_customers THEN 'transit'
            WHEN announces.owners >= $many_owners AND announces.prefixes <= $few_prefixes THEN 'scrubber'
            WHEN announces.owners >= $many_owners THEN 'hoster'
       END AS role, degree.customers, announces.owners
FROM party
JOIN degree ON degree.holder = party.holder
LEFT JOIN cone ON cone.top = party.holder
LEFT JOIN home ON home.holder = party.holder
LEFT JOIN announces ON announces.holder = party.holder
WHERE (degree.customers >= $incumbent_customers OR announces.owners >= $many_owners)
"""

role = Step(
    name="role",
    says="holders whose part in the network explains links through them",
    reads=(AsnRelation, Sighting, Holding, AsnHolding),
    needs=(as_part, party, supply, degree, cone, foreign, owners),
    numbers=RoleNumbers(),
    find=ROLE,
)
