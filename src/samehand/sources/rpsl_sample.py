"""Objects that the samples of a dump and of a snapshot share, and the rows they promise."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from samehand.sources.sampled import Sample, Told
from samehand.sources.samples import route_object
from samehand.tables import Row
from samehand.tables.records import Stated

DAY = date(2024, 1, 1)
MADE, CHANGED = date(2019, 3, 4), date(2020, 3, 4)
MNT = ("maintainer", "mnt-by", "EX-MNT", "EX-MNT")
OBJECTS = (
    b"""\
% dump of EXDB

organisation:   ORG-EX1-EXDB
org-name:       Example Networks GmbH   # ours
org-type:       LIR
country:        DE
address:        Dummy address for ORG-EX1-EXDB
e-mail:         ***@example.net
abuse-c:        AR1-EXDB
mnt-by:         EX-MNT
created:        2019-03-04T05:06:07Z
last-modified:  2020-03-04T05:06:07Z
source:         EXDB

""",
    b"""\
inetnum:        198.51.100.0 - 198.51.100.127
netname:        EX-NET
descr:          Example
                Second line
org:            org-ex1-exdb
admin-c:        DUMY-EXDB
tech-c:         EX1-EXDB
status:         ASSIGNED PA
mnt-by:         EX-MNT, EX2-MNT
changed:        noc@example.net 20190304
changed:        noc@example.net 20200304
source:         EXDB

""",
    b"""\
inetnum:        198.51.100.0 - 198.51.99.255
netname:        EX-TURNED
source:         EXDB

""",
    b"""\
inet6num:       2001:db8::/48
netname:        EX-SIX
mnt-by:         EX-MNT
source:         EXDB

""",
    b"""\
aut-num:        AS64500
as-name:        EX-AS
import:         from AS64501 accept ANY
mnt-by:         EX-MNT
source:         EXDB

""",
    b"""\
role:           Example NOC
address:        1 Example Way
address:        10115 Example City
phone:          +49 (0)30 5550100
nic-hdl:        EX1-EXDB
source:         EXDB

""",
    b"""\
domain:         100.51.198.in-addr.arpa
nserver:        NS1.example.net 192.0.2.1
source:         EXDB

""",
    b"""\
route:          192.0.2.0/24
origin:         AS64500
a line without a colon
source:         EXDB

""",
    b"""\
route:          192.0.2.0/24
descr:          Example
remarks:        origin: AS64999
+
origin:         AS64500   # ours
mnt-by:         EX-MNT
changed:        a@example.net 20190304
changed:        b@example.net 20200304  #05:37:14(UTC)
source:         EXDB

""",
    b"""\
route6:         2001:db8::/32
origin:
                as64500
mnt-by:         EX-MNT
created:        2019-03-04T05:06:07Z
last-modified:  2020-03-04T05:06:07Z
source:         EXDB

""",
    b"""\
as-set:         AS-EX
members:        AS64500
source:         EXDB

""",
)


def _begun(objects: Sequence[bytes]) -> Iterator[int]:
    """The line on which each object begins."""
    line = 1
    for text in objects:
        yield line + 2 * text.startswith(b"%")
        line += text.count(b"\n")


HEADER = {
    "nrtm_version": 4,
    "type": "snapshot",
    "source": "EXDB",
    "session_id": "00000000-0000-4000-8000-000000000000",
    "version": 1,
}
TEXTS = [text.partition(b"\n\n")[2] if text[:1] == b"%" else text for text in OBJECTS]
SNAPSHOT = tuple(
    json.dumps(record, separators=(",", ":")).encode() + b"\n"
    for record in (HEADER, *({"object": text.decode().rstrip("\n") + "\n"} for text in TEXTS))
)
LINES = tuple(_begun(OBJECTS))
RECORDS = tuple(range(2, 2 + len(OBJECTS)))
_of = partial(Sample, registry="exdb", seen=DAY)


def _sample(kind: str) -> Sample:
    return _of(list=f"exdb.db.{kind}")


def _stated(line: int, kind: str, key: str, *told: Told) -> Iterator[Stated]:
    yield from _sample(kind).stated(line, f"{kind}:{key}", *told)


def _organisation(line: int) -> Iterator[Row]:
    """An organisation whose office is withheld, and the name of its mailbox, but not its domain."""
    named = ("ORG-EX1-EXDB", "Example Networks GmbH", "example networks")
    yield _sample("organisation").organisation(
        line, *named, kind="LIR", country="DE", registered=MADE, changed=CHANGED
    )
    yield from _stated(
        line,
        "organisation",
        "ORG-EX1-EXDB",
        ("abuse", "abuse-c", "AR1-EXDB", "AR1-EXDB"),
        ("address", "address", None, None),
        ("domain", "e-mail", "example.net", "example.net"),
        ("mailbox", "e-mail", None, None),
        MNT,
    )


def _block(line: int) -> Iterator[Row]:
    """A block with two maintainers and a contact that is withheld."""
    place = "198.51.100.0 - 198.51.100.127"
    of = _sample("inetnum")
    yield replace(
        of.registration(
            line,
            "198.51.100.0/25",
            "ORG-EX1-EXDB",
            "EX-NET",
            status="ASSIGNED PA",
            maintainer="EX-MNT",
            changed=CHANGED,
        ),
        handle=place,
    )
    yield from _stated(
        line,
        "inetnum",
        place,
        ("contact", "admin-c", None, None),
        ("contact", "tech-c", "EX1-EXDB", "EX1-EXDB"),
        ("domain", "changed", "example.net", "example.net"),
        ("mailbox", "changed", "noc@example.net", "noc@example.net"),
        MNT,
        ("maintainer", "mnt-by", "EX2-MNT", "EX2-MNT"),
        ("netname", "netname", "EX-NET", "EX-NET"),
        ("org", "org", "org-ex1-exdb", "ORG-EX1-EXDB"),
    )


def _others(six: int, number: int, role: int, domain: int) -> Iterator[Row]:
    """A block of IPv6, an AS number, a contact, a reverse zone."""
    key = "2001:db8::/48"
    yield _sample("inet6num").registration(
        six, key, None, "EX-SIX", maintainer="EX-MNT", handle=key
    )
    yield from _stated(six, "inet6num", key, MNT, ("netname", "netname", "EX-SIX", "EX-SIX"))
    of = _sample("aut-num")
    yield of.number(number, (64500, 64500), None, "EX-AS", maintainer="EX-MNT")
    yield from _stated(number, "aut-num", "AS64500", MNT)
    street = ("1 Example Way, 10115 Example City", "1 example way 10115 example city")
    phone = ("phone", "phone", "+49 (0)30 5550100", "+49305550100")
    yield from _stated(role, "role", "EX1-EXDB", ("address", "address", *street), phone)
    server = ("nameserver", "nserver", "NS1.example.net", "ns1.example.net")
    yield from _stated(domain, "domain", "100.51.198.in-addr.arpa", server)


def _routes(four: int, six: int) -> Iterator[Row]:
    made = partial(route_object, list="exdb", origin=64500, maintainer="EX-MNT", seen=DAY)
    yield made(four, "192.0.2.0/24", created=None, changed=CHANGED)
    yield made(six, "2001:db8::/32", created=MADE, changed=CHANGED)


def rows(begun: Sequence[int]) -> tuple[Row, ...]:
    """What the objects promise, by the line each begins on."""
    org, block, _, six, number, role, domain, _, route, route6, _ = begun
    each: Iterable[Iterable[Row]] = (
        _organisation(org),
        _block(block),
        _others(six, number, role, domain),
        _routes(route, route6),
    )
    return tuple(row for some in each for row in some)
