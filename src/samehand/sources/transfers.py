"""Transfer logs of the five registries: which block or AS number went from whom to whom, and when.

One JSON document a registry, of all transfers since its log began. Dialects: octets padded with
zeros (`045.008.016.000`); `ip4nets` an object, a list of one, or null; dates with a time zone or
parts of a second, read as the day that is written; policy and merger transfers under several
names. Of a transfer between registries that was called off the kind is `cancelled`.

What fools it: a move between two registries stands in the logs of both; mergers are logged by some
registries only, and since some year; the organisation named can be the parent of the one that
held the space. A log of a later day says of earlier days what nobody could read then.
"""

import re
from datetime import date

from samehand.sources import Expect, Head, Source
from samehand.sources.objects import CLOSED
from samehand.tables.records import Transfer
from samehand.values.blocks import block
from samehand.values.days import day_in_name

MACROS = """
CREATE MACRO registry_named(text) AS
  CASE lower(replace(trim(text), ' ', '')) WHEN 'ripe' THEN 'ripencc'
       ELSE nullif(lower(replace(trim(text), ' ', '')), '') END;
"""

# A log says whose it is; else the registry that takes part in most of its transfers.
RECORD = r"""
WITH told AS (
  SELECT nth, line, body IS NULL AS broken, CAST(body AS JSON) AS body
  FROM object
), producer AS (
  SELECT arg_min(regexp_extract(text, '"producer"\s*:\s*"([^"]+)"', 1), no) AS named
  FROM line
  WHERE regexp_matches(text, '"producer"\s*:\s*"[^"]+"')
), takes_part AS (
  SELECT mode(named) AS named
  FROM (SELECT unnest([body ->> '$.source_rir', body ->> '$.recipient_rir']) AS named FROM told) AS ends
), said AS (
  SELECT nth, line, broken, registry_named(coalesce(producer.named, takes_part.named)) AS registry,
         lower(body ->> '$.type') AS type, lower(body ->> '$.status') AS status,
         body ->> '$.transfer_date' AS day, body ->> '$.source_registration_date' AS registered,
         nullif(trim(body ->> '$.source_organization.name'), '') AS giver,
         nullif(body ->> '$.source_organization.country_code', '') AS giver_country,
         registry_named(body ->> '$.source_rir') AS giver_registry,
         nullif(trim(body ->> '$.recipient_organization.name'), '') AS taker,
         nullif(body ->> '$.recipient_organization.country_code', '') AS taker_country,
         registry_named(body ->> '$.recipient_rir') AS taker_registry,
         list_concat(json_extract(body, '$.ip4nets.transfer_set[*]'),
                     json_extract(body, '$.ip4nets[*].transfer_set[*]'),
                     json_extract(body, '$.ip6nets.transfer_set[*]'),
                     json_extract(body, '$.ip6nets[*].transfer_set[*]'),
                     json_extract(body, '$.asns.transfer_set[*]'),
                     json_extract(body, '$.asns[*].transfer_set[*]')) AS things
  FROM told, producer, takes_part
), each_thing AS (
  SELECT nth, unnest(things) AS thing
  FROM said
), ends AS (
  SELECT nth, thing ->> '$.start_address' AS low, thing ->> '$.end_address' AS high,
         asn(thing ->> '$.start') AS first_asn, asn(thing ->> '$.end') AS last_asn
  FROM each_thing
), placed AS (
  SELECT nth, CASE WHEN low IS NULL THEN NULL WHEN contains(low, ':') THEN 6 ELSE 4 END AS family,
         CASE WHEN contains(high, ':') THEN 6 ELSE 4 END AS last_family,
         address(low) AS first, address(high) AS last, first_asn, last_asn
  FROM ends
), moved AS (
  SELECT nth, list(struct_pack(family, first, last, first_asn, last_asn)) AS moved,
         bool_and(CASE WHEN family IS NULL THEN first_asn <= last_asn AND last_asn <= 4294967295
                       ELSE first <= last AND family = last_family END) IS TRUE AS whole,
         bool_or(family IS NULL AND (first_asn IS NULL OR last_asn IS NULL)
                 OR family IS NOT NULL AND (first IS NULL OR last IS NULL)) AS hollow
  FROM placed
  GROUP BY nth
)
SELECT line, registry, moved.moved AS things, day(left(day, 10)) AS moved, giver, giver_registry,
       giver_country, taker, taker_registry, taker_country, day(left(registered, 10)) AS registered,
       CASE WHEN status LIKE '%cancelled' THEN 'cancelled'
            WHEN type LIKE '%merger%' OR type LIKE '%acquisition%' THEN 'merger'
            WHEN type IN ('resource_transfer', 'policy') THEN 'transfer'
            ELSE coalesce(type, 'unsaid') END AS kind,
       CASE WHEN broken THEN 'no whole JSON object'
            WHEN moved.nth IS NULL THEN 'moves no block and no AS number'
            WHEN NOT whole OR hollow THEN 'moves what is no range'
            WHEN day(left(day, 10)) IS NULL THEN 'has no day'
            WHEN registry IS NULL THEN 'does not say whose log it is'
       END AS fault
FROM said
LEFT JOIN moved USING (nth)
"""

