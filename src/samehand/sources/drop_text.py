"""Spamhaus DROP, EDROP, DROPv6 and ASN-DROP of one day, as text.

`prefix ; SBLnumber` or `AS number ; CC | name` under `;` comments; mirrors drop all that follows
the prefix. Lines do not say which list they are of: AS numbers are of ASN-DROP and IPv6 of
DROPv6, but DROP and EDROP are told apart only by the comments or the file's name. What fools
it: a day's copy has no listing days, so each row is an *edge*: listed by then, since when is
unknown. EDROP was merged into DROP in 2024.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import listing
from samehand.tables.listing import Listing
from samehand.values.days import day_in_name

RECORD = r"""
WITH title AS (
  SELECT lower(coalesce(string_agg(text, ' '), '') || ' ' || $name) AS words
  FROM line
  WHERE no <= 10 AND text LIKE ';%'
), split AS (
  SELECT no AS line, trim(split_part(text, ';', 1)) AS what,
         nullif(trim(array_to_string(string_split(text, ';')[2:], ';')), '') AS remark
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), told AS (
  SELECT line, what, remark, what LIKE 'AS%' AS is_asn, number(what[3:]) AS asn,
         CASE WHEN what NOT LIKE 'AS%' THEN prefix(what) END AS block,
         regexp_extract(remark, '^(SBL\d+)$', 1) AS number
  FROM split
)
SELECT line, CASE WHEN is_asn THEN asn END AS asn, block, nullif(number, '') AS number,
       CASE WHEN is_asn THEN 'asn-drop'
            WHEN block.family = 6 THEN 'dropv6'
            WHEN contains(words, 'edrop') THEN 'edrop'
            ELSE 'drop' END AS list,
       CASE WHEN number = '' THEN remark END AS leftover,
       CASE WHEN is_asn AND (asn IS NULL OR asn > 4294967295) THEN 'no AS number'
            WHEN NOT is_asn AND block IS NULL THEN 'no prefix, or host bits set'
       END AS fault
FROM told, title
"""

LISTINGS = """
SELECT line, list, block.family, block.first, block.last, block.length, asn, number, TRUE AS edge
FROM record
"""

SAMPLE = """\
; Spamhaus EDROP List 2019/05/17 - (c) 2019 The Spamhaus Project
; Expires: Fri, 17 May 2019 23:42:46 GMT
192.0.2.0/24 ; SBL100001
198.51.100.0/24 
198.51.100.0/33 ; SBL100002
2001:db8::/32 ; SBL100003
AS64500 ; US | EXAMPLE-1
"""

DAY = date(2019, 5, 17)


def _knows(head: Head) -> bool:
    title = " ".join((head.name, *(line for line in head.lines if line.startswith(";"))))
    return "drop" in title.lower() and head.mostly(r"(AS\d+|[0-9a-fA-F.:]+/\d+)\s*(;.*)?")


def _day(head: Head) -> date | None:
    """The day in the first comment."""
    return day_in_name(head.lines[0].replace("/", "-"))


_listing = partial(listing, edge=True, seen=DAY)


SOURCE = Source(
    name="drop_text",
    title="Spamhaus DROP lists of one day, as text",
    url="www.spamhaus.org/drop: drop.txt, edrop.txt, dropv6.txt, asndrop.txt",
    licence="(C) The Spamhaus Project; the DROP terms of fair use",
    read_in="copies of 2018 to 2024 of all four lists; ASN-DROP's names from its description",
    tried=True,
    fills={Listing: Expect(10, 5_000)},
    knows=_knows,
    day=_day,
    record=RECORD,
    rows={Listing: LISTINGS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _listing(3, "192.0.2.0/24", list="edrop", number="SBL100001"),
        _listing(4, "198.51.100.0/24", list="edrop"),
        _listing(6, "2001:db8::/32", list="dropv6", number="SBL100003"),
        _listing(7, 64500, list="asn-drop"),
    ),
)
