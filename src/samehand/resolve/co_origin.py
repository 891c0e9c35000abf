"""Space of both was announced by one AS of a third, which announces for few.

Fooled by small hosters; the fewer owners the AS announces for, the more it says.
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
    """Which ASes are no plain hosters, and how many prefixes are no accident?"""

    most_owners: int = because(25, "an AS that announces for more is a hoster or a carrier")
    least_prefixes: int = because(2, "one prefix each may be one lease")


FIND = """
WITH pairs AS (
  SELECT a.owner AS one, b.owner AS other, a.origin, owners.owners, a.prefixes, b.prefixes AS prefixes_other,
         list_concat(a.cite, b.cite) AS cite,
         row_number() OVER (PARTITION BY a.owner, b.owner
                            ORDER BY owners.owners, least(a.prefixes, b.prefixes) DESC, a.origin) AS turn
  FROM foreign_origin AS a
  JOIN foreign_origin AS b ON a.origin = b.origin AND a.owner < b.owner
  JOIN owners ON owners.holder = a.origin
  WHERE owners.owners <= $most_owners
)
SELECT *, CASE WHEN owners <= 3 THEN '2-3 owners' WHEN owners <= 8 THEN '4-8 owners'
               ELSE '9-25 owners' END ||
          CASE WHEN least(prefixes, prefixes_other) >= $least_prefixes THEN ', many prefixes'
               ELSE '' END AS bin
FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Whose AS, and for how many it announces."""
    return (
        f"space of both ({row['prefixes']} and {row['prefixes_other']} prefixes) was announced by"
        f" {row['origin']}, which announced space of {count_of(row['owners'], 'holder')}"
    )


def customers(count: int, prefixes: int = 1) -> tuple[Row, ...]:
    """Holders whose space AS64510 announces."""
    return (
        numbered("arin:third", 64510),
        *(held(f"arin:o{n:02}", f"192.{n}.0.0/16", date(2014, 1, 1)) for n in range(count)),
        *(announced(f"192.{n}.{p}.0/24", 64510) for n in range(count) for p in range(prefixes)),
    )


RULE = Rule(
    name="co-origin",
    title="Space of both was announced by an AS of a third that announces for few",
    family="routing",
    ground="origins",
    revision=1,
    reads=(Sighting, Holding, AsnHolding),
    needs=(foreign, owners),
    numbers=Numbers(),
    bins=tuple(
        f"{owners} owners{many}"
        for owners in ("2-3", "4-8", "9-25")
        for many in (", many prefixes", "")
    ),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two owners, one prefix each",
            rows=customers(2),
            finds={("arin:o00", "arin:o01"): "2-3 owners"},
        ),
        Example(
            title="two owners, two prefixes each",
            rows=customers(2, 2),
            finds={("arin:o00", "arin:o01"): "2-3 owners, many prefixes"},
        ),
        Example(title="the thirty customers of a hoster", rows=customers(30)),
    ),
)
