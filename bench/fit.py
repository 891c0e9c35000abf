"""Fit the weights of all links: `python bench/fit.py` writes src/samehand/resolve/weights.json.

    bits = log2(m / u)

u is counted: how often pairs of labelled holders show the bin. m is fitted on labelled siblings
(bench/labels.py) where honest siblings can teach it: routing, name and transfer links among all
pairs; links asked of proposed pairs among the routed ones. What honest siblings do not do (take
turns, climb ladders together) has a *stated* m, with its reason below, and a counted u.
Bins are shrunk towards their link's own rate; `--half even|odd` fits on half the organisations.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from math import log2
from pathlib import Path

import pyarrow as pa

from common import HERE, case_members, desk, is_even, looked, need
from labels import LIST, Labels, siblings
from samehand.resolve import all_links
from samehand.rules import Rule
from samehand.store.duck import DuckStore

TARGET = HERE.parent / "src" / "samehand" / "resolve" / "weights.json"
SHRINK = 100  # a bin counts as if a hundred more pairs showed its link's mean rate

STATED = {
    # m, and why. Honest siblings seldom take space together, so labels cannot teach these.
    "turns": (0.30, "three in ten pairs of a hand that took blocks at all took turns"),
    "ladder": (0.30, "three in ten pairs of a hand climbed at once"),
    "took-much": (0.30, "three in ten pairs of a hand both took several blocks"),
    "number-then-block": (0.30, "three in ten pairs of a hand were both made to take space"),
    "fellow-takers": (0.50, "half the pairs of a hand hang on one hub of takers"),
    "listed-together": (0.05, "one pair in twenty: lists name few of the blocks a hand holds"),
    "stated-relation": (0.50, "half the pairs of one organisation stand under one id"),
}


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is to count: of all pairs, and of the pairs that routing proposed."""

    pairs: float
    siblings: float
    routed: float
    routed_siblings: float


def fit(store: DuckStore, labels: Labels) -> dict:
    """Weights of every bin that the store shows."""
    _lay(store, labels)
    totals = _totals(store, labels)
    links = {
        rule.name: {"family": rule.family, "title": rule.title, "bins": _bins(store, rule, totals)}
        for rule in all_links().values()
    }
    return {"prior": round(log2(totals.siblings / totals.pairs), 2), "links": links}


def _lay(store: DuckStore, labels: Labels) -> None:
    pairs = pa.table(
        {
            "one": [pair.one for pair in labels.pairs],
            "other": [pair.other for pair in labels.pairs],
            "counts": [pair.counts for pair in labels.pairs],
        }
    )
    db = store.connection
    db.register("sibling_rows", pairs)
    db.register("labelled_rows", pa.table({"holder": sorted(labels.holders)}))
    db.register("case_rows", pa.table({"holder": sorted(case_members())}))
    db.execute(
        "CREATE OR REPLACE TABLE sibling AS SELECT one, other, min(counts) AS counts FROM sibling_rows GROUP BY ALL"
    )
    db.execute(
        "CREATE OR REPLACE TABLE labelled AS SELECT holder FROM labelled_rows EXCEPT SELECT holder FROM case_rows"
    )


COUNT = """
SELECT {bin} AS bin, count(*) AS pairs, count(sibling.one) AS siblings, coalesce(sum(sibling.counts), 0) AS counts
FROM (SELECT DISTINCT one, other, {bin} FROM {found}) AS found
JOIN labelled AS a ON a.holder = found.one
JOIN labelled AS b ON b.holder = found.other
LEFT JOIN sibling ON sibling.one = found.one AND sibling.other = found.other
GROUP BY 1 ORDER BY 1
"""


def _totals(store: DuckStore, labels: Labels) -> Totals:
    count = len(labels.holders)
    every = sum(store.query("SELECT counts FROM sibling").column("counts").to_pylist())
    routed = store.query(
        COUNT.format(bin="routed", found="(SELECT * FROM candidate WHERE routed)")
    ).to_pylist()
    return Totals(count * (count - 1) / 2, every, routed[0]["pairs"], routed[0]["counts"])


