"""Telling a pair: what every link said of it, in words, with cites, as it was counted."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from samehand.api.scanning import Scan
from samehand.resolve import all_links
from samehand.resolve.weigh import WeighNumbers, show_asked
from samehand.store.duck import DuckStore
from samehand.values.holders import with_names

Pair = tuple[str, str]


Said = tuple[str, tuple[str, ...]]
"""A sentence and its cites."""


class Weighed(Protocol):
    """Whatever has a store in which links were found and weighed: a scan, or applicants screened."""

    @property
    def store(self) -> DuckStore:
        """The tables: `party`, `counted`, and one for what each rule found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One link of a pair: its bits, how much of them counted, and the sentence with its cites."""

    one: str
    other: str
    rule: str
    family: str
    bin: str
    bits: float
    counted: float
    says: str
    cites: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        """As printed in an answer."""
        row = {
            "rule": self.rule,
            "family": self.family,
            "bin": self.bin,
            "bits": round(self.bits, 2),
            "counted": round(self.counted, 2),
            "says": self.says,
            "cites": list(self.cites),
        }
        return row | ({"restricted": True} if self.family == "internal" else {})


NAMED = "SELECT holder, name FROM party WHERE name IS NOT NULL"


def told_pairs(scan: Weighed, pairs: Iterable[Pair], named: bool = True) -> dict[Pair, list[Told]]:
    """All links of some pairs, those that count most first; `named`: with holders by name."""
    asked = sorted(set(pairs))
    store = scan.store
    _ask(store, asked)
    names = dict(zip(*store.query(NAMED).to_pydict().values(), strict=True)) if named else {}
    counted = store.query("SELECT * FROM asked_counted ORDER BY one, other, rule").to_pylist()
    said = {name: said_by(scan, name) for name in sorted({row["rule"] for row in counted})}
    told: dict[Pair, list[Told]] = {pair: [] for pair in asked}
    for row in counted:
        key = row["one"], row["other"]
        says, cites = said[row["rule"]][key]
        told[key].append(Told(**row, says=with_names(says, names), cites=cites))
    for each in told.values():
        each.sort(key=lambda link: (-abs(link.counted), link.rule))
    return told


def totals(scan: Scan, pairs: Iterable[Pair]) -> dict[Pair, dict[str, Any]]:
    """What some pairs add up to, as it was grouped by."""
    _ask(scan.store, sorted(set(pairs)))
    rows = scan.store.query("SELECT * FROM asked_pair").to_pylist()
    return {(row["one"], row["other"]): row for row in rows}


WEIGHED = """
SELECT asked.one, asked.other,
       coalesce(any_value(pair.bits), least($prior + coalesce(sum(counted.counted), 0), $alone)) AS bits
FROM asked
LEFT JOIN asked_pair AS pair ON pair.one = asked.one AND pair.other = asked.other
LEFT JOIN asked_counted AS counted ON counted.one = asked.one AND counted.other = asked.other
GROUP BY asked.one, asked.other
"""


def weighed(scan: Scan, pairs: Iterable[Pair]) -> dict[Pair, float]:
    """Bits of some pairs, those too that add up to too little to be kept, or of which nothing was found."""
    asked = sorted(set(pairs))
    if not asked:
        return {}
    _ask(scan.store, asked)
    rows = scan.store.query(WEIGHED, prior=scan.prior, alone=WeighNumbers().alone).to_pylist()
    return {(row["one"], row["other"]): round(row["bits"], 4) for row in rows}


def _ask(store: DuckStore, pairs: Sequence[Pair]) -> None:
    """Keep pairs as `asked`, and show what they add up to."""
    store.keep("asked", table_of(pairs))
    show_asked(store)


def digest_of(told: Iterable[Told]) -> str:
    """A digest of what is known of a pair: another one where a link, its bin or its sentence changed.

    Cites are left out: the same fact in tomorrow's file is no new evidence.
    """
    known = sorted((link.rule, link.bin, link.says) for link in told)
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]


def said_by(scan: Weighed, name: str) -> dict[Pair, Said]:
    """What one rule says of the pairs in `asked`."""
    rule = all_links()[name]
    rows = scan.store.query(
        f"SELECT found.* FROM {rule.found_in} AS found JOIN asked USING (one, other)"
    )
    signals = [(row, rule.signal(row, 0.0)) for row in rows.to_pylist()]
    return {
        (row["one"], row["other"]): (signal.evidence[0].says, signal.evidence[0].cites)
        for row, signal in signals
    }


def table_of(pairs: Sequence[Pair]) -> pa.Table:
    """Pairs as a table of two columns."""
    return pa.table(
        {
            "one": pa.array([pair[0] for pair in pairs], pa.string()),
            "other": pa.array([pair[1] for pair in pairs], pa.string()),
        }
    )
