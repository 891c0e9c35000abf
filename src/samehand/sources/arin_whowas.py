"""ARIN's WhoWas report: every version that whois ever showed of a block or AS number, and its parties.

A zip with one table a record: blocks, AS numbers, organisations, customers, contacts. Each line is a
version: CREATED, MODIFIED, or REGISTRATION REMOVED, with the day on which whois changed. That day
is when the version could be read, and the day before the next one when it could last. A version
that was changed again on its own day is kept with an end before its beginning, and never seen by a
question. A record that is removed and created again for the same party is *stitched*: the new
version says so; for another party the number was issued anew.

What fools it: a report tells of one address or number, and what stood around it; numbers are
reused; ARIN adds placeholder contacts to old records; two-digit years are read as 1969 to 2068.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from samehand.sources import Expect, Source
from samehand.sources.sampled import Sample, Told
from samehand.sources.whowas_rows import MACROS, ROWS_OF
from samehand.tables import Row
from samehand.tables.records import AsnRecord, Organisation, Stated
from samehand.tables.registry import Registration

# The third column tells what a table is of, also where its header is broken further on.
RECORD = r"""
WITH split AS (
  SELECT no, string_split(CASE WHEN regexp_matches(text, '^[^\t]*\.\w+\t') THEN text
                               ELSE chr(9) || text END, chr(9)) AS field
  FROM line
  WHERE trim(text) <> '' AND text[1] <> '#'
), member AS (
  SELECT no, field[1] AS member, list_transform(field[2:], lambda cell: trim(cell)) AS cells
  FROM split
  WHERE (field[1] = '' OR lower(field[1]) LIKE '%.tsv') AND lower(field[1]) NOT LIKE '%summary.tsv'
), header AS (
  SELECT member, min(no) AS no, arg_min(cells, no) AS names
  FROM member
  WHERE cells[1] = 'Action'
  GROUP BY member
), headed AS (
  SELECT member.no AS line, member.member, cells, CASE names[3] WHEN 'Net Range' THEN 'net'
           WHEN 'Number' THEN 'asn' WHEN 'Org Name' THEN 'organisation' WHEN 'Name' THEN 'customer'
           WHEN 'First Name' THEN 'poc' END AS table_of, names
  FROM member
  LEFT JOIN header ON header.member = member.member
  WHERE cells[1] <> 'Action' OR cells[1] IS NULL
), columned AS (
  SELECT * EXCLUDE (names), CASE WHEN len(names) = len(cells) THEN names
                                 WHEN len(usual_columns(table_of)) = len(cells)
                                 THEN usual_columns(table_of) END AS names
  FROM headed
), rowed AS (
  SELECT *, struct_pack(names, cells) AS row
  FROM columned
), told AS (
  SELECT line, member, cells, names, table_of,
         CASE table_of WHEN 'customer' THEN 'organisation' ELSE table_of END AS class,
         upper(cells[1]) AS action, us_day(cells[2]) AS day,
         coalesce(cell(row, 'Net Handle'), cell(row, 'Org Handle'), cell(row, 'POC Handle'),
                  cell(row, 'Handle')) AS handle,
         coalesce(cell(row, 'Net Name'), cell(row, 'Org Name'), cell(row, 'Name')) AS called,
         cell(row, 'Organization') AS org, cell(row, 'Parent') AS parent, cell(row, 'Net Type') AS status,
         coalesce(cell(row, 'Net Range'), replace(cell(row, 'Number'), chr(8211), '-')) AS ends,
         us_day(cell(row, 'Registration Date')) AS registered, cell(row, 'Country') AS country,
         concat_ws(', ', cell(row, 'Address'), cell(row, 'City'), cell(row, 'State/Province'),
                   cell(row, 'Postal Code')) AS place,
         array_to_string(list_filter(['Comments', 'Origin AS', 'Referral Server'],
                                     lambda named: cell(row, named) <> ''), ', ') AS unread
  FROM rowed
), ranged AS (
  SELECT *, trim(split_part(ends, '-', 1)) AS low, trim(split_part(ends, '-', -1)) AS high
  FROM told
), placed AS (
  SELECT *, CASE class WHEN 'net' THEN address(low) WHEN 'asn' THEN asn(low) END AS first,
         CASE class WHEN 'net' THEN address(high) WHEN 'asn' THEN asn(high) END AS last,
         CASE WHEN contains(low, ':') THEN 6 ELSE 4 END AS family,
         CASE WHEN contains(high, ':') THEN 6 ELSE 4 END AS last_family
  FROM ranged
)
SELECT * EXCLUDE (unread), nullif(unread, '') AS leftover, action = 'REGISTRATION REMOVED' AS removed,
       CASE WHEN class IS NULL THEN 'its table has no header that is known'
            WHEN names IS NULL THEN 'has other columns than its header'
            WHEN action NOT IN ('CREATED', 'MODIFIED', 'REGISTRATION REMOVED') THEN 'is no known action'
            WHEN day IS NULL THEN 'has no day'
            WHEN day > $day THEN 'is of a day after the report'
            WHEN handle IS NULL THEN 'has no handle'
            WHEN action = 'REGISTRATION REMOVED' AND ends IS NULL THEN NULL
            WHEN class = 'net' AND (first IS NULL OR last IS NULL OR first > last
                                    OR family <> last_family) THEN 'is no range of addresses'
            WHEN class = 'asn' AND (first IS NULL OR last IS NULL OR first > last
                                    OR last > 4294967295) THEN 'is no range of AS numbers'
       END AS fault
