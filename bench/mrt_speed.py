"""Routes of a made routing table: whole processes, one core, all compared in the same run.

Usage: python bench/mrt_speed.py [--megabytes 1200] [--rounds 3]

Compared: `zcat` alone on the same gz; on a cut of the table (64 MB inflated), because they are
slow, bgpdump, pybgpkit-parser and mrtparse (this one stops after 50,000 elements), which only
iterate; samehand also reads the cut, so that each ratio is on the same bytes. The peers' Python is
SAMEHAND_PEERS_PYTHON (`pip install --only-binary :all: pybgpkit-parser mrtparse`), else this one;
bgpdump comes from the system. Machine code and bytecode are kept from a first, unmeasured run, as
an installed package keeps them. `cpu` is what counts on a machine that others use too.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mrt_generate import OUT, rib

PEERS = os.environ.get("SAMEHAND_PEERS_PYTHON", sys.executable)
MADE = "from samehand.mrt import routes; r = routes({path!r}); print(r.report.elements)"
SCAN = "from samehand.mrt import scan; print(sum(len(batch) for batch in scan({path!r})))"
NO_ISAL = "import sys; sys.modules['isal'] = None; "
BGPKIT = "from pybgpkit_parser import Parser; print(sum(1 for _ in Parser(url={path!r})))"
MRTPARSE = """
from mrtparse import Reader
seen = 0
for record in Reader({path!r}):
    seen += record.data.get("entry_count", 0)
    if seen > 50_000:
        break
print(seen)
"""
Time = tuple[float, float, int]  # seconds by the clock, seconds of the processor, elements


def one_core() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def clocked(command: list[str], count: Callable[[str], int]) -> Time:
    env = dict(
        os.environ, PYTHONPATH=str(OUT.parent.parent / "src"), PYTHONPYCACHEPREFIX=str(OUT / "pyc")
    )
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before, started = os.times(), time.perf_counter()
    ran = subprocess.run(
        command, capture_output=True, text=True, env=env, preexec_fn=one_core, check=False
    )
    wall, after = time.perf_counter() - started, os.times()
    if ran.returncode:
        print(f"  {' '.join(command)[:60]}: failed: {ran.stderr.strip().splitlines()[-1:]}")
        return float("nan"), float("nan"), 0
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return wall, cpu, count(ran.stdout)


def python(code: str, path: Path, program: str = sys.executable) -> list[str]:
    return [program, "-c", code.format(path=str(path))]


def silent(command: list[str]) -> list[str]:
    return ["sh", "-c", " ".join(command) + " > /dev/null"]


def jobs(whole: Path, cut: Path) -> dict[str, tuple[list[str], Callable[[str], int]]]:
    """What is run, and how its output tells the number of elements."""
    packed, sample = whole.with_suffix(".mrt.gz"), cut.with_suffix(".mrt.gz")
    found = {
        "zcat": (silent(["zcat", str(packed)]), lambda _: 0),
        "routes, gz": (python(MADE, packed), int),
        "routes, gz by zlib": (python(NO_ISAL + MADE, packed), int),
        "routes, plain": (python(MADE, whole), int),
        "cut: routes, gz": (python(MADE, sample), int),
        "cut: scan, gz": (python(SCAN, sample), int),
        "cut: pybgpkit-parser": (python(BGPKIT, sample, PEERS), int),
        "cut: mrtparse": (python(MRTPARSE, sample, PEERS), int),
    }
    if shutil.which("bgpdump"):
        bgpdump = ["sh", "-c", f"bgpdump -v -m {sample} 2> /dev/null | wc -l"]
        found["cut: bgpdump"] = (bgpdump, int)
    return found


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--megabytes", type=float, default=1200)
    ask.add_argument("--rounds", type=int, default=3)
    wish = ask.parse_args()
    whole, cut = rib(wish.megabytes), rib(40)
    todo = jobs(whole, cut)
    times: dict[str, list[Time]] = {name: [] for name in todo}
    clocked(*todo["cut: scan, gz"])
    clocked(*todo["cut: routes, gz"])
    for _ in range(wish.rounds):
        for name, (command, count) in todo.items():
            times[name].append(clocked(command, count))
    print(f"{whole.name}: {whole.stat().st_size:,} bytes; medians of {wish.rounds}")
    print(
        f"{'':22} {'wall s':>8} {'cpu s':>8} {'elements':>12} {'M/s wall':>9} {'M/s cpu':>9} {'cpu : zcat':>11}"
    )
    for name, runs in times.items():
        wall, cpu, many = (statistics.median(column) for column in zip(*runs, strict=True))
        share = statistics.median(
            run[1] / base[1] for run, base in zip(runs, times["zcat"], strict=True)
        )
        ratio = f"{share:11.2f}" if not name.startswith("cut") else " " * 11
        rates = f"{many / wall / 1e6:9.3f} {many / cpu / 1e6:9.3f}" if many else " " * 19
        print(f"{name:22} {wall:8.2f} {cpu:8.2f} {int(many):12,} {rates} {ratio}")


if __name__ == "__main__":
    main()
