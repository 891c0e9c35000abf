"""Saved RDAP answers (RFC 9083): blocks, AS numbers, entities, domains, name servers, errors.

One answer a file, on one line or many, or answers one a line (JSON lines); lists of search results
and saved collections (`{query: {"response": answer}}`) are taken apart. Each answer is of the day
on which it was saved, and says nothing of records that were not asked for. Thousands are read much
faster as JSON lines in one file than as files. The registry is told by `port43` or the links, and of
a domain by its last label. An entity that is an organisation is a record `organisation:HANDLE`, any
other `entity:HANDLE`; one without a handle stands under the record it is in, by its roles.

Redacted fields (RFC 9537), objects redacted or filtered as a whole, and placeholders are counted
as withheld; an error (404, 429) is set aside with its code: it is an answer, but no record.

Of a domain, the days on which it was registered, again registered, and until when, are kept; a
domain under `arpa` has none of its own.

What fools it: an entity inside an answer can be shorter than its own answer; one registry gives
maintainers as registrants, another no roles; names of persons are not kept.
"""

import re
from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.rdap_rows import MACROS, ROWS_OF
from samehand.sources.sampled import Sample
from samehand.tables import Row
from samehand.tables.records import AsnRecord, Domain, Organisation, Stated
from samehand.tables.registry import Registration

ANSWER = re.compile(r'"(?:rdapConformance|objectClassName|errorCode)"\s*:')

RECORD = r"""
WITH marked AS (
  SELECT no, text, text[1] IN ('{', '[') AND json_valid(text) AS alone, text[1] IN ('{', '[') AS opens
  FROM line
  WHERE text[1] <> '#' AND trim(text) <> ''
), begun AS (
  SELECT *, opens OR lag(alone OR text[1] IN ('}', ']'), 1, TRUE) OVER (ORDER BY no) AS begins
  FROM marked
), parted AS (
  SELECT no, text, max(CASE WHEN begins THEN no END) OVER (ORDER BY no) AS line
  FROM begun
), document AS (
  SELECT line, string_agg(text, ' ' ORDER BY no) AS text
  FROM parted
  GROUP BY line
), whole AS (
  SELECT line, CASE WHEN json_valid(text) THEN CAST(text AS JSON) END AS body
  FROM document
), several AS (
  SELECT line, body, list_concat(
           json_extract(body, '$.entitySearchResults[*]'),
           json_extract(body, '$.domainSearchResults[*]'),
           json_extract(body, '$.nameserverSearchResults[*]'),
           json_extract(body, '$.ipSearchResults[*]'),
           json_extract(body, '$.autnumSearchResults[*]'),
           json_extract(body, '$.*.response')) AS found
  FROM whole
), answer AS (
  SELECT line, unnest(CASE WHEN json_type(body) = 'ARRAY' THEN json_extract(body, '$[*]')
                           WHEN len(found) > 0 THEN found ELSE [body] END) AS body
  FROM several
), told AS (
  SELECT line, body, body ->> '$.errorCode' AS error, body ->> '$.title' AS title,
         nullif(body ->> '$.handle', '') AS handle,
         coalesce(body ->> '$.objectClassName',
                  CASE WHEN json_exists(body, '$.startAddress') THEN 'ip network'
                       WHEN json_exists(body, '$.startAutnum') THEN 'autnum'
                       WHEN json_exists(body, '$.vcardArray') THEN 'entity' END) AS class,
         lower(concat_ws(' ', body ->> '$.port43',
                         array_to_string(json_extract_string(body, '$.links[*].href'), ' '),
                         array_to_string(json_extract_string(body, '$.links[*].value'), ' '))) AS places,
         split_part(body ->> '$.startAddress', '/', 1) AS low,
         split_part(body ->> '$.endAddress', '/', 1) AS high,
         coalesce(body ->> '$.startAutnum', ltrim(upper(body ->> '$.handle'), 'AS')) AS low_asn,
         coalesce(body ->> '$.endAutnum', body ->> '$.startAutnum',
                  ltrim(upper(body ->> '$.handle'), 'AS')) AS high_asn,
         nullif(rtrim(lower(body ->> '$.ldhName'), '.'), '') AS named
  FROM answer
), placed AS (
  SELECT *, CASE WHEN regexp_matches(places, '\barin\.net') THEN 'arin'
                 WHEN regexp_matches(places, '\bafrinic\.net') THEN 'afrinic'
                 WHEN regexp_matches(places, '\bapnic\.net') THEN 'apnic'
                 WHEN regexp_matches(places, '\b(?:lacnic\.net|registro\.br)') THEN 'lacnic'
                 WHEN regexp_matches(places, '\bripe\.net') THEN 'ripencc'
                 ELSE coalesce(nullif(regexp_extract(places, '(?:https?://)?([a-z0-9.-]+)', 1), ''),
                               split_part(named, '.', -1))
            END AS registry,
         CASE class WHEN 'ip network' THEN address(low) WHEN 'autnum' THEN asn(low_asn) END AS first,
         CASE class WHEN 'ip network' THEN address(high) WHEN 'autnum' THEN asn(high_asn) END AS last,
         CASE WHEN contains(low, ':') THEN 6 ELSE 4 END AS family,
         CASE WHEN contains(high, ':') THEN 6 ELSE 4 END AS last_family,
         CASE class WHEN 'ip network' THEN 'net:' || handle
                    WHEN 'autnum' THEN 'asn:' || coalesce(handle, 'AS' || low_asn)
                    WHEN 'domain' THEN 'domain:' || named
                    WHEN 'nameserver' THEN 'nameserver:' || named
                    WHEN 'entity' THEN entity_record(body, NULL) END AS record
  FROM told
)
SELECT line, body, class, registry, handle, record, family, first, last, low, high,
       CASE WHEN body IS NULL THEN 'no whole JSON object'
            WHEN error IS NOT NULL THEN 'error ' || error || coalesce(': ' || title, '')
            WHEN class IS NULL OR class NOT IN ('ip network', 'autnum', 'entity', 'domain', 'nameserver')
            THEN 'no object of a registry in it'
            WHEN record IS NULL THEN 'has no handle or name'
            WHEN registry IS NULL THEN 'does not say of which registry it is'
            WHEN class = 'ip network' AND (first IS NULL OR last IS NULL OR first > last
                                           OR family <> last_family) THEN 'is no range of addresses'
            WHEN class = 'autnum' AND (first IS NULL OR last IS NULL OR first > last
                                       OR last > 4294967295) THEN 'is no range of AS numbers'
       END AS fault
FROM placed
"""

