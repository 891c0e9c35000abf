"""CAIDA's prefix-to-AS file: the routing table of a day, as one collector saw it.

`address TAB length TAB origin`, IPv4 and IPv6 in files of their own. `_` joins several origins,
the most seen first (an order not kept); `,` joins the members of an AS_SET, each of which is
taken as an origin here, though only the set announced. What fools it: one
collector's view; prefixes longer than /24 may be internal routes that leaked to it; an origin of
a confederation may be a private AS. The collector is told by the file's name alone.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import sighting
from samehand.tables.routing import Sighting

RECORD = r"""
WITH split AS (
  SELECT no AS line, string_split(text, chr(9)) AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), named AS (
  SELECT line, len(field) AS fields, field[1] AS prefix, address(field[1]) AS start,
         number(field[2]) AS bits,
         CASE WHEN regexp_full_match(field[3], '\d{1,10}') THEN [CAST(field[3] AS BIGINT)]
              WHEN regexp_full_match(field[3], '\d{1,10}([_,]\d{1,10})*')
              THEN list_sort(list_distinct(list_transform(
                string_split(replace(field[3], ',', '_'), '_'),
                lambda origin: CAST(origin AS BIGINT))))
         END AS origins
  FROM split
), placed AS (
  SELECT line, fields, span(prefix, start, bits) AS block, origins
  FROM named
)
SELECT line, block, origins,
       CASE WHEN fields <> 3 THEN 'not 3 fields'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN origins IS NULL THEN 'origin is no AS number'
            WHEN list_max(origins) > 4294967295 THEN 'runs past the last AS number'
       END AS fault
FROM placed
"""

SIGHTINGS = r"""
SELECT line, block.family, block.first, block.last, block.length, unnest(origins) AS origin,
       'table' AS how, len(origins) AS together,
       coalesce(nullif(regexp_extract(lower($name), 'routeviews6?-rv\d+'), ''), 'pfx2as') AS collector
FROM record
"""

SAMPLE = """\
192.0.2.0\t24\t64500
198.51.100.0\t24\t64501_64500
198.51.100.1\t24\t64501
203.0.113.0\t24\t64502_64503,64502
203.0.113.0\t24\tAS64502
2001:db8::\t32\t64500
"""

DAY = date(2024, 1, 1)


_sighting = partial(sighting, collector="routeviews-rv2", seen=DAY)


SOURCE = Source(
    name="pfx2as",
    title="Routed prefixes and their origin ASes, as one collector saw them",
    url="publicdata.caida.org/datasets/routing, routeviews-prefix2as and routeviews6-prefix2as",
    licence="CAIDA's acceptable use agreement for public data",
    read_in="the IPv4 file of 2024-01-01; IPv6 from its description",
    tried=True,
    fills={Sighting: Expect(500, 3_000_000)},
    knows=lambda head: head.mostly(r"[0-9a-fA-F.:]+\t\d+\t[\d_,]+"),
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    sample=SAMPLE,
    sample_name="routeviews-rv2-20240101-1200.pfx2as",
    sample_day=DAY,
    sample_rows=(
        _sighting(1, "192.0.2.0/24", 64500),
        _sighting(2, "198.51.100.0/24", 64500, together=2),
        _sighting(2, "198.51.100.0/24", 64501, together=2),
        _sighting(4, "203.0.113.0/24", 64502, together=2),
        _sighting(4, "203.0.113.0/24", 64503, together=2),
        _sighting(6, "2001:db8::/32", 64500),
    ),
)
