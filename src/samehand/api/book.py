"""A book open at two clocks: what every verb asks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from samehand.api.answers import Answer, Result
from samehand.errors import NotInData, WeightsRefused
from samehand.resolve.weights import Weights, default_weights, read_whole, weights_from
from samehand.store import Clock
from samehand.store.book import Catalogue, Filed, catalogue, table_files
from samehand.store.duck import DuckStore
from samehand.store.linkages import Kept, linkage_for
from samehand.store.reads import Permit, note_read
from samehand.tables import all_tables
from samehand.tables.findings import FileDay
from samehand.tables.records import SameParty
from samehand.values.days import day
from samehand.verdicts.shelf import Shelf

Found = TypeVar("Found")
COPY_MOST = 1 << 27  # bytes of a table's files: in memory a larger one takes a gigabyte or more
COPY_PAYS = 15  # a copy of the world of 2018 takes 0.6 s and saves 45 ms a block looked up


@dataclass(frozen=True, slots=True)
class Access:
    """What else is opened with a book: a team's verdicts, and a registry's own files.

    `team` is the address of a PostgreSQL that holds the verdicts; by default they lie in the book.
    `restricted` is what is logged as the reason for reading restricted tables; without one they
    are as if empty.
    """

    team: str | None = None
    restricted: str = ""


NO_ACCESS = Access()


@dataclass(slots=True)
class Memory:
    """What was found out, kept while many questions that need the same are put to one book."""

    kept: dict[tuple[Any, ...], Any] | None = None  # None: nothing is kept

    def of(self, key: tuple[Any, ...], find: Callable[[], Found]) -> Found:
        """What was found under this key, else what is found now."""
        if self.kept is None:
            return find()
        if key not in self.kept:
            self.kept[key] = find()
        found: Found = self.kept[key]
        return found

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep what is found from here on; it is forgotten at the end."""
        outer, self.kept = self.kept, {} if self.kept is None else self.kept
        try:
            yield
        finally:
            self.kept = outer


