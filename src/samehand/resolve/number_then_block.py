"""Both got their first block soon after their first AS number, from one registry.

In the real case each AS number came just before its holder's first block: a holder made to take
space needs both at once. Fooled by every newcomer that starts with both, so it counts only in
pairs that another link proposed.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.steps.party import party
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, Holding


@dataclass(frozen=True)
class Numbers:
    """How soon is soon?"""

    soon_days: int = because(60, "a request granted right after the AS number that served it")
    later_days: int = because(180, "half a year: longer and the first block has its own reason")
    span_years: int = because(6, "older AS numbers tell of the registry's early days")


FIND = """
WITH today AS (
  SELECT max(last_seen) AS day FROM asn_holding
), number AS (
  SELECT holder, min(cite) AS cite FROM as_part GROUP BY holder
), earliest AS (
  SELECT holder, min(cite) AS cite FROM intake GROUP BY holder
), started AS (
  SELECT party.holder, party.registry, party.asn_registered, party.first_block, number.cite,
         earliest.cite AS block_cite,
         date_diff('day', party.asn_registered, party.first_block) AS wait_days
  FROM party CROSS JOIN today
  JOIN number ON number.holder = party.holder
  JOIN earliest ON earliest.holder = party.holder
  WHERE party.asn_registered > today.day - $span_years * INTERVAL 1 YEAR
    AND date_diff('day', party.asn_registered, party.first_block) BETWEEN 0 AND $later_days
)
SELECT candidate.one, candidate.other, a.registry, a.wait_days, b.wait_days AS wait_days_other,
       a.cite, b.cite AS other_cite, a.block_cite, b.block_cite AS other_block_cite,
       CASE WHEN greatest(a.wait_days, b.wait_days) <= $soon_days THEN 'both within two months'
            ELSE 'both within half a year' END AS bin
FROM candidate
JOIN started AS a ON a.holder = candidate.one
JOIN started AS b ON b.holder = candidate.other AND b.registry = a.registry
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How soon each."""
    return (
        f"their first blocks came {row['wait_days']} and {row['wait_days_other']} days after their"
        f" first AS numbers, all from {row['registry']}"
    )


def started(number: date, a: date, b: date) -> tuple[Row, ...]:
    """A provider and its only customer: the day of both AS numbers, and of the first blocks."""
    return (
        numbered("arin:a", 64501, number),
        numbered("arin:b", 64502, number),
        sells(64501, 64502),
        held("arin:a", "198.51.100.0/24", a),
        held("arin:b", "203.0.113.0/24", b),
    )


FOUND = ("arin:a", "arin:b")

RULE = Rule(
    name="number-then-block",
    title="Both got their first block soon after their first AS number",
    family="behaviour",
    ground="numbers",
    revision=1,
    proposed=True,
    reads=(AsnHolding, Holding),
    needs=(party,),
    numbers=Numbers(),
    bins=("both within two months", "both within half a year"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="a month after",
            rows=started(date(2015, 1, 1), date(2015, 2, 1), date(2015, 1, 20)),
            finds={FOUND: "both within two months"},
        ),
        Example(
            title="one of them five months after",
            rows=started(date(2015, 1, 1), date(2015, 2, 1), date(2015, 6, 1)),
            finds={FOUND: "both within half a year"},
        ),
        Example(
            title="years after", rows=started(date(2013, 1, 1), date(2015, 1, 1), date(2015, 2, 1))
        ),
        Example(
            title="the blocks were there before",
            rows=started(date(2015, 1, 1), date(2014, 1, 1), date(2014, 2, 1)),
        ),
        Example(
            title="long ago", rows=started(date(2002, 1, 1), date(2002, 2, 1), date(2002, 2, 1))
        ),
    ),
)
