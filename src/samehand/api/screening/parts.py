"""The tables of an index, each as one SELECT over the steps of a book and the tables of its scan.

Each is written in the order of `place`, a hash of what it is asked by: see `store.placed`.
"""

from samehand.resolve.hands import SURPRISE
from samehand.resolve.shared_name import Numbers
from samehand.values.holders import NOT_LASTING

MOST_BEARERS = Numbers().most_bearers + 2  # of a word: beyond that it says nothing of an applicant

REGISTERS = 0  # one place for all registers: they are few, and asked for together

VALUES = """
SELECT hash(kind, value_key) AS place, kind, value_key, value, holders, most
FROM SHARING
"""
SHARED = """
SELECT hash(kind, value_key) AS place, kind, value_key, holder, value, cite
FROM HOLDER_VALUE
"""
STATED = """
SELECT hash(split_part(holder, '~', 1)) AS place, holder, kind, value_key, value, cite
FROM HOLDER_VALUE
"""

PARTS = {
    "role": """
SELECT hash(kind, value_key) AS place, kind, value_key, role
FROM value_role
WHERE role NOT IN ('few', 'group')
""",
    "bearing": """
WITH bears AS (
  SELECT holder, name_key, handle_key, name_cite, unnest(string_split(name_key, ' ')) AS word
  FROM as_part
  WHERE name_key IS NOT NULL
  UNION ALL
  SELECT holder, name_key, handle_key, name_cite, handle_key FROM as_part WHERE handle_key <> ''
  UNION ALL
  SELECT holder, name_key, handle_key, name_cite, name_key FROM as_part WHERE name_key LIKE '% %'
), turned AS (
  SELECT DISTINCT *, dense_rank() OVER (PARTITION BY word ORDER BY holder) AS turn
  FROM bears
)
SELECT hash(word) AS place, word, holder, name_key, handle_key, name_cite
FROM turned
WHERE turn <= MOST_BEARERS
""".replace("MOST_BEARERS", str(MOST_BEARERS)),
    "standing_for": """
SELECT hash(officer.name_key) AS place, officer.name_key, coalesce(officer.born, '') AS born,
       officer_role.companies, holder_company.holder, officer.company, officer.cite
FROM holder_company
JOIN officer ON officer.company = holder_company.company
JOIN officer_role ON officer_role.name_key = officer.name_key
                 AND coalesce(officer_role.born, '') = coalesce(officer.born, '')
""",
    "lying_at": """
SELECT hash(company_place.address_key) AS place, company_place.address_key, address_role.address,
       address_role.companies, holder_company.holder, company_place.company, company_place.cite
FROM holder_company
JOIN company_place ON company_place.company = holder_company.company
JOIN address_role ON address_role.address_key = company_place.address_key
""",
    "of_company": """
SELECT hash(holder) AS place, * FROM holder_company
""",
    "registered": """
SELECT hash(name_key) AS place, name_key, '' AS formerly, company, name, country, jurisdiction, kind,
       status, incorporated, dissolved, until, seen, cite
FROM company
WHERE name_key IS NOT NULL
UNION ALL
SELECT hash(company_name.name_key), company_name.name_key, company_name.kind, company.company, company.name,
       company.country, company.jurisdiction, company.kind, company.status, company.incorporated,
       company.dissolved, company_name.until, company_name.seen, company_name.cite
FROM company_name
JOIN company ON company.company = company_name.company
WHERE company_name.name_key IS NOT NULL
""",
    "register": """
SELECT DISTINCT CAST(REGISTERS AS UBIGINT) AS place, split_part(company, ':', 1) AS register FROM company
""".replace("REGISTERS", str(REGISTERS)),
    "officers_of": """
SELECT hash(company) AS place, company, name_key, coalesce(born, '') AS born, name, cite
FROM officer
WHERE name_key IS NOT NULL
""",
    "places_of": """
SELECT hash(company) AS place, company, address_key, address, cite
FROM company_place
WHERE address_key IS NOT NULL
""",
    "known": """
WITH called AS (
  SELECT org_holder.holder, min(organisation.name) AS name
  FROM org_holder
  JOIN organisation ON organisation.org = org_holder.org
  GROUP BY org_holder.holder
)
SELECT hash(party.account) AS place, party.* REPLACE (coalesce(party.name, called.name) AS name),
       coalesce(surprise.bits, 0.0) AS surprise
FROM party
LEFT JOIN called ON called.holder = party.holder
LEFT JOIN (SURPRISE) AS surprise ON surprise.holder = party.holder
""".replace("SURPRISE", SURPRISE),
    "tie": """
SELECT hash(one) AS place, one, other, bits, named FROM pair
""",
    "hub": """
SELECT hash(hub) AS place, hub, holder FROM dependant
""",
    "link": """
SELECT hash(one) AS place, one AS holder, other, rule, bin FROM counted
UNION ALL
SELECT hash(other), other, one, rule, bin FROM counted
""",
    "given": """
SELECT hash(holder) AS place, holder, family, first, last, min(registered) AS day, min(cite) AS cite
FROM holding
WHERE holder IS NOT NULL
GROUP BY holder, family, first, last
""",
    "asked": """
WITH decided AS (
  SELECT request, max_by(decision, struct_pack(seen, cite)) AS decision FROM decision GROUP BY request
)
SELECT hash(request.applicant) AS place, request.applicant AS holder, request.request,
       min(request.bucket) AS bucket, min(request.family) AS family, min(request.seen) AS day,
       min(request.cite) AS cite, coalesce(min(decided.decision), 'open') AS decision
FROM request
LEFT JOIN decided ON decided.request = request.request
GROUP BY request.applicant, request.request
""",
    "moved": """
SELECT hash(had.holder) AS place, had.holder, had.family, had.first, had.last, had.registered AS given,
       min_by(next.holder, struct_pack(next.seen, next.cite)) AS taker, min(next.seen) AS by,
       min(had.cite) AS had_cite, min_by(next.cite, struct_pack(next.seen, next.cite)) AS next_cite
FROM holding_history AS had
JOIN holding_history AS next ON next.registry = had.registry AND next.family = had.family
                            AND next.first = had.first AND next.last = had.last
                            AND next.holder <> had.holder AND next.seen > had.seen
WHERE had.registered IS NOT NULL AND had.registry NOT IN (NOT_LASTING)
GROUP BY had.holder, had.family, had.first, had.last, had.registered
""".replace("NOT_LASTING", ", ".join(f"'{name}'" for name in sorted(NOT_LASTING))),
    "member": """
SELECT hash(holder) AS place, holder, number, hand, weight FROM in_hand
""",
    "hand": """
SELECT hash(number) AS place, number, holder, hand, weight FROM in_hand ORDER BY place, holder
""",
}
"""Each table, by its name."""

SHELVES = (("holder_value", "sharing"), ("inside_value", "inside_sharing"))
"""Where values lie, and how many share each: of records, and in a registry's own files."""


def parts() -> dict[str, str]:
    """Every table, with those of each shelf of values."""
    told = dict(PARTS)
    for lying, shared in SHELVES:
        told[shared] = VALUES.replace("SHARING", shared)
        told[lying] = SHARED.replace("HOLDER_VALUE", lying)
        told[f"own_{lying}"] = STATED.replace("HOLDER_VALUE", lying)
    return told


BY_DAY = {
    SHELVES[1][0]: SHARED.replace("HOLDER_VALUE", "inside_of_day"),
    f"own_{SHELVES[1][0]}": STATED.replace("HOLDER_VALUE", "inside_of_day"),
    SHELVES[1][1]: """
SELECT hash(kind, value_key) AS place, kind, value_key, min(value) AS value,
       count(DISTINCT holder) AS holders, 0 AS most
FROM inside_of_day
GROUP BY kind, value_key
""",
}
"""The shelf inside the registry as of one day: names of those who share are not looked at."""
