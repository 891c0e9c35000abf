"""Each reassigned space to the other; or three did in a ring.

Space that goes from one to another and comes back under a record of the first serves no network.
Fooled by wholesale partners who lend each other space, and by parts of one carrier.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import DAY, cite_of, held
from samehand.rules import Example, Rule
from samehand.steps.parties import space
from samehand.steps.records import org_holder
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import Holding, Registration
from samehand.values.blocks import block as block_of


@dataclass(frozen=True)
class Numbers:
    """Nothing to turn on: a circle is one, however small."""


FIND = """
WITH touched AS (
  SELECT holder, first, last, unnest(generate_series(first >> 16, last >> 16)) AS bucket
  FROM space
), lent AS (
  SELECT touched.holder AS giver, org_holder.holder AS taker, min(registration.cite) AS cite
  FROM registration
  JOIN org_holder ON org_holder.org = registration.org
  JOIN touched ON touched.bucket = registration.first >> 16
              AND registration.first >= touched.first AND registration.last <= touched.last
  WHERE registration.family = 4 AND org_holder.holder <> touched.holder
  GROUP BY touched.holder, org_holder.holder
), both_ways AS (
  SELECT a.giver AS one, a.taker AS other, a.cite AS one_cite, b.cite AS other_cite,
         CAST(NULL AS VARCHAR) AS third, CAST(NULL AS BIGINT) AS third_cite, 'each to the other' AS bin
  FROM lent AS a
  JOIN lent AS b ON b.giver = a.taker AND b.taker = a.giver
  WHERE a.giver < a.taker
), ring AS (
  SELECT least(a.giver, a.taker) AS one, greatest(a.giver, a.taker) AS other, a.cite AS one_cite,
         b.cite AS other_cite, c.giver AS third, c.cite AS third_cite, 'three in a ring' AS bin
  FROM lent AS a
  JOIN lent AS b ON b.giver = a.taker
  JOIN lent AS c ON c.giver = b.taker AND c.taker = a.giver
  WHERE b.taker <> a.giver
), every AS (
  SELECT * FROM both_ways UNION ALL SELECT * FROM ring
), first AS (
  SELECT *, row_number() OVER (PARTITION BY one, other ORDER BY bin, third, one_cite) AS turn
  FROM every
)
SELECT one, other, third, one_cite, other_cite, third_cite, bin
FROM first
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Who lent to whom."""
    if row["third"]:
        return (
            f"space of one is reassigned to the next and back to the first, through {row['third']}"
        )
    return "space of each is reassigned to the other"


def lends(giver: int, taker: int) -> Registration:
    """Part of a holder's block, reassigned to the organisation of another."""
    part = block_of(f"10.{giver}.{taker}.0/24")
    return _record(part.first, part.last, 24, taker, f"NET-{giver}-{taker}")


def holds(number: int) -> tuple[Row, ...]:
    """A holder and the record of its block."""
    block = held(f"arin:{number:03}", f"10.{number}.0.0/16", date(2010, 1, 1))
    return block, _record(block.first, block.last, 16, number, f"NET-{number}")


def _record(first: int, last: int, length: int, org: int, handle: str) -> Registration:
    return Registration(
        list="arin-bulk",
        registry="arin",
        family=4,
        first=first,
        last=last,
        length=length,
        org=f"arin:ORG{org:03}",
        maintainer=None,
        netname=None,
        status="reassignment",
        registered=date(2010, 1, 1),
        handle=handle,
        seen=DAY,
        cite=cite_of("record", handle),
    )


RULE = Rule(
    name="reassigned-back",
    title="Space of each is reassigned to the other",
    family="contact",
    ground="reassignments",
    revision=1,
    reads=(Registration, Holding),
    needs=(space, org_holder),
    numbers=Numbers(),
    bins=("each to the other", "three in a ring"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="there and back",
            rows=(*holds(1), *holds(2), lends(1, 2), lends(2, 1)),
            finds={("arin:001", "arin:002"): "each to the other"},
        ),
        Example(
            title="three in a ring",
            rows=(*holds(1), *holds(2), *holds(3), lends(1, 2), lends(2, 3), lends(3, 1)),
            finds={
                ("arin:001", "arin:002"): "three in a ring",
                ("arin:002", "arin:003"): "three in a ring",
                ("arin:001", "arin:003"): "three in a ring",
            },
        ),
        Example(
            title="a provider and its customers",
            rows=(*holds(1), *holds(2), *holds(3), lends(1, 2), lends(1, 3)),
        ),
    ),
)
