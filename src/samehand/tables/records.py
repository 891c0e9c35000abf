"""What registries' databases say: who stands on which record, and what they state of themselves.

A record is one object of a registry's database: an organisation, a contact, a block, an AS number.
What records state that others may state too (a phone, a mailbox, an address) is kept tall, one
row a value, so that how many state it is counted alike for every kind.

`list` names the publication that holds all records of a database, day after day (`arin-bulk`); it
is empty of records that were read one by one (an RDAP answer, a report of a record's past), each
of which has days of its own. `removed`, as a status or a kind, says that a record was no longer
there on that day; `stitched`, that it is there again, as the same party's, after it was removed.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """An organisation as a registry's database names it.

    `org` is its id there (`ORG-EX1-RIPE`, an OrgID), written `registry:id` as holders are, but it
    is not the account of the delegated files; `kind` as the registry has it (LIR, OTHER, customer).
    """

    table: ClassVar[str] = "organisation"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"
    named_by: ClassVar[tuple[str, ...]] = ("registry", "org")

    list: str | None = None
    registry: str
    org: str
    name: str | None
    name_key: str | None
    kind: str | None = None
    country: str | None = None
    registered: date | None = None
    changed: date | None = None
    stitched: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnRecord(Row):
    """A range of AS numbers as one record of a registry's database has it.

    `org` is written `registry:id`; `name` is the handle the registry calls the AS by.
    """

    table: ClassVar[str] = "asn_record"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"
    named_by: ClassVar[tuple[str, ...]] = ("registry", "first_asn", "last_asn")

    list: str | None = None
    registry: str
    first_asn: int
    last_asn: int
    org: str | None
    name: str | None
    maintainer: str | None = None
    status: str | None = None
    country: str | None = None
    registered: date | None = None
    changed: date | None = None
    stitched: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Row):
    """One value that a record states: what others may state too, and what ties records together.

    `record` is the record by class and key (`organisation:ORG-EX1-RIPE`, `inetnum:192.0.2.0 -
    192.0.2.255`, `poc:EX1-ARIN`), `kind` what is stated: `contact` (a handle of a person or role),
    `org`, `maintainer`, `phone`, `mailbox`, `domain` (of a mailbox or website), `address`, `key`
    (a PGP or other key), `nameserver`, `abuse` (the abuse desk: a handle), `netname`, `sponsor`,
    `other`. `part` is the attribute as published (`admin-c`, `OrgTechHandle`). `value` is as
    published, `value_key` one spelling for those that differ only in case, marks and layout; both
    are empty where the source *withheld* it (a placeholder, a redaction): such a row is counted
    and never shared. `value_key` alone is empty where the value is none of its kind. A row of kind
    `removed` has no value: the record states nothing any more.
    """

    table: ClassVar[str] = "stated"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"
    named_by: ClassVar[tuple[str, ...]] = ("registry", "record")

    list: str | None = None
    registry: str
    record: str
    kind: str
    part: str
    value: str | None
    value_key: str | None
    withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SameParty(Row):
    """Two records of registries' databases that are one party by linkage (`samehand link`).

    `kind` is `organisation` or `contact`. `one` and `other` are their ids, written `registry:id`,
    the lesser first; `party` is the least id of all that are one with them. `bits` is what the
    linkage gives the pair, `name_bits` the part of it that names have; `says` is how they add up,
    field by field. No line of a file says this, so a row's cite leads to none: what is said of two
    records cites the records.
    """

    table: ClassVar[str] = "same_party"
    kept: ClassVar[Kept] = Kept.OBSERVED

    kind: str
    one: str
    other: str
    party: str
    bits: float
    name_bits: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Row):
    """A block or AS numbers that went from one organisation to another, by a registry's log.

    Of a block `family`, `first` and `last` are given, of AS numbers `first_asn` and `last_asn`.
    `kind` is `transfer` (of policy), `merger`, `cancelled` (called off) or as the log has it; `moved`
    is the day the log gives: a day inside a record, which was not known before the log was published.
    A move between two registries stands in the logs of both.
    """

    table: ClassVar[str] = "transfer"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "registry"
    dated: ClassVar[str] = "moved"

    registry: str
    kind: str
    moved: date
    family: int | None = None
    first: int | None = None
    last: int | None = None
    first_asn: int | None = None
    last_asn: int | None = None
    giver: str | None
    giver_key: str | None
    giver_registry: str | None
    giver_country: str | None = None
    taker: str | None
    taker_key: str | None
    taker_registry: str | None
    taker_country: str | None = None
    registered: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(Row):
    """A domain by a saved answer of whoever registers it: since when it has been registered.

    `domain` is as one registers it, in small letters; `registry` as the answer tells it (a host, or
    the last label). `registered` is the first day of the registration, `again` that on which it was
    registered anew after it had been deleted, `expires` the day until which it is paid for,
    `changed` the last change; each is empty where the answer keeps it back. What was registered
    before a deletion is another's: the younger of `registered` and `again` counts.
    """

    table: ClassVar[str] = "domain"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"
    named_by: ClassVar[tuple[str, ...]] = ("registry", "domain")

    list: str | None = None
    registry: str
    domain: str
    registered: date | None
    again: date | None = None
    expires: date | None = None
    changed: date | None = None
