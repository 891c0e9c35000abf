"""The hand that an applicant would be in: grouped, weighed and read as every hand is.

The applicant is grouped with the hands and holders that its links lead to, by the bits between all
of them as the scan has them. Fooled by a third hand that neither leads to and that the applicant
would bring together with this one: only the next scan sees that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samehand.api.screening.companies import places
from samehand.api.screening.found import Screened
from samehand.resolve.grouping import NOBODY, Judged
from samehand.resolve.hands import Ground, Hand, hands
from samehand.resolve.weigh import WeighNumbers

LED_TO = """
SELECT pair.one AS applicant, pair.other, pair.bits, pair.named
FROM pair
WHERE pair.bits > $worth_keeping AND pair.families > 0
ORDER BY applicant, pair.other
"""
# The hands as they are, and who else the links lead to.
BESIDE = """
SELECT DISTINCT reached.applicant, coalesce(picked_hand.holder, reached.other) AS holder,
       picked_member.hand, picked_member.weight
FROM reached
LEFT JOIN picked_member ON picked_member.holder = reached.other
LEFT JOIN picked_hand ON picked_hand.number = picked_member.number
"""
TIES = """
SELECT picked_tie.one, picked_tie.other, round(picked_tie.bits, 4) AS bits, picked_tie.named
FROM picked_tie
JOIN (SELECT DISTINCT holder FROM beside) AS a ON a.holder = picked_tie.one
JOIN (SELECT DISTINCT holder FROM beside) AS b ON b.holder = picked_tie.other
"""
# An applicant that is a holder already stands for it.
DEPENDANTS = """
SELECT hub, holder FROM picked_hub
UNION ALL
SELECT applying.applicant AS hub, own.holder
FROM applying
JOIN picked_own_hub AS own ON split_part(own.hub, '~', 1) = applying.account
"""
FACTS = "SELECT holder, split, surprise FROM picked_beside"
OWN = """
SELECT applying.applicant, bool_or(parts.split) AS split, max(parts.surprise) AS surprise
FROM applying
JOIN picked_parts AS parts ON parts.account = applying.account
GROUP BY applying.applicant
"""


@dataclass(frozen=True, slots=True)
class Joined:
    """The hand with the applicant in it, and the hands of today that it would be made of."""

    hand: Hand
    before: tuple[tuple[str, float], ...]  # each by its name, with its weight


def joined(
    screened: Screened, accounts: Mapping[str, str], judged: Judged = NOBODY
) -> dict[str, Joined]:
    """The hand of each applicant that would be in one. `accounts`: those that applicants have."""
    store = screened.store
    store.derive("led_to", LED_TO, worth_keeping=WeighNumbers().worth_keeping)
    store.derive(
        "reached",
        "SELECT * FROM led_to WHERE applicant IN (SELECT applicant FROM led_to WHERE bits > 0)",
    )
    _lay_hands(screened)
    on = _Known.of(screened)
    found = {}
    for applicant in on.reached:
        own = accounts.get(applicant, "")
        made = _hand(on, applicant, own, judged)
        if made:
            before = sorted({on.hand_of[m] for m in made.members if m in on.hand_of})
            found[applicant] = Joined(made, tuple(before))
    return found


def _lay_hands(screened: Screened) -> None:
    store = screened.store
    others = places(store, "SELECT hash(other) AS place FROM reached")
    store.pick("picked_member", "all_member", others)
    numbers = places(store, "SELECT hash(number) AS place FROM picked_member")
    store.pick("picked_hand", "all_hand", numbers)
    store.derive("beside", BESIDE)
    there = places(store, "SELECT hash(holder) AS place FROM beside")
    store.pick("picked_tie", "all_tie", there)
    store.pick("picked_hub", "all_hub", there)
    accounts = "SELECT hash(split_part(holder, '~', 1)) AS place FROM beside"
    store.pick("picked_beside", "all_known", places(store, accounts))
    own = places(store, "SELECT hash(holder) AS place FROM picked_parts")
    store.pick("picked_own_hub", "all_hub", own)


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the hands around some applicants stand on."""

    reached: Mapping[str, Mapping[str, tuple[float, bool]]]  # applicant: other: bits, named
    beside: Mapping[str, frozenset[str]]
    ties: Mapping[Pair, tuple[float, bool]]
    dependants: Mapping[str, frozenset[str]]
    surprise: Mapping[str, float]
    split: frozenset[str]
    hand_of: Mapping[str, tuple[str, float]]

    @classmethod
    def of(cls, screened: Screened) -> "_Known":
        def rows(sql: str) -> list[dict[str, Any]]:
            return screened.store.rows(sql)

        reached: dict[str, dict[str, tuple[float, bool]]] = {}
        for row in rows("SELECT * FROM reached"):
            reached.setdefault(row["applicant"], {})[row["other"]] = (row["bits"], row["named"])
        beside: dict[str, set[str]] = {}
        for row in rows("SELECT applicant, holder FROM beside"):
            beside.setdefault(row["applicant"], set()).add(row["holder"])
        dependants: dict[str, set[str]] = {}
        for row in rows(DEPENDANTS):
            dependants.setdefault(row["hub"], set()).add(row["holder"])
        facts, own = rows(FACTS), rows(OWN)
        surprise = {row["holder"]: row["surprise"] for row in facts}
        surprise |= {row["applicant"]: row["surprise"] for row in own}
        split = {row["holder"] for row in facts if row["split"]}
        split |= {row["applicant"] for row in own if row["split"]}
        return cls(
            reached,
            {name: frozenset(each) for name, each in beside.items()},
            {(row["one"], row["other"]): (row["bits"], row["named"]) for row in rows(TIES)},
            {hub: frozenset(each) for hub, each in dependants.items()},
            surprise,
            frozenset(split),
            {
                row["holder"]: (row["hand"], round(row["weight"], 1))
                for row in rows("SELECT holder, hand, weight FROM picked_hand")
            },
        )


def _hand(on: _Known, applicant: str, own: str, judged: Judged) -> Hand | None:
    """The hand of an applicant among those that its links lead to."""

    def called(holder: str) -> str:
        return applicant if own and holder.split("~", maxsplit=1)[0] == own else holder

    others = {holder for holder in on.beside[applicant] if called(holder) != applicant}
    pairs = {
        (applicant, other): (round(bits, 4), named)
        for other, (bits, named) in on.reached[applicant].items()
        if other in others
    }
    pairs |= {
        pair: told for pair, told in on.ties.items() if pair[0] in others and pair[1] in others
    }
    dependants = {
        hub: frozenset(called(each) for each in depend) - {hub}
        for hub, depend in on.dependants.items()
        if hub in others or hub == applicant
    }
    ground = Ground(
        {pair: bits for pair, (bits, _) in pairs.items()},
        frozenset(pair for pair, (_, named) in pairs.items() if named),
        dependants,
        on.surprise,
        on.split,
        judged.of([*others, applicant]),
    )
    return next((hand for hand in hands(ground) if applicant in hand.members), None)


def strongest(hand: Hand, applicant: str) -> Sequence[tuple[float, str]]:
    """Whom the applicant hangs on in a hand: bits and holder, the strongest first."""
    return [
        (bits, other if one == applicant else one)
        for bits, one, other in hand.tree
        if applicant in (one, other)
    ]
