"""A made-up registry's own files: a hand of 11 with 20 payments, among others who paid too."""

from pathlib import Path

MEMBERS = tuple(f"arin:made-{n:02}" for n in range(1, 12))
OTHERS = tuple(f"arin:other-{n:02}" for n in range(1, 30))

REQUESTS = "request,applicant,bucket,family,size,requested,decision,decided,blocks"
PAYMENTS = "payment,payer,payee,instrument,bank,amount,currency,paid,invoice,request"


def _request(no: int, applicant: str, day: str = "2017-01-10") -> str:
    third = no % 250
    issued = f"granted,2017-02-10,240.{no // 250}.{third}.0/24"
    return f"R-{no},{applicant},initial,4,256,{day},{issued}"


def requests(members: tuple[str, ...] = MEMBERS) -> list[str]:
    """Twenty requests of the members, then one of each other applicant."""
    own = [_request(n, members[n % len(members)]) for n in range(20)]
    return own + [_request(100 + n, other) for n, other in enumerate(OTHERS)]


def payments() -> list[str]:
    """A payment for each request, one of another currency, and one that names no request."""
    own = [
        f'P-{n},"Made Up, No {n}",Registry,card-0417,Bank A,{250 + n}.10,'
        f"{'EUR' if n == 7 else 'USD'},2017-01-{11 + n % 9},I-{n},R-{n}"
        for n in range(20)
    ]
    rest = [
        f"P-{100 + n},Other {n},Registry,card-{n},Bank B,500.00,USD,2017-01-12,,R-{100 + n}"
        for n in range(len(OTHERS))
    ]
    return [*own, *rest, "P-900,Nobody,Registry,card-9,,5.00,USD,2017-01-12,,"]


def write_files(folder: Path, members: tuple[str, ...] = MEMBERS, stamp: str = "") -> Path:
    """Write both files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, lines in (
        ("requests", REQUESTS, requests(members)),
        ("payments", PAYMENTS, payments()),
    ):
        path = folder / f"{stamp}internal-{name}-20170320.csv"
        path.write_text("\n".join([header, *lines]) + "\n")
    return folder
