"""Persons on the lines of exhibits: who stands there by name, so that masking can leave them out.

Told by the rows that were read from a line, whatever the field is called in the file. Phones as they
are written there come along.
What fools it: a name inside a text of its own (a remark, a description).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from samehand.api.book import Desk
from samehand.api.lookups.states import ask
from samehand.present.exports.people import may_be_person
from samehand.values.cites import cite_number

KNOWN = {
    "officer": """
        SELECT DISTINCT name FROM officer
        WHERE coalesce(person, true) AND cite IN (SELECT unnest($cites))
    """,
    "ownership": """
        SELECT DISTINCT owner_name AS name FROM ownership
        WHERE coalesce(person, true) AND cite IN (SELECT unnest($cites))
    """,
    "attestation": """
        SELECT DISTINCT person AS name FROM attestation WHERE cite IN (SELECT unnest($cites))
    """,
}
"""Tables that say themselves who is a natural person."""

TOLD = {
    "organisation": "SELECT DISTINCT name FROM organisation WHERE cite IN (SELECT unnest($cites))",
    "company": "SELECT DISTINCT name FROM company WHERE cite IN (SELECT unnest($cites))",
    "asn_name": "SELECT DISTINCT name FROM asn_name WHERE cite IN (SELECT unnest($cites))",
    "asn_org": "SELECT DISTINCT name FROM asn_org WHERE cite IN (SELECT unnest($cites))",
    "transfer": "SELECT giver, taker FROM transfer WHERE cite IN (SELECT unnest($cites))",
    "payment": "SELECT DISTINCT payer, payee FROM payment WHERE cite IN (SELECT unnest($cites))",
    "attestation": "SELECT notary FROM attestation WHERE cite IN (SELECT unnest($cites))",
}
"""Tables whose names may be anybody's: see `present.exports.people`."""

PHONES = """
SELECT DISTINCT value FROM stated
WHERE kind = 'phone' AND value IS NOT NULL AND cite IN (SELECT unnest($cites))
"""
# Attributes of an object by which a database names a person, word by word.
ATTRIBUTE = re.compile(
    r"^(?:person|(?:first|middle|last)name|personname|attn)\s*:[ \t]*(\S.*?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
LEAST_PHONE = 6  # digits: a shorter one would be struck out of other numbers


@dataclass(frozen=True, slots=True)
class Left:
    """What is to be left out of a dossier: names of persons, and phones, as they are written."""

    persons: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def __or__(self, other: "Left") -> "Left":
        return Left(self.persons | other.persons, self.phones | other.phones)


def left_out(desk: Desk, shown: Iterable[str]) -> Left:
    """Persons and phones on the lines of some cites."""
    cites = [cite_number(cite) for cite in shown]
    named = [name for table, sql in KNOWN.items() for name in _names(desk, table, sql, cites)]
    told = (name for table, sql in TOLD.items() for name in _names(desk, table, sql, cites))
    named += [name for name in told if may_be_person(name)]
    phones = _names(desk, "stated", PHONES, cites)
    return Left(
        frozenset(named),
        frozenset(each for each in phones if sum(map(str.isdigit, each)) >= LEAST_PHONE),
    )


def _names(desk: Desk, table: str, sql: str, cites: list[int]) -> list[str]:
    if not desk.peek.holds(table):
        return []
    return [name for row in ask(desk, sql, cites=cites) for name in row.values() if name]
