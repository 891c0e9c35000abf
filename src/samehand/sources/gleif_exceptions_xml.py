"""GLEIF's reporting exceptions, as XML, whole files only: who names no parent, and why.

One `<Exception>` over several lines; the same is read as from JSON. What fools it: a reason is
the entity's own word; that nobody is named does not say that there is nobody.
"""

from samehand.sources import Expect, Source, gleif
from samehand.tables.company import Ownership

RECORD = r"""
WITH told AS (
  SELECT line, body, xml_of(body, 'LEI') AS lei, xml_of(body, 'ExceptionCategory') AS category,
         xml_of(body, 'ExceptionReason') AS reason
  FROM xml_element('Exception', 'LEI')
)
SELECT line, lei, category, reason,
       CASE WHEN body IS NULL THEN 'no whole record'
            WHEN NOT coalesce(regexp_full_match(lei, '[A-Z0-9]{18}\d\d'), FALSE) THEN 'no LEI'
            WHEN reason IS NULL THEN 'no reason'
       END AS fault
FROM told
"""

PROMISED = r"""
SELECT 'records' AS what, max(number(regexp_extract(text, 'RecordCount>(\d+)<', 1))) AS wanted,
       count(*) FILTER (regexp_matches(text, '<(\w+:)?Exception(\s|>|$)')) AS found
FROM line
WHERE contains(text, 'RecordCount') OR contains(text, 'Exception')
"""

SAMPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<repex:ReportingExceptionData xmlns:repex="http://www.gleif.org/data/schema/repex/2016">
  <repex:Header>
    <repex:ContentDate>2017-03-01T09:03:29Z</repex:ContentDate>
    <repex:FileContent>GLEIF_FULL_PUBLISHED</repex:FileContent>
    <repex:RecordCount>3</repex:RecordCount>
  </repex:Header>
  <repex:ReportingExceptions>
<repex:Exception xmlns:repex="http://www.gleif.org/data/schema/repex/2016">
   <repex:LEI>5299EXAMPLE000000017</repex:LEI>
   <repex:ExceptionCategory>ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT</repex:ExceptionCategory>
   <repex:ExceptionReason>NO_KNOWN_PERSON</repex:ExceptionReason>
</repex:Exception>
<repex:Exception>
   <repex:LEI>5299EXAMPLE000000018</repex:LEI>
   <repex:ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</repex:ExceptionCategory>
</repex:Exception>
<repex:Exception>
   <repex:LEI>5299EXAMPLE000000017</repex:LEI>
   <repex:ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</repex:ExceptionCategory>
   <repex:ExceptionReason>NON_PUBLIC</repex:ExceptionReason>
</repex:Exception>
  </repex:ReportingExceptions>
</repex:ReportingExceptionData>
"""

SOURCE = Source(
    name="gleif_exceptions_xml",
    title="Legal entities with an LEI that name no parent, as XML",
    url=gleif.URL,
    licence=gleif.LICENCE,
    read_in="samples of 7 to 10 records cut from whole files of 2023",
    tried=True,
    fills={Ownership: Expect(1_000_000, 50_000_000)},
    knows=lambda head: gleif.is_whole(head, "ReportingExceptions"),
    day=gleif.content_day,
    record=RECORD,
    rows={Ownership: gleif.EXCEPTIONS},
    promised=PROMISED,
    sample=SAMPLE,
    sample_name="repex.xml",
    sample_day=gleif.DAY,
    sample_rows=gleif.exceptions(9, 18),
)
