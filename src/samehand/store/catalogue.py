"""What a book holds: its files, of which restricted ones are listed apart, and its runs."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samehand.errors import IntegrityError, NotInData

FORMAT = 2  # of the folder; raised when an older samehand could no longer read it
CATALOGUE = "book.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One file in the book: where it came from, what day it tells of, what it gave."""

    digest: str
    number: int  # by which its cites begin: the first 32 bits of the digest, or the next free
    name: str
    source: str
    day: date
    first_seen: date
    last_seen: date
    size: int
    lines: int
    rows: dict[str, int]
    set_aside: int
    loose: dict[str, int]  # rows that are in no run, by table
    notes: tuple[str, ...]
    cut: bool
    reader: str  # the digest of the SELECTs that read it: another reader reads it anew
    restricted: bool = False  # a registry's own file: listed and kept apart

    @property
    def told(self) -> tuple[str, str, date]:
        """Which file, read as what, of which day."""
        return self.digest, self.source, self.day

    @property
    def folder(self) -> str:
        """Its folder under `tables/`, of a restricted file that of `restricted/`."""
        return f"{self.digest[:16]}-{self.source}-{self.day}-{self.reader[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The runs of one scope of one table: the file days folded in, and where they lie."""

    table: str
    scope: str
    days: tuple[date, ...]
    rows: int
    file: str  # under `runs/`


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything a book holds. `synthetic` is None while it is empty."""

    synthetic: bool | None = None
    files: tuple[Filed, ...] = ()
    runs: tuple[Runs, ...] = ()

    @property
    def days(self) -> dict[tuple[str, str], tuple[date, ...]]:
        """The file days of each (table, scope)."""
        return {(each.table, each.scope): each.days for each in self.runs}

    @property
    def snapshot(self) -> str:
        """One hash for the inputs: same files told of the same days, same hash."""
        told = sorted(f"{f.digest} {f.source} {f.day} {f.reader}" for f in self.files)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def text(self) -> str:
        """As written to disk."""
        whole = {
            "format": FORMAT,
            "synthetic": self.synthetic,
            "files": [asdict(filed) for filed in self.files if not filed.restricted],
            "restricted": [asdict(filed) for filed in self.files if filed.restricted],
            "runs": [asdict(each) for each in self.runs],
        }
        return json.dumps(whole, indent=1, default=str) + "\n"


def catalogue(folder: Path) -> Catalogue:
    """What a book holds. Raises NotInData without a book, IntegrityError where it is broken."""
    path = folder / CATALOGUE
    if not path.exists():
        raise NotInData(
            f"there is no book at {folder}",
            "make one with `samehand import PATH...` or give --book",
        )
    try:
        whole = json.loads(path.read_text())
        if whole["format"] > FORMAT:
            raise IntegrityError(f"{path} was written by a newer samehand", "upgrade samehand")
        listed = [*whole["files"], *whole.get("restricted", ())]
        files = tuple(sorted((_filed(each) for each in listed), key=in_order))
        return Catalogue(whole["synthetic"], files, tuple(_runs(each) for each in whole["runs"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise IntegrityError(
            f"{path} is broken, or was written by another version of samehand: {fault}",
            "import the files anew, into another folder",
        ) from None


def _filed(each: dict[str, Any]) -> Filed:
    days = {name: date.fromisoformat(each[name]) for name in ("day", "first_seen", "last_seen")}
    return Filed(**(each | days | {"notes": tuple(each["notes"])}))


def _runs(each: dict[str, Any]) -> Runs:
    return Runs(**(each | {"days": tuple(date.fromisoformat(day) for day in each["days"])}))


def in_order(filed: Filed) -> tuple[str, date, str]:
    """By source and day."""
    return filed.source, filed.day, filed.digest