FROM placed
"""

SAMPLE = """\
summary.tsv\tNET\tNET-192-0-2-0-1
NET-192-0-2-0-1.tsv\tAction\tAction Date\tNet Range\tNet Name\tNet Handle\tParent\tNet Type\tOrigin AS\
\tOrganization\tRegistration Date\tComments\tResource Tech POCs\tResource Abuse POCs\tResource NOC POCs
NET-192-0-2-0-1.tsv\tCREATED\t3/4/99\t192.0.2.0 - 192.0.2.255\tEXAMPLE-NET\tNET-192-0-2-0-1\t\
NET-192-0-0-0-0\tDirect Assignment\t\tEXAMPL-1\t3/4/99\t\tEX1-ARIN\t\t
NET-192-0-2-0-1.tsv\tMODIFIED\t5/6/2003\t192.0.2.0 - 192.0.2.255\tEXAMPLE-2\tNET-192-0-2-0-1\t\
NET-192-0-0-0-0\tDirect Assignment\t\tEXAMPL-1\t3/4/99\tmoved\tEX1-ARIN, EX2-ARIN\t\t
NET-192-0-2-0-1.tsv\tREGISTRATION REMOVED\t7/8/05\t192.0.2.0 - 192.0.2.255\tEXAMPLE-2\t\
NET-192-0-2-0-1\t\t\t\tEXAMPL-1\t3/4/99\t\t\t\t
NET-192-0-2-0-1.tsv\tCREATED\t9/10/05\t192.0.2.0 - 192.0.2.255\tEXAMPLE-2\tNET-192-0-2-0-1\t\
NET-192-0-0-0-0\tDirect Assignment\t\tEXAMPL-1\t9/10/05\t\t\t\t
NET-192-0-2-0-1.tsv\tMODIFIED\t13/10/05\t192.0.2.0 - 192.0.2.255\tEXAMPLE-2\tNET-192-0-2-0-1\t\
NET-192-0-0-0-0\tDirect Assignment\t\tEXAMPL-1\t9/10/05\t\t\t\t
EXAMPL-1.tsv\tAction\tAction Date\tOrg Name\tOrg Handle\tAddress\tCity\tState/Province\tPostal Code\
\tCountry\tRegistration Date\tComments\tReferral Server\tOrg Admin POC\tOrg Tech POCs\
\tOrg Abuse POCs\tOrg NOC POCs
EXAMPL-1.tsv\tCREATED\t3/4/99\tExample Networks, Inc.\tEXAMPL-1\t1 Example Way\tExample City\tVA\t20151\
\tUS\t3/4/99\t\t\tEX1-ARIN\t\tCKN23-ARIN\t
EX1-ARIN.tsv\tAction\tAction Date\tFirst Name\tMiddle Name\tLast Name\tPOC Handle\tCompany\tAddress\
\tCity\tState/Province\tPostal Code\tCountry\tRegistration Date\tComments\tPhone\tEmail Address
EX1-ARIN.tsv\tCREATED\t3/4/99\t\t\tOperations\tEX1-ARIN\t\t\t\t\t\t\t3/4/99\t\
\t+1-555-555-0100 (Office), +1-555-555-0101 (Fax)\tNOC@example.net
"""

DAY = date(2024, 5, 1)
FIRST, CHANGED, REMOVED, AGAIN = (
    date(1999, 3, 4),
    date(2003, 5, 6),
    date(2005, 7, 8),
    date(2005, 9, 10),
)
OF = Sample(None, "arin", DAY)
NET, ORG, POC = "net:NET-192-0-2-0-1", "organisation:EXAMPL-1", "poc:EX1-ARIN"


def _block(line: int, netname: str, days: tuple[date, date], **more: Any) -> Row:
    seen, last_seen = days
    held: dict[str, Any] = {
        "status": "Direct Assignment",
        "registered": FIRST,
        "handle": "NET-192-0-2-0-1",
        "parent": "NET-192-0-0-0-0",
        "org": "EXAMPL-1",
    }
    told = held | {"seen": seen, "last_seen": last_seen} | more
    return OF.registration(line, "192.0.2.0/24", told.pop("org"), netname, **told)


def _versions() -> tuple[Row, ...]:
    day = timedelta(days=1)
    organisation = OF.organisation(
        *(9, "EXAMPL-1", "Example Networks, Inc.", "example networks"),
        country="US",
        registered=FIRST,
        seen=FIRST,
        last_seen=DAY,
    )
    gone = {"status": "removed", "parent": None, "org": None}
    return (
        organisation,
        _block(3, "EXAMPLE-NET", (FIRST, CHANGED - day)),
        _block(4, "EXAMPLE-2", (CHANGED, REMOVED - day)),
        _block(5, "EXAMPLE-2", (REMOVED, AGAIN - day), **gone),
        _block(6, "EXAMPLE-2", (AGAIN, DAY), registered=AGAIN, stitched=True),
    )


def _states(line: int, days: tuple[date, date], record: str, *told: Told) -> Iterator[Row]:
    return OF.stated(line, record, *told, seen=days[0], last_seen=days[1])


def _stated() -> tuple[Row, ...]:
    day = timedelta(days=1)
    place = "1 Example Way, Example City, VA, 20151, US"
    one, two = (
        ("contact", "Resource Tech POCs", handle, handle) for handle in ("EX1-ARIN", "EX2-ARIN")
    )
    named = ("netname", "Net Name", "EXAMPLE-2", "EXAMPLE-2")
    before = ("netname", "Net Name", "EXAMPLE-NET", "EXAMPLE-NET")
    return (
        *_states(3, (FIRST, CHANGED - day), NET, one, before),
        *_states(4, (CHANGED, REMOVED - day), NET, one, two, named),
        *_states(5, (REMOVED, AGAIN - day), NET, ("removed", "Action", None, None)),
        *_states(6, (AGAIN, DAY), NET, named),
        *_states(
            *(9, (FIRST, DAY), ORG),
            ("abuse", "Org Abuse POCs", None, None),
            ("address", "Address", place, "1 example way example city va 20151"),
            ("contact", "Org Admin POC", "EX1-ARIN", "EX1-ARIN"),
        ),
        *_states(
            *(11, (FIRST, DAY), POC),
            ("domain", "Email Address", "example.net", "example.net"),
            ("mailbox", "Email Address", "NOC@example.net", "noc@example.net"),
            ("phone", "Phone", "+1-555-555-0100 (Office)", "+15555550100"),
            ("phone", "Phone", "+1-555-555-0101 (Fax)", "+15555550101"),
        ),
    )


SOURCE = Source(
    name="arin_whowas",
    title="ARIN's WhoWas reports: the past of one address or AS number",
    url="accountws.arin.net, WhoWas reports, by agreement",
    licence="ARIN's WhoWas terms of use: operations and research, no redistribution",
    read_in="ARIN's description of the report; a consumer of it, which reads days as MM-DD-YYYY",
    tried=False,
    fills={
        Organisation: Expect(0, 10_000),
        Registration: Expect(0, 10_000),
        AsnRecord: Expect(0, 10_000),
        Stated: Expect(0, 100_000),
    },
    knows=lambda head: any(
        re.search(r"(?:^|\t)Action\tAction Date\t", line) for line in head.lines
    ),
    macros=MACROS,
    record=RECORD,
    rows=ROWS_OF,
    across=("last_seen", "stitched"),
    sample=SAMPLE,
    sample_name="whowas.zip",
    sample_day=DAY,
    sample_rows=(*_versions(), *_stated()),
)
