"""What labels cannot teach, each with its reason: here and nowhere else.

Honest siblings seldom take space together, so they do not show what hands do that were made to
take it: m is stated, and u is counted. Of links on records that no labelled book holds (whois,
company registers, a registry's own files), u is stated too, until a book shows them: then it is
counted as all others are. See docs/decisions/0004.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from samehand.rules import because


@dataclass(frozen=True)
class StatedNumbers:
    """m: how often two holders of one hand show the link, by the link's name."""

    turns: float = because(0.30, "three in ten pairs of a hand that took blocks at all took turns")
    ladder: float = because(0.30, "three in ten pairs of a hand climbed at once")
    took_much: float = because(0.30, "three in ten pairs of a hand both took several blocks")
    number_then_block: float = because(
        0.30, "three in ten pairs of a hand were both made to take space"
    )
    fellow_takers: float = because(0.50, "half the pairs of a hand hang on one hub of takers")
    listed_together: float = because(
        0.05, "one pair in twenty: lists name few of the blocks a hand holds"
    )
    stated_relation: float = because(0.50, "half the pairs of one organisation stand under one id")
    shared_contact: float = because(0.30, "three in ten pairs: one desk answers for several")
    shared_phone: float = because(0.20, "one pair in five: numbers are changed first")
    shared_mailbox: float = because(0.20, "one pair in five: mailboxes are made per name")
    shared_domain: float = because(0.20, "one pair in five: a domain is bought per name")
    shared_address: float = because(0.20, "one pair in five: offices are rented per name")
    shared_maintainer: float = because(0.30, "three in ten pairs: one key is kept for several")
    shared_key: float = because(0.05, "one pair in twenty: few records name a key")
    shared_nameserver: float = because(0.20, "one pair in five: reverse zones lie together")
    shared_abuse: float = because(0.20, "one pair in five: complaints go to one desk")


@dataclass(frozen=True)
class ChanceNumbers:
    """u: how often strangers show a bin, from the rarest to the commonest, by what is shared."""

    own_few: float = because(1e-6, "a tenth of holders have a value that one stranger states too")
    own_some: float = because(2e-5, "a consultant for a dozen, in one holder of a hundred")
    own_many: float = because(1e-3, "hosters and members who put their own on a customer's record")
    place_few: float = because(4e-6, "as for own values, four times: offices and zones are let")
    place_some: float = because(1e-4, "as for own values, five times")
    place_many: float = because(4e-3, "as for own values, four times")


OWN = ("shared-contact", "shared-phone", "shared-mailbox", "shared-maintainer", "shared-key")
PLACE = ("shared-domain", "shared-address", "shared-nameserver", "shared-abuse")


def stated() -> dict[str, tuple[float, str]]:
    """m and why, by link."""
    numbers = StatedNumbers()
    return {
        each.name.replace("_", "-"): (getattr(numbers, each.name), each.metadata["why"])
        for each in fields(numbers)
    }


def chances() -> Mapping[str, tuple[float, ...]]:
    """u of each bin, the rarest first, of links that no labelled book has shown yet."""
    n = ChanceNumbers()
    own, place = (n.own_few, n.own_some, n.own_many), (n.place_few, n.place_some, n.place_many)
    return dict.fromkeys(OWN, own) | dict.fromkeys(PLACE, place)
