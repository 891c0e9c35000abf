"""ipcat's `datacenters.csv`: IPv4 ranges of data centres and hosters, with their names.

`first,last,name,url`, names with commas quoted; some years begin with a header or with comments.
A range that is no prefix is kept as the fewest prefixes that make it up, all citing its line; the
URL is not read. What fools it: gathered by hand and by rules that were never published, patchy
outside North America and Europe, last kept up in 2019; a range stays under the name of the hoster
that it was first found with.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import use_label
from samehand.tables.use import UseLabel

RECORD = r"""
WITH split AS (
  SELECT no AS line,
         regexp_extract(text, '^([\d.]+),([\d.]+),(?:"((?:[^"]|"")*)"|([^",]*)),.*$',
                        ['first', 'last', 'quoted', 'plain']) AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%') AND NOT starts_with(text, 'start,end,')
), told AS (
  SELECT line, ipv4(field.first) AS first, ipv4(field.last) AS last, field.first AS start,
         nullif(trim(coalesce(nullif(replace(field.quoted, '""', '"'), ''), field.plain)), '') AS who
  FROM split
)
SELECT line, first, last, who,
       CASE WHEN start = '' THEN 'not a range and a name'
            WHEN first IS NULL OR last IS NULL THEN 'ends are no addresses'
            WHEN first > last THEN 'ends before it begins'
       END AS fault
FROM told
"""

# The prefixes of one length that a range needs are its first and its last of that length, where
# those are no halves of a longer block inside the range.
LABELS = """
WITH sized AS (
  SELECT line, who, bits, CAST(1 AS BIGINT) << (32 - bits) AS size, first, last + 1 AS stop
  FROM record, (SELECT unnest(range(33)) AS bits)
), counted AS (
  SELECT line, who, bits, size, (first + size - 1) // size AS low, stop // size AS high
  FROM sized
), placed AS (
  SELECT line, who, bits, size, low * size AS first
  FROM counted
  WHERE low < high AND low % 2 = 1
  UNION ALL
  SELECT line, who, bits, size, (high - 1) * size
  FROM counted
  WHERE low < high AND high % 2 = 1
)
SELECT line, 'ipcat' AS list, 'hosting' AS use, 4 AS family, first, first + size - 1 AS last,
       bits AS length, who
FROM placed
"""

SAMPLE = """\
# ranges of data centres
start,end,company,url
192.0.2.0,192.0.2.255,Example Hosting,http://example.net/
198.51.100.4,198.51.100.14,"Example, Inc.",http://example.com/
203.0.113.9,203.0.113.3,Example Hosting,http://example.net/
203.0.113.7,203.0.113.7,Example Hosting,
"""

DAY = date(2016, 12, 14)


_label = partial(use_label, list="ipcat", use="hosting", seen=DAY)


SOURCE = Source(
    name="ipcat",
    title="IPv4 ranges of data centres and hosters",
    url="github.com/client9/ipcat, datacenters.csv",
    licence="GPL v3",
    read_in="five files of 2012 to 2019",
    tried=True,
    fills={UseLabel: Expect(500, 100_000)},
    knows=lambda head: head.mostly(r"start,end,.*|\d+(\.\d+){3},\d+(\.\d+){3},.*"),
    record=RECORD,
    rows={UseLabel: LABELS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _label(3, "192.0.2.0/24", who="Example Hosting"),
        _label(4, "198.51.100.4/30", who="Example, Inc."),
        _label(4, "198.51.100.8/30", who="Example, Inc."),
        _label(4, "198.51.100.12/31", who="Example, Inc."),
        _label(4, "198.51.100.14/32", who="Example, Inc."),
        _label(6, "203.0.113.7/32", who="Example Hosting"),
    ),
)
