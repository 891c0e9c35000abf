"""IANA's address registries as XML: address space and special-purpose blocks, both families.

One `<record>` over several lines, its first child `<prefix>` or `<address>`; the lines of one are
joined, and a block that stands in no whole record is set aside. The special-purpose registries
can name two blocks in one record, and give no status. Dates, references and notes are not read.
What fools it: a registry says what a block is for, not whether it is used so; an XML file with
no line breaks is refused.
"""

import re
from datetime import date

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import cited, placed
from samehand.tables.registry import Designation

REGISTRIES = (
    "ipv4-address-space",
    "ipv6-address-space",
    "ipv6-unicast-address-assignments",
    "iana-ipv4-special-registry",
    "iana-ipv6-special-registry",
)

# A record begins where it says so, and so does a block on a line that follows no such line.
RECORD = r"""
WITH marked AS (
  SELECT no, text, contains(text, '<record') AS opens,
         contains(text, '<prefix>') OR contains(text, '<address>') AS places
  FROM line
), begun AS (
  SELECT no, text,
         CASE WHEN opens OR places AND NOT lag(opens, 1, FALSE) OVER (ORDER BY no)
              THEN no END AS begins
  FROM marked
), numbered AS (
  SELECT no, text, max(begins) OVER (ORDER BY no) AS line
  FROM begun
), joined AS (
  SELECT line, string_agg(text, ' ' ORDER BY no) AS body
  FROM numbered
  WHERE line IS NOT NULL
  GROUP BY line
), told AS (
  SELECT line, contains(body, '<record') AND contains(body, '</record>') AS whole,
         regexp_extract(body, '<(?:prefix|address)>(.*?)</(?:prefix|address)>', 1) AS places,
         regexp_extract(split_part(body, '</record>', 1),
                        '<(?:designation|description|name)>(.*?)</(?:designation|description|name)>',
                        1) AS called,
         regexp_extract(split_part(body, '</record>', 1), '<status>([A-Z]+)</status>', 1) AS status
  FROM joined
), placed AS (
  SELECT line, whole, nullif(status, '') AS status,
         trim(regexp_replace(called, '<[^>]*>', '', 'g')) AS called,
         list_transform(string_split(regexp_replace(places, '<[^>]*>', '', 'g'), ','),
           lambda place: CASE WHEN regexp_full_match(trim(place), '\d{1,3}/\d+')
                              THEN span4(number(split_part(trim(place), '/', 1)) * 16777216,
                                         number(split_part(trim(place), '/', 2)))
                              ELSE prefix(trim(place)) END) AS blocks
  FROM told
)
SELECT line, blocks, status,
       replace(replace(replace(called, '&lt;', '<'), '&gt;', '>'), '&amp;', '&') AS designation,
       CASE WHEN NOT whole THEN 'no whole record'
            WHEN list_count(blocks) < len(blocks) THEN 'no prefix, or host bits set'
            WHEN list_max(list_transform(blocks, lambda block: block.last)) > 4294967295
                 AND blocks[1].family = 4 THEN 'no prefix, or host bits set'
            WHEN called = '' THEN 'no designation'
       END AS fault
FROM placed
"""

DESIGNATIONS = r"""
WITH registry AS (
  SELECT regexp_extract(text, 'id="([^"]+)"', 1) AS list
  FROM line
  WHERE contains(text, '<registry xmlns="http://www.iana.org/assignments"')
  ORDER BY no
  LIMIT 1
), placed AS (
  SELECT line, unnest(blocks) AS block, designation, status
  FROM record
)
SELECT line, list, block.family, block.first, block.last, block.length, designation, status
FROM placed, registry
"""

SAMPLE = """\
<?xml version='1.0' encoding='UTF-8'?>
<registry xmlns="http://www.iana.org/assignments" id="ipv4-address-space">
  <title>IANA IPv4 Address Space Registry</title>
  <updated>2023-12-18</updated>
  <record>
    <prefix>001/8</prefix>
    <designation>APNIC</designation>
    <date>2010-01</date>
    <status>ALLOCATED</status>
  </record>
  <record>
    <prefix>300/8</prefix>
    <designation>APNIC</designation>
    <status>ALLOCATED</status>
  </record>
  <record>
    <address>192.0.0.170/32, 192.0.0.171/32 <xref type="note" data="2"/></address>
    <name>NAT64/DNS64 &amp; Discovery</name>
  </record>
  <record>
    <address>::1/128</address>
    <name>Loopback Address</name>
  </record>
</registry>
"""

DAY = date(2023, 12, 18)


def _knows(head: Head) -> bool:
    roots = [line for line in head.lines if "http://www.iana.org/assignments" in line]
    return any(f'id="{registry}"' in root for registry in REGISTRIES for root in roots[:1])


def _day(head: Head) -> date | None:
    """The day on which the registry was last updated."""
    days = re.findall(r"<updated>(\d{4}-\d\d-\d\d)</updated>", "".join(head.lines))
    return date.fromisoformat(days[0]) if days else None


def _designation(line: int, prefix: str, designation: str, status: str | None) -> Designation:
    return Designation(
        list="ipv4-address-space",
        designation=designation,
        status=status,
        seen=DAY,
        cite=cited(line),
        **placed(prefix),
    )


SOURCE = Source(
    name="iana_xml",
    title="IANA address space and special-purpose registries, as XML",
    url="www.iana.org/assignments: ipv4-address-space, iana-ipv4-special-registry and their like",
    licence="CC0, as all IANA protocol registries",
    read_in="both address space and both special-purpose registries, updated 2019 to 2023",
    tried=True,
    fills={Designation: Expect(10, 1_000)},
    knows=_knows,
    day=_day,
    record=RECORD,
    rows={Designation: DESIGNATIONS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _designation(5, "1.0.0.0/8", "APNIC", "ALLOCATED"),
        _designation(16, "192.0.0.170/32", "NAT64/DNS64 & Discovery", None),
        _designation(16, "192.0.0.171/32", "NAT64/DNS64 & Discovery", None),
        _designation(20, "::1/128", "Loopback Address", None),
    ),
)
