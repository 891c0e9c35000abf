"""What ARIN's bulk whois says, whether it came as text or as XML: records judged, and their rows.

Both sources end their record in `grouped`: one row an object, with `line`, `class` (`organisation`,
`poc`, `asn`, `net`; empty where it is none), `handle`, `org`, `called`, `parent`, `low` and `high`
(ends of a range), `status`, `registered`, `changed`, `street` (a list), `city`, `state`,
`postcode`, `country`, `said` (a list of what it states: `part`, `value`), `whole`, `leftover`.
Both are one publication, whose facts run on from one form to the other.
"""

from collections.abc import Mapping

from samehand.sources import Expect
from samehand.sources.stated import ROWS
from samehand.tables import Row
from samehand.tables.records import AsnRecord, Organisation, Stated
from samehand.tables.registry import Registration

FILLS: Mapping[type[Row], Expect] = {
    Organisation: Expect(500_000, 10_000_000),
    Registration: Expect(1_000_000, 20_000_000),
    AsnRecord: Expect(20_000, 200_000),
    Stated: Expect(2_000_000, 100_000_000),
}

JUDGED = r"""
, told AS (
  SELECT line, class, nullif(handle, '') AS handle, 'arin:' || nullif(org, '') AS org,
         nullif(called, '') AS called, nullif(parent, '') AS parent, nullif(status, '') AS status,
         CASE class WHEN 'net' THEN address(low) WHEN 'asn' THEN asn(low) END AS first,
         CASE class WHEN 'net' THEN address(high) WHEN 'asn' THEN asn(high) END AS last,
         CASE WHEN contains(low, ':') THEN 6 ELSE 4 END AS family,
         CASE WHEN contains(high, ':') THEN 6 ELSE 4 END AS last_family,
         day(left(registered, 10)) AS registered, day(left(changed, 10)) AS changed,
         nullif(registered, '') AS registered_as, nullif(country, '') AS country,
         array_to_string(list_filter(list_concat(street, [city, state, postcode]),
                                     lambda piece: piece <> ''), ', ') AS place,
         NOT contains(low, ':') OR lower(high) LIKE '%:ffff:ffff:ffff:ffff' AS by_64, said, whole,
         leftover
  FROM grouped
)
SELECT *, CASE WHEN class IS NULL OR handle IS NULL THEN 'begins with no handle of a record'
               WHEN whole IS NOT TRUE THEN 'has no end: it was cut, or parts of it were'
               WHEN class = 'net' AND (first IS NULL OR last IS NULL OR first > last
                                       OR family <> last_family) THEN 'is no range of addresses'
               WHEN class = 'asn' AND (first IS NULL OR last IS NULL OR first > last
                                       OR last > 4294967295) THEN 'is no range of AS numbers'
               WHEN registered_as IS NOT NULL AND registered IS NULL THEN 'RegDate is no day'
          END AS fault
FROM told
"""

ORGANISATIONS = r"""
SELECT line, 'arin-bulk' AS list, 'arin' AS registry, 'arin:' || handle AS org, called AS name,
       CASE WHEN NOT withheld('name', called) THEN name_key(called) END AS name_key,
       CASE WHEN regexp_full_match(handle, 'C\d{8}') THEN 'customer' END AS kind, country, registered,
       changed
FROM record
WHERE class = 'organisation'
"""

REGISTRATIONS = """
SELECT line, 'arin-bulk' AS list, 'arin' AS registry, family, first, last,
       CASE WHEN by_64 THEN prefix_length(family, first, last) END AS length, org, called AS netname, status,
       registered, handle, parent, changed
FROM record
WHERE class = 'net'
"""

AS_NUMBERS = """
SELECT line, 'arin-bulk' AS list, 'arin' AS registry, first AS first_asn, last AS last_asn, org,
       called AS name, registered, changed
FROM record
WHERE class = 'asn'
"""

SAID = """
WITH stating AS (
  SELECT line, class || ':' || handle AS record, unnest(said) AS said
  FROM record
  WHERE said IS NOT NULL
), said AS (
  SELECT line, 'arin' AS registry, record,
         CASE WHEN said.part LIKE '%AbuseHandle' THEN 'abuse'
              WHEN said.part LIKE '%Handle' THEN 'contact'
              WHEN said.part LIKE '%Phone' THEN 'phone'
              ELSE lower(said.part)
         END AS kind, said.part, said.value, said.value AS keyed, FALSE AS gone
  FROM stating
  UNION ALL
  SELECT line, 'arin', class || ':' || handle, 'netname', 'NetName', called, called, FALSE
  FROM record
  WHERE class = 'net' AND called IS NOT NULL
  UNION ALL
  SELECT line, 'arin', class || ':' || handle, 'address', 'Street',
         concat_ws(', ', place, country), place, FALSE
  FROM record
  WHERE class IN ('organisation', 'poc') AND place <> ''
)
"""

STATED = f"SELECT *, 'arin-bulk' AS list FROM ({SAID}{ROWS})"

ROWS_OF: Mapping[type[Row], str] = {
    Organisation: ORGANISATIONS,
    Registration: REGISTRATIONS,
    AsnRecord: AS_NUMBERS,
    Stated: STATED,
}
