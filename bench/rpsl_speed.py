"""A made RPSL dump to Parquet: whole processes on two cores, all compared in the same run.

Usage: python bench/rpsl_speed.py [--megabytes 2000] [--rounds 3] [--check]

Compared on a smaller dump: polars-rpsl to Parquet with the same packing; a plain loop over lines,
without placeholders, keys or line numbers; the plain twin; and samehand too, so that each ratio is
on the same bytes. That dump has no broken objects, because polars-rpsl stops at the first one; it
holds the dump whole, and has no Latin-1. polars-rpsl's Python is
SAMEHAND_PEERS_PYTHON (`pip install --only-binary :all: polars-rpsl`), else this one. Machine code
and bytecode are kept from a first, unmeasured run, as an installed package keeps them. `cpu` is
what counts on a machine that others use too. `--check` compares compiled reader and twin object by
object on the whole dump.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from rpsl_generate import OUT, dump
from samehand.inflate import Inflated
from samehand.rpsl import plain, scan
from samehand.rpsl.report import Report

PEERS = os.environ.get("SAMEHAND_PEERS_PYTHON", sys.executable)
WRITE = "from samehand.rpsl import scan, write; write(scan({source!r}), {target!r})"
SCAN = "from samehand.rpsl import scan; [None for _ in scan({source!r})]"
TWIN = "from samehand.rpsl import dumps; dumps.find_spec = lambda _: None; " + WRITE
POLARS = """
from polars_rpsl import read_rpsl
read_rpsl({source!r}).write_parquet({target!r}, compression="zstd", compression_level=1)
"""
LOOP = """
import pyarrow as pa, pyarrow.parquet as pq
rows = objects, names, values = [], [], []
schema = pa.schema([("object", pa.int64()), ("name", pa.string()), ("value", pa.string())])
number = 0
with pq.ParquetWriter({target!r}, schema, compression="zstd", compression_level=1) as out:
    def flush():
        out.write_batch(pa.record_batch([pa.array(column) for column in rows], schema=schema))
        for column in rows:
            column.clear()
    for line in open({source!r}, encoding="latin-1", newline="\\n"):
        line = line.rstrip("\\r\\n")
        if not line:
            number += 1
            if len(names) > 200_000:
                flush()
        elif line[0] in "%#":
            continue
        elif line[0] in " \\t+":
            if values:
                values[-1] += " " + line[1:].split("#")[0].strip()
        else:
            name, _, value = line.partition(":")
            objects.append(number)
            names.append(name.lower())
            values.append(value.split("#")[0].strip() if "#" in value else value.strip())
    flush()
"""


class Time(NamedTuple):
    """Seconds by the clock and of the processor, and MiB held at most."""

    wall: float
    cpu: float
    held: float


def two_cores() -> None:
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:2]))


def clocked(code: str, program: str = sys.executable) -> Time:
    env = dict(
        os.environ, PYTHONPATH=str(OUT.parent.parent / "src"), PYTHONPYCACHEPREFIX=str(OUT / "pyc")
    )
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    child = subprocess.Popen([program, "-c", code], env=env, preexec_fn=two_cores)  # noqa: PLW1509
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = status
    if status:
        return Time(float("nan"), float("nan"), float("nan"))
    return Time(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def jobs(whole: Path, small: Path) -> dict[str, tuple[str, Path, str]]:
    """Code, file and Python of each."""
    packed = whole.with_suffix(".db.gz")
    return {
        "to Parquet": (WRITE, whole, sys.executable),
        "to Parquet, from gz": (WRITE, packed, sys.executable),
        "to Arrow": (SCAN, whole, sys.executable),
        "small: to Parquet": (WRITE, small, sys.executable),
        "small: polars-rpsl": (POLARS, small, PEERS),
        "small: plain loop": (LOOP, small, sys.executable),
        "small: plain twin": (TWIN, small, sys.executable),
    }


def aligned(one: Iterator[Any], two: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
    """Two streams of batches in pieces of the same length; what one has more of, with None."""
    left = right = None
    while True:
        left = left if left is not None and len(left) else next(one, None)
        right = right if right is not None and len(right) else next(two, None)
        if left is None or right is None:
            yield left, right
            return
        size = min(len(left), len(right))
        yield left.slice(0, size), right.slice(0, size)
        left, right = left.slice(size), right.slice(size)


def written_out(column: Any) -> Any:
    return column.dictionary_decode() if hasattr(column, "dictionary") else column


def check(path: Path) -> None:
    """Stop unless every row of the compiled reader is that of the twin."""
    fast, slow = scan(path), Report()
    rows = 0
    for one, two in aligned(iter(fast), plain.Reading(Inflated(path), slow).batches()):
        if one is None and two is None:
            break
        for mine, theirs in zip_longest(one.columns, two.columns):
            assert written_out(mine).equals(written_out(theirs)), f"rows after {rows:,} differ"
        rows += len(one)
    assert fast.report == slow
    print(f"equal to the twin in {rows:,} attributes of {slow.objects:,} objects; {slow.summary()}")


def show(name: str, size: int, runs: list[Time]) -> None:
    wall, cpu, held = (statistics.median(column) for column in zip(*runs, strict=True))
    best, worst = min(run.wall for run in runs), max(run.wall for run in runs)
    rates = f"{size / wall / 1e6:9.0f} {size / worst / 1e6:5.0f} to {size / best / 1e6:<5.0f}"
    print(f"{name:22} {wall:8.2f} {cpu:8.2f} {rates} {size / cpu / 1e6:9.0f} {held:9.0f}")


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--megabytes", type=float, default=2000)
    ask.add_argument("--small", type=float, default=400)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--check", action="store_true")
    wish = ask.parse_args()
    whole, small = dump(wish.megabytes), dump(wish.small, broken=False)
    todo = jobs(whole, small)
    target = str(OUT / "rpsl.parquet")
    times: dict[str, list[Time]] = {name: [] for name in todo}
    clocked(WRITE.format(source=str(dump(1)), target=target))
    print("load", *os.getloadavg())
    for _ in range(wish.rounds):
        for name, (code, path, program) in todo.items():
            times[name].append(clocked(code.format(source=str(path), target=target), program))
    print("load", *os.getloadavg())
    print(f"{whole.name}: {whole.stat().st_size:,} bytes; medians of {wish.rounds}")
    print(
        f"{'':22} {'wall s':>8} {'cpu s':>8} {'MB/s wall, from to':>22} {'MB/s cpu':>9} {'MiB':>9}"
    )
    for name, (_, path, _) in todo.items():
        show(name, (small if path == small else whole).stat().st_size, times[name])
    if wish.check:
        check(whole)


if __name__ == "__main__":
    main()
