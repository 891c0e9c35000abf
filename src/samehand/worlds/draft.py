"""A world while it is being made: who there is, what they hold, who carries whom.

Days are ordinals (``date.toordinal``). A registrant is one organisation; several can stand
under one account, the opaque id of the delegated files. AS numbers are spoken of by *key*,
the place of their row in ``Draft.numbers``, until the numbers themselves are handed out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np

from samehand.worlds.plan import Plan, demo_plan, world_plan
from samehand.worlds.rates import Quantiles
from samehand.worlds.shape import Shape
from samehand.worlds.words import Name, Words

Announced = tuple[int, int, int, int, int]  # first address, length, key, since, until


@dataclass(slots=True)
class Registrant:
    """An organisation, under its own account or a sponsor's."""

    account: str
    registry: str
    country: str
    name: Name
    role: str
    key: int = -1  # of its first AS number; -1: it has none

    @property
    def holder(self) -> str:
        """Its account as ``registry:id``."""
        return f"{self.registry}:{self.account}"


@dataclass(slots=True)
class Block:
    """An IPv4 block (or IPv6, counted in /48s) and who held it since when."""

    owner: int
    day: int
    count: int
    assigned: bool = False
    first: int = -1
    carrier: int = -1  # key of the AS that announces it when its owner has none
    moved: tuple[int, int] | None = None  # (day, new owner)

    def owner_on(self, day: int) -> int:
        """Its holder on a day."""
        return self.moved[1] if self.moved and self.moved[0] <= day else self.owner


@dataclass(slots=True)
class Numbers:
    """A row of AS numbers assigned together."""

    owner: int
    day: int
    count: int = 1
    first: int = -1


@dataclass(frozen=True, slots=True)
class Link:
    """Transit or peering between two ASes, by key, over a time; ``customer`` buys."""

    provider: int
    customer: int
    peers: bool = False
    since: int = 0
    until: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Change:
    """A prefix that changed origin: the first day each origin, by keys, was seen."""

    first: int
    length: int
    origins: tuple[tuple[tuple[int, ...], int], ...]
    spanned: bool = False  # tables have it as ``Draft.spans`` tell, and not without end


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something done to blocks that a reader of the world is to find, or to find honest."""

    kind: str  # told in ``strangers``, ``operators``, ``lessors``
    group: int  # deeds of one group were done together
    prefix: tuple[int, int]  # first, length
    owner: int  # who holds it
    key: int = -1  # of the AS that announces it
    quiet: int = 0  # no longer announced as before, from this day
    since: int = 0  # announced by that AS from this day
    listed: int = 0  # on DROP from this day; 0: never


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A set of registrants the world knows to belong together, or to look as if."""

    kind: str  # hand, family, or the kind of decoy
    title: str
    members: tuple[int, ...]
    care: int = 0  # level, of hands
    hubs: tuple[int, ...] = ()  # members the rest buys transit from
    sink: int = -1  # member that blocks flow to by the later day


@dataclass
class Draft:
    """Everything about a world that is not yet written down."""

    shape: Shape
    plan: Plan
    rng: np.random.Generator
    words: Words
    registrants: list[Registrant] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sixes: list[Block] = field(default_factory=list)
    numbers: list[Numbers] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    listed: list[tuple[int, int, int, int]] = field(default_factory=list)  # first, length, SBL, day
    planted: list[Planted] = field(default_factory=list)
    wanted: list[tuple[int, int]] = field(default_factory=list)  # key, carriers to buy from
    crowds: list[tuple[int, int]] = field(default_factory=list)  # key, ordinary customers to get
    accounts: int = 0
    ordinary: int = 0  # registrants before this place are planted
    given: dict[int, list[Block]] = field(default_factory=dict)  # planted registrant -> blocks
    merged: dict[int, tuple[int, int]] = field(default_factory=dict)  # who -> (day, successor)
    left: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    renumbered: dict[int, tuple[int, str]] = field(default_factory=dict)  # who -> (day, new id)
    quiet: dict[int, tuple[int, int]] = field(default_factory=dict)  # block -> silent from, until
    spans: list[Announced] = field(default_factory=list)  # announced beside what blocks give
    deeds: list[Deed] = field(default_factory=list)

    @classmethod
    def of(cls, shape: Shape) -> Draft:
        """An empty world of a shape."""
        rng = np.random.Generator(np.random.PCG64(shape.seed))
        plan = demo_plan() if shape.private else world_plan()
        return cls(shape=shape, plan=plan, rng=rng, words=Words(rng))

    @property
    def end(self) -> int:
        """The last day described, as ordinal."""
        return self.shape.end.toordinal()

    @property
    def today(self) -> int:
        """The first day described, as ordinal."""
        return self.shape.day.toordinal()

    def account(self, registry: str) -> str:
        """A new opaque id in the manner of a registry."""
        self.accounts += 1
        return opaque(registry, self.accounts, self.shape.seed)

    def register(self, registry: str, country: str, name: Name, role: str) -> int:
        """Add an organisation under an account of its own; its place in ``registrants``."""
        account = self.account(registry)
        self.registrants.append(Registrant(account, registry, country, name, role))
        return len(self.registrants) - 1

    def number(self, owner: int, day: int, count: int = 1) -> int:
        """Assign AS numbers to a registrant; the key of the row."""
        key = len(self.numbers)
        self.numbers.append(Numbers(owner, day, count))
        if self.registrants[owner].key < 0:
            self.registrants[owner].key = key
        return key

    def give(self, owner: int, day: int, size: int, assigned: bool = False) -> None:
        """Give a block to a planted registrant, whose blocks are looked up again."""
        block = Block(owner, day, size, assigned)
        self.blocks.append(block)
        self.given.setdefault(owner, []).append(block)

    def held_by(self, planted: Planted) -> list[Block]:
        """Blocks first given to the members of a planted set."""
        return [block for member in planted.members for block in self.given.get(member, ())]

    def owner_of(self, numbers: Numbers, day: int) -> int:
        """Who holds AS numbers on a day: their owner, or who took the owner over."""
        since, successor = self.merged.get(numbers.owner, (1 << 30, -1))
        return successor if since <= day else numbers.owner

    def account_of(self, place: int, day: int) -> str:
        """The opaque id of a registrant on a day."""
        since, renewed = self.renumbered.get(place, (1 << 30, ""))
        return renewed if since <= day else self.registrants[place].account

    def between(self, ends: tuple[int, int]) -> int:
        """A whole number drawn evenly, both ends included."""
        return int(self.rng.integers(ends[0], ends[1] + 1))


def opaque(registry: str, serial: int, seed: int) -> str:
    """The opaque id number ``serial``: the same only for the same seed."""
    if registry in ("arin", "ripencc"):
        text = hashlib.blake2b(f"{seed}/{registry}/{serial}".encode(), digest_size=16).hexdigest()
        if registry == "arin":
            return text
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    mixed = serial * 11_400_715 + seed * 7_919  # odd factors: no two serials below 2^24 meet
    if registry == "lacnic":
        return str(1_000_000 + mixed % (1 << 24))
    return ("A9" if registry == "apnic" else "F3") + f"{mixed % (1 << 24):06X}"


def quantile(table: Quantiles, where: np.ndarray) -> np.ndarray:
    """Values at the shares ``where``, drawn straight between logarithms (zero as one half)."""
    shares, values = np.array(table).T
    return np.asarray(np.exp(np.interp(where, shares, np.log(np.maximum(values, 0.5)))))
