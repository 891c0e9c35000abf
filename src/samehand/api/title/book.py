"""The verbs of title, as questions that a book answers."""

from dataclasses import dataclass

from samehand.api.answers import Answer
from samehand.api.book import Desk


@dataclass(frozen=True)
class TitleBook:
    """A book asked who had what on record, and by which instrument."""

    desk: Desk

    def title(self, block: str, reader: str | None = None, limit: int = 0) -> Answer:
        """The chain of title of a block, with its exceptions; `reader="buyer"` adds cures."""
        from samehand.api.title.title import title

        return title(self.desk, block, reader, limit)

    def warm(self) -> None:
        """Copy the tables into memory: for many questions on end of one process."""
        self.desk.warm()
