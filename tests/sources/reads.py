"""Reading a text as a file, for tests of sources: what was kept, and what was set aside."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from samehand.sources import Source
from samehand.sources.reading import Errand, Reading, read
from samehand.tables import Row
from samehand.values.cites import cite_text


@dataclass(frozen=True)
class Kept:
    """What one file gave: rows by table, lines set aside, and the account of it."""

    rows: dict[str, list[dict[str, Any]]]
    set_aside: list[dict[str, Any]]
    reading: Reading
    folder: Path


def read_text(source: Source, text: str, folder: Path, **wishes: Any) -> Kept:
    """Write a text to a file, read it by a source, and read the Parquet back."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / source.sample_name
    path.write_text(text, encoding="utf-8", newline="\n")
    return read_path(source, path, folder, **wishes)


def read_path(source: Source, path: Path, folder: Path, **wishes: Any) -> Kept:
    into = folder / "rows"
    into.mkdir(parents=True, exist_ok=True)
    reading = read(Errand(path, source, source.sample_day, 0, into, **wishes))
    tables = {path.stem: _rows(path) for path in sorted(into.glob("*.parquet"))}
    aside = tables.pop("set_aside")
    return Kept(tables, aside, reading, into)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = pq.read_table(path).to_pylist()
    return [{**row, "cite": cite_text(row["cite"])} for row in rows]


def promised(source: Source) -> dict[str, list[dict[str, Any]]]:
    """The rows that the sample of a source promises, by table."""
    tables: dict[str, list[dict[str, Any]]] = {kind.table: [] for kind in source.fills}
    for row in source.sample_rows:
        tables[type(row).table].append(as_stored(row))
    return tables


def as_stored(row: Row) -> dict[str, Any]:
    """A row as it is stored: one that says no last day was last seen when it was first."""
    values = asdict(row) | {"last_seen": row.last_seen or row.seen}
    return {name: values[name] for name in type(row).columns()}
