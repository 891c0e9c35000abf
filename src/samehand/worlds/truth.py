"""The truth about a world: what was planted, to measure answers by and never to import."""

from __future__ import annotations

import json
from datetime import date
from ipaddress import IPv4Address

from samehand.worlds.draft import Deed, Draft, Planted
from samehand.worlds.gaps import Gaps
from samehand.worlds.lessors import lets


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
        "renumbered": [
            {
                "from": draft.registrants[place].holder,
                "to": f"{draft.registrants[place].registry}:{account}",
                "day": _day(day),
            }
            for place, (day, account) in draft.renumbered.items()
        ],
        "deeds": [_deed(draft, deed) for deed in draft.deeds],
        "gaps": _gaps(draft),
        "lessors": _lessors(draft),
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


def _deed(draft: Draft, deed: Deed) -> dict[str, object]:
    """What was done to a prefix: by whom, when."""
    first, length = deed.prefix
    return {
        "kind": deed.kind,
        "group": deed.group,
        "prefix": f"{IPv4Address(first)}/{length}",
        "holder": draft.registrants[deed.owner].holder,
        "asn": draft.numbers[deed.key].first,
        "quiet": _day(deed.quiet),
        "since": _day(deed.since),
        "listed": _day(deed.listed) if deed.listed else None,
    }


def _gaps(draft: Draft) -> dict[str, object]:
    """Days on which a collector saw less than there was."""
    gaps = Gaps.of(draft)
    lost = [f"{octet}.0.0.0/8" for octet in gaps.lost]
    return {"no_table": _day(gaps.absent), "part_missing": _day(gaps.partial), "lost": lost}


def _lessors(draft: Draft) -> list[dict[str, object]]:
    """Who lets space to VPN operators: members of hands, and honest companies."""
    let = lets(draft)
    return [
        {
            "kind": kind,
            "holder": draft.registrants[who].holder,
            "addresses": sum(block.count for block in blocks),
        }
        for kind, found in (("hand", let.lessors), ("company", let.companies))
        for who, blocks in found.items()
    ]
