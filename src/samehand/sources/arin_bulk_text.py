"""ARIN's bulk whois as text: every organisation, contact, block and AS number of its database.

Blank lines part the objects; each begins with its handle and ends with its `Source`, so one that
has none was cut. A block names the block it lies under by `Parent`: reassignments make a tree. An
OrgID as `C01234567` is a *customer* of a simple reassignment and has no contacts of its own. Of a
zip, the lines of `arin_db.txt` are read.

What fools it: a download may hold some classes only (nets+orgs), and ends the runs of the others;
customers that asked for it are called "Private Customer"; contacts can be years out of date.
Comments and origins of blocks are not read. IPv6 blocks smaller than a /64 have no length.
"""

import re

from samehand.sources import Head, Source, arin_sample
from samehand.sources.arin import FILLS, JUDGED, ROWS_OF

RECORD = (
    r"""
WITH member AS (
  SELECT no, text, CASE WHEN contains(text[:40], chr(9))
                        THEN regexp_extract(text, '^[\w./-]+\.\w+\t') ELSE '' END AS place
  FROM line
), split AS (
  SELECT no, text[len(place) + 1:] AS text
  FROM member
  WHERE place = '' OR place LIKE '%arin_db.txt_'
), marked AS (
  SELECT no, text, trim(text) = '' AS blank, split_part(text, ':', 1) AS name
  FROM split
  WHERE text = '' OR text[1] <> '#'
), opened AS (
  SELECT *, NOT blank AND lag(blank, 1, TRUE) OVER (ORDER BY no) AS opens
  FROM marked
), parted AS (
  SELECT no, blank, name, trim(text[len(name) + 2:]) AS value,
         max(CASE WHEN opens THEN no END) OVER (ORDER BY no ROWS UNBOUNDED PRECEDING) AS line
  FROM opened
), gathered AS (
  SELECT line, arg_min(name, no) AS opened, arg_min(value, no) AS handle,
         any_value(value) FILTER (WHERE name = 'OrgID') AS org,
         any_value(value) FILTER (WHERE name IN ('OrgName', 'NetName', 'ASName')) AS called,
         any_value(value) FILTER (WHERE name = 'Parent') AS parent,
         any_value(value) FILTER (WHERE name IN ('NetRange', 'ASNumber')) AS ends,
         any_value(value) FILTER (WHERE name = 'NetType') AS status,
         any_value(value) FILTER (WHERE name = 'RegDate') AS registered,
         any_value(value) FILTER (WHERE name = 'Updated') AS changed,
         list(value ORDER BY no) FILTER (WHERE name = 'Street') AS street,
         any_value(value) FILTER (WHERE name = 'City') AS city,
         any_value(value) FILTER (WHERE name = 'State/Prov') AS state,
         any_value(value) FILTER (WHERE name = 'PostalCode') AS postcode,
         any_value(value) FILTER (WHERE name = 'Country') AS country,
         list(struct_pack(part := name, value := value))
           FILTER (WHERE value <> '' AND (name IN ('Mailbox', 'Nameserver') OR name LIKE '%Phone'
                   OR regexp_full_match(name, '(Org)?(Tech|Abuse|Admin|NOC|Routing|DNS)Handle')))
           AS said,
         bool_or(name = 'Source') AS whole,
         list(name) FILTER (WHERE value <> '' AND name NOT IN (
           'OrgID', 'OrgName', 'NetHandle', 'V6NetHandle', 'NetName', 'ASHandle', 'ASName', 'Parent',
           'NetRange', 'ASNumber', 'NetType', 'RegDate', 'Updated', 'Street', 'City', 'State/Prov',
           'PostalCode', 'Country', 'Mailbox', 'Nameserver', 'Source', 'POCHandle', 'IsRole',
           'LastName', 'FirstName', 'CanAllocate')
           AND name NOT LIKE '%Phone' AND name NOT LIKE '%Handle') AS unread
  FROM parted
  WHERE NOT blank
  GROUP BY line
), grouped AS (
  SELECT * EXCLUDE (unread),
         CASE opened WHEN 'OrgID' THEN 'organisation' WHEN 'POCHandle' THEN 'poc'
                     WHEN 'ASHandle' THEN 'asn' WHEN 'NetHandle' THEN 'net'
                     WHEN 'V6NetHandle' THEN 'net' END AS class,
         trim(split_part(ends, '-', 1)) AS low, trim(split_part(ends, '-', -1)) AS high,
         array_to_string(list_sort(list_distinct(unread)), ', ') AS leftover
  FROM gathered
)
"""
    + JUDGED
)

