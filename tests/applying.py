"""A small registry for screenings: holders with records, companies, and who applies next."""

from pathlib import Path

from tests.internal import PAYMENTS, REQUESTS

DAY = "20170321"
SUBMISSIONS = "submission,request,applicant,account,address,device,submitted"
HEADER = "register,company,name,country,jurisdiction,kind,status,incorporated,dissolved"


def delegated(many: int, day: str = DAY) -> str:
    """Holders `h00`, `h01`, each with a block of its own."""
    lines = [
        f"arin|US|ipv4|10.{n}.0.0|256|{2010 + n % 5}0206|allocated|h{n:02}" for n in range(many)
    ]
    lines += [f"arin|US|asn|{64500 + n}|1|20120206|assigned|h0{n}" for n in (3, 4)]
    head = (
        f"2.3|arin|1490072890268|{many + 2}|19700101|{day}|-0400\n"
        f"arin|*|ipv4|*|{many}|summary\narin|*|asn|*|2|summary\n"
    )
    return head + "\n".join(lines) + "\n"


def record(n: int, word: str, contact: str, street: str) -> str:
    """A holder's organisation and block, as ARIN's bulk whois has them."""
    return (
        f"OrgID: EX-{n}\nOrgName: Example {word} LLC\nStreet: {street}\nCity: Exampleton\n"
        f"Country: US\nRegDate: 2010-01-01\nOrgTechHandle: {contact}\nSource: ARIN\n\n"
        f"NetHandle: NET-{n}\nOrgID: EX-{n}\nNetName: EX{n}\nNetRange: 10.{n}.0.0 - 10.{n}.0.255\n"
        f"NetType: allocation\nRegDate: {2010 + n % 5}-02-06\nSource: ARIN\n"
    )


def contact(handle: str, phone: str, mailbox: str) -> str:
    """A point of contact."""
    return (
        f"POCHandle: {handle}\nIsRole: Y\nLastName: Operations\nOfficePhone: {phone}\n"
        f"Mailbox: {mailbox}\nSource: ARIN\n"
    )


WORDS = ("Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis")
MANY = 34  # beyond the six, clients of one agent: their desk is a role's


def whois(applied: bool = False) -> str:
    """Six holders, of whom two have one contact, and many clients of one agent's desk.

    `applied`: the applicant, too, who is `h40` once it holds a block.
    """
    told = [
        record(n, word, f"EX{max(n, 1)}-ARIN", f"{max(n, 1)} Example Way")
        for n, word in enumerate(WORDS)
    ]
    told += [record(n, f"Client{n}", "AGENT-ARIN", f"{n} Agent Way") for n in range(6, 6 + MANY)]
    contacts = [
        contact(f"EX{n}-ARIN", f"+1-555-555-010{n}", f"noc@mail.example{n}.co.uk")
        for n in range(1, len(WORDS))
    ]
    contacts.append(contact("AGENT-ARIN", "+1-555-555-0199", "desk@agent.example"))
    if applied:
        told.append(record(40, "Nuevo", "NEW-ARIN", "1 Example Way"))
        contacts.append(contact("NEW-ARIN", "+1-555-555-0101", "me@mail.example1.co.uk"))
    return "\n".join([*told, *contacts])


def companies() -> dict[str, str]:
    """A register of them all, of whom three have one officer."""
    named = [*((n, word) for n, word in enumerate(WORDS)), (40, "Nuevo")]
    rows = [
        f"plain,{n:03},Example {word} LLC,US,zz,llc,active,{2009 - n % 3}-01-0{1 + n % 5},"
        for n, word in named
    ]
    officers = [
        f"plain,{n:03},Person {417 if n in (0, 1, 40) else n},director,yes" for n, _ in named
    ]
    return {
        f"companies-{DAY}.csv": "\n".join([HEADER, *rows]) + "\n",
        f"officers-{DAY}.csv": "\n".join(["register,company,name,role,person", *officers]) + "\n",
    }


