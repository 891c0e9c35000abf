"""A dossier: a case with the answers to every question about what was pinned, and their lines.

It is plain JSON, and the only thing that reports, bundles and exports are made of: so a number is
the same on every surface. What fools it: a book that was added to since a pin was made answers by
the pin's clocks, but is another snapshot, which the dossier says.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from samehand import __version__
from samehand.api.casework.exhibits import cites_in, exhibits
from samehand.api.casework.masking import masked
from samehand.api.casework.panels import panels, recovery
from samehand.api.casework.persons import Left, left_out
from samehand.api.casework.slices import slice_of
from samehand.cases.words import Case, Pin
from samehand.errors import NotInData
from samehand.resolve.weights import default_whole

Opened = Callable[[Pin], Any]
"""A book by the clocks of a pin."""

QUESTIONS = 6  # of each pin, about: that many make a copy of the tables in memory pay
MOST_EXHIBITS = 2000  # a report with more is read by nobody; the answers cite all the rest


def gather(case: Case, opened: Opened, salt: bytes, redact: str = "people") -> dict[str, Any]:
    """The dossier of a case; `redact`: people, or none. Raises NotInData for a case with no pin."""
    if not case.pins:
        raise NotInData(f"{case.name} is about nothing yet", f"samehand case add {case.name} X...")
    asked = _Asked({}, [], [], {})
    with ExitStack() as memories:
        for pin in case.pins:
            book = opened(pin)
            memories.enter_context(book.desk.memory.held())
            _ask(asked, case, pin, book)
        told = asked.panels
        told.append(recovery(opened(case.pins[0]), [pin.what for pin in case.pins]).told())
    shown, left = _shown(asked)
    snapshots = {book.desk.held.snapshot for book in asked.books.values()}
    dossier = {
        "dossier": 1,
        "tool": f"samehand {__version__}",
        "synthetic": any(pin.synthetic for pin in case.pins),
        "case": asdict(case),
        "snapshots": sorted(snapshots),
        "moved_on": sorted(snapshots - {pin.snapshot for pin in case.pins}),
        "panels": told,
        "exhibits": _numbered(shown),
        "slices": asked.slices,
        "not_looked": sorted(
            {each for panel in told for each in (panel["envelope"] or {}).get("not_looked", ())}
        ),
        "method": _method(),
    }
    return masked(dossier, salt, left) if redact != "none" else dossier


@dataclass(frozen=True, slots=True)
class _Asked:
    """What has been asked so far: books by id, answers, slices, and which book exhibits a cite."""

    books: dict[int, Any]
    panels: list[dict[str, Any]]
    slices: list[dict[str, Any]]
    cites: dict[str, int]


def _ask(asked: _Asked, case: Case, pin: Pin, book: Any) -> None:
    """Everything about one pin."""
    if id(book) not in asked.books:
        book.desk.warm_for(len(case.pins) * QUESTIONS)
        asked.books[id(book)] = book
    mine = [panel.told() for panel in panels(book, pin.what)]
    asked.panels.extend(mine)
    asked.slices.extend(slice_of(book, pin.what))
    own = (cite for finding in case.findings for cite in finding.cites)
    for cite in (*own, *cites_in([panel["envelope"] for panel in mine])):
        if cite in asked.cites or len(asked.cites) < MOST_EXHIBITS:
            asked.cites[cite] = id(book)


def _shown(asked: _Asked) -> tuple[dict[str, dict[str, Any]], Left]:
    """Every exhibit by cite, in the order in which they were cited, and who stands on them."""
    found: dict[str, dict[str, Any]] = {}
    left = Left()
    for number, book in asked.books.items():
        mine = [cite for cite, by in asked.cites.items() if by == number]
        found |= exhibits(book.desk, mine)
        left |= left_out(book.desk, mine)
    return {cite: found[cite] for cite in asked.cites}, left


def _numbered(shown: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"exhibit": f"E-{n}", **each} for n, each in enumerate(shown.values(), 1)]


def _method() -> dict[str, Any]:
    """How links were weighed, and how far probabilities hold."""
    whole = default_whole()
    told = whole.get("calibration", {})
    return {
        "weights": whole["digest"],
        "prior": whole["prior"],
        "calibrated": told.get("verdict", "not looked"),
        "says": told.get("says", ""),
    }
