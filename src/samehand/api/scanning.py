"""Scanning: look, weigh, group, and keep what was found in the book, so that asking again is quick.

A scan is kept under `answers/` by what it rests on: the files, the clocks, the links and their
numbers, the weights. Anything that changes one of them makes another scan.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from samehand.api.book import Desk
from samehand.api.intake import Progress
from samehand.resolve import all_links
from samehand.resolve.hands import Hand, ground, hands
from samehand.resolve.looking import look, unseen
from samehand.resolve.robust import Leaving, falling, leave_out
from samehand.resolve.weigh import WeighNumbers, weigh
from samehand.resolve.weights import Weights
from samehand.store.duck import DuckStore

VERSION = 5  # of what is kept; raised when an older one could not be read, or would say otherwise


@dataclass(frozen=True)
class Scan:
    """A scan that was kept: its hands, what is left of each without a source, and its tables."""

    folder: Path
    hands: tuple[Hand, ...]
    leavings: tuple[tuple[Leaving, ...], ...]
    unseen: Mapping[str, tuple[str, ...]]
    prior: float

    @cached_property
    def store(self) -> DuckStore:
        """The tables of the scan, each read where it lies."""
        store = DuckStore()
        for path in sorted(self.folder.glob("*.parquet")):
            store.show_file(path.stem, path)
        return store


def scanned(desk: Desk, told: Progress) -> Scan:
    """The scan of a book by its clocks and weights: as kept, or made now and kept."""
    folder = desk.folder / "answers" / _key(desk, desk.weighing)
    if not (folder / "scan.json").exists():
        _keep(_make(desk, told, desk.weighing, folder), folder)
    return _read(folder, desk.weighing.prior)


def looked(desk: Desk, told: Progress) -> DuckStore:
    """The store of a desk in which every link has been looked for, once."""
    if "looked" not in desk.done:
        look(desk.store, all_links(), told)
        desk.done.add("looked")
    return desk.store


def _key(desk: Desk, weights: Weights) -> str:
    """A name for all that a scan rests on."""
    clock = desk.clock
    links = [(rule.name, rule.revision, repr(rule.numbers)) for rule in all_links().values()]
    rests_on = [VERSION, desk.held.snapshot, str(clock), links, weights.digest, weights.prior]
    told = json.dumps([*rests_on, sorted(map(str, weights.bits.items())), str(WeighNumbers())])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _make(desk: Desk, told: Progress, weights: Weights, folder: Path) -> Path:
    """Scan into a folder aside."""
    links, store = all_links(), looked(desk, told)
    told("weighing", 0, 3)
    weigh(store, links, weights)
    told("grouping", 1, 3)
    found = hands(ground(store))
    told("leaving out each source", 2, 3)
    left = leave_out(store, found, falling(links, _filled_by(desk)), weights.prior)
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    kept = ["party", "pair", "counted", "as_part", *(rule.found_in for rule in links.values())]
    for name in kept:
        store.write(name, aside / f"{name}.parquet")
    whole = {
        "hands": [asdict(hand) for hand in found],
        "leavings": [[asdict(each) for each in told_of] for told_of in left],
        "unseen": unseen(store, links),
    }
    (aside / "scan.json").write_text(json.dumps(whole))
    told("scanned", 3, 3)
    return aside


def _filled_by(desk: Desk) -> dict[str, set[str]]:
    """Which sources fill each table, of what was seen by the clock."""
    filled: dict[str, set[str]] = {}
    for filed in desk.seen:
        for table, rows in filed.rows.items():
            if rows:
                filled.setdefault(table, set()).add(filed.source)
    return filled


def _keep(aside: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(aside, folder)


def _read(folder: Path, prior: float) -> Scan:
    whole = json.loads((folder / "scan.json").read_text())
    return Scan(
        folder,
        tuple(_hand(each) for each in whole["hands"]),
        tuple(tuple(Leaving(**each) for each in told_of) for told_of in whole["leavings"]),
        {name: tuple(tables) for name, tables in whole["unseen"].items()},
        prior,
    )


def _hand(each: dict[str, Any]) -> Hand:
    tree = tuple((bits, one, other) for bits, one, other in each["tree"])
    return Hand(**(each | {"members": tuple(each["members"]), "tree": tree}))
