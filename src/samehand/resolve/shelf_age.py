"""The companies of both lay still for years before either first asked a registry for anything.

A company taken off a shelf is old on paper and new in the registry. One such is a late start; two
in a pair that another link proposed are a pattern. Fooled by old firms that went online late.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import held, sells
from samehand.resolve.shared_officer import incorporated
from samehand.rules import Example, Rule, because
from samehand.steps.companies import holder_company
from samehand.steps.party import party
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.company import Company
from samehand.tables.registry import AsnHolding, AsnName, Holding


@dataclass(frozen=True)
class Numbers:
    """How long is still, and how near must the first requests be?"""

    still_days: int = because(
        730, "who founds a company to ask for addresses does so within two years"
    )
    near_days: int = because(550, "eighteen months: what is bought together is used together")


FIND = """
WITH asked AS (
  SELECT holder_company.holder, holder_company.company, holder_company.incorporated, party.first_block,
         holder_company.company_cite,
         date_diff('day', holder_company.incorporated, party.first_block) AS still
  FROM holder_company
  JOIN party ON party.holder = holder_company.holder
  WHERE date_diff('day', holder_company.incorporated, party.first_block) >= $still_days
), pairs AS (
  SELECT candidate.one, candidate.other, a.company, b.company AS other_company, a.still,
         b.still AS other_still, a.company_cite, b.company_cite AS other_company_cite,
         row_number() OVER (PARTITION BY candidate.one, candidate.other ORDER BY a.company, b.company) AS turn
  FROM candidate
  JOIN asked AS a ON a.holder = candidate.one
  JOIN asked AS b ON b.holder = candidate.other AND b.company <> a.company
  WHERE abs(date_diff('day', a.first_block, b.first_block)) <= $near_days
)
SELECT *, 'both lay still for years' AS bin
FROM pairs
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How long each lay still."""
    return (
        f"{row['company']} was {row['still'] // 365} and {row['other_company']}"
        f" {row['other_still'] // 365} years old when it first held a block"
    )


def late(number: int, made: date, first: date) -> tuple[Row, ...]:
    """A company and its first block."""
    return *incorporated(number, made), held(f"arin:{number:03}", f"10.{number}.0.0/16", first)


PAIR = (sells(64500, 64501),)

RULE = Rule(
    name="shelf-age",
    title="The companies of both lay still for years before they first held a block",
    family="company",
    ground="shelf",
    revision=1,
    proposed=True,
    reads=(Company, AsnHolding, AsnName, Holding),
    needs=(holder_company, party),
    numbers=Numbers(),
    bins=("both lay still for years",),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="both were old when they began",
            rows=(
                *PAIR,
                *late(0, date(2005, 1, 1), date(2013, 1, 1)),
                *late(1, date(2007, 1, 1), date(2014, 1, 1)),
            ),
            finds={("arin:000", "arin:001"): "both lay still for years"},
        ),
        Example(
            title="one was new",
            rows=(
                *PAIR,
                *late(0, date(2005, 1, 1), date(2013, 1, 1)),
                *late(1, date(2013, 1, 1), date(2014, 1, 1)),
            ),
        ),
        Example(
            title="they began years apart",
            rows=(
                *PAIR,
                *late(0, date(2001, 1, 1), date(2006, 1, 1)),
                *late(1, date(2007, 1, 1), date(2014, 1, 1)),
            ),
        ),
    ),
)
