"""Importing: which files, of which kind and day, into which book; all or nothing of each file."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samehand.api.progress import Progress, silent
from samehand.errors import ImportRefused, SamehandError
from samehand.sources import Head, Source, all_sources
from samehand.sources.lines import head_of, refused_as_binary
from samehand.sources.reading import Errand, Reading, read
from samehand.store.book import Filed, Intake, digest_of, intake, raw_path
from samehand.tables.findings import SetAside
from samehand.values.days import day_in_name

WORKERS = 2  # one a core of the smallest machine we measure on
STAMP = "SYNTHETIC"  # begins the name and the first line of every file of a synthetic world
BESIDE = frozenset({"readme.md", "readme", "truth.json", "synthetic-truth.json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a user asked to import."""

    paths: tuple[Path, ...]
    day: date | None = None
    source: str | None = None
    allow_cut: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A file whose kind and day are known."""

    path: Path
    source: Source
    day: date
    digest: str
    synthetic: bool
    name: str
    was_cut: bool = False

    @property
    def told(self) -> tuple[str, str, date]:
        """Which file, read as what, of which day."""
        return self.digest, self.source.name, self.day


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What became of every file: in the book now, there before, of no known kind, refused."""

    kept: tuple[Filed, ...]
    there: tuple[str, ...]
    unknown: tuple[str, ...]
    refused: tuple[SamehandError, ...]


def import_files(folder: Path, wish: Wish, progress: Progress = silent) -> Arrivals:
    """Import files, and the files of folders, into a book."""
    named, walked = _files(wish.paths)
    refused: list[SamehandError] = []
    unknown: list[str] = []
    known: list[Known] = []
    for path in (*named, *walked):
        try:
            known.append(recognise(path, wish))
        except UnknownKind as fault:
            if path in named:
                refused.append(fault)
            else:
                unknown.append(str(path))
        except SamehandError as fault:
            refused.append(fault)
    with intake(folder) as coming:
        _same_world(coming, known)
        there = {filed.told for filed in coming.held.files}
        fresh = {k.told: k for k in known if k.told not in there}
        again = _to_read_anew(coming, folder)
        if again:
            coming.start_over()
        new = [*again, *fresh.values()]
        faults: list[SamehandError] = []
        arrived = _read_all(coming, new, wish, progress, faults)
        _nothing_lost(again, arrived, faults)
        refused += faults
        if arrived:
            coming.keep(arrived, new[0].synthetic)
    kept = tuple(filed for filed, _ in arrived if filed.told in fresh)
    old = tuple(str(k.path) for k in known if k.told in there)
    return Arrivals(kept, old, tuple(unknown), tuple(refused))


def _to_read_anew(coming: Intake, folder: Path) -> list[Known]:
    """All files of the book, when any was read by a reader that is no longer in use.

    Runs cannot be unfolded, so they are built again from the raw files.
    """
    if all(_as_now(filed) for filed in coming.held.files):
        return []
    return [_from_raw(filed, folder, bool(coming.held.synthetic)) for filed in coming.held.files]


def _nothing_lost(
    again: Sequence[Known], arrived: Sequence[tuple[Filed, Path]], faults: Sequence[SamehandError]
) -> None:
    """Raise ImportRefused where a file of the book could not be read anew: its rows would go."""
    there = {filed.told for filed, _ in arrived}
    lost = next((k for k in again if k.told not in there), None)
    if lost:
        why = next((fault for fault in faults if str(lost.path) in fault.message), faults[0])
        raise ImportRefused(
            f"the book was left as it was: this samehand must read its files anew, and"
            f" {lost.name} could not be read ({why.message})",
            why.hint,
        )


def _from_raw(filed: Filed, folder: Path, synthetic: bool) -> Known:
    source = all_sources()[filed.source]
    raw = raw_path(folder, filed.digest, filed.restricted)
    return Known(raw, source, filed.day, filed.digest, synthetic, filed.name, filed.cut)


def _as_now(filed: Filed) -> bool:
    """Whether a file was read by the reader of today; one that reads otherwise reads it anew."""
    source = all_sources().get(filed.source)
    return source is None or source.reader == filed.reader


class UnknownKind(ImportRefused):
    """A file that no source knows."""

    code = "I002"


def recognise(path: Path, wish: Wish) -> Known:
    """The kind and the day of a file. Raises ImportRefused where either cannot be told."""
    head = head_of(path)
    source = _source(path, head, wish.source)
    if source.form and not source.knows(head):  # before the file is read whole, for its digest
        raise ImportRefused(
            f"{path} does not begin as such a file; nothing of it was kept", "leave out --source"
        )
    if head.binary and not source.form:
        raise refused_as_binary(path)
    day = wish.day or day_in_name(path.name) or source.day(head) or _day_of_folder(path)
    if not day:
        raise ImportRefused(f"{path} does not say of which day it is", "give --day 2017-03-21")
    return Known(path, source, day, digest_of(path), _stamped(head), source.called(path))


