"""The book that the benches of detectors ask: registries of 2017-03-21, all routing history, lists.

Asked as known on 2018-03-31: what came later is in the files and is not let through.
"""

from datetime import date
from pathlib import Path

from common import OUT, need
from samehand.api.book import Desk, open_desk
from samehand.api.intake import Wish, import_files

BEFORE = date(2018, 3, 31)
WORLD = "world-2017-03-21"


def files() -> tuple[Path, ...]:
    """What goes into the book: the cut of the origin changes is in the whole list, and left out."""
    world = need(WORLD)
    told = [path for path in sorted(world.iterdir()) if not path.name.startswith("origin-changes")]
    tables = sorted(
        path for path in need("history", "pfx2as").iterdir() if "ipasn6" not in path.name
    )
    return (
        *told,
        *tables,
        need("history", "origin-changes-2012-2019.txt.gz"),
        need("drop", "drop-timeline-2018-2023.tsv.gz"),
    )


def desk(known_on: date = BEFORE) -> Desk:
    """The book, open as known on a day."""
    folder = OUT / "detect.book"
    import_files(folder, Wish(paths=files()))
    return open_desk(folder, known_on=known_on)
