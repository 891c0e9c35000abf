"""The RIS whois dump: every prefix and origin that the collectors of RIPE RIS see, and how widely.

`origin TAB prefix TAB peers` under `%` comments, IPv4 and IPv6 in files of their own; `{a,b}` is
an AS_SET, each member of which is taken as an origin here. What fools it: rows seen by one or two
peers are kept, though many are leaks, default routes or private space (ask for several peers: the
RIPE NCC's validator asked for five); the file is overwritten daily and names no day, so its day
must be told; withdrawn routes can stay for days at peers that are stuck.
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
  SELECT line, len(field) AS fields, field[2] AS prefix, number(field[3]) AS peers,
         address(split_part(field[2], '/', 1)) AS start,
         number(split_part(field[2], '/', 2)) AS bits,
         CASE WHEN regexp_full_match(field[1], '\d{1,10}') THEN [CAST(field[1] AS BIGINT)]
              WHEN regexp_full_match(field[1], '\{\d{1,10}(,\d{1,10})*\}')
              THEN list_sort(list_distinct(list_transform(
                string_split(trim(field[1], '{}'), ','), lambda origin: CAST(origin AS BIGINT))))
         END AS origins
  FROM split
), placed AS (
  SELECT line, fields, span(prefix, start, bits) AS block, origins, peers
  FROM named
)
SELECT line, block, origins, peers,
       CASE WHEN fields <> 3 THEN 'not 3 fields'
            WHEN origins IS NULL THEN 'origin is no AS number'
            WHEN list_max(origins) > 4294967295 THEN 'runs past the last AS number'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN peers IS NULL THEN 'peers is no number'
       END AS fault
FROM placed
"""

SIGHTINGS = """
WITH announced AS (
  SELECT line, block, unnest(origins) AS origin, peers
  FROM record
), counted AS (
  SELECT block, count(DISTINCT origin) AS together
  FROM announced
  GROUP BY block
)
SELECT line, block.family, block.first, block.last, block.length, origin, peers,
       'table' AS how, together,
       CASE block.family WHEN 4 THEN 'ris-whois' ELSE 'ris-whois6' END AS collector
FROM announced
JOIN counted USING (block)
"""

SAMPLE = """\
% RIS whois dump: origin, prefix, number of RIS peers that see it
%
64500\t192.0.2.0/24\t380
64501\t192.0.2.0/24\t2
{64502,64503}\t198.51.100.0/24\t12
64500\t203.0.113.9/24\t380
64500\t2001:db8::/32\t95
"""

DAY = date(2024, 1, 1)


_sighting = partial(sighting, collector="ris-whois", seen=DAY)


SOURCE = Source(
    name="riswhois",
    title="Routed prefixes, their origin ASes and how many RIS peers see them",
    url="www.ris.ripe.net/dumps: riswhoisdump.IPv4.gz and riswhoisdump.IPv6.gz",
    licence="RIPE NCC's terms for its Routing Information Service",
    read_in="its description and programs that read it",
    tried=False,
    fills={Sighting: Expect(100_000, 5_000_000)},
    knows=lambda head: head.mostly(r"(\d+|\{[\d,]+\})\t[0-9a-fA-F.:]+/\d+\t\d+"),
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    across=("together",),
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _sighting(3, "192.0.2.0/24", 64500, peers=380, together=2),
        _sighting(4, "192.0.2.0/24", 64501, peers=2, together=2),
        _sighting(5, "198.51.100.0/24", 64502, peers=12, together=2),
        _sighting(5, "198.51.100.0/24", 64503, peers=12, together=2),
        _sighting(7, "2001:db8::/32", 64500, peers=95, collector="ris-whois6"),
    ),
)
