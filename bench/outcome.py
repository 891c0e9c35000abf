"""Outcome: how often members of undeclared hands of 2017 were blocklisted later.

Of the members with IPv4 of the top 20 (and 100) undeclared hands, or more until there are 100
members, the case's own left out and
`unclear` counted as undeclared: the share with a block first listed on DROP or EDROP after
2018-04-01. Left edges of the lists are no listings. The listing family has no say (nothing was
listed by then in the data). Numbers were tuned on holders whose id hashes even only.
"""

import argparse
import gzip
import ipaddress
import random

import pyarrow as pa

from common import case_members, is_even, looked, machine, need, weighed
from samehand.resolve.hands import Hand
from samehand.resolve.weights import default_weights

EDGES = {"drop": "2018-04-01", "edrop": "2019-05-17"}
RESAMPLES = 2000
LEAST_MEMBERS = 100  # a share of fewer says little: the list of hands is made longer until then

OVERLAPS = """
WITH touched AS (
  SELECT holder, first, last, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM space
), listed AS (
  SELECT first, last, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM listed_later
)
SELECT DISTINCT holder FROM touched JOIN listed USING (bucket)
WHERE touched.first <= listed.last AND listed.first <= touched.last
"""


def later_prefixes() -> list[tuple[int, int]]:
    """IPv4 prefixes first listed after the left edge of the first list that had them."""
    first: dict[str, tuple[str, bool]] = {}
    with gzip.open(need("drop", "drop-timeline-2018-2023.tsv.gz"), "rt") as lines:
        for line in lines:
            name, prefix, since, *_ = (*line.split("\t"), "", "")
            if name in EDGES:
                edge = since <= EDGES[name]
                day, was_edge = first.get(prefix, (since, False))
                first[prefix] = (min(day, since), was_edge or edge)
    nets = [ipaddress.ip_network(prefix) for prefix, (_, edge) in first.items() if not edge]
    return [(int(net[0]), int(net[-1])) for net in nets]


def listed_later() -> set[str]:
    """Holders of 2017 with a block that overlaps one of those prefixes."""
    store = looked("2017").store
    rows = later_prefixes()
    store.connection.register(
        "listed_rows", pa.table({"first": [a for a, _ in rows], "last": [b for _, b in rows]})
    )
    store.derive("listed_later", "SELECT * FROM listed_rows")
    return set(store.query(OVERLAPS).column("holder").to_pylist())


def members(hands: list[Hand], with_space: set[str]) -> list[str]:
    """Members with IPv4 of some hands."""
    return sorted({m for hand in hands for m in hand.members if m in with_space} - case_members())


def without_the_case(hands: list[Hand]) -> list[Hand]:
    """Undeclared and unclear hands in rank order, the case's own left out."""
    return [
        hand
        for hand in hands
        if hand.reading != "declared" and len(case_members() & set(hand.members)) < 2
    ]


def ablate(with_space: set[str], hit: set[str]) -> None:
    """Print the outcome of the top hands with each family left out."""
    for family in ("routing", "behaviour", "transfer", "name", "against"):
        weights = default_weights().without("listing").without(family)
        ranked = without_the_case(weighed("2017", weights)[1])
        top = enough(ranked, with_space, 20)
        held = members(ranked[:top], with_space)
        print(f"without {family:10} top {top} of {len(ranked)}: {share(held, hit)}")


def enough(ranked: list[Hand], with_space: set[str], least: int) -> int:
    """How many hands from the top are at least so many and have at least 100 members."""
    top = least
    while top < len(ranked) and len(members(ranked[:top], with_space)) < LEAST_MEMBERS:
        top += 1
    return top


def share(held: list[str], hit: set[str]) -> str:
    """How many of some holders were listed later."""
    count = sum(holder in hit for holder in held)
    return f"{count} of {len(held)} = {count / max(len(held), 1):.1%}"


def interval(hands: list[Hand], with_space: set[str], hit: set[str]) -> str:
    """A 95 % interval, by drawing hands anew with repetition."""
    draw = random.Random(20170321)
    shares = []
    for _ in range(RESAMPLES):
        drawn = [m for _ in hands for m in draw.choice(hands).members if m in with_space]
        shares.append(sum(m in hit for m in drawn) / max(len(drawn), 1))
    shares.sort()
    return f"95 % of resamples of hands lie in {shares[RESAMPLES // 40]:.1%} to {shares[-RESAMPLES // 40]:.1%}"


def main() -> None:
    """Print the outcome of the top 20 and top 100."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tune", action="store_true", help="show even ids only")
    asked.add_argument("--ablate", action="store_true", help="leave each family out once too")
    wish = asked.parse_args()
    _, hands = weighed("2017", default_weights().without("listing"))
    hit = listed_later()
    store = looked("2017").store
    parties = store.query(
        "SELECT holder, asns IS NOT NULL AS numbered FROM party WHERE blocks > 0"
    ).to_pylist()
    with_space = {row["holder"] for row in parties}
    ranked = without_the_case(hands)
    print(machine())
    base = sorted(row["holder"] for row in parties if row["numbered"])
    print(f"base, holders with an AS and IPv4: {share(base, hit)}")
    for least in (20, 100):
        top = enough(ranked, with_space, least)
        chosen = ranked[:top]
        held = members(chosen, with_space)
        even = [m for m in held if is_even(m)]
        if wish.tune:
            print(f"top {top}: even ids {share(even, hit)}")
            continue
        odd = [m for m in held if not is_even(m)]
        hands_hit = sum(any(m in hit for m in members([hand], with_space)) for hand in chosen)
        print(
            f"top {top}: {share(held, hit)}; even ids {share(even, hit)}, odd ids {share(odd, hit)}"
        )
        print(
            f"         {hands_hit} of {len(chosen)} hands have such a member; {interval(chosen, with_space, hit)}"
        )
    if wish.ablate:
        ablate(with_space, hit)


if __name__ == "__main__":
    main()
