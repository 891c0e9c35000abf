"""Sections as PDF, set by Typst: the same dossier gives the same bytes, on every machine.

All text is given to Typst as strings, so nothing of it is markup; fonts are those that come with
Typst, and the day of the file is that of the newest clock of the case.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from samehand.present.dossier.sections import Section, sections
from samehand.present.page import grid
from samehand.present.sheet import Sheet
from samehand.present.sheets import sheets_of
from samehand.present.tables import clean

Dossier = Mapping[str, Any]
MOST_ROWS = 200  # of one table of an answer; the answer itself is in the bundle
NARROWEST, WIDEST, SPARE = 8, 40, 2  # letters: a column that its bold title and a number fit
HEAD = """\
#set page(paper: "a4", margin: 18mm, numbering: "1 / 1")
#set text(font: "Libertinus Serif", size: 9.5pt)
#set par(justify: false)
#set heading(numbering: "1.")
#show heading: set block(above: 1.4em, below: 0.7em)
#set table(stroke: 0.4pt + luma(170), inset: 3.5pt)
#show table: set text(size: 7.5pt)
#let says(x) = block(above: 0.6em, below: 0.6em, text(x))
#let bars(x) = block(text(font: "DejaVu Sans Mono", size: 6pt, raw(x)))
"""


def typst(dossier: Dossier, reader: str = "everyone") -> str:
    """The report as Typst source."""
    return HEAD + "\n".join(line for part in sections(dossier, reader) for line in _set(part))


def pdf(dossier: Dossier, reader: str = "everyone") -> bytes:
    """The report as PDF."""
    return compiled(typst(dossier, reader), _day(dossier))


def set_sections(parts: Sequence[Section], day: str) -> bytes:
    """Sections as PDF; `day` is that of the file."""
    return compiled(HEAD + "\n".join(line for part in parts for line in _set(part)), day)


def compiled(source: str, day: str) -> bytes:
    """Typst source as PDF: the same source and day give the same bytes."""
    import typst as setter

    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    raw: bytes = setter.compile(
        source.encode(),
        format="pdf",
        ignore_system_fonts=True,
        timestamp=int(moment.timestamp()),
    )
    return raw


def _day(dossier: Dossier) -> str:
    return max(str(pin["known_on"]) for pin in dossier["case"]["pins"])


def _text(words: str) -> str:
    """A string of Typst."""
    return json.dumps(clean(words), ensure_ascii=False)


def _set(part: Section) -> Iterator[str]:
    yield f"#heading({_text(part.title)})"
    yield from (f"#says({_text(says)})" for says in part.says)
    for sheet in part.sheets:
        yield from _sheet(sheet, 0)
    for subject, envelope in part.answers:
        yield f"#heading(level: 2, {_text(subject)})"
        for sheet in sheets_of(envelope):
            yield from _sheet(sheet, MOST_ROWS)


def _sheet(sheet: Sheet, most: int) -> Iterator[str]:
    if sheet.title:
        yield f"#heading(level: 3, numbering: none, {_text(sheet.title.strip())})"
    if sheet.drawn:
        yield f"#bars({_text_lines(sheet.drawn(0))})"
    titles, lines = grid(sheet)
    if lines:
        yield _table(titles, lines[:most] if most else lines)
    if most and len(lines) > most:
        yield f"#says({_text(f'{most:,} of {len(lines):,} rows; the answer itself holds all')})"
    yield from (f"#says({_text(says.strip())})" for says in sheet.says)


def _text_lines(lines: Sequence[str]) -> str:
    return json.dumps("\n".join(clean(line) for line in lines), ensure_ascii=False)


def _table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    widths = ", ".join(_width(place, titles, lines) for place in range(len(titles)))
    head = ", ".join(f"strong({_text(title)})" for title in titles)
    cells = ", ".join(_text(_breakable(cell)) for line in lines for cell in line)
    return f"#table(columns: ({widths},), table.header({head}), {cells})"


def _width(place: int, titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    longest = max(len(titles[place]), *(len(line[place]) for line in lines))
    return f"{min(max(longest + SPARE, NARROWEST), WIDEST)}fr"


def _breakable(cell: str) -> str:
    """Long words with places to break, so that no cell runs over its neighbour."""
    words = cell.split(" ")
    return " ".join(
        "\u200b".join(word[n : n + 10] for n in range(0, len(word), 10)) if len(word) > 14 else word
        for word in words
    )
