"""No giant: 47,318 real lease records, joined on every contact and maintainer they name.

The holder of a record is the organisation it names (where it names none, the record stands for
itself). Links are those of `resolve.sharing`; weights those that ship; hands by average linkage.
One family of evidence is all there is here, so the demand for two is left off, and the prior is
that of a small set: one other organisation in it. Compared with plain components, on any shared
value. Asked: the largest hand under 1 % of records; of the pairs of organisations that share a
maintainer named by 2 to 5, 90 % in one hand; brokers come out as brokers.
"""

import gzip
import json
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from math import log2
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from common import machine, need
from samehand.resolve import all_links
from samehand.resolve.grouping import group
from samehand.resolve.looking import look
from samehand.resolve.weigh import WeighNumbers, add_up, lay_found, lay_linked
from samehand.resolve.weights import default_weights
from samehand.rules import lay, numbers_of
from samehand.steps.values import value_role
from samehand.store.duck import DuckStore
from samehand.tables import Row
from samehand.tables.records import Organisation, Stated
from samehand.tables.registry import Holding, Registration
from samehand.tables.routing import Sighting
from samehand.values.blocks import block
from samehand.values.names import key

DAY = date(2024, 4, 1)
NAMES = ("org-name", "OrgName", "owner")
CONTACTS = ("admin-c", "tech-c", "owner-c", "TechHandle", "NOCHandle")
MAINTAINERS = ("mnt-by", "mnt-lower", "mnt-routes", "mnt-domains", "mnt-irt")
DESKS = ("abuse-c", "AbuseHandle")
HUB = 4  # partners: a star of as many leaves that share nothing is no hand by average linkage
REGISTRIES = {"ripe": "ripencc"}
Record = dict[str, Any]


def records(registry: str) -> list[Record]:
    """The published records of one registry."""
    path = need("leases-2024-04-01") / f"leases_{registry}_20240401.json.gz"
    with gzip.open(path, "rt") as lines:
        told = [json.loads(line) for line in lines]
    return [{**each, "registry": REGISTRIES.get(registry, registry)} for each in told]


def values(record: Record) -> list[tuple[str, str]]:
    """Maintainers, contacts and desks that a record names, placeholders left out."""
    kinds = (
        {"mnt-by": "maintainer"}
        | dict.fromkeys(CONTACTS, "contact")
        | dict.fromkeys(DESKS, "abuse")
    )
    found = [
        (kind, word.strip().upper())
        for name, kind in kinds.items()
        for word in (record.get(name) or "").replace(",", "\n").split("\n")
    ]
    return [(kind, word) for kind, word in dict.fromkeys(found) if word and "DUMY" not in word]


def holder_of(record: Record, number: int) -> str:
    """The organisation by its name, or the record itself."""
    name = next((record[part] for part in NAMES if record.get(part)), "")
    return f"{record['registry']}:{key(name) or f'record {number}'}"


def rows_of(told: list[Record]) -> dict[type[Row], list[Row]]:
    """The records as tables of a book."""
    rows: dict[type[Row], list[Row]] = defaultdict(list)
    for number, record in enumerate(told):
        space, holder, cite = block(record["prefix"]), holder_of(record, number), f"{number:08x}:1"
        ends = {"family": 4, "first": space.first, "last": space.last}
        seen = {"registry": record["registry"], "seen": DAY, "cite": cite}
        empty = dict.fromkeys(("maintainer", "netname", "registered", "length"))
        rows[Holding].append(
            Holding(holder=holder, status="leased", country=None, registered=None, **ends, **seen)
        )
        rows[Registration].append(
            Registration(
                list="leases",
                org=holder,
                handle=str(number),
                status="leased",
                **empty,
                **ends,
                **seen,
            )
        )
        name = holder.partition(":")[2]
        rows[Organisation].append(
            Organisation(
                list="leases",
                org=holder,
                name=name,
                name_key=name,
                country=record.get("country"),
                **seen,
            )
        )
        rows[Stated] += [
            Stated(
                list="leases",
                record=f"net:{number}",
                kind=kind,
                part=kind,
                value=value,
                value_key=value,
                withheld=False,
                **seen,
            )
            for kind, value in values(record)
        ]
        rows[Sighting] += [
            Sighting(
                length=24,
                origin=int(origin[2:]),
                how="table",
                together=1,
                seen=DAY,
                cite=cite,
                **ends,
            )
            for origin in record.get("exact_origin") or ()
            if origin[2:].isdigit()
        ]
    return rows


