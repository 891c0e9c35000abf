"""The `.dat` files of pyasn: a whole routing table of a day, one origin a prefix.

`prefix TAB origin` under `;` comments that name the archive file it was made from and count the
prefixes. IPv4 and IPv6 can share a file. What fools it: of several origins only one was kept;
it holds what one collector's table held, private space and leaked /32s included.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import sighting
from samehand.tables.routing import Sighting
from samehand.values.days import day_in_name

RECORD = r"""
WITH split AS (
  SELECT no AS line, string_split(text, chr(9)) AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), named AS (
  SELECT line, len(field) AS fields, field[1] AS prefix, number(field[2]) AS origin,
         address(split_part(field[1], '/', 1)) AS start,
         number(split_part(field[1], '/', 2)) AS bits
  FROM split
), placed AS (
  SELECT line, fields, span(prefix, start, bits) AS block, origin
  FROM named
)
SELECT line, block, origin,
       CASE WHEN fields <> 2 THEN 'not 2 fields'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN origin IS NULL THEN 'origin is no AS number'
            WHEN origin > 4294967295 THEN 'runs past the last AS number'
       END AS fault
FROM placed
"""

SIGHTINGS = """
SELECT line, block.family, block.first, block.last, block.length, origin, 'table' AS how,
       1 AS together, 'pyasn' AS collector
FROM record
"""

PROMISED = r"""
WITH told AS (
  SELECT regexp_extract(text, '^; *((?:CIDRs|Prefixes)(?:-v[46])?) *: *\d+$', 1) AS what,
         number(trim(split_part(text, ':', 2))) AS wanted
  FROM line
  WHERE text LIKE ';%'
), held AS (
  SELECT count(*) AS whole, count(*) FILTER (WHERE contains(text, ':')) AS six
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
)
SELECT what, wanted,
       CASE WHEN what LIKE '%-v6' THEN six
            WHEN what LIKE '%-v4' THEN whole - six
            ELSE whole END AS found
FROM told, held
WHERE what <> ''
"""

SAMPLE = """\
; IP-ASN32-DAT file
; Original file : rib.20151101.0600.bz2
; Prefixes-v4   : 3
; Prefixes-v6   : 1
;
192.0.2.0/24\t64500
198.51.100.0/24\t64501
198.51.100.0/24\tNone
2001:db8::/32\t64500
"""

DAY = date(2015, 11, 1)


def _day(head: Head) -> date | None:
    """The day of the archive file that it was made from."""
    made = [line for line in head.lines if line.startswith("; Original file")]
    return day_in_name(made[0]) if made else None


_sighting = partial(sighting, collector="pyasn", seen=DAY)


SOURCE = Source(
    name="pyasn_dat",
    title="Routed prefixes and an origin of each, in pyasn's format",
    url="made with pyasn from the public routing archives",
    licence="as the routing archives it was built from",
    read_in="the files of 2008, 2014 and 2015",
    tried=True,
    fills={Sighting: Expect(500, 3_000_000)},
    knows=lambda head: head.mostly(r"[0-9a-fA-F.:]+/\d+\t\d+"),
    day=_day,
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    promised=PROMISED,
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _sighting(6, "192.0.2.0/24", 64500),
        _sighting(7, "198.51.100.0/24", 64501),
        _sighting(9, "2001:db8::/32", 64500),
    ),
)
