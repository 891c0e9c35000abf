"""OpenCorporates' officers: its bulk file `officers.csv`, of one jurisdiction or of many.

A post a row: company, name, position (`agent`, `director`, `incorporator` …), days, address. What
fools it: registered agents, who stand for hundreds of thousands; `type` is often empty, and then
nothing says whether an officer is a person; namesakes, as the month of birth is rare.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import CompanyPlace, Officer

RECORD = r"""
WITH place AS (
  SELECT csv_place(names, 'company_number') AS number,
         csv_place(names, 'jurisdiction_code') AS jurisdiction, csv_place(names, 'name') AS name,
         csv_place(names, 'position') AS role, csv_place(names, 'type') AS kind,
         csv_place(names, 'start_date') AS begun, csv_place(names, 'end_date') AS ended,
         csv_place(names, 'partial_date_of_birth') AS born,
         csv_place(names, 'address.in_full') AS in_full,
         csv_place(names, 'address.street_address') AS street,
         csv_place(names, 'address.locality') AS town, csv_place(names, 'address.region') AS region,
         csv_place(names, 'address.postal_code') AS postcode,
         csv_place(names, 'address.country') AS country
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.number) AS number,
         csv_cell(cell, place.jurisdiction) AS jurisdiction, csv_cell(cell, place.name) AS name,
         csv_cell(cell, place.role) AS role, lower(csv_cell(cell, place.kind)) AS kind,
         csv_cell(cell, place.begun) AS begun, csv_cell(cell, place.ended) AS ended,
         csv_cell(cell, place.born) AS born,
         replace(csv_cell(cell, place.in_full), '\n', ', ') AS in_full,
         words([csv_cell(cell, place.street), csv_cell(cell, place.town),
                csv_cell(cell, place.region), csv_cell(cell, place.postcode)]) AS parts,
         csv_cell(cell, place.postcode) AS postcode, csv_cell(cell, place.country) AS country
  FROM csv_row(), place
)
SELECT line, name, role, postcode, country, day(begun) AS since, day(ended) AS until,
       'opencorporates-officers-' || jurisdiction AS register,
       'opencorporates-' || jurisdiction || ':' || number AS company,
       CASE kind WHEN 'person' THEN TRUE WHEN 'company' THEN FALSE END AS person,
       CASE WHEN regexp_full_match(born, '\d{4}(-\d\d){1,2}') THEN left(born, 7) END AS born,
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

OFFICERS = """
SELECT line, register, company, name, name_key(name) AS name_key, role, person, born, since, until
FROM record
"""

PLACES = """
SELECT line, register, company, 'officer' AS kind, address, address_key(address) AS address_key,
       postcode, country, until
FROM record
WHERE address IS NOT NULL
"""

SAMPLE = """\
id,company_number,jurisdiction_code,name,position,start_date,end_date,partial_date_of_birth,type,\
address.in_full,address.country,retrieved_at,source_url
1,99901,us_zz,EXAMPLE AGENTS INC,agent,2014-02-05,,,Company,"2 Example Ave #7, Exampleton, ZZ",,,
2,99901,us_zz,ALEX EXAMPLE,manager,2014-02-05,2016-01-31,1970-05,Person,,,,
3,,us_zz,TONI BEISPIEL,manager,2014-02-05,,,Person,,,,
4,99903,us_zz,A. N. EXAMPLE,director,,,,,"Example Road 1, Exampleton, Exampland",Exampland,,
"""

SAYS = Sayings("opencorporates-officers-us_zz", date(2017, 3, 1))
ONE, TWO = "opencorporates-us_zz:99901", "opencorporates-us_zz:99903"

SOURCE = Source(
    name="opencorporates_officers_csv",
    title="Officers of companies of a jurisdiction, as OpenCorporates collects them",
    url="opencorporates.com: bulk data, officers.csv",
    licence="OpenCorporates' terms; free under its share-alike licence for work in the public interest",
    read_in="readers of the bulk files, and what they say of each column; no file was at hand",
    tried=False,
    fills={Officer: Expect(100, 500_000_000), CompanyPlace: Expect(0, 500_000_000)},
    knows=lambda head: columns(head) >= {"jurisdiction_code", "position", "source_url"},
    record=RECORD,
    rows={Officer: OFFICERS, CompanyPlace: PLACES},
    sample=SAMPLE,
    sample_name="officers.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.officer(
            2, ONE, "EXAMPLE AGENTS INC", role="agent", person=False, since=date(2014, 2, 5)
        ),
        SAYS.officer(
            3,
            ONE,
            "ALEX EXAMPLE",
            role="manager",
            person=True,
            born="1970-05",
            since=date(2014, 2, 5),
            until=date(2016, 1, 31),
        ),
        SAYS.officer(5, TWO, "A. N. EXAMPLE", role="director"),
        SAYS.placed(
            2,
            ONE,
            "2 Example Ave #7, Exampleton, ZZ",
            "2 example ave 7 exampleton zz",
            kind="officer",
        ),
        SAYS.placed(
            5,
            TWO,
            "Example Road 1, Exampleton",
            "example rd 1 exampleton",
            kind="officer",
            country="Exampland",
        ),
    ),
)
