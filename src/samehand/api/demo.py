"""Synthetic worlds: written to disk in the published formats, and the one of the demo scanned."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samehand.api.answers import Answer
from samehand.api.arrivals import bare
from samehand.api.book import Desk, open_desk
from samehand.api.intake import Wish, import_files
from samehand.api.progress import Progress, silent
from samehand.errors import ImportRefused, NotInData, UsageError
from samehand.store.book import CATALOGUE, catalogue, digest_of
from samehand.worlds import Shape, write, write_whois

DEMO_BOOK = "samehand-demo.book"
A_YEAR = timedelta(days=365)  # between the two days of a world


def shape(holders: int, seed: int, hands: int | None = None, day: date | None = None) -> Shape:
    """The shape of a world. Raises UsageError for one that cannot be made."""
    try:
        wanted = Shape.sized(holders, seed)
        if hands is not None:
            wanted = replace(wanted, hands=hands)
        return replace(wanted, day=day, later=day + A_YEAR) if day else wanted
    except ValueError as fault:
        raise UsageError(
            f"no world can be made of this: {fault}", "see `samehand world --help`"
        ) from None


def careful(wanted: Shape, care: int) -> Shape:
    """The shape with every hand of one level of care. Raises UsageError for no such level."""
    try:
        return replace(wanted, care=care)
    except ValueError as fault:
        raise UsageError(
            f"no world can be made of this: {fault}", "see `samehand world --help`"
        ) from None


def world(
    folder: Path, wanted: Shape, progress: Progress = silent, *, records: bool = False
) -> Mapping[str, Any]:
    """Write a world into a folder; gives the envelope of the files it wrote."""
    made = write(folder, wanted, progress, records=records)
    files = [
        {"name": file.path.name, "source": file.kind, "day": file.day.isoformat()}
        for file in (*made.files, *made.records)
    ]
    query = {"verb": "world", "folder": str(folder), "seed": wanted.seed, "holders": wanted.holders}
    return bare("world/1", query, files, synthetic=True)


def whois(folder: Path, objects: int, seed: int, progress: Progress = silent) -> Mapping[str, Any]:
    """Write a registry's whole database as RPSL into a folder; gives the envelope of its file.

    Raises UsageError for a size that cannot be made; a half-written file does not stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = write_whois(folder / f"SYNTHETIC-whois-{seed}.db", objects, seed, progress)
    except ValueError as fault:
        raise UsageError(
            f"no database can be made of this: {fault}", "see `samehand world-whois --help`"
        ) from None
    files = [{"name": made.name, "source": "whois as RPSL", "day": ""}]
    query = {"verb": "world-whois", "folder": str(folder), "seed": seed, "objects": objects}
    return bare("world/1", query, files, synthetic=True)


def demo(book: Path, folder: Path | None = None, progress: Progress = silent) -> Desk:
    """Write the demo world with its records, import it into its own book, and open that.

    A registry's own files stay where they are: they are restricted, and public evidence is enough.
    """
    with _place(folder) as place:
        made = write(place, Shape.demo(), progress, records=True)
        public = [file.path for file in (*made.files, *made.records) if file.kind != "internal"]
        _fresh(book, public)
        arrivals = import_files(book, Wish(paths=tuple(public)), progress)
    if arrivals.refused:
        raise arrivals.refused[0]
    return open_desk(book)


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder:
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="samehand-demo-") as place:
            yield Path(place)


def _fresh(book: Path, public: list[Path]) -> None:
    """Empty a demo book that an earlier samehand filled with another world; refuse any other."""
    try:
        held = catalogue(book)
    except NotInData:
        return
    if {filed.digest for filed in held.files} <= set(map(digest_of, public)):
        return
    if not held.synthetic or book.name != DEMO_BOOK:
        raise ImportRefused(f"{book} holds other files than the demo's", "give another --book")
    (book / CATALOGUE).unlink()
    for part in ("tables", "raw", "answers"):
        shutil.rmtree(book / part, ignore_errors=True)


def scanned(desk: Desk, progress: Progress = silent) -> Answer:
    """The ranking of a book."""
    from samehand.api.hands import scan

    return scan(desk, progress)