NAMES = "64503\tZARQUON-AS - Zarquon Cuatro LLC, US\n64504\tCINCO-AS - Zarquon Cinco LLC, US\n"

APPLICATION = """\
# handed in on the day of the book
Name: Example Nuevo LLC
Registry: arin
Day: 2017-03-21
Bucket: initial
Family: 4
Size: 256
Address: 1 Example Way,
  Exampleton, US
Phone: +1 555 555 0101
E-mail: me@mail.example1.co.uk
Contact: new-arin
Officer: Person 417
"""


INSIDE = """\
Instrument: card-7
Payer: Made Up Payments
Device: device-7
"""


def inside(applied: bool = False) -> dict[str, str]:
    """The registry's own files: two holders have one card and one device, and so has the applicant."""
    who = ("h03", "h04", "h05", *(("h40",) if applied else ()))
    shared = {"h03", "h04", "h40"}
    asked = [
        f"R-{n},arin:{one},initial,4,256,2017-01-1{n},granted,2017-02-10,10.{n}.0.0/24"
        for n, one in enumerate(who)
    ]
    paid = [
        f"P-{n},{'Made Up Payments' if one in shared else one},Registry,"
        f"{'card-7' if one in shared else 'card-' + one},,500.00,USD,2017-01-20,,R-{n}"
        for n, one in enumerate(who)
    ]
    sent = [
        f"S-{n},R-{n},arin:{one},,,{'device-7' if one in shared else 'device-' + one},2017-01-10T09:00:00Z"
        for n, one in enumerate(who)
    ]
    return {
        f"internal-requests-{DAY}.csv": "\n".join([REQUESTS, *asked]) + "\n",
        f"internal-payments-{DAY}.csv": "\n".join([PAYMENTS, *paid]) + "\n",
        f"internal-submissions-{DAY}.csv": "\n".join([SUBMISSIONS, *sent]) + "\n",
    }


def write_files(folder: Path, applied: bool = False) -> Path:
    """Write the registry into a folder; `applied`: with the applicant on record."""
    folder.mkdir(parents=True, exist_ok=True)
    text = delegated(6 + MANY)
    if applied:
        text += "arin|US|ipv4|10.40.0.0|256|20170320|allocated|h40\n"
    files = {
        f"delegated-arin-extended-{DAY}": text,
        f"arin_db-{DAY}.txt": whois(applied),
        f"asn-names-{DAY}.txt": NAMES,
    }
    for name, told in (files | companies() | inside(applied)).items():
        (folder / name).write_text(told, encoding="utf-8")
    return folder


EARLY = "20160101"


def write_history(folder: Path) -> Path:
    """The registry on two days: on the first the first holder alone, with its record and company."""
    write_files(folder)
    early = {
        f"delegated-arin-extended-{EARLY}": delegated(1, EARLY),
        f"arin_db-{EARLY}.txt": "\n".join(
            [
                record(0, "Uno", "EX1-ARIN", "1 Example Way"),
                contact("EX1-ARIN", "+1-555-555-0101", "noc@mail.example1.co.uk"),
            ]
        ),
    }
    early |= {name.replace(DAY, EARLY): told for name, told in companies().items()}
    for name, told in early.items():
        (folder / name).write_text(told, encoding="utf-8")
    return folder


SHARED = {"registry": "arin", "phone": "+1 555 555 0101", "officer": "Person 417"}
PAST = [
    {
        "application": "A-3",
        "name": "Example Nuevo LLC",
        "applicant": "arin:h40",
        "day": "2017-03-21",
    }
    | SHARED,
    {"application": "A-1", "name": "Example Uno LLC", "applicant": "arin:h00", "day": "2015-12-01"}
    | SHARED,
    {"application": "A-2", "name": "Example Dos LLC", "applicant": "arin:h01", "day": "2016-06-01"}
    | SHARED,
    {
        "application": "A-4",
        "name": "Client of the desk",
        "applicant": "arin:h07",
        "day": "2017-03-21",
    },
]
"""Past requests, not in order: the first is of before any file, the last of one who shares nothing rare."""
