"""Who stands on the records of every registrant: contacts, company, and what a registry keeps.

One row a registrant, one column of numbers for each kind of value: equal numbers are one value.
Drawn apart from the rest of a world, so that its routing does not depend on it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from samehand.worlds.draft import Draft, Planted
from samehand.worlds.leaks import CHAIN, INTERNAL, LEAKS, MISTYPED, PER_TWIN, PUBLIC, TWIN_SHARE

Ints = npt.NDArray[np.int64]
KINDS: Final = (*PUBLIC, *INTERNAL)
_APART = 7_001  # of the seed: another stream of chance than the world's own
_FAMILY_SHARES: Final = ("phone", "mailbox", "maintainer", "contact", "officer", "instrument")


def parties(draft: Draft) -> pl.DataFrame:
    """A row for each registrant: who it is, since when, and the number of each of its values."""
    rng = np.random.default_rng([draft.shape.seed, _APART])
    count = len(draft.registrants)
    who = _who(draft)
    number = _in_turn(rng, who["day"].to_numpy())
    values = {kind: number.copy() for kind in KINDS}
    for kind in TWIN_SHARE:
        _twins(rng, values[kind], kind, draft.ordinary)
    for planted in draft.planted:
        _share(values, planted, number)
    own = values["agent"] == number
    mistyped = rng.random(count) < MISTYPED
    frame = pl.DataFrame(values).with_columns(
        pl.Series("no", np.arange(count)),
        pl.Series("number", number),
        pl.Series("no_agent", own),
        pl.Series("mistyped", mistyped),
    )
    return pl.concat([who, frame], how="horizontal")


def _in_turn(rng: np.random.Generator, day: Ints) -> Ints:
    """The number that registries and registers give each: by its first day, as they are made."""
    order = np.lexsort((rng.random(day.size), day))
    number = np.empty(day.size, dtype=np.int64)
    number[order] = np.arange(day.size)
    return number


def _twins(rng: np.random.Generator, value: Ints, kind: str, ordinary: int) -> None:
    """Give a share of the ordinary registrants values that many have for an honest reason."""
    chosen = np.flatnonzero(rng.random(value.size - ordinary) < TWIN_SHARE[kind]) + ordinary
    shared = max(1, chosen.size // PER_TWIN[kind])
    value[chosen] = value.size + rng.integers(0, shared, chosen.size)  # beyond every own number


def _share(values: dict[str, Ints], planted: Planted, number: Ints) -> None:
    """What members of a planted set have in common: a hand by its care, a family openly."""
    members = np.array(planted.members)
    beyond = 2 * len(values["agent"])  # own numbers end at the first, twins' at the second
    if planted.kind == "family":
        for kind in _FAMILY_SHARES:
            values[kind][members] = beyond + number[members[0]]
    if planted.kind != "hand":
        return
    leak = LEAKS[planted.care - 1]
    for kind in leak.all_share:
        values[kind][members] = beyond + number[members[0]]
    for kind in leak.common:
        values[kind][members] = len(values[kind])  # the first that honest registrants have
    for kind in leak.some_share:
        offset = KINDS.index(kind) % CHAIN  # runs of two kinds overlap: so they hang together
        for start in range(-offset, len(members), CHAIN):
            run = members[max(0, start) : start + CHAIN]
            values[kind][run] = beyond + number[run[0]]


def _who(draft: Draft) -> pl.DataFrame:
    """Names, accounts and the first day of every registrant."""
    first = np.full(len(draft.registrants), draft.end, dtype=np.int64)
    for given in (draft.blocks, draft.numbers):
        owner = np.array([one.owner for one in given], dtype=np.int64)
        np.minimum.at(first, owner, np.array([one.day for one in given], dtype=np.int64))
    return pl.DataFrame(
        {
            "registry": [one.registry for one in draft.registrants],
            "account": [
                draft.account_of(place, draft.end) for place in range(len(draft.registrants))
            ],
            "country": [one.country for one in draft.registrants],
            "handle": [one.name.handle for one in draft.registrants],
            "title": [one.name.title for one in draft.registrants],
            "day": first,
        }
    )
