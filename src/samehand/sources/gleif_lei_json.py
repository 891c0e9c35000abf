"""GLEIF's records of legal entities that have an LEI, as JSON.

An array of `{"LEI", "Entity", "Registration"}`, over many lines, one a line, or all on one. Names
present, previous and transliterated, both addresses, the number in the home register, status and
days are read; records annulled or told twice are left out. What fools it: the legal address is
often an agent's; a lapsed record says what was so when it was last paid for; and a file of changes
would be taken for the whole.
"""

from samehand.sources import Expect, Source, gleif
from samehand.tables.company import Company, CompanyName, CompanyNumber, CompanyPlace

RECORD = r"""
WITH told AS (
  SELECT line, body IS NULL AS broken, from_json(body, '{
           "LEI": "VARCHAR",
           "Entity": {
             "LegalName": "VARCHAR", "EntityStatus": "VARCHAR", "EntityCategory": "VARCHAR",
             "LegalJurisdiction": "VARCHAR", "EntityCreationDate": "VARCHAR",
             "OtherEntityNames": [{"type": "VARCHAR", "OtherEntityName": "VARCHAR"}],
             "TransliteratedOtherEntityNames": [{"type": "VARCHAR",
                                                 "TransliteratedOtherEntityName": "VARCHAR"}],
             "LegalAddress": {"FirstAddressLine": "VARCHAR", "AdditionalAddressLine": "JSON",
                              "City": "VARCHAR", "Region": "VARCHAR", "Country": "VARCHAR",
                              "PostalCode": "VARCHAR"},
             "HeadquartersAddress": {"FirstAddressLine": "VARCHAR",
                                     "AdditionalAddressLine": "JSON", "City": "VARCHAR",
                                     "Region": "VARCHAR", "Country": "VARCHAR",
                                     "PostalCode": "VARCHAR"},
             "RegistrationAuthority": {"RegistrationAuthorityID": "VARCHAR",
                                       "RegistrationAuthorityEntityID": "VARCHAR"},
             "LegalEntityEvents": [{"LegalEntityEventType": "VARCHAR",
                                    "LegalEntityEventEffectiveDate": "VARCHAR"}]},
           "Registration": {"RegistrationStatus": "VARCHAR"}}') AS said
  FROM json_object()
), taken AS (
  SELECT line, broken, said.LEI AS lei, said.Entity AS about,
         coalesce(said.Registration.RegistrationStatus, '') AS state
  FROM told
)
SELECT line, lei, about.LegalName AS name, about.LegalJurisdiction AS jurisdiction,
       about.EntityCategory AS category, about.EntityStatus AS status,
       day(left(about.EntityCreationDate, 10)) AS created,
       day(left(list_filter(about.LegalEntityEvents,
                            lambda event: event.LegalEntityEventType = 'DISSOLUTION')[1]
                  .LegalEntityEventEffectiveDate, 10)) AS dissolved,
       list_concat(
         list_transform(about.OtherEntityNames, lambda other: struct_pack(
           kind := other.type, name := other.OtherEntityName)),
         list_transform(about.TransliteratedOtherEntityNames, lambda other: struct_pack(
           kind := other.type, name := other.TransliteratedOtherEntityName))) AS others,
       about.RegistrationAuthority.RegistrationAuthorityID AS authority,
       about.RegistrationAuthority.RegistrationAuthorityEntityID AS number,
       struct_pack(one := about.LegalAddress.FirstAddressLine,
                   two := json_words(about.LegalAddress.AdditionalAddressLine),
                   city := about.LegalAddress.City,
                   region := about.LegalAddress.Region, country := about.LegalAddress.Country,
                   postcode := about.LegalAddress.PostalCode) AS legal,
       struct_pack(one := about.HeadquartersAddress.FirstAddressLine,
                   two := json_words(about.HeadquartersAddress.AdditionalAddressLine),
                   city := about.HeadquartersAddress.City,
                   region := about.HeadquartersAddress.Region,
                   country := about.HeadquartersAddress.Country,
                   postcode := about.HeadquartersAddress.PostalCode) AS seat,
       CASE WHEN broken THEN 'no whole JSON object'
            WHEN lei IS NULL OR NOT regexp_full_match(lei, '[A-Z0-9]{18}\d\d') THEN 'no LEI'
            WHEN about.LegalName IS NULL THEN 'no name'
       END AS fault
FROM taken
WHERE state NOT IN ('ANNULLED', 'DUPLICATE')
"""

SAMPLE = """\
[
  {
    "LEI": "5299EXAMPLE000000017",
    "Entity": {
      "LegalName": "Example Hosting & Sons, LLC",
      "OtherEntityNames": [
        {
          "type": "PREVIOUS_LEGAL_NAME", "OtherEntityName": "Old Shelf LLC"
        }
      ],
      "TransliteratedOtherEntityNames": [
        {
          "type": "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME",
          "TransliteratedOtherEntityName": "Beispiel Hosting LLC"
        }
      ],
      "LegalAddress": {
        "FirstAddressLine": "C/O Example Agents", "AdditionalAddressLine": "1 Example Road",
        "City": "Exampleton", "Region": "US-DE", "Country": "US", "PostalCode": "99901"
      },
      "HeadquartersAddress": {
        "FirstAddressLine": "5 Example Street", "City": "Exampleton", "Region": "ZZ-7",
        "Country": "ZZ", "PostalCode": "ZZ1 1ZZ"
      },
      "RegistrationAuthority": {
        "RegistrationAuthorityID": "RA999901", "RegistrationAuthorityEntityID": "77"
      },
      "LegalJurisdiction": "US-DE", "EntityCategory": "GENERAL", "EntityStatus": "ACTIVE",
      "EntityCreationDate": "2014-02-05T00:00:00.000Z"
    },
    "Registration": {"RegistrationStatus": "ISSUED"}
  },
  {
    "LEI": "5299EXAMPLE",
    "Entity": {"LegalName": "Example of a Cut LEI"}
  },
  {
    "LEI": "5299EXAMPLE000000019",
    "Entity": {"LegalName": "Example Told Twice"},
    "Registration": {"RegistrationStatus": "DUPLICATE"}
  },
  {
    "LEI": "5299EXAMPLE000000018",
    "Entity": {"LegalName": "Beispiel GmbH", "LegalJurisdiction": "ZZ", "EntityStatus": "INACTIVE"}
  }
]
"""

SOURCE = Source(
    name="gleif_lei_json",
    title="Legal entities with an LEI, as JSON",
    url=gleif.URL,
    licence=gleif.LICENCE,
    read_in="samples of 10 and 13 records of 2023, turned into JSON by others",
    tried=True,
    fills={
        Company: Expect(1_000_000, 20_000_000),
        CompanyName: Expect(100_000, 20_000_000),
        CompanyNumber: Expect(1_000_000, 40_000_000),
        CompanyPlace: Expect(1_000_000, 40_000_000),
    },
    knows=lambda head: all(
        any(word in line for line in head.lines) for word in ('"LEI"', '"LegalName"')
    ),
    record=RECORD,
    rows={
        Company: gleif.COMPANIES,
        CompanyName: gleif.NAMES,
        CompanyNumber: gleif.NUMBERS,
        CompanyPlace: gleif.PLACES,
    },
    sample=SAMPLE,
    sample_name="lei2.json",
    sample_day=gleif.DAY,
    sample_rows=gleif.companies(2, 42),
)
