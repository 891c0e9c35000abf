"""The vpn_ip collection: addresses of VPN servers, with the operator, as a tar archive.

Read as `member TAB line`. `output/ip.txt` holds `address # host,host`, all that was found;
`input/hostname_ip` and `input/ip` hold what was looked up, one file an operator. So the operator
of an address is the one whose file holds its name's domain or the address; else the domain itself.
What fools it: hosts are found by name, so operators that name no servers are missing; a server
that has gone keeps its address on the list until the next look-up; two brands can share servers
(`gen4.ninja`), and the first file that names a domain is believed.
"""

from datetime import date
from functools import partial

from samehand.sources import Expect, Source
from samehand.sources.samples import use_label
from samehand.tables.use import UseLabel

RECORD = r"""
WITH split AS (
  SELECT no AS line, contains(text, chr(9)) AS whole, split_part(text, chr(9), 1) AS member,
         split_part(text, chr(9), 2) AS body
  FROM line
  WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
), asked AS (
  SELECT line, regexp_extract(member, '(^|/)input/(hostname_ip|ip)/([a-z0-9_]+?)(_api)?\.txt$', 3)
           AS operator,
         trim(split_part(body, '#', 1)) AS name,
         regexp_extract(trim(split_part(body, '#', 1)), '[^.]+\.[a-z][^.]*$') AS domain
  FROM split
), operators AS (
  SELECT name, arg_min(operator, line) AS operator
  FROM (SELECT CASE WHEN domain = '' THEN name ELSE domain END AS name, operator, line
        FROM asked
        WHERE operator NOT IN ('', 'misc') AND name <> '')
  GROUP BY name
), found AS (
  SELECT line, whole, split_part(body, ' # ', 1) AS ip,
         nullif(regexp_extract(split_part(split_part(body, ' # ', 2), ',', 1), '[^.]+\.[a-z][^.]*$'),
                '') AS domain
  FROM split
  WHERE NOT whole OR regexp_matches(member, '(^|/)output/ip\.txt$')
), placed AS (
  SELECT line, whole, ip, domain, address(ip) AS start
  FROM found
)
SELECT line, start, CASE WHEN contains(ip, ':') THEN 6 ELSE 4 END AS family,
       coalesce(by_domain.operator, by_address.operator, domain) AS who,
       CASE WHEN NOT whole THEN 'not a member of the archive and its line'
            WHEN start IS NULL THEN 'begins with no address'
       END AS fault
FROM placed
LEFT JOIN operators AS by_domain ON by_domain.name = domain
LEFT JOIN operators AS by_address ON by_address.name = ip
"""

LABELS = """
SELECT line, 'az0' AS list, 'vpn' AS use, family, start AS first, start AS last,
       CASE family WHEN 4 THEN 32 ELSE 128 END AS length, who
FROM record
"""

SAMPLE = """\
data/input/hostname_ip/exvpn.txt\t# Example VPN
data/input/hostname_ip/exvpn.txt\tde-1.servers.example.org
data/input/hostname_ip/misc.txt\tus-1.example.com
data/input/ip/othervpn_api.txt\t198.51.100.7
data/output/hostname.txt\tde-1.servers.example.org
data/output/ip.txt\t192.0.2.9 # de-1.servers.example.org,de-2.servers.example.org
data/output/ip.txt\t192.0.2.300 # de-3.servers.example.org
data/output/ip.txt\t198.51.100.7
data/output/ip.txt\t203.0.113.1 # us-1.example.com
data/output/ip.txt\t2001:db8::10
"""

DAY = date(2024, 1, 1)


_label = partial(use_label, list="az0", use="vpn", seen=DAY)


SOURCE = Source(
    name="vpn_hosts",
    title="Addresses of VPN servers, by operator",
    url="github.com/az0/vpn_ip, its folder data as a tar archive",
    licence="MIT",
    read_in="the archive of 2024-01-01",
    tried=True,
    fills={UseLabel: Expect(1_000, 500_000)},
    knows=lambda head: any(
        line.startswith(("data/input/", "data/output/")) and "\t" in line for line in head.lines
    ),
    record=RECORD,
    rows={UseLabel: LABELS},
    across=("who",),
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        _label(6, "192.0.2.9", who="exvpn"),
        _label(8, "198.51.100.7", who="othervpn"),
        _label(9, "203.0.113.1", who="example.com"),
        _label(10, "2001:db8::10"),
    ),
)
