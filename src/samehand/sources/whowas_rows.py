"""What versions of records give: when each stood, whether it was stitched, and the rows of each table."""

from collections.abc import Mapping

from samehand.sources.stated import ROWS
from samehand.tables import Row
from samehand.tables.records import AsnRecord, Organisation, Stated
from samehand.tables.registry import Registration

# The columns of each table as ARIN describes them, for one whose header is broken.
MACROS = """
CREATE MACRO us_day(text) AS
  CAST(try_strptime(text, ['%m/%d/%y', '%m/%d/%Y', '%m-%d-%Y', '%m-%d-%y', '%Y-%m-%d']) AS DATE);
CREATE MACRO cell(row, named) AS nullif(row.cells[list_position(row.names, named)], '');
CREATE MACRO usual_columns(table_of) AS string_split(CASE table_of
  WHEN 'net' THEN 'Action|Action Date|Net Range|Net Name|Net Handle|Parent|Net Type|Origin AS|Organization'
    || '|Registration Date|Comments|Resource Tech POCs|Resource Abuse POCs|Resource NOC POCs'
  WHEN 'asn' THEN 'Action|Action Date|Number|Name|Handle|Organization|Registration Date|Comments'
    || '|ASN Tech POCs|ASN Abuse POCs|ASN NOC POCs'
  WHEN 'organisation' THEN 'Action|Action Date|Org Name|Org Handle|Address|City|State/Province'
    || '|Postal Code|Country|Registration Date|Comments|Referral Server|Org Admin POC|Org Tech POCs'
    || '|Org Abuse POCs|Org NOC POCs'
  WHEN 'customer' THEN 'Action|Action Date|Name|Handle|Address|City|State/Province|Postal Code|Country'
    || '|Registration Date'
  WHEN 'poc' THEN 'Action|Action Date|First Name|Middle Name|Last Name|POC Handle|Company|Address|City'
    || '|State/Province|Postal Code|Country|Registration Date|Comments|Phone|Email Address'
  END, '|');
"""

# A table may run from the oldest version to the newest, or back.
VERSIONS = """
WITH directed AS (
  SELECT *, CASE WHEN first_value(day) OVER (PARTITION BY member ORDER BY line)
                      > last_value(day) OVER (PARTITION BY member ORDER BY line
                          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
                 THEN -line ELSE line END AS step,
         CASE WHEN class IN ('net', 'asn') THEN org ELSE lower(called) END AS party
  FROM record
), version AS (
  SELECT * EXCLUDE (first, last), day AS seen,
         coalesce(lead(day) OVER each_record - 1, CAST($day AS DATE)) AS last_seen,
         CASE WHEN action = 'CREATED' AND lag(removed) OVER each_record
                   AND party = last_value(party IGNORE NULLS) OVER before THEN TRUE END AS stitched,
         last_value(first IGNORE NULLS) OVER up_to AS first,
         last_value(last IGNORE NULLS) OVER up_to AS last
  FROM directed
  WINDOW each_record AS (PARTITION BY class, handle ORDER BY day, step),
         before AS (PARTITION BY class, handle ORDER BY day, step
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
         up_to AS (PARTITION BY class, handle ORDER BY day, step
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
"""

ORGANISATIONS = (
    VERSIONS
    + r"""
SELECT line, 'arin' AS registry, 'arin:' || handle AS org, CASE WHEN NOT removed THEN called END AS name,
       CASE WHEN NOT removed AND NOT withheld('name', called) THEN name_key(called) END AS name_key,
       CASE WHEN removed THEN 'removed' WHEN table_of = 'customer' THEN 'customer' END AS kind, country,
       registered, stitched, seen, last_seen
FROM version
WHERE class = 'organisation'
"""
)

REGISTRATIONS = (
    VERSIONS
    + """
SELECT line, 'arin' AS registry, family, first, last,
       CASE WHEN family = 4 OR lower(high) LIKE '%:ffff:ffff:ffff:ffff'
            THEN prefix_length(family, first, last) END AS length,
       CASE WHEN NOT removed THEN 'arin:' || org END AS org, called AS netname,
       CASE WHEN removed THEN 'removed' ELSE status END AS status, registered, handle, parent, stitched,
       seen, last_seen
FROM version
WHERE class = 'net' AND first IS NOT NULL
"""
)

AS_NUMBERS = (
    VERSIONS
    + """
SELECT line, 'arin' AS registry, first AS first_asn, last AS last_asn,
       CASE WHEN NOT removed THEN 'arin:' || org END AS org, called AS name,
       CASE WHEN removed THEN 'removed' END AS status, registered, stitched, seen, last_seen
FROM version
WHERE class = 'asn' AND first IS NOT NULL
"""
)

SAID = r"""
WITH named AS (
  SELECT line, class || ':' || handle AS record, unnest(names) AS part, unnest(cells) AS cell
  FROM record
  WHERE NOT removed
), listed AS (
  SELECT line, record, part, trim(unnest(string_split(cell, ','))) AS value
  FROM named
  WHERE part LIKE '%POC' OR part LIKE '%POCs' OR part IN ('Phone', 'Email Address')
), said AS (
  SELECT line, 'arin' AS registry, record,
         CASE part WHEN 'Phone' THEN 'phone' WHEN 'Email Address' THEN 'mailbox'
              ELSE CASE WHEN contains(part, 'Abuse') THEN 'abuse' ELSE 'contact' END END AS kind,
         part, value, regexp_replace(value, '\s*\([A-Za-z]+\)$', '') AS keyed, FALSE AS gone
  FROM listed
  UNION ALL
  SELECT line, 'arin', record, 'netname', part, cell, cell, FALSE
  FROM named
  WHERE part = 'Net Name'
  UNION ALL
  SELECT line, 'arin', class || ':' || handle, 'address', 'Address', concat_ws(', ', place, country),
         place, FALSE
  FROM record
  WHERE NOT removed AND place <> ''
)
"""

STATED = (
    VERSIONS
    + f"""
SELECT stated.*, seen, last_seen
FROM ({SAID}{ROWS}) AS stated
JOIN version ON version.line = stated.line
UNION ALL
SELECT line, 'arin', class || ':' || handle, 'removed', 'Action', NULL, NULL, FALSE, seen, last_seen
FROM version
WHERE removed
"""
)

ROWS_OF: Mapping[type[Row], str] = {
    Organisation: ORGANISATIONS,
    Registration: REGISTRATIONS,
    AsnRecord: AS_NUMBERS,
    Stated: STATED,
}
