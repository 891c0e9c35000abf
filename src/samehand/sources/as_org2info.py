"""CAIDA's AS-to-organisation file: which AS numbers the registries keep under one organisation.

Two kinds of record, each under a `# format:` line that names its fields: organisations
(`org_id|changed|org_name|country|source`), then AS numbers (`aut|changed|aut_name|org_id|
opaque_id|source`; files before 2017 have no opaque id). They are joined here, inside the file.
What fools it: an id ending `@family-` stands for one registry account, not one company; it is
rebuilt four times a year, and an organisation is known by its *last* whois record.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.tables.registry import AsnOrg

RECORD = r"""
WITH marked AS (
  SELECT no AS line, text, string_split(text, '|') AS field,
         last_value(CASE WHEN text LIKE '# format:%' THEN text END IGNORE NULLS)
           OVER (ORDER BY no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS format
  FROM line
), split AS (
  SELECT line, field, number(field[1]) AS asn,
         CASE WHEN format LIKE '# format:org_id|%' AND len(field) = 5 THEN 'org'
              WHEN format LIKE '# format:aut|%' AND len(field) IN (5, 6) THEN 'aut' END AS kind
  FROM marked
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
)
SELECT line, kind, CASE kind WHEN 'aut' THEN asn END AS asn,
       CASE kind WHEN 'aut' THEN field[4] ELSE field[1] END AS org,
       CASE kind WHEN 'org' THEN nullif(field[3], '') END AS name,
       CASE kind WHEN 'aut' THEN nullif(field[3], '') END AS handle,
       CASE kind WHEN 'org' THEN nullif(field[4], '') END AS country,
       CASE WHEN kind IS NULL THEN 'fields do not match the format line above'
            WHEN kind = 'aut' AND (asn IS NULL OR asn > 4294967295) THEN 'begins with no AS number'
            WHEN kind = 'aut' AND field[4] = '' OR field[1] = '' THEN 'no organisation id'
       END AS fault
FROM split
"""

# An organisation told twice is as its first line has it: the file is sorted, not dated.
ORGS = """
WITH organisation AS (
  SELECT org, arg_min(name, line) AS name, arg_min(country, line) AS country
  FROM record
  WHERE kind = 'org'
  GROUP BY org
)
SELECT record.line, 'as-org2info' AS list, record.asn, record.org, organisation.name,
       name_key(organisation.name) AS name_key, organisation.country, record.handle
FROM record
LEFT JOIN organisation USING (org)
WHERE record.kind = 'aut'
"""

SAMPLE = """\
# name: AS Org
# date: 202401
# format:org_id|changed|org_name|country|source
EXA-1-ARIN|20171130|Example Networks, Inc.|US|ARIN
ORG-EX1-RIPE||Beispiel GmbH||RIPE
EXA-2-ARIN|20171130|Example cut
# format:aut|changed|aut_name|org_id|opaque_id|source
64500|20180220|EXAMPLE-1|EXA-1-ARIN|a1b2_ARIN|ARIN
64501|20180220|EXAMPLE-2|EXA-1-ARIN|a1b2_ARIN|ARIN
64502||EXAMPLE-AS|ORG-EX1-RIPE|c3d4_RIPE|RIPE
64503|20180220|EXAMPLE-3|GONE-ARIN||ARIN
AS64504|20180220|EXAMPLE-4|GONE-ARIN||ARIN
"""

DAY = date(2024, 1, 1)


Called = tuple[str | None, str | None, str | None]  # an organisation's name, its key, its country

EXAMPLE: Called = ("Example Networks, Inc.", "example networks", "US")


def _org(line: int, asn: int, handle: str, org: str, called: Called) -> AsnOrg:
    name, key, country = called
    return AsnOrg(
        list="as-org2info",
        asn=asn,
        org=org,
        name=name,
        name_key=key,
        country=country,
        handle=handle,
        seen=DAY,
        cite=f"00000000:{line}",
    )


SOURCE = Source(
    name="as_org2info",
    title="AS numbers to organisations, inferred from the registries' whois",
    url="publicdata.caida.org/datasets/as-organizations",
    licence="CAIDA's acceptable use agreement for public data",
    read_in="the file of 2024-01-01; the five-field dialect from its description",
    tried=True,
    fills={AsnOrg: Expect(20_000, 300_000)},
    knows=lambda head: any(line.startswith("# format:org_id|") for line in head.lines),
    record=RECORD,
    rows={AsnOrg: ORGS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _org(8, 64500, "EXAMPLE-1", "EXA-1-ARIN", EXAMPLE),
        _org(9, 64501, "EXAMPLE-2", "EXA-1-ARIN", EXAMPLE),
        _org(10, 64502, "EXAMPLE-AS", "ORG-EX1-RIPE", ("Beispiel GmbH", "beispiel", None)),
        _org(11, 64503, "EXAMPLE-3", "GONE-ARIN", (None, None, None)),
    ),
)
