"""Officers of British companies, as Companies House's interface names what it says of them, as CSV.

An appointment a row: `company_number`, `name`, `officer_role`, `appointed_on`, `resigned_on`,
`date_of_birth.year`, `date_of_birth.month`, and the officer's address for service, `address.care_of`
to `address.country`. A role that begins with `corporate` is a company's. What fools it: namesakes,
who are told apart by the month of birth alone; agents and nominees, who stand for thousands.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import CompanyPlace, Officer

RECORD = r"""
WITH place AS (
  SELECT csv_place(names, 'company_number') AS number, csv_place(names, 'name') AS name,
         csv_place(names, 'officer_role') AS role, csv_place(names, 'appointed_on') AS begun,
         csv_place(names, 'resigned_on') AS ended,
         csv_place(names, 'date_of_birth.year') AS year,
         csv_place(names, 'date_of_birth.month') AS month,
         csv_place(names, 'address.care_of') AS care, csv_place(names, 'address.po_box') AS box,
         csv_place(names, 'address.premises') AS premises,
         csv_place(names, 'address.address_line_1') AS one,
         csv_place(names, 'address.address_line_2') AS two,
         csv_place(names, 'address.locality') AS town,
         csv_place(names, 'address.region') AS county,
         csv_place(names, 'address.postal_code') AS postcode,
         csv_place(names, 'address.country') AS country
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.number) AS number,
         csv_cell(cell, place.name) AS name, csv_cell(cell, place.role) AS role,
         csv_cell(cell, place.begun) AS begun, csv_cell(cell, place.ended) AS ended,
         csv_cell(cell, place.year) || '-' || lpad(csv_cell(cell, place.month), 2, '0') AS born,
         words(['C/O ' || csv_cell(cell, place.care), 'PO Box ' || csv_cell(cell, place.box),
                concat_ws(' ', csv_cell(cell, place.premises), csv_cell(cell, place.one)),
                csv_cell(cell, place.two), csv_cell(cell, place.town),
                csv_cell(cell, place.county), csv_cell(cell, place.postcode)]) AS address,
         csv_cell(cell, place.postcode) AS postcode, csv_cell(cell, place.country) AS country
  FROM csv_row(), place
)
SELECT line, 'companies-house:' || number AS company, name, role, role NOT LIKE 'corporate%' AS person,
       CASE WHEN regexp_full_match(born, '\d{4}-\d\d') THEN born END AS born, day(begun) AS since,
       day(ended) AS until, address, postcode, country,
       CASE WHEN broken IS NOT NULL THEN broken
            WHEN number IS NULL OR NOT regexp_full_match(number, '[0-9A-Z]{8}') THEN 'no company number'
            WHEN name IS NULL THEN 'no name'
            WHEN role IS NULL THEN 'no role'
            WHEN begun IS NOT NULL AND day(begun) IS NULL
              OR ended IS NOT NULL AND day(ended) IS NULL THEN 'a day that is none'
       END AS fault
FROM told
"""

OFFICERS = """
SELECT line, 'companies-house-officers' AS register, company, name, name_key(name) AS name_key,
       role, person, born, since, until
FROM record
"""

PLACES = """
SELECT line, 'companies-house-officers' AS register, company, 'officer' AS kind, address,
       address_key(address) AS address_key, postcode, country, until
FROM record
WHERE address IS NOT NULL
"""

SAMPLE = """\
company_number,name,officer_role,appointed_on,resigned_on,date_of_birth.month,date_of_birth.year,\
nationality,address.premises,address.address_line_1,address.locality,address.postal_code,\
address.country
09999901,"EXAMPLE, Alex",director,2014-02-05,2016-01-31,5,1970,British,1,Example Road,Exampleton,\
EX1 2MP,England
09999901,"BEISPIEL, Toni",director,2014-02-30,,5,1971,British,1,Example Road,Exampleton,EX1 2MP,England
SO999902,EXAMPLE AGENTS LIMITED,corporate-secretary,2015-03-03,,,,,,,,,
"""

SAYS = Sayings("companies-house-officers", date(2017, 3, 1))
ONE, TWO = "companies-house:09999901", "companies-house:SO999902"

SOURCE = Source(
    name="companies_house_officers_csv",
    title="Officers of companies of the United Kingdom, in Companies House's words",
    url="developer.company-information.service.gov.uk: officers of a company, flattened to rows",
    licence="Companies House's; may be used without restriction; it holds personal data",
    read_in="the description of the interface; no file of it was at hand",
    tried=False,
    fills={Officer: Expect(1, 50_000_000), CompanyPlace: Expect(0, 50_000_000)},
    knows=lambda head: columns(head) >= {"company_number", "officer_role", "address.country"},
    record=RECORD,
    rows={Officer: OFFICERS, CompanyPlace: PLACES},
    sample=SAMPLE,
    sample_name="officers.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.officer(
            2,
            ONE,
            "EXAMPLE, Alex",
            role="director",
            person=True,
            born="1970-05",
            since=date(2014, 2, 5),
            until=date(2016, 1, 31),
        ),
        SAYS.officer(
            4,
            TWO,
            "EXAMPLE AGENTS LIMITED",
            role="corporate-secretary",
            person=False,
            since=date(2015, 3, 3),
        ),
        SAYS.placed(
            2,
            ONE,
            "1 Example Road, Exampleton, EX1 2MP",
            "1 example rd exampleton ex12mp",
            kind="officer",
            postcode="EX1 2MP",
            country="England",
            until=date(2016, 1, 31),
        ),
    ),
)
