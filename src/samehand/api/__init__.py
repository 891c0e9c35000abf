"""The verbs. Command line, notebooks and pages are thin over them: one question, one answerer.

    book = samehand.open("samehand.book", as_of="2017-03-21")
    book.status()    book.show("AS64500")    book.search("example")    book.cite("3f9c2a1b:12")
    book.scan()      book.hands()            book.hand("H-3f9c2a1b")   book.why(one, other)
    book.routes(b)   book.listed(x)          book.usage(x)             book.leased(x)
    book.dormant()   book.awakenings()       book.unallocated()        book.diff(day, day)
    book.detect()    book.payments("H-3f9c2a1b")                       book.screen("app.json")
    book.judge(one, other, "same")           book.verdicts()           book.undo(3)
    book.queue()     book.export(hand, name)
    book.title(b)    book.value(x)   book.recovery(x)    book.ledger()   book.holders(b)
    book.grep(text)  book.triage(text)  book.related(x)  book.why_not(one, other)
    book.prefixes(x) book.mine(b)    book.changed(x)     book.drift(x)
    book.fit("weights.json")                 book.check("weights.json")   book.link()

Each gives an `Answer`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Literal

from samehand.api.answers import Answer
from samehand.api.book import NO_ACCESS, Access, open_desk
from samehand.api.finding.book import FindingBook
from samehand.api.judging.verbs import Judging
from samehand.api.progress import Progress, silent
from samehand.api.screening.book import ScreeningBook
from samehand.api.title.book import TitleBook
from samehand.errors import UsageError
from samehand.values.days import day

__all__ = ["Access", "Answer", "Book", "open"]

When = date | str | None
Place = str | PathLike[str]
Half = Literal["all", "even", "odd"]


def open(
    path: Place,
    as_of: When = None,
    known_on: When = None,
    weights: Place | None = None,
    verdicts: str = "all",
    access: Access = NO_ACCESS,
) -> "Book":
    """A book at two clocks; days as `date` or as written (`2017-03-21`, `2017-03`, `2017`).

    `as_of` is the day asked about, `known_on` the last day whose publications may be used; by
    default the last day that the book holds. `weights` is a file of `fit`; by default those that
    ship with samehand. `verdicts` that act: all, none, or those given by a day. `access` opens a
    team's verdicts and a registry's own files. Raises NotInData where there is no book,
    WeightsRefused for a file of weights that lacks a link or is of another version.
    """
    days = _day(as_of), _day(known_on)
    return Book(open_desk(Path(path), *days, _path(weights), verdicts, access))


def _day(when: When) -> date | None:
    return day(when) if isinstance(when, str) else when


@dataclass(frozen=True)
class Book(Judging, TitleBook, FindingBook, ScreeningBook):
    """A book open at two clocks; its methods are the questions it answers."""

    def __repr__(self) -> str:
        """Where it lies and by which clocks it is read."""
        clock = self.desk.clock
        return f"<Book {self.desk.folder} as of {clock.as_of}, known on {clock.known_on}>"

    def status(self) -> Answer:
        """Every file in the book."""
        from samehand.api.lookups.filed import status

        return status(self.desk)

    def set_aside(self, source: str | None = None) -> Answer:
        """Every line that could not be read."""
        from samehand.api.lookups.filed import set_aside

        return set_aside(self.desk, source)

    def show(self, *texts: str, kind: str | None = None, limit: int = 0) -> Answer:
        """Blocks, ASes, holders, names, cites or hands; the kind is told by how each is written."""
        from samehand.api.lookups.shows import show

        return show(self.desk, texts, kind, limit)

    def search(self, text: str, limit: int = 0) -> Answer:
        """What bears these words."""
        from samehand.api.lookups.search import search

        return search(self.desk, text, limit)

    def cite(self, written: str) -> Answer:
        """The raw line behind a statement."""
        from samehand.api.lookups.cites import cite

        return cite(self.desk, written)

    def link(self, progress: Progress = silent) -> Answer:
        """Which records of organisations and contacts are one party, by linkage, for scans to read."""
        from samehand.api import linking

        return linking.link(self.desk, progress)

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

    def routes(self, text: str, sub: bool = False, sup: bool = False, limit: int = 0) -> Answer:
        """Intervals in which a block was announced; `sub` and `sup` for what lies in it and around."""
        from samehand.api import history

        return history.routes(self.desk, text, sub, sup, limit)

    def listed(
        self, text: str, kind: str | None = None, moves: bool = False, within: int = 180
    ) -> Answer:
        """Listings, with the holder then and now; `moves` for what came within so many days."""
        from samehand.api import history

        return history.listed(self.desk, text, kind, moves, within)

    def dormant(self, *blocks: str, holder: str | None = None, since: float = 5.0) -> Answer:
        """Blocks held and not announced for so many years, the most exposed first."""
        from samehand.api import history

        return history.dormant(self.desk, blocks, holder, since)

    def awakenings(
        self, days: int | None = None, silent_years: float = 2.0, progress: Progress = silent
    ) -> Answer:
        """What was announced again after so many years, put together by days and upstream."""
        from samehand.api import history

        return history.awakenings(self.desk, days, silent_years, progress)

    def leased(self, text: str | None = None, progress: Progress = silent) -> Answer:
        """Space announced by ASes that no record ties to its holder."""
        from samehand.api import history

        return history.leased(self.desk, text, progress)

    def usage(self, text: str, kind: str | None = None) -> Answer:
        """Uses of a block by list and day, or a holder's or hand's share of each VPN list."""
        from samehand.api import history

        return history.usage(self.desk, text, kind)

    def unallocated(self, day: When = None) -> Answer:
        """Announced with no registration found that day."""
        from samehand.api import history

        return history.unallocated(self.desk, _day(day))

    def diff(self, one: When, other: When, registry: str | None = None) -> Answer:
        """What changed between two file days of the registries."""
        from samehand.api import history

        before, after = _day(one), _day(other)
        if before is None or after is None:
            raise UsageError("diff needs two days", "give 2017-03-21 2018-10-13")
        return history.diff(self.desk, before, after, registry)

    def detect(self, *rules: str, progress: Progress = silent) -> Answer:
        """What every detector found, or these, the most bits first."""
        from samehand.api import history

        return history.detect(self.desk, rules, progress)

    def payments(self, *what: str, progress: Progress = silent) -> Answer:
        """Payments for the requests of hands or holders: needs a book opened `restricted`."""
        from samehand.api.internal import payments

        return payments.payments(self.desk, what, progress)

    def fit(
        self,
        to: Place | None = None,
        labels: Sequence[Place] = (),
        leave_out: Place | None = None,
        half: Half = "all",
        progress: Progress = silent,
    ) -> Answer:
        """Weights fitted on labelled pairs, written with their plot where `to` says.

        `labels`: a list of AS numbers and organisations, a CSV of verdicts, or both; by default
        the book's own list. `leave_out`: a file of holders. `half`: of the organisations.
        """
        from samehand.api import fitting

        wish = fitting.Wish(labels=_paths(labels), leave_out=_path(leave_out), half=half)
        return fitting.fit(self.desk, wish, _path(to), progress)

    def check(
        self,
        weights: Place | None = None,
        labels: Sequence[Place] = (),
        leave_out: Place | None = None,
        without: Sequence[str] = (),
        progress: Progress = silent,
    ) -> Answer:
        """How well the probabilities of a weights file hold on organisations held out.

        By default of the weights that ship; `without` families whose evidence is hidden.
        """
        from samehand.api import fitting

        wish = fitting.Wish(labels=_paths(labels), leave_out=_path(leave_out))
        return fitting.check(self.desk, _path(weights), wish, without, progress)


def _path(place: Place | None) -> Path | None:
    return Path(place) if place else None


def _paths(places: Sequence[Place]) -> tuple[Path, ...]:
    return tuple(Path(place) for place in places)
