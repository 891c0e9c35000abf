"""What objects of registries' databases say: records judged, and the rows they make.

`RECORD` reads `line(no, class, key, nth, name, value, withheld, text, fault)` (see `rpsl_forms`) and
gives a row an object. The database is told by `source`: RIPE's is the registry `ripencc`, others
are called as they call themselves. The `list` of a record is the file that a split dump has it in
(`ripe.db.inetnum`), also where the dump is whole, so that parts of one day's dump do not end each
other's runs; that of a route object is the database.

LACNIC writes prefixes short (`24.232/16`), names owners in the block (`owner`, `ownerid`) and the
block above (`inetnum-up`). Contacts and maintainers may be several, parted by commas. Days
are `created`, and `last-modified`, else the latest of the `changed` lines.
"""

from collections.abc import Mapping

from samehand.sources import Expect
from samehand.tables import Row
from samehand.tables.records import AsnRecord, Organisation, Stated
from samehand.tables.registry import Registration
from samehand.tables.routing import RouteObject

FILLS: Mapping[type[Row], Expect] = {
    Organisation: Expect(0, 1_000_000),
    Registration: Expect(0, 20_000_000),
    AsnRecord: Expect(0, 200_000),
    RouteObject: Expect(0, 5_000_000),
    Stated: Expect(0, 200_000_000),
}

RECORD = r"""
WITH told AS (
  SELECT no, class, key, nth, name, text, CASE WHEN NOT withheld AND value <> '' THEN value END AS value,
         CASE WHEN name = 'changed' THEN day(regexp_extract(value, '(?:^|\s)(\d{8}|\d{4}-\d\d-\d\d)\b', 1))
         END AS changed_on
  FROM line
  WHERE fault IS NULL
), gathered AS (
  SELECT no AS line, any_value(class) AS class, any_value(key) AS key,
         any_value(value) FILTER (WHERE text IS NOT NULL) AS begins,
         arg_min(value, nth) FILTER (WHERE name = 'source') AS source,
         arg_min(value, nth) FILTER (WHERE name IN ('org', 'ownerid', 'owner-id')) AS org,
         arg_min(value, nth) FILTER (WHERE name IN ('netname', 'as-name', 'org-name', 'owner')) AS called,
         arg_min(value, nth) FILTER (WHERE name IN ('status', 'org-type')) AS status,
         arg_min(value, nth) FILTER (WHERE name = 'country') AS country,
         arg_min(value, nth) FILTER (WHERE name = 'mnt-by') AS maintainers,
         arg_min(value, nth) FILTER (WHERE name = 'origin') AS origin,
         arg_min(value, nth) FILTER (WHERE name = 'inetnum-up') AS parent,
         arg_min(value, nth) FILTER (WHERE name = 'created') AS created,
         arg_min(value, nth) FILTER (WHERE name = 'last-modified') AS modified,
         max(changed_on) AS changed_on, bool_or(name = 'owner') AS owned
  FROM told
  GROUP BY no
), named AS (
  SELECT *, lower(source) AS database,
         CASE lower(source) WHEN 'ripe' THEN 'ripencc' ELSE lower(source) END AS registry,
         class IN ('inetnum', 'inet6num') AS is_block, class IN ('route', 'route6') AS is_route,
         contains(begins, '-') AS dashed, ltrim(upper(coalesce(origin, key)), 'AS ') AS number
  FROM gathered
), halved AS (
  SELECT *, CASE WHEN is_block OR is_route
                 THEN trim(split_part(begins, CASE WHEN dashed THEN '-' ELSE '/' END, 1)) END AS low,
         CASE WHEN is_block AND dashed THEN trim(split_part(begins, '-', 2)) END AS high,
         CASE WHEN (is_block OR is_route) AND NOT dashed THEN number(split_part(begins, '/', 2)) END AS bits
  FROM named
), filled AS (
  SELECT * REPLACE (CASE WHEN bits IS NOT NULL AND regexp_full_match(low, '\d+(\.\d+){0,2}')
                         THEN low || repeat('.0', 3 - len(regexp_replace(low, '[^.]', '', 'g')))
                         ELSE low END AS low)
  FROM halved
), placed AS (
  SELECT *, address(low) AS first, CASE WHEN dashed THEN address(high) END AS last,
         CASE WHEN contains(low, ':') THEN 6 ELSE 4 END AS family
  FROM filled
), spanned AS (
  SELECT *, CASE WHEN dashed AND first <= last AND contains(low, ':') = contains(high, ':')
                 THEN struct_pack(family := CAST(family AS BIGINT), first := first, last := last,
                                  length := prefix_length(family, first, last))
                 WHEN NOT dashed THEN span(low, first, bits) END AS block,
         CASE WHEN is_route OR class = 'aut-num' THEN asn(number) END AS asn
  FROM placed
)
SELECT line, class, key, class || ':' || key AS record, database || '.db.' || class AS list, database, registry,
       registry || ':' || upper(CASE class WHEN 'organisation' THEN key ELSE org END) AS org, called,
       status, upper(country) AS country, nullif(regexp_extract(maintainers, '[^\s,]+'), '') AS maintainer,
       parent, owned, block, asn, nullif(day(left(created, 10)), DATE '1970-01-01') AS created,
       coalesce(day(left(modified, 10)), changed_on) AS changed,
       CASE WHEN key IS NULL AND is_route THEN 'origin is no AS number'
            WHEN key IS NULL THEN 'has no key: what it is of is missing'
            WHEN source IS NULL THEN 'no source: of which registry it is'
            WHEN is_block AND block IS NULL THEN 'is no range of addresses'
            WHEN is_route AND block IS NULL THEN 'no prefix, or host bits set'
            WHEN is_route AND asn IS NULL THEN 'origin is no AS number'
            WHEN class = 'aut-num' AND asn IS NULL THEN 'is no AS number'
            WHEN asn > 4294967295 THEN 'runs past the last AS number'
       END AS fault
FROM spanned
UNION ALL BY NAME
SELECT no AS line, fault FROM line WHERE fault IS NOT NULL
"""

