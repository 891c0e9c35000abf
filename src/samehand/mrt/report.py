"""What was read of a file, what was skipped, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from samehand.arrays import Array
from samehand.mrt.codes import ENDS, REASONS, STREAM

MOST = 1000  # faults kept with their place; more are counted


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was set aside: the byte of the inflated file where its record begins, and
    the number of that record, from 1."""

    offset: int
    reason: str
    record: int


@dataclass(slots=True)
class Report:
    """Counts of one file, final once its batches have all been read.

    `skipped` names whole records that carry no route (peer tables are not among them) and how
    many there were. `fault_count` may exceed the faults kept. `cut` says why and at which byte
    the reading ended before the file did, or the file before its last record.
    """

    records: int = 0
    elements: int = 0
    bytes: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    cut: str = ""

    @property
    def complete(self) -> bool:
        """Whether every byte was read and nothing was set aside."""
        return self.fault_count == 0

    def add(self, offset: int, reason: int, words: str = "") -> None:
        """Note a fault of the record after those counted; `words` say more than its reason."""
        text = REASONS[reason] + (f" ({words})" if reason == STREAM and words else "")
        self._keep(Fault(int(offset), text, self.records + 1))
        if reason in ENDS:
            self.cut += f"{'; ' if self.cut else ''}{text}, at byte {offset:,}"

    def _keep(self, fault: Fault) -> None:
        self.fault_count += 1
        if len(self.faults) < MOST:
            self.faults.append(fault)

    def take_faults(self, faults: Array, many: int) -> None:
        """Note `many` faults, of which the first are in the array: place, reason, record."""
        kept = min(many, len(faults))
        for offset, reason, record in faults[:kept].tolist():
            self._keep(Fault(offset, REASONS[reason], record))
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
