"""Addresses of companies of any other register, as a plain CSV with a header; columns in any order.

`register` (this list's name, in small letters), `company` (the number there, or `register:number`
of another's), `address` (whole; it may run over lines in quotes); and where known `kind`
(registered, headquarters, officer), `postcode`, `country`, `until` (a day as 2017-03-21). What
fools it: an agent's address stands for every company it serves; one address written with and
without its county counts as two; and a file is taken for the whole of a list as of its day.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import CompanyPlace

RECORD = r"""
WITH place AS (
  SELECT names, csv_place(names, 'register') AS register, csv_place(names, 'company') AS company,
         csv_place(names, 'address') AS address, csv_place(names, 'kind') AS kind,
         csv_place(names, 'postcode') AS postcode, csv_place(names, 'country') AS country,
         csv_place(names, 'until') AS until
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.register) AS register,
         csv_cell(cell, place.company) AS company, csv_cell(cell, place.address) AS written,
         csv_cell(cell, place.kind) AS kind, csv_cell(cell, place.postcode) AS postcode,
         csv_cell(cell, place.country) AS country, csv_cell(cell, place.until) AS until,
         csv_others(cell, names, ['register', 'company', 'address', 'kind', 'postcode', 'country',
                                  'until']) AS leftover
  FROM csv_row(), place
)
SELECT line, register, postcode, country, leftover, coalesce(kind, 'registered') AS kind,
       day(until) AS until, in_full(written, postcode) AS address,
       CASE WHEN contains(company, ':') THEN company ELSE register || ':' || company END AS company,
       CASE WHEN broken IS NOT NULL THEN broken
            WHEN register IS NULL OR NOT regexp_full_match(register, '[a-z0-9_.-]+')
            THEN 'no register in small letters'
            WHEN company IS NULL THEN 'no company number'
            WHEN written IS NULL THEN 'no address'
            WHEN until IS NOT NULL AND day(until) IS NULL THEN 'a day that is none'
       END AS fault
FROM told
"""

PLACES = """
SELECT line, register, company, kind, address, address_key(address) AS address_key, postcode,
       country, until
FROM record
"""

SAMPLE = """\
register,company,kind,postcode,country,until,remark,address
zz-register,00017,registered,EX1 2MP,ZZ,,seen,"1 Example Road
Exampleton"
zz-register,00018,registered,EX1 2MP,ZZ,,,
zz-register,yy-register:18,,,,2016-01-31,,"Example Street 5, 12345 Beispielstadt"
"""

SAYS = Sayings("zz-register", date(2017, 3, 1))

SOURCE = Source(
    name="plain_places_csv",
    title="Addresses of companies of any register, as a plain CSV",
    url="yours: any register that has no source of its own",
    licence="that of the register",
    read_in="this page: it is samehand's own form",
    tried=False,
    fills={CompanyPlace: Expect(1, 100_000_000)},
    knows=lambda head: (
        columns(head) >= {"register", "company", "address"} and "role" not in columns(head)
    ),
    record=RECORD,
    rows={CompanyPlace: PLACES},
    sample=SAMPLE,
    sample_name="places.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.placed(
            2,
            "zz-register:00017",
            "1 Example Road\nExampleton, EX1 2MP",
            "1 example rd exampleton ex12mp",
            postcode="EX1 2MP",
            country="ZZ",
        ),
        SAYS.placed(
            5,
            "yy-register:18",
            "Example Street 5, 12345 Beispielstadt",
            "example st 5 12345 beispielstadt",
            until=date(2016, 1, 31),
        ),
    ),
)
