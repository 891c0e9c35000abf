"""What lists say space is used for."""

from dataclasses import dataclass
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class UseLabel(Row):
    """A prefix or address on a list of uses: `vpn`, `hosting`, `cloud` or `anycast`.

    `who` is the operator a list names, where it does. Lists are partial: absence says nothing.
    """

    table: ClassVar[str] = "use_label"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"

    list: str
    use: str
    family: int
    first: int
    last: int
    length: int
    who: str | None = None
