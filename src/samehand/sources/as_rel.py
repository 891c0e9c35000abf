"""CAIDA's AS relationships: who sells transit to whom, and who peers, inferred from paths.

`provider|customer|-1` and `peer|peer|0`; serial-2 adds a fourth field, the kind of source. The
comments at the top, over a hundred lines, name the input clique and every collector used. What
fools it: a relation is an inference over five days of paths; two organisations of one hand look
like provider and customer; links that no collector sees are missing, peers most of all.
"""

from datetime import date

from samehand.sources import Expect, Head, Source
from samehand.tables.routing import AsnRelation

RECORD = """
WITH split AS (
  SELECT no AS line, string_split(text, '|') AS field
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), named AS (
  SELECT line, len(field) AS fields, number(field[1]) AS provider, number(field[2]) AS customer,
         CASE field[3] WHEN '-1' THEN 'transit' WHEN '0' THEN 'peer' END AS kind,
         nullif(array_to_string(field[4:], '|'), '') AS leftover
  FROM split
)
SELECT line, provider, customer, kind, leftover,
       CASE WHEN fields < 3 THEN 'fewer than 3 fields'
            WHEN provider IS NULL OR customer IS NULL THEN 'no AS number'
            WHEN greatest(provider, customer) > 4294967295 THEN 'runs past the last AS number'
            WHEN provider = customer THEN 'an AS beside itself'
            WHEN kind IS NULL THEN 'unknown relation'
       END AS fault
FROM named
"""

RELATIONS = """
SELECT line, provider, customer, kind
FROM record
"""

SAMPLE = """\
# input clique: 64500 64501
# source:topology|BGP|20160701|ripe|rrc00
64500|64501|0
64500|64502|-1
64501|64503|-1|bgp
64501|64503|2
64501
"""

DAY = date(2016, 7, 1)


def _knows(head: Head) -> bool:
    """By its lines; by its comments where they fill the head of the file."""
    if head.data:
        return head.mostly(r"\d+\|\d+\|(-1|0)(\|.*)?")
    collectors = any(line.startswith("# source:topology|") for line in head.lines)
    return collectors and "ppdc" not in head.name  # customer cones open with the same comments


def _relation(line: int, provider: int, customer: int, kind: str) -> AsnRelation:
    return AsnRelation(
        provider=provider, customer=customer, kind=kind, seen=DAY, cite=f"00000000:{line}"
    )


SOURCE = Source(
    name="as_rel",
    title="AS relationships inferred from routing paths",
    url="publicdata.caida.org/datasets/as-relationships, serial-1 and serial-2",
    licence="CAIDA's acceptable use agreement for public data",
    read_in="the serial-1 files of 2014 to 2024; serial-2 from its description",
    tried=True,
    fills={AsnRelation: Expect(5_000, 3_000_000)},
    knows=_knows,
    record=RECORD,
    rows={AsnRelation: RELATIONS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _relation(3, 64500, 64501, "peer"),
        _relation(4, 64500, 64502, "transit"),
        _relation(5, 64501, 64503, "transit"),
    ),
)
