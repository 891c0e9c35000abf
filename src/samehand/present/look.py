"""How an answer is to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Envelope = Mapping[str, Any]
Result = Mapping[str, Any]

FORMATS = ("table", "markdown", "json", "ndjson", "csv", "tsv", "parquet", "html")
NARROW = 80  # columns; below, a table of this many fields is harder to read than a list of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The format, and what of an answer to show in it.

    `width` 0 is a pipe or a file: nothing is folded, coloured or cut there.
    """

    format: str = "table"
    width: int = 0
    colour: bool = False
    expand: bool = False
    fields: tuple[str, ...] = ()
    headers: bool = True

    @property
    def screen(self) -> bool:
        """Whether a person is watching."""
        return self.width > 0