TRANSFERS = """
WITH each_thing AS (
  SELECT * EXCLUDE (things), unnest(things) AS thing
  FROM record
)
SELECT line, registry, kind, moved, thing.family, thing.first, thing.last, thing.first_asn,
       thing.last_asn, giver, name_key(giver) AS giver_key, giver_registry, giver_country, taker,
       name_key(taker) AS taker_key, taker_registry, taker_country, registered
FROM each_thing
"""

SAMPLE = """\
{
  "version" : {
    "stats_version" : "4.0",
    "producer" : "ARIN",
    "production_date" : "2024-05-01T03:59:11Z"
  },
  "transfers" : [ {
    "type" : "RESOURCE_TRANSFER",
    "ip4nets" : {
      "original_set" : [ {
        "start_address" : "192.000.002.000",
        "end_address" : "192.000.002.255"
      } ],
      "transfer_set" : [ {
        "start_address" : "192.000.002.000",
        "end_address" : "192.000.002.127"
      }, {
        "start_address" : "198.051.100.000",
        "end_address" : "198.051.100.255"
      } ]
    },
    "source_organization" : {
      "name" : "Example Networks, Inc.",
      "country_code" : "US"
    },
    "recipient_organization" : {
      "name" : "Sample GmbH",
      "country_code" : "DE"
    },
    "transfer_date" : "2012-03-01T18:48:00Z",
    "source_registration_date" : "1992-03-17T05:00:00Z",
    "source_rir" : "ARIN",
    "recipient_rir" : "RIPE NCC"
  }, {
    "type" : "MERGER_ACQUISITION", "ip6nets" : null, "ip4nets" : [ ],
    "asns" : { "transfer_set" : [ { "start" : 64500, "end" : 64501 } ] },
    "source_organization" : { "name" : "Example Networks, Inc." },
    "recipient_organization" : { "name" : "Example Holdings" },
    "transfer_date" : "2019-03-01T23:48:00.123-05:00", "source_rir" : "ARIN", "recipient_rir" : "ARIN"
  }, {
    "type" : "RESOURCE_TRANSFER",
    "ip4nets" : { "transfer_set" : [ { "start_address" : "203.0.113.0", "end_address" : "203.0.113" } ] },
    "transfer_date" : "2019-04-01T00:00:00Z", "source_rir" : "ARIN", "recipient_rir" : "ARIN"
  }, {
    "type" : "RESOURCE_TRANSFER", "status" : "recipientCancelled",
    "ip6nets" : [ { "transfer_set" : [ { "start_address" : "2001:0DB8::",
    "end_address" : "2001:0DB8:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF" } ] } ],
    "source_organization" : { "name" : "Sample GmbH" }, "recipient_organization" : { },
    "transfer_date" : "2020-04-01T00:00:00Z", "source_rir" : "ARIN", "recipient_rir" : "APNIC"
  } ]
}
"""

DAY = date(2024, 5, 1)


def _day(head: Head) -> date | None:
    """The day on which the log was made."""
    made = re.search(r'"production_date"\s*:\s*"([^"]+)"', "".join(head.lines))
    return day_in_name(made[1].partition("T")[0]) if made else None


def _space(line: int, place: str, kind: str, moved: date, taker: str | None) -> Transfer:
    space = block(place)
    policy = kind == "transfer"
    return Transfer(
        registry="arin",
        kind=kind,
        moved=moved,
        family=space.family,
        first=space.first,
        last=space.last,
        giver="Example Networks, Inc." if policy else "Sample GmbH",
        giver_key="example networks" if policy else "sample",
        giver_registry="arin",
        giver_country="US" if policy else None,
        taker=taker,
        taker_key="sample" if policy else None,
        taker_registry="ripencc" if policy else "apnic",
        taker_country="DE" if policy else None,
        registered=date(1992, 3, 17) if policy else None,
        seen=DAY,
        cite=f"00000000:{line}",
    )


MERGED = Transfer(
    registry="arin",
    kind="merger",
    moved=date(2019, 3, 1),
    first_asn=64500,
    last_asn=64501,
    giver="Example Networks, Inc.",
    giver_key="example networks",
    giver_registry="arin",
    taker="Example Holdings",
    taker_key="example",
    taker_registry="arin",
    seen=DAY,
    cite="00000000:34",
)

SOURCE = Source(
    name="transfers",
    title="Transfer logs of the regional registries",
    url="each registry's statistics area, transfers/transfers_latest.json",
    licence="facts published by the registries for use; terms stand in the file",
    read_in="the specification of the log's format, drafts of the NRO; consumers of all five logs",
    tried=False,
    fills={Transfer: Expect(1, 1_000_000)},
    knows=lambda head: any(
        re.search(r'"(?:transfer_date|transfer_set|ip4nets)"', line) for line in head.lines
    ),
    macros=MACROS,
    objects=("transfer_date", "source_rir", "recipient_rir", "source_organization"),
    day=_day,
    record=RECORD,
    rows={Transfer: TRANSFERS},
    promised=CLOSED,
    across=("registry",),
    sample=SAMPLE,
    sample_name="transfers_latest.json",
    sample_day=DAY,
    sample_rows=(
        _space(7, "192.0.2.0/25", "transfer", date(2012, 3, 1), "Sample GmbH"),
        _space(7, "198.51.100.0/24", "transfer", date(2012, 3, 1), "Sample GmbH"),
        MERGED,
        _space(44, "2001:db8::/32", "cancelled", date(2020, 4, 1), None),
    ),
)
