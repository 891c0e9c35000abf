"""What the records of a planted hand give away, level of care by level of care.

A leak is a value that members share although nothing declares them one. Written before any rule
was scored on it. Routing is in ``care``; what moves between members shows in transfer logs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PUBLIC: Final = ("phone", "mailbox", "maintainer", "contact", "street", "officer", "agent")
INTERNAL: Final = ("instrument", "payer", "notary", "template", "device", "from_address")


@dataclass(frozen=True, kw_only=True)
class Leak:
    """The values that members of a hand share at one level of care.

    ``all_share`` stand on every member; ``some_share`` on runs of three that begin elsewhere for each kind,
    so that they hang together as a chain. The rest of their values are each member's own.
    """

    level: int
    all_share: tuple[str, ...] = ()
    some_share: tuple[str, ...] = ()
    common: tuple[str, ...] = ()  # all share it, and so do many honest registrants


LEAKS: Final[tuple[Leak, ...]] = (
    Leak(
        level=1,
        all_share=("phone", "officer", "instrument", "payer", "notary", "template", "device"),
        some_share=("mailbox", "maintainer", "contact", "street", "from_address"),
    ),
    Leak(
        level=2,
        all_share=("officer", "agent", "instrument", "notary", "template", "from_address"),
        some_share=("contact", "street", "device", "payer"),
    ),
    Leak(
        level=3,
        all_share=("agent", "instrument", "notary"),
        some_share=("officer", "template", "from_address"),
    ),
    Leak(level=4, some_share=("instrument", "notary", "payer"), common=("agent",)),
    Leak(level=5, some_share=("instrument",)),  # beside it only routing: see ``care``
)

CHAIN = 3  # members of one run of a chain: two would be a pair, more would be everybody

# Innocent twins: one value on many records, for an honest reason. Each is holders per value.
PER_AGENT = 60  # companies of one formation agent, at its address: agents stand for dozens
PER_CONSULTANT = 25  # holders whose records one consultant maintains
PER_OFFICE = 12  # holders in one shared office
PER_PAYMENT_AGENT = 80  # holders one payment agent pays for, from one account
PER_NOTARY = 90  # an online notary's clients
PER_TEMPLATE = 70  # documents of a law firm made from one template
TWIN_SHARE: Final = {  # holders that use one: guesses, no registry publishes them
    "agent": 0.30,
    "contact": 0.06,
    "maintainer": 0.06,
    "street": 0.08,
    "instrument": 0.04,
    "payer": 0.06,
    "notary": 0.45,
    "template": 0.35,
}
PER_TWIN: Final = {
    "agent": PER_AGENT,
    "contact": PER_CONSULTANT,
    "maintainer": PER_CONSULTANT,
    "street": PER_OFFICE,
    "instrument": PER_PAYMENT_AGENT,
    "payer": PER_PAYMENT_AGENT,
    "notary": PER_NOTARY,
    "template": PER_TEMPLATE,
}
MISTYPED = 0.01  # streets written with a typing error: a guess, addresses are typed by hand
