"""A published list puts AS numbers of both under one organisation id.

This is a *stated* relation: such a hand is declared. Fooled by lists that infer organisations
from names, and by AS numbers given to somebody else since the list was made.
"""

from samehand.made import numbered, under
from samehand.rules import Example, Rule
from samehand.steps.parties import NoNumbers, as_part
from samehand.store import Found
from samehand.tables.registry import AsnHolding, AsnOrg

FIND = """
WITH under AS (
  SELECT asn_org.org, as_part.holder, min(asn_org.cite) AS cite
  FROM asn_org JOIN as_part ON as_part.asn = asn_org.asn
  GROUP BY asn_org.org, as_part.holder
), pairs AS (
  SELECT a.holder AS one, b.holder AS other, a.org, a.cite AS one_cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY a.holder, b.holder ORDER BY a.org) AS turn
  FROM under AS a
  JOIN under AS b ON b.org = a.org AND a.holder < b.holder
)
SELECT one, other, org, one_cite, other_cite, 'one organisation id' AS bin FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: NoNumbers) -> str:
    """Under which id."""
    return f"AS numbers of both are published under the organisation id {row['org']}"


RULE = Rule(
    name="stated-relation",
    title="A published list puts both under one organisation",
    family="name",
    ground="organisations",
    revision=1,
    reads=(AsnOrg, AsnHolding),
    needs=(as_part,),
    numbers=NoNumbers(),
    bins=("one organisation id",),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two holders under one id",
            rows=(
                numbered("arin:a", 64501),
                numbered("arin:b", 64502),
                under(64501, "ORG-1"),
                under(64502, "ORG-1"),
            ),
            finds={("arin:a", "arin:b"): "one organisation id"},
        ),
        Example(
            title="each under its own",
            rows=(
                numbered("arin:a", 64501),
                numbered("arin:b", 64502),
                under(64501, "ORG-1"),
                under(64502, "ORG-2"),
            ),
        ),
    ),
)
