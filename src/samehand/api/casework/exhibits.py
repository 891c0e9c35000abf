"""Exhibits: the raw lines that a case rests on, each with its file, day, SHA-256 and terms.

Each file is read once, whatever number of its lines is asked for. A line of a file that was
published after the clock of the question is withheld, and says so.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.filed import licence_of
from samehand.errors import IntegrityError
from samehand.sources import Source, all_sources
from samehand.sources.lines import inflated
from samehand.store.book import Filed, digest_of, raw_path
from samehand.values.cites import LINE_BITS, cite_number, cite_text

CITE = re.compile(r"[0-9a-f]{8}:\d+")
MASK = (1 << LINE_BITS) - 1


def cites_in(told: Any) -> Iterator[str]:
    """Every cite anywhere in an answer, in order, with repeats."""
    if isinstance(told, str):
        if CITE.fullmatch(told):
            yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from cites_in(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from cites_in(value)


def exhibits(desk: Desk, cites: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By cite, what is exhibited of it. Raises IntegrityError where a file is another now."""
    wanted: dict[int, set[int]] = {}
    for cite in cites:
        number = cite_number(cite)
        wanted.setdefault(number >> LINE_BITS, set()).add(number & MASK)
    by_number = {filed.number: filed for filed in desk.seen}
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(wanted):
        filed = by_number.get(file)
        texts = _texts(desk, filed, wanted[file]) if filed else {}
        for line in sorted(wanted[file]):
            cite = cite_text((file << LINE_BITS) + line)
            found[cite] = _exhibit(desk, cite, filed, texts.get(line))
    return found


def _exhibit(desk: Desk, cite: str, filed: Filed | None, text: str | None) -> dict[str, Any]:
    if filed is None:
        return {"cite": cite, "text": None, "says": "no file of the book by that clock has it"}
    late = max(filed.day, filed.last_seen) > desk.clock.known_on
    says = f"the file is of {filed.day}, after {desk.clock.known_on}: withheld" if late else ""
    shown = None if late else text
    return {
        "cite": cite,
        "name": filed.name,
        "source": filed.source,
        "day": filed.day.isoformat(),
        "sha256": filed.digest,
        "licence": licence_of(desk, all_sources().get(filed.source)),
        "text": shown,
        "text_sha256": hashlib.sha256(shown.encode()).hexdigest() if shown is not None else None,
        "says": says if shown is None else "",
    }


def _texts(desk: Desk, filed: Filed, lines: set[int]) -> dict[int, str]:
    path = raw_path(desk.folder, filed.digest, filed.restricted)
    if not path.exists() or digest_of(path) != filed.digest:
        raise IntegrityError(f"{path} is not the {filed.name} that was imported", "import it anew")
    source = all_sources().get(filed.source)
    if source and source.form:
        return _told(source, path, lines)
    return dict(_lines(path, lines))


def _told(source: Source, path: Path, lines: set[int]) -> dict[int, str]:
    assert source.form
    told = {line: source.form.tell(path, line) for line in sorted(lines)}
    return {line: text for line, text in told.items() if text is not None}


def _lines(path: Path, lines: set[int]) -> Iterator[tuple[int, str]]:
    last = max(lines)
    with inflated(path) as stream:
        for number, raw in enumerate(io.BufferedReader(stream), 1):  # type: ignore[type-var]
            if number in lines:
                yield number, raw.decode("utf-8", "replace").rstrip("\r\n")
            if number >= last:
                return
