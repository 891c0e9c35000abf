"""The archive's `roas.csv`: every valid ROA of a day and trust anchor, with its days.

`URI,ASN,IP Prefix,Max Length,Not Before,Not After`, one file an anchor; old files quote the URI,
and an empty length means the prefix's own. Routinator's `csvext` is the same. No line names its
anchor: it is told by the registry's host in the URI, else by the file's name, else by the host
that most lines name. What fools it: the first day of a certificate is begun anew when a ROA is
renewed, so it is no first day of the holder's wish; one payload in two ROAs has two lines.
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
  SELECT line, len(field) AS fields, asn(ltrim(field[2], 'AS')) AS origin, field[3] AS prefix,
         address(split_part(field[3], '/', 1)) AS start,
         number(split_part(field[3], '/', 2)) AS bits,
         nullif(field[4], '') AS written, number(field[4]) AS told, day(left(field[5], 10)) AS begins,
         nullif(regexp_extract(
           field[1], '^rsync://[^/]*\b(afrinic|apnic|arin|lacnic|ripe)\.net/', 1), '') AS host
  FROM split
), most AS (
  SELECT mode(host) AS host,
         nullif(regexp_extract(lower($name), 'afrinic|apnic|arin|lacnic|ripe'), '') AS name
  FROM named
), placed AS (
  SELECT named.*, span(prefix, start, bits) AS block,
         CASE WHEN written IS NULL THEN bits ELSE told END AS max_length,
         coalesce(named.host, most.name, most.host) AS anchor
  FROM named, most
)
SELECT line, block, origin, max_length, anchor, begins,
       CASE WHEN fields <> 6 THEN 'not 6 fields'
            WHEN origin IS NULL THEN 'origin is no AS number'
            WHEN origin > 4294967295 THEN 'runs past the last AS number'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN begins IS NULL THEN 'not before is no day'
            WHEN anchor IS NULL THEN 'neither name nor URI says of which trust anchor'
            WHEN max_length BETWEEN bits AND CASE block.family WHEN 4 THEN 32 ELSE 128 END THEN NULL
            ELSE 'max length is no length, or none of such a prefix'
       END AS fault
FROM placed
"""

VRPS = """
SELECT line, anchor, block.family, block.first, block.last, block.length, max_length, origin,
       begins
FROM record
"""

SAMPLE = """\
URI,ASN,IP Prefix,Max Length,Not Before,Not After
rsync://rpki.ripe.net/repository/a.roa,AS64500,192.0.2.0/24,24,2017-01-02 08:44:47,2018-07-01 00:00:00
"rsync://rpki.ripe.net/repository/b.roa",AS0,2001:db8::/32,,2017-01-02 08:44:47,2018-07-01 00:00:00
rsync://rpki.ripe.net/repository/c.roa,AS64501,198.51.100.0/24,24,2017-13-02 08:44:47,2018-07-01 00:00:00
rsync://rpki.example.net/d.roa,AS64502,203.0.113.0/24,25,2017-01-02 08:44:47,2018-07-01 00:00:00
"""

DAY = date(2017, 3, 21)


_vrp = partial(vrp, seen=DAY, anchor="ripe", begins=date(2017, 1, 2))


SOURCE = Source(
    name="roas_csv",
    title="Valid ROAs of a day and trust anchor, with their days",
    url="ftp.ripe.net/rpki/ripencc.tal/2017/03/21/roas.csv and its like; /csvext of a Routinator",
    licence="facts signed by the holders; the RIRs' terms for their repositories",
    read_in="its description and programs that read and write it",
    tried=False,
    fills={Vrp: Expect(10, 3_000_000)},
    knows=lambda head: head.mostly(
        r'URI,ASN,IP Prefix,.*|[^,]*,"?AS\d+"?,"?[0-9a-fA-F.:]+/\d+"?,"?\d*"?,"?\d{4}-\d\d-.*'
    ),
    record=RECORD,
    rows={Vrp: VRPS},
    sample=SAMPLE,
    sample_name="roas.csv",
    sample_day=DAY,
    sample_rows=(
        _vrp(2, "192.0.2.0/24", 24, 64500),
        _vrp(3, "2001:db8::/32", 32, 0),
        _vrp(5, "203.0.113.0/24", 25, 64502),
    ),
)
