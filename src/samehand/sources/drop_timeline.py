"""Spamhaus DROP lists as intervals: when each entry came, and when it went.

`list TAB prefix_or_asn TAB first_seen TAB removed TAB sbl TAB mirrors`, rebuilt from daily copies,
gaps of three days or less closed; `removed` is empty where the entry was still there at the
end. What fools it: on the first day of a list everything is new (an *edge*, no listing day); a
list that stops being copied looks emptied, so where all that was left of a list goes on its last
day, that day is the end of our data and no removal; which mirrors had it is not read.
"""

import re
from datetime import date
from typing import Any

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import listing
from samehand.tables.listing import Listing

RECORD = r"""
WITH split AS (
  SELECT no AS line, string_split(text, chr(9)) AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%') AND text NOT LIKE 'list' || chr(9) || '%'
), told AS (
  SELECT line, len(field) AS fields, field[1] AS list, field[2] AS what,
         field[2] LIKE 'AS%' AS is_asn, number(field[2][3:]) AS asn, day(field[3]) AS seen,
         nullif(field[4], '') AS written, day(field[4]) AS removed, nullif(field[5], '') AS number,
         nullif(array_to_string(field[7:], ', '), '') AS leftover
  FROM split
), placed AS (
  SELECT *, CASE WHEN NOT is_asn THEN prefix(what) END AS block
  FROM told
)
SELECT line, list, block, CASE WHEN is_asn THEN asn END AS asn, seen, removed, number, leftover,
       CASE WHEN fields < 6 THEN 'fewer than 6 fields'
            WHEN list NOT IN ('drop', 'edrop', 'dropv6', 'asn-drop') THEN 'unknown list'
            WHEN is_asn AND (asn IS NULL OR asn > 4294967295) THEN 'no AS number'
            WHEN NOT is_asn AND block IS NULL THEN 'no prefix, or host bits set'
            WHEN seen IS NULL THEN 'first_seen is no day'
            WHEN written IS NOT NULL AND removed IS NULL THEN 'removed is no day'
            WHEN removed < seen THEN 'removed before it was seen'
       END AS fault
FROM placed
"""

LISTINGS = """
WITH covered AS (
  SELECT list, min(seen) AS first_day,
         CASE WHEN bool_and(removed IS NOT NULL) THEN max(removed) END AS last_day
  FROM record
  GROUP BY list
)
SELECT record.line, list, block.family, block.first, block.last, block.length, asn,
       CASE WHEN last_day IS NULL OR removed < last_day THEN removed END AS until, number,
       seen = first_day AS edge, seen
FROM record
JOIN covered USING (list)
"""

SAMPLE = """\
# merged: gaps of 72 h or less closed; removed empty = still listed 2023-12-31, the end
list\tprefix_or_asn\tfirst_seen\tremoved\tsbl\tmirrors
asn-drop\tAS64500\t2019-05-17\t2021-11-04\t\tone
asn-drop\tAS64501\t2019-06-01\t2020-01-01\t\tone
drop\t192.0.2.0/24\t2018-03-29\t\tSBL100001\tone+two
drop\t198.51.100.0/24\t2019-07-27\t2019-07-28\t\tone\tthree
drop\t203.0.113.0/24\t2019-07-27\t2019-07\t\tone
dropv6\t2001:db8::/32\t2019-05-17\t\t\tone
"""


def _day(head: Head) -> date | None:
    """The last day that the comments name: the end of the data."""
    comments = " ".join(line for line in head.lines if line.startswith("#"))
    days = re.findall(r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)", comments)
    return date.fromisoformat(max(days)) if days else None


def _listing(line: int, what: str | int, seen: date, until: date | None, **told: Any) -> Listing:
    edge = seen in (date(2018, 3, 29), date(2019, 5, 17))
    return listing(line, what, seen=seen, until=until, edge=edge, **told)


SOURCE = Source(
    name="drop_timeline",
    title="Spamhaus DROP lists as intervals, rebuilt from daily copies",
    url="rebuilt from public daily copies of the DROP lists",
    licence="(C) The Spamhaus Project; the DROP terms of fair use",
    read_in="the file of 2018-03-29 to 2023-12-31",
    tried=True,
    fills={Listing: Expect(100, 100_000)},
    knows=lambda head: (
        bool(head.data) and head.data[0].startswith("list\tprefix_or_asn\tfirst_seen\tremoved")
    ),
    day=_day,
    record=RECORD,
    rows={Listing: LISTINGS},
    sample=SAMPLE,
    sample_day=date(2023, 12, 31),
    sample_rows=(
        _listing(3, 64500, date(2019, 5, 17), None, list="asn-drop"),
        _listing(4, 64501, date(2019, 6, 1), date(2020, 1, 1), list="asn-drop"),
        _listing(5, "192.0.2.0/24", date(2018, 3, 29), None, list="drop", number="SBL100001"),
        _listing(6, "198.51.100.0/24", date(2019, 7, 27), date(2019, 7, 28), list="drop"),
        _listing(8, "2001:db8::/32", date(2019, 5, 17), None, list="dropv6"),
    ),
)
