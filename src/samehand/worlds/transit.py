"""Who carries whom: a hierarchy in which a few sell to many and most buy from one or two.

Each AS draws a weight, the number of customers it is known for; everyone buys from heavier
ones only, mostly at home, so nobody carries his own carrier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samehand.worlds import traffic
from samehand.worlds.draft import Draft, Link, quantile

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Carriers:
    """The ordinary ASes, heaviest first: keys, weights, and places they are in."""

    key: Ints
    weight: Floats
    registry: Ints
    country: Ints
    born: Ints

    def choose(self, rng: np.random.Generator, who: Ints, label: Ints) -> Ints:
        """For each place ``who`` a heavier one of the same label, by weight; else of the top."""
        chosen = np.full(who.size, -1, dtype=np.int64)
        for value in np.unique(label):
            pool = np.flatnonzero((label == value) & (self.weight > 0))
            asked = np.flatnonzero(label[who] == value)
            limit = np.searchsorted(pool, who[asked])
            able, bound = asked[limit > 0], limit[limit > 0]
            sums = np.cumsum(self.weight[pool])
            drawn = rng.random(able.size) * sums[bound - 1]
            chosen[able] = pool[np.minimum(np.searchsorted(sums, drawn), bound - 1)]
        lost = chosen < 0
        chosen[lost] = rng.integers(0, np.minimum(np.maximum(who[lost], 1), self.clique))
        return chosen

    @property
    def clique(self) -> int:
        """How many of the heaviest buy from nobody."""
        return max(3, min(traffic.CLIQUE, self.key.size // 100))


@dataclass(frozen=True)
class Graph:
    """Every ordinary link as columns of keys and days; ``peers`` marks peering."""

    provider: Ints
    customer: Ints
    peers: npt.NDArray[np.bool_]
    since: Ints
    until: Ints


def carriers(draft: Draft) -> Carriers:
    """The ordinary ASes of a world, weighed; heaviest first."""
    codes: dict[str, int] = {}
    owners = [r for r in draft.registrants[draft.ordinary :] if r.key >= 0]
    key = np.array([r.key for r in owners], dtype=np.int64)
    registry = np.array([codes.setdefault(r.registry, len(codes)) for r in owners])
    country = np.array([codes.setdefault(r.registry + r.country, len(codes)) for r in owners])
    born = np.array([draft.numbers[k].day for k in key.tolist()])
    sells = draft.rng.random(key.size) < traffic.TRANSIT
    weight = np.where(sells, quantile(traffic.CUSTOMERS, draft.rng.random(key.size)), 0.0)
    weight = weight * np.where(born > draft.end - 1500, 0.2, 1.0)  # the young sell less yet
    order = np.lexsort((born, -weight))
    return Carriers(key[order], weight[order], registry[order], country[order], born[order])


def graph(draft: Draft, known: Carriers) -> Graph:
    """Transit and peering among the ordinary ASes, present and former."""
    provider, customer = _transit(draft, known)
    former = draft.rng.random(provider.size) < 3 / traffic.TRANSIT_YEARS  # of three Julys
    old_customer = customer[former]
    old_provider = known.choose(draft.rng, old_customer, known.registry)
    left, right = _peering(draft, known)
    peers = np.repeat([False, True], [provider.size + old_provider.size, left.size])
    one = np.concatenate([provider, old_provider, left])
    two = np.concatenate([customer, old_customer, right])
    since = _since(draft, known, (one, two), peers)
    until = np.full(one.size, 1 << 30)
    gone = slice(provider.size, provider.size + old_provider.size)
    until[gone] = draft.end - draft.rng.integers(1, 3 * 365, old_provider.size)
    since[gone] = np.maximum(known.born[one], known.born[two])[gone]
    return Graph(known.key[one], known.key[two], peers, since, until)


def _transit(draft: Draft, known: Carriers) -> tuple[Ints, Ints]:
    """Providers and customers by place."""
    rng, count = draft.rng, known.key.size
    numbers, shares = np.array(list(traffic.PROVIDERS.items())).T
    wished = rng.choice(numbers.astype(np.int64), size=count, p=shares / shares.sum())
    wished = np.where(wished > 1, np.round(wished * traffic.RETRY), wished).astype(np.int64)
    wished[: known.clique] = 0
    captive, boss = _captives(draft, known)
    wished[captive] = 0
    customer = np.repeat(np.arange(count), wished)
    near = rng.random(customer.size)
    provider = np.full(customer.size, -1, dtype=np.int64)
    everywhere = np.zeros(count, dtype=np.int64)
    for label, low, high in (
        (known.country, 0.0, traffic.SAME_COUNTRY),
        (known.registry, traffic.SAME_COUNTRY, traffic.SAME_REGISTRY),
        (everywhere, traffic.SAME_REGISTRY, 1.0),
    ):
        asked = np.flatnonzero((near >= low) & (near < high))
        provider[asked] = known.choose(rng, customer[asked], label)
    pairs = np.unique(
        np.concatenate([np.stack([provider, customer], 1), np.stack([boss, captive], 1)]), axis=0
    )
    return pairs[:, 0], pairs[:, 1]


def _captives(draft: Draft, known: Carriers) -> tuple[Ints, Ints]:
    """Stub ASes of countries with one way out, and the incumbent each buys from."""
    who, boss = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for country in np.unique(known.country):
        places = np.flatnonzero(known.country == country)
        if draft.rng.random() >= traffic.CAPTIVE_COUNTRIES or places.size < 8:
            continue  # under eight ASes there is no market to be captive in
        bound = draft.rng.random(places.size) < traffic.CAPTIVE
        stubs = places[bound & (known.weight[places] == 0) & (places > places[0])]
        who.append(stubs)
        boss.append(np.full(who[-1].size, places[0], dtype=np.int64))
    return np.concatenate(who), np.concatenate(boss)


def _peering(draft: Draft, known: Carriers) -> tuple[Ints, Ints]:
    """Peers by place: the clique in full, the rest by their known number of peers."""
    top = np.arange(known.clique)
    mesh = np.stack([a.ravel() for a in np.meshgrid(top, top)], 1)
    able = np.arange(known.clique, max(known.clique + 2, round(known.key.size * traffic.PEERING)))
    degree = np.sort(quantile(traffic.PEERS, draft.rng.random(able.size)))[::-1]
    degree = np.minimum(degree, able.size / 4).astype(np.int64)  # nobody peers with everybody
    ends = np.repeat(able, degree)
    draft.rng.shuffle(ends)
    pairs = np.concatenate([mesh, ends[: ends.size // 2 * 2].reshape(-1, 2)])
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    pairs = pairs[(pairs[:, 0] != pairs[:, 1]) & (pairs[:, 1] < known.key.size)]
    return pairs[:, 0], pairs[:, 1]


def _since(
    draft: Draft, known: Carriers, ends: tuple[Ints, Ints], peers: npt.NDArray[np.bool_]
) -> Ints:
    """First days: never before both exist, and young as links are."""
    years = np.where(peers, traffic.PEERING_YEARS, traffic.TRANSIT_YEARS)
    age = draft.rng.exponential(1.0, peers.size) * years * 365
    born = np.maximum(known.born[ends[0]], known.born[ends[1]])
    return np.asarray(np.maximum(born, draft.end - age.astype(np.int64)))


def connect(draft: Draft, known: Carriers) -> None:
    """Find ordinary carriers, and crowds of ordinary customers, for the planted ASes."""
    rank = {value: place for place, value in enumerate(known.key.tolist())}
    codes = {
        draft.registrants[draft.numbers[k].owner].registry: int(known.registry[place])
        for k, place in rank.items()
    }
    for key, count in draft.wanted:
        code = codes[draft.registrants[draft.numbers[key].owner].registry]
        pool = np.flatnonzero((known.registry == code) & (known.weight > 3))
        pool = pool if pool.size >= count else np.arange(known.clique)
        odds = np.sqrt(known.weight[pool])  # small carriers sell too
        chosen = draft.rng.choice(
            pool, size=min(count, pool.size), replace=False, p=odds / odds.sum()
        )
        draft.links.extend(Link(int(known.key[place]), key) for place in chosen.tolist())
    for key, count in draft.crowds:
        code = codes[draft.registrants[draft.numbers[key].owner].registry]
        pool = np.flatnonzero((known.registry == code) & (known.weight == 0))
        chosen = draft.rng.choice(pool, size=min(count, pool.size), replace=False)
        draft.links.extend(Link(key, int(known.key[place])) for place in chosen.tolist())
