"""One object of a file, whole, as it was published, for whoever follows a cite."""

from collections.abc import Iterator
from pathlib import Path

from samehand.inflate import Inflated
from samehand.rpsl import codes
from samehand.rpsl.nrtm import is_header, parsed
from samehand.rpsl.plain import Reading, opens, text_of
from samehand.rpsl.report import Report

PIECE = 1 << 20  # bytes read at a time


class Text:
    """Bytes at hand, as the readers of dumps take them."""

    def __init__(self, data: bytes, fault: str = "") -> None:
        self.fault = fault
        self._rest = memoryview(data)

    def readinto(self, view: memoryview) -> int:
        """Fill the view as far as it goes; 0 at the end."""
        got = min(len(view), len(self._rest))
        view[:got] = self._rest[:got]
        self._rest = self._rest[got:]
        return got

    def close(self) -> None:
        """Nothing to let go of."""


def first_words(line: int) -> str:
    """How what is said of a broken object begins.

    >>> first_words(1200)
    'in line 1,200'
    """
    return f"in line {line:,}"


def told(path: Path, wanted: int) -> str | None:
    """The object that begins on a line, or nothing where the file has none there.

    Of one that was set aside, first why, and on which line. A comment is told alone.
    """
    file = Inflated(path)
    lines: list[bytes] = []
    whole = False
    for line in _from(file, wanted):
        whole = _ends(line) or bool(lines and not lines[-1].strip() and opens(line.rstrip(b"\n")))
        if whole:
            break
        lines.append(line)
        if line[0] in codes.COMMENTS and len(lines) == 1:
            return text_of(line.rstrip(b"\r\n"))
    if not lines:
        return "" if whole else None
    return _told(lines, wanted, whole, file.fault)


def told_record(path: Path, wanted: int) -> str | None:
    """The object of the snapshot's record on a line; the record itself where it has none."""
    lines = _from(Inflated(path), wanted)
    record = next(lines, None)
    if record is None:
        return None
    record = record.strip(b"\x1e\r\n ")
    found = parsed(record)
    text = found.get("object")
    if isinstance(text, str) and text.strip():
        return _told([text.encode("utf-8", "replace")], 0, place=wanted)
    if is_header(found):
        return text_of(record)
    cut = not found and next(lines, None) is None
    why = codes.REASONS[codes.CUT if cut else codes.NOT_JSON]
    return f"{first_words(wanted)}: {why}\n{text_of(record)}"


def _told(
    lines: list[bytes], begins: int, whole: bool = True, fault: str = "", place: int = 0
) -> str:
    """Why an object is set aside, if it is, and its lines; `place` is that of all of them."""
    report = Report()
    text = b"".join(lines)
    reading = Reading(Text(text + b"\n\n" * whole, fault), report)
    reading.source = "" if whole else _source(lines)
    for _ in reading.batches():
        pass
    why = [
        f"{first_words(place or begins + found.line - 1)}: {found.reason}"
        for found in report.faults
    ]
    return "\n".join([*why, text_of(text).replace("\r", "").rstrip("\n")])


def _source(lines: list[bytes]) -> str:
    """What the last object of a file says its source is; a mark that no object has if nothing."""
    said = [line.partition(b":")[2] for line in lines if line.lower().startswith(b"source:")]
    return text_of(said[-1].split(b"#")[0].strip(codes.BLANKS)) if said else "?"


def _ends(line: bytes) -> bool:
    return not line.rstrip(b"\r\n")


def _from(file: Inflated, wanted: int) -> Iterator[bytes]:
    """The lines from one on, with their ends; of one too long for an object, its beginning."""
    left, rest, buf = wanted - 1, b"", bytearray(PIECE)
    while got := file.readinto(memoryview(buf)):
        piece = bytes(buf[:got])
        many = piece.count(b"\n")
        if many < left:
            left -= many
            continue
        piece, left = piece.split(b"\n", left)[left], 0
        *whole, rest = (rest + piece).split(b"\n")
        rest = rest[: codes.MOST]
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest
    file.close()
