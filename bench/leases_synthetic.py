"""Leases in a made-up registration tree with truth: precision and recall of the rule `lease`.

Everything is SYNTHETIC. Root holders with ASes register blocks to themselves and to customers,
and lease some to strangers. What the rule cannot know is put in on purpose, as rates: relations
that no path shows, ASes missing from the organisation list, scrubbing, sales whose record
stayed, lessors that also sell transit to whom they lease, leases announced otherwise than as
registered. No published figure gives these rates, so each is shown on its own.
"""

import argparse
import ipaddress
import random
from dataclasses import dataclass, field, replace

from common import machine
from leases_store import Rows, empty, found, recorded, related, routed, under
from samehand.tables.registry import AsnOrg, Registration
from samehand.tables.routing import AsnRelation, Sighting

HOSTERS = range(300_000, 300_400)  # lessees
SCRUBBERS = range(310_000, 310_005)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Shares of leaves by what they are, and how often records keep something from the rule."""

    unrouted: float = 0.45  # about half of all registrations have no route of their own
    own: float = 0.20
    leased: float = 0.08  # twice the published share of routed prefixes: a tree holds more leaves
    scrubbed: float = 0.001
    sold: float = 0.0005  # the record of the seller stayed
    unseen_customer: float = 0.005  # swept below
    unlisted_as: float = 0.02  # of a holder's ASes, missing from the list of organisations
    also_transit: float = 0.05  # of leases: the lessor is also the lessee's provider or peer
    otherwise: float = 0.03  # of leases: announced as a part of what is registered, or as more


WHOLE = Rates(unseen_customer=0, unlisted_as=0, scrubbed=0, sold=0)
CASES = (
    ("records whole", WHOLE),
    ("scrubbing and sales", Rates(unseen_customer=0, unlisted_as=0)),
    ("2 % of second ASes not listed", replace(WHOLE, unlisted_as=0.02)),
    *(
        (f"{share:.1%} of customers' relations unseen", replace(WHOLE, unseen_customer=share))
        for share in (0.005, 0.01, 0.02, 0.05)
    ),
    ("all of it, 0.5 % unseen", Rates()),
)


@dataclass
class Tree:
    """A world as it grows, and the truth."""

    chance: random.Random
    rates: Rates
    rows: Rows = field(default_factory=empty)
    leases: set[str] = field(default_factory=set)
    leaves: int = 0
    next_asn: int = 1000
    at: int = int(ipaddress.IPv4Address("11.0.0.0"))


def grow(holders: int, rates: Rates, seed: int) -> Tree:
    """A tree of so many root holders."""
    tree = Tree(random.Random(seed), rates)
    for n in range(holders):
        _holder(tree, f"SYNTHETIC-{n}")
    return tree


def _holder(tree: Tree, org: str) -> None:
    mine = [_asn(tree) for _ in range(tree.chance.choice((1, 1, 1, 2, 3)))]
    for asn in mine:
        if asn == mine[0] or tree.chance.random() >= tree.rates.unlisted_as:
            tree.rows[AsnOrg].append(under(asn, org))
    length = tree.chance.choice((17, 18, 19, 20))
    root = _next_block(tree, length)
    tree.rows[Registration].append(recorded(str(root), org))
    if tree.chance.random() < 0.6:
        tree.rows[Sighting].append(routed(str(root), mine[0]))
    leaves = list(root.subnets(new_prefix=23)) if length < 20 else list(root.subnets(new_prefix=24))
    for leaf in leaves:
        if tree.chance.random() < 0.7:
            _leaf(tree, leaf, org, mine)


def _leaf(tree: Tree, leaf: ipaddress.IPv4Network, org: str, mine: list[int]) -> None:
    """One leaf: drawn as unrouted, own, leased, odd, or else a customer's."""
    tree.leaves += 1
    rates, drawn = tree.rates, tree.chance.random()
    if drawn < rates.unrouted:
        tree.rows[Registration].append(recorded(str(leaf), org))
        return
    tree.rows[Registration].append(recorded(str(leaf), f"{org}-customer-{leaf}"))
    drawn -= rates.unrouted
    for share, origin in (
        (rates.own, lambda: tree.chance.choice(mine)),
        (rates.leased, lambda: _lease(tree, leaf, mine)),
        (rates.scrubbed, lambda: tree.chance.choice(SCRUBBERS)),
        (rates.sold, lambda: _asn(tree)),
        (1.0, lambda: _customer(tree, mine)),
    ):
        if drawn < share:
            asn = origin()
            if asn:
                tree.rows[Sighting].append(routed(str(leaf), asn))
            return
        drawn -= share


def _lease(tree: Tree, leaf: ipaddress.IPv4Network, mine: list[int]) -> int | None:
    """A lessee as origin; None where it announces something else than the leaf."""
    lessee = tree.chance.choice(HOSTERS)
    tree.leases.add(str(leaf))
    if tree.chance.random() < tree.rates.also_transit:
        lessee = _asn(tree)
        kind = tree.chance.choice(("transit", "peer"))
        tree.rows[AsnRelation].append(related(mine[0], lessee, kind))
    if tree.chance.random() < tree.rates.otherwise:
        other = next(leaf.subnets()) if tree.chance.random() < 0.5 else leaf.supernet()
        tree.rows[Sighting].append(routed(str(other), lessee))
        return None
    return lessee


def _customer(tree: Tree, mine: list[int]) -> int:
    asn = _asn(tree)
    if tree.chance.random() >= tree.rates.unseen_customer:
        tree.rows[AsnRelation].append(related(tree.chance.choice(mine), asn))
    return asn


def _asn(tree: Tree) -> int:
    tree.next_asn += 1
    return tree.next_asn


def _next_block(tree: Tree, length: int) -> ipaddress.IPv4Network:
    size = 2 ** (32 - length)
    first = -(-tree.at // size) * size
    tree.at = first + size
    return ipaddress.IPv4Network((first, length))


def main() -> None:
    """The rule on trees whose records keep more and more from it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--holders", type=int, default=3000)
    asked.add_argument("--seed", type=int, default=1)
    wish = asked.parse_args()
    print(machine(), "- SYNTHETIC")
    for title, rates in CASES:
        tree = grow(wish.holders, rates, wish.seed)
        bins = found(tree.rows)
        right = len(bins.keys() & tree.leases)
        print(
            f"{title:44} {len(tree.leases)} leases of {tree.leaves} leaves, {len(bins)} found: precision"
            f" {right / max(len(bins), 1):.3f}, recall {right / len(tree.leases):.3f}"
        )
    print("wanted: precision .97, recall .90")


if __name__ == "__main__":
    main()
