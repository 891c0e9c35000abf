"""Two holders take turns in getting blocks from one registry.

One hand that may not ask again soon asks in another name. Fooled by pairs of fast-growing
customers of one provider in the years when everybody asked. Looked at only in pairs that
another link proposed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.steps.intake import intake
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import Holding


@dataclass(frozen=True)
class Numbers:
    """What is a turn?"""

    span_years: int = because(6, "a year more than what counts as fresh, to see the first turn")
    turn_days: int = because(120, "a registry's usual wait before the next block, three months")


FIND = """
WITH today AS (
  SELECT max(last_seen) AS day FROM holding
), taken AS (
  SELECT holder, registry, registered, min(cite) AS cite
  FROM intake CROSS JOIN today
  WHERE registered > today.day - $span_years * INTERVAL 1 YEAR
  GROUP BY holder, registry, registered
), events AS (
  SELECT candidate.one, candidate.other, 'one' AS who, taken.registry, taken.registered, taken.cite
  FROM candidate JOIN taken ON taken.holder = candidate.one
  UNION ALL
  SELECT candidate.one, candidate.other, 'other' AS who, taken.registry, taken.registered, taken.cite
  FROM candidate JOIN taken ON taken.holder = candidate.other
), ordered AS (
  SELECT *, lag(who) OVER past AS who_before, lag(registered) OVER past AS day_before,
         lag(cite) OVER past AS before_cite
  FROM events
  WINDOW past AS (PARTITION BY one, other, registry ORDER BY registered, who)
), turns AS (
  SELECT * FROM ordered
  WHERE who_before <> who AND date_diff('day', day_before, registered) <= $turn_days
)
SELECT one, other, count(*) AS turns, min(day_before) AS since, max(registered) AS until,
       list(before_cite ORDER BY registered)[1:4] AS before_cite, list(cite ORDER BY registered)[1:4] AS cite,
       CASE WHEN count(*) >= 8 THEN '8 or more turns' WHEN count(*) >= 4 THEN '4-7 turns'
            WHEN count(*) >= 2 THEN '2-3 turns' ELSE '1 turn' END AS bin
FROM turns
GROUP BY one, other
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How often, and when."""
    return (
        f"the next block went to the other within {numbers.turn_days} days, {row['turns']} times"
        f" from {row['since']} to {row['until']}"
    )


START = date(2014, 1, 1)


def takers(
    blocks: int, gap_days: int, registry: str = "arin", start: date = START
) -> tuple[Row, ...]:
    """A provider's only customer takes turns with it."""
    names = ("arin:a", f"{registry}:b")
    return (
        numbered("arin:a", 64501),
        numbered(f"{registry}:b", 64502),
        sells(64501, 64502),
        *(
            held(names[n % 2], f"198.51.{n}.0/24", start + timedelta(days=n * gap_days))
            for n in range(blocks)
        ),
    )


RULE = Rule(
    name="turns",
    title="They take turns in getting blocks from one registry",
    family="behaviour",
    ground="blocks",
    revision=1,
    proposed=True,
    reads=(Holding,),
    needs=(intake,),
    numbers=Numbers(),
    bins=("8 or more turns", "4-7 turns", "2-3 turns", "1 turn"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="a block each, a month apart",
            rows=takers(2, 30),
            finds={("arin:a", "arin:b"): "1 turn"},
        ),
        Example(
            title="six blocks in turn",
            rows=takers(6, 30),
            finds={("arin:a", "arin:b"): "4-7 turns"},
        ),
        Example(title="a block each, a year apart", rows=takers(2, 365)),
        Example(title="long ago", rows=takers(4, 30, start=date(2004, 1, 1))),
        Example(title="from two registries", rows=takers(4, 30, registry="apnic")),
    ),
)
