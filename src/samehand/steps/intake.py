"""What each party took in: by whom a block was first taken, whoever holds it now.

An earlier day of a registry's delegated file shows that where ids last from day to day; RIPE NCC's
do not. Its log of transfers shows it by names: a giver is a party where exactly one bears the name,
by records and names of AS numbers. What fools it: a giver that is gone, or was renamed, is nobody.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.steps.parties import NoNumbers, as_part, space
from samehand.steps.records import org_holder
from samehand.tables.records import Organisation, Transfer
from samehand.tables.registry import AsnHolding, AsnName, Holding, Registration

PASSED_ON = """
WITH called AS (
  SELECT registry, name_key, holder FROM as_part WHERE name_key IS NOT NULL
  UNION
  SELECT org_holder.registry, organisation.name_key, org_holder.holder
  FROM org_holder JOIN organisation ON organisation.org = org_holder.org
  WHERE organisation.name_key IS NOT NULL
), named AS (
  SELECT registry, name_key, min(holder) AS holder FROM called
  GROUP BY registry, name_key HAVING count(DISTINCT holder) = 1
), went AS (  -- a move between two registries stands in the logs of both
  SELECT *, dense_rank() OVER (PARTITION BY first ORDER BY moved DESC) AS back
  FROM transfer WHERE family = 4 AND kind <> 'cancelled'
), passed AS (
  SELECT space.holder, space.first, space.cite AS block_cite, named.holder AS giver, went.kind, went.moved,
         went.back, min(went.cite) AS cite
  FROM went
  JOIN named ON named.registry = went.giver_registry AND named.name_key = went.giver_key
  JOIN space ON space.first = went.first
  WHERE space.last <= went.last AND space.holder <> named.holder AND space.registered <= went.moved
  GROUP BY space.holder, space.first, space.cite, named.holder, went.kind, went.moved, went.back
)
SELECT *, row_number() OVER (PARTITION BY holder, first ORDER BY moved, giver, kind) AS turn FROM passed
"""

passed_on = Step(
    name="passed_on",
    says="blocks that a party holds and another gave away, to it or to one before it, by a registry's"
    " log of transfers; the first turn is who first took the block, the first back is the last move",
    reads=(Transfer, Organisation, Registration, Holding, AsnHolding, AsnName),
    needs=(as_part, space, org_holder),
    numbers=NoNumbers(),
    find=PASSED_ON,
)


@dataclass(frozen=True)
class IntakeNumbers:
    """What counts as lately taken?"""

    fresh_years: int = because(
        5, "the registries' last rush for IPv4 took about five years; older space says little"
    )


INTAKE = """
WITH earlier AS (
  SELECT first, last, registered, min(holder) AS account, min(registry) AS registry, min(cite) AS cite
  FROM holding_history
  WHERE family = 4 AND holder IS NOT NULL AND registry <> 'ripencc'
    AND seen < (SELECT max(last_seen) FROM holding)
  GROUP BY first, last, registered
), taken AS (
  SELECT coalesce(CASE WHEN earlier.account <> space.account THEN earlier.account END, passed_on.giver, space.holder)
           AS holder,
         space.registry, space.first, space.addresses, space.registered, space.cite
  FROM space
  LEFT JOIN passed_on ON passed_on.first = space.first AND passed_on.holder = space.holder AND passed_on.turn = 1
  LEFT JOIN earlier ON earlier.first = space.first AND earlier.last = space.last
                   AND earlier.registered = space.registered
  UNION ALL
  SELECT earlier.account, earlier.registry, earlier.first, earlier.last - earlier.first + 1,
         earlier.registered, earlier.cite
  FROM earlier
  LEFT JOIN space ON earlier.first = space.first AND earlier.last = space.last
                 AND earlier.registered = space.registered
  WHERE space.first IS NULL
), today AS (
  SELECT max(last_seen) AS day FROM holding
)
SELECT taken.*, registered > today.day - $fresh_years * INTERVAL 1 YEAR AS fresh
FROM taken CROSS JOIN today
WHERE registered IS NOT NULL
"""

intake = Step(
    name="intake",
    says="every block by the party that first took it, where an earlier day or a log of transfers"
    " shows that; RIPE NCC's accounts cannot be followed from day to day",
    reads=(Holding,),
    needs=(space, passed_on),
    numbers=IntakeNumbers(),
    find=INTAKE,
)
