"""The JSON exports of Routinator, `json` and `jsonext`: every validated ROA payload of a day.

One document, written with one payload a line: `{ "asn": "AS64500", "prefix", "maxLength", "ta" }`
under `roas`; in `jsonext` a list `source` says which ROAs it is from, under which anchor and
since when, of which the first is read. Validators that write the same form are read alike. What
fools it: local exceptions (`N/A`) stand among the payloads that holders signed; `roas` of old
validators name the anchor by its title, of which the registry's name is kept.
"""

import re
from datetime import date
from functools import partial

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import vrp
from samehand.tables.rpki import Vrp
from samehand.values.days import day_in_name

RECORD = r"""
WITH said AS (
  SELECT no AS line, rtrim(trim(text), ',') AS body
  FROM line
  WHERE contains(text, '"prefix"') OR contains(text, '"maxLength"')
), told AS (
  SELECT line, json_extract_string(
           CASE WHEN json_valid(body) THEN body END,
           ['$.asn', '$.prefix', '$.maxLength', '$.ta', '$.source[0].tal',
            '$.source[0].validity.notBefore']) AS field
  FROM said
), named AS (
  SELECT line, field IS NULL AS broken, asn(ltrim(field[1], 'AS')) AS origin, field[2] AS prefix,
         address(split_part(field[2], '/', 1)) AS start,
         number(split_part(field[2], '/', 2)) AS bits, number(field[3]) AS max_length,
         nullif(lower(coalesce(field[4], field[5], '')), '') AS anchor,
         day(left(field[6], 10)) AS begins
  FROM told
), placed AS (
  SELECT *, span(prefix, start, bits) AS block,
         coalesce(nullif(regexp_extract(anchor, '^(afrinic|apnic|arin|lacnic|ripe)', 1), ''),
                  anchor) AS registry
  FROM named
)
SELECT line, block, origin, max_length, registry AS anchor, begins,
       CASE WHEN broken THEN 'no JSON object'
            WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN origin IS NULL THEN 'origin is no AS number'
            WHEN origin > 4294967295 THEN 'runs past the last AS number'
            WHEN anchor IS NULL THEN 'no trust anchor'
            WHEN max_length BETWEEN bits AND CASE block.family WHEN 4 THEN 32 ELSE 128 END THEN NULL
            ELSE 'maxLength is no length, or none of such a prefix'
       END AS fault
FROM placed
"""

VRPS = """
SELECT line, anchor, block.family, block.first, block.last, block.length, max_length, origin,
       begins
FROM record
"""

SAMPLE = """\
{
  "metadata": {
    "generated": 1704110400,
    "generatedTime": "2024-01-01T12:00:00Z"
  },
  "roas": [
    { "asn": "AS64500", "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "apnic" },
    { "asn": "AS64500", "prefix": "192.0.2.0/33", "maxLength": 33, "ta": "apnic" },
    { "asn": "AS0", "prefix": "2001:db8::/32", "maxLength": 48, "ta": "RIPE NCC RPKI Root" },
    { "asn": "AS64501", "prefix": "198.51.100.0/24", "maxLength": 24, "source": \
[ { "type": "roa", "uri": "rsync://example.net/a.roa", "tal": "arin", \
"validity": { "notBefore": "2023-01-01T08:44:47Z", "notAfter": "2024-07-01T00:00:00Z" } } ] }
  ]
}
"""

DAY = date(2024, 1, 1)
PAYLOAD = re.compile(r'\{ ?"asn": ?"(AS)?\d+", ?"prefix": ?"')


def _knows(head: Head) -> bool:
    document = "".join(head.lines)
    return bool(PAYLOAD.search(document)) and '"buildmachine"' not in document


def _day(head: Head) -> date | None:
    """The day on which it was generated."""
    made = re.search(r'"generatedTime": ?"([^"]+)"', "".join(head.lines))
    return day_in_name(made[1].partition("T")[0]) if made else None


_vrp = partial(vrp, seen=DAY)


SOURCE = Source(
    name="vrp_routinator_json",
    title="Validated ROA payloads of a day, as Routinator exports them in JSON",
    url="/json and /jsonext of a Routinator; output.json of the RIPE NCC's archive",
    licence="facts signed by the holders; the RIRs' terms for their repositories",
    read_in="a test file of the RIPE NCC's whois; jsonext from its description",
    tried=True,
    fills={Vrp: Expect(10, 3_000_000)},
    knows=_knows,
    day=_day,
    record=RECORD,
    rows={Vrp: VRPS},
    sample=SAMPLE,
    sample_name="routinator.json",
    sample_day=DAY,
    sample_rows=(
        _vrp(7, "192.0.2.0/24", 24, 64500, anchor="apnic"),
        _vrp(9, "2001:db8::/32", 48, 0, anchor="ripe"),
        _vrp(10, "198.51.100.0/24", 24, 64501, anchor="arin", begins=date(2023, 1, 1)),
    ),
)
