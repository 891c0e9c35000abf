"""The truth about a world: what was planted, to measure answers by and never to import."""

from __future__ import annotations

import json
from datetime import date

from samehand.worlds.draft import Draft, Planted


def truth(draft: Draft) -> str:
    """JSON: planted hands, declared groups, decoys and mergers, holders as ``registry:id``."""
    shape = draft.shape
    told = {
        "synthetic": True,
        "note": f"SYNTHETIC world, seed {shape.seed}: not real data",
        "seed": shape.seed,
        "days": [day.isoformat() for day in shape.days],
        "holders": draft.accounts,
        "hands": [_hand(draft, p) for p in draft.planted if p.kind == "hand"],
        "declared": [_group(draft, p) for p in draft.planted if p.kind == "family"],
        "decoys": [_group(draft, p) for p in draft.planted if p.kind not in ("hand", "family")],
        "mergers": [
            {
                "from": draft.registrants[gone].holder,
                "to": draft.registrants[into].holder,
                "day": _day(day),
            }
            for gone, (day, into) in draft.merged.items()
        ],
    }
    return json.dumps(told, indent=1) + "\n"


def _day(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _group(draft: Draft, planted: Planted) -> dict[str, object]:
    """What every planted set has."""
    who = [draft.registrants[member] for member in planted.members]
    return {
        "kind": planted.kind,
        "title": planted.title,
        "members": [one.holder for one in who],
        "asns": [draft.numbers[one.key].first for one in who],
        "hubs": [draft.registrants[hub].holder for hub in planted.hubs],
    }


def _hand(draft: Draft, hand: Planted) -> dict[str, object]:
    """What a planted hand has beside."""
    blocks = draft.held_by(hand)
    moved = [block for block in blocks if block.moved]
    return _group(draft, hand) | {
        "care": hand.care,
        "registry": draft.registrants[hand.members[0]].registry,
        "sink": draft.registrants[hand.sink].holder,
        "blocks": len(blocks),
        "addresses": sum(block.count for block in blocks),
        "moved_blocks": len(moved),
        "first_block": _day(min(block.day for block in blocks)),
        "last_block": _day(max(block.day for block in blocks)),
    }
