"""Revival on a synthetic history: real data cannot show it, so a made-up one has to.

Weekly tables of eight years, made here and by nothing that the detectors know: holders with
blocks and ASes, carriers, changes of provider, flaps of weeks, blocks retired, sold with and
without a new day of registration, holders who come back, weeks in which nothing was collected.
Planted: revival by the historic origin AS (silent as long, from a new upstream), revival of a part
of a block (half by a stranger, half as the historic origin), and awakenings together. Honest
look-alikes (a holder who comes back by his silent AS through a new upstream, or lets a
stranger announce sleeping space, and no record tells of either) are told apart by nothing in
these records: how many there are is the one number that decides, is not known, and is varied.
"""

import argparse
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from common import machine
from samehand.detect import all_detectors
from samehand.detect.looking import look, weigh
from samehand.detect.weights import default_weights
from samehand.rules import Rule
from samehand.store.duck import DuckStore

WEEKS = [date(2010, 1, 4) + timedelta(weeks=n) for n in range(416)]
GAPS = {*range(60, 64), *range(150, 158), *range(300, 302)}  # weeks with no table
DAYS = [day for n, day in enumerate(WEEKS) if n not in GAPS]
LAST = len(DAYS) - 1
CARRIERS = 300
BLOCKS_EACH = (1, 1, 1, 2, 2, 3, 4)
RATES = {  # of blocks: what honest ones do
    "retired": 0.12,
    "late": 0.25,
    "returned": 0.02,
    "sold": 0.04,
    "flapped": 0.30,
}
UNLISTED = 0.1  # of providers: backup links that no list of relations shows
FALSE = 1 / 10_000


