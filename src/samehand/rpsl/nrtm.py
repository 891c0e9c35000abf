"""NRTM version 4 snapshots: JSON records with the text of an object each.

A header comes first. Records are a JSON text sequence (RFC 7464), each behind a record separator
(byte 30); the RIPE database's own test files leave that out and give a record a line.

    {"nrtm_version":4,"type":"snapshot","source":"EXDB","session_id":"...","version":1}
    {"object":"route: 192.0.2.0/24\\norigin: AS64500\\nsource: EXDB\\n"}

Every attribute is cited by the line of the file on which its record begins. A record whose text is
cut, as at the end of a file that breaks off, is no JSON and is set aside. Read in
draft-ietf-grow-nrtm-v4 and in files of the RIPE database's tests. Deltas are not read.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from samehand.inflate import Inflated
from samehand.rpsl.codes import CUT, EMPTY, MOST, NOT_JSON, NOT_SNAPSHOT
from samehand.rpsl.columns import SCHEMA
from samehand.rpsl.dumps import Scan, reading
from samehand.rpsl.report import Report

SEPARATOR = b"\x1e"
PIECE = 1 << 20  # bytes read at a time
Record = tuple[int, bytes]  # the line on which it begins, and its bytes


class Snapshot(Scan):
    """The attributes of one snapshot; `header` is its first record, once reading has begun."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.header: dict[str, Any] = {}

    def __iter__(self) -> Iterator[Any]:
        self.report = report = Report()
        texts = Texts(Inflated(self.path), report)
        report.place = texts.line_of
        return self._batches(texts, report)

    def _batches(self, texts: "Texts", report: Report) -> Iterator[Any]:
        for batch in reading(texts, report):
            self.header = texts.header
            yield texts.placed(batch)
        self.header = texts.header
        report.bytes = texts.bytes
        if not texts.bytes:
            report.note(0, 0, EMPTY)


class Texts:
    """The objects of a snapshot, one behind the other, as the readers of dumps take them."""

    def __init__(self, file: Inflated, report: Report) -> None:
        self.fault = ""  # every text given is whole; what is wrong with the file is noted here
        self.bytes = 0
        self.header: dict[str, Any] = {}
        self._file, self._report = file, report
        self._line = 1  # of the texts
        self._marks: list[tuple[int, int]] = []  # a line of the texts, and of the file
        self._pieces = self._encoded()
        self._rest = b""

    def readinto(self, view: memoryview) -> int:
        """Fill the view as far as it goes; 0 at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        got = min(len(view), len(self._rest))
        view[:got] = self._rest[:got]
        self._rest = self._rest[got:]
        return got

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def line_of(self, line: int) -> int:
        """The line of the file whose record gave a line of the texts."""
        return self._marks[bisect_right(self._marks, line, key=itemgetter(0)) - 1][1]

    def placed(self, batch: Any) -> Any:
        """The batch with the lines of its records."""
        lines = batch["object_line"].to_numpy()
        begins, records = np.array(self._marks).T
        found = pa.array(records[np.searchsorted(begins, lines, "right") - 1])
        for name in ("object_line", "line"):
            batch = batch.set_column(SCHEMA.get_field_index(name), SCHEMA.field(name), found)
        self._marks = self._marks[int(np.searchsorted(begins, lines[-1], "right")) - 1 :]
        return batch

    def _encoded(self) -> Iterator[bytes]:
        """The texts of some records at a time, an empty line behind each."""
        for records in self._records():
            if not self.header:
                line, first = records.pop(0)
                self.header = parsed(first)
                if not is_header(self.header):
                    self._report.note(line, line, NOT_SNAPSHOT)
                    return
            yield b"".join([self._text(line, record) for line, record in records])

    def _text(self, line: int, record: bytes) -> bytes:
        """The text of a record's object, if there is one."""
        text = parsed(record).get("object")
        if not isinstance(text, str) or not text.strip():
            self._report.note(line, line, NOT_JSON)
            return b""
        raw = text.rstrip("\n").encode("utf-8", "replace") + b"\n\n"
        self._marks.append((self._line, line))
        self._line += raw.count(b"\n")
        return raw

    def _records(self) -> Iterator[list[Record]]:
        """The records of each piece of the file; of one that is too long, the beginning."""
        rest, line = b"", 1
        for piece, separator in self._read():
            *whole, rest = (rest + piece).split(separator)
            rest = rest[:MOST]
            records: list[Record] = []
            for record in whole:
                if record.strip():
                    records.append((line, record))
                line += record.count(b"\n") + (separator == b"\n")
            if records:
                yield records
        if rest.strip() and parsed(rest):
            yield [(line, rest)]
        elif rest.strip():
            self._report.note(line, line, CUT)
        if self._file.fault or (rest.strip() and not parsed(rest)):
            self._report.ends_early(line, self.bytes, self._file.fault)

    def _read(self) -> Iterator[tuple[bytes, bytes]]:
        """Pieces of the file, and what separates its records."""
        buf, separator = bytearray(PIECE), b""
        while got := self._file.readinto(memoryview(buf)):
            self.bytes += got
            separator = separator or (SEPARATOR if buf[:1] == SEPARATOR else b"\n")
            yield bytes(buf[:got]), separator


def parsed(record: bytes) -> dict[str, Any]:
    """A record's JSON object, or an empty one where it is none."""
    try:
        found = json.loads(record)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def is_header(record: dict[str, Any]) -> bool:
    """Whether a record heads a snapshot.

    >>> is_header({"nrtm_version": 4, "type": "snapshot", "source": "EXDB", "version": 1})
    True
    """
    return record.get("nrtm_version") == 4 and record.get("type") == "snapshot"
