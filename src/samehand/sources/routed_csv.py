"""A routing table as plain CSV: `prefix,origin`, one origin a prefix, no header.

What fools it: nothing in the file says where or when it was seen, so its day is its name's;
of several origins only one was kept.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import sighting
from samehand.tables.routing import Sighting

RECORD = r"""
WITH split AS (
  SELECT no AS line, string_split(text, ',') AS field
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
       1 AS together, 'routed-csv' AS collector
FROM record
"""

SAMPLE = """\
192.0.2.0/24,64500
198.51.100.0/24,64501
198.51.100.0/24,
2001:db8::/32,64500
"""

DAY = date(2015, 11, 1)


_sighting = partial(sighting, collector="routed-csv", seen=DAY)


SOURCE = Source(
    name="routed_csv",
    title="Routed prefixes and an origin of each, as CSV",
    url="made from the public routing archives",
    licence="as the routing archives it was built from",
    read_in="the file of 2015-11-01",
    tried=True,
    fills={Sighting: Expect(500, 3_000_000)},
    knows=lambda head: head.mostly(r"[0-9a-fA-F.:]+/\d+,\d+"),
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _sighting(1, "192.0.2.0/24", 64500),
        _sighting(2, "198.51.100.0/24", 64501),
        _sighting(4, "2001:db8::/32", 64500),
    ),
)
