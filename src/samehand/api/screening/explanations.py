"""What an honest applicant could say of each thing it shares, and what to ask for.

What fools a link stands in its own page and is told from there; the question is stated here, by the
kind of what is shared. Asked before anything is decided: most who share something are honest.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from samehand.api.finding.fooling import read_rule
from samehand.resolve import all_links

QUESTIONS: Mapping[str, str] = {
    "shared-phone": "who answers the number, and under which contract?",
    "shared-mailbox": "whose mailbox is it, and for whom does that person work?",
    "shared-domain": "who registered the domain, and who else is given mailboxes in it?",
    "shared-address": "the lease, or the contract with who keeps the office",
    "shared-contact": "the contract with the contact, and who else it works for",
    "shared-abuse": "who runs the abuse desk, and for whom else?",
    "shared-maintainer": "who holds the maintainer's key, and under which contract?",
    "shared-key": "who holds the key, and why more than one organisation signs with it",
    "shared-nameserver": "who runs the name servers, and for whom else?",
    "shared-name": "is there a relation to who bears the name? If so it should be on record",
    "shared-officer": "an extract of the register, and which other companies the person stands for",
    "shared-office": "an extract of the register, and whether the address is an agent's",
    "founded-together": "who founded the company, and who keeps its papers?",
    "shared-instrument": "whose card or account is it, and by which agreement does it pay?",
    "shared-payer": "the agreement with whoever pays, and who repays it",
    "shared-notary": "why this notary, and whether the signatory came in person",
    "shared-signatory": "a proof of identity, and the resolution that gives the power to sign",
    "shared-device": "who filled in the form, and for whom else that person works",
    "shared-netname": "who writes the names of its blocks, and for whom else?",
    "shared-sender": "who filled in the form, and from where",
    "shared-account": "who holds the account, and for whom else it applies",
}
OTHERWISE = "what relation is there, and since when?"


def explanations(rules: Iterable[str], roles: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """For each link of an applicant what else explains it and what to ask; then each role met."""
    links = all_links()
    told = [
        {
            "about": name,
            "says": read_rule(links[name]).fools,
            "ask": QUESTIONS.get(name, OTHERWISE),
        }
        for name in sorted(set(rules))
        if links[name].family != "against"
    ]
    return told + [
        {
            "about": f"{each['kind']} {each['value']}",
            "says": f"{each['holders']:,} share it: {each['says']}",
            "ask": "nothing: what so many share ties nobody",
        }
        for each in roles
    ]
