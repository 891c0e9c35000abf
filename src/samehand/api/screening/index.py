"""Every value of a book with who shares it, in files by value: so that one is found at once in a book of any size.

Made at the first screening of a scan and kept in its folder, so that whatever makes another scan
makes another index, and one that holds restricted values lies with these. Its tables: see `parts`.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from samehand.api.book import Desk
from samehand.api.hand_rows import hand_id
from samehand.api.progress import Progress
from samehand.api.scanning import Scan, kept_in, on_records, tables_in
from samehand.api.screening.parts import BY_DAY, parts
from samehand.resolve.weigh import KEPT, show_weighed
from samehand.rules import Step, lay
from samehand.steps.companies import holder_company
from samehand.steps.inside import inside_sharing
from samehand.steps.parties import as_part
from samehand.steps.party import party
from samehand.steps.shared import address_role, officer_role
from samehand.steps.values import value_role
from samehand.store.book import made_aside
from samehand.store.duck import DuckStore

VERSION = 4  # of what is kept; raised when an older one could not be read
NEEDS: tuple[Step[Any], ...] = (
    value_role,
    inside_sharing,
    holder_company,
    address_role,
    officer_role,
    as_part,
    party,
)


@dataclass(frozen=True)
class Index:
    """An index that was kept: its folder, and that of the scan it was made of."""

    folder: Path
    scanned: Path

    @cached_property
    def store(self) -> DuckStore:
        """The tables of the scan."""
        return tables_in(self.scanned)

    inside: pa.Table | None = None  # rows of `inside_value` of a day, in place of those kept

    def open(self) -> DuckStore:
        """A store of its tables, each read where it lies."""
        store = DuckStore(tables=False)
        for name in parts():
            if self.inside is None or "inside" not in name:
                store.show_by_place(f"all_{name}", self.folder / name)
        if self.inside is not None:
            store.keep("inside_of_day", self.inside)
            for name, find in BY_DAY.items():
                store.derive(f"all_{name}", find)
        return store


def index_of(desk: Desk, told: Progress) -> Index:
    """The index of a book by its clocks: as kept, or made now and kept."""
    scanned = kept_in(desk, told)
    folder = scanned / f"index-{VERSION}"
    if not folder.exists():
        scan = on_records(desk, told)
        with made_aside(folder) as aside:
            _fill(desk.store, scan, aside, told)
    return Index(folder, scanned)


def _fill(store: DuckStore, scan: Scan, folder: Path, told: Progress) -> None:
    """Write every table of an index."""
    lay(NEEDS, store)
    for name in (*KEPT, "dependant"):
        store.derive(name, f"SELECT * FROM '{scan.folder / name}.parquet'")
    show_weighed(store)
    store.keep("in_hand", _in_hands(scan))
    tables = parts()
    for done, (name, find) in enumerate(tables.items()):
        told(f"index of {name}", done, len(tables))
        store.write_by_place(find, folder / name)
    told("indexed", len(tables), len(tables))


def _in_hands(scan: Scan) -> pa.Table:
    """Each member of each hand, with the hand's number, name and weight."""
    rows = [
        (member, number, hand_id(hand.members), hand.weight)
        for number, hand in enumerate(scan.hands, 1)
        for member in hand.members
    ]
    columns: list[list[Any]] = [list(each) for each in zip(*rows, strict=True)] or [[], [], [], []]
    kinds = (pa.string(), pa.int64(), pa.string(), pa.float64())
    return pa.table(
        {
            name: pa.array(told, kind)
            for name, told, kind in zip(
                ("holder", "number", "hand", "weight"), columns, kinds, strict=True
            )
        }
    )
