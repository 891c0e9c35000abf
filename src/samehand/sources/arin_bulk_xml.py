"""ARIN's bulk whois as XML: the same database as its text, with the same facts.

`<org>`, `<poc>`, `<asn>` and `<net>` stand under one root, over many lines or several on a line;
octets are padded with zeros (`198.051.100.000`). Kinds of blocks are named as the text names them,
so that a book may hold both forms and its runs go on. Of a zip, the lines of `arin_db.xml` are read.

What fools it: as the text. A document without any line break cannot be cited and takes much memory.
"""

from samehand.sources import Source, arin_sample
from samehand.sources.arin import FILLS, JUDGED, ROWS_OF

RECORD = (
    r"""
WITH member AS (
  SELECT no, text, CASE WHEN contains(text[:40], chr(9))
                        THEN regexp_extract(text, '^[\w./-]+\.\w+\t') ELSE '' END AS place
  FROM line
), cut AS (
  SELECT no, CASE WHEN regexp_matches(text, '<(?:asn|net|org|poc)>')
                  THEN string_split(regexp_replace(text[len(place) + 1:], '<(asn|net|org|poc)>',
                                                   chr(1) || '<\1>', 'g'), chr(1))
                  ELSE [text[len(place) + 1:]] END AS pieces
  FROM member
  WHERE place = '' OR place LIKE '%arin_db.xml_'
), piece AS (
  SELECT no, unnest(pieces) AS text, generate_subscripts(pieces, 1) AS nth
  FROM cut
), numbered AS (
  SELECT row_number() OVER (ORDER BY no, nth) AS nr, no, trim(text) AS text,
         regexp_extract(text, '^<(asn|net|org|poc)>', 1) AS opens,
         regexp_matches(text, '</(?:asn|net|org|poc)>') AS closes
  FROM piece
  WHERE trim(text) NOT IN ('', '</bulkwhois>') AND text[1] <> '#'
), begun AS (
  SELECT *, opens <> '' OR lag(closes, 1, FALSE) OVER (ORDER BY nr) AS begins
  FROM numbered
), parted AS (
  SELECT *, max(CASE WHEN begins THEN nr END) OVER (ORDER BY nr ROWS UNBOUNDED PRECEDING) AS object
  FROM begun
), joined AS (
  SELECT min(no) AS line, arg_min(opens, nr) AS element, string_agg(text, '' ORDER BY nr) AS body
  FROM parted
  WHERE object IS NOT NULL
  GROUP BY object
), ended AS (
  SELECT line, element, contains(body, '</' || element || '>') AS whole,
         split_part(body, '</' || element || '>', 1) AS body
  FROM joined
), bare AS (
  SELECT *, xml_without(xml_without(xml_without(body, 'iso3166-1'), 'netBlocks'), 'comment') AS own
  FROM ended
), listed AS (
  SELECT *, xml_in(own, 'version') AS version, xml_in(body, 'netBlocks') AS blocks,
         list_transform(regexp_extract_all(body, '<pocLink [^>]*>'), lambda link: struct_pack(
           part := CASE element WHEN 'org' THEN 'Org' ELSE '' END
                   || CASE regexp_extract(link, 'function="([^"]*)"', 1)
                        WHEN 'T' THEN 'Tech' WHEN 'AB' THEN 'Abuse' WHEN 'AD' THEN 'Admin'
                        WHEN 'N' THEN 'NOC' WHEN 'R' THEN 'Routing' WHEN 'D' THEN 'DNS'
                        ELSE 'Other' END || 'Handle',
           value := regexp_extract(link, 'handle="([^"]*)"', 1))) AS links,
         list_transform(regexp_extract_all(body, '<phone>(.*?)</phone>', 1), lambda phone: struct_pack(
           part := xml_text(xml_in(phone, 'description')) || 'Phone',
           value := xml_text(xml_in(phone, 'phoneNumber')))) AS phones,
         list_transform(regexp_extract_all(body, '<email>([^<]*)</email>', 1), lambda mailbox:
           struct_pack(part := 'Mailbox', value := xml_text(mailbox))) AS mailboxes,
         list_transform(regexp_extract_all(body, '<nameserver>([^<]*)</nameserver>', 1), lambda server:
           struct_pack(part := 'Nameserver', value := xml_text(server))) AS servers
  FROM bare
), grouped AS (
  SELECT line, CASE element WHEN 'org' THEN 'organisation' WHEN '' THEN NULL ELSE element END AS class,
         xml_in(own, 'handle') AS handle, xml_in(own, 'orgHandle') AS org,
         xml_text(xml_in(own, 'name')) AS called, xml_in(own, 'parentNetHandle') AS parent,
         CASE element WHEN 'asn' THEN xml_in(own, 'startAsNumber')
                      ELSE coalesce(nullif(xml_in(own, 'startAddress'), ''),
                                    xml_in(blocks, 'startAddress')) END AS low,
         CASE element WHEN 'asn' THEN xml_in(own, 'endAsNumber')
                      ELSE coalesce(nullif(xml_in(own, 'endAddress'), ''),
                                    xml_in(split_part(blocks, '<netBlock>', -1), 'endAddress'))
         END AS high,
         CASE xml_in(blocks, 'type')
              WHEN 'DS' THEN 'assignment' WHEN 'DA' THEN 'allocation' WHEN 'A' THEN 'reallocation'
              WHEN 'S' THEN 'reassignment' WHEN 'IU' THEN 'assignment' WHEN 'IR' THEN 'reserved'
              WHEN 'AV' THEN '' WHEN '' THEN '' ELSE 'rir' END AS status,
         xml_in(own, 'registrationDate') AS registered, xml_in(own, 'updateDate') AS changed,
         list_transform(regexp_extract_all(xml_in(body, 'streetAddress'), '<line[^>]*>([^<]*)', 1),
                        lambda piece: trim(xml_text(piece))) AS street,
         xml_text(xml_in(own, 'city')) AS city, xml_text(xml_in(own, 'iso3166-2')) AS state,
         xml_text(xml_in(own, 'postalCode')) AS postcode,
         xml_in(xml_in(body, 'iso3166-1'), 'code2') AS country,
         list_filter(flatten([links, phones, mailboxes, servers]), lambda each: each.value <> '')
           AS said,
         whole,
         nullif(concat_ws(', ', CASE WHEN contains(body, '<comment>') THEN 'comment' END,
                                CASE WHEN contains(body, '<originASes>') THEN 'originASes' END), '')
           AS leftover
  FROM listed
)
"""
    + JUDGED
)

