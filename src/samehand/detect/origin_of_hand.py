"""A block announced by an AS of a hand: of a stranger, of another member, or its own.

The hand is one that the links put together (`hand_member`), undeclared: that its members act as
one is itself an assessment. Space of another member is the hand's own business and shows how it
works; space of a holder outside the hand is what an analyst wants to ask about; its own space is
what the hand is made of, and says nothing of the block by itself. Explained away first: a relation
on record between the AS and the holder, anycast, an AS that announces for many.
"""

from dataclasses import dataclass
from datetime import date

from samehand.detect.made import WATCHED, held6, labelled, member, spell
from samehand.detect.steps.begun import begun
from samehand.detect.steps.ties import tie
from samehand.detect.steps.written import written
from samehand.detect.words import untied
from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay, HandMember
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """Which hands?"""

    least_members: int = because(3, "a pair of holders may be one company and its subsidiary")


FIND = """
WITH sized AS (
  SELECT hand, count(DISTINCT holder) AS members FROM hand_member WHERE reading = 'undeclared' GROUP BY hand
), numbers AS (
  SELECT hand_member.hand, hand_member.asn, min(hand_member.holder) AS member, min(sized.members) AS members,
         min(hand_member.cite) AS member_cite
  FROM hand_member JOIN sized ON sized.hand = hand_member.hand
  WHERE sized.members >= $least_members
  GROUP BY hand_member.hand, hand_member.asn
), accounts AS (
  SELECT DISTINCT hand, split_part(holder, '~', 1) AS account FROM hand_member
), met AS (
  SELECT written.block, tie.account, tie.origin, tie.since, tie.block_cite, tie.numbered, begun.cite, numbers.hand,
         numbers.member, numbers.members, numbers.member_cite,
         CASE WHEN tie.tie = 'own' THEN 'its own space'
              WHEN accounts.account IS NOT NULL THEN 'held by another member'
              ELSE 'held by a holder outside' END AS bin
  FROM numbers
  JOIN tie ON tie.origin = numbers.asn AND tie.tie IN ('none', 'own', 'usual')
  JOIN begun ON begun.family = tie.family AND begun.first = tie.first AND begun.length = tie.length
            AND begun.origin = tie.origin
  JOIN written ON written.family = tie.family AND written.first = tie.first AND written.length = tie.length
  LEFT JOIN accounts ON accounts.hand = numbers.hand AND accounts.account = tie.account
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY block
                               ORDER BY CASE WHEN bin = 'its own space' THEN 1 ELSE 0 END, bin, members DESC, hand,
                                        origin) AS turn
  FROM met
)
SELECT * FROM ordered WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Whose AS, of how large a hand, whose block."""
    tied = "" if row["bin"] == "its own space" else f"; an AS {untied(row)}"
    return (
        f"{row['block']}, held by {row['account']}, was announced from {row['since']} by"
        f" AS{row['origin']} of {row['member']}, one of {row['members']} holders that by the links found"
        f" may be one hand, {row['hand']} (an assessment){tied}"
    )


GIVEN, OUTSIDE, INSIDE, SIX = date(2010, 1, 1), "198.51.100.0/24", "192.0.2.0/24", "2001:db8::/32"
HAND: tuple[Row, ...] = (
    *(numbered(f"arin:{name}", 64501 + n) for n, name in enumerate("abc")),
    *(member("hand-1", f"arin:{name}", 64501 + n) for n, name in enumerate("abc")),
    WATCHED,
)
BLOCKS: tuple[Row, ...] = (held("arin:x", OUTSIDE, GIVEN), held("arin:b", INSIDE, GIVEN))
USE = spell(OUTSIDE, 64501, date(2015, 1, 1), 100)

RULE = Rule(
    name="origin-of-hand",
    title="Announced by an AS of an undeclared hand",
    family="routing",
    ground="hands",
    revision=2,
    subject=("block",),
    reads=(
        *(HandMember, Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(begun, tie, written),
    numbers=Numbers(),
    bins=("held by a holder outside", "held by another member", "its own space"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            "space of another", (*HAND, *BLOCKS, USE), {(OUTSIDE,): "held by a holder outside"}
        ),
        Example(
            "space of another member",
            (*HAND, *BLOCKS, spell(INSIDE, 64501, date(2015, 1, 1), 100)),
            {(INSIDE,): "held by another member"},
        ),
        Example(
            "its own space",
            (*HAND, *BLOCKS, spell(INSIDE, 64502, date(2015, 1, 1), 100)),
            {(INSIDE,): "its own space"},
        ),
        Example(
            "IPv6 of another",
            (*HAND, held6("arin:x", SIX, GIVEN), spell(SIX, 64501, date(2015, 1, 1), 100)),
            {(SIX,): "held by a holder outside"},
        ),
        Example(
            "its provider is of the hand",
            (*HAND, *BLOCKS, USE, numbered("arin:x", 64511), sells(64501, 64511)),
        ),
        Example("anycast", (*HAND, *BLOCKS, USE, labelled(OUTSIDE, "anycast"))),
        Example("a pair", (*HAND[:2], *HAND[3:5], HAND[6], *BLOCKS, USE)),
        Example(
            "a declared group",
            (
                *HAND[:3],
                *(
                    member("hand-1", f"arin:{name}", 64501 + n, "declared")
                    for n, name in enumerate("abc")
                ),
                *(WATCHED, *BLOCKS, USE),
            ),
        ),
    ),
)
