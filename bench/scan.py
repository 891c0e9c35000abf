"""Scan: how long a cold `samehand scan FOLDER` takes, how much memory, and a second one.

Whole processes from outside, import and scan together, into a book that is not there; then the
same command again. The median of some rounds.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

from common import OUT, machine, need

COMMAND = (sys.executable, "-m", "samehand.cli", "scan")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, seconds of processor, and the largest process so far in GiB."""

    wall: float
    cpu: float
    peak: float


def run(world: str, book: str) -> Run:
    """One command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [*COMMAND, str(need(world)), "--book", book, "--json", "-o", str(OUT / "scan.json")],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, after.ru_maxrss / 2**20)


def main() -> None:
    """Cold and again, in turn."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--world", default="world-2017-03-21")
    wish = asked.parse_args()
    OUT.mkdir(exist_ok=True)
    book = str(OUT / "timed.book")
    cold, again = [], []
    for _ in range(wish.rounds):
        shutil.rmtree(book, ignore_errors=True)
        cold.append(run(wish.world, book))
        again.append(run(wish.world, book))
    print(machine())
    for name, runs, wanted in (("cold", cold, "60 s, 2 GiB"), ("again", again, "15 s")):
        wall, cpu = median(r.wall for r in runs), median(r.cpu for r in runs)
        spread = f"{min(r.wall for r in runs):.1f} to {max(r.wall for r in runs):.1f}"
        print(
            f"{name:6} {wall:5.1f} s wall ({spread}), {cpu:5.1f} s of processor,"
            f" {max(r.peak for r in runs):.2f} GiB   (wanted: under {wanted})"
        )


if __name__ == "__main__":
    main()
