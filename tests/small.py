"""A tiny world in the published formats, of documentation addresses and AS numbers."""

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"

FILES = {
    "delegated-arin-extended-20170321": """\
2.3|arin|1490072890268|6|19700101|20170321|-0400
arin|*|asn|*|2|summary
arin|*|ipv4|*|3|summary
arin|*|ipv6|*|1|summary
arin|US|asn|64500|1|20140128|assigned|a1b2
arin|US|asn|64501|1|20150128|assigned|c3d4
arin|US|ipv4|192.0.2.0|256|20140206|allocated|a1b2
arin|US|ipv4|198.51.100.0|256|20150206|allocated|c3d4
arin||ipv4|203.0.113.0|256||reserved|
arin|US|ipv6|2001:db8::|32|20160301|allocated|a1b2
""",
    "asn-names-20170321.txt": """\
64500\tEXAMPLE-1 - Example Networks, Inc., US
64501\tBEISPIEL - M\u00fcller Beispiel LLC, US
64502\tTRANSIT - Some Transit \x1b[31mred, US
no number at all, US
""",
    "20160701.as-rel.txt": """\
# source:topology|BGP|20160701|ripe|rrc00
64500|64501|-1
64502|64500|-1
64501|64503|0
""",
    "origin-changes-20120101-20170321.txt": """\
192.0.2.0/24\t64500,20140310\t64501,20160209
198.51.100.0/24\t64501,20150510\t64500,20160801
""",
    "drop-timeline-2018-2023.tsv": """\
# merged: gaps of 72 h or less closed; removed empty = still listed 2023-12-31, the end
list\tprefix_or_asn\tfirst_seen\tremoved\tsbl\tmirrors
drop\t192.0.2.0/24\t2018-05-01\t2018-06-01\tSBL100001\tone
drop\t198.51.100.0/24\t2019-07-27\t\tSBL100002\tone
""",
}
"""Name and content of each file; the drop list tells of days after all others."""


def write_files(folder: Path) -> list[Path]:
    """Write the world into a folder, without the drop list: that one is named on its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in FILES if not name.startswith("drop")]


def golden(name: str, text: str) -> None:
    """Compare with what was printed when somebody last looked at it; BLESS=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("BLESS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path} differs; BLESS=1 after looking at it"
