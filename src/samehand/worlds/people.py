"""The ordinary holders of a world: who they are, what they hold and since when."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from samehand.worlds import rates
from samehand.worlds.draft import Block, Draft, Registrant, quantile
from samehand.worlds.rates import Rates

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

YEAR = 365.25
_ROLES = {"enterprise": 0.74, "hoster": 0.10, "carrier": 0.10, "university": 0.06}  # a guess
_COMMON = (1024, 256)  # blocks above the first become rarer in a crowded world; then the second
_FILLED = 0.9  # of a registry's space at most, so that planted ladders always fit
_SIX_AT_MOST = 100_000  # holders with IPv6 a registry's /12 has room for, at /29 each


def populate(draft: Draft) -> None:
    """Fill the world up to the wished number of account holders."""
    draft.ordinary = len(draft.registrants)
    missing = draft.shape.holders - draft.accounts
    total = sum(r.holders for r in rates.REGISTRIES.values())
    for registry, rate in rates.REGISTRIES.items():
        _registry(draft, registry, max(20, round(missing * rate.holders / total)))


def pick(draft: Draft, table: Mapping[str, float], count: int) -> list[str]:
    """``count`` keys of a table drawn by their weights."""
    weights = np.array(list(table.values()), dtype=float)
    places = draft.rng.choice(len(weights), size=count, p=weights / weights.sum()).tolist()
    keys = list(table)
    return [keys[place] for place in places]


def _registry(draft: Draft, registry: str, count: int) -> None:
    rate = rates.REGISTRIES[registry]
    start = len(draft.registrants)
    roles = pick(draft, _ROLES, count)
    countries = pick(draft, rate.countries, count)
    called = draft.words.names(registry, roles)
    for role, country, name in zip(roles, countries, called, strict=True):
        draft.register(registry, country, name, role)
    kind = draft.rng.random(count)
    has_as = kind < rate.both + rate.only_as
    has_v4 = (kind < rate.both) | ~has_as
    owners = np.arange(start, start + count)
    first_day = _blocks(draft, registry, owners[has_v4])
    _numbers(draft, rate, owners, has_as, first_day)
    if draft.plan.v6[registry]:
        _sixes(draft, owners, rate.v6)
    _sponsored(draft, rate, owners[has_as])


def _blocks(draft: Draft, registry: str, owners: Ints) -> dict[int, int]:
    """Give blocks to owners; owner -> day of the first."""
    rng, end, rate = draft.rng, draft.end, rates.REGISTRIES[registry]
    held = quantile(rates.BLOCKS, rng.random(owners.size)).astype(np.int64)
    first = end - (quantile_years(draft, rate.block_ages, owners.size)).astype(np.int64)
    together = rng.random(owners.size) < rates.SAME_MONTH
    owner, opened = np.repeat(owners, held), np.repeat(first, held)
    spread = np.where(np.repeat(together, held), np.minimum(30, end - opened), end - opened)
    day = opened + (rng.random(owner.size) * spread).astype(np.int64)
    starts = np.cumsum(held) - held
    day[starts] = first
    counts = _sizes(draft, registry, owner.size)
    assigned = rng.random(owner.size) < rate.assigned
    draft.blocks.extend(
        map(Block, owner.tolist(), day.tolist(), counts.tolist(), assigned.tolist())
    )
    return dict(zip(owners.tolist(), first.tolist(), strict=True))


def quantile_years(draft: Draft, table: rates.Quantiles, count: int) -> npt.NDArray[np.float64]:
    """Ages in days drawn from a table of years, straight between its points."""
    shares, years = np.array(table).T
    drawn = np.interp(draft.rng.random(count), shares, years) * YEAR
    return np.asarray(np.maximum(drawn, 1))


def _sizes(draft: Draft, registry: str, count: int) -> Ints:
    """Sizes of so many blocks; in a crowded world large ones are rarer, never absent."""
    table = rates.REGISTRIES[registry].sizes
    size, weight = np.array(list(table)), np.array(list(table.values()))
    drawn = np.asarray(draft.rng.choice(size, size=count, p=weight / weight.sum()), dtype=np.int64)
    for common in _COMMON:
        excess = float(drawn.sum()) - _FILLED * _room(draft, registry)
        if excess <= 0:
            break
        small = size <= common
        chance = weight[small] / weight[small].sum()
        large = np.flatnonzero(drawn > common)
        gain = float((drawn[large] - size[small] @ chance).sum())
        shrunk = large[draft.rng.random(large.size) < excess / gain]
        drawn[shrunk] = draft.rng.choice(size[small], size=shrunk.size, p=chance)
    return drawn


def _room(draft: Draft, registry: str) -> int:
    """Addresses of a registry that nothing planted or drawn so far needs."""
    taken = sum(
        block.count for block in draft.blocks if draft.registrants[block.owner].registry == registry
    )
    return sum(count for _, count in draft.plan.v4[registry]) - taken


def _numbers(
    draft: Draft, rate: Rates, owners: Ints, has_as: Flags, first_day: dict[int, int]
) -> None:
    holders = owners[has_as].tolist()
    count = len(holders)
    rng = draft.rng
    free = draft.end - quantile_years(draft, rate.as_ages, count).astype(np.int64)
    near = rng.random(count) < rate.as_with_block
    lead = rng.integers(0, rates.FIRST_BLOCK_DAYS, count)
    held = quantile(rate.own_asns, rng.random(count)).astype(np.int64)
    ranged = rng.random(count) < rate.ranges
    for i, owner in enumerate(holders):
        day = first_day[owner] - int(lead[i]) if near[i] and owner in first_day else int(free[i])
        draft.number(owner, day, int(lead[i]) % 30 + 2 if ranged[i] else 1)  # ranges of 2 to 31
        for extra in range(int(held[i]) - 1):
            draft.number(owner, day + (draft.end - day) * (extra + 1) // int(held[i]))


def _sixes(draft: Draft, owners: Ints, share: float) -> None:
    rng = draft.rng
    chosen = owners[rng.random(owners.size) < share][:_SIX_AT_MOST].tolist()
    ages = quantile_years(draft, ((0, 0), (0.5, 4), (0.9, 9), (1, 17)), len(chosen)).tolist()
    sizes = pick(draft, {"32": 0.6, "29": 0.15, "48": 0.25}, len(chosen))  # all five, about
    for owner, age, size in zip(chosen, ages, sizes, strict=True):
        draft.sixes.append(Block(owner, draft.end - int(age), 1 << (48 - int(size))))


def _sponsored(draft: Draft, rate: Rates, owners: Ints) -> None:
    """Put further organisations, each with an AS and mostly a block, under some accounts."""
    rng = draft.rng
    if not rate.sponsors or not owners.size:
        return
    sponsors = owners[rng.random(owners.size) < rate.sponsors].tolist()
    most = max(3, draft.shape.holders // 25)  # one account must not be half of a small world
    for sponsor in sponsors:
        count = min(most, int(quantile(rate.sponsored, rng.random(1))[0]))
        _under(draft, sponsor, rate, count)


def _under(draft: Draft, sponsor: int, rate: Rates, count: int) -> None:
    boss = draft.registrants[sponsor]
    days = draft.end - quantile_years(draft, rate.as_ages, count).astype(np.int64)
    has_block = draft.rng.random(count) < 0.6  # a guess: the rest borrows the sponsor's space
    for name, day, own in zip(
        draft.words.names(boss.registry, ["enterprise"] * count),
        days.tolist(),
        has_block.tolist(),
        strict=True,
    ):
        place = len(draft.registrants)
        draft.registrants.append(
            Registrant(boss.account, boss.registry, boss.country, name, "enterprise")
        )
        draft.number(place, day)
        if own:
            draft.blocks.append(Block(place, min(draft.end, day + 20), 256, True))
