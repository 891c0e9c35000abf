"""What company registers say: companies, who stands for them, and who owns whom.

A statement about control is that of the register: declared, not looked into. Natural persons are
kept as the register publishes them, and pseudonymised on export.

`register` is what was published as a whole on one day, whose days count: a register's list of
companies, its list of officers. `company` is a company's id, one for all that is published of a
register (`companies-house:01234567`, `gleif:` and an LEI). `until` is the day from which the
register itself no longer says so; the days are the register's own, and were not known before the
file was published.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Row):
    """A company as a register has it, or had it until a day.

    `jurisdiction` and `kind` (legal form, or what else it is) as the register writes them;
    `country` by its code of two letters.
    """

    table: ClassVar[str] = "company"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "register"

    register: str
    company: str
    name: str | None
    name_key: str | None
    country: str | None = None
    jurisdiction: str | None = None
    kind: str | None = None
    status: str | None = None
    incorporated: date | None = None
    dissolved: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyName(Row):
    """Another name of a company: `previous` (until a day, where the register says), `other`.

    A shelf company is often renamed when it is sold, so the day a name ended is told apart from
    the day the company was made.
    """

    table: ClassVar[str] = "company_name"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "register"

    register: str
    company: str
    kind: str
    name: str
    name_key: str | None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyNumber(Row):
    """The number that a register, here or elsewhere, has for a company.

    `scheme` is how the publication calls that register (`GB-COH`, `RA000585`, `gb`): one company
    found in two publications meets itself here, as far as they call the register alike.
    """

    table: ClassVar[str] = "company_number"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "register"

    register: str
    company: str
    scheme: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPlace(Row):
    """An address of a company: `registered`, `headquarters`, or that of an `officer` of it.

    `address_key` is one spelling for addresses that differ only in case, marks, usual
    abbreviations and layout (see `values.addresses`); empty where nothing was said.
    """

    table: ClassVar[str] = "company_place"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "register"

    register: str
    company: str
    kind: str
    address: str
    address_key: str | None
    postcode: str | None = None
    country: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Row):
    """Who stands for a company: a director, secretary, agent or member of it, person or company.

    `person` says whether the register has it as a natural person; `born` is the month of birth
    where it publishes that (`1970-05`), which tells namesakes apart; `since` and `until` are the
    register's own days of appointment and resignation.
    """

    table: ClassVar[str] = "officer"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "register"

    register: str
    company: str
    name: str | None
    name_key: str | None
    role: str | None
    person: bool | None = None
    born: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership(Row):
    """One that owns or controls another, as a register states it; or that it does not say who.

    `owned` and `owner` are ids of companies, or the register's own id of a person, whose name is
    in `owner_name`. `kind` is the kind of interest as published, empty where none is told;
    `direct` whether it is held without others between, `beneficial` whether the register has it as
    beneficial ownership or control. `share_least` and `share_most` in percent. Where the owner is
    not named, `unknown` is the register's reason and `unknown_says` its words.
    """

    table: ClassVar[str] = "ownership"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "register"

    register: str
    owned: str
    owner: str | None
    owner_name: str | None = None
    owner_key: str | None = None
    person: bool | None = None
    born: str | None = None
    kind: str | None = None
    direct: bool | None = None
    beneficial: bool | None = None
    share_least: float | None = None
    share_most: float | None = None
    unknown: str | None = None
    unknown_says: str | None = None
    since: date | None = None
    until: date | None = None
