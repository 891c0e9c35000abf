"""Contacts' domains beside a chain: since when each has been registered, by saved answers.

A domain that was deleted and registered anew is as young as that. What fools it: a holder who took
another name, and its domain with it; a free mail provider, which is old whoever writes from it; an
answer that keeps its days back; contacts of today, where those of the day of the change were others.
"""

from samehand.api.history.days import Found
from samehand.api.title.checks import FOUND, NONE, NOT_LOOKED, Chain, Told, days_apart, not_looked

SOON_DAYS = 730  # as for listings: what is older says little of why a record changed
SAVE = "save the RDAP answer about it (rdap.org/domain/NAME) and samehand import it"


def domain(chain: Chain) -> list[Told]:
    """A contact's domain that is younger than its holder's record, or was young when it changed."""
    contacts = chain.around.contacts
    if not chain.around.stated:
        return not_looked("no contacts are in the book", "samehand import a whois database")
    if contacts is None:
        return not_looked("no saved answer about a domain is in the book", SAVE)
    if not contacts:
        return not_looked("no contact of it states a domain", "ask the registry who its contact is")
    told = [_told(chain, row) for row in contacts]
    found = [each for each in told if each.state == FOUND]
    unlooked = [each for each in told if each.state == NOT_LOOKED]
    return [*found, *unlooked] or told


def _told(chain: Chain, row: Found) -> Told:
    """What is said of one domain."""
    name = row["domain"]
    born = [
        (max(day for day in (each["registered"], each["again"]) if day), each)
        for each in row["answers"]
        if each["registered"] or each["again"]
    ]
    if not born:
        says = f"no saved answer tells since when {name} has been registered"
        return Told(NOT_LOOKED, says, do=SAVE)
    day, answer = min(born, key=lambda each: each[0])
    since, what, step = _came(chain)
    says = f"{name}, a contact's, registered {day} (answer of {answer['seen']})"
    cites = (row["cite"], answer["cite"])
    if since is None:
        return Told(NOT_LOOKED, f"{says}; the record has no day to compare", do="ask the registry")
    if day > since:
        return Told(FOUND, f"{says}, after {what}, {since}", step, cites)
    if step and days_apart(day, since) <= SOON_DAYS:
        before = f"{days_apart(day, since)} days before {what}, {since}"
        return Told(FOUND, f"{says}, {before}", step, cites)
    return Told(NONE, f"{says}, before {what}, {since}", cites=cites)


def _came(chain: Chain) -> tuple[str | None, str, int | None]:
    """The day by which the present holder had it, what that was, and the step."""
    if chain.changes:
        number, step = chain.changes[-1]
        return step.effective or step.first_seen, "the change of holder", number
    row = chain.tenures[-1].row
    registered = row["registered"] if row else None
    return registered, "the record's registration", None
