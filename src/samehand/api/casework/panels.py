"""Panels: the questions that are asked of each thing a case is about.

A question that the book cannot answer gives a panel that says why: it is never left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samehand.api.answers import Answer
from samehand.api.lookups.kinds import asked
from samehand.errors import SamehandError


@dataclass(frozen=True, slots=True)
class Panel:
    """One question to a book about one thing: its theme, and the envelope of the answer, if any."""

    theme: str
    subject: str
    says: str  # why there is no answer; empty where there is one
    envelope: Mapping[str, Any] | None

    def told(self) -> dict[str, Any]:
        """As kept in a dossier."""
        return {
            "theme": self.theme,
            "subject": self.subject,
            "says": self.says,
            "envelope": self.envelope,
        }


Question = Callable[[Any, str], Answer]
TITLE: Question = lambda book, what: book.title(what)  # noqa: E731
ROUTES: Question = lambda book, what: book.routes(what)  # noqa: E731
LISTED: Question = lambda book, what: book.listed(what)  # noqa: E731
USAGE: Question = lambda book, what: book.usage(what)  # noqa: E731
VALUE: Question = lambda book, what: book.value(what)  # noqa: E731
RECOVERY: Question = lambda book, what: book.recovery(*what.split(", "))  # noqa: E731
HAND: Question = lambda book, what: book.hand(what)  # noqa: E731
SHOW: Question = lambda book, what: book.show(what)  # noqa: E731
PAYMENTS: Question = lambda book, what: book.payments(what)  # noqa: E731

AFTER = (("listings", LISTED), ("use", USAGE), ("value", VALUE))
PANELS: Mapping[str, tuple[tuple[str, Question], ...]] = {
    "hand": (("links", HAND), *AFTER),
    "holder": (("record", SHOW), *AFTER),
    "block": (("chain of title", TITLE), ("routing", ROUTES), *AFTER),
    "asn": (("record", SHOW), ("listings", LISTED)),
}
THEMES = (
    *("record", "links", "chain of title", "routing", "listings", "use", "value", "recovery"),
    "payments",
)
"""The order in which a report has them."""


def panels(book: Any, what: str) -> Iterator[Panel]:
    """Every panel of one thing; the schedule of payments only with access to restricted files."""
    kind = asked(what).kind
    questions = PANELS.get(kind, (("record", SHOW),))
    if book.desk.permit and kind in ("hand", "holder"):
        questions = (*questions, ("payments", PAYMENTS))
    for theme, question in questions:
        yield _panel(book, theme, question, what)


def recovery(book: Any, whats: Iterable[str]) -> Panel:
    """What became of all of it together, so that no block is counted twice."""
    held = [what for what in whats if asked(what).kind in ("hand", "holder", "block")]
    return _panel(book, "recovery", RECOVERY, ", ".join(held))


def _panel(book: Any, theme: str, question: Question, what: str) -> Panel:
    try:
        return Panel(theme, what, "", question(book, what).envelope())
    except SamehandError as fault:
        return Panel(theme, what, f"{fault.message} - {fault.hint}", None)
