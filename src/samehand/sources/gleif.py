"""What GLEIF's files say, whether in JSON or in XML: rows out of records, and a sample's rows.

Each file is a register of its own (`gleif`, `gleif-relations`, `gleif-exceptions`), as their days
count apart; a company is `gleif:` and its LEI in all of them.
"""

import re
from datetime import date
from typing import Final

from samehand.sources import Head
from samehand.sources.sayings import Sayings
from samehand.tables import Row

LICENCE: Final = "CC0"
URL: Final = "www.gleif.org: golden copy and concatenated files, whole"

COMPANIES = """
SELECT line, 'gleif' AS register, 'gleif:' || lei AS company, name, name_key(name) AS name_key,
       upper(left(coalesce(jurisdiction, legal.country), 2)) AS country, jurisdiction,
       category AS kind, status, created AS incorporated, dissolved
FROM record
"""

NAMES = """
WITH named AS (
  SELECT line, 'gleif:' || lei AS company, unnest(others) AS other FROM record
)
SELECT line, 'gleif' AS register, company, other.name, name_key(other.name) AS name_key,
       CASE other.kind WHEN 'PREVIOUS_LEGAL_NAME' THEN 'previous' ELSE 'other' END AS kind
FROM named
WHERE other.name <> ''
"""

NUMBERS = """
SELECT line, 'gleif' AS register, 'gleif:' || lei AS company, 'XI-LEI' AS scheme, lei AS number
FROM record
UNION ALL
SELECT line, 'gleif', 'gleif:' || lei, authority, number
FROM record
WHERE authority IS NOT NULL AND number IS NOT NULL
"""

PLACES = """
WITH placed AS (
  SELECT line, lei, 'registered' AS kind, legal AS place FROM record
  UNION ALL
  SELECT line, lei, 'headquarters', seat FROM record
), told AS (
  SELECT line, lei, kind, place.postcode, place.country,
         words([place.one, place.two, place.city,
                CASE WHEN left(place.region, 3) IN ('US-', 'CA-', 'AU-') THEN place.region[4:] END,
                place.postcode]) AS address
  FROM placed
)
SELECT line, 'gleif' AS register, 'gleif:' || lei AS company, kind, address,
       address_key(address) AS address_key, postcode, country
FROM told
WHERE address IS NOT NULL
"""

# A relationship that is no longer active and gives no last day ended when it was last told of.
RELATIONS = """
SELECT line, 'gleif-relations' AS register, 'gleif:' || start AS owned, 'gleif:' || finish AS owner,
       FALSE AS person, kind,
       CASE WHEN kind LIKE '%DIRECTLY%' THEN TRUE WHEN kind LIKE '%ULTIMATELY%' THEN FALSE END AS direct,
       share AS share_least, share AS share_most, since,
       coalesce(until, CASE WHEN status <> 'ACTIVE' THEN updated END) AS until
FROM record
"""

EXCEPTIONS = """
SELECT line, 'gleif-exceptions' AS register, 'gleif:' || lei AS owned, category AS kind,
       CASE WHEN category LIKE 'DIRECT%' THEN TRUE WHEN category LIKE 'ULTIMATE%' THEN FALSE END AS direct,
       reason AS unknown
FROM record
"""

DAY: Final = date(2017, 3, 1)
ONE: Final = "5299EXAMPLE000000017"
TWO: Final = "5299EXAMPLE000000018"
COMPANY: Final = f"gleif:{ONE}"
OTHER: Final = f"gleif:{TWO}"


def is_whole(head: Head, holds: str) -> bool:
    """Whether it is a file of all records of a kind, not only of those that changed."""
    text = "".join(head.lines)
    return f":{holds}>" in text and not re.search(r"FileContent>\w*DELTA", text)


def content_day(head: Head) -> date | None:
    """The day a file gives for its content."""
    found = re.search(r"ContentDate>(\d{4}-\d\d-\d\d)", "".join(head.lines))
    return date.fromisoformat(found[1]) if found else None


def companies(line: int, later: int) -> tuple[Row, ...]:
    """The rows of the two good records of a sample of LEIs."""
    says = Sayings("gleif", DAY)
    return (
        says.company(
            line,
            COMPANY,
            "Example Hosting & Sons, LLC",
            country="US",
            jurisdiction="US-DE",
            kind="GENERAL",
            status="ACTIVE",
            incorporated=date(2014, 2, 5),
        ),
        says.company(
            later, OTHER, "Beispiel GmbH", country="ZZ", jurisdiction="ZZ", status="INACTIVE"
        ),
        says.named(line, COMPANY, "Beispiel Hosting LLC", kind="other"),
        says.named(line, COMPANY, "Old Shelf LLC"),
        says.numbered(line, COMPANY, "RA999901", "77"),
        says.numbered(line, COMPANY, "XI-LEI", ONE),
        says.numbered(later, OTHER, "XI-LEI", TWO),
        says.placed(
            line,
            COMPANY,
            "5 Example Street, Exampleton, ZZ1 1ZZ",
            "5 example st exampleton zz11zz",
            kind="headquarters",
            postcode="ZZ1 1ZZ",
            country="ZZ",
        ),
        says.placed(
            line,
            COMPANY,
            "C/O Example Agents, 1 Example Road, Exampleton, DE, 99901",
            "careof example agents 1 example rd exampleton de 99901",
            postcode="99901",
            country="US",
        ),
    )


def relations(line: int, later: int) -> tuple[Row, ...]:
    """The rows of the two good records of a sample of relationships."""
    says = Sayings("gleif-relations", DAY)
    return (
        says.owned(
            line,
            COMPANY,
            OTHER,
            person=False,
            kind="IS_DIRECTLY_CONSOLIDATED_BY",
            direct=True,
            share_least=75.0,
            share_most=75.0,
            since=date(2014, 2, 5),
            until=date(2016, 1, 31),
        ),
        says.owned(
            later,
            COMPANY,
            OTHER,
            person=False,
            kind="IS_ULTIMATELY_CONSOLIDATED_BY",
            direct=False,
            until=date(2016, 2, 1),
        ),
    )


def exceptions(line: int, later: int) -> tuple[Row, ...]:
    """The rows of the two good records of a sample of exceptions."""
    says = Sayings("gleif-exceptions", DAY)
    return (
        says.owned(
            line,
            COMPANY,
            None,
            kind="ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
            direct=False,
            unknown="NO_KNOWN_PERSON",
        ),
        says.owned(
            later,
            COMPANY,
            None,
            kind="DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
            direct=True,
            unknown="NON_PUBLIC",
        ),
    )
