"""GLEIF's records of legal entities that have an LEI, as XML (LEI-CDF), whole files only.

One `<LEIRecord>` over several lines. The same is read as from JSON. `RecordCount` promises how
many there are; a file of changes (`FileContent` names it a delta) is not read. What fools it: the
legal address is often an agent's; a lapsed record says what was so when it was last paid for. The
whole file has some 200 million lines: its JSON needs far less memory.
"""

from samehand.sources import Expect, Source, gleif
from samehand.tables.company import Company, CompanyName, CompanyNumber, CompanyPlace

RECORD = r"""
WITH cut AS (
  SELECT line, body, xml_inside(body, 'LegalAddress') AS legal,
         xml_inside(body, 'HeadquartersAddress') AS seat,
         list_filter(xml_all(body, 'LegalEntityEvent'),
                     lambda event: contains(event, '>DISSOLUTION<'))[1] AS ended,
         list_concat(xml_all(body, 'OtherEntityName'),
                     xml_all(body, 'TransliteratedOtherEntityName')) AS others
  FROM xml_element('LEIRecord', 'LEI')
), told AS (
  SELECT line, body, xml_of(body, 'LEI') AS lei, xml_of(body, 'LegalName') AS name,
         xml_of(body, 'LegalJurisdiction') AS jurisdiction,
         xml_of(body, 'EntityCategory') AS category, xml_of(body, 'EntityStatus') AS status,
         day(left(xml_of(body, 'EntityCreationDate'), 10)) AS created,
         day(left(xml_of(ended, 'LegalEntityEventEffectiveDate'), 10)) AS dissolved,
         list_transform(others, lambda other: struct_pack(
           kind := regexp_extract(other, 'type="(\w+)"', 1), name := xml_text(other))) AS others,
         xml_of(body, 'RegistrationAuthorityID') AS authority,
         xml_of(body, 'RegistrationAuthorityEntityID') AS number,
         struct_pack(
           one := xml_of(legal, 'FirstAddressLine'),
           two := words(list_transform(xml_all(legal, 'AdditionalAddressLine'), lambda each: xml_text(each))),
           city := xml_of(legal, 'City'), region := xml_of(legal, 'Region'),
           country := xml_of(legal, 'Country'), postcode := xml_of(legal, 'PostalCode')) AS legal,
         struct_pack(
           one := xml_of(seat, 'FirstAddressLine'),
           two := words(list_transform(xml_all(seat, 'AdditionalAddressLine'), lambda each: xml_text(each))),
           city := xml_of(seat, 'City'), region := xml_of(seat, 'Region'),
           country := xml_of(seat, 'Country'), postcode := xml_of(seat, 'PostalCode')) AS seat,
         coalesce(xml_of(body, 'RegistrationStatus'), '') AS state
  FROM cut
)
SELECT * EXCLUDE (body, state),
       CASE WHEN body IS NULL THEN 'no whole record'
            WHEN lei IS NULL OR NOT regexp_full_match(lei, '[A-Z0-9]{18}\d\d') THEN 'no LEI'
            WHEN name IS NULL THEN 'no name'
       END AS fault
FROM told
WHERE state NOT IN ('ANNULLED', 'DUPLICATE')
"""

PROMISED = r"""
SELECT 'records' AS what, max(number(regexp_extract(text, 'RecordCount>(\d+)<', 1))) AS wanted,
       count(*) FILTER (regexp_matches(text, '<(\w+:)?LEIRecord(\s|>|$)')) AS found
FROM line
WHERE contains(text, 'RecordCount') OR contains(text, 'LEIRecord')
"""

SAMPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016">
  <lei:LEIHeader>
    <lei:ContentDate>2017-03-01T08:20:51Z</lei:ContentDate>
    <lei:FileContent>GLEIF_FULL_PUBLISHED</lei:FileContent>
    <lei:RecordCount>4</lei:RecordCount>
  </lei:LEIHeader>
  <lei:LEIRecords>
