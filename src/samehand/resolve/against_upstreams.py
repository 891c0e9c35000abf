"""Against: both buy transit, and from nobody in common.

A hand can buy apart for show, so this is fitted, not fatal. Looked at only in pairs that a
routing or transfer link proposed.
"""

from datetime import date

from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule
from samehand.steps.neighbours import degree, supply
from samehand.steps.parties import NoNumbers
from samehand.store import Found
from samehand.tables.registry import AsnHolding
from samehand.tables.routing import AsnRelation

FIND = """
WITH common AS (
  SELECT candidate.one, candidate.other, count(*) AS shared
  FROM candidate
  JOIN supply AS a ON a.holder = candidate.one
  JOIN supply AS b ON b.holder = candidate.other AND b.provider = a.provider
  GROUP BY candidate.one, candidate.other
), direct AS (
  SELECT DISTINCT least(holder, provider) AS one, greatest(holder, provider) AS other FROM supply
), own AS (
  SELECT holder, list(cite ORDER BY cite)[1:3] AS cite FROM supply GROUP BY holder
)
SELECT candidate.one, candidate.other, a.providers AS providers, b.providers AS providers_other,
       coalesce(common.shared, 0) AS shared, one_own.cite, other_own.cite AS other_cite,
       CASE WHEN common.shared IS NULL THEN 'none in common' ELSE 'some in common' END AS bin
FROM candidate
JOIN degree AS a ON a.holder = candidate.one AND a.providers > 0
JOIN degree AS b ON b.holder = candidate.other AND b.providers > 0
JOIN own AS one_own ON one_own.holder = candidate.one
JOIN own AS other_own ON other_own.holder = candidate.other
LEFT JOIN common ON common.one = candidate.one AND common.other = candidate.other
LEFT JOIN direct ON direct.one = candidate.one AND direct.other = candidate.other
WHERE candidate.routed AND direct.one IS NULL
"""


def explain(row: Found, numbers: NoNumbers) -> str:
    """How many providers each, how many in common."""
    return (
        f"they buy transit from {row['providers']} and {row['providers_other']} holders,"
        f" {row['shared'] or 'none'} in common"
    )


BOTH = (numbered("arin:a", 64501), numbered("arin:b", 64502))
CARRIERS = (numbered("arin:c", 64510), numbered("arin:d", 64520))
MOVED = (
    held("arin:a", "198.51.100.0/24", date(2014, 1, 1), date(2016, 3, 21)),
    held("arin:b", "198.51.100.0/24", date(2014, 1, 1)),
)

RULE = Rule(
    name="against-upstreams",
    title="Both buy transit, from nobody in common",
    family="against",
    ground="transit",
    revision=1,
    proposed=True,
    reads=(AsnRelation, AsnHolding),
    needs=(supply, degree),
    numbers=NoNumbers(),
    bins=("some in common", "none in common"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="a block moved between holders with nobody in common",
            rows=(*BOTH, *CARRIERS, *MOVED, sells(64510, 64501), sells(64520, 64502)),
            finds={("arin:a", "arin:b"): "none in common"},
        ),
        Example(
            title="one provider in common",
            rows=(*BOTH, *CARRIERS, *MOVED, sells(64510, 64501), sells(64510, 64502)),
            finds={("arin:a", "arin:b"): "some in common"},
        ),
        Example(title="one buys from the other", rows=(*BOTH, *MOVED, sells(64501, 64502))),
    ),
)
