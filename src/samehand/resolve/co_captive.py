"""Two holders are captive to the same third, whose customers are few and mostly captive.

Fooled like the link to the top itself, and by resellers' customers: so only cones of a size
that one hand can have count, and only where captives are not the exception.
"""

from dataclasses import dataclass

from samehand.made import numbered, sells
from samehand.resolve.captive_upstream import CONE_BIN, CONE_BINS
from samehand.rules import Example, Rule, because
from samehand.steps.neighbours import cone, inside
from samehand.store import Found
from samehand.tables.registry import AsnHolding
from samehand.tables.routing import AsnRelation


@dataclass(frozen=True)
class Numbers:
    """Which cones can be one hand's?"""

    most_customers: int = because(
        60, "above this, among labelled siblings, two captives are no likelier to be one hand"
    )
    least_share: float = because(0.4, "where most customers are free, captives are just small")


# Two captives of one or two customers are all of them; few captives are not looked at.
BINS = tuple(
    name for name in CONE_BINS if "few" not in name and name != "1-2 customers, half captive"
)

FIND = f"""
WITH pairs AS (
  SELECT a.holder AS one, b.holder AS other, a.top, cone.customers, cone.captives,
         list_distinct(list_concat(a.cite, b.cite)) AS cite, {CONE_BIN},
         row_number() OVER (PARTITION BY a.holder, b.holder
                            ORDER BY cone.customers, cone.share DESC, a.top) AS turn
  FROM inside AS a
  JOIN inside AS b ON a.top = b.top AND a.holder < b.holder
  JOIN cone ON cone.top = a.top
  WHERE cone.customers <= $most_customers AND cone.share >= $least_share
)
SELECT one, other, bin, top, customers, captives, cite FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """To whom both are captive, and in what company."""
    return (
        f"both buy transit only inside the cone of {row['top']}, {row['captives']} of whose"
        f" {row['customers']} customers are captive"
    )


def cone_of(customers: int, free: int = 0) -> tuple[AsnHolding | AsnRelation, ...]:
    """A top with customers, the last `free` of which also buy elsewhere."""
    numbers = range(1, customers + 1)
    return (
        numbered("arin:top", 64600),
        numbered("arin:carrier", 64700),
        *(numbered(f"arin:c{n:02}", 64600 + n) for n in numbers),
        *(sells(64600, 64600 + n) for n in numbers),
        *(sells(64700, 64600 + n) for n in numbers if n > customers - free),
    )


RULE = Rule(
    name="co-captive",
    title="Both buy transit only inside the cone of a third",
    family="routing",
    ground="transit",
    revision=1,
    reads=(AsnRelation, AsnHolding),
    needs=(inside, cone),
    numbers=Numbers(),
    bins=BINS,
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two captives of one small provider",
            rows=cone_of(2),
            finds={("arin:c01", "arin:c02"): "1-2 customers, all captive"},
        ),
        Example(title="two of a provider's five customers are captive", rows=cone_of(6, free=4)),
        Example(title="the hundred customers of a carrier", rows=cone_of(90)),
    ),
)
