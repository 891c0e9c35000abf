"""One dump, read anew each time it is iterated, by the fastest reader that is installed."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa

from samehand.inflate import Inflated
from samehand.rpsl.codes import EMPTY
from samehand.rpsl.columns import SCHEMA
from samehand.rpsl.report import Report


class Scan:
    """The attributes of one dump, in batches of `columns.SCHEMA`.

    `report` belongs to the latest reading and is final when its last batch has been given.
    `comments` is whether `#` begins a comment in a value; in ARIN's bulk whois it does not.
    """

    def __init__(self, path: Path, comments: bool = True) -> None:
        self.path, self.comments = path, comments
        self.report = Report()

    def __iter__(self) -> Iterator[Any]:
        self.report = Report()
        return _batches(Inflated(self.path), self.report, self.comments)

    def table(self) -> Any:
        """All batches as one table."""
        return pa.Table.from_batches(list(self), SCHEMA)


def _batches(text: Inflated, report: Report, comments: bool) -> Iterator[Any]:
    yield from reading(text, report, comments)
    if not report.bytes:
        report.note(0, 0, EMPTY)


def reading(text: Any, report: Report, comments: bool = True) -> Iterator[Any]:
    """The batches of a text: compiled where numba is installed, else in plain Python."""
    if find_spec("numba"):
        from samehand.rpsl import scanner

        return scanner.Reading(text, report, comments).batches()
    from samehand.rpsl import plain

    return plain.Reading(text, report, comments).batches()
