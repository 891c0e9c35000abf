"""The memo of a screening: a page for the file of an application, as Markdown, HTML or PDF."""

from collections.abc import Mapping
from typing import Any

from samehand.present.dossier.pages import page, text
from samehand.present.dossier.pdf import set_sections
from samehand.present.dossier.sections import Section
from samehand.present.internal import MARK
from samehand.present.screening import bottom_line, memo_sheets
from samehand.present.screens import BANNER, notes

Envelope = Mapping[str, Any]
GUARD = (
    "Findings are about records. Nothing here says what anybody meant; ask before deciding.",
    "Decision: [ ] clear  [ ] ask  [ ] escalate  [ ] refer     By:               On:",
)


def memo_of(envelope: Envelope, suffix: str) -> bytes:
    """A page an application; `suffix` is .md, .html or .pdf."""
    parts = [_memo(envelope, row) for row in envelope["results"]]
    if suffix == ".pdf":
        return set_sections(parts, envelope["known_on"])
    return (page(parts) if suffix == ".html" else text(parts)).encode()


def _memo(envelope: Envelope, row: Mapping[str, Any]) -> Section:
    stamp = (f"{BANNER}.",) if envelope["synthetic"] else ()
    mark = (f"{MARK}.",) if envelope["query"]["restricted"] else ()
    says = (*stamp, *mark, *bottom_line(row), *notes({**envelope, "truncated": None}), *GUARD)
    sheets = tuple(sheet for sheet in memo_sheets(row) if sheet.rows or sheet.says)
    return Section(title=f"Memo: {row['name']} ({row['application']})", says=says, sheets=sheets)
