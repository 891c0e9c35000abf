"""What was read of a dump, and what was set aside."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from samehand.rpsl.codes import REASONS

MOST_FAULTS = 1000  # kept with their place; more are counted


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """An object that was set aside: where it begins, where it goes wrong, and why."""

    object_line: int
    line: int
    reason: str


@dataclass(slots=True)
class Report:
    """Counts of one dump, final once its batches have all been read.

    `reasons` counts every fault; the first of them are in `faults`. `cut` says where the file
    ends before its end, if it does: what is given then is what is whole. `place` turns a line of the
    text that was read into one of the file.
    """

    objects: int = 0
    attributes: int = 0
    withheld: int = 0
    bytes: int = 0
    cut: str = ""
    faults: list[Fault] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    place: Callable[[int], int] = field(default=int, compare=False, repr=False)

    @property
    def set_aside(self) -> int:
        """How many objects were set aside, and how often the file itself was found wrong."""
        return self.reasons.total()

    @property
    def complete(self) -> bool:
        """Whether every object was read."""
        return not self.reasons and not self.cut

    def note(self, object_line: int, line: int, reason: int) -> None:
        """Note one fault by the number of its reason; its lines are the file's."""
        self.reasons[REASONS[reason]] += 1
        self._keep(object_line, line, reason)

    def add(self, object_line: int, line: int, reason: int) -> None:
        """The same of a text whose lines `place` turns into those of its file."""
        self.note(self.place(object_line), self.place(line), reason)

    def take(self, faults: Iterable[list[int]], reasons: Iterable[int]) -> None:
        """Add the first faults of a batch, and count those of each reason."""
        for object_line, line, reason in faults:
            self._keep(self.place(object_line), self.place(line), reason)
        for reason, many in enumerate(reasons):
            if many:
                self.reasons[REASONS[reason]] += many

    def _keep(self, object_line: int, line: int, reason: int) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(object_line, line, REASONS[reason]))

    def ends_early(self, line: int, byte: int, trouble: str = "") -> None:
        """Note where a file breaks off, in its inflated text."""
        why = f": {trouble}" if trouble else ""
        self.cut = f"it breaks off in line {line:,}, at byte {byte:,} of its text{why}"

    def summary(self) -> str:
        """One line.

        >>> Report(objects=2, attributes=9, withheld=1).summary()
        '2 objects, 9 attributes (1 withheld), complete'
        """
        end = "complete" if self.complete else f"{self.set_aside:,} set aside"
        end += f"; {self.cut}" if self.cut else ""
        return (
            f"{self.objects:,} objects, {self.attributes:,} attributes "
            f"({self.withheld:,} withheld), {end}"
        )
