"""What a registry's own files say of those who ask it for space. All of it is *restricted*.

Every row is marked `restricted`. A book keeps these tables apart and shows them only to whoever
gives `--restricted`; see `store.book`. `seen` is the day of the event itself, for the registry
could read it that day. What fools them: a payment agent, an online notary or a shared office
stands behind applicants who have nothing to do with each other.
"""

from dataclasses import dataclass
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricted(Row):
    """What the rows of all internal tables share: the mark that they may not be published."""

    kept: ClassVar[Kept] = Kept.OBSERVED

    restricted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Restricted):
    """A request for space, from the day it was made.

    `applicant` is `registry:id` as in the delegated file. `size` counts addresses where `family`
    is 4, and is a prefix length where it is 6. `bucket` is the policy under which it was asked.
    """

    table: ClassVar[str] = "request"

    request: str
    applicant: str
    bucket: str | None
    family: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Restricted):
    """What became of a request, from the day of the decision: a table of its own, for its own day.

    `blocks` is what was issued, prefixes or ranges with `;` between; empty where nothing was.
    """

    table: ClassVar[str] = "decision"

    request: str
    applicant: str
    decision: str
    blocks: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Restricted):
    """A payment to the registry. `amount` is a decimal number as text, for money is not rounded.

    `payer` is the name on the payment and `payer_key` what tells it from others (see
    `values.names`); `instrument` an opaque token of the card or account.
    """

    table: ClassVar[str] = "payment"

    payment: str
    payer: str
    payee: str | None
    instrument: str | None
    bank: str | None
    amount: str
    currency: str
    invoice: str | None
    request: str | None
    payer_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation(Restricted):
    """A person's signature or office in a request, and the notary who attested it, if one did.

    `person_key` and `notary_key` tell names from others (see `values.names`).
    """

    table: ClassVar[str] = "attestation"

    attestation: str
    request: str | None
    applicant: str
    person: str
    role: str
    notary: str | None
    commission: str | None
    document: str | None
    person_key: str | None = None
    notary_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Restricted):
    """A document handed in: the digest of its bytes, and its text as far as it was extracted.

    `sketch` stands for the text's runs of three words: the 32 smallest of their hashes, in order,
    with spaces between; empty where the text has fewer than 16. Two texts share as large a part of their
    sketches as of their runs of words, near enough (Broder 1997).
    """

    table: ClassVar[str] = "document"

    document: str
    request: str | None
    applicant: str
    kind: str | None
    sha256: str | None
    text: str | None
    sketch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Restricted):
    """A request as it came over the network: by which account, from which address and device."""

    table: ClassVar[str] = "submission"

    submission: str
    request: str | None
    applicant: str
    account: str | None
    address: str | None
    device: str | None
    submitted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket(Restricted):
    """A message about a request."""

    table: ClassVar[str] = "ticket"

    ticket: str
    request: str | None
    applicant: str
    subject: str | None
    text: str | None
