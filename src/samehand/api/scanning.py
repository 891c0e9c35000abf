"""Scanning: look, weigh, group, and keep what was found in the book, so that asking again is quick.

A scan is kept under `answers/` by what it rests on: the files, the clocks, the links and their
numbers, the weights. Anything that changes one of them makes another scan. One that read restricted
tables is kept with these, in their part of the book. What people judged is
no part of it: `judging.regroup` groups the pairs of a kept scan anew, in a moment.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from samehand.api.book import Desk
from samehand.api.judging.acted import NOTHING, Acted
from samehand.api.progress import Progress
from samehand.resolve import all_links
from samehand.resolve.hands import Hand, ground, hands, lay_dependants
from samehand.resolve.looking import look, unseen
from samehand.resolve.robust import Leaving, falling, leave_out
from samehand.resolve.weigh import KEPT, WeighNumbers, show_weighed, weigh
from samehand.resolve.weights import Weights
from samehand.rules import asks
from samehand.store.book import made_aside, part_of
from samehand.store.duck import DuckStore

VERSION = 9  # of what is kept; raised when an older one could not be read, or would say otherwise


@dataclass(frozen=True)
class Scan:
    """A scan that was kept: its hands, what is left of each without a source, and its tables."""

    folder: Path
    hands: tuple[Hand, ...]
    leavings: tuple[tuple[Leaving, ...], ...]
    unseen: Mapping[str, tuple[str, ...]]
    prior: float
    aged: str = ""  # that the linkage it reads is older than the records, if it is
    acted: Acted = NOTHING

    @cached_property
    def store(self) -> DuckStore:
        """The tables of the scan, each read where it lies."""
        return tables_in(self.folder)


def tables_in(folder: Path) -> DuckStore:
    """The tables kept in a folder, each read where it lies."""
    store = DuckStore(tables=False)
    for path in sorted(folder.glob("*.parquet")):
        store.show_file(path.stem, path)
    show_weighed(store)
    return store


def scanned(desk: Desk, told: Progress) -> Scan:
    """The scan of a book, grouped by what people judged where the desk heeds that."""
    made = on_records(desk, told)
    if desk.shelf is None or desk.heeds == "none" or desk.shelf.empty:
        return made
    from samehand.api.judging.regroup import heeded

    return heeded(desk, made)


def on_records(desk: Desk, told: Progress) -> Scan:
    """The scan by records alone, by the clocks and weights: as kept, or made now and kept."""
    return _read(kept_in(desk, told), desk.weighing.prior)


def kept_in(desk: Desk, told: Progress) -> Path:
    """The folder of the scan by records alone: as kept, or made now and kept."""
    folder = _folder(desk)
    if not (folder / "scan.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        with made_aside(folder) as aside:
            _fill(desk, told, desk.weighing, aside)
    return folder


def kept_scan(desk: Desk) -> Scan | None:
    """The scan by records alone, where one is kept."""
    there = (_folder(desk) / "scan.json").exists()
    return _read(_folder(desk), desk.weighing.prior) if there else None


def _folder(desk: Desk) -> Path:
    inside = bool(desk.permit and desk.read_logged)  # then it tells what is restricted
    return part_of(desk.folder, inside) / "answers" / _key(desk, desk.weighing)


def looked(desk: Desk, told: Progress) -> DuckStore:
    """The store of a desk in which every link has been looked for, once."""
    if "looked" not in desk.done:
        look(desk.store, all_links(), told)
        desk.done.add("looked")
    return desk.store


def _key(desk: Desk, weights: Weights) -> str:
    """A name for all that a scan rests on."""
    clock = desk.clock
    links = sorted(set(asks(all_links().values())))
    linkage, _ = desk.linkage
    linked = linkage.folder.name if linkage else ""
    rests_on = [
        VERSION,
        desk.held.snapshot,
        str(clock),
        links,
        weights.digest,
        weights.prior,
        linked,
    ]
    told = json.dumps([*rests_on, sorted(map(str, weights.bits.items())), str(WeighNumbers())])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _fill(desk: Desk, told: Progress, weights: Weights, folder: Path) -> None:
    """Scan into a folder."""
    links, store = all_links(), looked(desk, told)
    told("weighing", 0, 3)
    weigh(store, links, weights)
    told("grouping", 1, 3)
    lay_dependants(store)
    found = hands(ground(store))
    told("leaving out each source", 2, 3)
    left = leave_out(store, found, falling(links, filled_by(desk)), weights.prior)
    kept = [
        "party",
        *KEPT,
        "as_part",
        "dependant",
        *(rule.found_in for rule in links.values()),
    ]
    for name in kept:
        store.write(name, folder / f"{name}.parquet")
    whole = {**as_kept(found, left), "unseen": unseen(store, links), "aged": aged(desk)}
    (folder / "scan.json").write_text(json.dumps(whole))
    told("scanned", 3, 3)


def aged(desk: Desk) -> str:
    """That the linkage a question reads is older than the records, where it is."""
    linkage, same = desk.linkage
    if linkage is None or same:
        return ""
    return (
        f"same_party: linked on the records of {linkage.state.day}, and the book holds later ones:"
        " `samehand link` makes it anew"
    )


def filled_by(desk: Desk) -> dict[str, set[str]]:
    """Which sources fill each table, of what was seen by the clock."""
    filled: dict[str, set[str]] = {}
    for filed in desk.seen:
        for table, rows in filed.rows.items():
            if rows:
                filled.setdefault(table, set()).add(filed.source)
    return filled


Leavings = tuple[tuple[Leaving, ...], ...]


def as_kept(found: Sequence[Hand], left: Sequence[Sequence[Leaving]]) -> dict[str, Any]:
    """Hands and what is left of each, as they are written to disk."""
    return {
        "hands": [asdict(hand) for hand in found],
        "leavings": [[asdict(each) for each in told_of] for told_of in left],
    }


def as_read(whole: Mapping[str, Any]) -> tuple[tuple[Hand, ...], Leavings]:
    """The same, read."""
    left = tuple(tuple(Leaving(**each) for each in told_of) for told_of in whole["leavings"])
    return tuple(_hand(each) for each in whole["hands"]), left


def _read(folder: Path, prior: float) -> Scan:
    whole = json.loads((folder / "scan.json").read_text())
    unseen = {name: tuple(tables) for name, tables in whole["unseen"].items()}
    return Scan(folder, *as_read(whole), unseen, prior, whole["aged"])


def _hand(each: dict[str, Any]) -> Hand:
    tree = tuple((bits, one, other) for bits, one, other in each["tree"])
    return Hand(**(each | {"members": tuple(each["members"]), "tree": tree}))
