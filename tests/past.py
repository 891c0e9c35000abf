"""A tiny past in the published formats: files of two days, tables of three, lists, payloads, objects."""

from pathlib import Path

V4_2015 = """\
2|arin|1|6|19700101|20150101|-0400
arin|*|ipv4|*|5|summary
arin|US|ipv4|192.0.2.0|256|20100101|allocated|sleeper
arin|US|ipv4|198.51.100.0|256|20100101|allocated|seller
arin||ipv4|203.0.113.0|256||reserved|
arin|US|ipv4|198.18.0.0|1024|20100101|allocated|whole
arin|US|ipv4|198.18.8.0|256|20100101|allocated|busy
"""
NUMBERS = """\
arin|US|asn|64500|1|20100101|assigned|sleeper
arin|US|asn|64501|1|20100101|assigned|seller
arin|US|asn|64502|1|20100101|assigned|buyer
arin|US|asn|64503|1|20100101|assigned|busy
"""
V4_2018 = """\
2|arin|1|7|19700101|20180101|-0400
arin|*|ipv4|*|6|summary
arin|US|ipv4|192.0.2.0|256|20100101|allocated|sleeper
arin|US|ipv4|198.51.100.0|256|20100101|allocated|buyer
arin||ipv4|203.0.113.0|256||available|
arin|US|ipv4|198.18.0.0|512|20100101|allocated|whole
arin|US|ipv4|198.18.2.0|512|20170301|allocated|buyer
arin|US|ipv4|198.18.8.0|256|20100101|allocated|busy
"""

FILES = {
    "delegated-arin-extended-20150101": V4_2015 + NUMBERS,
    "delegated-arin-extended-20180101": V4_2018 + NUMBERS,
    "asn-names-20180101.txt": """\
64500\tSLEEPER - Sleeper Networks, US
64501\tSELLER - Seller Inc, US
64502\tBUYER - Buyer LLC, US
64503\tBUSY - Busy Corp, US
""",
    "routeviews-rv2-20100601-1200.pfx2as": """\
192.0.2.0\t24\t64500
198.51.100.0\t24\t64501
198.18.8.0\t24\t64503
""",
    "routeviews-rv2-20150101-1200.pfx2as": """\
198.51.100.0\t24\t64501
198.18.8.0\t24\t64503
203.0.113.0\t24\t64503
""",
    "routeviews-rv2-20180101-1200.pfx2as": """\
192.0.2.0\t24\t64503
198.51.100.0\t24\t64503
198.51.100.128\t25\t64502
198.18.8.0\t24\t64503
203.0.113.0\t24\t64503
""",
    "origin-changes-20120101-20170321.txt": """\
198.51.100.0/24\t64501,20120310\t64502,20160209
""",
    "drop-timeline-2018-2023.tsv": """\
# merged: gaps of 72 h or less closed; removed empty = still listed 2017-12-31, the end
list\tprefix_or_asn\tfirst_seen\tremoved\tsbl\tmirrors
drop\t203.0.113.0/24\t2015-09-01\t2016-06-01\tSBL100001\tone
drop\t198.51.100.0/24\t2016-01-10\t\tSBL100002\tone
""",
    "roas-20180101.csv": """\
URI,ASN,IP Prefix,Max Length,Not Before,Not After
rsync://rpki.ripe.net/repository/a.roa,AS64503,198.18.8.0/24,24,2017-01-01 00:00:00,2019-01-01 00:00:00
rsync://rpki.ripe.net/repository/b.roa,AS64502,198.51.100.0/24,24,2017-01-01 00:00:00,2019-01-01 00:00:00
""",
    "radb.20180101.db": """\
route:      198.18.8.0/24
origin:     AS64503
mnt-by:     MAINT-BUSY
source:     RADB

route:      198.51.100.0/24
origin:     AS64502
mnt-by:     MAINT-BUYER
source:     RADB
""",
    "2018-01-01-output_vpn_ipv4.txt": """\
198.18.8.0/25
198.51.100.0/24
""",
    "2018-01-01-output_datacenter_ipv4.txt": """\
198.18.8.0/24
""",
}


def write_files(folder: Path) -> list[Path]:
    """Write the past into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in FILES]