def _bins(store: DuckStore, rule: Rule, totals: Totals) -> dict[str, dict]:
    found = store.query(COUNT.format(bin="bin", found=rule.found_in)).to_pylist()
    seen = {row["bin"]: row for row in found}
    if rule.name in STATED:
        return _stated(rule, seen, totals)
    pairs = sum(row["pairs"] for row in found)
    rate = sum(row["counts"] for row in found) / pairs if pairs else 0.0
    within = (totals.pairs, totals.siblings)
    if rule.proposed:
        within, rate = (
            (totals.routed, totals.routed_siblings),
            totals.routed_siblings / totals.routed,
        )
    return {name: _fitted(rule, seen[name], rate, within) for name in rule.bins if name in seen}


def _fitted(rule: Rule, row: dict, rate: float, within: tuple[float, float]) -> dict:
    pairs, siblings_ = within
    m = (row["counts"] + SHRINK * rate) / (row["pairs"] + SHRINK) * row["pairs"] / siblings_
    bits = log2(m / (row["pairs"] / pairs)) if m else 0.0
    if rule.family == "against":
        bits = min(bits, 0.0)  # counter-evidence never speaks for
    elif rule.proposed:
        bits = max(bits, 0.0)  # absence of likeness is the counter-evidence's to say
    how = "fitted on siblings" + (" among routed pairs" if rule.proposed else "")
    return _told(bits, m, row["pairs"] / pairs, row, how)


def _stated(rule: Rule, seen: dict[str, dict], totals: Totals) -> dict[str, dict]:
    """The stated m against how often strangers show the bin or a stronger one."""
    m, why = STATED[rule.name]
    pairs = totals.routed if rule.proposed else totals.pairs
    stronger = 0.0
    bins = {}
    for name in rule.bins:
        row = seen.get(name, {"pairs": 0, "siblings": 0, "counts": 0.0})
        stronger += max(row["pairs"] - row["siblings"], 1) / pairs
        u = stronger if row["pairs"] else max(stronger, 1 / totals.routed)
        bins[name] = _told(max(log2(m / u), 0.0), m, u, row, f"m stated: {why}")
    return bins


def _told(bits: float, m: float, u: float, row: dict, how: str) -> dict:
    return {
        "bits": round(bits, 2),
        "m": float(f"{m:.4g}"),
        "u": float(f"{u:.4g}"),
        "pairs": row["pairs"],
        "siblings": row["siblings"],
        "how": how,
    }


def both_days(labels_of: str = "all") -> dict:
    """Fitted on the day of 2017; moves between days, on the two days of 2017 and 2018."""
    parts = {}
    for year in ("2017", "2018"):
        store = looked(year).store
        labels = siblings(store)
        if labels_of != "all":
            kept = [p for p in labels.pairs if is_even(p.organisation) == (labels_of == "even")]
            labels = Labels(tuple(kept), labels.holders)
        parts[year] = fit(store, labels)
    whole = parts["2017"]
    whole["links"]["moved"] = parts["2018"]["links"]["moved"]
    return whole


def main() -> None:
    """Fit and write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--half", choices=("all", "even", "odd"), default="all")
    asked.add_argument("--to", type=Path, default=TARGET)
    wish = asked.parse_args()
    whole = both_days(wish.half)
    inputs = sorted({filed.digest for year in ("2017", "2018") for filed in desk(year).held.files})
    inputs.append(hashlib.sha256(need(*LIST).read_bytes()).hexdigest())
    digest = hashlib.sha256(" ".join(inputs).encode()).hexdigest()
    told = {"version": 1, "fitted_by": "bench/fit.py", "digest": digest, "inputs": inputs, **whole}
    wish.to.write_text(json.dumps(told, indent=1) + "\n")
    for name, link in whole["links"].items():
        for bin_, row in link["bins"].items():
            print(
                f"{name:18} {bin_:45} {row['bits']:6.2f}  {row['pairs']:7} pairs {row['siblings']:5} siblings"
            )


if __name__ == "__main__":
    main()