ORGANISATIONS = r"""
SELECT line, list, registry, org, called AS name, name_key(called) AS name_key, status AS kind, country,
       created AS registered, changed
FROM record
WHERE class = 'organisation'
UNION ALL
SELECT min(line), list, registry, org, called, name_key(called), NULL, country, NULL, NULL
FROM record
WHERE owned AND org IS NOT NULL
GROUP BY list, registry, org, called, country
"""

REGISTRATIONS = """
SELECT line, list, registry, block.family, block.first, block.last, block.length, org, maintainer,
       CASE WHEN NOT owned THEN called END AS netname, status, created AS registered, key AS handle, parent,
       country, changed
FROM record
WHERE class IN ('inetnum', 'inet6num')
"""

AS_NUMBERS = """
SELECT line, list, registry, asn AS first_asn, asn AS last_asn, org,
       CASE WHEN NOT owned THEN called END AS name, maintainer, status, country, created AS registered, changed
FROM record
WHERE class = 'aut-num'
"""

ROUTES = """
SELECT line, database AS list, block.family, block.first, block.last, block.length, asn AS origin,
       maintainer, created, changed
FROM record
WHERE class IN ('route', 'route6')
"""

# Attributes by the kind of what they state.
KINDS = {
    "contact": "admin-c tech-c zone-c owner-c ping-hdl",
    "abuse": "abuse-c",
    "org": "org ownerid owner-id owner",
    "sponsor": "sponsoring-org",
    "maintainer": "mnt-by mnt-lower mnt-routes mnt-domains mnt-ref mnt-irt",
    "phone": "phone fax-no",
    "mailbox": "e-mail abuse-mailbox notify mnt-nfy upd-to irt-nfy ref-nfy changed",
    "address": "address city",
    "key": "auth fingerpr",
    "nameserver": "nserver",
    "netname": "netname",
}
_PAIRS = ", ".join(
    f"('{name}', '{kind}')" for kind, names in KINDS.items() for name in names.split()
)

STATED = rf"""
WITH kinds(part, kind) AS (
  VALUES {_PAIRS}
), stating AS (
  SELECT line.no AS line, list, registry, record, kind, name AS part, nth, withheld AS gone,
         CASE kind WHEN 'maintainer' THEN trim(split_part(value, '{{', 1))
                   WHEN 'nameserver' THEN split_part(value, ' ', 1)
                   ELSE value END AS value
  FROM line
  JOIN record ON record.line = line.no
  JOIN kinds ON kinds.part = name
  WHERE record.class NOT IN ('route', 'route6') AND value <> '' AND line.fault IS NULL
    AND (kind <> 'key' OR withheld OR name = 'fingerpr' OR upper(value) LIKE 'PGPKEY-%' OR upper(value) LIKE 'X509-%')
    AND (name <> 'changed' OR contains(value, '@'))
), said AS (
  SELECT * REPLACE (CASE WHEN part = 'changed' THEN split_part(value, ' ', 1) ELSE value END AS value)
  FROM stating
  WHERE kind NOT IN ('address', 'maintainer', 'contact')
     OR kind <> 'address' AND NOT contains(value, ',') AND (kind = 'contact' OR NOT contains(value, ' '))
  UNION ALL
  SELECT * REPLACE (trim(unnest(string_split(
           CASE kind WHEN 'maintainer' THEN replace(value, ' ', ',') ELSE value END, ','))) AS value)
  FROM stating
  WHERE kind IN ('maintainer', 'contact')
    AND (contains(value, ',') OR kind = 'maintainer' AND contains(value, ' '))
  UNION ALL
  SELECT line, list, registry, record, kind, 'address' AS part, min(nth), bool_and(gone) AS gone,
         string_agg(value, ', ' ORDER BY nth) FILTER (WHERE NOT gone)
  FROM stating
  WHERE kind = 'address'
  GROUP BY line, list, registry, record, kind
), each_value AS (
  SELECT line, list, registry, record, kind, part, gone, value FROM said WHERE gone OR value <> ''
  UNION ALL
  SELECT line, list, registry, record, 'domain', part, FALSE, lower(split_part(value, '@', -1))
  FROM said
  WHERE kind = 'mailbox' AND (NOT gone OR value LIKE '***@%') AND contains(value, '@')
), spelled AS (
  SELECT kind, value, withheld(kind, value) AS hidden, stated_key(kind, value) AS value_key
  FROM (SELECT DISTINCT kind, value FROM each_value WHERE NOT gone)
)
SELECT DISTINCT line, list, registry, record, each_value.kind, part,
       CASE WHEN NOT gone AND NOT hidden THEN each_value.value END AS value,
       CASE WHEN NOT gone AND NOT hidden THEN value_key END AS value_key, gone OR hidden AS withheld
FROM each_value
LEFT JOIN spelled ON NOT gone AND spelled.kind = each_value.kind AND spelled.value = each_value.value
"""

ROWS_OF: Mapping[type[Row], str] = {
    Organisation: ORGANISATIONS,
    Registration: REGISTRATIONS,
    AsnRecord: AS_NUMBERS,
    RouteObject: ROUTES,
    Stated: STATED,
}
