"""A made RPSL dump into a new book, as a user imports it: whole processes on two cores.

Usage: python bench/rpsl_book.py [--megabytes 300 2000]

`cpu` is what counts on a machine that others use too. Growth is from the first size to the last:
seconds of processor an object.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from rpsl_generate import OUT, dump
from rpsl_speed import clocked

IMPORT = """
import sys
from samehand.cli import main
sys.argv = ["samehand", "--book", {book!r}, "import", "--day", "2024-01-01", {source!r}]
sys.exit(main())
"""
BOOK = OUT / "rpsl.book"


def objects_of(book: Path) -> int:
    """Objects that were read, of the only file of a book."""
    held = json.loads((book / "book.json").read_text())
    return int(held["files"][0]["lines"])


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--megabytes", type=float, nargs="+", default=[300, 2000])
    wish = ask.parse_args()
    each: list[float] = []
    for megabytes in wish.megabytes:
        source = dump(megabytes)
        shutil.rmtree(BOOK, ignore_errors=True)
        print("load", *os.getloadavg())
        took = clocked(IMPORT.format(book=str(BOOK), source=str(source)))
        many = objects_of(BOOK)
        each.append(took.cpu / many)
        size = subprocess.run(["du", "-sm", str(BOOK)], capture_output=True, text=True, check=True)
        print(
            f"{source.name}: {many:,} objects in {took.wall:.0f} s ({took.cpu:.0f} s of processor), "
            f"{many / took.wall:,.0f} objects/s, {took.held:,.0f} MiB held, book {size.stdout.split()[0]} MB"
        )
    print(f"growth an object: x {each[-1] / each[0]:.2f}")


if __name__ == "__main__":
    sys.exit(main())
