"""Who signed for both stands for no company of any register: officers may be made up.

Looked at only where the applicant's own company is in a register that tells officers, and only in
pairs that another link proposed: that a name is nowhere says little by itself. Fooled by
secretaries, lawyers and the newly appointed, who sign and are in no register; and by a name that
the register writes otherwise. All it finds is restricted.
"""

from datetime import date

from samehand.made import DAY, cite_of, held, named, numbered, sells
from samehand.resolve.inside import attested
from samehand.rules import Example, Rule
from samehand.steps.companies import holder_company
from samehand.steps.parties import NoNumbers
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.company import Company, Officer
from samehand.tables.internal import Attestation
from samehand.tables.registry import AsnHolding, AsnName
from samehand.values.counts import count_of
from samehand.values.names import key

FIND = """
WITH led AS (
  SELECT DISTINCT holder_company.holder, holder_company.company, holder_company.company_cite
  FROM holder_company
  JOIN officer ON officer.company = holder_company.company
), known AS (
  SELECT DISTINCT name_key FROM officer WHERE name_key IS NOT NULL
), signed AS (
  SELECT led.holder, led.company, led.company_cite, attestation.person_key, attestation.cite,
         known.name_key IS NOT NULL AS traced
  FROM led
  JOIN attestation ON attestation.applicant = led.holder
  LEFT JOIN known ON known.name_key = attestation.person_key
  WHERE attestation.person_key IS NOT NULL
), untraced AS (
  SELECT holder, min(company) AS company, min(company_cite) AS company_cite, min(cite) AS cite,
         count(DISTINCT person_key) AS people
  FROM signed
  GROUP BY holder
  HAVING NOT bool_or(traced)
)
SELECT candidate.one, candidate.other, a.company, b.company AS other_company, a.people, b.people AS other_people,
       a.cite AS one_cite, b.cite AS other_cite, a.company_cite, b.company_cite AS other_company_cite,
       'none of them is in a register' AS bin
FROM candidate
JOIN untraced AS a ON a.holder = candidate.one
JOIN untraced AS b ON b.holder = candidate.other
"""


def explain(row: Found, numbers: NoNumbers) -> str:
    """How many signed, and where they were looked for; names stay in the records."""
    signed = count_of(row["people"] + row["other_people"], "person", "people")
    return (
        f"{row['company']} and {row['other_company']} are in a register that names officers, and"
        f" of the {signed} who signed for them none stands for any company of the registers loaded"
    )


def applicant(number: int, signs: str) -> tuple[Row, ...]:
    """A holder whose company is in a register with its officer, and who signed for it."""
    holder, name = f"arin:{number:03}", f"Lorem{number:03} Ipsum"
    asn, officer = 64500 + number, f"Officer {number:03}"
    return (
        held(holder, f"10.{number}.0.0/16", date(2010, 1, 1)),
        numbered(holder, asn),
        named(asn, "Z", name),
        Company(
            register="plain",
            company=f"plain:{number:03}",
            name=name,
            name_key=key(name),
            seen=DAY,
            cite=cite_of("company", number),
        ),
        Officer(
            register="plain",
            company=f"plain:{number:03}",
            name=officer,
            name_key=officer.lower(),
            role="director",
            seen=DAY,
            cite=cite_of("officer", number),
        ),
        attested(holder, "signatory", signs),
    )


TRADE = sells(64501, 64502)
UNKNOWN = (*applicant(1, "Person 0417"), *applicant(2, "Person 0418"))

RULE = Rule(
    name="untraced-signatories",
    title="Who signed for both is in no company register",
    family="internal",
    ground="signatories",
    revision=1,
    proposed=True,
    reads=(Attestation, Officer, Company, AsnHolding, AsnName),
    needs=(holder_company,),
    numbers=NoNumbers(),
    bins=("none of them is in a register",),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="neither is an officer of any company",
            rows=(TRADE, *UNKNOWN),
            finds={("arin:001", "arin:002"): "none of them is in a register"},
        ),
        Example(
            title="one signs who is an officer",
            rows=(TRADE, *applicant(1, "Person 0417"), *applicant(2, "Officer 002")),
        ),
        Example(
            title="their companies are in no register",
            rows=(TRADE, *(row for row in UNKNOWN if not isinstance(row, Company))),
        ),
    ),
)
