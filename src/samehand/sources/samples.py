"""Rows that samples of sources promise: a prefix written out, and its cite, once for all."""

from ipaddress import ip_network
from typing import Any

from samehand.tables.listing import Listing
from samehand.tables.routing import RouteObject, Sighting
from samehand.tables.rpki import Vrp
from samehand.tables.use import UseLabel
from samehand.values.blocks import block


def placed(prefix: str) -> dict[str, Any]:
    """The columns of a prefix, or of an address.

    >>> placed("192.0.2.0/24")
    {'family': 4, 'first': 3221225984, 'last': 3221226239, 'length': 24}
    """
    space = block(prefix)
    ends = {"family": space.family, "first": space.first, "last": space.last}
    return ends | {"length": ip_network(prefix).prefixlen}


def cited(line: int) -> str:
    """The cite of a line of a sample.

    >>> cited(7)
    '00000000:7'
    """
    return f"00000000:{line}"


def sighting(line: int, prefix: str, origin: int, **told: Any) -> Sighting:
    """A prefix in a table with one origin; `told` says its days and collector, and what else."""
    usual: dict[str, Any] = {"how": "table", "together": 1, "cite": cited(line)}
    return Sighting(origin=origin, **placed(prefix), **(usual | told))


def vrp(line: int, prefix: str, max_length: int, origin: int, **told: Any) -> Vrp:
    """A validated ROA payload; `told` says its day and anchor, and what else."""
    return Vrp(max_length=max_length, origin=origin, **placed(prefix), cite=cited(line), **told)


def route_object(line: int, prefix: str, **told: Any) -> RouteObject:
    """A route object; `told` says its day, list, origin and maintainer, and what else."""
    return RouteObject(**placed(prefix), cite=cited(line), **told)


def listing(line: int, what: str | int, **told: Any) -> Listing:
    """A prefix or an AS on a list; `told` says its day and list, and what else."""
    place: dict[str, Any] = placed(what) if isinstance(what, str) else {"asn": what}
    return Listing(**place, cite=cited(line), **told)


def use_label(line: int, prefix: str, **told: Any) -> UseLabel:
    """A prefix or address on a list of uses; `told` says its day, list and use, and what else."""
    return UseLabel(**placed(prefix), cite=cited(line), **told)
