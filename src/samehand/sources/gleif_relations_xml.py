"""GLEIF's relationship records, as XML (RR-CDF), whole files only.

One `<RelationshipRecord>` over several lines; the same is read as from JSON. What fools it:
consolidation in accounts is control as accountants see it, not every control; shares are rarely
told, and some say 1 where 100 is meant. A file of changes is not read.
"""

from samehand.sources import Expect, Source, gleif
from samehand.tables.company import Ownership

RECORD = r"""
WITH cut AS (
  SELECT line, body,
         list_filter(xml_all(body, 'RelationshipPeriod'),
                     lambda each: contains(each, '>RELATIONSHIP_PERIOD<'))[1] AS period,
         list_filter(xml_all(body, 'RelationshipQuantifier'),
                     lambda each: contains(each, '>PERCENTAGE<'))[1] AS quantity
  FROM xml_element('RelationshipRecord', 'StartNode')
), told AS (
  SELECT line, body, xml_of(xml_inside(body, 'StartNode'), 'NodeID') AS start,
         xml_of(xml_inside(body, 'EndNode'), 'NodeID') AS finish,
         xml_of(body, 'RelationshipType') AS kind, xml_of(body, 'RelationshipStatus') AS status,
         TRY_CAST(xml_of(quantity, 'QuantifierAmount') AS DOUBLE) AS share,
         day(left(xml_of(period, 'StartDate'), 10)) AS since,
         day(left(xml_of(period, 'EndDate'), 10)) AS until,
         day(left(xml_of(body, 'LastUpdateDate'), 10)) AS updated,
         coalesce(xml_of(body, 'RegistrationStatus'), '') AS state
  FROM cut
)
SELECT * EXCLUDE (body, state),
       CASE WHEN body IS NULL THEN 'no whole record'
            WHEN NOT coalesce(regexp_full_match(start, '[A-Z0-9]{18}\d\d'), FALSE)
              OR NOT coalesce(regexp_full_match(finish, '[A-Z0-9]{18}\d\d'), FALSE) THEN 'no two LEIs'
            WHEN kind IS NULL THEN 'no kind of relationship'
       END AS fault
FROM told
WHERE state NOT IN ('ANNULLED', 'DUPLICATE')
"""

PROMISED = r"""
SELECT 'records' AS what, max(number(regexp_extract(text, 'RecordCount>(\d+)<', 1))) AS wanted,
       count(*) FILTER (regexp_matches(text, '<(\w+:)?RelationshipRecord(\s|>|$)')) AS found
FROM line
WHERE contains(text, 'RecordCount') OR contains(text, 'RelationshipRecord')
"""

SAMPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
  <rr:Header>
    <rr:ContentDate>2017-03-01T09:24:22Z</rr:ContentDate>
    <rr:FileContent>GLEIF_FULL_PUBLISHED</rr:FileContent>
    <rr:RecordCount>3</rr:RecordCount>
  </rr:Header>
  <rr:RelationshipRecords>
<rr:RelationshipRecord xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
   <rr:Relationship>
      <rr:StartNode>
         <rr:NodeID>5299EXAMPLE000000017</rr:NodeID>
      </rr:StartNode>
      <rr:EndNode>
         <rr:NodeID>5299EXAMPLE000000018</rr:NodeID>
      </rr:EndNode>
      <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
      <rr:RelationshipPeriods>
         <rr:RelationshipPeriod>
            <rr:StartDate>2013-01-01T00:00:00Z</rr:StartDate>
            <rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType>
         </rr:RelationshipPeriod>
         <rr:RelationshipPeriod>
            <rr:StartDate>2014-02-05T00:00:00Z</rr:StartDate>
            <rr:EndDate>2016-01-31T00:00:00Z</rr:EndDate>
            <rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType>
         </rr:RelationshipPeriod>
      </rr:RelationshipPeriods>
      <rr:RelationshipStatus>INACTIVE</rr:RelationshipStatus>
      <rr:RelationshipQuantifiers>
         <rr:RelationshipQuantifier>
            <rr:QuantifierAmount>75.00</rr:QuantifierAmount>
            <rr:QuantifierUnits>PERCENTAGE</rr:QuantifierUnits>
         </rr:RelationshipQuantifier>
      </rr:RelationshipQuantifiers>
   </rr:Relationship>
   <rr:Registration>
      <rr:RegistrationStatus>LAPSED</rr:RegistrationStatus>
   </rr:Registration>
</rr:RelationshipRecord>
<rr:RelationshipRecord>
   <rr:Relationship>
      <rr:StartNode>
         <rr:NodeID>5299EXAMPLE000000017</rr:NodeID>
      </rr:StartNode>
   </rr:Relationship>
</rr:RelationshipRecord>
<rr:RelationshipRecord>
   <rr:Relationship>
      <rr:StartNode>
         <rr:NodeID>5299EXAMPLE000000017</rr:NodeID>
      </rr:StartNode>
      <rr:EndNode>
         <rr:NodeID>5299EXAMPLE000000018</rr:NodeID>
      </rr:EndNode>
      <rr:RelationshipType>IS_ULTIMATELY_CONSOLIDATED_BY</rr:RelationshipType>
      <rr:RelationshipStatus>INACTIVE</rr:RelationshipStatus>
   </rr:Relationship>
   <rr:Registration>
      <rr:LastUpdateDate>2016-02-01T09:59:48Z</rr:LastUpdateDate>
      <rr:RegistrationStatus>LAPSED</rr:RegistrationStatus>
   </rr:Registration>
</rr:RelationshipRecord>
  </rr:RelationshipRecords>
</rr:RelationshipData>
"""

SOURCE = Source(
    name="gleif_relations_xml",
    title="Who consolidates whom among legal entities with an LEI, as XML",
    url=gleif.URL,
    licence=gleif.LICENCE,
    read_in="samples of 9 to 12 records cut from whole files of 2023",
    tried=True,
    fills={Ownership: Expect(100_000, 20_000_000)},
    knows=lambda head: gleif.is_whole(head, "RelationshipRecords"),
    day=gleif.content_day,
    record=RECORD,
    rows={Ownership: gleif.RELATIONS},
    promised=PROMISED,
    sample=SAMPLE,
    sample_name="rr.xml",
    sample_day=gleif.DAY,
    sample_rows=gleif.relations(9, 48),
)