def stored(told: list[Record]) -> DuckStore:
    """A store in which the links by shared values have looked, and been weighed."""
    links = {
        name: rule
        for name, rule in all_links().items()
        if name.startswith("shared-") and rule.family == "contact"
    }
    store = DuckStore()
    for kind, rows in rows_of(told).items():
        store.load(kind, rows)
    look(store, links, lambda *_: None)
    lay((value_role,), store)
    holders = len({holder_of(record, n) for n, record in enumerate(told)})
    weights = default_weights()
    store.derive("party", "SELECT DISTINCT holder FROM holding")
    lay_found(store, links, weights)
    lay_linked(store)
    add_up(store, -log2(holders), every=True)
    return store


def components(told: list[Record]) -> int:
    """Records of the largest component on any shared value."""
    by_value: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, record in enumerate(told):
        for value in (*values(record), ("holder", holder_of(record, number))):
            by_value[(record["registry"], *value)].append(number)
    ends = [(members[0], other) for members in by_value.values() for other in members[1:]]
    one, other = np.array(ends).T
    graph = coo_matrix((np.ones(len(one)), (one, other)), shape=(len(told), len(told)))
    _, labels = connected_components(graph, directed=False)
    return int(np.bincount(labels).max())


def judged(told: list[Record], store: DuckStore) -> dict[str, Any]:
    """What the bench is asked for."""
    held = Counter(holder_of(record, n) for n, record in enumerate(told))
    rows = store.query(
        "SELECT one, other, round(total, 4) AS bits FROM pair ORDER BY one, other"
    ).to_pylist()
    pairs = {(row["one"], row["other"]): row["bits"] for row in rows}
    hands = group(pairs)
    of = {member: n for n, members in enumerate(hands) for member in members}
    wanted = rare_pairs(told)
    return {
        "records": len(told),
        "holders": len(held),
        "plain": components(told) / len(told),
        "largest_holders": max(map(len, hands), default=0) / len(held),
        "largest_records": max((sum(held[m] for m in members) for members in hands), default=0)
        / len(told),
        "largest_alone": max(held.values()) / len(told),
        "hands": len(hands),
        "rare": len(wanted),
        "linked": sum(pair in pairs for pair in wanted) / max(len(wanted), 1),
        "together": _together(wanted, of),
        "together_no_hub": _together(_without_hubs(wanted, pairs), of),
    }


def _together(wanted: list[tuple[str, str]], of: dict[str, int]) -> float:
    return sum(of.get(a, -1) == of.get(b, -2) for a, b in wanted) / max(len(wanted), 1)


def _without_hubs(
    wanted: list[tuple[str, str]], pairs: dict[tuple[str, str], float]
) -> list[tuple[str, str]]:
    """Those of which neither end is above even odds with four others or more."""
    partners = Counter(end for pair, bits in pairs.items() if bits > 0 for end in pair)
    return [pair for pair in wanted if max(partners[end] for end in pair) < HUB]


def rare_pairs(told: list[Record]) -> list[tuple[str, str]]:
    """Pairs of organisations that share a maintainer named by 2 to 5 of them."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for number, record in enumerate(told):
        for kind, value in values(record):
            if kind == "maintainer":
                named[(record["registry"], value)].add(holder_of(record, number))
    few = [sorted(holders) for holders in named.values() if 2 <= len(holders) <= 5]
    return sorted({pair for holders in few for pair in combinations(holders, 2)})


ROLES = """
SELECT kind, value, holders, role FROM value_role
WHERE kind = 'maintainer' AND holders >= 20
ORDER BY holders DESC, value
"""


def brokers(store: DuckStore) -> list[tuple[str, int, str]]:
    """The maintainers that many share, with their role."""
    return [(row["value"], row["holders"], row["role"]) for row in store.query(ROLES).to_pylist()]


def main() -> None:
    print(f"# lease records as hands; {machine()}; {numbers_of(WeighNumbers())}")
    for what, registries in (
        ("RIPE", ("ripe",)),
        ("all", ("ripe", "arin", "apnic", "afrinic", "lacnic")),
    ):
        told = [record for registry in registries for record in records(registry)]
        store = stored(told)
        for name, value in judged(told, store).items():
            print(
                f"{what:5} {name:16} {value:.4f}"
                if isinstance(value, float)
                else f"{what:5} {name:16} {value:,}"
            )
        for value, holders, role in brokers(store)[:15]:
            print(f"{what:5} {value:24} named by {holders:4} organisations: {role}")


if __name__ == "__main__":
    main()
