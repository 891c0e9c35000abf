"""The first day on which a hand could be seen as one, by scanning again as known on earlier days.

Earlier days are those of the registries' files in the book. A hand is there on a day when half
of its members stand together in one hand of that day. RIPE NCC's ids do not last from day to
day, so a hand of such members begins on the day asked about. The first day of a book is a left
edge: the hand may be older.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from samehand.api.book import Desk
from samehand.api.progress import silent
from samehand.api.scanning import scanned
from samehand.resolve.hands import Hand
from samehand.store import Clock

EARLIER_DAYS = 2  # each costs a scan of its own, once; more are asked for with --known-on
SHARE = 0.5  # of the members, to call it the same hand


def first_seen(desk: Desk, chosen: Sequence[Hand]) -> dict[tuple[str, ...], date]:
    """By members, the first day on which each hand was there."""
    first = {hand.members: desk.clock.known_on for hand in chosen}
    days = _file_days(desk)
    if days:
        first = {members: min(day, days[-1]) for members, day in first.items()}
    for day, after in reversed(list(pairwise(days))[-EARLIER_DAYS:]):
        groups = _groups_on(desk, day)
        for members, seen in first.items():
            if seen == after and _there(members, groups):
                first[members] = day
    return first


def _file_days(desk: Desk) -> list[date]:
    """The days of the registries' files that the clocks let through."""
    last = min(desk.clock.known_on, desk.clock.as_of)
    return sorted({f.day for f in desk.seen if f.rows.get("holding") and f.day <= last})


def _groups_on(desk: Desk, day: date) -> list[frozenset[str]]:
    earlier = Desk(desk.folder, desk.held, Clock(day, day), desk.weights)
    groups = [frozenset(hand.members) for hand in scanned(earlier, silent).hands]
    earlier.close()
    return groups


def _there(members: Sequence[str], groups: Sequence[frozenset[str]]) -> bool:
    asked = frozenset(members)
    return any(len(asked & group) >= max(2, SHARE * len(asked)) for group in groups)
