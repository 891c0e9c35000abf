"""The columns of the answers about history."""

from collections.abc import Sequence
from typing import Any

from samehand.present.columns import Column, plain, spans


def asn(value: Any) -> str:
    """An AS as it is written.

    >>> asn(64500), asn(None)
    ('AS64500', '-')
    """
    return "-" if value is None else f"AS{value}"


def percent(value: Any) -> str:
    """A share, with as many places as it needs.

    >>> percent(12.5), percent(0.0004), percent(None)
    ('12.5 %', '0.0004 %', '-')
    """
    return "-" if value is None else f"{value:.4g} %"


def some(value: Sequence[Any]) -> str:
    """The first three of a list, and how many more."""
    more = f" and {len(value) - 3:,} more" if len(value) > 3 else ""
    return (", ".join(map(str, value[:3])) or "-") + more


CITES = Column("cites", "cites", some, wide=True, least=14)
SAYS = Column("says", "what the records say", wide=True, least=30)

INTERVALS = (
    Column("prefix", "prefix", wide=True, least=14),
    Column("origin", "origin", asn, wide=True, least=8),
    Column("seen", "from"),
    Column("last_seen", "to"),
    Column("name", "called", wide=True, least=10),
    Column("rpki", "RPKI", wide=True, least=8),
    Column("irr", "IRR", wide=True, least=8),
    Column("upstream_state", "upstream", wide=True, least=8),
    Column("by", "by", wide=True, least=8),
    CITES,
    Column("listed", "listed", wide=True, least=10),
    Column("peers", "peers", number=True),
    Column("holder", "origin held by", wide=True, least=14),
)
CHANGES = (
    Column("subject", "block", wide=True, least=14),
    Column("says", "holder or status", wide=True, least=30),
    CITES,
)
LISTINGS = (
    Column("subject", "block", wide=True, least=14),
    Column("says", "listing", wide=True, least=30),
    CITES,
)
HELD = (
    Column("subject", "block", wide=True, least=14),
    Column("says", "held by", wide=True, least=24),
    Column("seen", "from"),
    Column("last_seen", "to"),
    CITES,
)
COLLECTORS = (
    Column("collector", "collector", wide=True, least=12),
    Column("from", "from"),
    Column("to", "to"),
    Column("days", "days read", number=True),
    Column("paths", "paths read"),
    Column("gaps", "gaps", spans, wide=True, least=24),
)
MOVES = (
    Column("day", "day"),
    Column("what", "block", wide=True, least=14),
    Column("says", "what came", wide=True, least=24),
    CITES,
)
WOKEN = (
    Column("prefix", "prefix", wide=True, least=14),
    Column("seen", "again by"),
    Column("before", "last before"),
    Column("silent_days", "days silent", number=True),
    Column("origin_before", "by then", asn),
    Column("origin", "by now", asn),
    Column("holder", "held by", wide=True, least=14),
    CITES,
)
FINDINGS = (
    Column("rule", "detector", wide=True, least=12),
    Column("bits", "bits", number=True),
    SAYS,
    CITES,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "routes/1": INTERVALS,
    "listed/1": (
        Column("what", "what", wide=True, least=14),
        Column("says", "listing", wide=True, least=20),
        Column("holder_then", "held then by", wide=True, least=14),
        Column("holder_now", "held now by", wide=True, least=14),
        Column("same_holder", "holder", wide=True, least=8),
        CITES,
        Column("how", "how", wide=True, least=8),
    ),
    "dormant/1": (
        Column("rank", "#", plain, number=True),
        Column("block", "block", wide=True, least=15),
        Column("addresses", "addresses", number=True),
        Column("holder", "held by", wide=True, least=14),
        Column("exposed", "exposed by", wide=True, least=12),
        SAYS,
        Column("registered", "registered"),
        CITES,
    ),
    "awakenings/1": (
        Column("rank", "#", plain, number=True),
        SAYS,
        Column("addresses", "addresses", number=True),
        Column("lengths", "lengths", some, wide=True, least=7),
        Column("holders", "holders", some, wide=True, least=14),
        Column("by_former_origin", "by same AS", number=True),
        Column("by_silent_or_new_as", "by silent or new AS", number=True),
        CITES,
    ),
    "leased/1": (
        Column("rank", "#", plain, number=True),
        Column("prefix", "prefix", wide=True, least=14),
        Column("holder", "held by", wide=True, least=14),
        Column("origin", "announced by", asn),
        Column("origin_name", "called", wide=True, least=12),
        Column("reading", "reading", wide=True, least=10),
        Column("seen", "table of"),
        Column("held_on", "registry's file of"),
        CITES,
    ),
    "usage/1": (
        Column("list", "list", wide=True, least=10),
        Column("day", "day"),
        Column("use", "use"),
        Column("coverage", "coverage", percent, number=True),
        Column("confidence", "confidence", number=True),
        Column("says", "what it says", wide=True, least=24),
        Column("who", "operators named", some, wide=True, least=10),
        CITES,
    ),
    "usage-share/1": (
        Column("list", "list", wide=True, least=10),
        Column("day", "day"),
        Column("share_of_list", "of the list", percent, number=True),
        Column("share_of_held", "of its space", percent, number=True),
        Column("says", "in addresses", wide=True, least=24),
        Column("held_on", "registry's file of"),
        CITES,
    ),
    "unallocated/1": (
        Column("prefix", "prefix", wide=True, least=14),
        Column("origin", "origin", asn),
        Column("state", "registration", wide=True, least=12),
        SAYS,
        Column("addresses", "addresses", number=True),
        CITES,
    ),
    "diff/1": (
        Column("change", "change", wide=True, least=8),
        Column("what", "what", wide=True, least=14),
        Column("says", "from and to", wide=True, least=30),
        Column("addresses", "addresses", number=True),
        Column("registry", "at"),
        CITES,
    ),
    "detect/1": (
        Column("rank", "#", plain, number=True),
        Column("subject", "what", wide=True, least=14),
        Column("bits", "bits", number=True),
        Column("rules", "detectors", wide=True, least=14),
        SAYS,
        CITES,
    ),
}
