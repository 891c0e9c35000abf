"""Against: one was there long before the other.

Two holders whose AS numbers were given many years apart have a long separate history. Fooled
by old companies bought to be used. Looked at only in pairs that a routing or transfer link
proposed.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import numbered, sells
from samehand.rules import Example, Rule, because
from samehand.steps.party import party
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding


@dataclass(frozen=True)
class Numbers:
    """How long is long?"""

    some_years: int = because(5, "one business plan apart")
    many_years: int = because(12, "one generation of the routing table apart")


FIND = """
WITH number AS (
  SELECT holder, min(cite) AS cite FROM as_part GROUP BY holder
), pairs AS (
  SELECT candidate.one, candidate.other, a.asn_registered AS day, b.asn_registered AS day_other,
         one_number.cite, other_number.cite AS other_cite,
         abs(date_diff('day', a.asn_registered, b.asn_registered)) AS gap_days
  FROM candidate
  JOIN party AS a ON a.holder = candidate.one
  JOIN party AS b ON b.holder = candidate.other
  JOIN number AS one_number ON one_number.holder = candidate.one
  JOIN number AS other_number ON other_number.holder = candidate.other
  WHERE candidate.routed
)
SELECT *, CASE WHEN gap_days >= $many_years * 365 THEN 'many years apart' ELSE 'some years apart' END AS bin
FROM pairs WHERE gap_days >= $some_years * 365
"""


def explain(row: Found, numbers: Numbers) -> str:
    """On which days their first AS numbers were given."""
    return f"their first AS numbers were registered on {row['day']} and {row['day_other']}"


def pair(year: int) -> tuple[Row, ...]:
    """A provider of 2015 and its only customer of another year."""
    return (
        numbered("arin:a", 64501, date(2015, 1, 1)),
        numbered("arin:b", 64502, date(year, 1, 1)),
        sells(64501, 64502),
    )


RULE = Rule(
    name="against-history",
    title="One was there long before the other",
    family="against",
    ground="numbers",
    revision=1,
    proposed=True,
    reads=(AsnHolding,),
    needs=(party,),
    numbers=Numbers(),
    bins=("some years apart", "many years apart"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="seven years apart",
            rows=pair(2008),
            finds={("arin:a", "arin:b"): "some years apart"},
        ),
        Example(
            title="twenty years apart",
            rows=pair(1995),
            finds={("arin:a", "arin:b"): "many years apart"},
        ),
        Example(title="one year apart", rows=pair(2014)),
    ),
)
