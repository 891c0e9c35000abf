"""Delegated and delegated-extended files: what each registry has given to which account.

One a day from each of the five registries. Dialects: ARIN's serial is in milliseconds and
RIPE NCC's in seconds; APNIC opens with a banner; older files have 7 fields and no account; an
IPv4 value counts addresses, not always a power of two; an AS row can span a range. The account
(field 8) is whoever the registry deals with, which need not be the organisation that uses the
space; RIPE NCC's accounts are renumbered every day.
"""

from datetime import date

from samehand.sources import Expect, Head, Source
from samehand.tables.registry import AsnHolding, Holding
from samehand.values.days import day_in_name

REGISTRIES = "('afrinic', 'apnic', 'arin', 'lacnic', 'ripencc', 'iana')"
STATUSES = "('allocated', 'assigned', 'available', 'reserved', 'legacy')"

RECORD = f"""
WITH split AS (
  SELECT no AS line, string_split(text, '|') AS field
  FROM line
  WHERE text <> '' AND text NOT LIKE '#%' AND text NOT LIKE '%|summary'
    AND NOT regexp_matches(text, '^[0-9.]+\\|')
), named AS (
  SELECT line, len(field) AS fields, field[1] AS registry, nullif(field[2], '') AS country,
         field[3] AS kind, field[4] AS start, number(field[5]) AS value,
         CASE WHEN field[6] NOT IN ('', '00000000') THEN field[6] END AS written,
         field[7] AS status,
         nullif(field[8], '') AS account, nullif(array_to_string(field[9:], '|'), '') AS leftover
  FROM split
), counted AS (
  SELECT *, CASE kind WHEN 'ipv4' THEN ipv4(start) WHEN 'ipv6' THEN ipv6(start)
                      WHEN 'asn' THEN number(start) END AS first,
         day(written) AS registered
  FROM named
)
SELECT line, registry, country, kind, status, registered, first, leftover,
       CASE WHEN account IS NOT NULL THEN registry || ':' || account END AS holder,
       CASE kind WHEN 'ipv6' THEN value END AS length,
       CASE WHEN kind = 'ipv6' THEN span6(first, value).last ELSE first + value - 1 END AS last,
       CASE WHEN fields < 7 THEN 'fewer than 7 fields'
            WHEN registry NOT IN {REGISTRIES} THEN 'unknown registry'
            WHEN kind NOT IN ('ipv4', 'ipv6', 'asn') THEN 'unknown kind of resource'
            WHEN status NOT IN {STATUSES} THEN 'unknown status'
            WHEN first IS NULL THEN 'start is no ' || kind
            WHEN value IS NULL OR value < 1 THEN 'value is no count'
            WHEN kind = 'ipv6' AND value > 128 THEN 'longer than 128 bits'
            WHEN kind <> 'ipv6' AND first + value > 4294967296 THEN 'runs past the last number'
            WHEN written IS NOT NULL AND registered IS NULL THEN 'date is no day'
       END AS fault
FROM counted
"""

HOLDINGS = """
SELECT line, registry, holder, CASE kind WHEN 'ipv4' THEN 4 ELSE 6 END AS family, first, last,
       length, status, country, registered
FROM record WHERE kind <> 'asn'
"""

AS_NUMBERS = """
SELECT line, registry, holder, first AS first_asn, last AS last_asn, status, country, registered
FROM record WHERE kind = 'asn'
"""

PROMISED = """
SELECT kind || ' records' AS what, number(split_part(text, '|', 5)) AS wanted,
       (SELECT count(*) FROM line AS other
        WHERE split_part(other.text, '|', 3) = kind AND other.text NOT LIKE '%|summary') AS found
FROM (SELECT text, split_part(text, '|', 3) AS kind FROM line WHERE text LIKE '%|summary')
"""

SAMPLE = """\
2.3|arin|1490072890268|6|19700101|20170321|-0400
arin|*|asn|*|2|summary
arin|*|ipv4|*|3|summary
arin|*|ipv6|*|1|summary
arin|US|asn|64500|3|20140128|assigned|a1b2|e-stats
arin||asn|64511|1||reserved|
arin|US|ipv4|198.51.100.0|768|20140206|allocated|a1b2
arin|US|ipv4|192.0.2.0|256|20140206|allocated
arin|US|ipv4|192.0.2|256|20140206|allocated|a1b2
arin|US|ipv6|2001:db8::|32|00000000|allocated|a1b2
"""


def _knows(head: Head) -> bool:
    first = head.data[0].split("|") if head.data else []
    return len(first) >= 5 and first[1] in REGISTRIES and first[0].replace(".", "").isdigit()


def _day(head: Head) -> date | None:
    """The last day that the header covers."""
    field = head.data[0].split("|")
    return day_in_name(field[5]) if len(field) > 5 else None


DAY = date(2017, 3, 21)

SOURCE = Source(
    name="delegated",
    title="Delegated statistics of the regional registries",
    url="each registry's public statistics area, delegated-<registry>-extended-latest",
    licence="free to use with attribution; APNIC's conditions stand in the file",
    read_in="RIR statistics exchange format 2.3 and NRO extended format; files of 2017 to 2026",
    tried=True,
    fills={Holding: Expect(2_000, 1_000_000), AsnHolding: Expect(500, 300_000)},
    knows=_knows,
    day=_day,
    record=RECORD,
    rows={Holding: HOLDINGS, AsnHolding: AS_NUMBERS},
    promised=PROMISED,
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        AsnHolding(
            registry="arin",
            holder="arin:a1b2",
            first_asn=64500,
            last_asn=64502,
            status="assigned",
            country="US",
            registered=date(2014, 1, 28),
            seen=DAY,
            cite="00000000:5",
        ),
        AsnHolding(
            registry="arin",
            holder=None,
            first_asn=64511,
            last_asn=64511,
            status="reserved",
            country=None,
            registered=None,
            seen=DAY,
            cite="00000000:6",
        ),
        Holding(
            registry="arin",
            holder="arin:a1b2",
            family=4,
            first=0xC6336400,
            last=0xC63366FF,
            status="allocated",
            country="US",
            registered=date(2014, 2, 6),
            seen=DAY,
            cite="00000000:7",
        ),
        Holding(
            registry="arin",
            holder=None,
            family=4,
            first=0xC0000200,
            last=0xC00002FF,
            status="allocated",
            country="US",
            registered=date(2014, 2, 6),
            seen=DAY,
            cite="00000000:8",
        ),
        Holding(
            registry="arin",
            holder="arin:a1b2",
            family=6,
            first=-6917232468739227648 + 0,
            last=-6917232468739227648 + 2**32 - 1,
            length=32,
            status="allocated",
            country="US",
            registered=None,
            seen=DAY,
            cite="00000000:10",
        ),
    ),
)
