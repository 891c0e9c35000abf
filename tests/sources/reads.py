"""Reading bytes as a file, for tests of sources: what was kept, and what was set aside."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from samehand.sources import Source
from samehand.sources.lines import head_of
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


def pieces(source: Source) -> list[bytes]:
    """The sample line by line, each with its end; or record by record."""
    if isinstance(source.sample, tuple):
        return list(source.sample)
    return [line.encode() for line in source.sample.splitlines(keepends=True)]


def sample_of(source: Source) -> bytes:
    """The sample as a file has it."""
    return b"".join(pieces(source))


def text_of(source: Source) -> str:
    """The sample of a source of lines as a text."""
    return sample_of(source).decode()


def write(source: Source, content: bytes, folder: Path) -> Path:
    """Write a file under the sample's name."""
    path = folder / source.sample_name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def knows(source: Source, content: bytes, folder: Path) -> bool:
    """Whether a source knows a file with this content."""
    return source.knows(head_of(write(source, content, folder)))


def read_bytes(source: Source, content: bytes, folder: Path, **wishes: Any) -> Kept:
    """Write a file, read it by a source, and read the Parquet back."""
    return read_path(source, write(source, content, folder), folder, **wishes)


def read_text(source: Source, text: str, folder: Path, **wishes: Any) -> Kept:
    """The same of a text."""
    return read_bytes(source, text.encode(), folder, **wishes)


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
