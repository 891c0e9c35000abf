"""Texts read by both readers, which must agree."""

import io
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from samehand.rpsl import plain, scanner
from samehand.rpsl.codes import MOST
from samehand.rpsl.columns import SCHEMA
from samehand.rpsl.report import Report

Row = dict[str, Any]

SAMPLE = """\
% a made dump

inetnum:        192.0.2.0 - 192.0.2.255
netname:        EX-NET   # ours
descr:          First line
                second line
\tthird line
+
+               after an empty one
# not of the object
admin-c:        DUMY-RIPE
mnt-by:         EX-MNT
mnt-by:         EX2-MNT
source:         EXDB

route:          198.51.100.0/24
Origin:         AS64500
e-mail:         unread@ripe.net
source:         EXDB


person:         José Example
address:        Montréal
nic-hdl:        JE1-EX
source:         EXDB

"""


class Piece:
    """A text as a stream, as an inflated file is one."""

    def __init__(self, data: bytes, fault: str = "") -> None:
        self.fault = fault
        self._data = io.BytesIO(data)

    def readinto(self, view: memoryview) -> int:
        return self._data.readinto(view)

    def close(self) -> None:
        """Nothing to let go of."""


def both(
    data: bytes, fault: str = "", comments: bool = True, size: int = 1 << 12, most: int = MOST
) -> tuple[list[Row], Report]:
    """The attributes by the compiled reader, through a window of a size, and by its twin."""
    fast, slow = Report(), Report()
    found = rows(scanner.Reading(Piece(data, fault), fast, comments, size, most).batches())
    assert found == rows(plain.Reading(Piece(data, fault), slow, comments, most).batches())
    assert fast == slow
    return found, slow


def rows(batches: Iterator[Any]) -> list[Row]:
    table = pa.Table.from_batches(list(batches), SCHEMA)
    table.validate(full=True)
    return table.to_pylist()  # type: ignore[no-any-return]


def values(found: list[Row], name: str) -> list[str]:
    return [row["value"] for row in found if row["name"] == name]
