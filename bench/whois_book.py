"""The Internet's whois through import, links and grouping: a made-up database of a registry.

Usage: python bench/whois_book.py [--objects 1000000 10000000]

Each size: `world-whois`, then `import` and `scan` as a user runs them, each a process of its own.
Organisations that meet no delegated file are holders of their own, so every link by shared values
looks at all of them. Asked of 10 M objects: under 10 minutes and 8 GiB on two cores for import,
links and grouping; growth from the first size to the last no worse than linear x 1.3. `cpu` is
what counts on a machine that others use too.
"""

import argparse
import os
import shutil
import sys

from rpsl_generate import OUT
from rpsl_speed import clocked

RUN = """
import sys
from samehand.cli import main
sys.argv = {words!r}
sys.exit(main())
"""


def run(*words: str) -> tuple[float, float, float]:
    """Seconds by the clock, of processor, and MiB held at most, of one command."""
    took = clocked(RUN.format(words=["samehand", *words]))
    return took.wall, took.cpu, took.held


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--objects", type=int, nargs="+", default=[1_000_000, 10_000_000])
    wish = ask.parse_args()
    each: list[float] = []
    for objects in wish.objects:
        world, book = OUT / f"SYNTHETIC-whois-{objects}", OUT / "whois.book"
        for folder in (world, book):
            shutil.rmtree(folder, ignore_errors=True)
        run("world-whois", str(world), "--objects", str(objects))
        print("load", *os.getloadavg())
        read = run("--book", str(book), "import", "--day", "2024-01-01", str(world))
        scan = run("--book", str(book), "scan", "--limit", "5")
        for what, (wall, cpu, held) in (("import", read), ("scan", scan)):
            print(
                f"{objects:,} objects: {what} {wall:.0f} s ({cpu:.0f} of processor), {held:,.0f} MiB"
            )
        each.append((read[1] + scan[1]) / objects)
        shutil.rmtree(world)
    print(f"growth an object: x {each[-1] / each[0]:.2f}")


if __name__ == "__main__":
    sys.exit(main())
