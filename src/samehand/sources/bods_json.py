"""Beneficial ownership statements (BODS 0.4), as a JSON array or as JSON lines.

A statement says how the record of an entity, a person or a relationship stood on its day; a later
one of the same record replaces it, and one that is `closed` ends it: what it said holds `until`
that day. Owners that are not named are kept with the publisher's reason. Ids of companies are
those of the records; what other registers call them is in `company_number`. A publisher is a
register of its own; statements published after the day of the file are set aside. Nationalities,
political posts, annotations and listings are not read. What fools it: a declaration is the
declarant's; an indirect interest and its components are one interest told twice; a file of the
latest changes only would be taken for the whole.
"""

from samehand.sources import Expect, Head, Source, bods
from samehand.tables.company import (
    Company,
    CompanyName,
    CompanyNumber,
    CompanyPlace,
    Officer,
    Ownership,
)

RECORD = r"""
WITH told AS (
  SELECT line, turn, body IS NULL AS broken, from_json(body, '{
           "recordId": "VARCHAR", "recordType": "VARCHAR", "recordStatus": "VARCHAR",
           "statementDate": "VARCHAR",
           "publicationDetails": {"publicationDate": "VARCHAR", "publisher": {"name": "VARCHAR"}},
           "recordDetails": {
             "entityType": {"type": "VARCHAR", "subtype": "VARCHAR"}, "personType": "VARCHAR",
             "name": "VARCHAR", "alternateNames": ["VARCHAR"],
             "names": [{"type": "VARCHAR", "fullName": "VARCHAR"}], "birthDate": "VARCHAR",
             "unspecifiedEntityDetails": {"reason": "VARCHAR", "description": "VARCHAR"},
             "unspecifiedPersonDetails": {"reason": "VARCHAR", "description": "VARCHAR"},
             "jurisdiction": {"code": "VARCHAR"}, "foundingDate": "VARCHAR",
             "dissolutionDate": "VARCHAR",
             "identifiers": [{"scheme": "VARCHAR", "schemeName": "VARCHAR", "id": "VARCHAR"}],
             "addresses": [{"type": "VARCHAR", "address": "VARCHAR", "postCode": "VARCHAR",
                            "country": {"code": "VARCHAR", "name": "VARCHAR"}}],
             "subject": "JSON", "interestedParty": "JSON",
             "interests": [{"type": "VARCHAR", "directOrIndirect": "VARCHAR",
                            "beneficialOwnershipOrControl": "BOOLEAN", "startDate": "VARCHAR",
                            "endDate": "VARCHAR",
                            "share": {"exact": "DOUBLE", "minimum": "DOUBLE", "maximum": "DOUBLE",
                                      "exclusiveMinimum": "DOUBLE",
                                      "exclusiveMaximum": "DOUBLE"}}]}}') AS said
  FROM json_object()
), dated AS (
  SELECT line, turn, broken, said.recordId AS id, said.recordType AS kind, said.recordStatus AS status,
         said.recordDetails AS about,
         day(left(said.publicationDetails.publicationDate, 10)) AS published,
         day(left(coalesce(said.statementDate, said.publicationDetails.publicationDate), 10)) AS stated,
         coalesce(nullif(trim(regexp_replace(strip_accents(lower(
           said.publicationDetails.publisher.name)), '[^a-z0-9]+', '-', 'g'), '-'), ''), 'bods') AS register
  FROM told
), judged AS (
  SELECT *, CASE WHEN broken THEN 'no whole JSON object'
                 WHEN id IS NULL OR about IS NULL THEN 'no record'
                 WHEN kind IS NULL OR kind NOT IN ('entity', 'person', 'relationship')
                 THEN 'no record of an entity, person or relationship'
                 WHEN stated IS NULL THEN 'no day'
                 WHEN published > $day THEN 'published after the day of the file'
                 WHEN kind = 'relationship' AND coalesce(json_type(about.subject) <> 'VARCHAR', TRUE)
                 THEN 'a relationship of no subject'
            END AS fault
  FROM dated
)
SELECT * EXCLUDE (broken, published), register || ':' || id AS record_of,
       coalesce(lead(stated) OVER same_record, CASE WHEN status = 'closed' THEN stated END) AS replaced
FROM judged
WINDOW same_record AS (PARTITION BY register, kind, id, fault IS NULL ORDER BY stated, line, turn)
"""

