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
    fellow_climbers: float = because(
        0.0005,
        "one pair in ten of a hand was made to climb behind one provider, less the hundredfold by which"
        " `ladder` weighs that they climbed, and the twofold of `number-then-block`",
    )
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
    shared_netname: float = because(0.10, "one pair in ten: templates are kept per name")
    same_party: float = because(
        0.10, "one pair in ten: as many siblings share a word of AS names, for which it is fitted"
    )
    same_contact: float = because(
        0.20, "one pair in five: who makes a contact for each name keeps a phone or a mailbox"
    )
    handles_in_turn: float = because(0.10, "one pair in ten: contacts are made in one sitting")
    transferred: float = because(
        0.10, "one pair in ten: a hand passes blocks on when their holding time is over"
    )
    reassigned_back: float = because(0.05, "one pair in twenty lends space both ways")
    shared_officer: float = because(0.20, "one pair in five: officers are made up, or lent")
    shared_office: float = because(0.30, "three in ten pairs: one agent registered them")
    founded_together: float = because(0.30, "three in ten pairs were made on one order")
    shelf_age: float = because(0.30, "three in ten pairs came off one shelf")
    shared_instrument: float = because(0.30, "three in ten pairs: cards are few, and cost little")
    shared_payer: float = because(0.20, "one pair in five: a payer's name is made up per applicant")
    shared_notary: float = because(0.30, "three in ten pairs: who attests once attests again")
    shared_signatory: float = because(0.10, "one pair in ten: signatories are made up per name")
    shared_account: float = because(0.10, "one pair in ten: accounts are opened per name")
    shared_device: float = because(0.30, "three in ten pairs: one hand types on one device")
    shared_sender: float = because(0.30, "three in ten pairs: sent from one desk")
    alike_documents: float = because(0.30, "three in ten pairs: papers are written once")
    untraced_signatories: float = because(0.50, "half the pairs of a hand with made-up officers")


@dataclass(frozen=True)
class ChanceNumbers:
    """u: how often strangers show a bin, from the rarest to the commonest, by what is shared."""

    own_few: float = because(1e-6, "a tenth of holders have a value that one stranger states too")
    own_some: float = because(2e-5, "a consultant for a dozen, in one holder of a hundred")
    own_many: float = because(1e-3, "hosters and members who put their own on a customer's record")
    place_few: float = because(4e-6, "as for own values, four times: offices and zones are let")
    place_some: float = because(1e-4, "as for own values, five times")
    place_many: float = because(4e-3, "as for own values, four times")
    template_few: float = because(1e-6, "as for own values: templates of one's own are rare")
    template_some: float = because(2e-5, "as for own values")
    template_many: float = because(1e-2, "templates of the trade (CUSTOMER-#) are common")
    named_one: float = because(
        2e-6,
        "as the same name of ASes (1.5e-6 fitted), and a third more: records are not all kept up",
    )
    named_alike: float = because(1e-5, "five times: relations and namesakes written nearly alike")
    turn_next: float = because(1e-5, "a stem is counted up some hundred times a year by strangers")
    turn_near: float = because(3e-5, "three times as many numbers are as near")
    back_each: float = because(1e-6, "one holder in thousands lends to one that lends to it")
    back_ring: float = because(4e-6, "rings of three through a common wholesaler come by chance")
    passed_several: float = because(
        4e-6,
        "a log of thousands of sales names a thousand pairs twice, of 200 million of a registry",
    )
    passed_one: float = because(4e-5, "ten times as many buy of a stranger once")
    officer_few: float = because(2e-6, "namesakes and honest founders, in one company of a hundred")
    officer_some: float = because(4e-5, "founders of a dozen companies")
    officer_many: float = because(1e-3, "accountants and serial founders")
    office_few: float = because(4e-6, "neighbours in one building, in one company of fifty")
    office_some: float = because(1e-4, "accountants of a dozen companies")
    office_many: float = because(3e-3, "accountants' and shared offices")
    founded_week: float = because(
        0.004, "two random days of ten years lie within a week of each other"
    )
    founded_near: float = because(0.033, "and within two months of each other")
    shelf_both: float = because(0.05, "two firms in nine began late, and near each other in time")
    inside_few: float = because(1e-6, "as for own values: one client in ten of a small agent")
    inside_some: float = because(2e-5, "as for own values")
    inside_many: float = because(1e-3, "as for own values")
    untraced_both: float = because(
        0.05, "two in nine sign who are in no register: secretaries, lawyers, newly appointed"
    )


OWN = (
    *("shared-contact", "shared-phone", "shared-mailbox", "shared-maintainer", "shared-key"),
    "same-contact",
)
INSIDE = (
    "shared-instrument",
    "shared-payer",
    "shared-notary",
    "shared-signatory",
    "shared-account",
    "shared-device",
    "shared-sender",
    "alike-documents",
)
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
    others = {
        "shared-netname": (n.template_few, n.template_some, n.template_many),
        "same-party": (n.named_one, n.named_alike),
        "handles-in-turn": (n.turn_next, n.turn_near),
        "transferred": (n.passed_several, n.passed_one),
        "reassigned-back": (n.back_each, n.back_ring),
        "shared-officer": (n.officer_few, n.officer_some, n.officer_many),
        "shared-office": (n.office_few, n.office_some, n.office_many),
        "founded-together": (n.founded_week, n.founded_near),
        "shelf-age": (n.shelf_both,),
        "untraced-signatories": (n.untraced_both,),
    }
    inside = (n.inside_few, n.inside_some, n.inside_many)
    shared = ((OWN, own), (PLACE, place), (INSIDE, inside))
    return {link: us for links, us in shared for link in links} | others
