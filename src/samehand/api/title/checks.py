"""What an exception of a title is, and what each check is given."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samehand.api.title.around import Around
from samehand.api.title.steps import Step
from samehand.api.title.tenures import Stretch, Tenure

FOUND, NONE, NOT_LOOKED = "found", "none found", "not looked"


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain of one stretch: its tenures, its steps, and from which step this title runs.

    A title begins anew where the stretch was returned and given out again: what came before is
    another's, and no exception of this title.
    """

    stretch: Stretch
    tenures: tuple[Tenure, ...]
    steps: tuple[Step, ...]
    begins: int  # the step with which this title begins
    around: Around
    by: str  # the earlier of the two clocks

    @property
    def own(self) -> tuple[Step, ...]:
        """The steps of this title."""
        return self.steps[self.begins :]

    @property
    def own_tenures(self) -> tuple[Tenure, ...]:
        """The tenures of this title."""
        return self.tenures[self.begins :]

    @property
    def since(self) -> str | None:
        """The first day of this title, where an earlier holder's came before it."""
        return self.steps[self.begins].first_seen if self.begins else None

    @property
    def changes(self) -> list[tuple[int, Step]]:
        """The steps of this title by which the holder changed, or may have, with their numbers."""
        told = enumerate(self.steps[self.begins :], self.begins + 1)
        return [(n, step) for n, step in told if step.passes and step.before]


@dataclass(frozen=True, slots=True)
class Told:
    """What one check found: a sentence, the step it is about, and the lines."""

    state: str
    says: str
    step: int | None = None
    cites: tuple[str, ...] = ()
    do: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def none(says: str) -> list[Told]:
    """Looked, and nothing found."""
    return [Told(NONE, says)]


def not_looked(says: str, do: str) -> list[Told]:
    """There was nothing to look at; what would help."""
    return [Told(NOT_LOOKED, says, do=do)]


def days_apart(one: str, other: str) -> int:
    """Days from one day, as written, to another."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
