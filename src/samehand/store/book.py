"""A book: a folder that holds the raw files by SHA-256, their rows in Parquet, and a catalogue.

    samehand.book/
      book.json                          the catalogue: what is in the book, and nothing else is
      raw/3f/3f9c2a1b…                   published files, byte for byte
      runs/holding/arin-3f9c2a1b.parquet runs of what is published whole, a file a table and scope
      tables/3f9c2a1b…-drop_text-…/      rows of the rest, one Parquet file a table
      answers/                           scans already made, by what they rest on
      linkage/                           records that are one party, by what that rests on
      verdicts.sqlite                    what people judged: it alone cannot be made anew
      restricted/raw/ restricted/tables/ the same of a registry's own files, for its user alone
      restricted-reads.log               who read those, when and by which command

An intake reads into a staging folder and swaps the catalogue last, in one rename: a run that
dies half way leaves the book as it was, and the next one sweeps up what it left.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from samehand.errors import ImportRefused
from samehand.store.catalogue import (
    CATALOGUE,
    FORMAT,
    Catalogue,
    Filed,
    Runs,
    catalogue,
    in_order,
)
from samehand.store.runs import Fold, engine, fold, left_over, scopes_in
from samehand.tables import Row, all_tables

__all__ = [
    "CATALOGUE",
    "FORMAT",
    "Catalogue",
    "Filed",
    "Intake",
    "Runs",
    "catalogue",
    "digest_of",
    "intake",
    "made_aside",
    "raw_path",
    "table_files",
    "write_whole",
]

RESTRICTED = "restricted"  # the folder of restricted files
PRIVATE = 0o700  # for its user alone, as is the staging folder they pass through


def raw_path(folder: Path, digest: str, restricted: bool = False) -> Path:
    """Where a published file lies in a book."""
    return part_of(folder, restricted) / "raw" / digest[:2] / digest


def part_of(folder: Path, restricted: bool) -> Path:
    """The part of a book in which a file lies: that of restricted files is its own."""
    return folder / RESTRICTED if restricted else folder


def table_files(
    folder: Path, held: Catalogue, restricted: bool = False
) -> dict[type[Row], list[Path]]:
    """The Parquet files of each table: its runs, and the rows that are in no run.

    Nothing of a restricted file is among them unless `restricted`, also no line it set aside.
    """
    files: dict[type[Row], list[Path]] = {}
    shown = [filed for filed in held.files if restricted or not filed.restricted]
    for kind in all_tables():
        loose = [filed for filed in shown if filed.loose.get(kind.table)]
        files[kind] = [
            folder / "runs" / each.file for each in held.runs if each.table == kind.table
        ]
        files[kind] += [
            part_of(folder, f.restricted) / "tables" / f.folder / f"{kind.table}.parquet"
            for f in loose
        ]
    return files


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


class Intake:
    """Files on their way into a book; nothing of them is in it until `keep`."""

    def __init__(self, folder: Path, staging: Path, held: Catalogue) -> None:
        self.folder = folder
        self.staging = staging
        self.held = held
        self.numbers = {filed.number for filed in held.files}
        self.runs = {(each.table, each.scope): each for each in held.runs}
        self.folded: dict[str, Path] = {}
        self.engine = engine(staging / "spill")

    def number_for(self, told: tuple[str, str, date]) -> int:
        """The number by which the cites of a file begin: the first free from its digest on."""
        before = {filed.told: filed.number for filed in self.held.files}
        if told in before:
            return before[told]
        number = int(told[0][:8], 16)
        while number in self.numbers:
            number = (number + 1) % 2**32
        self.numbers.add(number)
        return number

    def stage(self, number: int) -> Path:
        """A folder for the rows of one file."""
        place = self.staging / str(number)
        place.mkdir(parents=True)
        return place

    def start_over(self) -> None:
        """Forget every run: all files are about to be read anew."""
        self.runs = {}

    def fold(self, kind: type[Row], facts: Path, told: tuple[str, str, date]) -> int:
        """Fold the rows of one file into the runs of their scopes; gives how many are in none."""
        for scope in scopes_in(self.engine, kind, facts):
            before = self.runs.get((kind.table, scope))
            name = _run_name(kind.table, scope, before, told)
            into = self.staging / f"fold-{len(self.folded)}.parquet"
            days = before.days if before else ()
            wish = Fold(kind, scope, told[2], facts, self._run_file(before), days, into)
            rows = fold(self.engine, wish)
            self.folded[name] = into
            self.runs[kind.table, scope] = Runs(
                table=kind.table,
                scope=scope,
                days=tuple(sorted({*days, told[2]})),
                rows=rows,
                file=name,
            )
        loose = left_over(self.engine, kind, facts, facts.with_suffix(".loose"))
        if facts.is_dir():
            shutil.rmtree(facts)
        os.replace(facts.with_suffix(".loose"), facts)
        return loose

    def _run_file(self, before: Runs | None) -> Path | None:
        if before is None:
            return None
        return self.folded.get(before.file, self.folder / "runs" / before.file)

    def keep(self, arrived: Sequence[tuple[Filed, Path]], synthetic: bool) -> Catalogue:
        """Move what arrived into the book, then swap the catalogue."""
        for filed, path in arrived:
            part = part_of(self.folder, filed.restricted)
            if filed.restricted:
                part.mkdir(mode=PRIVATE, exist_ok=True)
            raw = raw_path(self.folder, filed.digest, filed.restricted)
            raw.parent.mkdir(parents=True, exist_ok=True)
            if not raw.exists():
                shutil.copyfile(path, self.staging / "raw")
                os.replace(self.staging / "raw", raw)
            rows = part / "tables" / filed.folder
            rows.parent.mkdir(exist_ok=True)
            shutil.rmtree(rows, ignore_errors=True)
            os.replace(self.staging / str(filed.number), rows)
        self._keep_runs()
        fresh = {filed.told for filed, _ in arrived}
        kept = (filed for filed in self.held.files if filed.told not in fresh)
        files = sorted((*kept, *(filed for filed, _ in arrived)), key=in_order)
        runs = sorted(self.runs.values(), key=lambda each: (each.table, each.scope))
        held = Catalogue(synthetic, tuple(files), tuple(runs))
        write_whole(self.folder / CATALOGUE, held.text())
        return held

    def _keep_runs(self) -> None:
        for each in self.runs.values():
            if each.file in self.folded:
                target = self.folder / "runs" / each.file
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(self.folded[each.file], target)


def _run_name(table: str, scope: str, before: Runs | None, told: tuple[str, str, date]) -> str:
    """A file name that no other fold has."""
    rests_on = f"{before.file if before else ''} {told}"
    plain = "".join(letter if letter.isalnum() else "-" for letter in scope)
    return f"{table}/{plain}-{hashlib.sha256(rests_on.encode()).hexdigest()[:12]}.parquet"


@contextmanager
def intake(folder: Path) -> Iterator[Intake]:
    """The one open intake of a book; makes the book where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ImportRefused(
                f"another import is writing to {folder}", "wait for it to end"
            ) from None
        staging = folder / "staging"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=PRIVATE)
        try:
            held = catalogue(folder) if (folder / CATALOGUE).exists() else Catalogue()
            _sweep(folder, held)
            coming = Intake(folder, staging, held)
            with coming.engine:
                yield coming
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _sweep(folder: Path, held: Catalogue) -> None:
    """Remove rows and raw files that no entry of the catalogue names: an import died there."""
    for restricted in (False, True):
        kept = [filed for filed in held.files if filed.restricted is restricted]
        _sweep_part(part_of(folder, restricted), kept)
    runs = {each.file for each in held.runs}
    for place in (folder / "runs").glob("*/*"):
        if place.relative_to(folder / "runs").as_posix() not in runs:
            place.unlink()


def _sweep_part(part: Path, kept: Sequence[Filed]) -> None:
    rows = {filed.folder for filed in kept}
    for place in (part / "tables").glob("*"):
        if place.name not in rows:
            shutil.rmtree(place)
    raw = {filed.digest for filed in kept}
    for place in (part / "raw").glob("*/*"):
        if place.name not in raw:
            place.unlink()


@contextmanager
def made_aside(folder: Path) -> Iterator[Path]:
    """A folder to fill, which is then moved whole to a place where none is; of one not filled nothing is left."""
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
        try:
            os.replace(aside, folder)
        except OSError:
            if not folder.exists():  # else another process has just made the same
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or as it was before."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(text)
    os.replace(aside, path)
