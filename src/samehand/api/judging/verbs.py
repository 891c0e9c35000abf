"""The verbs of judging, as methods of a book."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.progress import Progress, silent
from samehand.errors import UsageError
from samehand.verdicts.shelf import Shelf

if TYPE_CHECKING:
    from samehand.api.judging.sitting import Sitting


@dataclass(frozen=True)
class Judging:
    """What people say of two holders."""

    desk: Desk

    def judge(
        self,
        one: str,
        other: str,
        verdict: str,
        *,
        because: Sequence[str] = (),
        note: str = "",
        by: str = "",
    ) -> Answer:
        """Keep a verdict on two holders: same, different or unsure; it acts at once.

        `because`: evidence as `why` numbers it (E1), or cites. Raises NotInData for a holder or
        evidence that is not there, UsageError for a word that is no verdict.
        """
        from samehand.api.judging.deciding import judged
        from samehand.api.judging.given import Said

        said = Said(word=verdict, because=tuple(because), note=note, by=by)
        return judged(self.desk, (one, other), said)

    def verdicts(self, every: bool = False, acting: bool = False) -> Answer:
        """The verdicts that stand; `every`: also those undone; `acting`: only those that act."""
        from samehand.api.judging.deciding import verdicts

        return verdicts(self.desk, every, acting)

    def undo(self, number: int, by: str = "", note: str = "") -> Answer:
        """Lift a verdict, by a row of its own."""
        from samehand.api.judging.deciding import undone

        return undone(self.desk, number, by, note)

    def queue(self, progress: Progress = silent) -> Answer:
        """Pairs to judge next: contradictions, weakest links, pairs near even odds, controls."""
        from samehand.api.judging.deciding import queued

        return queued(self.desk, progress)

    def sitting(self, by: str, progress: Progress = silent) -> "Sitting":
        """The queue to sit over, pair by pair; goes on where `by` last was."""
        from samehand.api.judging.sitting import sitting

        return sitting(self.desk, by, progress)

    def exported(self, which: str, progress: Progress = silent) -> Answer:
        """One hand with blocks, history, links with days and verdicts: what an export is made of."""
        from samehand.api.exporting import exported

        return exported(self.desk, which, progress)


def shelf_of(desk: Desk) -> Shelf:
    """Where the verdicts of a desk are kept. Raises UsageError for a desk that has none."""
    if desk.shelf is None:
        raise UsageError("this desk keeps no verdicts", "open the book with `samehand.open`")
    return desk.shelf
