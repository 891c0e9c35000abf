"""Replay: every number of a bundle computed again from the bundle alone, and what differs.

No book and no network: the links' findings, the weights and the prices lie in the bag. What differs
is told with both values. Weights and prices of the bag are used, not those that ship now.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from samehand.api.casework.bundling import files_of, verify
from samehand.errors import IntegrityError
from samehand.resolve import all_links
from samehand.resolve.grouping import spanning_tree
from samehand.resolve.weigh import add_up, lay_linked
from samehand.resolve.weights import weights_from
from samehand.store.duck import DuckStore

NEAR = 1e-3  # bits: totals are kept to four places
REPORTS = ("data/report.html", "data/report.md", "data/report.pdf")


@dataclass(frozen=True, slots=True)
class Check:
    """One number: what it is of, what the bundle says, what came out, and whether they agree."""

    what: str
    told: str
    found: str
    same: bool


def replay(bag: Path) -> list[Check]:
    """Every check. Raises IntegrityError where the bag is not as its manifests say."""
    faults = verify(bag)
    if faults:
        raise IntegrityError(f"{bag}: {faults[0]}", "take the bundle from whoever sent it")
    dossier = json.loads((bag / "data" / "dossier.json").read_text("utf-8"))
    weights = json.loads((bag / "data" / "weights.json").read_text("utf-8"))
    return [
        *_bits(dossier, weights),
        *_sums(dossier),
        *_values(dossier),
        *_exhibits(dossier),
        *_reports(bag, dossier),
    ]


def _check(what: str, told: Any, found: Any, same: bool | None = None) -> Check:
    return Check(what, str(told), str(found), told == found if same is None else same)


def _bits(dossier: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[Check]:
    """Pairs from what links found of them; what holds each hand together from its pairs."""
    for part in dossier["slices"]:
        found = _added_up(part, dict(whole))
        for pair in part["pairs"]:
            key = (pair["one"], pair["other"])
            bits = found.get(key, float("nan"))
            near = abs(bits - pair["bits"]) <= NEAR
            yield _check(f"bits of {key[0]} and {key[1]}", pair["bits"], round(bits, 4), near)
        tree = spanning_tree(tuple(part["members"]), found)
        links = sum(max(bits, 0.0) for bits, _, _ in tree)
        near = abs(links - part["links"]) <= NEAR * max(len(part["members"]), 1)
        yield _check(f"links of {part['hand']}", round(part["links"], 2), round(links, 2), near)


def _added_up(part: Mapping[str, Any], whole: dict[str, Any]) -> dict[tuple[str, str], float]:
    store = DuckStore()
    try:
        weights_from(whole).lay(store)
        rows = [
            {name: row[name] for name in ("one", "other", "rule", "bin")} for row in part["counted"]
        ]
        schema = pa.schema([(name, pa.string()) for name in ("one", "other", "rule", "bin")])
        store.keep("found", pa.Table.from_pylist(rows, schema))
        grounds = [{"rule": rule.name, "ground": rule.ground} for rule in all_links().values()]
        store.keep("ground", pa.Table.from_pylist(grounds))
        lay_linked(store)
        add_up(store, part["prior"], every=True)
        told = store.query("SELECT one, other, bits FROM pair ORDER BY one, other").to_pylist()
        return {(row["one"], row["other"]): round(row["bits"], 4) for row in told}
    finally:
        store.close()


def _answers(dossier: Mapping[str, Any], schema: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for panel in dossier["panels"]:
        if panel["envelope"] and panel["envelope"]["schema"] == schema:
            yield panel["subject"], panel["envelope"]


def _sums(dossier: Mapping[str, Any]) -> Iterator[Check]:
    for subject, envelope in _answers(dossier, "hand/1"):
        for row in envelope["results"]:
            found = sum(member["addresses"] for member in row["members"])
            yield _check(f"addresses of {subject}", row["addresses"], found)


def _values(dossier: Mapping[str, Any]) -> Iterator[Check]:
    """Each band: addresses times the price it names."""
    for subject, envelope in _answers(dossier, "value/1"):
        for row in envelope["results"]:
            for end in ("low", "high"):
                if row.get(end) is not None and row.get(f"per_address_{end}") is not None:
                    found = round(row["addresses"] * row[f"per_address_{end}"], 2)
                    what = f"{end} value of {subject} by {row['source']}"
                    yield _check(what, row[end], found, abs(found - row[end]) < 1)


def _exhibits(dossier: Mapping[str, Any]) -> Iterator[Check]:
    """Of each line that is shown whole, its digest."""
    for each in dossier["exhibits"]:
        if each.get("text") is not None:
            found = hashlib.sha256(each["text"].encode()).hexdigest()
            masked = "left out]" in each["text"] or "P-" in each["text"]
            same = found == each["text_sha256"] or masked
            told = "masked" if masked and found != each["text_sha256"] else each["text_sha256"][:16]
            yield _check(f"exhibit {each['exhibit']}", told, found[:16], same)


def _reports(bag: Path, dossier: Mapping[str, Any]) -> Iterator[Check]:
    made = files_of(dossier)
    for name in REPORTS:
        told = hashlib.sha256((bag / name).read_bytes()).hexdigest()
        yield _check(name, told[:16], hashlib.sha256(made[name]).hexdigest()[:16])
