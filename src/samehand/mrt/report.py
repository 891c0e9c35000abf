"""What was read of a file, what was skipped, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from samehand.mrt.codes import REASONS, STREAM
from samehand.mrt.jit import Array

MOST = 1000  # faults kept with their place; more are counted


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was set aside: the byte where its record begins, in the inflated file."""

    offset: int
    reason: str


@dataclass(slots=True)
class Report:
    """Counts of one file, final once its batches have all been read.

    `skipped` names whole records that carry no route (peer tables are not among them) and how
    many there were. `fault_count` may exceed the faults kept.
    """

    records: int = 0
    elements: int = 0
    bytes: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0

    @property
    def complete(self) -> bool:
        """Whether every byte was read and nothing was set aside."""
        return self.fault_count == 0

    def add(self, offset: int, reason: int, words: str = "") -> None:
        """Note a fault by its reason's number; `words` say more."""
        self.fault_count += 1
        if len(self.faults) < MOST:
            text = REASONS[reason] + (f": {words}" if reason == STREAM and words else "")
            self.faults.append(Fault(int(offset), text))

    def take_faults(self, faults: Array, many: int) -> None:
        """Note `many` faults, of which the first are in the array with place and reason."""
        kept = min(many, len(faults))
        for offset, reason in faults[:kept].tolist():
            self.add(offset, reason)
        self.fault_count += many - kept

    def take_skips(self, skips: Iterable[tuple[str, int]]) -> None:
        """Count skipped records by name."""
        for name, many in skips:
            self.skipped[name] += many

    def summary(self) -> str:
        """One line.

        >>> Report(records=2, elements=3).summary()
        '2 records, 3 elements, complete'
        """
        end = "complete" if self.complete else f"incomplete: {self.fault_count} faults"
        return f"{self.records:,} records, {self.elements:,} elements, {end}"
