"""The AS-name list: one line for each AS number, handle and organisation together.

Dialects: `number TAB text, CC`, or `AS number, spaces, text,CC` in older copies. The text is
`HANDLE - Name` for ARIN's numbers, `HANDLE Name` for those of APNIC, RIPE NCC and AFRINIC (often
the handle alone), and a name without any handle for LACNIC's. What fools it: under RIPE NCC the
"name" is the first description line, which can be a street, a town or a contact; a text of
several words, the first in capitals, can be a name with no handle.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.tables.registry import AsnName

# LACNIC publishes no handles, so the first word of a text of its region belongs to the name.
LACNIC_REGION = (
    "('AR', 'AW', 'BO', 'BQ', 'BR', 'BZ', 'CL', 'CO', 'CR', 'CU', 'CW', 'DO', 'EC', 'FK', 'GF', "
    "'GT', 'GY', 'HN', 'HT', 'MX', 'NI', 'PA', 'PE', 'PY', 'SR', 'SV', 'SX', 'TT', 'UY', 'VE')"
)

RECORD = rf"""
WITH cut AS (
  SELECT no AS line, text, number(regexp_extract(text, '^(?:AS)?(\d+)\s', 1)) AS asn,
         trim(regexp_extract(text, '^\S+\s+(.*),\s*[A-Z][A-Z]$', 1)) AS body,
         regexp_extract(text, ',\s*([A-Z][A-Z])$', 1) AS country
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), shaped AS (
  SELECT *, split_part(body, ' ', 1) AS word,
         ltrim(body[len(split_part(body, ' ', 1)) + 1:]) AS rest
  FROM cut
), judged AS (
  SELECT *, CASE WHEN rest LIKE '- %' THEN TRUE
                 WHEN country IN {LACNIC_REGION} THEN FALSE
                 WHEN rest = '' THEN TRUE
                 ELSE regexp_full_match(word, '[A-Z0-9][A-Z0-9_./-]*') END AS handled
  FROM shaped
), told AS (
  SELECT *, CASE WHEN handled AND word NOT IN ('UNSPECIFIED', '') THEN word END AS handle,
         nullif(CASE WHEN handled THEN regexp_replace(rest, '^- ', '') ELSE body END, '') AS name
  FROM judged
)
SELECT line, asn, handle, name, nullif(country, 'ZZ') AS country,
       CASE WHEN asn IS NULL OR asn > 4294967295 THEN 'begins with no AS number'
            WHEN country = '' THEN 'does not end in a country'
       END AS fault
FROM told
WHERE country = '' OR NOT (regexp_matches(body, '^-(Reserved|Private Use) AS-')
                           OR (handle IS NULL AND name IS NULL))
"""

NAMES = """
SELECT line, 'asn-names' AS list, asn, handle, name, name_key(name) AS name_key, country
FROM record
"""

SAMPLE = """\
0\t-Reserved AS-, ZZ
64500\tEXAMPLE-1 - Example Networks, Inc., US
64501\tEXAMPLE-AS Beispiel GmbH, DE
64502\tEXAMPLE-NET, NL
64503\tVeronica Interactive Plaza, EU
64504\tEXEMPLO TELECOM LTDA - ME, BR
64505\tUNSPECIFIED Example Limited, HK
64506\t, IT
64507\tEXAMPLE-2 - Example Net
AS64508     EXAMPLE-3 - Older Example Ltd.,GB
64509\t-Reserved AS-, ZZ, US
"""

DAY = date(2017, 3, 21)


def _name(
    line: int, asn: int, handle: str | None, name: str | None, key: str | None, country: str
) -> AsnName:
    return AsnName(
        list="asn-names",
        asn=asn,
        handle=handle,
        name=name,
        name_key=key,
        country=country,
        seen=DAY,
        cite=f"00000000:{line}",
    )


SOURCE = Source(
    name="asn_names",
    title="Names of AS numbers, as collected from the registries' whois",
    url="bgp.potaroo.net, the AS-name list (autnums); also published as asn.txt",
    licence="published for use without stated terms; the names are the registries'",
    read_in="the lists of 2017-03-21 and 2018-10-13; the older form from its description",
    tried=True,
    fills={AsnName: Expect(20_000, 300_000)},
    knows=lambda head: head.mostly(r"(?:AS)?\d+\s+[^;\s].*,\s?[A-Z]{2}|\d+\t, ?[A-Z]{2}"),
    record=RECORD,
    rows={AsnName: NAMES},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _name(2, 64500, "EXAMPLE-1", "Example Networks, Inc.", "example networks", "US"),
        _name(3, 64501, "EXAMPLE-AS", "Beispiel GmbH", "beispiel", "DE"),
        _name(4, 64502, "EXAMPLE-NET", None, None, "NL"),
        _name(5, 64503, None, "Veronica Interactive Plaza", "interactive plaza veronica", "EU"),
        _name(6, 64504, None, "EXEMPLO TELECOM LTDA - ME", "exemplo telecom", "BR"),
        _name(7, 64505, None, "Example Limited", "example", "HK"),
        _name(10, 64508, "EXAMPLE-3", "Older Example Ltd.", "example older", "GB"),
    ),
)