PROMISED = r"""
WITH last AS (
  SELECT arg_max(text, no) AS text
  FROM line
  WHERE trim(text) <> '' AND (NOT contains(text[:40], chr(9))
                              OR contains(text[:40], 'arin_db.txt') AND text[-1] <> chr(9))
)
SELECT 'ends of its last object' AS what, 1 AS wanted,
       CASE WHEN regexp_matches(text, '^(?:\S+\t)?Source:') THEN 1 ELSE 0 END AS found
FROM last
"""

SAMPLE = """\

ASHandle:       AS64500
OrgID:          EXAMPL-1
ASName:         EXAMPLE-AS
ASNumber:       64500 - 64501
RegDate:        2002-09-13
Updated:        2012-01-14
TechHandle:     EX1-ARIN
Source:         ARIN


POCHandle:      EX1-ARIN
IsRole:         Y
LastName:       Example Operations
FirstName:
Street:         1 Example Way
Street:         Suite 5
City:           Example City
State/Prov:     VA
Country:        US
PostalCode:     20151
RegDate:        1994-03-08
Updated:        1994-03-09
OfficePhone:    +1-555-555-0100
Mailbox:        NOC@example.net
Source:         ARIN


OrgID:          EXAMPL-1
OrgName:        Example Networks & Sons, Inc.
CanAllocate:
Street:         1 Example Way
City:           Example City
State/Prov:     VA
Country:        US
PostalCode:     20151
Comment:        http://www.example.net
RegDate:        2001-02-03
Updated:        2015-03-09
OrgTechHandle:  EX1-ARIN
OrgAbuseHandle: EX2-ARIN
Source:         ARIN


OrgID:          C01234567
OrgName:        Private Customer
Street:         Private Residence
City:           Example City
Country:        US
RegDate:        2005-03-08
Updated:
Source:         ARIN


NetHandle:      NET-198-51-100-0-1
OrgID:          EXAMPL-1
Parent:         NET-198-0-0-0-0
NetName:        EXAMPLE-NET
NetRange:       198.51.100.0 - 198.51.100.255
NetType:        allocation
RegDate:        2005-03-08
Updated:        2015-03-09
Nameserver:     NS1.EXAMPLE.NET
Source:         ARIN


NetHandle:      NET-198-51-100-8-1
OrgID:          C01234567
Parent:         NET-198-51-100-0-1
NetName:        CUST-8
NetRange:       198.51.100.8 - 198.51.100.15
NetType:        reassignment
RegDate:        2005-03-08
Updated:        2015-03-09
Source:         ARIN


NetHandle:      NET-198-51-100-16-1
OrgID:          C01234567
Parent:         NET-198-51-100-0-1
NetName:        CUST-16
NetRange:       198.51.100.16 - 198.51.100
NetType:        reassignment
Source:         ARIN


V6NetHandle:    NET6-2001-DB8-1
OrgID:          EXAMPL-1
Parent:
NetName:        EXAMPLE-V6
NetRange:       2001:DB8:: - 2001:DB8:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF
NetType:        allocation
RegDate:        2012-05-01
Updated:        2012-11-14
Source:         ARIN

"""

HANDLE = r"(?:OrgID|NetHandle|V6NetHandle|ASHandle|POCHandle):\s"


def _knows(head: Head) -> bool:
    """Whether the first attribute is a handle: of the file, or of its member in a zip."""
    first = next((line for line in head.data if ":" in line), "")
    inside = any(re.match(r"\S*arin_db\.txt\t" + HANDLE, line) for line in head.lines)
    return inside or bool(re.match(HANDLE, first))


SOURCE = Source(
    name="arin_bulk_text",
    title="ARIN's bulk whois, as text",
    url="accountws.arin.net, bulk whois (arin_db.txt), by agreement",
    licence="ARIN's bulk whois terms of use: operations and research, no redistribution",
    read_in="ARIN's description, and the style sheet that makes the text; a small real file",
    tried=True,
    fills=FILLS,
    knows=_knows,
    record=RECORD,
    rows=ROWS_OF,
    promised=PROMISED,
    opens=r"^(?:[\w./-]+\.txt\t)?\s*$",
    sample=SAMPLE,
    sample_name="arin_db.txt",
    sample_day=arin_sample.DAY,
    sample_rows=(
        *arin_sample.numbers(2),
        *arin_sample.contact(12),
        *arin_sample.organisation(29),
        *arin_sample.customer(45),
        *arin_sample.block(55),
        *arin_sample.under(67),
        *arin_sample.six(87),
    ),
)
