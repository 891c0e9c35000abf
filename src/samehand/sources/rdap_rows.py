"""What RDAP answers give: the entities in them, however deep, and the rows of each table."""

from collections.abc import Mapping

from samehand.sources.stated import ROWS
from samehand.tables import Row
from samehand.tables.records import AsnRecord, Domain, Organisation, Stated
from samehand.tables.registry import Registration

MACROS = """
CREATE MACRO vcard_text(body, named) AS
  nullif(list_filter(json_extract(body, '$.vcardArray[1][*]'),
                     lambda field: field ->> '$[0]' = named)[1] ->> '$[3]', '');
CREATE MACRO event_day(body, action) AS
  day(left(list_filter(json_extract(body, '$.events[*]'),
                       lambda event: event ->> '$.eventAction' = action)[1] ->> '$.eventDate', 10));
CREATE MACRO entity_record(body, owner) AS
  CASE WHEN nullif(body ->> '$.handle', '') IS NULL
       THEN owner || '/' || coalesce(array_to_string(json_extract_string(body, '$.roles[*]'), ' '), '')
       WHEN vcard_text(body, 'kind') = 'org' THEN 'organisation:' || (body ->> '$.handle')
       ELSE 'entity:' || (body ->> '$.handle')
  END;
CREATE MACRO joined(pieces) AS
  array_to_string(list_filter(list_transform(pieces, lambda piece: trim(piece)),
                              lambda piece: piece <> ''), ', ');
"""

# An entity, and which record it is in; that of an answer about an entity is in none.
ENTITIES = """
WITH RECURSIVE nested AS (
  SELECT line, registry, record AS owner, 0 AS depth,
         CASE class WHEN 'entity' THEN [body] ELSE json_extract(body, '$.entities[*]') END AS inside,
         class = 'entity' AS itself
  FROM record
  UNION ALL
  SELECT line, registry, entity_record(body, owner), depth + 1, json_extract(body, '$.entities[*]'),
         FALSE
  FROM (SELECT line, registry, owner, depth, unnest(inside) AS body FROM nested) AS item
  WHERE depth < 5
), bodies AS (
  SELECT line, registry, owner, itself, unnest(inside) AS body
  FROM nested
), entity AS (
  SELECT *, entity_record(body, owner) AS record, nullif(body ->> '$.handle', '') AS handle,
         coalesce(json_extract_string(body, '$.roles[*]'), []) AS roles,
         vcard_text(body, 'kind') AS kind, vcard_text(body, 'fn') AS called
  FROM bodies
)
"""

ORGANISATIONS = (
    ENTITIES
    + """
SELECT DISTINCT line, registry, registry || ':' || handle AS org,
       CASE WHEN called <> handle THEN called END AS name,
       CASE WHEN called <> handle AND NOT withheld('name', called) THEN name_key(called) END AS name_key,
       kind, event_day(body, 'registration') AS registered, event_day(body, 'last changed') AS changed
FROM entity
WHERE record LIKE 'organisation:%'
"""
)

# Which entity holds the object: the registrant; where no roles are given, an organisation.
HOLDERS = """
, holder AS (
  SELECT owner, line,
         max_by(registry || ':' || handle, (list_contains(roles, 'registrant'), handle)) AS org
  FROM entity
  WHERE handle NOT LIKE '%-MNT' AND NOT itself
    AND (list_contains(roles, 'registrant') OR record LIKE 'organisation:%')
  GROUP BY owner, line
), keeper AS (
  SELECT owner, line, min(handle) AS maintainer
  FROM entity
  WHERE handle LIKE '%-MNT'
  GROUP BY owner, line
)
"""

REGISTRATIONS = (
    ENTITIES
    + HOLDERS
    + """
SELECT record.line, record.registry, family, first, last,
       CASE WHEN len(json_extract(body, '$.cidr0_cidrs[*]')) = 1
            THEN number(body ->> '$.cidr0_cidrs[0].length')
            WHEN family = 4 OR lower(high) LIKE '%:ffff:ffff:ffff:ffff'
            THEN prefix_length(family, first, last) END AS length,
       org, maintainer, nullif(body ->> '$.name', '') AS netname, nullif(body ->> '$.type', '') AS status,
       event_day(body, 'registration') AS registered, handle, body ->> '$.parentHandle' AS parent,
       nullif(body ->> '$.country', '') AS country, event_day(body, 'last changed') AS changed
FROM record
LEFT JOIN holder ON holder.owner = record.record AND holder.line = record.line
LEFT JOIN keeper ON keeper.owner = record.record AND keeper.line = record.line
WHERE class = 'ip network'
"""
)

AS_NUMBERS = (
    ENTITIES
    + HOLDERS
    + """
SELECT record.line, record.registry, first AS first_asn, last AS last_asn, org,
       nullif(body ->> '$.name', '') AS name, maintainer, nullif(body ->> '$.type', '') AS status,
       nullif(body ->> '$.country', '') AS country, event_day(body, 'registration') AS registered,
       event_day(body, 'last changed') AS changed
FROM record
LEFT JOIN holder ON holder.owner = record.record AND holder.line = record.line
LEFT JOIN keeper ON keeper.owner = record.record AND keeper.line = record.line
WHERE class = 'autnum'
"""
)

