"""X4BNet's lists of VPN and data-centre ranges: a prefix or an address a line.

Which list it is, only the file's name says: `output_vpn_ipv4.txt`, `output_datacenter_ipv4.txt`.
What fools it: most of both is made from AS numbers thought to be of that kind, so all space of a
mixed network is called hosting; the VPN list holds ranges of providers who also host others;
neighbouring ranges are merged, so a prefix on it need not be one that was ever routed; the lists
are partial, and absence says nothing.
"""

import re
from datetime import date
from functools import partial

from samehand.sources import Expect, Head, Source
from samehand.sources.samples import use_label
from samehand.tables.use import UseLabel

RECORD = r"""
WITH told AS (
  SELECT no AS line, trim(text) AS what
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), named AS (
  SELECT line, what, address(split_part(what, '/', 1)) AS start,
         CASE WHEN contains(what, '/') THEN number(split_part(what, '/', 2))
              WHEN contains(what, ':') THEN 128 ELSE 32 END AS bits,
         regexp_extract(lower($name), '(vpn|datacenter)[_-]ipv[46]', 1) AS kind
  FROM told
), placed AS (
  SELECT line, span(what, start, bits) AS block, kind
  FROM named
)
SELECT line, block, kind,
       CASE WHEN block IS NULL THEN 'no prefix, or host bits set'
            WHEN kind = '' THEN 'the name of the file does not say of which list it is'
       END AS fault
FROM placed
"""

LABELS = """
SELECT line, 'x4bnet-' || kind || CASE block.family WHEN 6 THEN '-ipv6' ELSE '' END AS list,
       CASE kind WHEN 'vpn' THEN 'vpn' ELSE 'hosting' END AS use,
       block.family, block.first, block.last, block.length
FROM record
"""

SAMPLE = """\
192.0.2.0/24
198.51.100.7
203.0.113.0/33
203.0.113.0/25
"""

DAY = date(2024, 1, 1)
NAMED = re.compile(r"(vpn|datacenter)[_-]ipv[46]")


_label = partial(use_label, list="x4bnet-vpn", use="vpn", seen=DAY)


def _knows(head: Head) -> bool:
    return bool(NAMED.search(head.name.lower())) and head.mostly(r"[0-9a-fA-F.:]+(/\d+)?\s*")


SOURCE = Source(
    name="use_list",
    title="Ranges of VPN providers and of data centres",
    url="github.com/X4BNet/lists_vpn, output/vpn and output/datacenter",
    licence="not stated with the copies read; see its repository",
    read_in="lists of 2023-10-22, 2023-12-29 and 2024-01-01",
    tried=True,
    fills={UseLabel: Expect(100, 500_000)},
    knows=_knows,
    record=RECORD,
    rows={UseLabel: LABELS},
    sample=SAMPLE,
    sample_name="2024-01-01-output_vpn_ipv4.txt",
    sample_day=DAY,
    sample_rows=(
        _label(1, "192.0.2.0/24"),
        _label(2, "198.51.100.7/32"),
        _label(4, "203.0.113.0/25"),
    ),
)
