"""Origin changes: each prefix whose origin AS changed, with the first day of each new state.

`prefix TAB origin,YYYYMMDD TAB origin,YYYYMMDD ...`; `_` joins origins seen at once, `,` the
members of an AS_SET, and some numbers are written `3.2948`. Every observation has its own day,
so a file can be read as known on any day inside it. A state lasts to the day before the next one,
the last to the end of the file. What fools it: only prefixes that ever changed are listed, so
absence is not silence; no end is told, so a prefix withdrawn for years seems announced until its
next change; a new order of the same origins counts as a change. One bad observation sets its whole line aside.
"""

import re
from datetime import date

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import sighting
from samehand.tables.routing import Sighting

RECORD = r"""
WITH split AS (
  SELECT no AS line, string_split(text, chr(9)) AS field,
         regexp_full_match(text, '[^\t]*(\t[\d._,]*\d,\d{8})+') AS whole
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), named AS (
  SELECT line, whole, field[1] AS prefix, CASE WHEN whole THEN field[2:] END AS observation,
         address(split_part(field[1], '/', 1)) AS start,
         number(split_part(field[1], '/', 2)) AS bits
  FROM split
), observed AS (
  SELECT line, whole, span(prefix, start, bits) AS block,
         list_transform(observation, lambda told: day(right(told, 8))) AS days,
         list_transform(observation, lambda told: list_transform(
           string_split(translate(left(told, -9), ',', '_'), '_'),
           lambda origin: coalesce(asn(origin), -1))) AS told
  FROM named
)
SELECT line, block, days,
       list_transform(told, lambda origins: list_sort(list_distinct(origins))) AS origins,
       CASE WHEN NOT whole THEN 'not a prefix and its origin,YYYYMMDD'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN list_count(days) < len(days) THEN 'date is no day'
            WHEN list_min(flatten(told)) < 0 THEN 'origin is no AS number'
            WHEN list_max(flatten(told)) > 4294967295 THEN 'runs past the last AS number'
       END AS fault
FROM observed
"""

SIGHTINGS = """
WITH observation AS (
  SELECT line, block, unnest(days) AS seen, unnest(origins) AS origins,
         unnest(list_append(days[2:], CAST($day AS DATE) + 1)) AS next
  FROM record
)
SELECT line, block.family, block.first, block.last, block.length, unnest(origins) AS origin,
       'change' AS how, len(origins) AS together, seen,
       greatest(seen, next - 1) AS last_seen
FROM observation
"""

SAMPLE = """\
192.0.2.0/24\t64500,20120510\t64501_64502,20160209
198.51.100.0/24\t64500,20120510\t64501,20161309
2001:db8::/32\t64500,20130101
198.51.100.0/16\t64500,20120510
203.0.113.0/24\t0.64500,64501,20120820\t64502..1,20130101
203.0.113.0/24\t0.64500,64501,20120820
"""

END = date(2016, 12, 31)


def _day(head: Head) -> date | None:
    """The end of the last year in the name: observations carry their own days."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", head.name)
    return date(int(years[-1]), 12, 31) if years else None


def _sighting(
    line: int, prefix: str, origin: int, together: int, days: tuple[date, date]
) -> Sighting:
    told = {"how": "change", "together": together, "seen": days[0], "last_seen": days[1]}
    return sighting(line, prefix, origin, **told)


SOURCE = Source(
    name="origin_changes",
    title="Prefixes whose origin AS changed, and when",
    url="a history of origin changes built from public routing archives",
    licence="as the routing archives it was built from",
    read_in="the file of 2012-01-01 to 2019-09 and its cuts at two days",
    tried=True,
    fills={Sighting: Expect(10_000, 20_000_000)},
    knows=lambda head: head.mostly(r"[0-9a-fA-F.:]+/\d+(\t[\d._,]+,\d+)+"),
    day=_day,
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    sample=SAMPLE,
    sample_day=END,
    sample_rows=(
        _sighting(1, "192.0.2.0/24", 64500, 1, (date(2012, 5, 10), date(2016, 2, 8))),
        _sighting(1, "192.0.2.0/24", 64501, 2, (date(2016, 2, 9), END)),
        _sighting(1, "192.0.2.0/24", 64502, 2, (date(2016, 2, 9), END)),
        _sighting(3, "2001:db8::/32", 64500, 1, (date(2013, 1, 1), END)),
        _sighting(6, "203.0.113.0/24", 64500, 2, (date(2012, 8, 20), END)),
        _sighting(6, "203.0.113.0/24", 64501, 2, (date(2012, 8, 20), END)),
    ),
)
