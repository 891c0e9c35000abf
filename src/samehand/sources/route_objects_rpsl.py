"""Route and route6 objects of an RPSL dump; objects of other classes are skipped and counted.

Objects stand apart by blank lines and are cited by their first line. `attribute: value`; a line
that begins with a blank or `+` goes on with the attribute above, `#` begins a comment, `%` or `#`
at the start of a line makes it one. Days are read as in the JSON form: `created`; `last-modified`,
else the latest of the `changed` lines. What fools it: anybody can register anything in most
registries; `changed` is written by hand, or replaced by one day for all; objects whose class is
starred (`*xxte`) are withdrawn and skipped. Where a registry splits its dump, route and route6
files of one day belong together: a day with only one of them ends the runs of the other.
"""

import re
from datetime import date
from functools import partial

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import route_object
from samehand.tables.routing import RouteObject

# An object begins after a blank line, and where a route does, whose line stands first in it alone.
# `header` is the last line before that begins an attribute, twice, and one more where it is read.
RECORD = r"""
WITH split AS (
  SELECT no, text, text = '' AS blank, regexp_matches(text, '^(?i:route6?):') AS opens,
         text[1] IN (' ', chr(9), '+') AS goes_on, lag(text, 1, '') OVER (ORDER BY no) = '' AS first,
         lower(regexp_extract(text, '^([A-Za-z*][\w-]*):', 1)) AS attribute
  FROM line
  WHERE text[1] NOT IN ('#', '%') OR text = ''
), marked AS (
  SELECT no, blank, opens, goes_on, attribute, NOT blank AND (first OR opens OR attribute IN (
           'origin', 'mnt-by', 'source', 'created', 'last-modified', 'changed')) AS needed,
         CASE WHEN goes_on OR needed THEN split_part(text, '#', 1) END AS text
  FROM split
), parted AS (
  SELECT *, sum(CASE WHEN blank OR opens THEN 1 ELSE 0 END) OVER up_to AS part,
         max(CASE WHEN goes_on AND NOT needed THEN NULL
                  WHEN needed THEN no * 2 + 1 ELSE no * 2 END) OVER up_to AS header
  FROM marked
  WINDOW up_to AS (ORDER BY no ROWS UNBOUNDED PRECEDING)
), rest AS (
  SELECT header // 2 AS no, string_agg(text[2:], ' ' ORDER BY no) AS rest
  FROM parted
  WHERE goes_on AND NOT needed AND header % 2 = 1
  GROUP BY header
), said AS (
  SELECT part, no, attribute,
         regexp_replace(text, '^[^:]*:', '') || coalesce(' ' || rest, '') AS told
  FROM parted
  LEFT JOIN rest USING (no)
  WHERE needed
), grouped AS (
  SELECT min(no) AS line, arg_min(attribute, no) AS class, trim(arg_min(told, no)) AS prefix,
         arg_min(told, no) FILTER (WHERE attribute = 'origin') AS origin,
         arg_min(told, no) FILTER (WHERE attribute = 'mnt-by') AS maintainers,
         arg_min(told, no) FILTER (WHERE attribute = 'source') AS source,
         arg_min(told, no) FILTER (WHERE attribute = 'created') AS created,
         arg_min(told, no) FILTER (WHERE attribute = 'last-modified') AS modified,
         max(day(regexp_extract(told, '\s(\d{8})\b', 1))) FILTER (WHERE attribute = 'changed')
           AS changed
  FROM said
  GROUP BY part
), named AS (
  SELECT *, address(split_part(prefix, '/', 1)) AS start, number(split_part(prefix, '/', 2)) AS bits,
         asn(ltrim(upper(trim(origin)), 'AS')) AS asn, class IN ('route', 'route6') AS is_route
  FROM grouped
), placed AS (
  SELECT *, CASE WHEN is_route THEN span(prefix, start, bits) END AS block
  FROM named
)
SELECT line, block, asn AS origin, nullif(lower(trim(source)), '') AS list,
       nullif(regexp_extract(maintainers, '[^\s,]+'), '') AS maintainer,
       nullif(day(left(trim(created), 10)), DATE '1970-01-01') AS created,
       coalesce(day(left(trim(modified), 10)), changed) AS changed,
       CASE WHEN NOT is_route THEN class END AS leftover,
       CASE WHEN class = '' OR class IS NULL THEN 'begins with no attribute'
            WHEN NOT is_route THEN NULL
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN asn IS NULL THEN 'origin is no AS number'
            WHEN asn > 4294967295 THEN 'runs past the last AS number'
            WHEN trim(coalesce(source, '')) = '' THEN 'no source: of which registry it is'
       END AS fault
FROM placed
"""

OBJECTS = """
SELECT line, list, block.family, block.first, block.last, block.length, origin, maintainer,
       created, changed
FROM record
WHERE block IS NOT NULL
"""

SAMPLE = """\
# RPSL dump of EXDB

mntner:         EX-MNT
source:         EXDB

route:          192.0.2.0/24
descr:          Example
                Second line
remarks:        origin: AS64999
+
origin:         AS64500   # ours
mnt-by:         EX-MNT, EX2-MNT
changed:        a@example.net 20140916
changed:        b@example.net 20220928  #05:37:14(UTC)
source:         EXDB

route:          198.51.100.0/24
descr:          without an origin
mnt-by:         EX-MNT
source:         EXDB

% Tags relating to the next
route6:         2001:db8::/32
origin:
                as64500
mnt-by:         EX-MNT
created:        2019-03-04T05:06:07Z
last-modified:  2020-03-04T05:06:07Z
source:         EXDB

"""

DAY = date(2024, 1, 1)
ATTRIBUTE = r"[A-Za-z*][\w-]*:.*|[ \t+].*"


def _knows(head: Head) -> bool:
    """Attributes, and a route among them; a whole dump that begins with others tells by its name."""
    if not head.mostly(ATTRIBUTE):
        return False
    dump = re.search(r"\.db(\.route6?)?(\.(gz|bz2|xz))?$", head.name)
    return bool(dump) or any(re.match(r"route6?:", line, re.I) for line in head.lines)


_object = partial(
    route_object, list="exdb", origin=64500, maintainer="EX-MNT", created=None, seen=DAY
)


SOURCE = Source(
    name="route_objects_rpsl",
    title="Route objects of a routing registry, out of its RPSL dump",
    url="ftp.radb.net/radb/dbase, ftp.ripe.net/ripe/dbase/split and those of other registries",
    licence="as the registry's: most allow use for agreed Internet operational purposes only",
    read_in="small dumps in the dialects of RADB, JPIRR and the RIPE database",
    tried=True,
    fills={RouteObject: Expect(1, 5_000_000)},
    knows=_knows,
    record=RECORD,
    rows={RouteObject: OBJECTS},
    sample=SAMPLE,
    sample_name="exdb.db",
    sample_day=DAY,
    sample_rows=(
        _object(6, "192.0.2.0/24", changed=date(2022, 9, 28)),
        _object(23, "2001:db8::/32", created=date(2019, 3, 4), changed=date(2020, 3, 4)),
    ),
)
