"""A linkage kept in a folder: what came of it, and all that it came from, to be read and run again.

| file | holds |
|---|---|
| `pairs.parquet` | scored pairs, with the bits of every field |
| `parties.parquet` | every record with its party |
| `plan.json` | the plan, the numbers and the seed |
| `model.json` | Splink's settings with the trained m and u, as Splink loads them |
| `waterfalls.json` | how the bits of the weakest tie of every party add up |
| `report.json` | counts, the prior, and warnings |

The same records and plan give the same files, byte for byte.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from samehand.linkage.run import Linkage
from samehand.linkage.waterfall import steps

WATERFALLS = 1000
"""Ties that are written out, the weakest first: what a person would look at."""


def save(linkage: Linkage, folder: Path) -> None:
    """Write a linkage into a folder, which is made; files of an earlier one are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(linkage.pairs, folder / "pairs.parquet")
    pq.write_table(linkage.party, folder / "parties.parquet")
    plan = {"plan": linkage.plan.as_dict(), "numbers": asdict(linkage.numbers)}
    _write(folder / "plan.json", plan)
    _write(folder / "model.json", linkage.model)
    _write(folder / "waterfalls.json", list(waterfalls(linkage)))
    _write(folder / "report.json", report(linkage))


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


def report(linkage: Linkage) -> dict[str, Any]:
    """How many records, pairs and parties there are, the prior, and what to be wary of."""
    sizes = pl.DataFrame(pl.from_arrow(linkage.party)).group_by("party").len()["len"]
    return {
        "records": linkage.party.num_rows,
        "pairs": linkage.pairs.num_rows,
        "parties": len(sizes),
        "largest_party": sizes.max() or 0,
        "prior": linkage.model["probability_two_random_records_match"],
        "warnings": list(linkage.warnings),
    }


def waterfalls(linkage: Linkage, most: int = WATERFALLS) -> Iterator[dict[str, Any]]:
    """The weakest tie of every party, the weakest first, each with its steps in bits.

    The weakest tie is the last of the strongest pairs that hold the party together.
    """
    for row in weakest_ties(linkage).head(most).iter_rows(named=True):
        told = [asdict(step) for step in steps(linkage.model, row)]
        yield {"one": row["one"], "other": row["other"], "bits": row["bits"], "steps": told}


def weakest_ties(linkage: Linkage) -> pl.DataFrame:
    """Of every party of two or more, the pair that is weakest in its tree of strongest pairs."""
    pairs = pl.DataFrame(pl.from_arrow(linkage.pairs))
    party = dict(
        zip(*(linkage.party[name].to_pylist() for name in ("record", "party")), strict=True)
    )
    root = {record: record for record in party}
    last: dict[Any, int] = {}
    for place, (one, other) in enumerate(pairs.select("one", "other").iter_rows()):
        if party[one] == party[other] and _join(root, one, other):
            last[party[one]] = place
    return pairs[sorted(last.values(), reverse=True)]


def _join(root: dict[Any, Any], one: Any, other: Any) -> bool:
    """Join the trees of two records; whether they were two."""
    ends = _root(root, one), _root(root, other)
    root[ends[0]] = ends[1]
    return bool(ends[0] != ends[1])


def _root(root: dict[Any, Any], record: Any) -> Any:
    while root[record] != record:
        root[record] = root[root[record]]
        record = root[record]
    return record
