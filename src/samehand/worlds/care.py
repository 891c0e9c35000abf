"""How the planted hands behave, level of care by level of care, each number with its reason.

The numbers follow the one real case measured in the public records (design/evidence.md);
they were written before any rule was scored on a synthetic world.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Care:
    """What a hand of one level of care leaves undone to hide."""

    level: int
    title: str
    shared_prefix: bool = False  # AS handles all begin with the same invented letters
    crossed: bool = True  # space of one is announced by the AS of another, both ways
    hubs: int = 2  # members the others buy transit from
    normal_carriers: int = 0  # independent carriers each member buys from beside
    hub_customers: int = 0  # honest customers that hide the members behind a hub
    flows: bool = True  # by a later day blocks flow into one member


LEVELS: Final[tuple[Care, ...]] = (
    Care(level=1, title="careless: handles share a prefix", shared_prefix=True),
    Care(level=2, title="like the case: closed cone, space crossed, blocks flow to one"),
    Care(level=3, title="no space is crossed", crossed=False),
    Care(
        level=4,
        title="one shared upstream among normal carriers",
        crossed=False,
        hubs=1,
        normal_carriers=1,
        hub_customers=25,
    ),
    Care(
        level=5,
        title="careful: one upstream of many customers, and no block moves",
        crossed=False,
        hubs=1,
        normal_carriers=2,
        hub_customers=40,
        flows=False,
    ),
)

MEMBERS: Final = (3, 12)  # the case has 11 organisations; two cannot show a pattern
MOST_MEMBERS = 40  # in a world large enough: the wished range of sizes
HOLDERS_PER_MEMBER = 100  # a hand is never more than a hundredth of the holders, or 12
RECRUITING_DAYS = 548  # ten AS numbers assigned over 18 months
AS_TO_BLOCK_DAYS: Final = (2, 45)  # an AS is assigned just before its first block
LADDER: Final = (4096, 8192, 16384, 32768, 16384)  # /20, /19, /18, /17; 51 blocks for ten
FEWEST_RUNGS = 3  # a member that stopped at /18; three make a ladder
RUNG_DAYS: Final = (60, 150)  # between blocks of one member: so turns interleave with others'
QUIET_DAYS: Final = (120, 700)  # from the last block to the world's day; the case: one month up
CROSSED = 0.6  # blocks of a hand that another member also announced part of
CROSSED_LENGTH = 22  # what was crossed were parts: 282 prefixes of 51 blocks
FLOWED = 0.3  # blocks that flow into one member by a later day: 15 of 51
HUB_UPSTREAMS = 3  # carriers a hub buys from
LISTED_SHARE = 0.35  # hands with blocks on DROP on the day; the case had none, others had
REGISTRIES: Final = ("arin", "ripencc", "apnic", "lacnic", "afrinic")  # the case, then in turn

# Decoys: what a good model must sink.
CONE_CUSTOMERS: Final = (5, 14)  # an honest carrier's captive customers
CONE_YEARS = 9  # over which they came, one by one, each growing on its own
CONE_LADDER: Final = (1024, 2048, 4096)  # slow start: /22, /21, /20
CONE_TWO_WAYS = 0.2  # of them that found a second carrier since
FAMILY: Final = (3, 9)  # companies of an open corporate family
HOLDERS_PER_FAMILY = 200  # 782 ARIN ids of 37,000 later proved one organisation with another
CAMPUSES: Final = (5, 15)  # universities behind one research network
SCRUBBED: Final = (8, 40)  # prefixes a scrubbing service has announced for their holders
