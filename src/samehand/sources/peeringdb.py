"""A dump of PeeringDB: networks, the organisations they belong to, and their public contacts.

One JSON document, `{"net": {"data": [...]}, "org": ..., "poc": ...}`, in whatever layout; of its
classes networks, organisations and contacts are read, told by their fields. What a contact or a
website states is stated of the AS number. Contacts that are not public are counted as withheld.

What fools it: networks describe themselves, and only those that peer do; an organisation can list
networks that it runs for others; records stay when a network is gone.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.objects import CLOSED
from samehand.sources.sampled import Sample
from samehand.sources.stated import ROWS
from samehand.tables import Row
from samehand.tables.records import Stated
from samehand.tables.registry import AsnOrg

RECORD = r"""
WITH told AS (
  SELECT line, body IS NULL AS broken, CAST(body AS JSON) AS body
  FROM object
), classed AS (
  SELECT *, CASE WHEN json_exists(body, '$.irr_as_set') THEN 'net'
                 WHEN json_exists(body, '$.visible') THEN 'poc'
                 WHEN NOT json_exists(body, '$.org_id') THEN 'org' END AS class
  FROM told
), named AS (
  SELECT line, broken, class, number(body ->> '$.id') AS id, number(body ->> '$.org_id') AS org_id,
         number(body ->> '$.net_id') AS net_id, asn(body ->> '$.asn') AS asn,
         nullif(trim(body ->> '$.name'), '') AS called, nullif(body ->> '$.country', '') AS country,
         nullif(trim(body ->> '$.website'), '') AS website, coalesce(body ->> '$.role', '') AS role,
         body ->> '$.visible' AS visible, coalesce(body ->> '$.phone', '') AS phone,
         coalesce(body ->> '$.email', '') AS mailbox,
         array_to_string(list_filter(
           [body ->> '$.address1', body ->> '$.address2', body ->> '$.city', body ->> '$.state',
            body ->> '$.zipcode'], lambda piece: trim(piece) <> ''), ', ') AS place
  FROM classed
  WHERE broken OR class IS NOT NULL AND coalesce(body ->> '$.status', 'ok') = 'ok'
)
SELECT *, CASE WHEN broken THEN 'no whole JSON object'
               WHEN id IS NULL THEN 'has no id'
               WHEN class = 'net' AND asn IS NULL THEN 'has no AS number'
               WHEN class = 'net' AND asn > 4294967295 THEN 'runs past the last AS number'
               WHEN class = 'net' AND org_id IS NULL THEN 'has no organisation'
               WHEN class = 'poc' AND net_id IS NULL THEN 'is of no network'
          END AS fault
FROM named
"""

ORGANISED = """
WITH org AS (
  SELECT id, arg_min(called, line) AS called, arg_min(country, line) AS country
  FROM record
  WHERE class = 'org'
  GROUP BY id
)
SELECT line, 'peeringdb' AS list, asn, 'peeringdb:' || org_id AS org,
       coalesce(org.called, record.called) AS name,
       name_key(coalesce(org.called, record.called)) AS name_key, org.country
