"""OpenCorporates' companies: its bulk file `companies.csv`, of one jurisdiction or of many.

A company a row, by jurisdiction and number; previous and alternative names between `|`. Each
jurisdiction is a register of its own, whose days count apart. What fools it: the file tells what
the registers said when each company was last fetched, months or years ago (`retrieved_at` is not
read), and its address is the register's, often an agent's.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import Company, CompanyName, CompanyNumber, CompanyPlace

RECORD = r"""
WITH place AS (
  SELECT csv_place(names, 'company_number') AS number,
         csv_place(names, 'jurisdiction_code') AS jurisdiction, csv_place(names, 'name') AS name,
         csv_place(names, 'company_type') AS kind, csv_place(names, 'current_status') AS status,
         csv_place(names, 'incorporation_date') AS begun,
         csv_place(names, 'dissolution_date') AS ended,
         csv_place(names, 'previous_names') AS previous,
         csv_place(names, 'alternative_names') AS other,
         csv_place(names, 'current_alternative_legal_name') AS legal,
         csv_place(names, 'home_jurisdiction_code') AS home,
         csv_place(names, 'home_jurisdiction_company_number') AS home_number,
         csv_place(names, 'registered_address.in_full') AS in_full,
         csv_place(names, 'registered_address.street_address') AS street,
         csv_place(names, 'registered_address.locality') AS town,
         csv_place(names, 'registered_address.region') AS region,
         csv_place(names, 'registered_address.postal_code') AS postcode,
         csv_place(names, 'registered_address.country') AS country
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.number) AS number,
         csv_cell(cell, place.jurisdiction) AS jurisdiction, csv_cell(cell, place.name) AS name,
         csv_cell(cell, place.kind) AS kind, csv_cell(cell, place.status) AS status,
         csv_cell(cell, place.begun) AS begun, csv_cell(cell, place.ended) AS ended,
         csv_cell(cell, place.previous) AS previous,
         concat_ws('|', csv_cell(cell, place.other), csv_cell(cell, place.legal)) AS other,
         csv_cell(cell, place.home) AS home, csv_cell(cell, place.home_number) AS home_number,
         replace(csv_cell(cell, place.in_full), '\n', ', ') AS in_full,
         words([csv_cell(cell, place.street), csv_cell(cell, place.town),
                csv_cell(cell, place.region), csv_cell(cell, place.postcode)]) AS parts,
         csv_cell(cell, place.postcode) AS postcode, csv_cell(cell, place.country) AS country
  FROM csv_row(), place
)
SELECT line, number, jurisdiction, name, kind, status, previous, nullif(other, '') AS other, home,
       home_number, postcode, country, day(begun) AS incorporated, day(ended) AS dissolved,
       'opencorporates-' || jurisdiction AS register,
       'opencorporates-' || jurisdiction || ':' || number AS company,
       coalesce(CASE WHEN ends_with(in_full, ', ' || country)
                     THEN left(in_full, len(in_full) - len(country) - 2) ELSE in_full END, parts)
         AS address,
       CASE WHEN broken IS NOT NULL THEN broken
            WHEN number IS NULL THEN 'no company number'
            WHEN jurisdiction IS NULL OR NOT regexp_full_match(jurisdiction, '[a-z]{2}(_[a-z0-9]+)?')
            THEN 'no jurisdiction'
            WHEN name IS NULL THEN 'no name'
            WHEN begun IS NOT NULL AND day(begun) IS NULL
              OR ended IS NOT NULL AND day(ended) IS NULL THEN 'a day that is none'
       END AS fault
FROM told
"""

COMPANIES = """
SELECT line, register, company, name, name_key(name) AS name_key,
       upper(left(jurisdiction, 2)) AS country, jurisdiction, kind, status, incorporated, dissolved
