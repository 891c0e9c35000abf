"""The routing table of bgp.tools: a prefix, an origin and how many of its sessions see it.

One object a line, `{"CIDR", "ASN", "Hits"}`, both families in one file; a prefix with several
origins has several lines. What fools it: `Hits` counts sessions, of which one network can hold
many, and grows as the service does, so it is not comparable between years; rows of few hits can
be leaks or filtered sessions; the file names no day.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import sighting
from samehand.tables.routing import Sighting

RECORD = r"""
WITH said AS (
  SELECT no AS line, CASE WHEN json_valid(text) THEN text END AS body
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), told AS (
  SELECT line, body, json_extract_string(body, ['$.CIDR', '$.ASN', '$.Hits']) AS field,
         nullif(array_to_string(list_filter(
           json_keys(body), lambda key: key NOT IN ('CIDR', 'ASN', 'Hits')), ', '), '') AS leftover
  FROM said
), named AS (
  SELECT line, body, field[1] AS prefix, number(field[2]) AS origin, number(field[3]) AS peers,
         leftover, address(split_part(field[1], '/', 1)) AS start,
         number(split_part(field[1], '/', 2)) AS bits
  FROM told
), placed AS (
  SELECT *, span(prefix, start, bits) AS block
  FROM named
)
SELECT line, block, origin, peers, leftover,
       CASE WHEN body IS NULL THEN 'no JSON object'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN origin IS NULL THEN 'origin is no AS number'
            WHEN origin > 4294967295 THEN 'runs past the last AS number'
            WHEN peers IS NULL THEN 'Hits is no number'
       END AS fault
FROM placed
"""

SIGHTINGS = """
WITH counted AS (
  SELECT block, count(DISTINCT origin) AS together
  FROM record
  GROUP BY block
)
SELECT line, block.family, block.first, block.last, block.length, origin, peers,
       'table' AS how, together, 'bgp.tools' AS collector
FROM record
JOIN counted USING (block)
"""

SAMPLE = """\
{"CIDR":"192.0.2.0/24","ASN":64500,"Hits":1480}
{"CIDR":"192.0.2.0/24","ASN":64501,"Hits":3}
{"CIDR":"198.51.100.0/24","ASN":64502,"Hits":1480
{"CIDR":"2001:db8::/32","ASN":64500,"Hits":902,"First":"2024-01-01"}
"""

DAY = date(2024, 1, 1)


_sighting = partial(sighting, collector="bgp.tools", seen=DAY)


SOURCE = Source(
    name="bgptools_table",
    title="Routed prefixes and their origin ASes, as bgp.tools sees them",
    url="bgp.tools/table.jsonl; it asks for a user agent that names a contact",
    licence="bgp.tools' terms; at most a download every two hours is asked for",
    read_in="its description and programs that read it",
    tried=False,
    fills={Sighting: Expect(100_000, 5_000_000)},
    knows=lambda head: head.mostly(r'\{"CIDR": ?".*"ASN": ?\d.*'),
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    across=("together",),
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _sighting(1, "192.0.2.0/24", 64500, peers=1480, together=2),
        _sighting(2, "192.0.2.0/24", 64501, peers=3, together=2),
        _sighting(4, "2001:db8::/32", 64500, peers=902),
    ),
)