SAMPLE = """\
{"objectClassName":"ip network","handle":"NET-192-0-2-0-1","startAddress":"192.000.002.000",\
"endAddress":"192.000.002.255","name":"EXAMPLE-NET","type":"DIRECT ALLOCATION",\
"parentHandle":"NET-192-0-0-0-0","port43":"whois.arin.net",\
"events":[{"eventAction":"last changed","eventDate":"2017-01-28T08:32:29-05:00"},\
{"eventAction":"registration","eventDate":"2011-11-02T07:36:05-04:00"}],\
"entities":[{"handle":"EXAMPL-1","roles":["registrant"],"vcardArray":["vcard",[\
["fn",{},"text","Example Networks, Inc."],["kind",{},"text","org"],\
["adr",{"label":"1 Example Way\\nExample City\\nVA\\n20151\\nUnited States"},"text",\
["","","","","","",""]]]],\
"entities":[{"handle":"EX1-ARIN","roles":["technical","abuse"],"vcardArray":["vcard",[\
["email",{},"text","NOC@example.net"],["tel",{"type":["work","voice"]},"text","+1-555-555-0100"]]]}]}]}
{"objectClassName":"autnum","handle":"AS64500","startAutnum":64500,"endAutnum":64500,\
"name":"EXAMPLE-AS","country":"NL","links":[{"rel":"self","href":"https://rdap.db.ripe.net/autnum/64500"}],\
"entities":[{"handle":"EX-MNT","roles":["registrant"]},\
{"handle":"ORG-EX1-RIPE","roles":["registrant"],"vcardArray":["vcard",[["fn",{},"text","Example BV"],\
["kind",{},"text","org"]]]}]}
{"objectClassName":"entity","handle":"EX2-AP","port43":"whois.apnic.net","vcardArray":["vcard",[\
["fn",{},"text","Example Hostmaster"],["adr",{},"text",["","","5 Example Road","Exampleton","","2000","AU"]],\
["email",{},"text","REDACTED FOR PRIVACY"]]],\
"redacted":[{"name":{"description":"Technical Phone"},"prePath":"$.vcardArray[1][?(@[0]=='tel')]"}]}
{"objectClassName":"domain","ldhName":"Example.NET.","links":[{"rel":"self",\
"href":"https://rdap.registry.example/domain/example.net"}],\
"events":[{"eventAction":"registration","eventDate":"1995-08-14T04:00:00Z"},\
{"eventAction":"reregistration","eventDate":"2014-11-03T10:00:00Z"},\
{"eventAction":"expiration","eventDate":"2025-11-03T10:00:00Z"}],\
"nameservers":[{"objectClassName":"nameserver","ldhName":"NS1.Example.NET"}]}
{"errorCode":404,"title":"Not Found","description":["nothing is registered"]}
{"objectClassName":"ip network","handle":"NET-198-51-100-0-1","startAddress":"198.51.100.0","end
"""

