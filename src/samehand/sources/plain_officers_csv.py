"""Officers of companies of any other register, as a plain CSV with a header; columns in any order.

`register` (this list's name, in small letters), `company` (the number there, or `register:number`
of another's), `name`, `role`; and where known `person` (yes or no), `born` (1970-05), `since`,
`until` (days as 2017-03-21). What fools it: namesakes; agents, who stand for many; and a file is
taken for the whole of a list as of its day.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import Officer

RECORD = r"""
WITH place AS (
  SELECT names, csv_place(names, 'register') AS register, csv_place(names, 'company') AS company,
         csv_place(names, 'name') AS name, csv_place(names, 'role') AS role,
         csv_place(names, 'person') AS person, csv_place(names, 'born') AS born,
         csv_place(names, 'since') AS since, csv_place(names, 'until') AS until
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.register) AS register,
         csv_cell(cell, place.company) AS company, csv_cell(cell, place.name) AS name,
         csv_cell(cell, place.role) AS role, lower(csv_cell(cell, place.person)) AS person,
         csv_cell(cell, place.born) AS born, csv_cell(cell, place.since) AS since,
         csv_cell(cell, place.until) AS until,
         csv_others(cell, names, ['register', 'company', 'name', 'role', 'person', 'born', 'since',
                                  'until']) AS leftover
  FROM csv_row(), place
)
SELECT line, register, name, role, leftover, day(since) AS since, day(until) AS until,
       CASE WHEN contains(company, ':') THEN company ELSE register || ':' || company END AS company,
       CASE WHEN person IN ('yes', 'true', '1') THEN TRUE
            WHEN person IN ('no', 'false', '0') THEN FALSE END AS person,
       CASE WHEN regexp_full_match(born, '\d{4}(-\d\d)?(-\d\d)?') THEN left(born, 7) END AS born,
       CASE WHEN broken IS NOT NULL THEN broken
            WHEN register IS NULL OR NOT regexp_full_match(register, '[a-z0-9_.-]+')
            THEN 'no register in small letters'
            WHEN company IS NULL THEN 'no company number'
            WHEN name IS NULL THEN 'no name'
            WHEN since IS NOT NULL AND day(since) IS NULL
              OR until IS NOT NULL AND day(until) IS NULL THEN 'a day that is none'
       END AS fault
FROM told
"""

OFFICERS = """
SELECT line, register, company, name, name_key(name) AS name_key, role, person, born, since, until
FROM record
"""

SAMPLE = """\
register,company,role,person,born,since,until,remark,name
zz-register,00017,director,yes,1970-05,2014-02-05,2016-01-31,by post,Alex Example
zz-register,,director,yes,1971-05,2014-02-05,,,Toni Beispiel
zz-register,yy-register:18,agent,no,,,,,"Example Agents, Ltd"
"""

SAYS = Sayings("zz-register", date(2017, 3, 1))

SOURCE = Source(
    name="plain_officers_csv",
    title="Officers of companies of any register, as a plain CSV",
    url="yours: any register that has no source of its own",
    licence="that of the register",
    read_in="this page: it is samehand's own form",
    tried=False,
    fills={Officer: Expect(1, 100_000_000)},
    knows=lambda head: columns(head) >= {"register", "company", "role", "name"},
    record=RECORD,
    rows={Officer: OFFICERS},
    sample=SAMPLE,
    sample_name="officers.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.officer(
            2,
            "zz-register:00017",
            "Alex Example",
            role="director",
            person=True,
            born="1970-05",
            since=date(2014, 2, 5),
            until=date(2016, 1, 31),
        ),
        SAYS.officer(4, "yy-register:18", "Example Agents, Ltd", role="agent", person=False),
    ),
)
