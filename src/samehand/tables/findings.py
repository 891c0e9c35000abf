"""What the tool itself writes down on the way: lines set aside, days on which files were read."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDay(Row):
    """A day on which a scope of a table was published and read; a day that is missing is a gap."""

    table: ClassVar[str] = "file_day"
    kept: ClassVar[Kept] = Kept.OBSERVED

    about: str
    scope_value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMember(Row):
    """A holder that a hand was found to have, and an AS number of it: what resolve tells detect.

    `reading` says whether the records relate the members: declared, undeclared, unclear.
    """

    table: ClassVar[str] = "hand_member"
    kept: ClassVar[Kept] = Kept.ALWAYS

    hand: str
    reading: str
    holder: str
    asn: int