PROMISED = """
SELECT 'ends of its last object' AS what, 1 AS wanted,
       CASE WHEN regexp_matches(arg_max(text, no), '</(?:bulkwhois|asn|net|org|poc)>') THEN 1 ELSE 0
       END AS found
FROM line
WHERE trim(text) <> ''
"""

SAMPLE = """\
<?xml version="1.0"?>
<bulkwhois xmlns="http://www.arin.net/bulkwhois/core/v1">
<asn>
 <registrationDate>2002-09-13T00:00:00-04:00</registrationDate>
 <startAsNumber>64500</startAsNumber>
 <handle>AS64500</handle>
 <name>EXAMPLE-AS</name>
 <endAsNumber>64501</endAsNumber>
 <orgHandle>EXAMPL-1</orgHandle>
 <pocLinks><pocLink description="Tech" function="T" handle="EX1-ARIN"/></pocLinks>
 <updateDate>2012-01-14T10:02:03-05:00</updateDate>
</asn>
<poc>
 <city>Example City</city>
 <iso3166-1><code2>US</code2><code3>USA</code3><name>UNITED STATES</name></iso3166-1>
 <emails><email>NOC@example.net</email></emails>
 <handle>EX1-ARIN</handle>
 <isRoleAccount>Y</isRoleAccount>
 <lastName>Example Operations</lastName>
 <phones><phone><number><phoneNumber>+1-555-555-0100</phoneNumber></number>
  <type><code>O</code><description>Office</description></type></phone></phones>
 <postalCode>20151</postalCode>
 <iso3166-2>VA</iso3166-2>
 <registrationDate>1994-03-08T00:00:00-05:00</registrationDate>
 <streetAddress>
  <line number="0">1 Example Way</line>
  <line number="1">Suite 5</line>
 </streetAddress>
 <updateDate>1994-03-09T00:00:00-05:00</updateDate>
</poc>
<org><handle>EXAMPL-1</handle><name>Example Networks &amp; Sons, Inc.</name><city>Example City</city>\
<iso3166-1><code2>US</code2><name>UNITED STATES</name></iso3166-1><iso3166-2>VA</iso3166-2>\
<postalCode>20151</postalCode><streetAddress><line number="0">1 Example Way</line></streetAddress>\
<comment><line number="0">http://www.example.net</line></comment>\
<registrationDate>2001-02-03T00:00:00-05:00</registrationDate>\
<updateDate>2015-03-09T00:00:00-05:00</updateDate>\
<pocLinks><pocLink handle="EX2-ARIN" function="AB" description="Abuse"/>\
<pocLink handle="EX1-ARIN" function="T" description="Tech"/></pocLinks></org>
<net>
 <endAddress>198.051.100.255</endAddress>
 <handle>NET-198-51-100-0-1</handle>
 <name>EXAMPLE-NET</name>
 <nameservers><nameserver>NS1.EXAMPLE.NET</nameserver></nameservers>
 <netBlocks><netBlock><cidrLenth>24</cidrLenth><endAddress>198.051.100.255</endAddress>\
<type>DA</type><startAddress>198.051.100.000</startAddress></netBlock></netBlocks>
 <orgHandle>EXAMPL-1</orgHandle>
 <parentNetHandle>NET-198-0-0-0-0</parentNetHandle>
 <registrationDate>2005-03-08T00:00:00-05:00</registrationDate>
 <updateDate>2015-03-09T00:00:00-05:00</updateDate>
 <startAddress>198.051.100.000</startAddress>
 <version>4</version>
</net>
<net>
 <endAddress>198.051.100.1024</endAddress>
 <handle>NET-198-51-100-8-1</handle>
 <name>CUST-8</name>
 <orgHandle>EXAMPL-1</orgHandle>
 <startAddress>198.051.100.008</startAddress>
 <version>4</version>
</net>
</bulkwhois>
"""

SOURCE = Source(
    name="arin_bulk_xml",
    title="ARIN's bulk whois, as XML",
    url="accountws.arin.net, bulk whois (arin_db.xml), by agreement",
    licence="ARIN's bulk whois terms of use: operations and research, no redistribution",
    read_in="ARIN's description of the elements, and the style sheet that makes the text of it",
    tried=False,
    fills=FILLS,
    knows=lambda head: any("http://www.arin.net/bulkwhois/" in line for line in head.lines),
    record=RECORD,
    rows=ROWS_OF,
    promised=PROMISED,
    opens=r"<(?:asn|net|org|poc)>",
    sample=SAMPLE,
    sample_name="arin_db.xml",
    sample_day=arin_sample.DAY,
    sample_rows=(
        *arin_sample.numbers(3),
        *arin_sample.contact(13),
        *arin_sample.organisation(31),
        *arin_sample.block(32),
    ),
)
