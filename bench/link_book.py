"""Records of organisations and contacts linked into parties: `samehand link` on a made-up world.

Usage: python bench/link_book.py [--holders 25000]

A world with its records is written, its databases are imported into a book, and the command is run as
a user runs it, in a process of its own. 25,000 holders have some 141,000 organisations, customers
among them. `cpu` is what counts on a machine that others use too.
"""

import argparse
import os
import shutil
import sys

from common import OUT
from whois_book import run

DATABASES = ("ripe-2", "apnic-2", "afrinic-2", "lacnic-2", "arin_db")


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--holders", type=int, default=25_000)
    wish = ask.parse_args()
    world, book = OUT / f"SYNTHETIC-link-{wish.holders}", OUT / "link.book"
    for folder in (world, book):
        shutil.rmtree(folder, ignore_errors=True)
    run("world", str(world), "--holders", str(wish.holders), "--records", "--quiet")
    wanted = [
        str(path)
        for path in sorted(world.iterdir())
        if path.name.removeprefix("SYNTHETIC-").startswith(DATABASES)
    ]
    run("--book", str(book), "import", *wanted)
    print("load", *os.getloadavg())
    wall, cpu, held = run("--book", str(book), "link")
    print(f"link: {wall:.0f} s ({cpu:.0f} of processor), {held:,.0f} MiB")
    print("load", *os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