SAMPLE = """\
[
  {
    "recordId": "one", "recordType": "entity", "recordStatus": "new",
    "statementDate": "2014-02-05",
    "publicationDetails": {
      "publicationDate": "2014-02-06", "bodsVersion": "0.4",
      "publisher": {"name": "Example Register"}
    },
    "recordDetails": {
      "entityType": {"type": "registeredEntity"},
      "name": "Old Shelf Ltd",
      "alternateNames": ["Shelf"],
      "identifiers": [
        {"scheme": "ZZ-REG", "id": "00017"}
      ],
      "addresses": [
        {
          "type": "registered", "address": "1 Example Road, Exampleton",
          "postCode": "EX1 2MP", "country": {"code": "ZZ"}
        }
      ],
      "jurisdiction": {"code": "ZZ"},
      "foundingDate": "2014-02-05"
    }
  },
  {
    "recordId": "alex", "recordType": "person", "statementDate": "2014-02-05",
    "publicationDetails": {"publicationDate": "2014-02-06", "publisher": {"name": "Example Register"}},
    "recordDetails": {
      "personType": "knownPerson", "names": [{"type": "legal", "fullName": "Alex Example"}],
      "birthDate": "1970-05-17"
    }
  },
  {
    "recordId": "rel", "recordType": "relationship", "statementDate": "2014-02-05",
    "publicationDetails": {"publicationDate": "2014-02-06", "publisher": {"name": "Example Register"}},
    "recordDetails": {
      "subject": "one", "interestedParty": "alex",
      "interests": [
        {"type": "shareholding", "directOrIndirect": "direct", "share": {"exact": 75},
         "beneficialOwnershipOrControl": true, "startDate": "2014-02-05"},
        {"type": "boardMember"}
      ]
    }
  },
  {
    "recordId": "rel", "recordType": "relationship", "recordStatus": "closed",
    "statementDate": "2016-01-31",
    "publicationDetails": {"publicationDate": "2016-02-01", "publisher": {"name": "Example Register"}},
    "recordDetails": {"subject": "one", "interestedParty": "alex"}
  },
  {
    "recordId": "gap", "recordType": "relationship", "statementDate": "2016-01-31",
    "publicationDetails": {"publicationDate": "2016-02-01", "publisher": {"name": "Example Register"}},
    "recordDetails": {
      "subject": "one",
      "interestedParty": {"reason": "noBeneficialOwners", "description": "none above a quarter"}
    }
  },
  {
    "recordId": "late", "recordType": "entity", "statementDate": "2031-01-01",
    "publicationDetails": {"publicationDate": "2031-01-01", "publisher": {"name": "Example Register"}},
    "recordDetails": {"entityType": {"type": "registeredEntity"}, "name": "Example of a Later Day"}
  }
]
"""


def _knows(head: Head) -> bool:
    """By what every statement has; earlier versions call it `statementID`."""
    return all(
        any(word in line for line in head.lines) for word in ('"recordType"', '"recordDetails"')
    )


SOURCE = Source(
    name="bods_json",
    title="Beneficial ownership statements by the Beneficial Ownership Data Standard, version 0.4",
    url="any register or publisher that follows standard.openownership.org",
    licence="the publisher's, told in each statement; it holds personal data",
    read_in="the standard's schema and its examples, and three files for conformance tests",
    tried=True,
    fills={
        Company: Expect(1, 100_000_000),
        CompanyName: Expect(0, 100_000_000),
        CompanyNumber: Expect(0, 100_000_000),
        CompanyPlace: Expect(0, 100_000_000),
        Ownership: Expect(0, 100_000_000),
        Officer: Expect(0, 100_000_000),
    },
    knows=_knows,
    record=RECORD,
    rows={
        Company: bods.COMPANIES,
        CompanyName: bods.NAMES,
        CompanyNumber: bods.NUMBERS,
        CompanyPlace: bods.PLACES,
        Ownership: bods.OWNERSHIPS,
        Officer: bods.OFFICERS,
    },
    across=(
        *("until", "owner_name", "owner_key", "name", "name_key", "person", "born"),
        *("unknown", "unknown_says"),
    ),
    sample=SAMPLE,
    sample_name="bods.json",
    sample_day=bods.SAYS.day,
    sample_rows=bods.rows(),
)