FROM record
LEFT JOIN org ON org.id = record.org_id
WHERE class = 'net'
"""

SAID = r"""
WITH net AS (
  SELECT id, arg_min(asn, line) AS asn
  FROM record
  WHERE class = 'net'
  GROUP BY id
), whose AS (
  SELECT record.*, CASE class WHEN 'org' THEN 'organisation:' || record.id
                              WHEN 'net' THEN 'asn:AS' || record.asn
                              ELSE coalesce('asn:AS' || net.asn, 'net:' || net_id) END AS of
  FROM record
  LEFT JOIN net ON net.id = record.net_id
), said AS (
  SELECT line, 'peeringdb' AS registry, of AS record, 'domain' AS kind, 'website' AS part,
         website AS value,
         regexp_extract(lower(website), '^(?:https?://)?(?:www\.)?([a-z0-9.-]+\.[a-z]+)', 1) AS keyed,
         FALSE AS gone
  FROM whose
  WHERE website IS NOT NULL
  UNION ALL
  SELECT line, 'peeringdb', of, 'address', 'address', concat_ws(', ', place, country), place, FALSE
  FROM whose
  WHERE class = 'org' AND place <> ''
  UNION ALL
  SELECT line, 'peeringdb', of, 'phone', role, phone, phone, FALSE FROM whose WHERE class = 'poc'
  UNION ALL
  SELECT line, 'peeringdb', of, 'mailbox', role, mailbox, mailbox, FALSE FROM whose WHERE class = 'poc'
  UNION ALL
  SELECT line, 'peeringdb', of, 'contact', role, NULL, NULL, TRUE
  FROM whose
  WHERE class = 'poc' AND visible <> 'Public' AND phone = '' AND mailbox = ''
)
"""

SAMPLE = """\
{"net": {"data": [
{"id": 1, "org_id": 10, "name": "Example Net", "website": "https://www.example.net/", "asn": 64500, \
"irr_as_set": "AS-EXAMPLE", "info_type": "NSP", "status": "ok"},
{"id": 2, "org_id": 11, "name": "Sample Net", "website": "", "asn": 64501, "irr_as_set": "", "status": "ok"},
{"id": 3, "org_id": 11, "name": "Sample Net 2", "website": "", "asn": null, "irr_as_set": "", "status": "ok"},
{"id": 4, "org_id": 11, "name": "Gone", "asn": 64502, "irr_as_set": "", "status": "deleted"}
]},
"fac": {"data": [
{"id": 5, "org_id": 10, "name": "Example House", "address1": "9 Example Road", "status": "ok"}
]},
"org": {"data": [
{"id": 10, "name": "Example Networks, Inc.", "website": "", "address1": "1 Example Way", "address2": "", \
"city": "Example City", "country": "US", "state": "VA", "zipcode": "20151", "status": "ok"}
]},
"poc": {"data": [
{"id": 20, "net_id": 1, "role": "NOC", "visible": "Public", "name": "Operations", "phone": "+15555550100", \
"email": "NOC@example.net", "status": "ok"},
{"id": 21, "net_id": 2, "role": "Abuse", "visible": "Users", "name": "", "phone": "", "email": "", "status": "ok"}
]}}
"""

DAY = date(2024, 5, 1)
OF = Sample("peeringdb", "peeringdb", DAY)


def _organised(line: int, asn: int, org: int, told: tuple[str, str, str | None]) -> AsnOrg:
    name, key, country = told
    return AsnOrg(
        list="peeringdb",
        asn=asn,
        org=f"peeringdb:{org}",
        name=name,
        name_key=key,
        country=country,
        seen=DAY,
        cite=f"00000000:{line}",
    )


def _stated() -> tuple[Row, ...]:
    place = "1 Example Way, Example City, VA, 20151, US"
    return (
        *OF.stated(
            2, "asn:AS64500", ("domain", "website", "https://www.example.net/", "example.net")
        ),
        *OF.stated(
            *(11, "organisation:10"),
            ("address", "address", place, "1 example way example city va 20151"),
        ),
        *OF.stated(
            *(14, "asn:AS64500"),
            ("domain", "NOC", "example.net", "example.net"),
            ("mailbox", "NOC", "NOC@example.net", "noc@example.net"),
            ("phone", "NOC", "+15555550100", "+15555550100"),
        ),
        *OF.stated(15, "asn:AS64501", ("contact", "Abuse", None, None)),
    )


SOURCE = Source(
    name="peeringdb",
    title="PeeringDB: networks, organisations and contacts",
    url="publicdata.caida.org/datasets/peeringdb, daily dumps",
    licence="PeeringDB's acceptable use policy: no bulk use of contacts for other than operations",
    read_in="the fields of PeeringDB's API and of the dumps' consumers",
    tried=False,
    fills={AsnOrg: Expect(5_000, 100_000), Stated: Expect(5_000, 1_000_000)},
    knows=lambda head: any('"irr_as_set"' in line or '"org_id"' in line for line in head.lines),
    objects=("irr_as_set", "visible", "address1"),
    record=RECORD,
    rows={AsnOrg: ORGANISED, Stated: f"SELECT *, 'peeringdb' AS list FROM ({SAID}{ROWS})"},
    promised=CLOSED,
    across=("name", "name_key", "country", "record"),
    sample=SAMPLE,
    sample_name="peeringdb_2_dump_2024_05_01.json",
    sample_day=DAY,
    sample_rows=(
        _organised(2, 64500, 10, ("Example Networks, Inc.", "example networks", "US")),
        _organised(3, 64501, 11, ("Sample Net", "net sample", None)),
        *_stated(),
    ),
)
