"""Both are parts of one account of a registry.

The registry's own record relates them: they share a member. In a small account that is mostly
one organisation under several names. Fooled by sponsors: a large account is one's, and says nothing.
"""

from dataclasses import dataclass

from samehand.made import named, numbered
from samehand.rules import Example, Rule, because
from samehand.steps.parties import as_part
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, AsnName


@dataclass(frozen=True)
class Numbers:
    """Which accounts are small?"""

    most_parts: int = because(20, "an account with more parts is a sponsor of strangers")
    few_parts: int = because(5, "a handful of names is what one group has")


FIND = """
WITH part AS (
  SELECT account, holder, min(cite) AS cite FROM as_part WHERE split GROUP BY account, holder
), small AS (
  SELECT account, count(*) AS parts FROM part GROUP BY account HAVING count(*) <= $most_parts
)
SELECT a.holder AS one, b.holder AS other, small.account, small.parts, a.cite AS one_cite, b.cite AS other_cite,
       CASE WHEN small.parts = 2 THEN '2 parts' WHEN small.parts <= $few_parts THEN '3-5 parts'
            ELSE '6-20 parts' END AS bin
FROM small
JOIN part AS a ON a.account = small.account
JOIN part AS b ON b.account = small.account AND a.holder < b.holder
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which account, and how many parts it has."""
    return f"both are parts of the account {row['account']}, whose AS numbers bear {row['parts']} names"


def account(parts: int) -> tuple[Row, ...]:
    """An account whose AS numbers all bear different names."""
    return tuple(
        row
        for n in range(parts)
        for row in (
            numbered("ripencc:acc", 64500 + n),
            named(64500 + n, f"{chr(97 + n) * 6}", f"{chr(97 + n) * 6} Ltd"),
        )
    )


def pairs(parts: int, name: str) -> dict[tuple[str, ...], str]:
    """Every pair of the parts, in one bin."""
    return {
        (f"ripencc:acc~AS{64500 + a}", f"ripencc:acc~AS{64500 + b}"): name
        for b in range(parts)
        for a in range(b)
    }


RULE = Rule(
    name="same-account",
    title="Both are parts of one account of a registry",
    family="name",
    ground="accounts",
    revision=1,
    reads=(AsnHolding, AsnName),
    needs=(as_part,),
    numbers=Numbers(),
    bins=("2 parts", "3-5 parts", "6-20 parts"),
    find=FIND,
    explain=explain,
    examples=(
        Example(title="two names", rows=account(2), finds=pairs(2, "2 parts")),
        Example(title="four names", rows=account(4), finds=pairs(4, "3-5 parts")),
        Example(title="seven names", rows=account(7), finds=pairs(7, "6-20 parts")),
        Example(
            title="one name with two endings is one part",
            rows=(
                numbered("ripencc:acc", 64500),
                named(64500, "EXEMPLUM-AS", "Exemplum Ltd"),
                numbered("ripencc:acc", 64501),
                named(64501, "EXEMPLUMEU", "Exemplum Ltd"),
            ),
        ),
        Example(title="a sponsor of twenty-four", rows=account(24)),
        Example(
            title="an organisation's id is not split",
            rows=tuple(numbered("arin:org", 64500 + n) for n in range(3)),
        ),
    ),
)
