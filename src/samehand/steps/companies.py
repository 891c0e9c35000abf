"""Which companies of registers holders are: by name, where a register has one such name only.

Fooled by two companies of one name in different registers, by a holder that trades under another
name than it is registered by, and by one that took a name of somebody else's.
"""

from samehand.rules import Step
from samehand.steps.parties import NoNumbers, as_part
from samehand.steps.records import org_holder
from samehand.tables.company import Company
from samehand.tables.records import Organisation
from samehand.tables.registry import AsnHolding, AsnName

HOLDER_COMPANY = """
WITH bears AS (
  SELECT org_holder.holder, organisation.name_key, organisation.country, organisation.cite
  FROM organisation
  JOIN org_holder ON org_holder.org = organisation.org
  UNION ALL
  SELECT holder, name_key, country, name_cite AS cite FROM as_part
), named AS (
  SELECT holder, name_key, min(country) AS country, min(cite) AS cite
  FROM bears
  WHERE name_key IS NOT NULL AND cite IS NOT NULL
  GROUP BY holder, name_key
), alone AS (
  SELECT name_key, split_part(company, ':', 1) AS kept_in, min(company) AS company,
         min(country) AS country, min(incorporated) AS incorporated, min(cite) AS cite
  FROM company
  WHERE name_key IS NOT NULL
  GROUP BY name_key, split_part(company, ':', 1)
  HAVING count(DISTINCT company) = 1
)
SELECT named.holder, alone.company, min(alone.incorporated) AS incorporated,
       min(named.cite) AS cite, min(alone.cite) AS company_cite
FROM named
JOIN alone ON alone.name_key = named.name_key
          AND coalesce(alone.country, named.country, '') = coalesce(named.country, alone.country, '')
GROUP BY named.holder, alone.company
"""

holder_company = Step(
    name="holder_company",
    says="which company each holder is, by the one company of its name in a register",
    reads=(Company, Organisation, AsnHolding, AsnName),
    needs=(org_holder, as_part),
    numbers=NoNumbers(),
    find=HOLDER_COMPANY,
)
