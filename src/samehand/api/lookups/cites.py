"""The raw line behind a statement: from the very file that was imported, its digest checked."""

from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk, coverage
from samehand.api.lookups.filed import licence_of
from samehand.api.lookups.states import FOUND, WITHHELD, ask
from samehand.api.restricted import allowed
from samehand.errors import IntegrityError, NotInData
from samehand.sources import Source, all_sources
from samehand.sources.lines import tell_line
from samehand.store.book import Filed, digest_of, raw_path
from samehand.tables import all_tables
from samehand.values.cites import LINE_BITS, cite_number, cite_text

LINE_MASK = (1 << LINE_BITS) - 1


def cite(desk: Desk, written: str) -> Answer:
    """One line: its file, day, SHA-256 and licence, its text, and the rows read from it.

    Raises NotInData where the book has no such line by `known_on`, IntegrityError where the
    file is not the one that was imported.
    """
    number = cite_number(written)
    filed = _filed(desk, number)
    path = raw_path(desk.folder, filed.digest, filed.restricted)
    if filed.restricted:
        allowed(desk, "cite")
    if not path.exists() or digest_of(path) != filed.digest:
        raise IntegrityError(
            f"{path} is not the {filed.name} that was imported",
            "import the file anew into a new book",
        )
    line = number & LINE_MASK
    source = all_sources().get(filed.source)
    text = source.form.tell(path, line) if source and source.form else tell_line(path, line)
    if text is None:
        raise NotInData(f"{filed.name} has no line {line:,}", f"it has {filed.lines:,} lines")
    row = _described(desk, filed, number, source) | _text(desk, filed, text)
    row["read_as"] = _read_as(desk, number)
    query = {"verb": "cite", "cite": cite_text(number)}
    return desk.answer("cite/1", query, [row], coverage=coverage((filed,)))


def line_of(desk: Desk, written: str, checked: set[str]) -> str:
    """The raw line alone, for many cites on end: each file's digest is checked once, in `checked`.

    Raises as `cite` does.
    """
    number = cite_number(written)
    filed = _filed(desk, number)
    path = raw_path(desk.folder, filed.digest)
    if filed.digest not in checked and (not path.exists() or digest_of(path) != filed.digest):
        raise IntegrityError(f"{path} is not the {filed.name} that was imported", "import it anew")
    checked.add(filed.digest)
    source = all_sources().get(filed.source)
    tell = source.form.tell if source and source.form else tell_line
    told = _text(desk, filed, tell(path, number & LINE_MASK) or "")
    return str(told["text"] or told.get("why") or "")


def _filed(desk: Desk, number: int) -> Filed:
    for filed in desk.held.files:
        if filed.number == number >> LINE_BITS:
            if filed in desk.seen:
                return filed
            raise NotInData(
                f"{cite_text(number)} was first seen on {filed.first_seen}, after "
                f"{desk.clock.known_on}",
                f"--known-on {filed.first_seen}",
            )
    raise NotInData(f"no file of the book begins {cite_text(number)[:8]}", "see `samehand status`")


def _described(desk: Desk, filed: Filed, number: int, source: Source | None) -> dict[str, Any]:
    return {
        "cite": cite_text(number),
        "name": filed.name,
        "line": number & LINE_MASK,
        "source": filed.source,
        "day": filed.day.isoformat(),
        "licence": licence_of(desk, source),
        "sha256": filed.digest,
    }


def _text(desk: Desk, filed: Filed, text: str) -> dict[str, Any]:
    """The line, unless the file was published after `known_on`: then it may say what came later."""
    day = max(filed.day, filed.last_seen)
    if day <= desk.clock.known_on:
        return {"state": FOUND, "text": text}
    why = f"the file is of {day}, after {desk.clock.known_on}: its line may tell of later days"
    return {"state": WITHHELD, "text": None, "why": why}


def _read_as(desk: Desk, number: int) -> list[dict[str, Any]]:
    """The rows that were read from a line, as far as the clocks let them through."""
    rows = []
    for kind in all_tables():
        if kind.table != "set_aside":
            sql = f"SELECT * FROM {kind.table} WHERE cite = $cite"
            rows += [{"table": kind.table, **row} for row in ask(desk, sql, cite=number)]
    return rows
