"""Companies House's list of live companies: BasicCompanyData, whole or in parts, as CSV.

A company a row, all cells quoted: name, number, registered office, status, days, and up to ten
previous names, each with the day it ended. Accounts, mortgages and trades are not read. What
fools it: dissolved companies leave the list, and it says nothing of when; an office can be that
of an agent, which the number of companies at it tells; a part alone shows no company of others.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import Company, CompanyName, CompanyNumber, CompanyPlace

RECORD = r"""
WITH place AS (
  SELECT csv_place(names, 'companyname') AS name, csv_place(names, 'companynumber') AS number,
         csv_place(names, 'regaddress.careof') AS care, csv_place(names, 'regaddress.pobox') AS box,
         csv_place(names, 'regaddress.addressline1') AS one,
         csv_place(names, 'regaddress.addressline2') AS two,
         csv_place(names, 'regaddress.posttown') AS town,
         csv_place(names, 'regaddress.county') AS county,
         csv_place(names, 'regaddress.country') AS country,
         csv_place(names, 'regaddress.postcode') AS postcode,
         csv_place(names, 'companycategory') AS kind, csv_place(names, 'companystatus') AS status,
         csv_place(names, 'incorporationdate') AS begun,
         csv_place(names, 'dissolutiondate') AS ended,
         csv_place(names, 'previousname_1.condate') AS changed,
         len(list_filter(names, lambda name: name LIKE 'previousname%')) AS changes
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.name) AS name,
         csv_cell(cell, place.number) AS number,
         words(['C/O ' || csv_cell(cell, place.care), 'PO Box ' || csv_cell(cell, place.box),
                csv_cell(cell, place.one), csv_cell(cell, place.two), csv_cell(cell, place.town),
                csv_cell(cell, place.county), csv_cell(cell, place.postcode)]) AS address,
         csv_cell(cell, place.country) AS country, csv_cell(cell, place.postcode) AS postcode,
         csv_cell(cell, place.kind) AS kind, csv_cell(cell, place.status) AS status,
         csv_cell(cell, place.begun) AS begun, csv_cell(cell, place.ended) AS ended,
         CASE WHEN csv_cell(cell, place.changed + 1) IS NOT NULL
              THEN cell[place.changed:place.changed + place.changes - 1] END AS previous
  FROM csv_row(), place
), dated AS (
  SELECT * EXCLUDE (begun, ended), begun, ended,
         CAST(try_strptime(begun, '%d/%m/%Y') AS DATE) AS incorporated,
         CAST(try_strptime(ended, '%d/%m/%Y') AS DATE) AS dissolved
  FROM told
)
SELECT * EXCLUDE (broken, begun, ended), 'companies-house:' || number AS company,
       CASE WHEN left(number, 2) IN ('SC', 'SL', 'SO') THEN 'GB-SCT'
            WHEN left(number, 2) IN ('NI', 'NC', 'NL', 'R0') THEN 'GB-NIR'
            WHEN regexp_full_match(left(number, 2), '\d\d|OC|LP') THEN 'GB-EAW' END AS jurisdiction,
       CASE WHEN broken IS NOT NULL THEN broken
            WHEN number IS NULL OR NOT regexp_full_match(number, '[0-9A-Z]{8}') THEN 'no company number'
            WHEN name IS NULL THEN 'no name'
            WHEN begun IS NOT NULL AND incorporated IS NULL
              OR ended IS NOT NULL AND dissolved IS NULL THEN 'a day that is none'
       END AS fault
FROM dated
"""

COMPANIES = """
SELECT line, 'companies-house' AS register, company, name, name_key(name) AS name_key,
       'GB' AS country, jurisdiction, kind, status, incorporated, dissolved
FROM record
"""

NAMES = """
WITH turned AS (
  SELECT line, company, previous, unnest(generate_series(1, len(previous) - 1, 2)) AS turn
  FROM record
  WHERE previous IS NOT NULL
), named AS (
  SELECT line, company, csv_cell(previous, turn + 1) AS name,
         CAST(try_strptime(csv_cell(previous, turn), '%d/%m/%Y') AS DATE) AS until
  FROM turned
)
SELECT line, 'companies-house' AS register, company, 'previous' AS kind, name,
       name_key(name) AS name_key, until
