"""The companies of both were incorporated within days of each other.

Companies that are made for one purpose are made together. Looked at only in pairs that another
link proposed: thousands of companies are made on any one day. Fooled by franchises, by serial
founders, and by formation agents that keep a stock of companies made on one day.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import sells
from samehand.resolve.shared_officer import incorporated
from samehand.rules import Example, Rule, because
from samehand.steps.companies import holder_company
from samehand.store import Found
from samehand.tables.company import Company
from samehand.tables.registry import AsnHolding, AsnName


@dataclass(frozen=True)
class Numbers:
    """How near must the days be?"""

    week_days: int = because(7, "one order to a formation agent is carried out within a week")
    near_days: int = because(60, "two months: one in a hundred random pairs of a decade")


FIND = """
WITH pairs AS (
  SELECT candidate.one, candidate.other, a.company, b.company AS other_company, a.incorporated,
         b.incorporated AS other_incorporated, a.company_cite, b.company_cite AS other_company_cite,
         abs(date_diff('day', a.incorporated, b.incorporated)) AS days,
         row_number() OVER (PARTITION BY candidate.one, candidate.other
                            ORDER BY abs(date_diff('day', a.incorporated, b.incorporated)),
                                     a.company, b.company) AS turn
  FROM candidate
  JOIN holder_company AS a ON a.holder = candidate.one
  JOIN holder_company AS b ON b.holder = candidate.other AND b.company <> a.company
  WHERE abs(date_diff('day', a.incorporated, b.incorporated)) <= $near_days
)
SELECT *, CASE WHEN days <= $week_days THEN 'within a week' ELSE 'within two months' END AS bin
FROM pairs
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Both days."""
    return (
        f"{row['company']} was incorporated on {row['incorporated']} and {row['other_company']} on"
        f" {row['other_incorporated']}"
    )


PAIR = (sells(64500, 64501),)
MADE = date(2012, 1, 1)

RULE = Rule(
    name="founded-together",
    title="The companies of both were incorporated within days of each other",
    family="company",
    ground="incorporation",
    revision=1,
    proposed=True,
    reads=(Company, AsnHolding, AsnName),
    needs=(holder_company,),
    numbers=Numbers(),
    bins=("within a week", "within two months"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="three days apart",
            rows=(*PAIR, *incorporated(0, MADE), *incorporated(1, date(2012, 1, 4))),
            finds={("arin:000", "arin:001"): "within a week"},
        ),
        Example(
            title="a month apart",
            rows=(*PAIR, *incorporated(0, MADE), *incorporated(1, date(2012, 2, 1))),
            finds={("arin:000", "arin:001"): "within two months"},
        ),
        Example(
            title="years apart",
            rows=(*PAIR, *incorporated(0, MADE), *incorporated(1, date(2015, 2, 1))),
        ),
    ),
)
