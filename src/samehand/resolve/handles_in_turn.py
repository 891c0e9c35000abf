"""The contacts of both have handles that a registry gave out one right after the other.

Registries number handles as they are made, so neighbours were made in one sitting. Fooled by an
office that makes its clients' records in one sitting, and by chance where a stem is common: only
numbers that are large, and so belong to a long count, are looked at. In a full count nearly every
handle has a neighbour, so neighbours alone are no reason to look at a pair: it is asked of pairs
that something else joins.
"""

from dataclasses import dataclass

from samehand.resolve.sharing import NEEDS, READS, called, states, stating
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row


@dataclass(frozen=True)
class Numbers:
    """How near are neighbours, and how long must the count be?"""

    next_numbers: int = because(1, "nobody came between")
    near_numbers: int = because(3, "two others came between: still one sitting")
    least_number: int = because(
        1000, "small numbers are initials with a digit, given out over years"
    )


FIND = r"""
WITH numbered AS (
  SELECT DISTINCT holder_value.holder, holder_value.value,
         regexp_replace(holder_value.value_key, '[0-9]+', '#') AS stem,
         TRY_CAST(regexp_extract(holder_value.value_key, '([0-9]+)', 1) AS BIGINT) AS number,
         holder_value.cite
  FROM holder_value
  JOIN sharing ON sharing.kind = holder_value.kind AND sharing.value_key = holder_value.value_key
  WHERE holder_value.kind = 'contact' AND sharing.standing <> 'role'
    AND regexp_matches(holder_value.value_key, '^[a-z]+:[A-Z]+[0-9]+-[A-Z]+$')
), counted AS (
  SELECT * FROM numbered WHERE number >= $least_number
), nearby AS (
  SELECT counted.*, counted.number + step.step AS wanted
  FROM counted
  CROSS JOIN (SELECT unnest(generate_series(1, 9)) AS step) AS step
  WHERE step.step <= $near_numbers
), met AS (
  SELECT candidate.one, candidate.other, a.value, b.value AS other_value, b.number - a.number AS apart,
         a.cite AS one_cite, b.cite AS other_cite
  FROM nearby AS a
  JOIN counted AS b ON b.stem = a.stem AND b.number = a.wanted AND b.holder <> a.holder
  JOIN candidate ON candidate.one = least(a.holder, b.holder)
                AND candidate.other = greatest(a.holder, b.holder)
), first AS (
  SELECT *, row_number() OVER (PARTITION BY one, other ORDER BY apart, value, other_value) AS turn
  FROM met
)
SELECT one, other, value, other_value, apart, one_cite, other_cite,
       CASE WHEN apart <= $next_numbers THEN 'next to each other' ELSE 'close' END AS bin
FROM first
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Both handles."""
    between = row["apart"] - 1
    came = f"{between} between them" if between else "none between them"
    return f"the handles {row['value']} and {row['other_value']} follow each other, {came}"


def joined(one: str, other: str) -> tuple[Row, ...]:
    """Two holders with these contacts, who share a phone."""
    return (
        *stating(1, "contact", one),
        *stating(2, "contact", other),
        *called(1),
        *called(2),
        *(states(f"net:NET-{number:03}", "phone", "15550100") for number in (1, 2)),
    )


RULE = Rule(
    name="handles-in-turn",
    title="The contacts of both have handles given out one after the other",
    family="behaviour",
    ground="handles",
    revision=2,
    proposed=True,
    reads=READS,
    needs=NEEDS,
    numbers=Numbers(),
    bins=("next to each other", "close"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="one after the other",
            rows=joined("ADMIN17001-ARIN", "ADMIN17002-ARIN"),
            finds={("arin:001", "arin:002"): "next to each other"},
        ),
        Example(
            title="three apart",
            rows=joined("ADMIN7001-ARIN", "ADMIN7004-ARIN"),
            finds={("arin:001", "arin:002"): "close"},
        ),
        Example(title="small numbers", rows=joined("ADMIN7-ARIN", "ADMIN8-ARIN")),
        Example(title="far apart", rows=joined("ADMIN7001-ARIN", "ADMIN7010-ARIN")),
        Example(
            title="nothing else joins them",
            rows=(
                *stating(1, "contact", "ADMIN17001-ARIN"),
                *stating(2, "contact", "ADMIN17002-ARIN"),
            ),
        ),
    ),
)
