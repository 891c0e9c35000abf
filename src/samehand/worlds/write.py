"""Writing a whole world to disk, in the published formats, stamped on every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from samehand.worlds import lists
from samehand.worlds.allot import allot
from samehand.worlds.announced import pfx2as, table, tables
from samehand.worlds.decoys import plant_decoys
from samehand.worlds.delegated import compact, delegated
from samehand.worlds.draft import Draft
from samehand.worlds.gaps import Gaps
from samehand.worlds.hands import plant_hands
from samehand.worlds.operators import plant_operators
from samehand.worlds.packed import pack
from samehand.worlds.people import populate
from samehand.worlds.records import write_records
from samehand.worlds.renumbered import renumber
from samehand.worlds.routing import route
from samehand.worlds.shape import Shape
from samehand.worlds.sleepers import Sleepers, withdraw
from samehand.worlds.strangers import plant_strangers
from samehand.worlds.traffic import HISTORY_YEARS
from samehand.worlds.transit import Carriers, Graph, carriers, connect, graph
from samehand.worlds.truth import truth

STAMP = "SYNTHETIC"  # every file name begins with it
_LEVEL = 6  # gzip's usual effort; 9 takes thrice the time for 2 %
_FILES_A_DAY = 8  # five delegated, names, origin changes, DROP


@dataclass(frozen=True)
class File:
    """One file of a world: what kind of source it is and the day it describes."""

    path: Path
    kind: str  # delegated, as-names, as-rel, origin-changes, pfx2as, drop …; of records, see there
    day: date


@dataclass(frozen=True)
class World:
    """A world on disk."""

    folder: Path
    shape: Shape
    files: tuple[File, ...]  # all to import, in order of day
    truth: Path  # what was planted; not to import
    holders: int  # accounts in its delegated files, at most
    records: tuple[File, ...] = ()  # databases, logs, registers, internal tables; where wished


Told = Callable[[str, int, int], None]  # what was done, steps done, steps in all


def write(folder: Path, shape: Shape, told: Told | None = None, *, records: bool = False) -> World:
    """Make the world of a shape and write it into a folder, made if absent.

    With ``records`` also what registries and companies' registers state, of the last day.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tell = told or _untold
    draft, known, links = make(shape)
    steps = _FILES_A_DAY * len(shape.days) + len(_years(shape)) + len(Gaps.of(draft).days) + 3
    tell("world drawn", 1, steps)
    files: list[File] = []
    for file, lines in _files(folder, draft, known, links):
        pack(file.path, chain(_stamp(file.kind, shape.seed), lines), _LEVEL)
        files.append(file)
        tell(file.path.name, len(files) + 1, steps)
    answer = folder / f"{STAMP}-truth.json"
    answer.write_text(truth(draft), encoding="utf-8", newline="\n")
    files.sort(key=lambda file: (file.day, file.path.name))
    del known, links
    draft.changes.clear()  # told in the files above, and large: records tell nothing of them
    stated: list[File] = []
    for path, kind in write_records(folder, draft) if records else ():
        stated.append(File(path, kind, shape.end))
        tell(path.name, steps - 1, steps)
    tell("truth", steps, steps)
    return World(folder, shape, tuple(files), answer, draft.accounts, tuple(stated))


def _untold(_what: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def make(shape: Shape) -> tuple[Draft, Carriers, Graph]:
    """The world of a shape, not yet written: planted first, then everybody else."""
    draft = Draft.of(shape)
    plant_hands(draft)
    plant_decoys(draft)
    populate(draft)
    allot(draft)
    known = carriers(draft)
    links = graph(draft, known)
    connect(draft, known)
    route(draft, known)
    happen(draft, known)
    return draft, known, links


def happen(draft: Draft, known: Carriers) -> None:
    """What befalls blocks and ids in the course of the history: strangers, moves, silence."""
    sleepers = Sleepers.of(draft, known)
    plant_strangers(draft, sleepers)
    plant_operators(draft, sleepers)
    withdraw(draft, known, sleepers)
    if draft.shape.later is not None:
        renumber(draft)


def stamp(seed: int) -> str:
    """What every file says on its first line, after the comment sign."""
    return f"{STAMP} world, seed {seed}: not real data"


def _stamp(kind: str, seed: int) -> Iterator[str]:
    yield f"{';' if kind == 'drop' else '#'} {stamp(seed)}"


Entry = tuple[File, Iterable[str]]


def _files(folder: Path, draft: Draft, known: Carriers, links: Graph) -> Iterator[Entry]:
    """Every file of every day with its lines, which are made as they are read."""

    def entry(name: str, kind: str, day: date, lines: Iterable[str]) -> Entry:
        return File(folder / f"{STAMP}-{name}.gz", kind, day), lines

    for day in draft.shape.days:
        on, text = day.toordinal(), f"{day:%Y%m%d}"
        for registry, lines in delegated(draft, on):
            yield entry(f"delegated-{registry}-extended-{text}", "delegated", day, lines)
        yield entry(f"asn-names-{text}.txt", "as-names", day, lists.as_names(draft, on))
        began = compact(draft.today - HISTORY_YEARS * 365)
        yield entry(
            f"origin-changes-{began}-{text}.txt",
            "origin-changes",
            day,
            lists.origin_changes(draft, on),
        )
        yield entry(f"drop-{day.isoformat()}.txt", "drop", day, lists.drop(draft, on))
    gaps, ever = Gaps.of(draft), tables(draft)
    for on in gaps.days:
        name = f"routeviews-rv2-{compact(on)}-1200.pfx2as"
        yield entry(name, "pfx2as", date.fromordinal(on), pfx2as(table(ever, on, gaps)))
    end = draft.shape.end
    yield entry(
        f"drop-timeline-{end.isoformat()}.tsv",
        "drop-timeline",
        end,
        lists.timeline(draft, draft.end),
    )
    for year in _years(draft.shape):
        yield entry(
            f"{year}0701.as-rel.txt",
            "as-rel",
            date(year, 7, 1),
            lists.relations(draft, links, known, lists.july(year)),
        )


def _years(shape: Shape) -> range:
    """Three Julys before the day, and those up to a later one."""

    def last(day: date) -> int:
        return day.year if day >= date(day.year, 7, 1) else day.year - 1

    return range(last(shape.day) - 2, last(shape.end) + 1)
