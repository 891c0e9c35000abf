"""Both lately took several blocks from one registry.

Few holders do, and a hand's members all do. Fooled by growth. Looked at only in pairs that
another link proposed.
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
    """How many fresh blocks are several?"""

    several: int = because(3, "nine of ten holders with fresh blocks have one or two")
    many: int = because(5, "one in forty holders with fresh blocks has as many")


FIND = """
WITH cites AS (
  SELECT holder, list(cite ORDER BY registered DESC, cite)[1:3] AS cite FROM intake WHERE fresh GROUP BY holder
)
SELECT candidate.one, candidate.other, a.fresh AS blocks, b.fresh AS blocks_other, a.registry,
       one_cites.cite, other_cites.cite AS other_cite,
       CASE WHEN least(a.fresh, b.fresh) >= $many THEN 'many blocks each'
            ELSE 'several blocks each' END AS bin
FROM candidate
JOIN party AS a ON a.holder = candidate.one
JOIN party AS b ON b.holder = candidate.other AND b.registry = a.registry
JOIN cites AS one_cites ON one_cites.holder = candidate.one
JOIN cites AS other_cites ON other_cites.holder = candidate.other
WHERE least(a.fresh, b.fresh) >= $several
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How many each."""
    return (
        f"both lately took several blocks from {row['registry']}: {row['blocks']} and"
        f" {row['blocks_other']}"
    )


def took(holder: str, blocks: int, net: int, year: int = 2015) -> tuple[Row, ...]:
    """A holder with some blocks of one year."""
    return tuple(held(holder, f"10.{net}.{n}.0/24", date(year, 1, 1)) for n in range(blocks))


PAIR = (numbered("arin:a", 64501), numbered("arin:b", 64502), sells(64501, 64502))

RULE = Rule(
    name="took-much",
    title="Both lately took several blocks from one registry",
    family="behaviour",
    ground="blocks",
    revision=1,
    proposed=True,
    reads=(Holding, AsnHolding),
    needs=(party,),
    numbers=Numbers(),
    bins=("many blocks each", "several blocks each"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="three each",
            rows=(*PAIR, *took("arin:a", 3, 1), *took("arin:b", 4, 2)),
            finds={("arin:a", "arin:b"): "several blocks each"},
        ),
        Example(
            title="five each",
            rows=(*PAIR, *took("arin:a", 5, 1), *took("arin:b", 6, 2)),
            finds={("arin:a", "arin:b"): "many blocks each"},
        ),
        Example(title="two each", rows=(*PAIR, *took("arin:a", 2, 1), *took("arin:b", 2, 2))),
        Example(
            title="long ago",
            rows=(*PAIR, *took("arin:a", 5, 1, 2005), *took("arin:b", 5, 2, 2005)),
        ),
    ),
)
