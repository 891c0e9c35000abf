"""What the tool itself writes down on the way: lines set aside."""

from dataclasses import dataclass
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Row):
    """A line that could not be read: what it was, and why it was set aside."""

    table: ClassVar[str] = "set_aside"
    kept: ClassVar[Kept] = Kept.ALWAYS

    source: str
    reason: str
    text: str
