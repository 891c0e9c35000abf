"""Blocks that one held on an earlier day are held by the other today.

Seen only where two days of a registry are in the book and its account ids last from day to day:
RIPE NCC's do not, so nothing is said there. Fooled by mergers, insolvency and brokers.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import DAY, held
from samehand.rules import Example, Rule, because
from samehand.steps.parties import space
from samehand.store import Found
from samehand.tables.registry import Holding
from samehand.values.counts import count_of


@dataclass(frozen=True)
class Numbers:
    """How many moves are a flow?"""

    several: int = because(2, "one block may be sold to a stranger; a second one follows a tie")
    many: int = because(4, "as many as one may sell to one buyer in the logs is seldom more")


FIND = """
WITH earlier AS (
  SELECT holder AS account, first, last, min(seen) AS since, max(last_seen) AS until, min(cite) AS cite
  FROM holding_history
  WHERE family = 4 AND holder IS NOT NULL AND registry <> 'ripencc'
  GROUP BY holder, first, last
), moved AS (
  SELECT earlier.account AS giver, space.account AS taker, earlier.first, earlier.until,
         earlier.cite, space.cite AS today_cite
  FROM earlier
  JOIN space ON space.first = earlier.first AND space.registry <> 'ripencc'
  WHERE earlier.account <> space.account AND earlier.until < (SELECT max(last_seen) FROM holding)
)
SELECT least(giver, taker) AS one, greatest(giver, taker) AS other, count(*) AS blocks,
       min(giver) AS giver, max(taker) AS taker, count(DISTINCT giver) AS ways, max(until) AS until,
       list(cite ORDER BY first)[1:5] AS cite, list(today_cite ORDER BY first)[1:5] AS today_cite,
       CASE WHEN count(*) >= $many THEN 'many blocks' WHEN count(*) >= $several THEN 'several blocks'
            ELSE 'one block' END AS bin
FROM moved
GROUP BY least(giver, taker), greatest(giver, taker)
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How many blocks, from whom to whom, by when."""
    blocks, giver, taker = count_of(row["blocks"], "block"), row["giver"], row["taker"]
    if row["ways"] > 1:
        return f"{blocks}, as held on {row['until']}, moved between {giver} and {taker}, both ways"
    return f"{blocks} of {giver}, as held on {row['until']}, moved to {taker}"


BEFORE, GIVEN = date(2016, 3, 21), date(2014, 1, 1)


def moves(count: int) -> tuple[Holding, ...]:
    """Blocks held by one before, by the other today."""
    prefixes = [f"198.51.{n}.0/24" for n in range(count)]
    return (
        *(held("arin:a", prefix, GIVEN, BEFORE) for prefix in prefixes),
        *(held("arin:b", prefix, GIVEN) for prefix in prefixes),
    )


RULE = Rule(
    name="moved",
    title="Blocks of one are held by the other on a later day",
    family="transfer",
    ground="moves",
    revision=1,
    reads=(Holding,),
    needs=(space,),
    numbers=Numbers(),
    bins=("many blocks", "several blocks", "one block"),
    find=FIND,
    explain=explain,
    examples=(
        Example(title="one block", rows=moves(1), finds={("arin:a", "arin:b"): "one block"}),
        Example(
            title="three blocks", rows=moves(3), finds={("arin:a", "arin:b"): "several blocks"}
        ),
        Example(title="five blocks", rows=moves(5), finds={("arin:a", "arin:b"): "many blocks"}),
        Example(
            title="a block each way",
            rows=(
                *moves(1),
                held("arin:b", "203.0.113.0/24", GIVEN, BEFORE),
                held("arin:a", "203.0.113.0/24", GIVEN),
            ),
            finds={("arin:a", "arin:b"): "several blocks"},
        ),
        Example(
            title="held by the same on both days",
            rows=(
                held("arin:a", "198.51.100.0/24", GIVEN, BEFORE),
                held("arin:a", "198.51.100.0/24", GIVEN, DAY),
            ),
        ),
        Example(
            title="RIPE NCC renumbers its accounts every day",
            rows=(
                held("ripencc:a", "198.51.100.0/24", GIVEN, BEFORE),
                held("ripencc:b", "198.51.100.0/24", GIVEN, DAY),
            ),
        ),
    ),
)
