"""The RIPE NCC's list of members (LIRs) and the space allocated to each: `alloclist.txt`.

A member begins with its registry id (`nl.example`), its name stands below, then a blank line and
one line for each allocation: day, prefix, status. IPv4 prefixes may leave out octets of zero
(`192.0.2/24`). The country is that of the id, where a member was first registered.

What fools it: a member is not always who uses the space, nor an `organisation` of the database; a
holder of several memberships has several ids. Space assigned directly (PI) is not in it.
"""

import re
from datetime import date

from samehand.sources import Expect, Head, Source
from samehand.sources.sampled import Sample
from samehand.tables.records import Organisation
from samehand.tables.registry import Registration

RECORD = r"""
WITH split AS (
  SELECT no, text, text[1] NOT IN (' ', chr(9)) AS opens,
         regexp_extract(text, '^\s+(\d{8})\s+(\S+)(?:\s+(.*))?$', ['day', 'place', 'status']) AS field
  FROM line
  WHERE trim(text) <> '' AND trim(text, ' ' || chr(9)) <> '' AND text[1] NOT IN ('#', ';', '%')
), parted AS (
  SELECT *, max(CASE WHEN opens THEN no END) OVER (ORDER BY no ROWS UNBOUNDED PRECEDING) AS member,
         lag(opens, 1, FALSE) OVER (ORDER BY no) AND NOT opens AND field.day = '' AS names
  FROM split
), member AS (
  SELECT no, text AS id
  FROM split
  WHERE opens AND regexp_full_match(text, '[a-z]{2,3}\.[a-z0-9._-]+')
), called AS (
  SELECT member AS no, trim(text, ' ' || chr(9)) AS called
  FROM parted
  WHERE names
), said AS (
  SELECT parted.no AS line, opens, member.id, called.called, field.status,
         field.day AS registered_as, day(field.day) AS registered,
         contains(field.place, ':') AS is_six, split_part(field.place, '/', 1) AS address,
         number(split_part(field.place, '/', 2)) AS bits
  FROM parted
  LEFT JOIN member ON member.no = parted.member
  LEFT JOIN called ON called.no = parted.no
  WHERE NOT names AND parted.member IS NOT NULL
), whole AS (
  SELECT *, address || CASE WHEN is_six THEN '' ELSE repeat('.0', 4 - len(string_split(address, '.')))
                       END AS full_address
  FROM said
), placed AS (
  SELECT *, CASE WHEN NOT opens THEN span(full_address, address(full_address), bits) END AS block
  FROM whole
)
SELECT line, opens, 'ripencc:' || id AS org, called, block, registered, nullif(trim(status), '') AS status,
       CASE split_part(id, '.', 1) WHEN 'uk' THEN 'GB' ELSE upper(split_part(id, '.', 1)) END AS country,
       CASE WHEN opens AND id IS NULL THEN 'is no registry id of a member'
            WHEN opens THEN NULL
            WHEN registered_as = '' THEN 'is no allocation: day, prefix, status'
            WHEN registered IS NULL THEN 'has no day'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
       END AS fault
FROM placed
"""

MEMBERS = """
SELECT line, 'ripencc-members' AS list, 'ripencc' AS registry, org, called AS name,
       name_key(called) AS name_key, 'LIR' AS kind, country
FROM record
WHERE opens
"""

ALLOCATIONS = """
SELECT line, 'ripencc-members' AS list, 'ripencc' AS registry, block.family, block.first, block.last,
       block.length, org, status, registered
FROM record
WHERE NOT opens
"""

SAMPLE = """\
nl.example
    Example Networks BV

    20040122\t192.0.2/24\tALLOCATED PA
    20041122\t2001:db8::/32

uk.sample
    Sample Limited

    19940725\t198.51.100.0/25\tALLOCATED PA
    20040230\t198.51.100.128/25\tALLOCATED PA

"""

DAY = date(2024, 5, 1)
OF = Sample("ripencc-members", "ripencc", DAY)


def _knows(head: Head) -> bool:
    """Ids of members, and allocations below them."""
    ids = any(re.fullmatch(r"[a-z]{2,3}\.[a-z0-9._-]+", line) for line in head.data)
    return ids and any(re.match(r"\s+\d{8}\s+[0-9a-f.:]+/\d+", line) for line in head.data)


SOURCE = Source(
    name="lir_list",
    title="Members of the RIPE NCC and their allocations",
    url="ftp.ripe.net/pub/stats/ripencc/membership/alloclist.txt",
    licence="RIPE NCC's terms for its statistics",
    read_in="consumers of the list, in three languages",
    tried=False,
    fills={Organisation: Expect(5_000, 100_000), Registration: Expect(10_000, 500_000)},
    knows=_knows,
    record=RECORD,
    rows={Organisation: MEMBERS, Registration: ALLOCATIONS},
    across=("org", "name", "name_key"),
    sample=SAMPLE,
    sample_name="alloclist.txt",
    sample_day=DAY,
    sample_rows=(
        OF.organisation(
            *(1, "nl.example", "Example Networks BV", "example networks"), kind="LIR", country="NL"
        ),
        OF.organisation(7, "uk.sample", "Sample Limited", "sample", kind="LIR", country="GB"),
        OF.registration(
            *(4, "192.0.2.0/24", "nl.example", None),
            status="ALLOCATED PA",
            registered=date(2004, 1, 22),
        ),
        OF.registration(5, "2001:db8::/32", "nl.example", None, registered=date(2004, 11, 22)),
        OF.registration(
            *(10, "198.51.100.0/25", "uk.sample", None),
            status="ALLOCATED PA",
            registered=date(1994, 7, 25),
        ),
    ),
)
