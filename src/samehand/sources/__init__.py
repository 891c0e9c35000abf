"""Sources: published files and how to read them. One file of this package is one source.

To add a source, add a module here that defines a `Source`: how its files are recognised, one
SELECT that turns raw lines into records, one SELECT a table that turns records into rows, and a
sample with a bad line, whose rows are its test. Nothing else has to be told.

`record` reads `line(no, text)` and gives at least `line` (the number) and `fault` (why the line
is set aside, or NULL); lines it leaves out are skipped: comments, headers, banners. A column
`leftover`, where given, holds what the line says that nobody reads yet. Each SELECT of `rows`
reads `record` (good lines only) and gives the columns of its table, with `line` in place of
`cite`; where it gives no `seen`, the file's own day is meant. `$day` is bound to that day, and
`$name` to the file's name, for formats whose lines do not say of which list they are.
A SELECT of `rows` may read `<table>_rows`, the rows of a table that stands before it in `fills`.
`promised`, where given, gives rows (what, wanted, found): a file that holds less than it
promises is cut. `opens`, where given, is what a line is like at which a file may be parted: large
files are then read in parts, each of which is the whole of `line` in its turn. `objects`, where
given, are keys: `record` may then read `object(nth, line, body)` too, the objects of a JSON document
that bear one of them, in whatever layout (see `objects`). `macros` are what only its own SELECTs
call; `answers` is what reasons are like that are an answer though they are set aside (an error of a
server): a file of nothing else is kept.

A file that is not lines has a `form` (see `forms`), which puts numbered records in their place.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from samehand import plugins
from samehand.sources.forms import Form
from samehand.tables import Row


class Expect(NamedTuple):
    """The fewest and the most rows that a whole real file of today or yesterday gives."""

    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Head:
    """The name, the first lines and the first bytes of a file, by which its kind is told.

    A binary file has no lines: only a source with a form may know it, by its bytes.
    """

    name: str
    lines: tuple[str, ...]
    start: bytes = b""

    @property
    def binary(self) -> bool:
        """Whether it holds bytes that no text holds."""
        return b"\x00" in self.start

    @property
    def data(self) -> tuple[str, ...]:
        """The first lines that are no comment."""
        return tuple(line for line in self.lines if line and line[0] not in "#;%")

    def mostly(self, pattern: str) -> bool:
        """Whether more than half of the first data lines are like this: a few may be bad."""
        alike = sum(1 for line in self.data if re.fullmatch(pattern, line))
        return alike * 2 > len(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published file and how to read it."""

    name: str
    title: str
    url: str
    licence: str
    read_in: str  # where the format was read
    tried: bool  # whether a real file of it was ever read
    fills: Mapping[type[Row], Expect]
    knows: Callable[[Head], bool]
    macros: str = ""  # what its SELECTs call besides what all may
    record: str
    rows: Mapping[type[Row], str]
    promised: str = ""
    opens: str = ""
    objects: tuple[str, ...] = ()
    answers: str = ""  # what reasons are like that are an answer: a file of these alone is kept
    across: tuple[str, ...] = ()  # columns told by other lines too: a bad line may change them
    day: Callable[[Head], date | None] = lambda _: None
    called: Callable[[Path], str] = lambda path: path.name  # under which name a file is kept
    form: Form | None = None  # of a file that is not lines of text
    sample: str | tuple[bytes, ...]  # lines; or, of a source with a form, records one by one
    sample_name: str = "sample"  # where the name tells what the lines do not
    sample_day: date
    sample_rows: tuple[Row, ...]

    @property
    def restricted(self) -> bool:
        """Whether its files are a registry's own: a book keeps them apart."""
        return any(kind.is_restricted() for kind in self.fills)

    @property
    def reader(self) -> str:
        """A digest of how it reads: files read by another reader are read anew on import."""
        selects = [self.record, *(self.rows[kind] for kind in self.fills), self.promised]
        selects += [said for said in (self.macros, self.opens, *self.objects) if said]
        selects += [self.form.digest] if self.form else []
        return hashlib.sha256("\n".join(selects).encode()).hexdigest()[:12]


@cache
def all_sources() -> Mapping[str, Source]:
    """Every source, by name."""
    import samehand.sources as package

    return plugins.find(package, Source)
