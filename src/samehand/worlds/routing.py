"""Who announces what, what changed hands or origin, and what was listed."""

from __future__ import annotations

import numpy as np

from samehand.worlds import care, traffic
from samehand.worlds.decoys import scrub
from samehand.worlds.draft import Block, Change, Draft
from samehand.worlds.hands import cross_space, gather_blocks
from samehand.worlds.space import pieces
from samehand.worlds.transit import Carriers


def route(draft: Draft, known: Carriers) -> None:
    """Carriers for those without an AS, then every change, move and listing."""
    _carry(draft, known)
    for planted in draft.planted:
        if planted.kind == "hand":
            cross_space(draft, planted)
        elif planted.kind == "scrubbing service":
            scrub(draft, planted)
    _change(draft, known)
    if draft.shape.later is not None:
        _move(draft)
    _list(draft)


def prefix(block: Block) -> tuple[int, int]:
    """Its first prefix, as (first, length)."""
    first, count = next(pieces(block.first, block.count))
    return first, 33 - count.bit_length()


def _carry(draft: Draft, known: Carriers) -> None:
    """Blocks of holders without an AS are announced by a carrier of their registry."""
    names = [draft.registrants[draft.numbers[k].owner].registry for k in known.key.tolist()]
    by_registry: dict[str, list[Block]] = {}
    for block in draft.blocks:
        registrant = draft.registrants[block.owner]
        if registrant.key < 0:
            by_registry.setdefault(registrant.registry, []).append(block)
    registries = np.array(names)
    for registry, blocks in by_registry.items():
        pool = np.flatnonzero((registries == registry) & (known.weight > 0))
        pool = pool if pool.size else np.arange(known.clique)
        odds = known.weight[pool] / known.weight[pool].sum()
        chosen = known.key[draft.rng.choice(pool, size=len(blocks), p=odds)].tolist()
        for block, key in zip(blocks, chosen, strict=True):
            block.carrier = key


def _change(draft: Draft, known: Carriers) -> None:
    """Ordinary changes: from a carrier to the holder's own AS, to two at once, to another."""
    rng = draft.rng
    taken = {(change.first, change.length) for change in draft.changes}
    chosen = np.flatnonzero(rng.random(len(draft.blocks)) < traffic.CHANGED).tolist()
    steps = rng.choice(list(traffic.ORIGINS), size=len(chosen), p=list(traffic.ORIGINS.values()))
    sellers = known.key[known.weight > 0]
    others = sellers[rng.integers(0, sellers.size, (len(chosen), 2))].tolist()
    parts = rng.random((len(chosen), 4)).tolist()
    for place, count, pair, when in zip(chosen, steps.tolist(), others, parts, strict=True):
        block = draft.blocks[place]
        where = prefix(block)
        if block.owner < draft.ordinary or where in taken:
            continue
        own = draft.registrants[block.owner].key
        own = own if own >= 0 else block.carrier
        sets = (
            ((pair[0],), (own,))
            if count == 2
            else ((pair[0],), (own, pair[0]), (own,), (pair[1],))[:count]
        )
        days = _days(draft, block, {key for keys in sets for key in keys}, when[:count])
        if len(set(days)) == count and own not in pair and pair[0] != pair[1]:
            draft.changes.append(Change(*where, tuple(zip(sets, days, strict=True))))


def _days(draft: Draft, block: Block, keys: set[int], parts: list[float]) -> list[int]:
    """Days of changes: in the published history, once block and ASes are there."""
    began = draft.today - traffic.HISTORY_YEARS * 365
    first = max(block.day, began, *(draft.numbers[key].day for key in keys))
    return sorted(first + int(part * (draft.end - first)) for part in parts)


def _move(draft: Draft) -> None:
    """By the later day some holders merge, some blocks are sold, and hands gather theirs."""
    span = draft.end - draft.today
    ordinary = (draft.ordinary, len(draft.registrants) - 1)
    rolls = draft.rng.random(ordinary[1] - ordinary[0] + 1) < traffic.MERGED * span / 365
    merged = (np.flatnonzero(rolls) + ordinary[0]).tolist()
    draft.merged = {
        place: (draft.between((draft.today + 1, draft.end)), successor)
        for place in merged
        if (successor := draft.between(ordinary)) not in merged
    }
    sold = draft.rng.random(len(draft.blocks)) < traffic.MOVED * span / 365
    for block, chance in zip(draft.blocks, sold.tolist(), strict=True):
        if block.owner in draft.merged:
            block.moved = draft.merged[block.owner]
        elif chance and block.owner >= draft.ordinary and block.day < draft.today:
            block.moved = (draft.between((draft.today + 1, draft.end)), draft.between(ordinary))
    for planted in draft.planted:
        if planted.kind == "hand":
            gather_blocks(draft, planted)


def _list(draft: Draft) -> None:
    """Listings: strays among all, and several blocks under one number for some hands."""
    case = 500_000  # SBL numbers of these years have six digits
    rolls = draft.rng.random(len(draft.blocks)) < traffic.LISTED
    for place in np.flatnonzero(rolls).tolist():
        case += draft.between((1, 40))
        day = draft.between((draft.today - 900, draft.end))
        draft.listed.append((*prefix(draft.blocks[place]), case, day))
    for hand in (p for p in draft.planted if p.kind == "hand"):
        if draft.rng.random() < care.LISTED_SHARE:
            case += draft.between((1, 40))
            day = draft.between((draft.today - 60, draft.end))
            draft.listed.extend(
                (*prefix(block), case, day)
                for block in draft.held_by(hand)
                if block.owner in hand.members[:3]
            )
