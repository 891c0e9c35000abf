"""A block registered many years ago, never seen announced, and then first by a stranger's AS.

Space that was never announced has nobody who would notice. The oldest grants, of organisations
long gone or merged, are what is taken up; a system that remembers a year calls a prefix it never
saw before benign. Absent means absent on the days we have: what was announced between two of them
is not known. A part of a block of which other parts were in use is told apart: its holder is
there. Explained away first: an earlier holder on record, any tie of the AS to the holder, anycast.
Fooled by transfers the registry dates from the first grant, and by holders who lease out old space.
"""

from dataclasses import dataclass
from datetime import date

from samehand.detect.made import WATCHED, YEARS, all_of, held6, labelled, looked_on, routed, spell
from samehand.detect.steps.presence import around, looked_day, presence
from samehand.detect.steps.ties import tie
from samehand.detect.steps.whose import whose
from samehand.detect.steps.written import written
from samehand.detect.words import absent, untied
from samehand.made import held, numbered
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """How old, and how well looked for?"""

    old_days: int = because(3650, "ten years: what was asked for to be used is used by then")
    least_looked: int = because(1, "a day on which it was looked for and absent, at the least")
    least_peers: int = because(3, "what one or two peers see may never have left their network")


FIND = """
WITH own AS (
  SELECT family, first, length, min(seen) AS since FROM presence GROUP BY family, first, length
), blocks AS (
  SELECT own.*, whose.account, whose.registered, whose.giver, whose.block_cite,
         min(own.since) OVER (PARTITION BY own.family, whose.block_first, whose.block_last) AS block_since
  FROM own
  JOIN whose ON whose.family = own.family AND whose.first = own.first AND whose.length = own.length
), old AS (
  SELECT * FROM blocks
  WHERE giver IS NULL AND date_diff('day', registered, since) >= $old_days
), late AS (
  SELECT written.block, old.family, old.first, old.length, old.since, old.registered, old.account, old.block_cite,
         old.block_since < old.since AS part, now.origin, now.cite, tie.tie, tie.holders, tie.numbered,
         looked_day.days - CASE WHEN looked_day.looked THEN 1 ELSE 0 END AS looked_days,
         row_number() OVER (PARTITION BY written.block ORDER BY tie.tie DESC, now.origin, now.cite) AS turn
  FROM old
  JOIN presence AS now ON now.family = old.family AND now.first = old.first AND now.length = old.length
                      AND now.seen = old.since AND now.peers >= $least_peers
  JOIN tie ON tie.family = old.family AND tie.first = old.first AND tie.length = old.length AND tie.origin = now.origin
          AND tie.tie IN ('none', 'hoster')
  JOIN looked_day ON looked_day.family = old.family AND looked_day.day = old.since
  JOIN written ON written.family = old.family AND written.first = old.first AND written.length = old.length
), covered AS (
  SELECT DISTINCT late.family, late.first, late.length
  FROM late
  JOIN around ON around.family = late.family AND around.first = late.first AND around.length = late.length
  JOIN presence AS each ON each.family = late.family AND each.first = around.other_first
                       AND each.length = around.other_length AND each.seen < late.since
)
SELECT late.*, CASE WHEN late.part THEN 'part of a block in use, ' ELSE '' END ||
               CASE WHEN late.tie = 'none' THEN 'by an AS that nothing ties to the holder'
                    ELSE 'by an AS that announces for many' END AS bin
FROM late
LEFT JOIN covered ON covered.family = late.family AND covered.first = late.first AND covered.length = late.length
WHERE late.turn = 1 AND late.looked_days >= $least_looked AND covered.first IS NULL
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Since when it is held, how well it was looked for, who announced it first."""
    many = (
        f", which announces space of {row['holders']} holders and"
        if row["tie"] == "hoster"
        else ","
    )
    other = "; other parts of that block were seen before" if row["part"] else ""
    return (
        f"{row['block']}, in space registered to {row['account']} on {row['registered']}, was first seen on"
        f" {row['since']}, by AS{row['origin']}{many} {untied(row)}; it and all that covers it or lies in"
        f" it was {absent(row['looked_days'], 'before')}{other}"
    )


WHERE, OLD = "198.51.0.0/16", date(1993, 1, 1)
BASE: tuple[Row, ...] = (numbered("arin:b", 64502), WATCHED, *looked_on(*YEARS))
USE = spell(WHERE, 64502, date(2016, 5, 1), 100)
HELD = held("arin:a", WHERE, OLD)
PART = spell("198.51.1.0/24", 64503, date(2013, 1, 1), 900)
MANY: tuple[Row, ...] = tuple(
    row
    for n in range(25)
    for row in (
        held(f"arin:o{n:02}", f"10.{n}.0.0/16", date(2011, 1, 1)),
        spell(f"10.{n}.0.0/16", 64502, date(2012, 1, 1), 900),
    )
)
STRANGER, FOR_MANY = "by an AS that nothing ties to the holder", "by an AS that announces for many"
IN_USE = "part of a block in use, "

RULE = Rule(
    name="first-seen-late",
    title="Registered long ago, never seen, then first announced by an AS that no record ties to it",
    family="routing",
    ground="awakening",
    revision=2,
    subject=("block",),
    reads=(
        *(Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(presence, around, looked_day, whose, tie, written),
    numbers=Numbers(),
    bins=(STRANGER, f"{IN_USE}{STRANGER}", FOR_MANY, f"{IN_USE}{FOR_MANY}"),
    find=FIND,
    explain=explain,
    examples=(
        Example("held since 1993, first seen in 2016", (*BASE, HELD, USE), {(WHERE,): STRANGER}),
        Example(
            "by an AS that announces for many", (*BASE, HELD, USE, *MANY), {(WHERE,): FOR_MANY}
        ),
        Example(
            "a part, when another part was announced",
            (*BASE, HELD, PART, spell("198.51.2.0/24", 64502, date(2016, 5, 1), 100)),
            {("198.51.2.0/24",): f"{IN_USE}{STRANGER}"},
        ),
        Example(
            "an IPv6 block",
            all_of(
                numbered("arin:b", 64502),
                held6("arin:a", "2001:db8::/32", date(2002, 1, 1)),
                looked_on(*YEARS, prefix="2001:dba::/48"),
                routed("2001:db8::/40", 64502, YEARS[8], YEARS[9]),
            ),
            {("2001:db8::/40",): STRANGER},
        ),
        Example("held for a year", (*BASE, held("arin:a", WHERE, date(2015, 1, 1)), USE)),
        Example("part of it was seen before", (*BASE, HELD, USE, PART)),
        Example("by its holder's AS", (*BASE, HELD, USE, numbered("arin:a", 64502))),
        Example(
            "another held it before",
            (*BASE, HELD, USE, held("arin:z", WHERE, OLD, date(2014, 1, 1))),
        ),
        Example("anycast", (*BASE, HELD, USE, labelled(WHERE, "anycast"))),
        Example(
            "nobody looked before",
            (*BASE[:2], HELD, USE, *looked_on(date(2016, 5, 1), YEARS[9])),
        ),
        Example(
            "seen by one peer",
            all_of(BASE, HELD, routed(WHERE, 64502, YEARS[8], YEARS[9], peers=1)),
        ),
    ),
)
