"""What the links on a registry's own files share: one value, two applicants, how rare it is.

They stand on `steps.inside`; all they find is restricted. What many show who have nothing else in
common is a payment agent's, an online notary's or an office's, and ties nobody.
"""

from collections.abc import Callable
from datetime import date

from samehand.made import DAY, cite_of, held, named, numbered
from samehand.resolve.sharing import BINS, SharingNumbers, every_pair, finding, shown
from samehand.rules import Example
from samehand.steps.inside import inside_sharing
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.internal import Attestation, Payment, Request, Submission

NEEDS = (inside_sharing,)
READS: dict[str, tuple[type[Row], ...]] = {
    "instrument": (Request, Payment),
    "payer": (Request, Payment),
    "notary": (Attestation,),
    "signatory": (Attestation,),
    "account": (Submission,),
    "submitting_address": (Submission,),
    "device": (Submission,),
}

FIND = finding("inside_value", "inside_sharing")


def saying(what: str) -> Callable[[Found, SharingNumbers], str]:
    """How such a link says with what both applied, and how many did."""

    def explain(row: Found, numbers: SharingNumbers) -> str:
        return f"both applied with {what} {shown(row)}; {row['holders']} applicants did"

    return explain


def applying(number: int, kind: str, value: str) -> tuple[Row, ...]:
    """A holder with a block, and what its application shows."""
    holder = f"arin:{number:03}"
    return held(holder, f"10.{number}.0.0/16", date(2010, 1, 1)), *_papers(holder, kind, value)


def _called(number: int) -> tuple[Row, ...]:
    """An AS number of such a holder, under a name that begins as others' do."""
    asn = 64500 + number
    return numbered(f"arin:{number:03}", asn), named(asn, "Z", f"Alpha Zeta{number:03}")


def _papers(holder: str, kind: str, value: str) -> tuple[Row, ...]:
    if kind in ("instrument", "payer"):
        return _asked(holder), _paid(holder, kind, value)
    if kind in ("notary", "signatory"):
        return (attested(holder, kind, value),)
    return (_submitted(holder, kind, value),)


def _asked(holder: str) -> Request:
    return Request(
        request=f"R-{holder}",
        applicant=holder,
        bucket="initial",
        family=4,
        size=65536,
        seen=DAY,
        cite=cite_of("request", holder),
    )


def _paid(holder: str, kind: str, value: str) -> Payment:
    return Payment(
        payment=f"P-{holder}",
        payer=value if kind == "payer" else f"Payer {holder}",
        payer_key=(value if kind == "payer" else f"Payer {holder}").lower(),
        payee="Registry",
        instrument=value if kind == "instrument" else None,
        bank=None,
        amount="500.00",
        currency="USD",
        invoice=None,
        request=f"R-{holder}",
        seen=DAY,
        cite=cite_of("payment", holder),
    )


def attested(holder: str, kind: str, value: str) -> Attestation:
    """A signature, of which the person or the notary is told."""
    return Attestation(
        attestation=f"A-{holder}",
        request=None,
        applicant=holder,
        person=value if kind == "signatory" else f"Person {holder}",
        person_key=(value if kind == "signatory" else f"Person {holder}").lower(),
        role="signatory",
        notary=value if kind == "notary" else None,
        notary_key=value.lower() if kind == "notary" else None,
        commission=None,
        document=None,
        seen=DAY,
        cite=cite_of("attestation", holder),
    )


def _submitted(holder: str, kind: str, value: str) -> Submission:
    return Submission(
        submission=f"S-{holder}",
        request=None,
        applicant=holder,
        account=value if kind == "account" else None,
        address=value if kind == "submitting_address" else None,
        device=value if kind == "device" else None,
        submitted=f"{DAY}T09:00:00Z",
        seen=DAY,
        cite=cite_of("submission", holder),
    )


def examples(kind: str, value: str, *, crowds: bool = False) -> tuple[Example, ...]:
    """Two who share it and two who do not; with `crowds` five, fourteen, and an agent's many."""
    told = (
        Example(
            title="two share it",
            rows=(*applying(1, kind, value), *applying(2, kind, value)),
            finds={("arin:001", "arin:002"): BINS[0]},
        ),
        Example(
            title="each has its own",
            rows=(*applying(1, kind, value), *applying(2, kind, f"another {value}")),
        ),
    )
    return (*told, *_crowds(kind, value)) if crowds else told


def _crowds(kind: str, value: str) -> tuple[Example, ...]:
    def every(many: int) -> tuple[Row, ...]:
        return tuple(row for n in range(many) for row in applying(n, kind, value))

    return (
        Example(title="five share it", rows=every(5), finds=every_pair(5, BINS[1])),
        Example(title="fourteen share it", rows=every(14), finds=every_pair(14, BINS[2])),
        Example(title="an agent's many clients share it", rows=every(25)),
        Example(
            title="many under one name share it",
            rows=(*every(22), *(row for n in range(22) for row in _called(n))),
            finds=every_pair(22, BINS[2]),
        ),
    )