FROM named
WHERE name IS NOT NULL
"""

NUMBERS = """
SELECT line, 'companies-house' AS register, company, 'GB-COH' AS scheme, number
FROM record
"""

PLACES = """
SELECT line, 'companies-house' AS register, company, 'registered' AS kind, address,
       address_key(address) AS address_key, postcode, country
FROM record
WHERE address IS NOT NULL
"""

SAMPLE = """\
CompanyName, CompanyNumber,RegAddress.CareOf,RegAddress.POBox,RegAddress.AddressLine1, \
RegAddress.AddressLine2,RegAddress.PostTown,RegAddress.County,RegAddress.Country,\
RegAddress.PostCode,CompanyCategory,CompanyStatus,CountryOfOrigin,DissolutionDate,\
IncorporationDate,URI,PreviousName_1.CONDATE, PreviousName_1.CompanyName,\
PreviousName_2.CONDATE, PreviousName_2.CompanyName,ConfStmtNextDueDate, ConfStmtLastMadeUpDate
"EXAMPLE HOSTING LTD","09999901","","","1 EXAMPLE ROAD","FLOOR 2","EXAMPLETON","","ENGLAND",\
"EX1 2MP","Private Limited Company","Active","United Kingdom","","05/02/2014",\
"http://example.org/09999901","03/03/2015","OLD SHELF ""A"" LIMITED","","","19/02/2018","05/02/2017"
"EXAMPLE OF NO NUMBER LTD","","","","1 EXAMPLE ROAD","","EXAMPLETON","","","EX1 2MP",\
"Private Limited Company","Active","United Kingdom","","06/02/2014","","","","","","",""
"BEISPIEL
(SCOTLAND) LLP","SO999902","EXAMPLE AGENTS","7","","","BEISPIELBURGH","","SCOTLAND","",\
"Limited Liability Partnership","Active","United Kingdom","","","","","","","","",""
"""

SAYS = Sayings("companies-house", date(2017, 3, 1))
ONE, TWO = "companies-house:09999901", "companies-house:SO999902"

SOURCE = Source(
    name="companies_house_csv",
    title="Live companies of the United Kingdom, as Companies House lists them",
    url="download.companieshouse.gov.uk: BasicCompanyDataAsOneFile, or its parts",
    licence="Companies House's free data product; may be used without restriction",
    read_in="its list of columns and descriptions of the product; no file of it was at hand",
    tried=False,
    fills={
        Company: Expect(100_000, 10_000_000),
        CompanyName: Expect(10_000, 10_000_000),
        CompanyNumber: Expect(100_000, 10_000_000),
        CompanyPlace: Expect(100_000, 10_000_000),
    },
    knows=lambda head: columns(head) >= {"companynumber", "regaddress.addressline1", "uri"},
    record=RECORD,
    rows={
        Company: COMPANIES,
        CompanyName: NAMES,
        CompanyNumber: NUMBERS,
        CompanyPlace: PLACES,
    },
    sample=SAMPLE,
    sample_name="BasicCompanyDataAsOneFile-2017-03-01.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.company(
            2,
            ONE,
            "EXAMPLE HOSTING LTD",
            country="GB",
            jurisdiction="GB-EAW",
            kind="Private Limited Company",
            status="Active",
            incorporated=date(2014, 2, 5),
        ),
        SAYS.company(
            4,
            TWO,
            "BEISPIEL\n(SCOTLAND) LLP",
            country="GB",
            jurisdiction="GB-SCT",
            kind="Limited Liability Partnership",
            status="Active",
        ),
        SAYS.named(2, ONE, 'OLD SHELF "A" LIMITED', until=date(2015, 3, 3)),
        SAYS.numbered(2, ONE, "GB-COH", "09999901"),
        SAYS.numbered(4, TWO, "GB-COH", "SO999902"),
        SAYS.placed(
            2,
            ONE,
            "1 EXAMPLE ROAD, FLOOR 2, EXAMPLETON, EX1 2MP",
            "1 example rd fl 2 exampleton ex12mp",
            postcode="EX1 2MP",
            country="ENGLAND",
        ),
        SAYS.placed(
            4,
            TWO,
            "C/O EXAMPLE AGENTS, PO Box 7, BEISPIELBURGH",
            "careof example agents pobox 7 beispielburgh",
            country="SCOTLAND",
        ),
    ),
)
