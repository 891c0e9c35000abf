"""Files whose records are not lines of text: how their bytes become numbered records.

A source whose files are binary, or whose records are many lines, gives a `Form`. Its `read` puts
the place of lines: an Arrow table of records, or of parts of them, which the source's SELECT reads
under the name `line`. `no` is the number of the record in the file, from 1, or that of its first
line: what a cite holds. `text` is given once a record, on those that are to be set aside or on all:
words with which `tell` begins what it says of that record or that lead to it. All other columns
are the form's own. A large file may be read in parts, each the whole of `line` in its turn; the
numbers go on through them.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one file, or of one part: an Arrow table with at least `(no, text)`, and how whole it is."""

    table: "pa.Table"
    many: int  # records in it, whatever became of each
    cut: str = ""  # why it ends early, if it does
    notes: tuple[str, ...] = ()  # what else to tell of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a file becomes numbered records, and how one of them is told."""

    read: Callable[[Path, str], Iterator[Records]]  # in parts, of a file and its name as published
    tell: Callable[[Path, int], str | None]  # a record by its number, for whoever follows a cite
    code: tuple[str, ...]  # the modules and packages that do it, by name

    @property
    def digest(self) -> str:
        """Changes whenever a line of that code does, so that what it read is read anew."""
        return _digest(self.code)


@cache
def _digest(names: tuple[str, ...]) -> str:
    whole = hashlib.sha256()
    for name in names:
        for path in _files(name):
            whole.update(path.read_bytes())
    return whole.hexdigest()


def _files(name: str) -> Iterator[Path]:
    """The file of a module, or those of a package."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise LookupError(f"there is no code called {name}")
    home = Path(found.origin)
    yield from sorted(home.parent.glob("*.py")) if found.submodule_search_locations else [home]
