"""The elements of one file, whichever reader finds them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from samehand.mrt.columns import SCHEMA
from samehand.mrt.report import Report

Reader = Callable[[Path, Report], Iterator[Any]]


class Scan:
    """Elements in batches of `columns.SCHEMA`, read anew each time it is iterated.

    `report` belongs to the latest reading and is final when its last batch has been given.
    """

    def __init__(self, path: Path, reader: Reader) -> None:
        self.path = path
        self.report = Report()
        self._reader = reader

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        self.report = Report()
        return self._reader(self.path, self.report)

    def table(self) -> pa.Table:
        """All batches as one table of `SCHEMA`."""
        return pa.Table.from_batches(list(self), SCHEMA)