DAY = date(2024, 5, 1)

ARIN = Sample(None, "arin", DAY)
RIPE = Sample(None, "ripencc", DAY)
APNIC = Sample(None, "apnic", DAY)


def _rows() -> tuple[Row, ...]:
    number = RIPE.number(
        *(2, (64500, 64500), "ORG-EX1-RIPE", "EXAMPLE-AS"), maintainer="EX-MNT", country="NL"
    )
    held = ARIN.registration(
        *(1, "192.0.2.0/24", "EXAMPL-1", "EXAMPLE-NET"),
        status="DIRECT ALLOCATION",
        registered=date(2011, 11, 2),
        handle="NET-192-0-2-0-1",
        parent="NET-192-0-0-0-0",
        changed=date(2017, 1, 28),
    )
    return (
        number,
        ARIN.organisation(1, "EXAMPL-1", "Example Networks, Inc.", "example networks", kind="org"),
        RIPE.organisation(2, "ORG-EX1-RIPE", "Example BV", "example", kind="org"),
        held,
    )


def _stated() -> tuple[Row, ...]:
    office = "1 Example Way, Example City, VA, 20151, United States"
    road = "5 Example Road, Exampleton, 2000, AU"
    return (
        *ARIN.stated(
            *(1, "entity:EX1-ARIN"),
            ("domain", "email", "example.net", "example.net"),
            ("mailbox", "email", "NOC@example.net", "noc@example.net"),
            ("phone", "tel", "+1-555-555-0100", "+15555550100"),
        ),
        *ARIN.stated(
            *(1, "net:NET-192-0-2-0-1"),
            ("netname", "name", "EXAMPLE-NET", "EXAMPLE-NET"),
            ("org", "registrant", "EXAMPL-1", "EXAMPL-1"),
        ),
        *ARIN.stated(
            *(1, "organisation:EXAMPL-1"),
            ("abuse", "technical abuse", "EX1-ARIN", "EX1-ARIN"),
            ("address", "adr", office, "1 example way example city va 20151"),
            ("contact", "technical abuse", "EX1-ARIN", "EX1-ARIN"),
        ),
        *RIPE.stated(
            *(2, "asn:AS64500"),
            ("maintainer", "registrant", "EX-MNT", "EX-MNT"),
            ("org", "registrant", "ORG-EX1-RIPE", "ORG-EX1-RIPE"),
        ),
        *APNIC.stated(
            *(3, "entity:EX2-AP"),
            ("address", "adr", road, "5 example rd exampleton 2000"),
            ("mailbox", "email", None, None),
            ("phone", "Technical Phone", None, None),
        ),
    )


def _domain() -> tuple[Row, ...]:
    place = Sample(None, "rdap.registry.example", DAY)
    named = ("nameserver", "nameservers", "NS1.Example.NET", "ns1.example.net")
    return (
        Domain(
            registry=place.registry,
            domain="example.net",
            registered=date(1995, 8, 14),
            again=date(2014, 11, 3),
            expires=date(2025, 11, 3),
            seen=DAY,
            cite="00000000:4",
        ),
        *place.stated(4, "domain:example.net", named),
    )


SOURCE = Source(
    name="rdap",
    title="Saved RDAP answers of registries",
    url="rdap.arin.net, rdap.db.ripe.net, rdap.apnic.net, rdap.lacnic.net, rdap.afrinic.net",
    licence="as each registry's terms for its RDAP service",
    read_in="RFC 9083 and RFC 9537; recorded answers of all five registries",
    tried=True,
    fills={
        Organisation: Expect(0, 1_000_000),
        Registration: Expect(0, 1_000_000),
        AsnRecord: Expect(0, 1_000_000),
        Stated: Expect(0, 10_000_000),
        Domain: Expect(0, 1_000_000),
    },
    knows=lambda head: any(ANSWER.search(line) for line in head.lines),
    macros=MACROS,
    record=RECORD,
    rows=ROWS_OF,
    answers="error %",
    sample=SAMPLE,
    sample_name="answers.json",
    sample_day=DAY,
    sample_rows=(*_rows(), *_stated(), *_domain()),
)
