"""The same attributes in plain Python: slow, obvious, and what the compiled reader is compared with.

It serves where numba is not installed. Nothing is shared with the compiled reader but the numbers
of the format, the placeholders, the judgement on the end of a file, the inflating and the columns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from samehand.rpsl import codes
from samehand.rpsl.columns import SCHEMA
from samehand.rpsl.ending import is_whole
from samehand.rpsl.report import Report
from samehand.rpsl.withheld import is_withheld

PIECE = 1 << 20  # bytes read at a time
MANY = 1 << 16  # attributes of a batch, about
ATTRIBUTE = re.compile(rb"([A-Za-z0-9*_/-]{1,%d}):(.*)" % codes.MOST_NAME, re.DOTALL)
BAD = re.compile(rb"[%s]" % re.escape(codes.BAD))


@dataclass(slots=True)
class Draft:
    """An object as far as it has been read."""

    line: int
    size: int = 0  # bytes
    names: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    pieces: list[list[bytes]] = field(default_factory=list)
    reason: int = 0
    wrong: int = 0
    gap: bool = False  # whether a line of blanks alone came last
    ended: bool = False  # whether an empty line did

    def take(self, no: int, line: bytes, comments: bool) -> None:
        """Read one more line of it."""
        self.size += len(line) + 1
        if line[0] in codes.COMMENTS:
            return
        self.gap = False
        if line[0] in codes.GOES_ON:
            self.gap = line[:1] != b"+" and not line.strip(codes.BLANKS)
            if not self.names:
                self.set_aside(codes.NO_CLASS, no)
            self.add(line[1:], no, comments)
        elif found := ATTRIBUTE.fullmatch(line):
            self.names.append(found[1].decode().lower())
            self.lines.append(no)
            self.pieces.append([])
            self.add(found[2], no, comments)
        else:
            self.set_aside(codes.NO_ATTRIBUTE if self.names else codes.NO_CLASS, no)

    def add(self, rest: bytes, no: int, comments: bool) -> None:
        """Add the rest of a line to the last value."""
        text = rest.split(b"#")[0] if comments else rest
        if BAD.search(text):
            self.set_aside(codes.BAD_BYTES, no)
        if self.pieces:
            self.pieces[-1].append(text.strip(codes.BLANKS))

    def set_aside(self, reason: int, no: int) -> None:
        """Say why it is set aside; what was said first stays."""
        if not self.reason:
            self.reason, self.wrong = reason, no

    def values(self) -> list[str]:
        """Its values: pieces joined by a blank, UTF-8, or Latin-1 where they are not."""
        return [text_of(b" ".join(filter(None, pieces))) for pieces in self.pieces]

    def key(self, values: list[str]) -> str | None:
        """Its primary key, if every attribute of it has a value."""
        wanted = codes.KEYS.get(self.names[0], self.names[:1])
        parts = [values[self.names.index(name)] for name in wanted if name in self.names]
        return "".join(parts) if len(parts) == len(wanted) and all(parts) else None


def text_of(value: bytes) -> str:
    """Bytes as text.

    >>> text_of(b"Montr\\xe9al"), text_of(b"Montr\\xc3\\xa9al")
    ('Montréal', 'Montréal')
    """
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


class Reading:
    """One reading of one text: `comments` is whether `#` begins one in a value."""

    def __init__(
        self, text: Any, report: Report, comments: bool = True, most: int = codes.MOST
    ) -> None:
        self.text, self.report, self.comments, self.most = text, report, comments, most
        self.source = ""  # the last one told
        self.whole = True  # whether the last line has ended
        self.no = 0  # of the line being read
        self.rows: dict[str, list[Any]] = {name: [] for name in SCHEMA.names}

    def batches(self) -> Iterator[Any]:
        """The attributes, as record batches of `columns.SCHEMA`."""
        last = None
        for last in self.drafts():
            if last.ended:
                self.keep(last)
            if len(self.rows["line"]) >= MANY:
                yield self.batch()
        begin = self.end(last) if last and not last.ended else 0
        if self.rows["line"]:
            yield self.batch()
        if begin or self.text.fault:
            self.report.ends_early(self.no, self.report.bytes, self.text.fault)
        if begin:
            self.report.add(begin, self.no, codes.CUT)

    def lines(self) -> Iterator[bytes]:
        """The lines, without their ends; of one that is too long, the beginning."""
        buf, rest, most = bytearray(PIECE), b"", max(self.most, PIECE) + 1
        while got := self.text.readinto(memoryview(buf)):
            self.report.bytes += got
            *whole, rest = (rest + buf[:got]).split(b"\n")
            rest = rest[:most]
            for line in whole:
                self.no += 1
                yield line[:most]
        self.text.close()
        self.no += bool(rest)
        self.whole = not rest or rest.endswith(b"\r")
        if rest.rstrip(b"\r"):
            yield rest

    def drafts(self) -> Iterator[Draft]:
        """The objects; the last one may not have ended."""
        draft, skips = None, False
        for line in self.lines():
            empty = not line.rstrip(b"\r")
            if skips:
                skips = not empty
                continue
            if draft and (empty or (draft.gap and opens(line))):
                draft.ended = True
                yield draft
                draft = None
            if not draft:
                if not line[: self.most + 1].strip(codes.BLANKS) or line[0] in codes.COMMENTS:
                    continue
                draft = Draft(self.no)
            draft.take(self.no, line, self.comments)
            if draft.size > self.most:
                self.report.add(draft.line, draft.line, codes.TOO_LONG)
                draft, skips = None, True
        if draft:
            yield draft

    def keep(self, draft: Draft) -> None:
        """Add an object's rows, or its fault."""
        if draft.reason:
            self.report.add(draft.line, draft.wrong, draft.reason)
            return
        values = draft.values()
        key, many = draft.key(values), len(values)
        withheld = [is_withheld(value) for value in values]
        columns: list[list[Any]] = [
            *([value] * many for value in (self.report.objects, draft.line, draft.names[0], key)),
            *(draft.lines, draft.names, values, withheld),
        ]
        for name, column in zip(SCHEMA.names, columns, strict=True):
            self.rows[name] += column
        self.report.objects += 1
        self.report.attributes += many
        self.report.withheld += sum(withheld)
        for name, value in zip(draft.names, values, strict=True):
            self.source = value if name == "source" and value else self.source

    def end(self, draft: Draft) -> int:
        """Keep the last object if it is whole; else the line on which it begins."""
        fault = self.text.fault
        whole = draft.reason or is_whole(draft.names, draft.values(), self.whole, self.source)
        if fault or not whole or (draft.reason and not self.whole):
            return draft.line
        self.keep(draft)
        return 0

    def batch(self) -> Any:
        """The rows since the last batch."""
        arrays = [pa.array(self.rows[field.name], field.type) for field in SCHEMA]
        self.rows = {name: [] for name in SCHEMA.names}
        return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def opens(line: bytes) -> bool:
    """Whether a line begins with the name of a class."""
    found = ATTRIBUTE.fullmatch(line)
    return found is not None and found[1].decode().lower() in codes.CLASSES
