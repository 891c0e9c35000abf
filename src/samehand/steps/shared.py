"""Addresses and officers that many companies share: computed from the registers, listed nowhere.

Formation agents, registered agents, accountants and virtual offices stand for thousands of
companies that have nothing to do with each other. What many share ties none of them together, so
a link through it is weighed against its role here. A company that several publications name is
counted once: the most that one register has. Fooled by namesakes, where no month of birth is told;
by one address written in two ways, which then counts as two; and by a large group at its own
headquarters, which looks like an agent from here.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.tables.company import CompanyPlace, Officer


@dataclass(frozen=True)
class AddressNumbers:
    """How many companies share an address before it says nothing of them?"""

    many_companies: int = because(
        20, "one in 67 of 8,081 British addresses; fewer may be one founder's own companies"
    )
    mass_companies: int = because(
        200, "one in 735 of 8,081 British addresses: no founder and few groups have as many"
    )


ADDRESS_ROLE = """
WITH counted AS (
  SELECT address_key, split_part(company, ':', 1) AS register, count(DISTINCT company) AS companies
  FROM company_place
  WHERE address_key IS NOT NULL
  GROUP BY address_key, split_part(company, ':', 1)
), most AS (
  SELECT address_key, max(companies) AS companies
  FROM counted
  GROUP BY address_key
), shown AS (
  SELECT address_key, min(address) AS address, list(cite ORDER BY cite)[1:4] AS cite
  FROM company_place
  WHERE address_key IS NOT NULL
  GROUP BY address_key
)
SELECT most.address_key, shown.address, most.companies,
       CASE WHEN most.companies >= $mass_companies THEN 'mass registration'
            WHEN most.companies >= $many_companies THEN 'shared by many' END AS role, shown.cite
FROM most
JOIN shown ON shown.address_key = most.address_key
"""

address_role = Step(
    name="address_role",
    says="how many companies each address has in one register, and what that makes of it",
    reads=(CompanyPlace,),
    numbers=AddressNumbers(),
    find=ADDRESS_ROLE,
)


@dataclass(frozen=True)
class OfficerNumbers:
    """For how many companies does one stand before it says nothing of them?"""

    many_companies: int = because(
        20, "as for addresses, for want of a list of officers to measure: a founder has fewer"
    )
    mass_companies: int = because(
        200, "as for addresses: only those who stand for others as a trade have as many"
    )


# An officer is a name and, where it is told, a month of birth.
OFFICER_ROLE = """
WITH stood AS (
  SELECT name_key, coalesce(born, '') AS born, name, person, company, cite,
         split_part(company, ':', 1) AS register
  FROM officer
  WHERE name_key IS NOT NULL
), counted AS (
  SELECT name_key, born, register, count(DISTINCT company) AS companies
  FROM stood
  GROUP BY name_key, born, register
), most AS (
  SELECT name_key, born, max(companies) AS companies
  FROM counted
  GROUP BY name_key, born
), shown AS (
  SELECT name_key, born, min(name) AS name, bool_or(person) AS person,
         list(cite ORDER BY cite)[1:4] AS cite
  FROM stood
  GROUP BY name_key, born
)
SELECT most.name_key, nullif(most.born, '') AS born, shown.name, shown.person, most.companies,
       CASE WHEN most.companies >= $mass_companies THEN 'formation agent'
            WHEN most.companies >= $many_companies THEN 'stands for many' END AS role, shown.cite
FROM most
JOIN shown ON shown.name_key = most.name_key AND shown.born = most.born
"""

officer_role = Step(
    name="officer_role",
    says="for how many companies of one register each officer stands, and what that makes of it",
    reads=(Officer,),
    numbers=OfficerNumbers(),
    find=OFFICER_ROLE,
)
