"""Blocks fit to have something happen to them, and those that fall silent for no reason at all.

Drawn by a stream of chance of its own, after everything else of a world: registries and relations
do not depend on what happens here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import numpy as np
import numpy.typing as npt

from samehand.worlds import lists, traffic
from samehand.worlds.announced import NEVER, shown
from samehand.worlds.draft import Block, Change, Deed, Draft
from samehand.worlds.routing import prefix
from samehand.worlds.transit import Carriers

_APART = 7_019  # of the seed: another stream of chance than the world's own
_LARGEST = 65_536  # larger blocks are an incumbent's, and are announced in parts
_SETTLED_DAYS = 30  # held and numbered for so long before the history begins


@dataclass
class Sleepers:
    """What is fit: blocks announced by their holder's own AS since the history began."""

    draft: Draft
    rng: np.random.Generator
    began: int  # the first day of the history
    fit: Iterator[int]  # places of blocks, in a random order
    alone: Iterator[int]  # those whose holder has no other block that is not fit
    idle: npt.NDArray[np.int64]  # registrants with an AS and no customers
    held: dict[int, list[int]]  # whose blocks are fit, and which
    groups: Iterator[int] = field(default_factory=count)
    used: set[int] = field(default_factory=set)  # holders to whom something happened already

    @classmethod
    def of(cls, draft: Draft, known: Carriers) -> Sleepers:
        """Look through a world that is drawn and routed."""
        rng = np.random.default_rng([draft.shape.seed, _APART])
        began = draft.today - traffic.HISTORY_YEARS * 365
        sells = set(known.key[known.weight > 0].tolist())
        fit = rng.permutation(_fit(draft, began - _SETTLED_DAYS, sells)).tolist()
        held: dict[int, list[int]] = {}
        for place in fit:
            held.setdefault(draft.blocks[place].owner, []).append(place)
        every = Counter(block.owner for block in draft.blocks)
        owner = {place: draft.blocks[place].owner for place in fit}
        alone = [place for place in reversed(fit) if len(held[owner[place]]) == every[owner[place]]]
        idle = _idle(draft, sells)
        return cls(draft, rng, began, iter(fit), iter(alone), idle, held)

    def group(self) -> int:
        """A number for deeds done together, given once."""
        return next(self.groups)

    def day(self, first: int, last: int) -> int:
        """A day drawn evenly, both ends included."""
        return int(self.rng.integers(first, max(first, last) + 1))

    def take(self, fewest: int = 256, *, alone: bool = False) -> int | None:
        """A block of so many addresses or more, of a holder to whom nothing happened yet."""
        for place in self.alone if alone else self.fit:
            block = self.draft.blocks[place]
            if block.count >= fewest and block.owner not in self.used and not block.moved:
                self.used.add(block.owner)
                return place
        return None

    def stranger(self, by: int, not_under: str) -> int | None:
        """An idle AS holder, numbered by a day, that is under another account."""
        for place in self.rng.choice(self.idle, size=min(50, self.idle.size)).tolist():
            who = self.draft.registrants[place]
            born = self.draft.numbers[who.key].day
            if born < by and place not in self.used and who.account != not_under:
                self.used.add(place)
                return int(place)
        return None


def _idle(draft: Draft, sells: set[int]) -> npt.NDArray[np.int64]:
    return np.array(
        [
            place
            for place in range(draft.ordinary, len(draft.registrants))
            if (key := draft.registrants[place].key) >= 0 and key not in sells
        ]
    )


def _fit(draft: Draft, by: int, sells: set[int]) -> list[int]:
    changed = {change.first for change in draft.changes}
    listed = {row[0] for row in draft.listed}
    there = shown(draft).tolist()
    return [
        place
        for place, block in enumerate(draft.blocks)
        if there[place]
        and block.owner >= draft.ordinary
        and block.day < by
        and _numbered(draft, block, by, sells)
        and 256 <= block.count <= _LARGEST
        and not block.count & (block.count - 1)
        and block.moved is None
        and block.owner not in draft.merged
        and block.first not in changed
        and block.first not in listed
    ]


def _numbered(draft: Draft, block: Block, by: int, sells: set[int]) -> bool:
    key = draft.registrants[block.owner].key
    return key >= 0 and key not in sells and draft.numbers[key].day < by


def withdraw(draft: Draft, known: Carriers, sleepers: Sleepers) -> None:
    """Some ordinary blocks fall silent; a few of them come back, as before or by another AS."""
    rng = sleepers.rng
    day = np.array([block.day for block in draft.blocks], dtype=np.int64)
    start = np.maximum(day, sleepers.began)
    changed = {change.first for change in draft.changes}
    chance = traffic.WITHDRAWN * (draft.end - start) / 365
    rolled = np.flatnonzero((rng.random(day.size) < chance) & shown(draft)).tolist()
    parts = rng.random((len(rolled), 4)).tolist()
    pool = known.key[known.weight > 0]
    others = rng.choice(pool, size=len(rolled), p=_odds(known)).tolist()
    for place, (when, returns, back, alike), other in zip(rolled, parts, others, strict=True):
        block = draft.blocks[place]
        if (
            place in draft.quiet
            or block.owner < draft.ordinary
            or block.owner in sleepers.used
            or block.first in changed
            or block.moved
            or block.day > draft.end - 2
        ):
            continue
        since = int(start[place] + 1 + when * (draft.end - start[place] - 1))
        draft.quiet[place] = (since, NEVER)
        if returns < traffic.RETURNED:
            again = since + 1 + int(back * (draft.end - since))
            _return(draft, place, (since, again), -1 if alike < traffic.RETURNED_ALIKE else other)


def _odds(known: Carriers) -> npt.NDArray[np.float64]:
    weight = known.weight[known.weight > 0]
    return np.asarray(weight / weight.sum())


def _return(draft: Draft, place: int, away: tuple[int, int], other: int) -> None:
    """An honest return: by the AS of before (``other`` is -1), or through a carrier's."""
    block, (since, again) = draft.blocks[place], away
    key = lists.origin_key(draft, block, since)
    if other < 0 or draft.numbers[other].day > again or other == key or key < 0:
        draft.quiet[place] = away
        other = key
    else:
        take_up(draft, place, other, (since, again, NEVER))
    draft.deeds.append(
        Deed(
            kind="return",
            group=-1,
            prefix=prefix(block),
            owner=block.owner,
            key=other,
            quiet=since,
            since=again,
        )
    )


def take_up(draft: Draft, place: int, key: int, days: tuple[int, int, int]) -> None:
    """Let a block be announced by another AS: silent from, then by that AS since, until.

    The list of origin changes tells of it, for one prefix had two origins.
    """
    block, (quiet, since, until) = draft.blocks[place], days
    before = lists.origin_key(draft, block, quiet)
    first = max(block.day, draft.numbers[before].day, draft.today - traffic.HISTORY_YEARS * 365)
    draft.quiet[place] = (quiet, NEVER)
    draft.spans.append((*prefix(block), key, since, until))
    told = (((before,), first), ((key,), since))
    draft.changes.append(Change(*prefix(block), told, spanned=True))
