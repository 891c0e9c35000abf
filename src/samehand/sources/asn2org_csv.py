"""The asn2org list: the best-known organisation name of each AS number, as quoted CSV.

Columns `asn`, `name` and `source`: which of seven collections the name was taken from, which is
not read. A quote inside a name is doubled. What fools it: one list mixes brands (PeeringDB),
legal names (registries) and a geolocation vendor's spellings, so two numbers of one organisation
can differ by where their names came from.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.tables.registry import AsnName

RECORD = r"""
WITH split AS (
  SELECT no AS line,
         regexp_extract(text, '^(\d+),(?:"((?:[^"]|"")*)"|([^",]*)),(?:"(?:[^"]|"")*"|[^",]*)$',
                        ['asn', 'quoted', 'plain']) AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%') AND text NOT LIKE '%asn%,%name%,%source%'
), named AS (
  SELECT line, number(field.asn) AS asn,
         trim(coalesce(nullif(replace(field.quoted, '""', '"'), ''), field.plain)) AS name
  FROM split
)
SELECT line, asn, name,
       CASE WHEN asn IS NULL THEN 'not three fields of CSV, the first an AS number'
            WHEN asn > 4294967295 THEN 'runs past the last AS number'
            WHEN name = '' THEN 'no name'
       END AS fault
FROM named
"""

NAMES = """
SELECT line, 'asn2org' AS list, asn, name, name_key(name) AS name_key
FROM record
"""

SAMPLE = '''\
"asn","name","source"
64500,"Example Networks, Inc.","ARIN"
64501,"PJSC ""Example""","RIPE"
64502,Example Plain,PeeringDB
64503,"Example Cut
'''

DAY = date(2024, 1, 1)


def _name(line: int, asn: int, name: str, key: str) -> AsnName:
    return AsnName(
        list="asn2org",
        asn=asn,
        handle=None,
        name=name,
        name_key=key,
        country=None,
        seen=DAY,
        cite=f"00000000:{line}",
    )


SOURCE = Source(
    name="asn2org_csv",
    title="AS numbers to organisation names, merged from seven collections",
    url="the asn2org data set, a CSV file a day",
    licence="as its collections': PeeringDB's and DB-IP's terms ask for attribution",
    read_in="the file of 2024-01-01",
    tried=True,
    fills={AsnName: Expect(20_000, 300_000)},
    knows=lambda head: (
        bool(head.data) and head.data[0].replace('"', "").strip() == "asn,name,source"
    ),
    record=RECORD,
    rows={AsnName: NAMES},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _name(2, 64500, "Example Networks, Inc.", "example networks"),
        _name(3, 64501, 'PJSC "Example"', "example"),
        _name(4, 64502, "Example Plain", "example plain"),
    ),
)
