"""They name contacts that are two records of one person or desk, by linkage.

One desk under several handles, told by its mailbox, phone and address together (`samehand link`).
Two who name the same handle, or state the same value, are told by other links of the same ground:
of all these the strongest counts, once. Fooled by colleagues of one office with one phone, and by
the role accounts of a hoster or a consultant: a desk that many holders name ties nobody.
"""

from dataclasses import dataclass

from samehand.resolve.same_party import linked
from samehand.resolve.sharing import BINS, RARITY, stating
from samehand.rules import Example, Rule, because
from samehand.steps.values import holder_value
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.records import SameParty, Stated
from samehand.tables.registry import Holding, Registration


@dataclass(frozen=True)
class Numbers:
    """How rare is a desk?"""

    least_bits: float = because(4.0, "sixteen to one; at even odds half of the pairs are two desks")
    few: int = because(3, "two or three holders: the desk is theirs")
    some: int = because(12, "a dozen may be a family of companies or a consultant's first clients")
    many: int = because(20, "a desk for as many is a role's, as with other shared values")


FIND = f"""
WITH desk AS (
  SELECT one AS contact, party FROM same_party WHERE kind = 'contact'
  UNION
  SELECT other AS contact, party FROM same_party WHERE kind = 'contact'
), own AS (
  SELECT holder, value_key AS contact, min(value) AS handle, min(cite) AS cite
  FROM holder_value
  WHERE kind IN ('contact', 'abuse')
  GROUP BY holder, value_key
), told AS (
  SELECT own.holder, own.contact, own.handle, own.cite, desk.party
  FROM own
  JOIN desk ON desk.contact = own.contact
), counted AS (
  SELECT party, count(DISTINCT holder) AS holders FROM told GROUP BY party
), pairs AS (
  SELECT least(a.holder, b.holder) AS one, greatest(a.holder, b.holder) AS other,
         a.handle, b.handle AS other_handle, same_party.bits, same_party.says, counted.holders,
         a.cite AS one_cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY least(a.holder, b.holder), greatest(a.holder, b.holder)
                            ORDER BY counted.holders, same_party.bits DESC, a.contact, b.contact) AS turn
  FROM same_party
  JOIN told AS a ON a.contact = same_party.one
  JOIN told AS b ON b.contact = same_party.other
  JOIN counted ON counted.party = same_party.party
  WHERE same_party.kind = 'contact' AND a.holder <> b.holder
    AND same_party.bits >= $least_bits AND counted.holders < $many
)
SELECT *, {RARITY} FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which two contacts, how the bits of the linkage add up, and how many name them."""
    return (
        f"the contacts {row['handle']} and {row['other_handle']} are one by linkage,"
        f" {row['bits']:.1f} bits: {row['says']}; {row['holders']} holders name them"
    )


def naming(number: int, handle: str) -> tuple[Row, ...]:
    """A holder whose record names a contact."""
    return stating(number, "contact", handle)


DESK, OTHER_DESK = "EXA-ARIN", "EXB-ARIN"
PAIR = linked("contact", f"arin:{DESK}", f"arin:{OTHER_DESK}")


def crowd(count: int) -> tuple[Row, ...]:
    """One holder who names the one contact, and so many less one who name the other."""
    others = (row for number in range(1, count) for row in naming(number, OTHER_DESK))
    return (*naming(0, DESK), *others, PAIR)


def _found(count: int, bin_: str) -> dict[tuple[str, ...], str]:
    return {("arin:000", f"arin:{number:03}"): bin_ for number in range(1, count)}


RULE = Rule(
    name="same-contact",
    title="The records of both name contacts that are one by linkage",
    family="contact",
    ground="contacts",
    revision=1,
    reads=(SameParty, Stated, Registration, Holding),
    needs=(holder_value,),
    numbers=Numbers(),
    bins=BINS,
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two name one desk under two handles", rows=crowd(2), finds=_found(2, BINS[0])
        ),
        Example(title="five do", rows=crowd(5), finds=_found(5, BINS[1])),
        Example(title="fourteen do", rows=crowd(14), finds=_found(14, BINS[2])),
        Example(title="as many as a role has", rows=crowd(25)),
        Example(
            title="one desk by a hair",
            rows=(
                *crowd(2)[:-1],
                linked("contact", f"arin:{DESK}", f"arin:{OTHER_DESK}", bits=1.0),
            ),
        ),
        Example(title="two desks", rows=(*naming(1, DESK), *naming(2, OTHER_DESK))),
    ),
)
