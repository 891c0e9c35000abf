"""What relying parties made of the RPKI."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Vrp(Row):
    """A validated ROA payload: an AS that may originate a prefix, up to a length.

    Origin 0 says that nobody may. `begins` is a day inside the record, where an archive has it.
    """

    table: ClassVar[str] = "vrp"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "anchor"

    anchor: str
    family: int
    first: int
    last: int
    length: int
    max_length: int
    origin: int
    begins: date | None = None