FROM record
"""

NAMES = """
WITH named AS (
  SELECT line, register, company, 'previous' AS kind, trim(unnest(string_split(previous, '|'))) AS name
  FROM record
  UNION ALL
  SELECT line, register, company, 'other', trim(unnest(string_split(other, '|')))
  FROM record
)
SELECT line, register, company, kind, name, name_key(name) AS name_key
FROM named
WHERE name <> ''
"""

NUMBERS = """
SELECT line, register, company, jurisdiction AS scheme, number
FROM record
UNION ALL
SELECT line, register, company, home, home_number
FROM record
WHERE home IS NOT NULL AND home_number IS NOT NULL
"""

PLACES = """
SELECT line, register, company, 'registered' AS kind, address, address_key(address) AS address_key,
       postcode, country
FROM record
WHERE address IS NOT NULL
"""

SAMPLE = """\
company_number,jurisdiction_code,name,company_type,current_status,incorporation_date,\
dissolution_date,previous_names,retrieved_at,registered_address.street_address,\
registered_address.locality,registered_address.postal_code,registered_address.country,\
registered_address.in_full,home_jurisdiction_code,home_jurisdiction_company_number
99901,us_zz,"Example Hosting, LLC",Limited Liability Company,Good Standing,2014-02-05,,\
Old Shelf LLC|Older Shelf LLC,2017-01-02 00:00:00 UTC,1 Example Street Suite 2,Exampleton,99901,\
United States,"1 Example Street Suite 2\\nExampleton, 99901, United States",us_zy,77
99902,usa,Example of No Jurisdiction,LLC,Active,2014-02-05,,,2017-01-02 00:00:00 UTC,,,,,,,
99903,us_zz,"Example ""Two"" Inc",Corporation,Dissolved,2010-06-01,2016-06-01,,\
2017-01-02 00:00:00 UTC,P.O. Box 7,Exampleton,99901-0001,USA,,,
"""

SAYS = Sayings("opencorporates-us_zz", date(2017, 3, 1))
ONE, TWO = "opencorporates-us_zz:99901", "opencorporates-us_zz:99903"

SOURCE = Source(
    name="opencorporates_csv",
    title="Companies of a jurisdiction, as OpenCorporates collects them",
    url="opencorporates.com: bulk data, companies.csv",
    licence="OpenCorporates' terms; free under its share-alike licence for work in the public interest",
    read_in="readers of the bulk files, and what they say of each column; no file was at hand",
    tried=False,
    fills={
        Company: Expect(100, 300_000_000),
        CompanyName: Expect(0, 300_000_000),
        CompanyNumber: Expect(100, 300_000_000),
        CompanyPlace: Expect(0, 300_000_000),
    },
    knows=lambda head: (
        columns(head) >= {"jurisdiction_code", "company_type", "home_jurisdiction_code"}
    ),
    record=RECORD,
    rows={
        Company: COMPANIES,
        CompanyName: NAMES,
        CompanyNumber: NUMBERS,
        CompanyPlace: PLACES,
    },
    sample=SAMPLE,
    sample_name="companies.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.company(
            2,
            ONE,
            "Example Hosting, LLC",
            country="US",
            jurisdiction="us_zz",
            kind="Limited Liability Company",
            status="Good Standing",
            incorporated=date(2014, 2, 5),
        ),
        SAYS.company(
            4,
            TWO,
            'Example "Two" Inc',
            country="US",
            jurisdiction="us_zz",
            kind="Corporation",
            status="Dissolved",
            incorporated=date(2010, 6, 1),
            dissolved=date(2016, 6, 1),
        ),
        SAYS.named(2, ONE, "Old Shelf LLC"),
        SAYS.named(2, ONE, "Older Shelf LLC"),
        SAYS.numbered(2, ONE, "us_zy", "77"),
        SAYS.numbered(2, ONE, "us_zz", "99901"),
        SAYS.numbered(4, TWO, "us_zz", "99903"),
        SAYS.placed(
            2,
            ONE,
            "1 Example Street Suite 2, Exampleton, 99901",
            "1 example st ste 2 exampleton 99901",
            postcode="99901",
            country="United States",
        ),
        SAYS.placed(
            4,
            TWO,
            "P.O. Box 7, Exampleton, 99901-0001",
            "pobox 7 exampleton 99901",
            postcode="99901-0001",
            country="USA",
        ),
    ),
)
