"""Spamhaus DROP and ASN-DROP of one day, as JSON lines.

One object a line: `{"cidr", "sblid", "rir"}`, or `{"asn", "rir", "domain", "cc", "asname"}`; the
last is metadata, whose `records` promises how many there are. IPv6 blocks are of DROPv6, AS
numbers of ASN-DROP, the rest of DROP. Keys that nobody reads yet are noted. What fools it: as
every copy of one day it holds no listing days, so each row is an *edge*.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import listing
from samehand.tables.listing import Listing

KEYS = "('cidr', 'sblid', 'rir', 'asn', 'domain', 'cc', 'asname')"

RECORD = rf"""
WITH said AS (
  SELECT no AS line, CASE WHEN json_valid(text) AND text LIKE '{{%}}' THEN text END AS body
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%') AND text NOT LIKE '%"type":"metadata"%'
), told AS (
  SELECT line, body, body ->> 'cidr' AS cidr, number(body ->> 'asn') AS asn,
         nullif(body ->> 'sblid', '') AS number,
         nullif(array_to_string(list_filter(json_keys(body), lambda key: key NOT IN {KEYS}), ', '),
                '') AS leftover
  FROM said
), placed AS (
  SELECT *, prefix(cidr) AS block
  FROM told
)
SELECT line, block, CASE WHEN cidr IS NULL THEN asn END AS asn, number, leftover,
       CASE WHEN cidr IS NULL THEN 'asn-drop'
            WHEN block.family = 6 THEN 'dropv6'
            ELSE 'drop' END AS list,
       CASE WHEN body IS NULL THEN 'no JSON object'
            WHEN cidr IS NOT NULL AND block IS NULL THEN 'no prefix, or host bits set'
            WHEN cidr IS NULL AND asn IS NULL THEN 'neither prefix nor AS number'
            WHEN cidr IS NULL AND asn > 4294967295 THEN 'runs past the last AS number'
       END AS fault
FROM placed
"""

LISTINGS = """
SELECT line, list, block.family, block.first, block.last, block.length, asn, number, TRUE AS edge
FROM record
"""

PROMISED = """
SELECT 'records' AS what, number(text ->> 'records') AS wanted,
       (SELECT count(*) FROM line
        WHERE text LIKE '{%' AND text NOT LIKE '%"type":"metadata"%') AS found
FROM line
WHERE text LIKE '%"type":"metadata"%' AND json_valid(text)
"""

SAMPLE = """\
{"cidr":"192.0.2.0/24","sblid":"SBL100001","rir":"apnic"}
{"cidr":"2001:db8::/32","sblid":"SBL100002","rir":"ripencc"}
{"cidr":"192.0.2.1/24","sblid":"SBL100003","rir":"apnic"}
{"asn":64500,"rir":"arin","domain":"example.net","cc":"US","asname":"EXAMPLE-1","grade":"A"}
{"type":"metadata","timestamp":1742972874,"size":300,"records":4,"copyright":"-","terms":"-"}
"""

DAY = date(2025, 3, 26)


_listing = partial(listing, edge=True, seen=DAY)


SOURCE = Source(
    name="drop_json",
    title="Spamhaus DROP lists of one day, as JSON lines",
    url="www.spamhaus.org/drop: drop_v4.json, drop_v6.json, asndrop.json",
    licence="(C) The Spamhaus Project; the DROP terms of fair use",
    read_in="a cut copy of drop_v4.json of 2025-03-26; the others from their description",
    tried=True,
    fills={Listing: Expect(10, 5_000)},
    knows=lambda head: head.mostly(r'\{"(cidr":"|asn":\d).*"rir":.*'),
    record=RECORD,
    rows={Listing: LISTINGS},
    promised=PROMISED,
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _listing(1, "192.0.2.0/24", list="drop", number="SBL100001"),
        _listing(2, "2001:db8::/32", list="dropv6", number="SBL100002"),
        _listing(4, 64500, list="asn-drop"),
    ),
)
