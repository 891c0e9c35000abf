"""How fast synthetic worlds are written: each in its own process, by time and peak memory.

Usage: python bench/world_speed.py [--holders 1000000] [--objects 10000000] [--seed 1] [--records]
       [--out DIR]

A world is written whole (`samehand.worlds.write`), a registry's database as RPSL alone
(`write_whois`). `0` leaves one out; `--records` writes the world's records too.
What is written goes to a folder under `--out` and is removed.
Memory is the process's own peak, Python and libraries with it.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

WORLD = """
from pathlib import Path
from samehand.worlds import Shape, write
write(Path({folder!r}), Shape.sized({size}, {seed}), records={records})
"""
WHOIS = """
from pathlib import Path
from samehand.worlds import write_whois
write_whois(Path({folder!r}) / "SYNTHETIC-exdb.db", {size}, {seed})
"""
MEASURED = """
import resource, time
begun = time.perf_counter()
{code}
spent = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # KiB on Linux
print(spent, time.process_time(), peak)
"""


def measured(
    code: str, size: int, seed: int, out: Path | None
) -> tuple[float, float, float, float]:
    """Seconds by the clock and of processor, peak MiB, MB written: one run, its own process."""
    with tempfile.TemporaryDirectory(prefix="SYNTHETIC-", dir=out) as folder:
        whole = MEASURED.format(code=code.format(folder=folder, size=size, seed=seed))
        run = subprocess.run(
            [sys.executable, "-c", whole], check=True, capture_output=True, text=True
        )
        seconds, processor, peak = map(float, run.stdout.split()[-3:])
        written = sum(path.stat().st_size for path in Path(folder).iterdir())
    return seconds, processor, peak / 1024, written / 1e6


def main() -> None:
    """Measure and print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--holders", type=int, default=1_000_000)
    asked.add_argument("--objects", type=int, default=10_000_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--records", action="store_true")
    asked.add_argument("--out", type=Path)
    wish = asked.parse_args()
    print(f"seed {wish.seed}\n\n| what | size | seconds | of processor | peak MiB | MB written |")
    print("|---|---|---|---|---|---|")
    for what, code, size in (
        ("world, holders", WORLD.replace("{records}", str(wish.records)), wish.holders),
        ("whois as RPSL, objects", WHOIS, wish.objects),
    ):
        if size:
            seconds, processor, peak, written = measured(code, size, wish.seed, wish.out)
            told = f"{seconds:.1f} | {processor:.1f} | {peak:.0f} | {written:,.0f}"
            print(f"| {what} | {size:,} | {told} |", flush=True)


if __name__ == "__main__":
    main()
