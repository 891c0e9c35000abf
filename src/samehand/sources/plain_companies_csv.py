"""Companies of any other register, as a plain CSV with a header; columns in any order.

`register` (its name: yours, in small letters), `company` (its number there), `name`; and where
known `country` (two letters), `jurisdiction`, `kind`, `status`, `incorporated`, `dissolved`,
`until` (days as 2017-03-21; `until` of a row that tells how it was before). What fools it: a file
is taken for the whole of a register as of its day, so a company that a later file does not name
is gone from it.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import Company, CompanyNumber

RECORD = r"""
WITH place AS (
  SELECT names, csv_place(names, 'register') AS register, csv_place(names, 'company') AS number,
         csv_place(names, 'name') AS name, csv_place(names, 'country') AS country,
         csv_place(names, 'jurisdiction') AS jurisdiction, csv_place(names, 'kind') AS kind,
         csv_place(names, 'status') AS status, csv_place(names, 'incorporated') AS incorporated,
         csv_place(names, 'dissolved') AS dissolved, csv_place(names, 'until') AS until
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.register) AS register,
         csv_cell(cell, place.number) AS number, csv_cell(cell, place.name) AS name,
         upper(csv_cell(cell, place.country)) AS country,
         csv_cell(cell, place.jurisdiction) AS jurisdiction, csv_cell(cell, place.kind) AS kind,
         csv_cell(cell, place.status) AS status,
         csv_cell(cell, place.incorporated) AS incorporated,
         csv_cell(cell, place.dissolved) AS dissolved, csv_cell(cell, place.until) AS until,
         csv_others(cell, names, ['register', 'company', 'name', 'country', 'jurisdiction', 'kind',
                                  'status', 'incorporated', 'dissolved', 'until']) AS leftover
  FROM csv_row(), place
)
SELECT line, register, number, name, country, jurisdiction, kind, status, leftover,
       register || ':' || number AS company, day(incorporated) AS incorporated,
       day(dissolved) AS dissolved, day(until) AS until,
       CASE WHEN broken IS NOT NULL THEN broken
            WHEN register IS NULL OR NOT regexp_full_match(register, '[a-z0-9_.-]+')
            THEN 'no register in small letters'
            WHEN number IS NULL THEN 'no company number'
            WHEN len(country) <> 2 THEN 'no country of two letters'
            WHEN incorporated IS NOT NULL AND day(incorporated) IS NULL
              OR dissolved IS NOT NULL AND day(dissolved) IS NULL
              OR until IS NOT NULL AND day(until) IS NULL THEN 'a day that is none'
       END AS fault
FROM told
"""

COMPANIES = """
SELECT line, register, company, name, name_key(name) AS name_key, country, jurisdiction, kind,
       status, incorporated, dissolved, until
FROM record
"""

NUMBERS = """
SELECT line, register, company, register AS scheme, number
FROM record
"""

SAMPLE = """\
register,company,country,kind,status,incorporated,until,remark,name
zz-register,00017,zz,Ltd,active,2014-02-05,,bought later,Example Hosting Ltd
zz-register,00018,zz,Ltd,active,2014-02-30,,,Example of No Day Ltd
zz-register,00017,zz,Ltd,active,2014-02-05,2015-03-03,,"Old Shelf, Ltd"
"""

SAYS = Sayings("zz-register", date(2017, 3, 1))
ONE = "zz-register:00017"

SOURCE = Source(
    name="plain_companies_csv",
    title="Companies of any register, as a plain CSV",
    url="yours: any register that has no source of its own",
    licence="that of the register",
    read_in="this page: it is samehand's own form",
    tried=False,
    fills={Company: Expect(1, 100_000_000), CompanyNumber: Expect(1, 100_000_000)},
    knows=lambda head: (
        columns(head) >= {"register", "company", "name"} and not columns(head) & {"role", "address"}
    ),
    record=RECORD,
    rows={Company: COMPANIES, CompanyNumber: NUMBERS},
    sample=SAMPLE,
    sample_name="companies.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.company(
            2,
            ONE,
            "Example Hosting Ltd",
            country="ZZ",
            kind="Ltd",
            status="active",
            incorporated=date(2014, 2, 5),
        ),
        SAYS.company(
            4,
            ONE,
            "Old Shelf, Ltd",
            country="ZZ",
            kind="Ltd",
            status="active",
            incorporated=date(2014, 2, 5),
            until=date(2015, 3, 3),
        ),
        SAYS.numbered(2, ONE, "zz-register", "00017"),
        SAYS.numbered(4, ONE, "zz-register", "00017"),
    ),
)
