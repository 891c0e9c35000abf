"""Space held by one was announced by an AS of the other, one way or both ways.

In the real case this happened in both directions, for hundreds of prefixes. Fooled by hosters
and carriers that announce their customers' space and by scrubbing services, so the bin tells
for how many owners that AS announces space, and whether it is many prefixes.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import announced, held, numbered
from samehand.rules import Example, Rule, because
from samehand.steps.origins import foreign, owners
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import Sighting
from samehand.values.counts import count_of


@dataclass(frozen=True)
class Numbers:
    """How many prefixes are many?"""

    many_prefixes: int = because(4, "three or fewer may be one move of one customer")


FIND = """
WITH pairs AS (
  SELECT there.owner, there.origin, there.prefixes, there.since, there.until, owners.owners,
         there.cite, there.block_cite, there.asn_cite, back.owner IS NOT NULL AS returned,
         back.prefixes AS prefixes_back, back.cite AS back_cite
  FROM foreign_origin AS there
  JOIN owners ON owners.holder = there.origin
  LEFT JOIN foreign_origin AS back ON back.owner = there.origin AND back.origin = there.owner
  WHERE back.owner IS NULL OR there.owner < there.origin
)
SELECT least(owner, origin) AS one, greatest(owner, origin) AS other, pairs.*,
       CASE WHEN returned THEN 'both ways' ELSE 'one way' END ||
       CASE WHEN owners <= 3 THEN ', for 1-3 owners' WHEN owners <= 20 THEN ', for 4-20 owners'
            ELSE ', for 21+ owners' END ||
       CASE WHEN prefixes >= $many_prefixes THEN ', many prefixes' ELSE '' END AS bin
FROM pairs
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Whose space, whose AS, how much, when."""
    back = f", and {row['prefixes_back']} the other way" if row["returned"] else ""
    return (
        f"an AS of {row['origin']} announced {count_of(row['prefixes'], 'prefix', 'prefixes')} of"
        f" {row['owner']}"
        f" from {row['since']} to {row['until']}{back}; that AS announced space of"
        f" {count_of(row['owners'], 'holder')}"
    )


ONE, OTHER = numbered("arin:a", 64501), numbered("arin:b", 64502)
SPACE_A = held("arin:a", "198.51.100.0/22", date(2014, 1, 1))
SPACE_B = held("arin:b", "203.0.112.0/22", date(2014, 1, 1))


def owner(n: int) -> tuple[Row, ...]:
    """Another holder whose space AS64502 announces."""
    prefix = f"192.0.{n}.0/24"
    return held(f"arin:o{n:02}", prefix, date(2014, 1, 1)), announced(prefix, 64502)


RULE = Rule(
    name="cross-origin",
    title="Space of one was announced by an AS of the other",
    family="routing",
    ground="origins",
    revision=1,
    reads=(Sighting, Holding, AsnHolding),
    needs=(foreign, owners),
    numbers=Numbers(),
    bins=tuple(
        f"{ways}, for {owners} owners{many}"
        for ways in ("both ways", "one way")
        for owners in ("1-3", "4-20", "21+")
        for many in (", many prefixes", "")
    ),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="one way",
            rows=(ONE, OTHER, SPACE_A, announced("198.51.100.0/24", 64502)),
            finds={("arin:a", "arin:b"): "one way, for 1-3 owners"},
        ),
        Example(
            title="both ways, and many prefixes",
            rows=(
                ONE,
                OTHER,
                SPACE_A,
                SPACE_B,
                *(announced(f"198.51.{n}.0/24", 64502) for n in (100, 101, 102, 103)),
                announced("203.0.113.0/24", 64501),
            ),
            finds={("arin:a", "arin:b"): "both ways, for 1-3 owners, many prefixes"},
        ),
        Example(
            title="a hoster announces for thirty holders: each says less",
            rows=(OTHER, *(row for n in range(30) for row in owner(n))),
            finds={("arin:b", f"arin:o{n:02}"): "one way, for 21+ owners" for n in range(30)},
        ),
        Example(
            title="before the block was given to its holder",
            rows=(ONE, OTHER, SPACE_A, announced("198.51.100.0/24", 64502, date(2013, 1, 1))),
        ),
        Example(
            title="its own AS",
            rows=(ONE, OTHER, SPACE_A, announced("198.51.100.0/24", 64501)),
        ),
    ),
)
