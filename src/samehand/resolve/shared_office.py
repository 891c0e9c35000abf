"""The companies of both are registered at one address that few share.

Fooled by formation agents, accountants and virtual offices: what many companies share is a role
(see `steps.shared`), computed from the register and listed nowhere. The same address in a registry's
records is the same fact (see `shared_address`): it counts once.
"""

from dataclasses import dataclass

from samehand.made import DAY, cite_of
from samehand.resolve.shared_officer import incorporated
from samehand.rules import Example, Rule, because
from samehand.steps.companies import holder_company
from samehand.steps.shared import address_role
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.company import Company, CompanyPlace
from samehand.tables.registry import AsnHolding, AsnName
from samehand.values.counts import count_of


@dataclass(frozen=True)
class Numbers:
    """How few must share it?"""

    few: int = because(3, "an address of two or three companies is theirs")


FIND = """
WITH lies AS (
  SELECT DISTINCT holder_company.holder, holder_company.company, company_place.address_key,
         address_role.address, address_role.companies, address_role.role AS standing,
         company_place.cite, holder_company.company_cite
  FROM holder_company
  JOIN company_place ON company_place.company = holder_company.company
  JOIN address_role ON address_role.address_key = company_place.address_key
  WHERE coalesce(address_role.role, '') <> 'mass registration'
), pairs AS (
  SELECT a.holder AS one, b.holder AS other, a.address, a.companies, a.standing, a.company, b.company AS other_company,
         a.cite AS one_cite, b.cite AS other_cite, a.company_cite, b.company_cite AS other_company_cite,
         row_number() OVER (PARTITION BY a.holder, b.holder
                            ORDER BY a.companies, a.address_key, a.cite, b.cite) AS turn
  FROM lies AS a
  JOIN lies AS b ON b.address_key = a.address_key AND a.holder < b.holder AND a.company <> b.company
)
SELECT *, CASE WHEN companies <= $few THEN 'of two or three companies'
               WHEN standing IS NULL THEN 'of several companies'
               ELSE 'of many companies' END AS bin
FROM pairs
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which address, and how many companies lie there."""
    many = count_of(row["companies"], "company", "companies")
    return (
        f"{row['company']} and {row['other_company']} are registered at {row['address']!r};"
        f" {many} are"
    )


def placed(number: int, address: str) -> CompanyPlace:
    """Where such a company is registered."""
    return CompanyPlace(
        register="plain",
        company=f"plain:{number:03}",
        kind="registered",
        address=address,
        address_key=address.lower(),
        seen=DAY,
        cite=cite_of("place", number, address),
    )


def at(many: int, address: str = "Example Way Alpha") -> tuple[Row, ...]:
    """Companies at one address."""
    return tuple(row for n in range(many) for row in (*incorporated(n), placed(n, address)))


RULE = Rule(
    name="shared-office",
    title="The companies of both are registered at one address",
    family="company",
    ground="address",
    revision=1,
    reads=(Company, CompanyPlace, AsnHolding, AsnName),
    needs=(holder_company, address_role),
    numbers=Numbers(),
    bins=("of two or three companies", "of several companies", "of many companies"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two at one address",
            rows=at(2),
            finds={("arin:000", "arin:001"): "of two or three companies"},
        ),
        Example(
            title="five at one address",
            rows=at(5),
            finds={
                (f"arin:{a:03}", f"arin:{b:03}"): "of several companies"
                for b in range(5)
                for a in range(b)
            },
        ),
        Example(
            title="twenty-five at one address",
            rows=at(25),
            finds={
                (f"arin:{a:03}", f"arin:{b:03}"): "of many companies"
                for b in range(25)
                for a in range(b)
            },
        ),
        Example(title="two hundred at one address", rows=at(200)),
        Example(
            title="two addresses",
            rows=(
                *incorporated(0),
                placed(0, "Example Way Alpha"),
                *incorporated(1),
                placed(1, "Example Way Beta"),
            ),
        ),
    ),
)
