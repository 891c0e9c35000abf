"""Both got their first AS number within days or months of each other, from one registry.

Fooled by chance: many AS numbers are given every week, so alone it says little. Looked at only
in pairs that another link proposed.
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
    """How close is together?"""

    week_days: int = because(7, "requests sent together are granted within a week")
    month_days: int = because(60, "two months: one asks as soon as the other has been granted")
    year_days: int = because(365, "beyond a year there is no together")
    span_years: int = because(6, "older AS numbers tell of the registry's early days")


FIND = """
WITH today AS (
  SELECT max(last_seen) AS day FROM asn_holding
), young AS (
  SELECT party.holder, party.registry, party.asn_registered
  FROM party CROSS JOIN today
  WHERE party.asn_registered > today.day - $span_years * INTERVAL 1 YEAR
), number AS (
  SELECT holder, min(cite) AS cite FROM as_part GROUP BY holder
), pairs AS (
  SELECT candidate.one, candidate.other, a.registry, a.asn_registered AS day, b.asn_registered AS day_other,
         abs(date_diff('day', a.asn_registered, b.asn_registered)) AS gap_days,
         one_number.cite AS cite, other_number.cite AS other_cite
  FROM candidate
  JOIN young AS a ON a.holder = candidate.one
  JOIN young AS b ON b.holder = candidate.other AND b.registry = a.registry
  JOIN number AS one_number ON one_number.holder = candidate.one
  JOIN number AS other_number ON other_number.holder = candidate.other
)
SELECT *, CASE WHEN gap_days <= $week_days THEN 'within a week' WHEN gap_days <= $month_days
               THEN 'within two months' ELSE 'within a year' END AS bin
FROM pairs WHERE gap_days <= $year_days
"""


def explain(row: Found, numbers: Numbers) -> str:
    """On which days."""
    return (
        f"their first AS numbers were registered by {row['registry']} on {row['day']} and"
        f" {row['day_other']}"
    )


def pair(a: date, b: date) -> tuple[Row, ...]:
    """A provider and its only customer, with the days of their AS numbers."""
    return numbered("arin:a", 64501, a), numbered("arin:b", 64502, b), sells(64501, 64502)


FOUND = ("arin:a", "arin:b")

RULE = Rule(
    name="born-together",
    title="Both got their first AS number at nearly the same time",
    family="behaviour",
    ground="numbers",
    revision=1,
    proposed=True,
    reads=(AsnHolding,),
    needs=(party,),
    numbers=Numbers(),
    bins=("within a week", "within two months", "within a year"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="three days apart",
            rows=pair(date(2015, 1, 1), date(2015, 1, 4)),
            finds={FOUND: "within a week"},
        ),
        Example(
            title="a month apart",
            rows=pair(date(2015, 1, 1), date(2015, 2, 1)),
            finds={FOUND: "within two months"},
        ),
        Example(
            title="half a year apart",
            rows=pair(date(2014, 7, 1), date(2015, 1, 1)),
            finds={FOUND: "within a year"},
        ),
        Example(title="years apart", rows=pair(date(2012, 1, 1), date(2015, 1, 1))),
        Example(title="long ago", rows=pair(date(2002, 1, 1), date(2002, 1, 2))),
    ),
)
