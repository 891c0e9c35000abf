"""As-of join: 1 M routes with holders, RPKI and IRR states at once, against two loops.

For every route: the closest holding around it, the holder of its origin AS, what the payloads
and what the route objects make of it. Each way runs in a process of its own; ours begins at the
Parquet files of a book and ends with a table kept in the store, the loops begin with plain
values in memory. Answers are compared row by row. Days are re-stamped to one: speed only.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pyarrow as pa

from asof_loops import given, in_pyasn, in_pytricia, looked_up
from asof_tables import prepare
from common import OUT, machine
from samehand.store.asof import covering, irr_state, rpki_state
from samehand.store.duck import DuckStore
from samehand.tables import Row

ROUTES = "SELECT family, first, last, length, origin, cite FROM sighting"
BLOCKS = "SELECT family, first, last, holder, cite FROM holding"
VRPS = "SELECT family, first, last, length, max_length, origin, cite FROM vrp"
OBJECTS = "SELECT family, first, last, length, origin, cite FROM route_object"

# The holder of each AS number; a range of thousands is a registry's own stock.
TOLD = """
WITH numbered AS (
  SELECT holder, unnest(generate_series(first_asn, last_asn)) AS asn
  FROM asn_holding
  WHERE holder IS NOT NULL AND last_asn - first_asn < 5000
), held AS (
  SELECT asn, min(holder) AS origin_holder FROM numbered GROUP BY asn
)
SELECT placed.*, held.origin_holder FROM placed LEFT JOIN held ON held.asn = placed.origin
"""

WRONG = """
SELECT count(*) AS compared,
       count(*) FILTER (WHERE a.block_first IS DISTINCT FROM b.block_first
                           OR a.block_last IS DISTINCT FROM b.block_last) AS blocks,
       count(*) FILTER (WHERE a.rpki::VARCHAR IS DISTINCT FROM b.rpki) AS rpki,
       count(*) FILTER (WHERE a.irr::VARCHAR IS DISTINCT FROM b.irr) AS irr,
       count(*) FILTER (WHERE a.origin_holder IS DISTINCT FROM b.origin_holder) AS origins
FROM '{ours}' AS a JOIN '{theirs}' AS b USING (cite)
"""


def joined(store: DuckStore) -> None:
    """The join itself, from the tables a question sees to a table kept beside them."""
    routes, blocks = store.query(ROUTES), store.query(BLOCKS)
    over = covering(routes, blocks)
    held = blocks.take(over).select(["first", "last", "holder", "cite"])
    held = held.rename_columns(["block_first", "block_last", "holder", "block_cite"])
    columns = {name: table[name] for table in (routes, held) for name in table.column_names}
    for name, query, state in (("rpki", VRPS, rpki_state), ("irr", OBJECTS, irr_state)):
        said = store.query(query)
        told = state(routes, said)
        columns |= {name: told["state"], f"{name}_cite": said["cite"].take(told["by"])}
    store.keep("placed", pa.table(columns))
    store.derive("told", TOLD)


def ours(files: dict[type[Row], Path], _every: int) -> dict[str, float]:
    """Our way, timed; all routes, whatever part the loops take."""
    start = time.perf_counter()
    store = DuckStore()
    for kind, path in files.items():
        store.fill(kind, [path])
    filled = time.perf_counter()
    joined(store)
    done = time.perf_counter()
    peak = _peak()
    store.write("told", OUT / "asof-ours.parquet")
    return {"ready": filled - start, "answered": done - filled, "peak": peak, "routes": 1}


def loop(name: str, tries: Callable[..., Any]) -> Callable[..., dict[str, float]]:
    """A loop over tries, timed."""

    def run(files: dict[type[Row], Path], every: int) -> dict[str, float]:
        frame, built, looked = looked_up(given(files, every), tries)
        frame.write_parquet(OUT / f"asof-{name}.parquet")
        return {"ready": built, "answered": looked * every, "peak": _peak(), "routes": 1 / every}

    return run


WAYS: dict[str, Callable[..., dict[str, float]]] = {
    "ours": ours,
    "pytricia": loop("pytricia", in_pytricia),
    "pyasn": loop("pyasn", in_pyasn),
}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _child(way: str, every: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--way", way, "--every", str(every)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(answer.stdout)
    return told


def main() -> None:
    """All ways in turn, some rounds of ours."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--every", type=int, default=1, help="loops look up every Nth route only")
    asked.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    wish = asked.parse_args()
    files = prepare(OUT)
    if wish.way:
        print(json.dumps(WAYS[wish.way](files, wish.every)))
        return
    print(machine())
    base = 0.0
    for way in WAYS:
        runs = [_child(way, wish.every) for _ in range(wish.rounds if way == "ours" else 1)]
        ready, answered = (median(run[part] for run in runs) for part in ("ready", "answered"))
        base = base or ready + answered
        print(
            f"{way:9} {ready:5.1f} s ready + {answered:5.1f} s answered = {ready + answered:5.1f} s,"
            f" {(ready + answered) / base:4.1f} of ours, {max(r['peak'] for r in runs):.2f} GiB"
            + ("   (wanted: under 10 s, 3 GiB)" if way == "ours" else f", 1 in {wish.every} routes")
        )
    for way in ("pytricia", "pyasn"):
        sql = WRONG.format(ours=OUT / "asof-ours.parquet", theirs=OUT / f"asof-{way}.parquet")
        told = duckdb.sql(sql).to_arrow_table().to_pylist()[0]
        print(f"unlike {way}:", ", ".join(f"{name} {count}" for name, count in told.items()))


if __name__ == "__main__":
    main()
