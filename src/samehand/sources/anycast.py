"""AnyCatch's lists of anycast prefixes: those whose probed address answered from many places.

`prefix,address` (the address that was probed), IPv4 and IPv6 in files of their own, or the prefix
alone; each file is a list of its own. What fools it: only prefixes with an address that answers
can be found, and one answering address speaks for the whole prefix, which may be anycast in part.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import use_label
from samehand.tables.use import UseLabel

RECORD = r"""
WITH split AS (
  SELECT no AS line, string_split(text, ',') AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), named AS (
  SELECT line, len(field) AS fields, field[1] AS prefix,
         address(split_part(field[1], '/', 1)) AS start,
         number(split_part(field[1], '/', 2)) AS bits, address(field[2]) AS probed
  FROM split
), placed AS (
  SELECT line, fields, span(prefix, start, bits) AS block, probed
  FROM named
)
SELECT line, block,
       CASE WHEN fields > 2 THEN 'more than 2 fields'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN fields = 2 AND (probed IS NULL OR probed NOT BETWEEN block.first AND block.last)
            THEN 'the address probed is not of the prefix'
       END AS fault
FROM placed
"""

LABELS = """
SELECT line, CASE block.family WHEN 4 THEN 'anycatch' ELSE 'anycatch6' END AS list,
       'anycast' AS use, block.family, block.first, block.last, block.length
FROM record
"""

SAMPLE = """\
192.0.2.0/24,192.0.2.1
198.51.100.0/24,192.0.2.1
203.0.113.0/24
2001:db8::/48,2001:db8::1
"""

DAY = date(2024, 1, 1)


_label = partial(use_label, list="anycatch", use="anycast", seen=DAY)


SOURCE = Source(
    name="anycast",
    title="Prefixes found to be anycast by probing",
    url="github.com/bgptools/anycast-prefixes, anycatch-v4-prefixes.csv and its like",
    licence="not stated with the copies read; see its repository",
    read_in="both files of 2024-01-01; the form without addresses from its description",
    tried=True,
    fills={UseLabel: Expect(100, 100_000)},
    knows=lambda head: (
        "anycatch" in head.name.lower() and head.mostly(r"[0-9a-fA-F.:]+/\d+(,[0-9a-fA-F.:]+)?")
    ),
    record=RECORD,
    rows={UseLabel: LABELS},
    sample=SAMPLE,
    sample_name="2024-01-01-anycatch-v4-prefixes.csv",
    sample_day=DAY,
    sample_rows=(
        _label(1, "192.0.2.0/24"),
        _label(3, "203.0.113.0/24"),
        _label(4, "2001:db8::/48", list="anycatch6"),
    ),
)
