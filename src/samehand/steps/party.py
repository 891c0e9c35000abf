"""Every holder in a row: accounts and their parts, and organisations that meet no account.

Who holds what is told in `parties`; which organisation of a registry's database meets which
account, in `records`. Fooled by an organisation that meets its account in no block or number: it
then stands here twice, under two ids.
"""

from samehand.rules import Step
from samehand.steps.intake import intake
from samehand.steps.parties import NoNumbers, as_part, space
from samehand.steps.records import org_holder
from samehand.tables.records import Organisation
from samehand.tables.registry import AsnHolding, Holding, Registration

PARTY = """
WITH numbers AS (
  SELECT holder, min(account) AS account, min(registry) AS registry, list(DISTINCT asn ORDER BY asn) AS asns,
         min(registered) AS asn_registered, bool_or(split) AS split,
         min(coalesce(name, handle)) AS name
  FROM as_part GROUP BY holder
), blocks AS (
  SELECT holder, min(account) AS account, min(registry) AS registry, count(*) AS blocks,
         sum(addresses) AS addresses, min(registered) AS first_block, bool_or(split) AS split
  FROM space GROUP BY holder
), fresh AS (
  SELECT holder, count(*) AS fresh, sum(addresses) AS fresh_addresses FROM intake WHERE fresh GROUP BY holder
), alone AS (
  SELECT org_holder.holder, min(org_holder.registry) AS registry, count(*) AS blocks,
         sum(CASE WHEN registration.family = 4 THEN registration.last - registration.first + 1 ELSE 0 END)
           AS addresses, min(registration.registered) AS first_block
  FROM org_holder
  JOIN registration ON registration.org = org_holder.org
  WHERE NOT org_holder.met
  GROUP BY org_holder.holder
), called AS (
  SELECT org AS holder, min(name) AS name FROM organisation GROUP BY org
), every AS (
  SELECT holder FROM numbers UNION SELECT holder FROM blocks
)
SELECT every.holder, coalesce(numbers.account, blocks.account) AS account,
       coalesce(numbers.registry, blocks.registry) AS registry, numbers.asns, numbers.name,
       numbers.asn_registered, coalesce(blocks.blocks, 0) AS blocks,
       CAST(coalesce(blocks.addresses, 0) AS BIGINT) AS addresses, blocks.first_block,
       coalesce(fresh.fresh, 0) AS fresh, CAST(coalesce(fresh.fresh_addresses, 0) AS BIGINT) AS fresh_addresses,
       coalesce(numbers.split, blocks.split) AS split
FROM every
LEFT JOIN numbers ON numbers.holder = every.holder
LEFT JOIN blocks ON blocks.holder = every.holder
LEFT JOIN fresh ON fresh.holder = every.holder
UNION ALL
SELECT alone.holder, alone.holder AS account, alone.registry, CAST(NULL AS BIGINT[]) AS asns, called.name,
       CAST(NULL AS DATE) AS asn_registered, alone.blocks, CAST(alone.addresses AS BIGINT) AS addresses,
       alone.first_block, 0 AS fresh, CAST(0 AS BIGINT) AS fresh_addresses, FALSE AS split
FROM alone
LEFT JOIN called ON called.holder = alone.holder
"""

party = Step(
    name="party",
    says="every holder: its account, AS numbers, name, blocks, and what it lately took; and every"
    " organisation of a registry's database that meets no account",
    reads=(AsnHolding, Holding, Registration, Organisation),
    needs=(as_part, space, intake, org_holder),
    numbers=NoNumbers(),
    find=PARTY,
)
