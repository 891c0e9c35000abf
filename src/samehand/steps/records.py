"""Which records of registries' databases are a holder's: where databases meet the delegated files.

The ids of the delegated files are not those of the databases: an organisation is a holder's where
a block of it has the same ends as one the holder holds, or where it has an AS number of the
holder's. An organisation that holds something and meets nobody so is a holder of its own.

What fools it: a registry that writes blocks otherwise in its delegated file (two halves as one)
leaves an organisation apart; a sponsoring member's account holds the blocks of those it sponsors,
whose organisations then all meet the account. One of them that has an AS number is told from the
account by it: all its records are those of the part that has the number, and not the account's too.
"""

from samehand.rules import Step
from samehand.steps.parties import NoNumbers, as_part, space
from samehand.tables.records import AsnRecord, Organisation, Stated
from samehand.tables.registry import AsnHolding, Holding, Registration

NONE = NoNumbers()

# A record is told by its class and its own id: `inetnum`, `192.0.2.0 - 192.0.2.255`.
STATING = """
SELECT registry, split_part(record, ':', 1) AS class, substr(record, instr(record, ':') + 1) AS id,
       kind, part, value, value_key, withheld, cite
FROM stated
WHERE kind <> 'removed'
"""

stating = Step(
    name="stating",
    says="every value that a record states, with the class and the id of the record apart",
    reads=(Stated,),
    numbers=NONE,
    find=STATING,
    held=False,
)

NUMBER_RECORD = """
SELECT registry, org, name, maintainer, cite, unnest(generate_series(first_asn, last_asn)) AS asn
FROM asn_record
WHERE last_asn - first_asn < 5000
"""

number_record = Step(
    name="number_record",
    says="every AS number that a record of a registry's database has",
    reads=(AsnRecord,),
    numbers=NONE,
    find=NUMBER_RECORD,
)

# IPv6 blocks are an account's as a whole: only those of IPv4 are given to its parts.
HELD_RECORD = """
SELECT space.holder, registration.registry, registration.org, registration.handle,
       registration.maintainer, registration.netname, registration.first, registration.last,
       registration.cite
FROM registration
JOIN space ON space.registry = registration.registry AND space.first = registration.first
          AND space.last = registration.last
WHERE registration.family = 4 AND coalesce(registration.status, '') <> 'removed'
UNION ALL
SELECT holding.holder, registration.registry, registration.org, registration.handle,
       registration.maintainer, registration.netname, registration.first, registration.last,
       registration.cite
FROM registration
JOIN holding ON holding.registry = registration.registry AND holding.family = 6
            AND holding.first = registration.first AND holding.last = registration.last
WHERE registration.family = 6 AND holding.holder IS NOT NULL
  AND coalesce(registration.status, '') <> 'removed'
"""

held_record = Step(
    name="held_record",
    says="every record of a block that a holder holds with the same ends",
    reads=(Registration, Holding),
    needs=(space,),
    numbers=NONE,
    find=HELD_RECORD,
)

ORG_HOLDER = """
WITH numbered AS (
  SELECT number_record.registry, number_record.org, as_part.holder, as_part.account, as_part.split,
         number_record.cite
  FROM number_record
  JOIN as_part ON as_part.asn = number_record.asn AND as_part.registry = number_record.registry
  WHERE number_record.org IS NOT NULL
), parted AS (
  SELECT DISTINCT org, account FROM numbered WHERE split
), met AS (
  SELECT registry, org, holder, cite FROM numbered
  UNION ALL
  SELECT held_record.registry, held_record.org, held_record.holder, held_record.cite
  FROM held_record
  LEFT JOIN parted ON parted.org = held_record.org AND parted.account = held_record.holder
  WHERE held_record.org IS NOT NULL AND parted.org IS NULL
), holding_org AS (
  SELECT org, min(registry) AS registry, min(cite) AS cite
  FROM registration
  WHERE org IS NOT NULL AND coalesce(status, '') <> 'removed'
  GROUP BY org
)
SELECT org, min(registry) AS registry, holder, min(cite) AS cite, TRUE AS met
FROM met
GROUP BY org, holder
UNION ALL
SELECT holding_org.org, holding_org.registry, holding_org.org AS holder, holding_org.cite, FALSE AS met
FROM holding_org
LEFT JOIN met ON met.org = holding_org.org
WHERE met.org IS NULL
"""

org_holder = Step(
    name="org_holder",
    says="which holder each organisation is, by equal blocks and AS numbers; itself where neither is",
    reads=(Registration, AsnRecord, Holding, AsnHolding),
    needs=(as_part, number_record, held_record),
    numbers=NONE,
    find=ORG_HOLDER,
)

STANDS = """
WITH own AS (
  SELECT org_holder.holder, organisation.registry, substr(organisation.org, instr(organisation.org, ':') + 1) AS id
  FROM organisation
  JOIN org_holder ON org_holder.org = organisation.org
  UNION ALL
  SELECT org_holder.holder, registration.registry, registration.handle
  FROM registration
  JOIN org_holder ON org_holder.org = registration.org
  WHERE registration.handle IS NOT NULL AND coalesce(registration.status, '') <> 'removed'
  UNION ALL
  SELECT held_record.holder, held_record.registry, held_record.handle
  FROM held_record
  LEFT JOIN org_holder AS its ON its.org = held_record.org
  LEFT JOIN org_holder AS same ON same.org = held_record.org AND same.holder = held_record.holder
  WHERE held_record.handle IS NOT NULL AND (its.org IS NULL OR same.org IS NOT NULL)
  UNION ALL
  SELECT as_part.holder, number_record.registry, 'AS' || CAST(number_record.asn AS VARCHAR)
  FROM number_record
  JOIN as_part ON as_part.asn = number_record.asn AND as_part.registry = number_record.registry
)
SELECT DISTINCT holder, registry, id FROM own
"""

stands = Step(
    name="stands",
    says="the records of each holder: its organisations, blocks and AS numbers",
    reads=(Organisation, Registration, AsnRecord),
    needs=(org_holder, held_record, number_record, as_part),
    numbers=NONE,
    find=STANDS,
    coded="holder",
)