@dataclass
class World:
    """Rows of a made-up history, and what was planted in it."""

    random: Random
    sightings: list[tuple[object, ...]] = field(default_factory=list)
    holdings: list[tuple[object, ...]] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    relations: set[tuple[int, int]] = field(default_factory=set)
    truth: dict[str, str] = field(default_factory=dict)
    blocks: int = 0
    place: int = 1 << 24
    cites: int = 0

    def cite(self) -> int:
        """A new line."""
        self.cites += 1
        return self.cites

    def new_as(self, holder: str) -> int:
        """A new AS number of a holder."""
        asn = 1000 + len(self.numbers) + (64512 if len(self.numbers) > 60000 else 0)
        self.numbers[asn] = holder
        return asn

    def carrier(self) -> int:
        """A carrier, the first of them oftener."""
        return 1 + int(CARRIERS * self.random.random() ** 2)

    def room(self, bits: int) -> int:
        """Where the next block of this length begins."""
        size = 1 << (32 - bits)
        first = -(-self.place // size) * size
        self.place = first + size
        return first

    def hold(self, holder: str, first: int, bits: int, registered: date) -> None:
        """A holding on record."""
        self.blocks += 1
        self.holdings.append(
            (holder, first, first + (1 << (32 - bits)) - 1, registered, self.cite())
        )

    def run(self, first: int, bits: int, at: tuple[int, int], origin: int, upstream: int) -> None:
        """Announced from one file day to another, with flaps."""
        parts = [at]
        if self.random.random() < RATES["flapped"] and at[1] - at[0] > 30:
            cut = self.random.randrange(at[0] + 5, at[1] - 12)
            parts = [(at[0], cut), (cut + self.random.randrange(2, 9), at[1])]
        for begun, ended in parts:
            if begun <= ended:
                last = first + (1 << (32 - bits)) - 1
                self.sightings.append(
                    (
                        first,
                        last,
                        bits,
                        origin,
                        upstream,
                        self.random.randrange(5, 40),
                        DAYS[begun],
                        DAYS[ended],
                        self.cite(),
                    )
                )


def text(first: int, bits: int) -> str:
    return ".".join(str(first >> shift & 255) for shift in (24, 16, 8, 0)) + f"/{bits}"


def honest(world: World, holder: str, asn: int, ups: list[int], lookalike: float) -> None:
    """One block of one holder, over eight years."""
    pick = world.random
    bits = pick.choice((20, 21, 22, 22, 23, 24, 24, 24))
    first, registered = world.room(bits), date(pick.randrange(1992, 2010), 5, 1)
    begun = pick.randrange(0, 250) if pick.random() < RATES["late"] else 0
    what, luck = "", pick.random()
    for name in ("retired", "returned", "sold"):
        luck -= RATES[name]
        if luck < 0:
            what = name
            break
    if pick.random() < lookalike:
        what = "lookalike"
    until = (
        pick.randrange(begun + 20, begun + 120)
        if what in ("retired", "returned", "sold", "lookalike")
        else LAST
    )
    middle = (begun + until) // 2
    moved = pick.random() < 0.5
    world.run(first, bits, (begun, middle), asn, ups[0])
    world.run(first, bits, (middle + 1, until), asn, ups[-1] if moved else ups[0])
    back = min(until + pick.randrange(110, 260), LAST - 3)
    if what == "returned":
        how = pick.random()
        if how < 0.6:  # where he was
            world.run(first, bits, (back, LAST), asn, pick.choice(ups))
        elif how < 0.8:  # by his provider
            world.run(first, bits, (back, LAST), ups[0], world.carrier())
        elif how < 0.9:  # by another AS of his own
            world.run(first, bits, (back, LAST), world.new_as(holder), world.carrier())
        else:  # through a new provider, with the block registered anew
            registered = DAYS[max(until + 1, back - 20)]
            world.run(first, bits, (back, LAST), asn, world.carrier())
    if what == "sold":
        buyer = f"arin:buyer{world.blocks}"
        number = world.new_as(buyer)
        world.run(first, bits, (back, LAST), number, world.carrier())
        holder, registered = buyer, DAYS[max(until + 1, back - 30)]
    if what == "lookalike":
        origin = asn if pick.random() < 0.5 else pick.choice(list(world.numbers))
        length = pick.choice((bits, 24))  # the whole of it, or its first /24
        world.run(first, length, (back, LAST), origin, world.carrier())
    world.hold(holder, first, bits, registered)


def sleeper(world: World, name: str, bits: int) -> tuple[int, int, int]:
    """A block that its holder stopped announcing: where, by which AS, until when."""
    asn = world.new_as(name)
    first = world.room(bits)
    until = world.random.randrange(10, 110)
    ups = world.carrier()
    world.relations.add((ups, asn))
    world.run(first, bits, (0, until), asn, ups)
    world.hold(name, first, bits, date(world.random.randrange(1990, 2005), 1, 1))
    return first, asn, until


def plant(world: World, each: int, together: int) -> None:
    """Revivals of three kinds."""
    pick = world.random
    for n in range(each):
        first, asn, until = sleeper(world, f"arin:h{n}", 20)
        back = until + pick.randrange(160, 280)
        world.run(
            first,
            20,
            (back, min(back + pick.randrange(4, 40), LAST)),
            asn,
            100 + pick.randrange(200),
        )
        world.truth[text(first, 20)] = "historic origin"
        first, asn, until = sleeper(world, f"arin:p{n}", 18)
        back, part = until + pick.randrange(160, 280), first + 256 * pick.randrange(64)
        origin = asn if n % 2 else pick.choice(list(world.numbers))
        world.run(
            part,
            24,
            (back, min(back + pick.randrange(4, 40), LAST)),
            origin,
            100 + pick.randrange(200),
        )
        world.truth[text(part, 24)] = "part of a block"
    for n in range(together):
        week, via = pick.randrange(300, LAST - 5), 100 + pick.randrange(200)
        for m in range(pick.choice((4, 6, 12, 25, 52))):
            first, asn, _ = sleeper(world, f"arin:t{n}-{m}", 16)
            world.run(first, 16, (week + m % 2, min(week + pick.randrange(3, 30), LAST)), asn, via)
            world.truth[text(first, 16)] = "together"


def made(holders: int, each: int, together: int, lookalike: float, seed: int) -> World:
    """A whole world."""
    world = World(Random(seed))
    for n in range(holders):
        holder = f"arin:o{n}"
        asn = world.new_as(holder)
        ups = [world.carrier(), world.carrier()]
        world.relations |= {(up, asn) for up in ups if world.random.random() > UNLISTED}
        for _ in range(world.random.choice(BLOCKS_EACH)):
            honest(world, holder, asn, ups, lookalike)
    plant(world, each, together)
    return world


def store_of(world: World) -> DuckStore:
    """The world as it would be read."""
    store = DuckStore()
    sightings = list(zip(*world.sightings, strict=True))
    names = ("first", "last", "length", "origin", "upstream", "peers", "seen", "last_seen", "cite")
    _insert(
        store,
        "sighting",
        dict(zip(names, sightings, strict=True)),
        "'tables' AS collector, 4 AS family, 'table' AS how, 1 AS together",
    )
    holdings = list(zip(*world.holdings, strict=True))
    names = ("holder", "first", "last", "registered", "cite")
    day = f"DATE '{DAYS[-1]}' AS seen, DATE '{DAYS[-1]}' AS last_seen"
    _insert(
        store,
        "holding",
        dict(zip(names, holdings, strict=True)),
        f"'arin' AS registry, 4 AS family, 'allocated' AS status, 'US' AS country, {day}",
    )
    held = {n: f"arin:carrier{n}" for n in range(1, CARRIERS + 1)} | world.numbers
    numbers = {
        "holder": list(held.values()),
        "first_asn": list(held),
        "last_asn": list(held),
    }
    _insert(
        store,
        "asn_holding",
        numbers,
        f"'arin' AS registry, 'assigned' AS status, 'US' AS country, 900000000 + first_asn AS cite, {day}",
    )
    relations = sorted(world.relations)
    _insert(
        store,
        "asn_relation",
        {"provider": [a for a, _ in relations], "customer": [b for _, b in relations]},
        f"'transit' AS kind, 800000000 + customer AS cite, DATE '{DAYS[0]}' AS seen, DATE '{DAYS[0]}' AS last_seen",
    )
    store.tell_days(
        {
            ("sighting", "tables"): DAYS,
            ("holding", "arin"): [DAYS[-1]],
            ("asn_holding", "arin"): [DAYS[-1]],
        }
    )
    return store


def _insert(store: DuckStore, table: str, columns: dict[str, object], rest: str) -> None:
    store.connection.register("arrived", pa.table(columns))
    store.connection.execute(f"INSERT INTO stored_{table} BY NAME SELECT *, {rest} FROM arrived")
    store.connection.unregister("arrived")


@dataclass(frozen=True)
class Judged:
    """What was found in one world."""

    recall: dict[str, tuple[float, float]]  # of each kind: at the bar, and at any bits
    false: float  # of these two detectors, per 10,000 blocks, at any bits
    by_rule: dict[str, float]  # of every detector, findings of honest blocks per 10,000
    by_bits: dict[int, float]  # honest blocks with so many bits of all detectors, per 10,000


def judged(world: World) -> Judged:
    """Recall at the bits that leave at most the false ones allowed; findings of honest blocks."""
    store = store_of(world)
    look(store, all_detectors(), lambda *_: None)
    wanted = {n: r for n, r in all_detectors().items() if n in ("dormant-revival", "co-awakening")}
    found = summed(store, wanted)
    false = sorted((bits for at, bits in found.items() if at not in world.truth), reverse=True)
    allowed = int(FALSE * world.blocks)
    bar = false[allowed] if len(false) > allowed else 0.0  # found above the bar
    recall = {}
    for kind, many in sorted(Counter(world.truth.values()).items()):
        of = [block for block, what in world.truth.items() if what == kind]
        hits = sum(found.get(block, 0.0) > bar for block in of)
        recall[kind] = hits / many, sum(block in found for block in of) / many
    each = 10_000 / world.blocks
    by_rule = {
        name: each * sum(at not in world.truth for at in summed(store, {name: rule}))
        for name, rule in all_detectors().items()
    }
    whole = [bits for at, bits in summed(store, all_detectors()).items() if at not in world.truth]
    by_bits = {least: each * sum(bits >= least for bits in whole) for least in (1, 2, 4, 6)}
    store.close()
    return Judged(recall, each * len(false), by_rule, by_bits)


def summed(store: DuckStore, rules: dict[str, Rule[Any]]) -> dict[str, float]:
    """The bits of each block by some detectors; an AS is no block."""
    weigh(store, rules, default_weights())
    rows = store.query("SELECT * FROM detected_bits WHERE kind = 'block'").to_pylist()
    return {row["subject"]: row["bits"] for row in rows}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--holders", type=int, default=25_000)
    ask.add_argument("--seed", type=int, default=3)
    wish = ask.parse_args()
    print(f"# {machine()}; {wish.holders} holders, seed {wish.seed}")
    for per_10000 in (0.0, 1.0, 2.0, 5.0, 10.0, 20.0):
        world = made(wish.holders, 150, 8, per_10000 / 10_000, wish.seed)
        print(
            f"look-alikes {per_10000} per 10,000 blocks; {world.blocks} blocks, {len(world.sightings)} runs"
        )
        told = judged(world)
        for kind, (recall, any_bits) in told.recall.items():
            print(
                f"  {kind:16s} recall {recall:6.1%} at 1 false per 10,000;"
                f" {any_bits:6.1%} at any bits, with {told.false:.2f} false per 10,000"
            )
        rules = ", ".join(f"{name} {n:.2f}" for name, n in told.by_rule.items() if n)
        bits = ", ".join(f"{n:.2f} of {least} bits or more" for least, n in told.by_bits.items())
        print(f"  found of honest blocks, per 10,000: {rules}; all together {bits}")


if __name__ == "__main__":
    main()
