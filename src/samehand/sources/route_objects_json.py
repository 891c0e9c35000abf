"""Route objects of a routing registry as JSON lines: one object a line, attributes as keys.

Repeated attributes are joined by line ends. The registry is what `source` names. `created` is the
attribute of that name and nothing else; `changed` is `last-modified`, else the latest day of the
`changed` lines. What fools it: anybody can register anything in most registries; `changed` lines
are written by hand, can be in the future and were often copied; 1970-01-01 stands for unknown and
is left out; a mirror can differ from the registry that it copies. Nothing says of which day the
file is, and its registry stands in the lines.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import route_object
from samehand.tables.routing import RouteObject

RECORD = r"""
WITH said AS (
  SELECT no AS line, json_extract_string(
           CASE WHEN json_valid(text) AND text LIKE '{%' THEN text END,
           ['$.route', '$.route6', '$.origin', '$.mnt-by', '$.source', '$.created',
            '$.last-modified', '$.changed']) AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), told AS (
  SELECT line, field IS NULL AS broken, trim(coalesce(field[1], field[2])) AS prefix,
         asn(ltrim(trim(split_part(upper(field[3]), '#', 1)), 'AS')) AS origin,
         nullif(trim(regexp_extract(field[4], '^[^\n,#]*')), '') AS maintainer,
         nullif(lower(trim(split_part(field[5], '#', 1))), '') AS list,
         nullif(day(left(field[6], 10)), DATE '1970-01-01') AS created,
         coalesce(day(left(field[7], 10)), list_max(list_transform(
           regexp_extract_all(field[8], '\s(\d{8})\b', 1), lambda told: day(told)))) AS changed
  FROM said
), named AS (
  SELECT *, address(split_part(prefix, '/', 1)) AS start, number(split_part(prefix, '/', 2)) AS bits
  FROM told
), placed AS (
  SELECT *, span(prefix, start, bits) AS block
  FROM named
)
SELECT line, list, block, origin, maintainer, created, changed,
       CASE WHEN broken THEN 'no JSON object'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN origin IS NULL THEN 'origin is no AS number'
            WHEN origin > 4294967295 THEN 'runs past the last AS number'
            WHEN list IS NULL THEN 'no source: of which registry it is'
       END AS fault
FROM placed
"""

OBJECTS = """
SELECT line, list, block.family, block.first, block.last, block.length, origin, maintainer,
       created, changed
FROM record
"""

SAMPLE = (
    r"""{"route":"192.0.2.0\/24","origin":"AS64500","mnt-by":"EX-MNT\nEX2-MNT","created":null,"""
    r""""changed":"a@example.net 20140916\nb@example.net 20220928  #05:37:14(UTC)","source":"EXDB"}
{"route":"198.51.100.0\/24","origin":"as64501 # ours","mnt-by":null,"source":"ExDB # Filtered","""
    r""""created":"1970-01-01T00:00:00Z","last-modified":"2018-09-04T15:33:15Z"}
{"route":"198.51.100.1\/24","origin":"AS64501","mnt-by":"EX-MNT","source":"EXDB"}
{"route6":"2001:db8::\/32","origin":"AS64500","created":"2019-03-04T05:06:07Z","source":"EXDB"}
"""
)

DAY = date(2024, 1, 1)


_object = partial(route_object, list="exdb", maintainer=None, seen=DAY)


SOURCE = Source(
    name="route_objects_json",
    title="Route objects of a routing registry, as JSON lines",
    url="made from the registries' public dumps, one file a registry",
    licence="as the registry's: most allow use for agreed Internet operational purposes only",
    read_in="the files of 16 registries of 2024-01-01",
    tried=True,
    fills={RouteObject: Expect(1, 5_000_000)},
    knows=lambda head: head.mostly(r'\{"route6?":".*"origin":.*'),
    record=RECORD,
    rows={RouteObject: OBJECTS},
    sample=SAMPLE,
    sample_name="exdb.route.json",
    sample_day=DAY,
    sample_rows=(
        _object(1, "192.0.2.0/24", origin=64500, maintainer="EX-MNT", changed=date(2022, 9, 28)),
        _object(2, "198.51.100.0/24", origin=64501, changed=date(2018, 9, 4)),
        _object(4, "2001:db8::/32", origin=64500, created=date(2019, 3, 4)),
    ),
)
