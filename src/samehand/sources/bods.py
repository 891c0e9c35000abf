"""What beneficial ownership statements say: rows out of statements, and a sample's rows.

Statements that say the same of a record are one row, cited where it was said first.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from samehand.sources.sayings import Sayings
from samehand.tables import Row

COMPANIES = """
WITH said AS (
  SELECT min(line) AS line, register, record_of AS company, about.name,
         about.jurisdiction.code AS jurisdiction,
         coalesce(about.entityType.subtype, about.entityType.type) AS kind,
         day(about.foundingDate) AS incorporated, day(about.dissolutionDate) AS dissolved,
         last(replaced ORDER BY stated, line, turn) AS until
  FROM record
  WHERE kind = 'entity'
  GROUP BY ALL
)
SELECT *, name_key(name) AS name_key, upper(left(jurisdiction, 2)) AS country
FROM said
"""

NAMES = """
WITH each AS (
  SELECT line, register, record_of AS company, unnest(about.alternateNames) AS name, replaced, stated, turn
  FROM record
  WHERE kind = 'entity'
), said AS (
  SELECT min(line) AS line, register, company, name, last(replaced ORDER BY stated, line, turn) AS until
  FROM each
  WHERE name <> ''
  GROUP BY ALL
)
SELECT *, 'other' AS kind, name_key(name) AS name_key
FROM said
"""

NUMBERS = """
WITH each AS (
  SELECT line, register, record_of AS company, unnest(about.identifiers) AS told
  FROM record
  WHERE kind = 'entity'
)
SELECT min(line) AS line, register, company, coalesce(told.scheme, told.schemeName) AS scheme,
       told.id AS number
FROM each
WHERE told.id IS NOT NULL AND coalesce(told.scheme, told.schemeName) IS NOT NULL
GROUP BY ALL
"""

PLACES = """
WITH each AS (
  SELECT line, register, record_of AS company, unnest(about.addresses) AS told, replaced, stated, turn
  FROM record
  WHERE kind = 'entity'
), said AS (
  SELECT min(line) AS line, register, company, coalesce(told.type, 'registered') AS kind,
         in_full(told.address, told.postCode) AS address, told.postCode AS postcode,
         coalesce(told.country.code, told.country.name) AS country,
         last(replaced ORDER BY stated, line, turn) AS until
  FROM each
  GROUP BY ALL
)
SELECT *, address_key(address) AS address_key
FROM said
WHERE address IS NOT NULL
"""

OWNERSHIPS = """
WITH interest AS (
  SELECT line, register, id, register || ':' || (about.subject ->> '$') AS owned,
         CASE WHEN json_type(about.interestedParty) = 'VARCHAR'
              THEN register || ':' || (about.interestedParty ->> '$') END AS owner,
         CASE WHEN json_type(about.interestedParty) = 'OBJECT' THEN about.interestedParty END AS nobody,
         unnest(CASE WHEN len(about.interests) > 0 THEN about.interests ELSE [NULL] END) AS held,
         replaced, stated, turn
  FROM record
  WHERE kind = 'relationship' AND (status IS DISTINCT FROM 'closed' OR len(about.interests) > 0)
), said AS (
  SELECT min(line) AS line, register, id, owned, owner, nobody ->> 'reason' AS reason,
         nobody ->> 'description' AS words, held.type AS kind,
         CASE held.directOrIndirect WHEN 'direct' THEN TRUE WHEN 'indirect' THEN FALSE END AS direct,
         held.beneficialOwnershipOrControl AS beneficial,
         coalesce(held.share.exact, held.share.minimum, held.share.exclusiveMinimum) AS share_least,
         coalesce(held.share.exact, held.share.maximum, held.share.exclusiveMaximum) AS share_most,
         day(held.startDate) AS since,
         last(coalesce(day(held.endDate), replaced) ORDER BY stated, line, turn) AS until
  FROM interest
  GROUP BY ALL
), known AS (
  SELECT record_of AS owner, bool_or(kind = 'person') AS person,
         last(coalesce(about.name, list_filter(about.names, lambda name: name.type = 'legal')[1].fullName,
                       about.names[1].fullName) ORDER BY stated, line, turn) AS owner_name,
         last(CASE WHEN regexp_full_match(about.birthDate, '[0-9]{4}(-[0-9]{2})?(-[0-9]{2})?')
                   THEN left(about.birthDate, 7) END ORDER BY stated, line, turn) AS born,
         last(coalesce(about.unspecifiedPersonDetails.reason, about.unspecifiedEntityDetails.reason,
                       CASE WHEN about.personType IN ('anonymousPerson', 'unknownPerson')
                            THEN about.personType
                            WHEN about.entityType.type IN ('anonymousEntity', 'unknownEntity')
                            THEN about.entityType.type END) ORDER BY stated, line, turn) AS reason,
         last(coalesce(about.unspecifiedPersonDetails.description,
                       about.unspecifiedEntityDetails.description) ORDER BY stated, line, turn) AS words
  FROM record
  WHERE kind IN ('entity', 'person')
  GROUP BY record_of
)
SELECT said.line, register, owned, said.owner, owner_name, name_key(owner_name) AS owner_key, person,
       born, kind, direct, beneficial, share_least, share_most, since, until,
       coalesce(said.reason, known.reason) AS unknown, coalesce(said.words, known.words) AS unknown_says
FROM said LEFT JOIN known ON known.owner = said.owner
"""

# Read after `ownership`, whose rows they are: a seat on a board is told as an interest.
OFFICERS = """
SELECT line, register, owned AS company, owner_name AS name, owner_key AS name_key, kind AS role,
       person, born, since, until
FROM ownership_rows
WHERE kind IN ('boardMember', 'boardChair', 'seniorManagingOfficial')
"""

SAYS: Final = Sayings("example-register", date(2017, 3, 1))
ONE: Final = "example-register:one"


def rows() -> tuple[Row, ...]:
    """The rows of the sample: a company, a person who held it for a time, and nobody after."""
    closed = date(2016, 1, 31)
    unnamed = {"unknown": "noBeneficialOwners", "unknown_says": "none above a quarter"}
    return (
        *_company(),
        *_held(closed),
        SAYS.owned(52, ONE, None, **unnamed),
        SAYS.officer(
            34, ONE, "Alex Example", role="boardMember", person=True, born="1970-05", until=closed
        ),
    )


def _company() -> Iterator[Row]:
    yield SAYS.company(
        2,
        ONE,
        "Old Shelf Ltd",
        country="ZZ",
        jurisdiction="ZZ",
        kind="registeredEntity",
        incorporated=date(2014, 2, 5),
    )
    yield SAYS.named(2, ONE, "Shelf", kind="other")
    yield SAYS.numbered(2, ONE, "ZZ-REG", "00017")
    written, key = "1 Example Road, Exampleton, EX1 2MP", "1 example rd exampleton ex12mp"
    yield SAYS.placed(2, ONE, written, key, postcode="EX1 2MP", country="ZZ")


def _held(until: date) -> Iterator[Row]:
    alex = "example-register:alex"
    told: dict[str, Any] = {"owner_name": "Alex Example", "person": True, "born": "1970-05"}
    yield SAYS.owned(34, ONE, alex, kind="boardMember", until=until, **told)
    yield SAYS.owned(
        34,
        ONE,
        alex,
        kind="shareholding",
        direct=True,
        beneficial=True,
        share_least=75.0,
        share_most=75.0,
        since=date(2014, 2, 5),
        until=until,
        **told,
    )
