"""Space of one holder announced by an AS of another.

Only prefixes whose origin changed are in a list of changes, so absence says nothing. Fooled by
hosters and carriers that announce their customers' space, by scrubbing services, and by leaks, of
which logs of updates show every one: hence the count of owners that an AS announces for, by which
a link through it is weighed.
"""

from samehand.rules import Step
from samehand.steps.parties import NoNumbers, as_part, placed, space
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import Sighting

# Before the block or the AS number was given to its present holder, a sighting tells of another.
FOREIGN = """
WITH met AS (
  SELECT space.holder AS owner, as_part.holder AS origin, placed.first, placed.last,
         min(placed.seen) AS seen, min(placed.cite) AS cite, min(space.cite) AS block_cite,
         min(as_part.cite) AS asn_cite
  FROM placed
  JOIN space ON space.account = placed.account AND space.first = placed.block_first
            AND space.last = placed.block_last
  JOIN as_part ON as_part.asn = placed.origin
  WHERE as_part.account <> space.account
    AND (space.registered IS NULL OR placed.seen >= space.registered)
    AND (as_part.registered IS NULL OR placed.seen >= as_part.registered)
  GROUP BY space.holder, as_part.holder, placed.first, placed.last
)
SELECT owner, origin, count(*) AS prefixes, min(seen) AS since, max(seen) AS until,
       list(cite ORDER BY seen, cite)[1:4] AS cite, min(block_cite) AS block_cite,
       min(asn_cite) AS asn_cite
FROM met
GROUP BY owner, origin
"""

foreign = Step(
    name="foreign_origin",
    says="whose space was announced by whose AS number, and how many prefixes of it",
    reads=(Sighting, Holding, AsnHolding),
    needs=(placed, space, as_part),
    numbers=NoNumbers(),
    find=FOREIGN,
)

OWNERS = """
SELECT origin AS holder, count(*) AS owners FROM foreign_origin GROUP BY origin
"""

owners = Step(
    name="owners",
    says="for how many other holders each holder's AS numbers announced space",
    reads=(Sighting, Holding, AsnHolding),
    needs=(foreign,),
    numbers=NoNumbers(),
    find=OWNERS,
)