def _day_of_folder(path: Path) -> date | None:
    """The day that a folder around the file is named by, where the file itself says none."""
    return next((d for d in map(day_in_name, reversed(path.resolve().parent.parts)) if d), None)


def _source(path: Path, head: Head, forced: str | None) -> Source:
    sources = all_sources()
    if forced:
        if forced not in sources:
            raise ImportRefused(f"there is no source {forced!r}", f"one of: {', '.join(sources)}")
        return sources[forced]
    able = [source for source in sources.values() if source.form or not head.binary]
    claims = [source for source in able if source.knows(head)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        names = ", ".join(source.name for source in claims)
        raise ImportRefused(f"{path} could be {names}", "give --source with one of them")
    if head.binary:
        raise refused_as_binary(path)
    raise UnknownKind(
        f"{path} is of no known kind", f"give --source with one of: {', '.join(sources)}"
    )


def _stamped(head: Head) -> bool:
    return head.name.startswith(STAMP) or any(STAMP in line for line in head.lines[:3])


def _files(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Files named, and files found in the folders named."""
    named, walked = [], []
    for path in paths:
        if path.is_dir():
            walked += sorted(p for p in path.rglob("*") if p.is_file() and _wanted(p))
        elif path.exists():
            named.append(path)
        else:
            raise ImportRefused(f"{path} does not exist", "give a file or a folder")
    return named, walked


def _wanted(path: Path) -> bool:
    return path.name.lower() not in BESIDE and not path.name.startswith(".")


def _same_world(coming: Intake, known: Iterable[Known]) -> None:
    """Synthetic and real files never share a book."""
    worlds = {k.synthetic for k in known}
    if coming.held.synthetic is not None:
        worlds.add(coming.held.synthetic)
    if len(worlds) > 1:
        raise ImportRefused(
            "SYNTHETIC and real files cannot be in one book; nothing was imported",
            "give --book for one of them",
        )


def _read_all(
    coming: Intake,
    new: Sequence[Known],
    wish: Wish,
    progress: Progress,
    refused: list[SamehandError],
) -> list[tuple[Filed, Path]]:
    """Read files in the order of their days; those that are refused are put with the refused."""
    ordered = sorted(new, key=lambda k: (k.day, -k.path.stat().st_size, k.digest))
    errands = [_errand(coming, k, wish) for k in ordered]
    arrived = []
    with _readers() as pool:
        waiting = [pool.submit(read, errand) for errand in errands]
        for done, (k, errand, reading) in enumerate(zip(ordered, errands, waiting, strict=True)):
            progress(f"reading {k.name}", done, len(ordered))
            try:
                arrived.append((_file(k, errand, reading.result(), coming), k.path))
            except (ImportRefused, zlib.error) as fault:
                refused.append(fault if isinstance(fault, SamehandError) else _broken(k))
    progress("read", len(ordered), len(ordered))
    return arrived


@contextmanager
def _readers() -> Iterator[ThreadPoolExecutor]:
    """Workers that read; whatever ends the work early, files not yet begun are left alone."""
    pool = ThreadPoolExecutor(WORKERS)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _broken(k: Known) -> ImportRefused:
    return ImportRefused(f"{k.path} cannot be inflated; nothing of it was kept", "fetch it again")


def _errand(coming: Intake, k: Known, wish: Wish) -> Errand:
    number = coming.number_for(k.told)
    return Errand(
        k.path,
        k.source,
        k.day,
        number,
        coming.stage(number),
        wish.allow_cut or k.was_cut,
        not k.synthetic,
        k.name,
    )


def _file(k: Known, errand: Errand, reading: Reading, coming: Intake) -> Filed:
    return Filed(
        digest=k.digest,
        number=errand.number,
        name=k.name,
        source=k.source.name,
        day=k.day,
        first_seen=reading.first_seen or k.day,
        last_seen=reading.last_seen or k.day,
        size=k.path.stat().st_size,
        lines=reading.lines,
        rows=reading.rows,
        loose=_fold(k, errand, reading, coming),
        set_aside=reading.set_aside,
        notes=reading.notes,
        cut=reading.cut,
        reader=k.source.reader,
        restricted=k.source.restricted,
    )


def _fold(k: Known, errand: Errand, reading: Reading, coming: Intake) -> dict[str, int]:
    """Fold what is published whole into runs; gives the rows that are in none, by table."""
    loose = {SetAside.table: reading.set_aside}
    for kind in k.source.fills:
        facts = errand.into / f"{kind.table}.parquet"
        rows = reading.rows[kind.table]
        loose[kind.table] = coming.fold(kind, facts, k.told) if kind.in_runs() and rows else rows
    return {table: rows for table, rows in loose.items() if rows}
