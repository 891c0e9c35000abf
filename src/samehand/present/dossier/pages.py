"""Sections as one HTML page and as Markdown: no script, nothing fetched, all text escaped."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from samehand.present.dossier.sections import Section, sections
from samehand.present.figures import STYLE
from samehand.present.look import Look
from samehand.present.page import fragment, marked, safe, tagged
from samehand.present.sheets import sheets_of
from samehand.present.tables import clean

Dossier = Mapping[str, Any]
HTML = Look(format="html")
MARKDOWN = Look(format="markdown")
MOST_ROWS = 200  # of one table of an answer; the answer itself is in the bundle


def html(dossier: Dossier, reader: str = "everyone") -> str:
    """The report as a page of its own."""
    return page(sections(dossier, reader))


def page(parts: Sequence[Section]) -> str:
    """Sections as a page of its own."""
    body = "\n".join(line for part in parts for line in _html(part))
    nav = "".join(f'<li><a href="#{_id(part)}">{escape(part.title)}</a></li>' for part in parts[1:])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(parts[0].title)}</title>\n<style>{STYLE}</style></head>\n"
        f"<body><nav><ol>{nav}</ol></nav>\n{body}\n</body></html>\n"
    )


def _id(part: Section) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in part.title.lower())


def _html(part: Section) -> Iterator[str]:
    yield f'<h1 id="{_id(part)}">{escape(clean(part.title))}</h1>'
    for says in part.says:
        yield f"<p>{escape(clean(says))}</p>"
    for sheet in part.sheets:
        yield from tagged(sheet, HTML, 0)
    for subject, envelope in part.answers:
        yield f"<h2>{escape(clean(subject))}</h2>"
        yield fragment(envelope, HTML, MOST_ROWS)


def markdown(dossier: Dossier, reader: str = "everyone") -> str:
    """The report as Markdown."""
    return text(sections(dossier, reader))


def text(parts: Sequence[Section]) -> str:
    """Sections as Markdown."""
    return "\n".join(_marked(parts)) + "\n"


def _marked(parts: Sequence[Section]) -> Iterator[str]:
    for part in parts:
        yield f"# {safe(part.title)}\n"
        yield from (f"{safe(says)}\n" for says in part.says)
        for sheet in part.sheets:
            yield from marked(sheet, MARKDOWN)
        for subject, envelope in part.answers:
            yield f"## {safe(subject)}\n"
            for sheet in sheets_of(envelope):
                yield from marked(sheet, MARKDOWN)
