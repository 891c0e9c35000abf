"""Blocks of both came onto one blocklist on one day, or under one case number.

Fooled by neighbours in one data centre, which are listed together. Left edges of a list are no
listing days. This family is left out where later listings are the measure.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import held, listed
from samehand.rules import Example, Rule, Step, because
from samehand.steps.parties import NoNumbers, block, space
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.listing import Listing
from samehand.tables.registry import AsnHolding, Holding

LISTED = """
WITH touched AS (
  SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM space
), parts AS (
  SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM listing
  WHERE family = 4 AND NOT edge
)
SELECT parts.list, parts.number, parts.seen, touched.holder, min(parts.cite) AS cite, min(touched.cite) AS block_cite
FROM parts
JOIN touched ON touched.bucket = parts.bucket AND touched.first <= parts.last AND parts.first <= touched.last
WHERE touched.registered IS NULL OR touched.registered <= parts.seen
GROUP BY parts.list, parts.number, parts.seen, touched.holder
"""

listed_space = Step(
    name="listed_space",
    says="which holder's space came onto which list on which day",
    reads=(Listing, Holding),
    needs=(block, space),
    numbers=NoNumbers(),
    find=LISTED,
)


@dataclass(frozen=True)
class Numbers:
    """How many holders may share a case before it is a data centre?"""

    most_holders: int = because(12, "more holders on one day are a sweep, not a hand")


FIND = """
WITH cases AS (
  SELECT list || ' case ' || number AS what, 'one case number' AS bin, holder, min(seen) AS day,
         min(cite) AS cite, min(block_cite) AS block_cite
  FROM listed_space WHERE number IS NOT NULL GROUP BY list, number, holder
  UNION ALL
  SELECT list || ' on ' || seen AS what, 'one day' AS bin, holder, seen AS day,
         min(cite) AS cite, min(block_cite) AS block_cite
  FROM listed_space GROUP BY list, seen, holder
), shared AS (
  SELECT what FROM cases GROUP BY what HAVING count(*) BETWEEN 2 AND $most_holders
), pairs AS (
  SELECT a.holder AS one, b.holder AS other, a.what, a.bin, a.cite, b.cite AS other_cite,
         a.block_cite AS one_block_cite, b.block_cite AS other_block_cite,
         row_number() OVER (PARTITION BY a.holder, b.holder ORDER BY a.bin, a.day, a.what) AS turn
  FROM shared
  JOIN cases AS a ON a.what = shared.what
  JOIN cases AS b ON b.what = shared.what AND a.holder < b.holder
)
SELECT * FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """On which list, when."""
    return f"space of both was listed together: {row['what']}"


def neighbours(count: int, number: str | None, days: int = 0) -> tuple[Row, ...]:
    """Holders with a block each, listed on one day or on following days."""
    return tuple(
        row
        for n in range(count)
        for row in (
            held(f"arin:{n:02}", f"10.{n}.0.0/24", date(2010, 1, 1)),
            listed(f"10.{n}.0.0/24", date(2016, 1, 1 + n * days), number),
        )
    )


RULE = Rule(
    name="listed-together",
    title="Space of both was listed on one day or under one case number",
    family="listing",
    ground="listings",
    revision=1,
    reads=(Listing, Holding, AsnHolding),
    needs=(listed_space,),
    numbers=Numbers(),
    bins=("one case number", "one day"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="one day", rows=neighbours(2, None), finds={("arin:00", "arin:01"): "one day"}
        ),
        Example(
            title="one case on two days",
            rows=neighbours(2, "SBL1", days=1),
            finds={("arin:00", "arin:01"): "one case number"},
        ),
        Example(title="different days, no case", rows=neighbours(2, None, days=1)),
        Example(title="a sweep of twenty", rows=neighbours(20, None)),
    ),
)
