"""The JSON export of rpki-client: every validated ROA payload of a day, and how they were made.

One document, written with one payload a line: `{ "asn", "prefix", "maxLength", "ta", "expires" }`
under `roas`; `metadata` says when it was built and how many there are. ASPAs, router keys and
the day on which a payload expires are not read. What fools it: a payload says what a holder
allows, not what is announced; a repository that could not be reached takes its payloads with it,
and their absence then is no withdrawal. A copy with no line breaks is read too, but all of its
cites lead to its one line.
"""

import re
from datetime import date
from functools import partial

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import vrp
from samehand.tables.rpki import Vrp
from samehand.values.days import day_in_name

RECORD = r"""
WITH part AS (
  SELECT no AS line, text, text LIKE '%}%{%' AS joined
  FROM line
  WHERE contains(text, '"prefix"') OR contains(text, '"maxLength"')
), piece AS (
  SELECT line, unnest(string_split(text, '}')) AS body
  FROM part
  WHERE joined
), said AS (
  SELECT line, rtrim(ltrim(text, chr(9) || ' '), ', ') AS body
  FROM part
  WHERE NOT joined
  UNION ALL
  SELECT line, '{' || split_part(body, '{', -1) || '}'
  FROM piece
  WHERE contains(body, '"prefix"')
), told AS (
  SELECT line, json_extract_string(
           CASE WHEN json_valid(body) THEN body END,
           ['$.asn', '$.prefix', '$.maxLength', '$.ta']) AS field
  FROM said
), named AS (
  SELECT line, field IS NULL AS broken, asn(ltrim(field[1], 'AS')) AS origin, field[2] AS prefix,
         address(split_part(field[2], '/', 1)) AS start,
         number(split_part(field[2], '/', 2)) AS bits,
         number(field[3]) AS max_length, nullif(lower(field[4]), '') AS anchor
  FROM told
), placed AS (
  SELECT *, span(prefix, start, bits) AS block
  FROM named
)
SELECT line, block, origin, max_length, anchor,
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
SELECT line, anchor, block.family, block.first, block.last, block.length, max_length, origin
FROM record
"""

PROMISED = r"""
SELECT 'VRPs' AS what,
       max(CASE WHEN contains(text, '"uniquevrps"')
                THEN number(regexp_extract(text, '"uniquevrps": ?(\d+)', 1)) END) AS wanted,
       sum(len(string_split(text, '"prefix"')) - 1) AS found
FROM line
WHERE contains(text, '"prefix"') OR contains(text, '"uniquevrps"')
"""

SAMPLE = """\
{
\t"metadata": {
\t\t"buildmachine": "example",
\t\t"buildtime": "2025-07-20T09:31:33Z",
\t\t"uniquevrps": 4
\t},
\t"roas": [
\t\t{ "asn": 64500, "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "apnic", "expires": 1753453058 },
\t\t{ "asn": 64500, "prefix": "192.0.2.0/24", "maxLength": 23, "ta": "apnic", "expires": 1753453058 },
\t\t{ "asn": 0, "prefix": "2001:db8::/32", "maxLength": 48, "ta": "ripe", "expires": 1753590490 },
\t\t{ "asn": 64501, "prefix": "198.51.100.0/24", "maxLength": 24, "ta": "arin", "expires": 1753453058 }
\t],
\t"aspas": [
\t\t{ "customer_asid": 64500, "expires": 1753084405, "providers": [ 64501, 64502 ] }
\t]
}
"""

DAY = date(2025, 7, 20)
PAYLOAD = re.compile(r'\{ ?"asn": ?\d+, ?"prefix": ?"')


def _day(head: Head) -> date | None:
    """The day on which it was built."""
    built = re.search(r'"buildtime": ?"([^"]+)"', "".join(head.lines))
    return day_in_name(built[1].partition("T")[0]) if built else None


_vrp = partial(vrp, seen=DAY)


SOURCE = Source(
    name="vrp_rpki_client_json",
    title="Validated ROA payloads of a day, as rpki-client exports them",
    url="console.rpki-client.org/rpki.json, and archives of it",
    licence="facts signed by the holders; the RIRs' terms for their repositories",
    read_in="the export of 2025-07-20",
    tried=True,
    fills={Vrp: Expect(10_000, 3_000_000)},
    knows=lambda head: any('"buildmachine"' in line or PAYLOAD.search(line) for line in head.lines),
    day=_day,
    record=RECORD,
    rows={Vrp: VRPS},
    promised=PROMISED,
    sample=SAMPLE,
    sample_name="rpki-client.json",
    sample_day=DAY,
    sample_rows=(
        _vrp(8, "192.0.2.0/24", 24, 64500, anchor="apnic"),
        _vrp(10, "2001:db8::/32", 48, 0, anchor="ripe"),
        _vrp(11, "198.51.100.0/24", 24, 64501, anchor="arin"),
    ),
)
