"""The planted hands: undeclared, at rising levels of care (their numbers: ``care``)."""

from __future__ import annotations

from dataclasses import replace

from samehand.worlds import care, rates
from samehand.worlds.care import LEVELS, Care
from samehand.worlds.draft import Block, Change, Draft, Link, Planted
from samehand.worlds.people import pick

_ROLES = {"hoster": 0.45, "enterprise": 0.35, "carrier": 0.2}  # shells claim such trades


def plant_hands(draft: Draft) -> None:
    """Plant as many hands as wished, levels and registries in turn."""
    for turn in range(draft.shape.hands):
        registry = care.REGISTRIES[turn % len(care.REGISTRIES)]
        _plant(
            draft,
            LEVELS[(draft.shape.care - 1 if draft.shape.care else turn) % len(LEVELS)],
            registry,
        )


def _plant(draft: Draft, level: Care, registry: str) -> None:
    fewest, most = care.MEMBERS
    large = min(care.MOST_MEMBERS, draft.shape.holders // care.HOLDERS_PER_MEMBER)
    count = draft.between((fewest, max(most, large)))
    members = _members(draft, level, registry, count)
    keys = _history(draft, members)
    hubs = members[: level.hubs]
    _upstreams(draft, level, keys)
    sink = members[draft.between((1, count - 1))]
    draft.planted.append(
        Planted(
            kind="hand",
            title=level.title,
            members=tuple(members),
            care=level.level,
            hubs=tuple(hubs),
            sink=sink,
        )
    )


def _members(draft: Draft, level: Care, registry: str, count: int) -> list[int]:
    """Unrelated names in one country of one registry."""
    country = pick(draft, rates.REGISTRIES[registry].countries, 1)[0]
    roles = pick(draft, _ROLES, count)
    prefix = draft.words.some(1)[0][:3].upper() if level.shared_prefix else ""
    made = []
    for role, name in zip(roles, draft.words.names(registry, roles), strict=True):
        shown = replace(name, handle=f"{prefix}-{name.handle}") if prefix else name
        made.append(draft.register(registry, country, shown, role))
    return made


def _history(draft: Draft, members: list[int]) -> list[int]:
    """AS numbers one by one, each just before the first block of a ladder; their keys."""
    longest = care.RECRUITING_DAYS + care.RUNG_DAYS[1] * len(care.LADDER)
    start = draft.today - longest - draft.between(care.QUIET_DAYS)
    keys = []
    for turn, member in enumerate(members):
        day = start + turn * care.RECRUITING_DAYS // len(members) + draft.between((0, 20))
        keys.append(draft.number(member, day))
        day += draft.between(care.AS_TO_BLOCK_DAYS)
        for size in care.LADDER[: draft.between((care.FEWEST_RUNGS, len(care.LADDER)))]:
            draft.give(member, day, size)
            day += draft.between(care.RUNG_DAYS)
    return keys


def _upstreams(draft: Draft, level: Care, keys: list[int]) -> None:
    """Everyone buys from the hubs, and from honest carriers as the level of care says."""
    for place, hub in enumerate(keys[: level.hubs]):
        draft.links.extend(Link(hub, key) for key in keys[place + 1 :])
    draft.wanted.append((keys[0], care.HUB_UPSTREAMS))
    if level.normal_carriers:
        draft.wanted.extend((key, level.normal_carriers) for key in keys[1:])
    if level.hub_customers:
        draft.crowds.append((keys[0], level.hub_customers))


def cross_space(draft: Draft, hand: Planted) -> None:
    """Let members announce parts of each other's blocks, in both directions."""
    if not LEVELS[hand.care - 1].crossed:
        return
    keys = {member: draft.registrants[member].key for member in hand.members}
    crossed = 0
    for block in draft.held_by(hand):
        place = hand.members.index(block.owner)
        if crossed >= len(hand.members) and draft.rng.random() > care.CROSSED:
            continue
        other = hand.members[(place + (1 if crossed % 2 else -1)) % len(hand.members)]
        size = 1 << (32 - care.CROSSED_LENGTH)
        for part in range(draft.between((1, min(4, block.count // size)))):
            draft.changes.append(
                _crossing(draft, block, block.first + part * size, (keys[block.owner], keys[other]))
            )
        crossed += 1


def _crossing(draft: Draft, block: Block, first: int, keys: tuple[int, int]) -> Change:
    """Announced by its holder's AS, then by another member's, all before the first day."""
    begun = min(block.day + draft.between((5, 60)), draft.today - 2)
    crossed = min(begun + draft.between((30, 500)), draft.today - 1)
    return Change(first, care.CROSSED_LENGTH, (((keys[0],), begun), ((keys[1],), crossed)))


def gather_blocks(draft: Draft, hand: Planted) -> None:
    """By the later day blocks have flowed into one member, but of the most careful."""
    if not LEVELS[hand.care - 1].flows:
        return
    for block in draft.held_by(hand):
        if block.owner != hand.sink and draft.rng.random() < care.FLOWED:
            block.moved = (draft.between((draft.today + 5, draft.end - 1)), hand.sink)
