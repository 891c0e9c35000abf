"""What every bench shares: where the data lies, books of its worlds, scored stores, the machine.

Data: the folder named by SAMEHAND_DATA, else `../shared/data` beside the checkout. A bench whose
data is absent says so and stops with exit status 0.
"""

import csv
import os
import platform
import sys
from datetime import date
from functools import cache
from pathlib import Path

from samehand.api.book import Desk, open_desk
from samehand.api.intake import Wish, import_files
from samehand.api.progress import silent
from samehand.api.scanning import looked as look_once
from samehand.resolve import all_links
from samehand.resolve.fitting.labels import in_half
from samehand.resolve.hands import Ground, Hand, ground, hands, lay_dependants
from samehand.resolve.weigh import weigh
from samehand.resolve.weights import Weights, default_weights

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("SAMEHAND_DATA") or HERE.parent.parent / "shared" / "data")
OUT = Path(os.environ.get("SAMEHAND_BENCH_OUT") or HERE / "out")

DAYS = {"2017": date(2017, 3, 21), "2018": date(2018, 10, 13)}
WORLDS = {"2017": ("world-2017-03-21",), "2018": ("world-2017-03-21", "world-2018-10-13")}


def need(*parts: str) -> Path:
    """A file or folder of the data; stops the bench where it is absent."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        print(f"skipped: {path} is not here; set SAMEHAND_DATA to the folder of real data")
        sys.exit(0)
    return path


@cache
def desk(year: str) -> Desk:
    """A book of one day's files (and of earlier days), open as known on that day."""
    folder = OUT / f"{year}.book"
    import_files(folder, Wish(paths=tuple(need(name) for name in WORLDS[year])))
    return open_desk(folder, known_on=DAYS[year])


def looked(year: str) -> Desk:
    """The same with every link looked for."""
    at = desk(year)
    look_once(at, silent)
    return at


def weighed(year: str, weights: Weights | None = None) -> tuple[Ground, list[Hand]]:
    """Hands of a day by some weights."""
    at = looked(year)
    weigh(at.store, all_links(), weights or default_weights())
    lay_dependants(at.store)
    on = ground(at.store)
    return on, hands(on)


@cache
def case_members() -> frozenset[str]:
    """The organisations of the real case, by their ids in the delegated files."""
    with need("case-micfo", "micfo_asns.tsv").open() as table:
        return frozenset(
            "arin:" + row["opaque_2017-03-21"] for row in csv.DictReader(table, delimiter="\t")
        )


def is_even(holder: str) -> bool:
    """Which half of the holders one belongs to: numbers are tuned on even, reported on odd."""
    return in_half(holder, "even")


def machine() -> str:
    """What the figures were made on."""
    return f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}"
