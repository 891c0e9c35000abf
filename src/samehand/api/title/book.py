"""The verbs of title, as questions that a book answers."""

from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.values.days import day


def when(written: date | str | None) -> date | None:
    """A day as a date or as written."""
    return day(written) if isinstance(written, str) else written


@dataclass(frozen=True)
class TitleBook:
    """A book asked who had what on record, and by which instrument."""

    desk: Desk

    def title(self, block: str, reader: str | None = None, limit: int = 0) -> Answer:
        """The chain of title of a block, with its exceptions; `reader="buyer"` adds cures."""
        from samehand.api.title.title import title

        return title(self.desk, block, reader, limit)

    def value(
        self,
        text: str,
        on: date | str | None = None,
        discount: float | None = None,
        kind: str | None = None,
    ) -> Answer:
        """What a block, or all of a holder or hand, was worth on a day, by each source of prices.

        `discount`: percent taken off for listed or disputed space, the user's own.
        """
        from samehand.api.worth.value import value

        return value(self.desk, text, when(on), discount, kind)

    def recovery(
        self,
        *texts: str,
        bought: date | str | None = None,
        on: date | str | None = None,
        costs: str | PathLike[str] | None = None,
    ) -> Answer:
        """What became of every block of these blocks, holders or hands, and its value by class.

        `bought`: a buyer's day. `costs`: a CSV of evidenced amounts.
        """
        from samehand.api.recovery.recovery import Wish, recovery

        wish = Wish(when(bought), when(on), Path(costs) if costs else None)
        return recovery(self.desk, texts, wish)

    def ledger(self, by: str = "registry", on: date | str | None = None) -> Answer:
        """Held, routed, free, reserved, transferred, and in how few hands, on a day."""
        from samehand.api.ledger.ledger import ledger

        return ledger(self.desk, by, when(on))

    def warm(self) -> None:
        """Copy the tables into memory: for many questions on end of one process."""
        self.desk.warm()