SAID = (
    ENTITIES
    + """
, property AS (
  SELECT line, registry, record, unnest(json_extract(body, '$.vcardArray[1][*]')) AS field
  FROM entity
), of_vcard AS (
  SELECT line, registry, record, lower(field ->> '$[0]') AS name, field -> '$[1]' AS about,
         field -> '$[3]' AS told, coalesce(field ->> '$[1].label', '') AS label,
         list_transform(coalesce(json_extract_string(field, '$[3][*]'), []),
                        lambda piece: regexp_replace(piece, '["\\[\\]]', '', 'g')) AS pieces
  FROM property
), spoken AS (
  SELECT line, registry, record,
         CASE name WHEN 'tel' THEN 'phone' WHEN 'email' THEN 'mailbox' WHEN 'adr' THEN 'address'
                   ELSE 'key' END AS kind,
         CASE WHEN name = 'tel' AND contains(lower(CAST(about AS VARCHAR)), 'fax') THEN 'tel fax'
              ELSE name END AS part,
         CASE WHEN name <> 'adr' THEN told ->> '$'
              WHEN label <> '' THEN regexp_replace(trim(label), '(?:\\r?\\n|\\\\n)+', ', ', 'g')
              ELSE joined(pieces) END AS value,
         CASE WHEN name = 'adr' AND label = '' THEN joined(pieces[:6]) END AS shorter
  FROM of_vcard
  WHERE name IN ('tel', 'email', 'adr', 'key')
), standing AS (
  SELECT line, registry, owner, handle, roles, record,
         coalesce(nullif(array_to_string(roles, ' '), ''), 'entities') AS part
  FROM entity
  WHERE handle IS NOT NULL AND NOT itself
), kept AS (
  SELECT line, registry, record, body
  FROM record
  UNION ALL
  SELECT line, registry, record, body
  FROM entity
  WHERE NOT itself
), redaction AS (
  SELECT line, registry, record, unnest(json_extract(body, '$.redacted[*]')) AS field
  FROM kept
), closed AS (
  SELECT line, registry, record, unnest(list_concat(
           json_extract_string(body, '$.remarks[*].type'),
           json_extract_string(body, '$.remarks[*].title'),
           json_extract_string(body, '$.notices[*].title'))) AS part
  FROM kept
), redacted AS (
  SELECT line, registry, record,
         coalesce(field ->> '$.name.description', field ->> '$.name.type', 'redacted') AS part,
         lower(concat_ws(' ', field ->> '$.name', field ->> '$.prePath', field ->> '$.postPath')) AS path
  FROM redaction
), said AS (
  SELECT line, registry, record, kind, part, value,
         CASE WHEN kind = 'address' AND registry = 'arin' AND shorter IS NULL
              THEN regexp_replace(value, ', [^,]*$', '')
              ELSE coalesce(shorter, value) END AS keyed, FALSE AS gone
  FROM spoken
  UNION ALL
  SELECT line, registry, owner, CASE WHEN handle LIKE '%-MNT' THEN 'maintainer'
                                     WHEN record LIKE 'organisation:%' THEN 'org'
                                     ELSE 'contact' END, part, handle, handle, FALSE
  FROM standing
  WHERE roles <> ['abuse']
  UNION ALL
  SELECT line, registry, owner, 'abuse', part, handle, handle, FALSE
  FROM standing
  WHERE list_contains(roles, 'abuse')
  UNION ALL
  SELECT line, registry, record, 'netname', 'name', body ->> '$.name', body ->> '$.name', FALSE
  FROM record
  WHERE class = 'ip network' AND json_exists(body, '$.name')
  UNION ALL
  SELECT line, registry, record, 'nameserver', 'nameservers', server, server, FALSE
  FROM (SELECT line, registry, record,
               unnest(json_extract_string(body, '$.nameservers[*].ldhName')) AS server
        FROM record WHERE class = 'domain') AS served
  UNION ALL
  SELECT line, registry, record,
         CASE WHEN regexp_matches(path, 'e-?mail') THEN 'mailbox'
              WHEN regexp_matches(path, '''tel''|phone|fax|voice') THEN 'phone'
              WHEN regexp_matches(path, '''adr''|street|city|postal|address') THEN 'address'
              WHEN regexp_matches(path, 'contact') THEN 'contact'
              ELSE 'other' END, part, NULL, NULL, TRUE
  FROM redacted
  UNION ALL
  SELECT line, registry, record, 'other', part, NULL, NULL, TRUE
  FROM closed
  WHERE regexp_matches(lower(part), 'redacted|due to authorization|^filtered$')
)
"""
)

DOMAINS = """
SELECT DISTINCT line, registry, registrable(substr(record, 8)) AS domain,
       event_day(body, 'registration') AS registered, event_day(body, 'reregistration') AS again,
       event_day(body, 'expiration') AS expires, event_day(body, 'last changed') AS changed
FROM record
WHERE class = 'domain' AND registrable(substr(record, 8)) <> '' AND record NOT LIKE '%.arpa'
"""

ROWS_OF: Mapping[type[Row], str] = {
    Organisation: ORGANISATIONS,
    Registration: REGISTRATIONS,
    AsnRecord: AS_NUMBERS,
    Stated: SAID + ROWS,
    Domain: DOMAINS,
}
