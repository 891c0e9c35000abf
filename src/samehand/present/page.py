"""An answer as Markdown and as one HTML page: no script, nothing fetched, all text escaped."""

from collections.abc import Iterator, Sequence
from html import escape

from samehand.present.figures import STYLE, figure
from samehand.present.look import Envelope, Look
from samehand.present.screens import BANNER, notes
from samehand.present.sheet import Sheet
from samehand.present.sheets import sheets_of
from samehand.present.tables import cell, clean

_MARKS = str.maketrans({"|": "\\|", "<": "&lt;", ">": "&gt;", "*": "\\*", "_": "\\_", "`": "\\`"})


def markdown(envelope: Envelope, look: Look) -> str:
    """Pipe tables with the notes under them."""
    parts = [f"**{BANNER}**\n"] if envelope["synthetic"] else []
    for sheet in sheets_of(envelope, look.fields):
        parts += marked(sheet, look)
    if look.headers:
        parts += [f"{safe(text)}  " for text in notes(envelope)]
    return "\n".join(parts) + "\n"


def safe(text: str) -> str:
    """Text of which nothing is markup."""
    return clean(text).translate(_MARKS)


def marked(sheet: Sheet, look: Look) -> Iterator[str]:
    """A sheet as Markdown, line by line."""
    if sheet.title and look.headers:
        yield f"### {safe(sheet.title.strip())}\n"
    if sheet.drawn:
        yield "\n".join(["```text", *(clean(line) for line in sheet.drawn(0)), "```", ""])
    titles, lines = grid(sheet)
    if lines:
        yield _pipes(titles if look.headers else ["" for _ in titles])
        yield _pipes(["---" for _ in titles])
        yield from (_pipes([text.translate(_MARKS) for text in line]) for line in lines)
        yield ""
    for says in sheet.says:
        yield f"{safe(says.strip())}\n"


def _pipes(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def grid(sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    """Titles and cells; a tall sheet lies down as two columns."""
    lines = [[cell(column, row) for column in sheet.columns] for row in sheet.rows]
    titles = [column.title for column in sheet.columns]
    if not sheet.tall:
        return titles, lines
    return ["field", "value"], [[t, v] for line in lines for t, v in zip(titles, line, strict=True)]


def html_page(envelope: Envelope, look: Look) -> str:
    """A whole page: banner, figure where there is one, tables, notes."""
    title = escape(f"samehand {envelope['schema'].partition('/')[0]}")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"{fragment(envelope, look)}\n</body></html>\n"
    )


def fragment(envelope: Envelope, look: Look, most: int = 0) -> str:
    """What a page holds: at most so many rows a table, all when `most` is 0, saying so."""
    parts = [f'<p class="stamp">{escape(BANNER)}</p>'] if envelope["synthetic"] else []
    parts.append(figure(envelope))
    for sheet in sheets_of(envelope, look.fields):
        parts += tagged(sheet, look, most)
    parts += [f"<p>{escape(text)}</p>" for text in notes(envelope)]
    return "\n".join(part for part in parts if part)


def tagged(sheet: Sheet, look: Look, most: int) -> Iterator[str]:
    """A sheet as HTML, at most so many rows of it."""
    if sheet.title:
        yield f"<h2>{escape(clean(sheet.title.strip()))}</h2>"
    if sheet.drawn:
        yield "<pre>" + "\n".join(escape(clean(line)) for line in sheet.drawn(0)) + "</pre>"
    titles, lines = grid(sheet)
    if lines:
        yield _html_table(titles if look.headers else [], lines[:most] if most else lines)
    if most and len(lines) > most:
        yield f"<p>{most:,} of {len(lines):,} rows; the answer itself holds all</p>"
    for says in sheet.says:
        yield f"<p>{escape(clean(says.strip()))}</p>"


def _html_table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table with its heads in scope."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in line) + "</tr>" for line in lines
    )
    top = f"<thead><tr>{head}</tr></thead>" if titles else ""
    return f"<table>{top}<tbody>\n{body}</tbody></table>"
