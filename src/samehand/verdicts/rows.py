"""One verdict, as somebody gave it: on which two holders, what, by whom, when, and because of what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Pair = tuple[str, str]

SAME, DIFFERENT, UNSURE, LIFTED = "same", "different", "unsure", "lifted"
WORDS = (SAME, DIFFERENT, UNSURE)
"""What can be judged. `lifted` is the undo of an earlier row, and no verdict of its own."""


@dataclass(frozen=True, slots=True)
class Record:
    """A holder as the records had it when it was judged: its name and its AS numbers."""

    holder: str
    name: str = ""
    asns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What the judge looked at: the clocks, the snapshot, the bits and a digest of the evidence."""

    as_of: str = ""
    known_on: str = ""
    snapshot: str = ""
    evidence: str = ""
    bits: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A verdict to be kept. `one` comes before `other`; `lifts` is the number of the row undone."""

    one: Record
    other: Record
    word: str
    by: str
    because: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    note: str = ""
    lifts: int | None = None
    looked: Looked = field(default_factory=Looked)

    @property
    def pair(self) -> Pair:
        """The two holders, in order."""
        return self.one.holder, self.other.holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A verdict that was kept: its number, and when (UTC, to the microsecond)."""

    number: int
    at: str
    given: Given

    @property
    def pair(self) -> Pair:
        """The two holders, in order."""
        return self.given.pair

    @property
    def word(self) -> str:
        """same, different, unsure or lifted."""
        return self.given.word

    @property
    def day(self) -> str:
        """The day on which it was given."""
        return self.at[:10]

    def says(self) -> str:
        """In words: what was judged, by whom, on which day, and why in the judge's own words."""
        note = f": {self.given.note}" if self.given.note else ""
        return f"judged {self.word} by {self.given.by} on {self.day} (V{self.number}){note}"


def in_order(one: Record, other: Record) -> tuple[Record, Record]:
    """Two records in the order in which pairs are written.

    >>> in_order(Record("arin:b"), Record("arin:a"))[0].holder
    'arin:a'
    """
    return (one, other) if one.holder < other.holder else (other, one)
