"""Made-up rows for the examples of detectors: documentation addresses, private AS numbers."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from samehand.made import DAY, cite_of, held, listed
from samehand.tables import Row
from samehand.tables.findings import HandMember
from samehand.tables.listing import Listing
from samehand.tables.registry import Designation, Holding, Registration
from samehand.tables.routing import RouteObject, Sighting
from samehand.tables.rpki import Vrp
from samehand.tables.use import UseLabel
from samehand.values.blocks import block

YEARS = tuple(date(year, 3, 1) for year in range(2008, 2018))


def place(prefix: str) -> dict[str, Any]:
    """The columns of a prefix."""
    space = block(prefix)
    length = int(prefix.partition("/")[2])
    return {"family": space.family, "first": space.first, "last": space.last, "length": length}


def held6(holder: str, prefix: str, registered: date) -> Holding:
    """An IPv6 block held."""
    return replace(held(holder, prefix, registered), **place(prefix))


def listed6(prefix: str, seen: date) -> Listing:
    """An IPv6 block put on a list."""
    return replace(listed(prefix, seen), **place(prefix))


def routed(
    prefix: str,
    origin: int,
    seen: date,
    last_seen: date,
    upstream: int | None = None,
    peers: int | None = None,
) -> Sighting:
    """A prefix in every table of a collector from one day to another."""
    return Sighting(
        **place(prefix),
        collector="tables",
        origin=origin,
        upstream=upstream,
        peers=peers,
        how="table",
        together=1,
        seen=seen,
        last_seen=last_seen,
        cite=cite_of("run", prefix, origin, seen, last_seen, upstream),
    )


def looked_on(*days: date, prefix: str = "203.0.113.0/24") -> tuple[Sighting, ...]:
    """Tables were read on these days: a prefix of no concern stood in all of them."""
    return tuple(routed(prefix, 64999, begun, ended) for begun, ended in pairwise(days))


LISTED_FROM, LISTED_TO = date(2008, 1, 1), date(2017, 3, 21)
WATCHED = Sighting(
    **place("203.0.113.0/24"),
    origin=64999,
    how="change",
    together=1,
    seen=LISTED_FROM,
    last_seen=LISTED_TO,
    cite=cite_of("watched"),
)
"""A list of changes tells of these years: a prefix of no concern never changed."""


def spell(prefix: str, origin: int, seen: date, days: int) -> Sighting:
    """A prefix announced for so many days, as a list of changes has it."""
    return Sighting(
        **place(prefix),
        origin=origin,
        how="change",
        together=1,
        seen=seen,
        last_seen=seen + timedelta(days=days - 1),
        cite=cite_of("spell", prefix, origin, seen, days),
    )


def updated(prefix: str, origin: int, seen: date, peers: int = 10) -> Sighting:
    """A prefix announced in a log of updates on a day."""
    return Sighting(
        **place(prefix),
        origin=origin,
        peers=peers,
        how="update",
        together=1,
        seen=seen,
        cite=cite_of("update", prefix, origin, seen),
    )


def route_object(
    prefix: str, origin: int, created: date, maintainer: str = "MNT-X", seen: date = DAY
) -> RouteObject:
    """A route object."""
    return RouteObject(
        list="radb",
        **place(prefix),
        origin=origin,
        maintainer=maintainer,
        created=created,
        seen=seen,
        cite=cite_of("object", prefix, origin, created, maintainer),
    )


def signed(prefix: str, origin: int, begins: date, seen: date = DAY) -> Vrp:
    """A validated ROA payload."""
    where = place(prefix)
    return Vrp(
        anchor="arin",
        **where,
        max_length=where["length"],
        origin=origin,
        begins=begins,
        seen=seen,
        cite=cite_of("roa", prefix, origin, begins),
    )


def labelled(prefix: str, use: str, seen: date = DAY) -> UseLabel:
    """A prefix on a list of uses."""
    return UseLabel(
        list=f"{use}-list", use=use, **place(prefix), seen=seen, cite=cite_of(use, prefix, seen)
    )


def member(hand: str, holder: str, asn: int, reading: str = "undeclared") -> HandMember:
    """A member of a hand."""
    told = cite_of("member", hand, holder, asn)
    return HandMember(hand=hand, reading=reading, holder=holder, asn=asn, seen=DAY, cite=told)


def record(prefix: str, org: str, seen: date = DAY) -> Registration:
    """A record of a registry's database."""
    return Registration(
        list="ripencc",
        registry="ripencc",
        **place(prefix),
        org=org,
        maintainer=f"{org}-MNT",
        netname=org.upper(),
        status="ASSIGNED PA",
        registered=date(2012, 1, 1),
        seen=seen,
        cite=cite_of("record", prefix, org),
    )


def designated(prefix: str, designation: str, status: str) -> Designation:
    """What the top of the registry says a block is for."""
    return Designation(
        list="ipv4-address-space",
        **place(prefix),
        designation=designation,
        status=status,
        seen=DAY,
        cite=cite_of("designation", prefix, designation),
    )


def all_of(*parts: Row | tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows, and tuples of rows, in one."""
    return tuple(row for part in parts for row in (part if isinstance(part, tuple) else (part,)))