<lei:LEIRecord xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
               xmlns:lei="http://www.gleif.org/data/schema/leidata/2016">
   <lei:LEI>5299EXAMPLE000000017</lei:LEI>
   <lei:Entity>
      <lei:LegalName xml:lang="en">Example Hosting &amp; Sons, LLC</lei:LegalName>
      <lei:OtherEntityNames>
         <lei:OtherEntityName xml:lang="en" type="PREVIOUS_LEGAL_NAME">Old Shelf LLC</lei:OtherEntityName>
      </lei:OtherEntityNames>
      <lei:TransliteratedOtherEntityNames>
         <lei:TransliteratedOtherEntityName
            type="AUTO_ASCII_TRANSLITERATED_LEGAL_NAME">Beispiel Hosting LLC</lei:TransliteratedOtherEntityName>
      </lei:TransliteratedOtherEntityNames>
      <lei:LegalAddress xml:lang="en">
         <lei:FirstAddressLine>C/O Example Agents</lei:FirstAddressLine>
         <lei:AdditionalAddressLine>1 Example Road</lei:AdditionalAddressLine>
         <lei:City>Exampleton</lei:City>
         <lei:Region>US-DE</lei:Region>
         <lei:Country>US</lei:Country>
         <lei:PostalCode>99901</lei:PostalCode>
      </lei:LegalAddress>
      <lei:HeadquartersAddress xml:lang="en">
         <lei:FirstAddressLine>5 Example Street</lei:FirstAddressLine>
         <lei:City>Exampleton</lei:City>
         <lei:Country>ZZ</lei:Country>
         <lei:PostalCode>ZZ1 1ZZ</lei:PostalCode>
      </lei:HeadquartersAddress>
      <lei:RegistrationAuthority>
         <lei:RegistrationAuthorityID>RA999901</lei:RegistrationAuthorityID>
         <lei:RegistrationAuthorityEntityID>77</lei:RegistrationAuthorityEntityID>
      </lei:RegistrationAuthority>
      <lei:LegalJurisdiction>US-DE</lei:LegalJurisdiction>
      <lei:EntityCategory>GENERAL</lei:EntityCategory>
      <lei:EntityStatus>ACTIVE</lei:EntityStatus>
      <lei:EntityCreationDate>2014-02-05T00:00:00.000Z</lei:EntityCreationDate>
   </lei:Entity>
   <lei:Registration>
      <lei:RegistrationStatus>ISSUED</lei:RegistrationStatus>
   </lei:Registration>
</lei:LEIRecord>
<lei:LEIRecord>
   <lei:LEI>5299EXAMPLE</lei:LEI>
   <lei:Entity>
      <lei:LegalName xml:lang="en">Example of a Cut LEI</lei:LegalName>
   </lei:Entity>
</lei:LEIRecord>
<lei:LEIRecord>
   <lei:LEI>5299EXAMPLE000000019</lei:LEI>
   <lei:Entity>
      <lei:LegalName xml:lang="en">Example Told Twice</lei:LegalName>
   </lei:Entity>
   <lei:Registration>
      <lei:RegistrationStatus>DUPLICATE</lei:RegistrationStatus>
   </lei:Registration>
</lei:LEIRecord>
<lei:LEIRecord>
   <lei:LEI>5299EXAMPLE000000018</lei:LEI>
   <lei:Entity>
      <lei:LegalName xml:lang="de">Beispiel GmbH</lei:LegalName>
      <lei:LegalJurisdiction>ZZ</lei:LegalJurisdiction>
      <lei:EntityStatus>INACTIVE</lei:EntityStatus>
   </lei:Entity>
</lei:LEIRecord>
  </lei:LEIRecords>
</lei:LEIData>
"""


SOURCE = Source(
    name="gleif_lei_xml",
    title="Legal entities with an LEI, as XML",
    url=gleif.URL,
    licence=gleif.LICENCE,
    read_in="samples of 11 and 13 records cut from whole files of 2023",
    tried=True,
    fills={
        Company: Expect(1_000_000, 20_000_000),
        CompanyName: Expect(100_000, 20_000_000),
        CompanyNumber: Expect(1_000_000, 40_000_000),
        CompanyPlace: Expect(1_000_000, 40_000_000),
    },
    knows=lambda head: gleif.is_whole(head, "LEIRecords"),
    day=gleif.content_day,
    record=RECORD,
    rows={
        Company: gleif.COMPANIES,
        CompanyName: gleif.NAMES,
        CompanyNumber: gleif.NUMBERS,
        CompanyPlace: gleif.PLACES,
    },
    promised=PROMISED,
    sample=SAMPLE,
    sample_name="lei2.xml",
    sample_day=gleif.DAY,
    sample_rows=gleif.companies(9, 63),
)
