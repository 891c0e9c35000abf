"""Leases on real data: agreement with the published labels, false hits, and listings.

The labels are 47,318 records that the published method found, with the root block, its ASes and
origins. The rule gets these, and relations and organisations of 2024-01-01 (the labels used
those of three months later). They are all positive, so this is agreement and no precision.

For the five negative lists there is no registration tree here. Each prefix is taken as if it
were registered under the block of 2018-10-13 around it, whose holder has the AS numbers of the
same account: a stress, not a rate of the method. DROP ends 2023-12-31, before the labels, so
*later* listings cannot be counted here; shares listed by then are.
"""

import bz2
import csv
import gzip
import json
from typing import Any

import polars as pl
import pyarrow as pa

from asof_tables import prepare
from common import OUT, machine, need
from leases_store import Rows, empty, found, place, recorded, related, routed, under
from samehand.store.asof import covering
from samehand.tables.registry import AsnHolding, AsnOrg, Holding, Registration
from samehand.tables.routing import AsnRelation, Sighting

LISTS = ("att", "comcast", "iij", "orange", "vodafone")
WORLD = "world-2024-01-01"


def labels() -> list[dict[str, Any]]:
    """The published records."""
    files = sorted(need("leases-2024-04-01").glob("leases_*.json.gz"))
    return [json.loads(line) for path in files for line in gzip.open(path, "rt")]


def negatives() -> dict[str, list[str]]:
    """The published prefixes that are no leases, by whose they are."""
    folder = need("leases-2024-04-01")
    return {n: (folder / f"non_lease_{n}_pfx.csv").read_text().split() for n in LISTS}


def table_of_2024() -> pl.DataFrame:
    """IPv4 prefixes and origins, each origin of several on its own."""
    routes = pl.read_parquet(prepare(OUT)[Sighting]).filter(pl.col("family") == 4)
    return routes.select("family", "first", "last", "length", "origin")


def neighbours() -> list[dict[str, Any]]:
    """Relations of ASes."""
    with bz2.open(need(WORLD, "20240101.as-rel.txt.bz2"), "rt") as lines:
        fields = [line.split("|") for line in lines if line[0] != "#"]
    return [
        related(int(f[0]), int(f[1]), "transit" if f[2].strip() == "-1" else "peer") for f in fields
    ]


def organisations() -> list[dict[str, Any]]:
    """ASes under organisations."""
    told, of_numbers = [], False
    path = need(WORLD, "20240101.as-org2info.txt.gz")
    with gzip.open(path, "rt", errors="replace") as lines:
        for line in lines:
            if line[0] == "#":
                of_numbers = line.startswith("# format:aut")
            elif of_numbers:
                field = line.split("|")
                told.append(under(int(field[0]), field[3]))
    return told


def _numbers(texts: list[str] | None) -> set[int]:
    return {int(text[2:]) for text in texts or () if text and text[2:].isdigit()}


def given(records: list[dict[str, Any]], base: Rows) -> Rows:
    """What the published method was given, as tables."""
    rows = {kind: list(told) for kind, told in base.items()}
    for record in records:
        root, leaf = record["root"], record["prefix"]
        org = _organisation(record)
        rows[Registration] += [recorded(root, org), recorded(leaf, f"leaf {leaf}")]
        rows[Sighting] += [routed(leaf, asn) for asn in _numbers(record["exact_origin"])]
        rows[Sighting] += [routed(root, asn) for asn in _numbers(record["root_origin"])]
    orgs = {_organisation(record): _numbers(record["aut-num"]) for record in records}
    rows[AsnOrg] += [under(asn, org) for org, asns in orgs.items() for asn in sorted(asns)]
    return rows


def _organisation(record: dict[str, Any]) -> str:
    """The root holder: one for all roots that have the same ASes."""
    asns = sorted(_numbers(record["aut-num"]))
    return f"root holder of {asns or record['root']}"


