"""What blocklists said."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Row):
    """A block or an AS on a blocklist, from `seen` until `until` (empty: no end known).

    `edge` says that `seen` is only the first day of our data: the listing may be older, so it
    is no listing day. `number` is the list's own case number. Absence is not cleanliness.
    """

    table: ClassVar[str] = "listing"
    kept: ClassVar[Kept] = Kept.SPELL

    list: str
    family: int | None = None
    first: int | None = None
    last: int | None = None
    length: int | None = None
    asn: int | None = None
    until: date | None = None
    number: str | None = None
    edge: bool