@dataclass(frozen=True)
class Desk:
    """A book, its catalogue, and the clocks of the question asked of it."""

    folder: Path
    held: Catalogue
    clock: Clock
    weights: Weights | None = None  # None stands for those that ship with the package
    shelf: Shelf | None = None  # what people judged; None: nothing is known of that
    heeds: str = "all"  # which verdicts act: all, none, or those given by a day
    permit: Permit | None = None  # to read restricted tables, which are else as if empty
    done: set[str] = field(default_factory=set, repr=False, compare=False)  # once, in `store`
    asked_sql: list[str] = field(default_factory=list, repr=False, compare=False)
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    @property
    def weighing(self) -> Weights:
        """The weights by which it is weighed."""
        return self.weights or default_weights()

    @cached_property
    def store(self) -> DuckStore:
        """The tables of the book, seen by the clocks."""
        return self._filled(in_place=False)

    @cached_property
    def peek(self) -> DuckStore:
        """The same tables, read where they lie: for a look-up or two."""
        return self.store if "store" in self.__dict__ else self._filled(in_place=True)

    def warm(self) -> None:
        """Copy the tables into memory, for this and every later look-up."""
        opened = self.__dict__.pop("peek", None)
        copied = self.store
        if opened not in (None, copied):
            opened.close()

    def warm_for(self, questions: int) -> None:
        """The same, where so many questions are about to be asked that the copy pays."""
        if questions > COPY_PAYS:
            self.warm()

    def _filled(self, in_place: bool) -> DuckStore:
        if self.permit:
            self.read_logged  # noqa: B018 - reading it writes the log, once
        store = DuckStore(self.clock, tables=False)
        files = table_files(self.folder, self.held, bool(self.permit))
        linkage, _ = self.linkage
        if linkage:
            files[SameParty] = [linkage.rows]
        # file days first, for what shows the others by a clock reads them
        for kind, paths in sorted(files.items(), key=lambda each: each[0] is not FileDay):
            large = sum(path.stat().st_size for path in paths) > COPY_MOST
            store.fill(kind, paths, in_place or large)
        store.tell_days(self.held.days)
        return store

    @cached_property
    def linkage(self) -> tuple[Kept | None, bool]:
        """The linkage of records that a question may use; whether it is of the very records seen."""
        return linkage_for(self.folder, self.held, self.clock)

    @cached_property
    def read_logged(self) -> tuple[str, ...]:
        """The restricted tables that are opened; the read is in the log by then."""
        held = {table for filed in self.held.files for table, rows in filed.loose.items() if rows}
        tables = tuple(k.table for k in all_tables() if k.is_restricted() and k.table in held)
        if self.permit and tables:
            note_read(self.folder, self.permit, tables)
        return tables

    def refill(self) -> None:
        """Let go of the tables that were opened; the next question fills them anew."""
        for name in ("store", "peek"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                opened.close()
        self.__dict__.pop("linkage", None)
        self.done.clear()

    def close(self) -> None:
        """Let go of all that was opened."""
        self.refill()
        if self.shelf is not None:
            self.shelf.close()

    @property
    def seen(self) -> tuple[Filed, ...]:
        """The files of which something was seen by `known_on`."""
        return tuple(filed for filed in self.held.files if filed.first_seen <= self.clock.known_on)

    def answer(
        self, schema: str, query: dict[str, Any], results: Sequence[Result], **more: Any
    ) -> Answer:
        """An answer to a question put to this book by these clocks."""
        return Answer(
            schema=schema,
            query=query,
            as_of=self.clock.as_of,
            known_on=self.clock.known_on,
            snapshot=self.held.snapshot,
            synthetic=bool(self.held.synthetic),
            results=results,
            coverage=more.pop("coverage", coverage(self.seen)),
            **more,
        )


def open_desk(
    folder: Path,
    as_of: date | None = None,
    known_on: date | None = None,
    weights: Path | None = None,
    verdicts: str = "all",
    access: Access = NO_ACCESS,
) -> Desk:
    """Open a book; `known_on` is by default the last day it holds, `as_of` the same day.

    `weights` is a file of `samehand fit`; by default those that ship with the package. `verdicts`
    that act: all, none, or those given by a day. `access` opens a team's verdicts and restricted
    tables; reads of these are logged.
    """
    held = catalogue(folder)
    if not held.files:
        raise NotInData(f"the book at {folder} is empty", "fill it with `samehand import PATH...`")
    known = known_on or as_of or max(filed.last_seen for filed in held.files)
    weighing = _weights(weights, bool(held.synthetic)) if weights else None
    heeds = verdicts if verdicts in ("all", "none") else day(verdicts).isoformat()
    shelf = Shelf(folder, bool(held.synthetic), access.team)
    permit = Permit(access.restricted) if access.restricted else None
    desk = Desk(folder, held, Clock(as_of or known, known), weighing, shelf, heeds, permit)
    if not desk.seen:
        first = min(filed.first_seen for filed in held.files)
        raise NotInData(
            f"nothing in the book was seen by {known}",
            f"its first day is {first}: --known-on {first}",
        )
    return desk


def _weights(path: Path, synthetic: bool) -> Weights:
    whole = read_whole(path)
    if whole.get("synthetic") and not synthetic:
        raise WeightsRefused(
            f"{path} was fitted on a SYNTHETIC world, and the book is real",
            "fit on real files: `samehand fit -o FILE`",
        )
    return weights_from(whole, str(path))


def coverage(files: tuple[Filed, ...]) -> list[dict[str, Any]]:
    """By source: from which to which day, on how many file days, and the longest gap between."""
    by_source: dict[str, list[Filed]] = {}
    for filed in files:
        by_source.setdefault(filed.source, []).append(filed)
    return [_covered(name, told) for name, told in sorted(by_source.items())]


def _covered(name: str, told: list[Filed]) -> dict[str, Any]:
    days = sorted({filed.day for filed in told})
    gaps = [
        [before.isoformat(), after.isoformat()]
        for before, after in pairwise(days)
        if (after - before).days > 1
    ]
    return {
        "source": name,
        "from": min(filed.first_seen for filed in told).isoformat(),
        "to": max(filed.last_seen for filed in told).isoformat(),
        "days": len(days),
        "gaps": gaps,
    }
