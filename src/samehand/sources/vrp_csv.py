"""Validated ROA payloads as CSV, as rpki-client and Routinator export them.

`ASN,IP Prefix,Max Length,Trust Anchor` under that header; rpki-client adds `Expires`, which is
not read, and Routinator's form for old validators quotes all values and writes the AS number
bare. What fools it: nothing in the file says of which day it is, nor whether a repository could
not be reached, whose payloads are then missing and not withdrawn.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import vrp
from samehand.tables.rpki import Vrp

RECORD = r"""
WITH split AS (
  SELECT no AS line, string_split(replace(text, '"', ''), ',') AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%') AND NOT contains(text, 'IP Prefix')
), named AS (
  SELECT line, len(field) AS fields, asn(ltrim(field[1], 'AS')) AS origin, field[2] AS prefix,
         address(split_part(field[2], '/', 1)) AS start,
         number(split_part(field[2], '/', 2)) AS bits,
         number(field[3]) AS max_length, nullif(lower(field[4]), '') AS anchor
  FROM split
), placed AS (
  SELECT *, span(prefix, start, bits) AS block
  FROM named
)
SELECT line, block, origin, max_length, anchor,
       CASE WHEN fields NOT IN (4, 5) THEN 'neither 4 nor 5 fields'
            WHEN origin IS NULL THEN 'origin is no AS number'
            WHEN origin > 4294967295 THEN 'runs past the last AS number'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN anchor IS NULL THEN 'no trust anchor'
            WHEN max_length BETWEEN bits AND CASE block.family WHEN 4 THEN 32 ELSE 128 END THEN NULL
            ELSE 'max length is no length, or none of such a prefix'
       END AS fault
FROM placed
"""

VRPS = """
SELECT line, anchor, block.family, block.first, block.last, block.length, max_length, origin
FROM record
"""

SAMPLE = """\
ASN,IP Prefix,Max Length,Trust Anchor,Expires
AS64500,192.0.2.0/24,24,apnic,1753453058
AS64500,192.0.2.0/24,23,apnic,1753453058
AS0,2001:db8::/32,48,ripe,1753590490
"64501","198.51.100.0/24","24","arin"
"""

DAY = date(2025, 7, 20)


_vrp = partial(vrp, seen=DAY)


SOURCE = Source(
    name="vrp_csv",
    title="Validated ROA payloads of a day, as CSV",
    url="console.rpki-client.org/csv; /csv and /csvcompat of a Routinator",
    licence="facts signed by the holders; the RIRs' terms for their repositories",
    read_in="the descriptions of both programs",
    tried=False,
    fills={Vrp: Expect(10_000, 3_000_000)},
    knows=lambda head: head.mostly(
        r'ASN,IP Prefix,.*|"?(AS)?\d+"?,"?[0-9a-fA-F.:]+/\d+"?,"?\d+"?,"?[^,]*[a-z][^,]*(,.*)?'
    ),
    record=RECORD,
    rows={Vrp: VRPS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _vrp(2, "192.0.2.0/24", 24, 64500, anchor="apnic"),
        _vrp(4, "2001:db8::/32", 48, 0, anchor="ripe"),
        _vrp(5, "198.51.100.0/24", 24, 64501, anchor="arin"),
    ),
)
