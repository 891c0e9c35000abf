"""Applicants of patents: which of 2,379 records name one organisation? By names alone.

    SAMEHAND_DATA=/path/to/data .venv/bin/python bench/match_patstat.py

Data: `matching/dedupe-examples/patent_example*`: names as patstat keeps them, words in alphabetical
order and many misspelled; truth is the Leuven harmonised id of the reference file. One organisation
has 676 of the records and 78 % of the true pairs, so pair F1 is mostly its; B-cubed counts records.

Protocol. `samehand.names.pairs` scores the distinct names; records whose names are tied by pairs at
or above a threshold are one organisation (connected components: these are spellings of a name, not
evidence of control). The threshold is the only number fitted: on the organisations of even hash
(of their id), the best mean of pair F1 and B-cubed; reported on those of odd hash, the other way
round, and on all. A false pair counts by half to either of its organisations. Words and numbers of
`samehand.names` were chosen on company names (`match_names.py`), before. The *names* of the even
organisations were looked at, not those of the odd. Peer: token_sort_ratio >= 80, as the bar was.
Intervals: organisations drawn again.
"""

import csv
import gzip
import sys
import time
from collections.abc import Iterable, Mapping
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz

from common import machine, need
from match_common import bcubed, bcubed_counts, f1, halves, lead, pair_counts, rates, told
from samehand.names import pairs

GRID = [n / 100 for n in range(50, 95, 5)]
PEER = 80
Groups = Mapping[object, object]


def records() -> tuple[dict[object, str], dict[object, object]]:
    """Names, and true organisations, of all records by their number."""
    read = {}
    for part in ("input", "reference"):
        path = need("matching", "dedupe-examples", f"patent_example__patstat_{part}.csv.gz")
        with gzip.open(path, "rt", encoding="utf-8") as text:
            read[part] = {row["person_id"]: row for row in csv.DictReader(text)}
    names: dict[object, str] = {number: row["Name"] for number, row in read["input"].items()}
    truth: dict[object, object] = {n: row["leuven_id"] for n, row in read["reference"].items()}
    return names, truth


def grouped(names: Mapping[object, str], ties: Iterable[tuple[str, str]]) -> Groups:
    """Records by the component of their name; a record without a name is alone."""
    root = {name: name for name in names.values()}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for one, other in ties:
        root[find(one)] = find(other)
    return {number: find(name) if name else number for number, name in names.items()}


def ours(names: Mapping[object, str]) -> dict[float, Groups]:
    """Groups by every threshold of the grid."""
    table = pairs(filter(None, names.values()), least=min(GRID)).to_pylist()
    return {
        least: grouped(names, [(r["one"], r["other"]) for r in table if r["score"] >= least])
        for least in GRID
    }


def by_letters(names: Mapping[object, str]) -> Groups:
    """Groups by the peer: alike letters, words sorted."""
    distinct = sorted({name for name in names.values() if name})
    return grouped(
        names, [p for p in combinations(distinct, 2) if fuzz.token_sort_ratio(*p) >= PEER]
    )


def best(found: Mapping[float, Groups], truth: Groups, seen: list[object]) -> float:
    """The threshold that is best on some organisations."""
    return max(
        found,
        key=lambda least: (
            f1(pair_counts(found[least], truth, seen).sum(axis=0))
            + bcubed(bcubed_counts(found[least], truth, seen).sum(axis=0))
        ),
    )


def show(label: str, found: Groups, truth: Groups, parties: list[object], peer: Groups) -> None:
    """One line: pair F1 and B-cubed of some organisations, and how far ahead of the peer."""
    rows, theirs = (pair_counts(each, truth, parties) for each in (found, peer))
    print(f"{label:44} pair F1 {told(rows)}  {rates(rows.sum(axis=0))}  ahead {lead(rows, theirs)}")
    rows, theirs = (bcubed_counts(each, truth, parties) for each in (found, peer))
    print(f"{'':44} B-cubed {told(rows, bcubed)}  ahead {lead(rows, theirs, bcubed)}")


def pooled(held: list[tuple[Groups, list[object]]], truth: Groups) -> None:
    """One line: both halves, each by the threshold of the other."""
    rows = np.vstack([pair_counts(each, truth, parties) for each, parties in held])
    sums = np.vstack([bcubed_counts(each, truth, parties) for each, parties in held])
    print(f"{'both, each by the other':44} pair F1 {told(rows)}  {rates(rows.sum(axis=0))}")
    print(f"{'':44} B-cubed {told(sums, bcubed)}")


def main() -> None:
    print(__doc__, file=sys.stderr)
    names, truth = records()
    every = sorted(set(truth.values()), key=str)
    even, odd = halves(every)
    started = time.perf_counter()
    found = ours(names)
    spent = time.perf_counter() - started
    peer = by_letters(names)
    print(f"{machine()}; {len(names)} records, {len(every)} organisations; {spent:.1f} s for ours")
    on_even, on_odd = best(found, truth, even), best(found, truth, odd)
    show(f"odd, threshold {on_even} fitted on even", found[on_even], truth, odd, peer)
    show(f"even, threshold {on_odd} fitted on odd", found[on_odd], truth, even, peer)
    pooled(
        [(found[on_odd], even), (found[on_even], odd)],
        truth,
    )
    show(f"all, threshold {on_even} fitted on even", found[on_even], truth, every, peer)
    for least in GRID:
        counts = pair_counts(found[least], truth, every).sum(axis=0)
        sums = bcubed_counts(found[least], truth, every).sum(axis=0)
        print(f"  all, threshold {least}: pair F1 {f1(counts):.4f}  B-cubed {bcubed(sums):.4f}")
    for label, parties in (("odd", odd), ("all", every)):
        rows, sums = pair_counts(peer, truth, parties), bcubed_counts(peer, truth, parties)
        print(f"{label}, token_sort >= {PEER}: pair F1 {told(rows)}  B-cubed {told(sums, bcubed)}")


if __name__ == "__main__":
    main()
