"""What registries and their mirrors publish about who holds what."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Row):
    """A block as one registry's delegated file has it on one day.

    `holder` is `registry:opaque-id`: an *account*, which under RIPE and the national registries
    can cover many organisations; empty where the block is free or reserved. `length` is the
    prefix length of an IPv6 block, which may be longer than the /64s that `first` counts.
    """

    table: ClassVar[str] = "holding"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "registry"

    registry: str
    holder: str | None
    family: int
    first: int
    last: int
    length: int | None = None
    status: str
    country: str | None
    registered: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnHolding(Row):
    """A range of AS numbers as one registry's delegated file has it on one day."""

    table: ClassVar[str] = "asn_holding"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "registry"

    registry: str
    holder: str | None
    first_asn: int
    last_asn: int
    status: str
    country: str | None
    registered: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnName(Row):
    """What a list calls an AS: a short handle, and the organisation as the list writes it.

    `name_key` is one spelling for names that differ only in case, marks and legal form.
    """

    table: ClassVar[str] = "asn_name"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"

    list: str
    asn: int
    handle: str | None
    name: str | None
    name_key: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnOrg(Row):
    """An AS under an organisation id, as an inferred or published AS-to-organisation list has it.

    Two ASes under one id are a *stated* relation. `handle` is what the list calls the AS itself.
    """

    table: ClassVar[str] = "asn_org"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"

    list: str
    asn: int
    org: str
    name: str | None
    name_key: str | None
    country: str | None
    handle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation(Row):
    """What the top of the address registry says a large or special block is for."""

    table: ClassVar[str] = "designation"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"

    list: str
    family: int
    first: int
    last: int
    length: int
    designation: str
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Row):
    """A block as one record of a registry's database has it: of the root holder, or of a customer.

    `org` is the organisation the record names (`registry:id`), `maintainer` who may change it,
    `handle` the record's own id, `parent` that of the record it says it lies under. Else which lies
    under which is read from the ranges: the smallest that covers another is its parent.
    `registered` and `changed` are days inside the record.
    """

    table: ClassVar[str] = "registration"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"
    named_by: ClassVar[tuple[str, ...]] = ("registry", "handle", "family", "first", "last")

    list: str | None = None
    registry: str
    family: int
    first: int
    last: int
    length: int | None = None
    org: str | None
    maintainer: str | None
    netname: str | None
    status: str | None
    registered: date | None
    handle: str | None = None
    parent: str | None = None
    country: str | None = None
    changed: date | None = None
    stitched: bool | None = None
