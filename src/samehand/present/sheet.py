"""One titled table of an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samehand.present.columns import Column

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A title, a table, and what is said after it; `tall` has one field a line always.

    `drawn` gives lines of characters for a width; 0 is no screen.
    """

    title: str = ""
    columns: Sequence[Column] = ()
    rows: Sequence[Result] = ()
    says: tuple[str, ...] = ()
    tall: bool = False
    drawn: Callable[[int], Sequence[str]] | None = None
