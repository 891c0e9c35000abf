"""Who owns or controls whom, by any other register, as a plain CSV; columns in any order.

`register` (this list's name, in small letters), `owned` (a company's number there, or
`register:number` of another's), and one of `owner` (the same of a company or person),
`owner_name` and `unknown` (why the register does not name it); and where known `person` (yes or
no), `born`, `kind` (shareholding …), `share_least`, `share_most` (percent), `since`, `until`. What
fools it: it is what somebody declared; nominees; and a file is taken for the whole of a list.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.cells import columns
from samehand.sources.sayings import Sayings
from samehand.tables.company import Ownership

RECORD = r"""
WITH place AS (
  SELECT names, csv_place(names, 'register') AS register, csv_place(names, 'owned') AS owned,
         csv_place(names, 'owner') AS owner, csv_place(names, 'owner_name') AS owner_name,
         csv_place(names, 'person') AS person, csv_place(names, 'born') AS born,
         csv_place(names, 'kind') AS kind, csv_place(names, 'share_least') AS least,
         csv_place(names, 'share_most') AS most, csv_place(names, 'unknown') AS unknown,
         csv_place(names, 'since') AS since, csv_place(names, 'until') AS until
  FROM csv_header()
), told AS (
  SELECT line, fault AS broken, csv_cell(cell, place.register) AS register,
         csv_cell(cell, place.owned) AS owned, csv_cell(cell, place.owner) AS owner,
         csv_cell(cell, place.owner_name) AS owner_name,
         lower(csv_cell(cell, place.person)) AS person, csv_cell(cell, place.born) AS born,
         csv_cell(cell, place.kind) AS kind, csv_cell(cell, place.least) AS least,
         csv_cell(cell, place.most) AS most, csv_cell(cell, place.unknown) AS unknown,
         csv_cell(cell, place.since) AS since, csv_cell(cell, place.until) AS until,
         csv_others(cell, names, ['register', 'owned', 'owner', 'owner_name', 'person', 'born',
                                  'kind', 'share_least', 'share_most', 'unknown', 'since',
                                  'until']) AS leftover
  FROM csv_row(), place
), shared AS (
  SELECT *, TRY_CAST(least AS DOUBLE) AS share_least, TRY_CAST(most AS DOUBLE) AS share_most
  FROM told
)
SELECT line, register, owner_name, kind, share_least, share_most, unknown, leftover,
       CASE WHEN contains(owned, ':') THEN owned ELSE register || ':' || owned END AS owned,
       CASE WHEN contains(owner, ':') THEN owner ELSE register || ':' || owner END AS owner,
       CASE WHEN person IN ('yes', 'true', '1') THEN TRUE
            WHEN person IN ('no', 'false', '0') THEN FALSE END AS person,
       CASE WHEN regexp_full_match(born, '\d{4}(-\d\d)?(-\d\d)?') THEN left(born, 7) END AS born,
       day(since) AS since, day(until) AS until,
       CASE WHEN broken IS NOT NULL THEN broken
            WHEN register IS NULL OR NOT regexp_full_match(register, '[a-z0-9_.-]+')
            THEN 'no register in small letters'
            WHEN owned IS NULL THEN 'no company number'
            WHEN coalesce(owner, owner_name, unknown) IS NULL THEN 'no owner, nor why it is not named'
            WHEN least IS NOT NULL AND share_least IS NULL OR most IS NOT NULL AND share_most IS NULL
              OR NOT (coalesce(share_least, 0) BETWEEN 0 AND coalesce(share_most, 100)
                      AND coalesce(share_most, 100) <= 100)
            THEN 'a share that is none'
            WHEN since IS NOT NULL AND day(since) IS NULL
              OR until IS NOT NULL AND day(until) IS NULL THEN 'a day that is none'
       END AS fault
FROM shared
"""

OWNERSHIPS = """
SELECT line, register, owned, owner, owner_name, name_key(owner_name) AS owner_key, person, born,
       kind, share_least, share_most, unknown, since, until
FROM record
"""

SAMPLE = """\
register,owner,owner_name,person,born,kind,share_least,share_most,unknown,since,until,remark,owned
zz-register,18,Example Holding Ltd,no,,shareholding,75,100,,2014-02-05,2016-01-31,filed late,00017
zz-register,,"Example, Alex",yes,1970-05,votingRights,60,,,2016-01-31,,,00017
zz-register,19,,,,shareholding,51,120,,,,,00017
zz-register,,,,,,,,exempt,,,,yy-register:18
"""

SAYS = Sayings("zz-register", date(2017, 3, 1))
ONE = "zz-register:00017"

SOURCE = Source(
    name="plain_ownership_csv",
    title="Owners of companies, by any register, as a plain CSV",
    url="yours: any register that has no source of its own",
    licence="that of the register",
    read_in="this page: it is samehand's own form",
    tried=False,
    fills={Ownership: Expect(1, 100_000_000)},
    knows=lambda head: columns(head) >= {"register", "owned"},
    record=RECORD,
    rows={Ownership: OWNERSHIPS},
    sample=SAMPLE,
    sample_name="ownership.csv",
    sample_day=SAYS.day,
    sample_rows=(
        SAYS.owned(
            2,
            ONE,
            "zz-register:18",
            owner_name="Example Holding Ltd",
            person=False,
            kind="shareholding",
            share_least=75.0,
            share_most=100.0,
            since=date(2014, 2, 5),
            until=date(2016, 1, 31),
        ),
        SAYS.owned(
            3,
            ONE,
            None,
            owner_name="Example, Alex",
            person=True,
            born="1970-05",
            kind="votingRights",
            share_least=60.0,
            since=date(2016, 1, 31),
        ),
        SAYS.owned(5, "yy-register:18", None, unknown="exempt"),
    ),
)
