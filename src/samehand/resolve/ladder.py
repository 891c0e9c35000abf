"""Both climbed: each later block larger than all before, each soon after the last.

A registry's slow start lets a holder ask for the double of what it has; a hand of many holders
climbs many ladders at once. Fooled by honest fast growth. Looked at only in pairs that another
link proposed.
"""

from datetime import date

from samehand.made import held, numbered, sells
from samehand.resolve.steps.climbing import climb
from samehand.rules import Example, Rule
from samehand.steps.parties import NoNumbers
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import Holding

FIND = """
WITH pairs AS (
  SELECT candidate.one, candidate.other, a.registry, a.rungs, b.rungs AS rungs_other,
         a.several AND b.several AS several, a.top, b.top AS top_other, a.cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY candidate.one, candidate.other
                            ORDER BY least(a.rungs, b.rungs) DESC, a.registry) AS turn
  FROM candidate
  JOIN climb AS a ON a.holder = candidate.one
  JOIN climb AS b ON b.holder = candidate.other AND b.registry = a.registry
)
SELECT *, CASE WHEN several THEN 'several rungs each'
               ELSE 'one rung' END AS bin
FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: NoNumbers) -> str:
    """How far each climbed."""
    return (
        f"both were given larger and larger blocks by {row['registry']}, {row['rungs']} and"
        f" {row['rungs_other']} steps up, to {row['top']:,} and {row['top_other']:,} addresses"
    )


def climbed(holder: str, prefixes: tuple[str, ...], years: tuple[int, ...]) -> tuple[Row, ...]:
    """Blocks of a holder, one in January of each year."""
    return tuple(held(holder, p, date(y, 1, 1)) for p, y in zip(prefixes, years, strict=True))


PAIR = (numbered("arin:a", 64501), numbered("arin:b", 64502), sells(64501, 64502))
A, B = ("10.1.0.0/22", "10.2.0.0/21", "10.4.0.0/20"), ("10.5.0.0/22", "10.6.0.0/21", "10.8.0.0/20")
YEARS = (2013, 2014, 2015)

RULE = Rule(
    name="ladder",
    title="Both were given larger and larger blocks, each soon after the last",
    family="behaviour",
    ground="blocks",
    revision=1,
    proposed=True,
    reads=(Holding,),
    needs=(climb,),
    numbers=NoNumbers(),
    bins=("several rungs each", "one rung"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two steps each",
            rows=(*PAIR, *climbed("arin:a", A, YEARS), *climbed("arin:b", B, YEARS)),
            finds={("arin:a", "arin:b"): "several rungs each"},
        ),
        Example(
            title="one step each",
            rows=(
                *PAIR,
                *climbed("arin:a", A[:2], YEARS[:2]),
                *climbed("arin:b", B[:2], YEARS[:2]),
            ),
            finds={("arin:a", "arin:b"): "one rung"},
        ),
        Example(
            title="smaller and smaller",
            rows=(*PAIR, *climbed("arin:a", A[::-1], YEARS), *climbed("arin:b", B[::-1], YEARS)),
        ),
        Example(
            title="years apart",
            rows=(
                *PAIR,
                *climbed("arin:a", A, (2012, 2014, 2016)),
                *climbed("arin:b", B, (2012, 2014, 2016)),
            ),
        ),
        Example(
            title="long ago",
            rows=(*PAIR, *climbed("arin:a", A, (2001, 2002, 2003)), *climbed("arin:b", B, YEARS)),
        ),
    ),
)
