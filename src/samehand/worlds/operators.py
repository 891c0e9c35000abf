"""Operators that move after a listing: to other space, or with the block itself.

An operator announces space of others. Once it is on DROP, he leaves it and announces what others
hold; or the block passes to another holder and he stays. Numbers are choices, written before any
detector was scored on them; that timing suggests lists are evaded is published (PAM 2020).
"""

from __future__ import annotations

from typing import Final

from samehand.worlds.announced import NEVER
from samehand.worlds.draft import Deed, Draft, Planted
from samehand.worlds.routing import prefix
from samehand.worlds.sleepers import Sleepers, take_up

HOLDERS_PER_OPERATOR: Final = 2_000  # DROP had some 900 entries among 172,000 blocks
LEASED_DAYS: Final = (100, 500)  # announced by the operator before it is listed
BLOCKS: Final = (1, 3)  # left, and taken up anew: each so many
LEAVES_DAYS: Final = (5, 45)  # from the listing until it is announced no more
ARRIVES_DAYS: Final = (10, 90)  # from the listing until other space is announced
PASSES_DAYS: Final = (30, 200)  # from the listing until another holder is on record
_KNOWN_DAYS: Final = 120  # before the last day, so that what follows is in the files


def plant_operators(draft: Draft, sleepers: Sleepers) -> None:
    """Operators of their own, and the listed hands: each moves once."""
    for turn in range(max(2, draft.shape.holders // HOLDERS_PER_OPERATOR)):
        if turn % 2 and draft.shape.later is not None:
            _passes(draft, sleepers)
        else:
            _moves(draft, sleepers)
    by_start = {row[0]: row[3] for row in draft.listed}
    for hand in (one for one in draft.planted if one.kind == "hand"):
        days = [by_start[b.first] for b in draft.held_by(hand) if b.first in by_start]
        if days and max(days) <= draft.end - _KNOWN_DAYS:
            _hand_moves(draft, sleepers, hand, max(days))


def _moves(draft: Draft, sleepers: Sleepers) -> None:
    """An operator whose space is listed goes to that of others."""
    day = sleepers.day(draft.end - 300, draft.end - _KNOWN_DAYS)
    start = day - sleepers.day(*LEASED_DAYS)
    who = sleepers.stranger(sleepers.began, "")
    if who is None:
        return
    key, group = draft.registrants[who].key, sleepers.group()
    for _ in range(sleepers.day(*BLOCKS)):
        if (place := sleepers.take()) is not None:
            leaves = day + sleepers.day(*LEAVES_DAYS)
            take_up(draft, place, key, (start, start, leaves))
            _list(draft, place, day)
            _did(draft, "listed", group, place, (key, leaves, start))
    _arrive(draft, sleepers, group, key, day)


def _arrive(draft: Draft, sleepers: Sleepers, group: int, key: int, day: int) -> None:
    """Other holders' space, announced by the operator soon after he was listed."""
    for _ in range(sleepers.day(*BLOCKS)):
        if (place := sleepers.take()) is not None:
            since = day + sleepers.day(*ARRIVES_DAYS)
            take_up(draft, place, key, (since, since, NEVER))
            _did(draft, "moved to", group, place, (key, since, since))


def _hand_moves(draft: Draft, sleepers: Sleepers, hand: Planted, day: int) -> None:
    """The listed blocks of a hand are left, and its first members announce others' space."""
    listed = {row[0] for row in draft.listed}
    mine, group = set(hand.members), sleepers.group()
    for place, block in enumerate(draft.blocks):
        if block.owner >= draft.ordinary:
            break  # planted blocks come first
        if block.owner in mine and block.first in listed:
            leaves = day + sleepers.day(*LEAVES_DAYS)
            draft.quiet[place] = (leaves, NEVER)
            key = draft.registrants[block.owner].key
            _did(draft, "listed", group, place, (key, leaves, block.day))
    for member in hand.members[: sleepers.day(*BLOCKS)]:
        _arrive(draft, sleepers, group, draft.registrants[member].key, day)


def _passes(draft: Draft, sleepers: Sleepers) -> None:
    """A listed block passes to another holder, and its AS goes on announcing it."""
    day = sleepers.day(draft.today - PASSES_DAYS[1], draft.end - _KNOWN_DAYS)
    place = sleepers.take()
    if place is None:
        return
    block = draft.blocks[place]
    key = draft.registrants[block.owner].key
    taker = sleepers.stranger(draft.today, draft.registrants[block.owner].account)
    passed = max(draft.today + 1, day + sleepers.day(*PASSES_DAYS))
    if taker is None or passed >= draft.end:
        return
    block.moved = (passed, taker)
    draft.spans.append((*prefix(block), key, passed, NEVER))
    _list(draft, place, day)
    _did(draft, "passed on", sleepers.group(), place, (key, passed, passed))


def _list(draft: Draft, place: int, day: int) -> None:
    case = max((row[2] for row in draft.listed), default=500_000) + 1
    draft.listed.append((*prefix(draft.blocks[place]), case, day))


def _did(draft: Draft, kind: str, group: int, place: int, told: tuple[int, int, int]) -> None:
    """Note a deed: which AS, silent or with another from when, announced by it since when."""
    key, quiet, since = told
    block = draft.blocks[place]
    listed = next((row[3] for row in reversed(draft.listed) if row[0] == block.first), 0)
    draft.deeds.append(
        Deed(
            kind=kind,
            group=group,
            prefix=prefix(block),
            owner=block.owner,
            key=key,
            quiet=quiet,
            since=since,
            listed=listed,
        )
    )
