"""Load history: the origin changes of 2012 to 2019 and the full tables, into a book as intervals.

Whole `samehand import` processes from outside, into a book that is not there. Asked: under 15 s.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import time
from statistics import median

from common import OUT, machine, need
from samehand.api.book import open_desk

COUNTED = """
SELECT how, count(*) AS rows, count(DISTINCT (family, first, length)) AS prefixes
FROM sighting_history GROUP BY how ORDER BY how
"""


def once(book: str) -> float:
    """Seconds that one import takes."""
    files = [
        str(need("history", "origin-changes-2012-2019.txt.gz")),
        str(need("history", "pfx2as")),
    ]
    shutil.rmtree(book, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "samehand.cli", "import", *files, "--book", book],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def main() -> None:
    """Some rounds, and what is in the book after."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    wish = asked.parse_args()
    OUT.mkdir(exist_ok=True)
    book = OUT / "history.book"
    took = [once(str(book)) for _ in range(wish.rounds)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(machine())
    print(
        f"{median(took):5.1f} s ({min(took):.1f} to {max(took):.1f}), {peak:.2f} GiB (asked: 15 s)"
    )
    for row in open_desk(book).peek.query(COUNTED).to_pylist():
        print(f"  {row['how']:7} {row['rows']:>9,} intervals of {row['prefixes']:>9,} prefixes")


if __name__ == "__main__":
    main()
