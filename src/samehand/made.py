"""Made-up rows for the examples of links and detectors: documentation addresses, private AS numbers.

A row's cite is made from what it says, so that two rows never share one.
"""

from datetime import date
from zlib import crc32

from samehand.tables.listing import Listing
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.values.blocks import block
from samehand.values.names import key

DAY = date(2017, 3, 21)


def cite_of(*what: object) -> str:
    """A cite that only these words have."""
    return f"{crc32(repr(what).encode()):08x}:1"


def numbered(holder: str, asn: int, registered: date = date(2010, 1, 1)) -> AsnHolding:
    """An AS number held."""
    return AsnHolding(
        registry=holder.partition(":")[0],
        holder=holder,
        first_asn=asn,
        last_asn=asn,
        status="assigned",
        country="US",
        registered=registered,
        seen=DAY,
        cite=cite_of("asn", holder, asn),
    )


def held(holder: str, prefix: str, registered: date, seen: date = DAY) -> Holding:
    """A block held."""
    space = block(prefix)
    return Holding(
        registry=holder.partition(":")[0],
        holder=holder,
        family=4,
        first=space.first,
        last=space.last,
        status="allocated",
        country="US",
        registered=registered,
        seen=seen,
        cite=cite_of("block", holder, prefix, seen),
    )


def named(asn: int, handle: str, name: str) -> AsnName:
    """An AS name."""
    return AsnName(
        list="asn-names",
        asn=asn,
        handle=handle,
        name=name,
        name_key=key(name) or None,
        country="US",
        seen=DAY,
        cite=cite_of("name", asn),
    )


def under(asn: int, org: str) -> AsnOrg:
    """An AS under an organisation id."""
    return AsnOrg(
        list="as-org",
        asn=asn,
        org=org,
        name=None,
        name_key=None,
        country=None,
        seen=DAY,
        cite=cite_of("org", asn),
    )


def sells(provider: int, customer: int, seen: date = date(2016, 7, 1)) -> AsnRelation:
    """Transit sold."""
    return AsnRelation(
        provider=provider,
        customer=customer,
        kind="transit",
        seen=seen,
        cite=cite_of("transit", provider, customer, seen),
    )


def announced(prefix: str, origin: int, seen: date = date(2016, 1, 1)) -> Sighting:
    """A prefix announced."""
    space = block(prefix)
    return Sighting(
        family=4,
        first=space.first,
        last=space.last,
        length=int(prefix.partition("/")[2]),
        origin=origin,
        how="change",
        together=1,
        seen=seen,
        cite=cite_of("sighting", prefix, origin, seen),
    )


def listed(prefix: str, seen: date, number: str | None = None) -> Listing:
    """A block put on a list."""
    space = block(prefix)
    return Listing(
        list="drop",
        family=4,
        first=space.first,
        last=space.last,
        length=int(prefix.partition("/")[2]),
        number=number,
        edge=False,
        seen=seen,
        cite=cite_of("listing", prefix, seen),
    )
