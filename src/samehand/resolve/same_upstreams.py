"""Two holders buy from the same two or more providers, each of which has few customers.

Fooled by a small town and by one data centre with two carriers.
"""

from dataclasses import dataclass

from samehand.made import numbered, sells
from samehand.rules import Example, Rule, because
from samehand.steps.neighbours import degree, supply
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding
from samehand.tables.routing import AsnRelation


@dataclass(frozen=True)
class Numbers:
    """Which providers are rare enough to say something when shared?"""

    most_customers: int = because(20, "a provider that more holders buy from is shared by chance")
    least_shared: int = because(2, "one shared provider is a town; two are a choice")


FIND = """
WITH small AS (
  SELECT supply.holder, supply.provider, supply.cite
  FROM supply JOIN degree ON degree.holder = supply.provider
  WHERE degree.customers BETWEEN 2 AND $most_customers
)
SELECT a.holder AS one, b.holder AS other, count(*) AS shared,
       CASE WHEN count(*) >= 3 THEN '3 or more' ELSE '2' END AS bin,
       list(a.provider ORDER BY a.provider) AS providers,
       list_concat(list(a.cite ORDER BY a.cite), list(b.cite ORDER BY b.cite)) AS cite
FROM small AS a JOIN small AS b ON a.provider = b.provider AND a.holder < b.holder
GROUP BY a.holder, b.holder
HAVING count(*) >= $least_shared
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which providers."""
    return f"both buy from {', '.join(row['providers'])}, each with few other customers"


def buyers(of: tuple[int, ...], customers: int) -> tuple[Row, ...]:
    """Customers who all buy from the same providers."""
    return (
        *(numbered(f"arin:p{asn}", asn) for asn in of),
        *(numbered(f"arin:c{n:02}", 64600 + n) for n in range(customers)),
        *(sells(asn, 64600 + n) for asn in of for n in range(customers)),
    )


RULE = Rule(
    name="same-upstreams",
    title="Both buy from the same small providers",
    family="routing",
    ground="transit",
    revision=1,
    reads=(AsnRelation, AsnHolding),
    needs=(supply, degree),
    numbers=Numbers(),
    bins=("3 or more", "2"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two small providers, two customers",
            rows=buyers((64500, 64501), 2),
            finds={("arin:c00", "arin:c01"): "2"},
        ),
        Example(
            title="three small providers",
            rows=buyers((64500, 64501, 64502), 2),
            finds={("arin:c00", "arin:c01"): "3 or more"},
        ),
        Example(title="one small provider", rows=buyers((64500,), 2)),
        Example(title="two providers everybody has", rows=buyers((64500, 64501), 30)),
    ),
)
