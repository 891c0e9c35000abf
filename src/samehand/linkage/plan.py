"""A plan: which columns of a table are compared, and how records meet. Plain values, kept as JSON.

Fooled by a column that is filled with a placeholder (`unknown`, a postmaster's address): set those
to null before, or they count as rare shared values.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from samehand.errors import UsageError

Keys = tuple[str, ...]
"""Columns, or expressions of them as SQL has them, that two records must share to meet."""


class Kind(StrEnum):
    """What a column holds, which decides how two of its values are compared."""

    ORGANISATION = "organisation"
    """A name of an organisation: by `samehand.names`."""
    PERSON = "person"
    """A person's whole name: by rare shared words, in any order, or nearly so by letters."""
    WORDS = "words"
    """A text whose words may come in any order (an address): by rare shared words."""
    ITEMS = "items"
    """A list of values (people, domains, classes): by rare shared values."""
    NAME = "name"
    """One part of a person's name: equal, or nearly so."""
    PHRASE = "phrase"
    """A place, a country, an occupation: equal, the rarer the better, or nearly so."""
    DATE = "date"
    """A day, as `2017-03-21` or `20170321`: equal, mistyped, or of one year."""
    CODE = "code"
    """A number or code (phone, postcode, identifier): equal, one sign off, or of one beginning."""
    EMAIL = "email"
    """A mail address: equal, or of one domain."""


@dataclass(frozen=True, slots=True)
class Field:
    """What is compared: its name, its kind, and the columns it is read from (its name, if none)."""

    name: str
    kind: Kind
    columns: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the table it is read from."""
        return self.columns or (self.name,)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the records of a table are linked.

    `meet`: records that share all columns of any of these are scored.
    `train`: blocks in which m is estimated, by expectation maximisation; a field is not trained in
    a block that fixes one of its columns, so give two that share no field.
    `sure`: records that share all of any of these are nearly always one party, and make up the
    share `recall` of all pairs that are; from this the prior is counted.
    """

    fields: tuple[Field, ...]
    meet: tuple[Keys, ...]
    train: tuple[Keys, ...]
    sure: tuple[Keys, ...]
    recall: float
    record: str = "record"

    def __post_init__(self) -> None:
        if not (self.fields and self.meet and self.train and self.sure):
            raise UsageError("a plan needs fields, and blocks to meet, to train and that are sure")
        if not 0 < self.recall <= 1:
            raise UsageError(
                f"recall {self.recall} is no share", "give a number above 0, at most 1"
            )

    def as_dict(self) -> dict[str, Any]:
        """The plan as JSON has it."""
        return asdict(self)
