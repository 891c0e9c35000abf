"""One person or company stands for both: a director, secretary or agent of both their companies.

Fooled by formation agents and by serial founders; who stands for many is a role (see
`steps.shared`) and ties nobody. Namesakes are told apart only where a register tells the month of
birth. Which company a holder is, is by its name: see `steps.companies`.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import DAY, cite_of, named, numbered
from samehand.rules import Example, Rule, because
from samehand.steps.companies import holder_company
from samehand.steps.shared import officer_role
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.company import Company, Officer
from samehand.tables.registry import AsnHolding, AsnName
from samehand.values.counts import count_of
from samehand.values.names import key


@dataclass(frozen=True)
class Numbers:
    """For how few must one stand?"""

    few: int = because(3, "who stands for two or three companies stands for these")


FIND = """
WITH stood AS (
  SELECT DISTINCT holder_company.holder, holder_company.company, officer.name_key,
         coalesce(officer.born, '') AS born, officer_role.companies, officer_role.role AS standing,
         officer.cite, holder_company.company_cite
  FROM holder_company
  JOIN officer ON officer.company = holder_company.company
  JOIN officer_role ON officer_role.name_key = officer.name_key
                   AND coalesce(officer_role.born, '') = coalesce(officer.born, '')
  WHERE coalesce(officer_role.role, '') <> 'formation agent'
), pairs AS (
  SELECT a.holder AS one, b.holder AS other, a.name_key, a.companies, a.standing, a.company, b.company AS other_company,
         a.cite AS one_cite, b.cite AS other_cite, a.company_cite, b.company_cite AS other_company_cite,
         row_number() OVER (PARTITION BY a.holder, b.holder
                            ORDER BY a.companies, a.name_key, a.cite, b.cite) AS turn
  FROM stood AS a
  JOIN stood AS b ON b.name_key = a.name_key AND b.born = a.born AND a.holder < b.holder
                 AND a.company <> b.company
)
SELECT *, CASE WHEN companies <= $few THEN 'of two or three companies'
               WHEN standing IS NULL THEN 'of several companies'
               ELSE 'of many companies' END AS bin
FROM pairs
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """That one stands for both, and for how many; the name stays in the record."""
    many = count_of(row["companies"], "company", "companies")
    return (
        f"one officer stands for {row['company']} and {row['other_company']}, and for {many} in all"
    )


def incorporated(number: int, day: date = date(2012, 1, 1)) -> tuple[Row, ...]:
    """A holder whose name one company bears."""
    name = f"Lorem{number:03} Ipsum"
    company = Company(
        register="plain",
        company=f"plain:{number:03}",
        name=name,
        name_key=key(name),
        incorporated=day,
        seen=DAY,
        cite=cite_of("company", number),
    )
    return numbered(f"arin:{number:03}", 64500 + number), named(64500 + number, "Z", name), company


def officer(number: int, name: str, born: str | None = None) -> Officer:
    """Who stands for such a company."""
    return Officer(
        register="plain",
        company=f"plain:{number:03}",
        name=name,
        name_key=name.lower(),
        role="director",
        person=True,
        born=born,
        seen=DAY,
        cite=cite_of("officer", number, name, born),
    )


def led(many: int, name: str = "Person Alpha") -> tuple[Row, ...]:
    """Companies with one officer."""
    return tuple(row for n in range(many) for row in (*incorporated(n), officer(n, name)))


RULE = Rule(
    name="shared-officer",
    title="One officer stands for the companies of both",
    family="company",
    ground="officers",
    revision=1,
    reads=(Company, Officer, AsnHolding, AsnName),
    needs=(holder_company, officer_role),
    numbers=Numbers(),
    bins=("of two or three companies", "of several companies", "of many companies"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="one for two",
            rows=led(2),
            finds={("arin:000", "arin:001"): "of two or three companies"},
        ),
        Example(
            title="one for five",
            rows=led(5),
            finds={
                (f"arin:{a:03}", f"arin:{b:03}"): "of several companies"
                for b in range(5)
                for a in range(b)
            },
        ),
        Example(
            title="one for twenty-five",
            rows=led(25),
            finds={
                (f"arin:{a:03}", f"arin:{b:03}"): "of many companies"
                for b in range(25)
                for a in range(b)
            },
        ),
        Example(title="one for two hundred", rows=led(200)),
        Example(
            title="namesakes born in different months",
            rows=(
                *incorporated(0),
                officer(0, "Person Alpha", "1970-05"),
                *incorporated(1),
                officer(1, "Person Alpha", "1981-01"),
            ),
        ),
    ),
)
