"""The tables of a few applicants: the steps of a scan, cut down to what they state.

A rule that looks in them finds of an applicant what it would find, were the application on record:
each value counts the applicant beside the holders that share it. Applicants do not see each other:
every value is written under the applicant that states it.
"""

from samehand.steps.shared import AddressNumbers, OfficerNumbers
from samehand.steps.values import StandingNumbers

FIRST = "("
"""How an applicant's id begins: before that of any holder, so that it is the first of its pairs."""

# What the applicant states, and what its own records do, where it is a holder already.
APPLIED = """
SELECT applicant, account, kind, value_key, min(value) AS value,
       hash(kind, value_key) AS place
FROM (
  SELECT applicant, account, kind, value_key, value FROM stated WHERE inside = $inside
  UNION ALL
  SELECT applying.applicant, applying.account, own.kind, own.value_key, own.value
  FROM applying
  JOIN picked_own AS own ON split_part(own.holder, '~', 1) = applying.account
) AS either
GROUP BY applicant, account, kind, value_key
"""

SHARING = """
WITH beside AS (
  SELECT applied.applicant, applied.kind, applied.value_key, applied.value AS written,
         coalesce(shared.value, applied.value) AS value, coalesce(shared.most, 0) AS most,
         coalesce(shared.holders, 0) + CASE WHEN own.value_key IS NULL THEN 1 ELSE 0 END AS holders
  FROM applied
  LEFT JOIN picked_sharing AS shared ON shared.kind = applied.kind
                                    AND shared.value_key = applied.value_key
  LEFT JOIN (SELECT DISTINCT split_part(holder, '~', 1) AS account, kind, value_key FROM picked_own) AS own
         ON own.account = applied.account AND own.kind = applied.kind
        AND own.value_key = applied.value_key
)
SELECT applicant, kind, value_key AS plain_key, applicant || value_key AS value_key, value, written, holders,
       CASE WHEN holders < $many_holders THEN 'few'
            WHEN most >= $one_name * holders THEN 'group'
            ELSE 'role' END AS standing
FROM beside
"""

HOLDER_VALUE = """
SELECT kind, applicant || value_key AS value_key, applicant AS holder, value, CAST(NULL AS BIGINT) AS cite
FROM applied
UNION ALL
SELECT lying.kind, applied.applicant || lying.value_key AS value_key, lying.holder, lying.value, lying.cite
FROM applied
JOIN picked_lying AS lying ON lying.kind = applied.kind AND lying.value_key = applied.value_key
"""

# Words and whole names that applicants bear, and all who bear them; see `parts`.
BORE = """
SELECT applying.applicant, bearing.word, bearing.holder
FROM applying
JOIN picked_bearing AS bearing ON list_contains(string_split(applying.name_key, ' '), bearing.word)
                               OR bearing.word = applying.name_key
WHERE split_part(bearing.holder, '~', 1) <> applying.account
"""
BEARERS = """
SELECT applicant AS holder, name_key, CAST(NULL AS VARCHAR) AS handle_key, CAST(NULL AS BIGINT) AS name_cite
FROM applying
WHERE applicant IN (SELECT applicant FROM in_turn)
UNION ALL
SELECT DISTINCT bearing.holder, bearing.name_key, bearing.handle_key, bearing.name_cite
FROM picked_bearing AS bearing
JOIN bore ON bore.word = bearing.word AND bore.holder = bearing.holder
JOIN in_turn ON in_turn.applicant = bore.applicant
"""

# The one company of the applicant's name in a register, as in `steps.companies`.
COMPANY = """
WITH alone AS (
  SELECT name_key, min(company) AS company, min(incorporated) AS incorporated, min(cite) AS cite
  FROM picked_registered
  WHERE formerly = ''
  GROUP BY name_key, split_part(company, ':', 1)
  HAVING count(DISTINCT company) = 1
)
SELECT applying.applicant AS holder, alone.company, alone.incorporated, CAST(NULL AS BIGINT) AS cite,
       alone.cite AS company_cite
FROM applying
JOIN alone ON alone.name_key = applying.name_key
"""

# What is stated only is of a company called as the applicant is here.
# A name without a month of birth meets the one officer of that name, where there is one only.
STOOD = """
WITH born AS (
  SELECT name_key, min(born) AS born FROM picked_standing GROUP BY name_key HAVING count(DISTINCT born) = 1
)
SELECT officer_stated.applicant, officer_stated.name_key, officer_stated.written,
       coalesce(nullif(officer_stated.born, ''), born.born, '') AS born, officer_stated.applicant AS company,
       CAST(NULL AS BIGINT) AS cite, CAST(NULL AS BIGINT) AS company_cite
FROM officer_stated
LEFT JOIN born ON born.name_key = officer_stated.name_key
UNION
SELECT own_company.holder, officers.name_key, officers.name AS written, officers.born, own_company.company,
       officers.cite, own_company.company_cite
FROM own_company
JOIN picked_officers AS officers ON officers.company = own_company.company
"""

OFFICER = """
SELECT DISTINCT stood.company, stood.applicant || stood.name_key AS name_key, stood.born, stood.cite
FROM stood
UNION
SELECT standing.company, stood.applicant || standing.name_key, standing.born, standing.cite
FROM stood
JOIN picked_standing AS standing ON standing.name_key = stood.name_key AND standing.born = stood.born
WHERE standing.company <> stood.company
"""

# A company of the register was counted there; one that is only stated is one more.
OFFICER_ROLE = """
WITH counted AS (
  SELECT stood.applicant || stood.name_key AS name_key, stood.born,
         max(coalesce(standing.companies, 0)) + CASE WHEN bool_or(stood.company <> stood.applicant)
                                                     THEN 0 ELSE 1 END AS companies
  FROM stood
  LEFT JOIN picked_standing AS standing ON standing.name_key = stood.name_key AND standing.born = stood.born
  GROUP BY stood.applicant || stood.name_key, stood.born
)
SELECT name_key, born, companies,
       CASE WHEN companies >= $mass_companies THEN 'formation agent'
            WHEN companies >= $many_companies THEN 'stands for many' END AS role
FROM counted
"""

PLACE = """
SELECT own_company.company, own_company.holder || places.address_key AS address_key, places.cite
FROM own_company
JOIN picked_places AS places ON places.company = own_company.company
UNION
SELECT lying.company, own_company.holder || lying.address_key, lying.cite
FROM own_company
JOIN picked_places AS places ON places.company = own_company.company
JOIN picked_lying_at AS lying ON lying.address_key = places.address_key
                             AND lying.company <> own_company.company
"""

ADDRESS_ROLE = """
SELECT DISTINCT own_company.holder || lying.address_key AS address_key, lying.address, lying.companies,
       CASE WHEN lying.companies >= $mass_companies THEN 'mass registration'
            WHEN lying.companies >= $many_companies THEN 'shared by many' END AS role
FROM own_company
JOIN picked_places AS places ON places.company = own_company.company
JOIN picked_lying_at AS lying ON lying.address_key = places.address_key
"""

COMPANIES = """
SELECT holder, company, incorporated, cite, company_cite FROM own_company
UNION
SELECT applicant, company, CAST(NULL AS DATE), cite, company_cite FROM stood WHERE company = applicant
UNION
SELECT of_company.holder, of_company.company, of_company.incorporated, of_company.cite, of_company.company_cite
FROM picked_of_company AS of_company
"""

NUMBERS = {
    "sharing": StandingNumbers(),
    "officer_role": OfficerNumbers(),
    "address_role": AddressNumbers(),
}
"""The numbers that the steps of these names turn on, one for both."""
