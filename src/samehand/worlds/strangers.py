"""Dormant blocks that strangers announce: alone, in part, as the origin of before, or together.

How many, how long and how soon are choices: nobody publishes how often it happens. They were
written before any detector was scored on them.
"""

from __future__ import annotations

from typing import Final

from samehand.worlds.announced import NEVER
from samehand.worlds.draft import Deed, Draft
from samehand.worlds.routing import prefix
from samehand.worlds.sleepers import Sleepers, take_up

KINDS: Final = ("stranger", "part", "historic", "together")  # in turn
HOLDERS_PER_GROUP: Final = 500  # rare, and still some hundred in a world of 100,000
FALLS_SILENT: Final = (30, 700)  # days after the history begins
SILENT_DAYS: Final = 800  # at least: beyond two years nobody expects a holder back
LASTS_DAYS: Final = (20, 900)  # weeks, as for sending mail, to years
TOGETHER: Final = (3, 8)  # holders whose blocks are taken up at once
TOGETHER_DAYS: Final = 5  # documented: 52 networks within days
PARTS: Final = (1, 4)  # /24s announced of a larger block
_PART: Final = 256


def plant_strangers(draft: Draft, sleepers: Sleepers) -> None:
    """As many groups as the size of the world asks for, kinds in turn."""
    for turn in range(max(len(KINDS), draft.shape.holders // HOLDERS_PER_GROUP)):
        _plant(draft, sleepers, KINDS[turn % len(KINDS)])


def _plant(draft: Draft, sleepers: Sleepers, kind: str) -> None:
    wished = sleepers.day(*TOGETHER) if kind == "together" else 1
    fewest = 4 * _PART if kind == "part" else _PART
    drawn = [sleepers.take(fewest, alone=kind == "historic") for _ in range(wished)]
    places = [place for place in drawn if place is not None]
    if not places:
        return  # a small world has no more of them
    silent = sleepers.began + sleepers.day(*FALLS_SILENT)
    since = sleepers.day(silent + SILENT_DAYS, draft.end - 2 * TOGETHER_DAYS)
    owner = draft.registrants[draft.blocks[places[0]].owner]
    who = None if kind == "historic" else sleepers.stranger(silent, owner.account)
    if who is None and kind != "historic":
        return
    key, group = owner.key if who is None else draft.registrants[who].key, sleepers.group()
    for place in places:
        begun = since + (sleepers.day(0, TOGETHER_DAYS) if kind == "together" else 0)
        quiet = silent - (sleepers.day(0, FALLS_SILENT[0]) if kind == "together" else 0)
        days = (quiet, begun, begun + sleepers.day(*LASTS_DAYS))
        for where in _announce(draft, sleepers, kind, place, key, days):
            draft.deeds.append(
                Deed(
                    kind=kind,
                    group=group,
                    prefix=where,
                    owner=draft.blocks[place].owner,
                    key=key,
                    quiet=quiet,
                    since=begun,
                )
            )


def _announce(
    draft: Draft, sleepers: Sleepers, kind: str, place: int, key: int, days: tuple[int, int, int]
) -> list[tuple[int, int]]:
    """Let a block, or parts of it, be announced again; the prefixes."""
    block, (quiet, since, until) = draft.blocks[place], days
    if kind == "part":
        draft.quiet[place] = (quiet, NEVER)
        parts = sleepers.rng.choice(block.count // _PART, size=sleepers.day(*PARTS), replace=False)
        found = [(block.first + part * _PART, 24) for part in sorted(parts.tolist())]
        draft.spans.extend((*where, key, since, until) for where in found)
        return found
    if kind == "historic":
        for held in sleepers.held[block.owner]:  # the holder has left: nothing of his is there
            draft.quiet[held] = (quiet, NEVER)
        draft.spans.append((*prefix(block), key, since, until))
    else:
        take_up(draft, place, key, days)
    return [prefix(block)]