def stressed(prefixes: list[str], base: Rows) -> Rows:
    """Negative prefixes as if each were registered under the delegated block around it."""
    files = prepare(OUT)
    blocks = pl.read_parquet(files[Holding]).filter(pl.col("family") == 4).to_arrow()
    held = pl.read_parquet(files[AsnHolding]).filter(pl.col("last_asn") - pl.col("first_asn") < 99)
    over = covering(pa.Table.from_pylist([place(p) for p in prefixes]), blocks)
    rows = {kind: list(told) for kind, told in base.items()}
    roots = blocks.take(over.drop_null().unique()).to_pylist()
    for root in roots:
        rows[Registration].append(root | {"org": root["holder"], "registry": "one"})
    rows[Registration] += [recorded(prefix, f"leaf {prefix}", "one") for prefix in prefixes]
    orgs = {root["holder"] for root in roots}
    for holder, first, last in held.select("holder", "first_asn", "last_asn").rows():
        if holder in orgs:
            rows[AsnOrg] += [under(asn, holder) for asn in range(first, last + 1)]
    ends = {(at["first"], at["last"]) for at in (*roots, *map(place, prefixes))}
    rows[Sighting] = [
        row | {"collector": "one", "how": "table", "together": 1}
        for row in table_of_2024().to_dicts()
        if (row["first"], row["last"]) in ends
    ]
    return rows


def listings(leased: set[str]) -> None:
    """Shares of leased and of other routed prefixes inside what was listed, two ways."""
    with gzip.open(need("drop", "drop-timeline-2018-2023.tsv.gz"), "rt") as lines:
        told = list(csv.DictReader((ln for ln in lines if ln[0] != "#"), delimiter="\t"))
    told = [row for row in told if row["list"] in ("drop", "edrop")]
    one = pl.from_dicts([place(prefix) for prefix in sorted(leased)])
    other = table_of_2024().select(one.columns).unique().join(one, on=one.columns, how="anti")
    for title, rows in (
        ("ever listed 2018-2023", told),
        ("still listed 2023-12-31", [row for row in told if not row["removed"]]),
        ("first listed in 2023", [row for row in told if row["first_seen"] >= "2023"]),
    ):
        blocks = pa.Table.from_pylist([place(row["prefix_or_asn"]) for row in rows])
        ours, theirs = _share(one, blocks), _share(other, blocks)
        print(f"  {title}: {ours:.2%} of leased, {theirs:.2%} of others, ratio {ours / theirs:.2f}")


def _share(prefixes: pl.DataFrame, blocks: pa.Table) -> float:
    over = covering(prefixes.to_arrow(), blocks)
    return 1 - over.null_count / len(over)


def main() -> None:
    """Agreement, false hits, listings."""
    base = empty()
    base[AsnRelation], base[AsnOrg] = neighbours(), organisations()
    records = labels()
    leased = {record["prefix"] for record in records}
    bins = found(given(records, base))
    agreed = bins.keys() & leased
    known = sum(bins[prefix] == "root has ASes" for prefix in agreed)
    provided = sum(bins[prefix] == "by a provider of the root" for prefix in agreed)
    print(machine())
    print(
        f"labels: {len(records)} records, {len(leased)} prefixes; the rule finds {len(agreed)}"
        f" = {len(agreed) / len(leased):.1%} ({known} with ASes of the root known, and {provided}"
        " by a provider of the root)"
    )
    lists = negatives()
    disputed = {prefix for told in lists.values() for prefix in told} & leased
    print(f"on a negative list and labelled: {len(disputed)}; found {len(disputed & bins.keys())}")
    stress = found(stressed(sorted({p for told in lists.values() for p in told}), base))
    for name, told in lists.items():
        hits = [prefix for prefix in told if prefix in stress]
        known = sum(stress[prefix] == "root has ASes" for prefix in hits)
        print(
            f"  {name}: {len(hits)} of {len(told)} found under the blocks of 2018 ({known} with ASes of the"
            f" root known); {len(set(told) & bins.keys())} of them by their labels"
        )
    print("inside what DROP and EDROP listed (later listings: the data ends before the labels)")
    listings(leased)


if __name__ == "__main__":
    main()
