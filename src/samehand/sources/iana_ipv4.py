"""IANA's IPv4 address space registry as CSV: who administers each /8.

Prefixes are written `001/8`. A quoted field can hold a line break (two RDAP servers), so a line
whose quote stays open is joined with the next, unless that begins a prefix of its own. Dates,
servers and notes are not read. What fools it: "Administered by ARIN" says who keeps the records
of a legacy block, not who holds it.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.tables.registry import Designation

RECORD = r"""
WITH quoted AS (
  SELECT no, text, regexp_matches(text, '^\d+/\d+,') AS begins,
         len(text) - len(replace(text, '"', '')) AS quotes
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), joined AS (
  SELECT no AS line, text, begins,
         quotes % 2 = 1 AND NOT begins AND lag(begins AND quotes % 2 = 1) OVER by_line AS tail,
         CASE WHEN begins AND quotes % 2 = 1 AND NOT lead(begins) OVER by_line
              THEN text || ' ' || lead(text) OVER by_line ELSE text END AS whole
  FROM quoted
  WINDOW by_line AS (ORDER BY no)
), split AS (
  SELECT line,
         regexp_extract(whole,
           '^(\d+)/(\d+),(?:"((?:[^"]|"")*)"|([^",]*))'
           '(?:,(?:"(?:[^"]|"")*"|[^",]*)){3},([A-Z]+)(?:,(?:"(?:[^"]|"")*"|[^",]*))*$',
           ['net', 'length', 'quoted', 'plain', 'status']) AS field
  FROM joined
  WHERE NOT coalesce(tail, FALSE) AND text NOT LIKE 'Prefix,Designation,%'
), placed AS (
  SELECT line, span4(number(field.net) * 16777216, number(field.length)) AS block, field.net AS net,
         coalesce(nullif(replace(field.quoted, '""', '"'), ''), field.plain) AS designation,
         field.status AS status
  FROM split
)
SELECT line, block, designation, status,
       CASE WHEN net = '' THEN 'not the fields of the header'
            WHEN block IS NULL OR number(net) > 255 THEN 'no prefix, or host bits set'
       END AS fault
FROM placed
"""

DESIGNATIONS = """
SELECT line, 'ipv4-address-space' AS list, block.family, block.first, block.last, block.length,
       designation, status
FROM record
"""

SAMPLE = """\
Prefix,Designation,Date,WHOIS,RDAP,Status [1],Note
000/8,IANA - Local Identification,1981-09,,,RESERVED,[2]
001/8,APNIC,2010-01,whois.apnic.net,https://rdap.apnic.net/,ALLOCATED,
003/8,"Example Company, Inc.",1994-05,whois.arin.net,"https://rdap.arin.net/registry
http://rdap.arin.net/registry",LEGACY,
256/8,APNIC,2010-01,whois.apnic.net,,ALLOCATED,
"""

DAY = date(2021, 4, 4)


def _designation(line: int, net: int, designation: str, status: str) -> Designation:
    return Designation(
        list="ipv4-address-space",
        family=4,
        first=net << 24,
        last=(net + 1 << 24) - 1,
        length=8,
        designation=designation,
        status=status,
        seen=DAY,
        cite=f"00000000:{line}",
    )


SOURCE = Source(
    name="iana_ipv4",
    title="IANA IPv4 address space registry, as CSV",
    url="www.iana.org/assignments/ipv4-address-space",
    licence="CC0, as all IANA protocol registries",
    read_in="the files of 2017-05-03 and 2021-04-04",
    tried=True,
    fills={Designation: Expect(100, 256)},
    knows=lambda head: bool(head.data) and head.data[0].startswith("Prefix,Designation,Date,"),
    record=RECORD,
    rows={Designation: DESIGNATIONS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _designation(2, 0, "IANA - Local Identification", "RESERVED"),
        _designation(3, 1, "APNIC", "ALLOCATED"),
        _designation(4, 3, "Example Company, Inc.", "LEGACY"),
    ),
)
