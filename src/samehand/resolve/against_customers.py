"""Against: one or both sell transit to customers of their own.

Who has real customers has a business of its own. Looked at only in pairs that a routing or
transfer link proposed.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.steps.neighbours import degree, supply
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding
from samehand.tables.routing import AsnRelation


@dataclass(frozen=True)
class Numbers:
    """How many customers make a business?"""

    some: int = because(3, "the hub of a small hand also has two")
    many: int = because(20, "one seller of transit in ten has as many")
    carrier: int = because(100, "one seller of transit in fifty has as many")


FIND = """
WITH own AS (
  SELECT provider AS holder, list(cite ORDER BY cite)[1:3] AS cite FROM supply GROUP BY provider
)
SELECT candidate.one, candidate.other, a.customers, b.customers AS customers_other, one_own.cite,
       other_own.cite AS other_cite,
       CASE WHEN least(a.customers, b.customers) >= $some THEN 'both have some'
            WHEN greatest(a.customers, b.customers) >= $carrier THEN 'one is a carrier'
            WHEN greatest(a.customers, b.customers) >= $many THEN 'one has many'
            ELSE 'one has some' END AS bin
FROM candidate
JOIN degree AS a ON a.holder = candidate.one
JOIN degree AS b ON b.holder = candidate.other
LEFT JOIN own AS one_own ON one_own.holder = candidate.one
LEFT JOIN own AS other_own ON other_own.holder = candidate.other
WHERE candidate.routed AND greatest(a.customers, b.customers) >= $some
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How many customers each."""
    return f"they sell transit to {row['customers']:,} and {row['customers_other']:,} holders"


def moved_with(customers: int, other: int = 0) -> tuple[Row, ...]:
    """A block moved between two holders, who have so many customers."""
    return (
        numbered("arin:a", 64501),
        numbered("arin:b", 64502),
        held("arin:a", "198.51.100.0/24", date(2014, 1, 1), date(2016, 3, 21)),
        held("arin:b", "198.51.100.0/24", date(2014, 1, 1)),
        numbered("arin:carrier", 65000),
        *(numbered(f"arin:c{n:03}", 64600 + n) for n in range(max(customers, other))),
        *(sells(65000, 64600 + n) for n in range(max(customers, other))),
        *(sells(64501, 64600 + n) for n in range(customers)),
        *(sells(64502, 64600 + n) for n in range(other)),
    )


PAIR = ("arin:a", "arin:b")


def found(customers: int, other: int, bin_: str) -> Example:
    """An example of one bin; other pairs of the same world are carrier and holder."""
    return Example(
        title=f"{customers} and {other} customers",
        rows=moved_with(customers, other),
        finds={PAIR: bin_},
    )


RULE = Rule(
    name="against-customers",
    title="One or both sell transit to customers of their own",
    family="against",
    ground="customers",
    revision=1,
    proposed=True,
    reads=(AsnRelation, AsnHolding),
    needs=(supply, degree),
    numbers=Numbers(),
    bins=("both have some", "one has some", "one has many", "one is a carrier"),
    find=FIND,
    explain=explain,
    examples=(
        found(4, 0, "one has some"),
        found(30, 0, "one has many"),
        found(120, 0, "one is a carrier"),
        found(5, 5, "both have some"),
        Example(title="two customers", rows=moved_with(2)),
    ),
)
