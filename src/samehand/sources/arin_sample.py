"""What the objects of both samples of ARIN's bulk whois promise, by the line each begins on."""

from datetime import date

from samehand.sources.sampled import Sample
from samehand.tables import Row

DAY = date(2024, 5, 1)
OF = Sample("arin-bulk", "arin", DAY)
BOUGHT, CHANGED = date(2005, 3, 8), date(2015, 3, 9)
CONTACT = ("contact", "TechHandle", "EX1-ARIN", "EX1-ARIN")


def numbers(line: int) -> tuple[Row, ...]:
    """AS numbers and their contact."""
    held = OF.number(
        *(line, (64500, 64501), "EXAMPL-1", "EXAMPLE-AS"),
        registered=date(2002, 9, 13),
        changed=date(2012, 1, 14),
    )
    return held, *OF.stated(line, "asn:AS64500", CONTACT)


def contact(line: int) -> tuple[Row, ...]:
    """A point of contact: where, and how to reach it."""
    street = "1 Example Way, Suite 5, Example City, VA, 20151, US"
    stated = OF.stated(
        *(line, "poc:EX1-ARIN"),
        ("address", "Street", street, "1 example way ste 5 example city va 20151"),
        ("domain", "Mailbox", "example.net", "example.net"),
        ("mailbox", "Mailbox", "NOC@example.net", "noc@example.net"),
        ("phone", "OfficePhone", "+1-555-555-0100", "+15555550100"),
    )
    return tuple(stated)


def organisation(line: int) -> tuple[Row, ...]:
    """An organisation with an office and contacts."""
    named = OF.organisation(
        *(line, "EXAMPL-1", "Example Networks & Sons, Inc.", "example networks sons"),
        country="US",
        registered=date(2001, 2, 3),
        changed=CHANGED,
    )
    office = "1 Example Way, Example City, VA, 20151, US"
    stated = OF.stated(
        *(line, "organisation:EXAMPL-1"),
        ("abuse", "OrgAbuseHandle", "EX2-ARIN", "EX2-ARIN"),
        ("address", "Street", office, "1 example way example city va 20151"),
        ("contact", "OrgTechHandle", "EX1-ARIN", "EX1-ARIN"),
    )
    return named, *stated


def customer(line: int) -> tuple[Row, ...]:
    """A customer who is not named."""
    named = OF.organisation(
        *(line, "C01234567", "Private Customer", None),
        kind="customer",
        country="US",
        registered=BOUGHT,
    )
    return named, *OF.stated(line, "organisation:C01234567", ("address", "Street", None, None))


def block(line: int) -> tuple[Row, ...]:
    """A block, and its name server."""
    held = OF.registration(
        *(line, "198.51.100.0/24", "EXAMPL-1", "EXAMPLE-NET"),
        status="allocation",
        registered=BOUGHT,
        handle="NET-198-51-100-0-1",
        parent="NET-198-0-0-0-0",
        changed=CHANGED,
    )
    stated = OF.stated(
        *(line, "net:NET-198-51-100-0-1"),
        ("nameserver", "Nameserver", "NS1.EXAMPLE.NET", "ns1.example.net"),
        ("netname", "NetName", "EXAMPLE-NET", "EXAMPLE-NET"),
    )
    return held, *stated


def under(line: int) -> tuple[Row, ...]:
    """A part of it, reassigned to the customer."""
    held = OF.registration(
        *(line, "198.51.100.8/29", "C01234567", "CUST-8"),
        status="reassignment",
        registered=BOUGHT,
        handle="NET-198-51-100-8-1",
        parent="NET-198-51-100-0-1",
        changed=CHANGED,
    )
    named = ("netname", "NetName", "CUST-8", "CUST-8")
    return held, *OF.stated(line, "net:NET-198-51-100-8-1", named)


def six(line: int) -> tuple[Row, ...]:
    """A block of IPv6."""
    held = OF.registration(
        *(line, "2001:db8::/32", "EXAMPL-1", "EXAMPLE-V6"),
        status="allocation",
        registered=date(2012, 5, 1),
        handle="NET6-2001-DB8-1",
        changed=date(2012, 11, 14),
    )
    named = ("netname", "NetName", "EXAMPLE-V6", "EXAMPLE-V6")
    return held, *OF.stated(line, "net:NET6-2001-DB8-1", named)
