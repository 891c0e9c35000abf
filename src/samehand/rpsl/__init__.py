"""Dumps of Internet registries and routing registries (RPSL), into columns.

| file | what |
|---|---|
| `codes` | what the dialects share, and the reasons for which an object is set aside |
| `withheld` | the placeholders that registries put where a value was |
| `columns`, `report` | the columns of an attribute; what was read, and what was not |
| `dumps`, `nrtm` | a dump; an NRTM version 4 snapshot |
| `parquet` | either into a Parquet file |
| `window`, `pools` | the text, and the arrays that compiled functions fill |
| `objects`, `attributes`, `names`, `text` | the compiled reader |
| `batches`, `scanner` | its findings as Arrow batches |
| `plain` | the same in plain Python: to compare with, and where numba is not installed |
| `ending` | whether the last object is whole |

Read are the split and whole dumps of RIPE, APNIC, AFRINIC and LACNIC, those of ARIN's and any
other IRRd, plain or packed (gz, bz2, xz). Each attribute is a row, in the order of the file, with
its line; nothing is interpreted but the object's key.

An object ends with an empty line. `name: value`, names in any case; a line that begins with a
blank, a tab or `+` goes on with the value above; `#` begins a comment, a line that begins with `%`
or `#` is one. Text is UTF-8, or Latin-1 where it is not, value by value. A line of blanks alone
ends an object only before the name of a class: IRRd takes such a line for a part of the object,
the RIPE database for its end.

What fools it: a `#` in an address (`Suite #5`) begins a comment, as both say; Latin-1 that happens
to be UTF-8; a dump of one whole object less is no cut one; a placeholder nobody wrote down.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samehand.rpsl.dumps import Scan
    from samehand.rpsl.nrtm import Snapshot

__all__ = ["scan", "snapshot", "write"]


def scan(path: Path | str, comments: bool = True) -> "Scan":
    """Every attribute of a dump, in Arrow batches of `columns.SCHEMA`, with a report."""
    from samehand.rpsl import dumps

    return dumps.Scan(Path(path), comments)


def snapshot(path: Path | str) -> "Snapshot":
    """The same of an NRTM version 4 snapshot."""
    from samehand.rpsl import nrtm

    return nrtm.Snapshot(Path(path))


def write(batches: Iterable[Any], target: Path | str) -> None:
    """Write the batches of a scan to a Parquet file, as they come."""
    from samehand.rpsl import parquet

    parquet.write(batches, Path(target))
