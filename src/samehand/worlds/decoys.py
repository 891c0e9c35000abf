"""Honest look-alikes: what a reader of a world must not take for an undeclared hand."""

from __future__ import annotations

from samehand.worlds import care, rates
from samehand.worlds.draft import Block, Change, Draft, Link, Planted
from samehand.worlds.people import pick
from samehand.worlds.words import Name

_PARTS = ("Iberia", "Nordic", "Pacific", "Andes", "Sahel", "Baltic", "Atlantic", "Alpine", "Gulf")


def plant_decoys(draft: Draft) -> None:
    """Honest cones as many as hands; families and the rest by the size of the world."""
    size = draft.shape.holders
    for turn in range(max(1, draft.shape.hands)):
        _cone(draft, care.REGISTRIES[turn % len(care.REGISTRIES)])
    for _ in range(max(2, size // care.HOLDERS_PER_FAMILY)):
        _family(draft)
    for turn in range(max(1, min(20, size // 1000))):  # one in a country; few countries have one
        _campuses(draft, care.REGISTRIES[-1 - turn % len(care.REGISTRIES)])
    for _ in range(max(1, min(30, size // 2000))):  # scrubbing services are few anywhere
        _scrubber(draft)


def _cone(draft: Draft, registry: str) -> None:
    """A local carrier whose customers came over years, each growing on its own."""
    country = pick(draft, rates.REGISTRIES[registry].countries, 1)[0]
    count = draft.between(care.CONE_CUSTOMERS)
    roles = ["carrier", *pick(draft, {"enterprise": 0.8, "hoster": 0.2}, count)]
    members = [
        draft.register(registry, country, name, role)
        for role, name in zip(roles, draft.words.names(registry, roles), strict=True)
    ]
    founded = draft.today - round((care.CONE_YEARS + 4) * 365)
    carrier = draft.number(members[0], founded)
    draft.give(members[0], founded + 15, 16384)
    draft.wanted.append((carrier, 2))
    for member in members[1:]:
        _customer(draft, member, carrier)
    draft.planted.append(
        Planted(
            kind="captive cone",
            title="carrier with honest customers",
            members=tuple(members),
            hubs=(members[0],),
        )
    )


def _customer(draft: Draft, member: int, carrier: int) -> None:
    day = draft.today - draft.between((60, care.CONE_YEARS * 365))
    key = draft.number(member, day)
    draft.links.append(Link(carrier, key))
    if draft.rng.random() < care.CONE_TWO_WAYS:
        draft.wanted.append((key, 1))
    day += draft.between((-300, 300))  # space first or number first: both are common
    for size in care.CONE_LADDER[: draft.between((1, len(care.CONE_LADDER)))]:
        if day > draft.today - 5:
            break
        draft.give(member, day, size)
        day += draft.between((200, 1200))


def _family(draft: Draft) -> None:
    """Companies of one brand in several countries: related by name, for all to read."""
    brand = draft.words.some(1)[0]
    trade = pick(draft, {"Telecom": 0.4, "Group": 0.4, "Cloud": 0.2}, 1)[0]
    members = []
    for part in _PARTS[: draft.between(care.FAMILY)]:
        registry = pick(draft, {r: rate.holders for r, rate in rates.REGISTRIES.items()}, 1)[0]
        country = pick(draft, rates.REGISTRIES[registry].countries, 1)[0]
        shown = Name(f"{brand.upper()}-{part.upper()}", f"{brand} {trade} {part}")
        members.append(draft.register(registry, country, shown, "carrier"))
    keys = []
    for member in members:
        day = draft.today - draft.between((100, 7000))
        keys.append(draft.number(member, day))
        for size in care.CONE_LADDER[: draft.between((1, 3))]:
            draft.give(member, min(draft.today - 1, day + draft.between((0, 900))), size)
    draft.links.extend(Link(keys[0], key) for key in keys[1:])
    draft.wanted.append((keys[0], 3))
    draft.wanted.extend((key, 1) for key in keys[1::2])
    draft.planted.append(
        Planted(kind="family", title=brand, members=tuple(members), hubs=(members[0],))
    )


def _campuses(draft: Draft, registry: str) -> None:
    """Universities behind one research network: closed and captive, and known to all."""
    country = pick(draft, rates.REGISTRIES[registry].countries, 1)[0]
    roles = ["carrier"] + ["university"] * draft.between(care.CAMPUSES)
    members = [
        draft.register(registry, country, name, role)
        for role, name in zip(roles, draft.words.names(registry, roles), strict=True)
    ]
    keys = []
    for member in members:
        day = draft.today - draft.between((3000, 9500))
        keys.append(draft.number(member, day))
        draft.give(member, day - draft.between((0, 2000)), 65536, True)
    draft.links.extend(Link(keys[0], key) for key in keys[1:])
    draft.wanted.append((keys[0], 2))
    draft.planted.append(
        Planted(
            kind="research network",
            title="universities behind it",
            members=tuple(members),
            hubs=(members[0],),
        )
    )


def _scrubber(draft: Draft) -> None:
    """A service that announces the space of others while they are under attack."""
    country = pick(draft, rates.REGISTRIES["arin"].countries, 1)[0]
    name = draft.words.names("arin", ["hoster"])[0]
    member = draft.register("arin", country, name, "hoster")
    day = draft.today - 3500
    draft.wanted.append((draft.number(member, day), 4))
    draft.give(member, day + 100, 8192)
    draft.planted.append(
        Planted(kind="scrubbing service", title="announces others' space", members=(member,))
    )


def scrub(draft: Draft, decoy: Planted) -> None:
    """Blocks of ordinary holders that the service announced for them once."""
    key = draft.registrants[decoy.members[0]].key
    wished = draft.between(care.SCRUBBED)
    drawn = draft.rng.choice(
        len(draft.blocks), size=min(len(draft.blocks), wished * 20), replace=False
    ).tolist()  # of twenty drawn more than one is fit
    fit = [block for block in map(draft.blocks.__getitem__, drawn) if _settled(draft, block)]
    for block in fit[:wished]:
        own = draft.registrants[block.owner].key
        begun = draft.today - draft.between((300, 499))
        helped = draft.between((begun + 1, draft.today - 1))
        draft.changes.append(Change(block.first, 24, (((own,), begun), ((key,), helped))))


def _settled(draft: Draft, block: Block) -> bool:
    """Whether an ordinary holder has announced a block with his own AS for long."""
    key, before = draft.registrants[block.owner].key, draft.today - 500
    return (
        block.owner >= draft.ordinary
        and block.day < before
        and block.count >= 256
        and key >= 0
        and draft.numbers[key].day < before
    )
