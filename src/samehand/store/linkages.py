"""Linkages kept in a book: which records are one party, by the state of the records compared.

    linkage/3f9c2a1b.../linkage.json                    of which records it is, and of which days
    linkage/3f9c2a1b.../same_party.parquet              its pairs, as rows of that table
    linkage/3f9c2a1b.../organisations/ and contacts/    model, settings, waterfalls of each

A linkage is named by the digest of all it rests on. It is no file of the catalogue: like a scan it
can be made anew. Two clocks that choose the same states of the records share one. A question for
which none was made of the very records it sees takes the last that saw nothing later, and says so.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samehand.store import Clock
from samehand.store.catalogue import Catalogue, Filed
from samehand.tables.records import Organisation, Stated

VERSION = 1  # of what is kept; raised when an older one could not be read, or would say otherwise
FOLDER, TOLD, ROWS = "linkage", "linkage.json", "same_party.parquet"
COMPARED = (Organisation.table, Stated.table)


@dataclass(frozen=True, slots=True)
class State:
    """Which records a clock chooses: their digest, the day they are of, the last day known."""

    digest: str
    day: date
    known: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A linkage that lies in a book, and the state of the records it was made of."""

    folder: Path
    state: State

    @property
    def rows(self) -> Path:
        """Its pairs."""
        return self.folder / ROWS


def records_state(held: Catalogue, clock: Clock) -> State | None:
    """The state of the records that linkage compares, by a clock; None where there are none."""
    chosen = {
        (table, scope): _chosen(days, clock)
        for (table, scope), days in held.days.items()
        if table in COMPARED and min(days) <= clock.known_on
    }
    single = [
        filed for filed in held.files if _single(filed) and filed.first_seen <= clock.known_on
    ]
    if not chosen and not single:
        return None
    whole = [f for f in held.files if any((t, f.day) in _days(chosen.items()) for t in f.rows)]
    latest = max((*chosen.values(), *(filed.last_seen for filed in single)))
    day, known = min(latest, clock.as_of), min(latest, clock.known_on)
    files = sorted({(filed.digest, filed.reader) for filed in (*whole, *single)})
    told = json.dumps(
        [sorted((*key, str(on)) for key, on in chosen.items()), files, str(day), str(known)]
    )
    return State(hashlib.sha256(told.encode()).hexdigest()[:16], day, known)


def _chosen(days: Iterable[date], clock: Clock) -> date:
    """The file day that a clock chooses: the last by `as_of`, or else the first after it."""
    known = [day for day in days if day <= clock.known_on]
    return max((day for day in known if day <= clock.as_of), default=min(known))


def _days(chosen: Iterable[tuple[tuple[str, str], date]]) -> set[tuple[str, date]]:
    return {(table, day) for (table, _), day in chosen}


def _single(filed: Filed) -> bool:
    """Whether a file holds records one by one, each with days of its own."""
    return any(filed.loose.get(table) for table in COMPARED)


def folder_of(book: Path, digest: str) -> Path:
    """Where the linkage of a digest lies in a book, or would."""
    return book / FOLDER / digest


def kept(book: Path) -> Iterator[Kept]:
    """Every linkage of a book that this version can read."""
    for path in sorted((book / FOLDER).glob(f"*/{TOLD}")):
        whole = json.loads(path.read_text("utf-8"))
        if whole["version"] == VERSION:
            of = whole["records"]
            days = (date.fromisoformat(of[name]) for name in ("day", "known"))
            yield Kept(path.parent, State(of["digest"], *days))


def linkage_for(book: Path, held: Catalogue, clock: Clock) -> tuple[Kept | None, bool]:
    """The linkage a question may use, and whether it is of the very records the question sees."""
    state = records_state(held, clock)
    if state is None:
        return None, False
    usable = [
        each
        for each in kept(book)
        if each.state.day <= state.day and each.state.known <= state.known
    ]
    best = max(
        usable,
        key=lambda each: (each.state.digest == state.digest, each.state.known, each.state.day),
        default=None,
    )
    return best, best is not None and best.state.digest == state.digest
