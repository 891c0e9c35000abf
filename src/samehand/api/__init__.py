"""The verbs. Command line, notebooks and pages are thin over them: one question, one answerer.

    book = samehand.open("samehand.book", as_of="2017-03-21")
    book.status()    book.show("AS64500")    book.search("example")    book.cite("3f9c2a1b:12")
    book.scan()      book.hands()            book.hand("H-3f9c2a1b")   book.why(one, other)

Each gives an `Answer`.
"""

from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

from samehand.api import lookups
from samehand.api.answers import Answer
from samehand.api.book import Desk, open_desk
from samehand.api.intake import Progress, silent
from samehand.values.days import day

__all__ = ["Answer", "Book", "open"]

When = date | str | None


def open(path: str | PathLike[str], as_of: When = None, known_on: When = None) -> "Book":
    """A book at two clocks; days as `date` or as written (`2017-03-21`, `2017-03`, `2017`).

    `as_of` is the day asked about, `known_on` the last day whose publications may be used; by
    default the last day that the book holds. Raises NotInData where there is no book.
    """
    return Book(open_desk(Path(path), _day(as_of), _day(known_on)))


def _day(when: When) -> date | None:
    return day(when) if isinstance(when, str) else when


@dataclass(frozen=True)
class Book:
    """A book open at two clocks; its methods are the questions it answers."""

    desk: Desk

    def __repr__(self) -> str:
        """Where it lies and by which clocks it is read."""
        clock = self.desk.clock
        return f"<Book {self.desk.folder} as of {clock.as_of}, known on {clock.known_on}>"

    def status(self) -> Answer:
        """Every file in the book."""
        return lookups.status(self.desk)

    def set_aside(self, source: str | None = None) -> Answer:
        """Every line that could not be read."""
        return lookups.set_aside(self.desk, source)

    def show(self, *texts: str, kind: str | None = None, limit: int = 0) -> Answer:
        """Blocks, ASes, holders, names, cites or hands; the kind is told by how each is written."""
        return lookups.show(self.desk, texts, kind, limit)

    def search(self, text: str, limit: int = 0) -> Answer:
        """What bears these words."""
        return lookups.search(self.desk, text, limit)

    def cite(self, written: str) -> Answer:
        """The raw line behind a statement."""
        return lookups.cite(self.desk, written)

    def diff(self, one: date | str, other: date | str, registry: str | None = None) -> Answer:
        """What changed in the registries' files between two file days."""
        from samehand.api.lookups import changes

        first, second = (day(each) if isinstance(each, str) else each for each in (one, other))
        return changes.diff(self.desk, first, second, registry)

    def scan(self, progress: Progress = silent) -> Answer:
        """Look for hands, and tell how it went."""
        from samehand.api import hands

        return hands.scan(self.desk, progress)

    def hands(
        self,
        min_weight: float | None = None,
        reading: str | None = None,
        progress: Progress = silent,
    ) -> Answer:
        """The hands, ranked; of at least so many bits, of one reading (`undeclared`, …)."""
        from samehand.api import hands

        return hands.hands(self.desk, progress, min_weight, reading)

    def hand(self, hand_id: str, progress: Progress = silent) -> Answer:
        """One hand, with every link in it and the evidence of each."""
        from samehand.api import hands

        return hands.hand(self.desk, hand_id, progress)

    def why(self, one: str, other: str, progress: Progress = silent) -> Answer:
        """Two holders: from the prior, bar by bar, to the total in bits."""
        from samehand.api import hands

        return hands.why(self.desk, one, other, progress)
