"""A prefix first announced by a stranger's AS soon after its holder changed on record.

Who takes over a registry account changes the record and then announces. So does every buyer: the
buyer's own AS, a sibling or a neighbour of it, a hoster of many are explained away, and what is
left weighs little by itself. A change is known by the new day of registration, or lies between
two file days; where these are far apart nothing is said. A new id of the same holder is no
change; between two RIPE NCC accounts none can be seen. Fooled by buyers that lease at once.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from samehand.detect.made import WATCHED, labelled, looked_on, routed, spell
from samehand.detect.steps.begun import begun
from samehand.detect.steps.ties import tie
from samehand.detect.steps.whose import whose
from samehand.detect.steps.written import written
from samehand.detect.words import counted, untied
from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """How soon is soon?"""

    month_days: int = because(31, "at once, as far as monthly files can tell")
    soon_days: int = because(180, "half a year: a buyer's plans have been made by then")
    known_days: int = because(45, "monthly files, with slack: the change lies between two of them")


FIND = """
WITH met AS (
  SELECT written.block, begun.origin, begun.since, begun.cite AS use_cite, whose.giver, whose.giver_until,
         whose.account, whose.passed_after, whose.passed_by, whose.giver_cite, whose.block_cite, tie.numbered,
         date_diff('day', whose.passed_after, begun.since) AS days,
         row_number() OVER (PARTITION BY written.block ORDER BY begun.since, begun.origin) AS turn
  FROM whose
  JOIN begun ON begun.family = whose.family AND begun.first = whose.first AND begun.length = whose.length
  JOIN tie ON tie.family = begun.family AND tie.first = begun.first AND tie.length = begun.length
          AND tie.origin = begun.origin AND tie.tie = 'none'
  JOIN written ON written.family = begun.family AND written.first = begun.first AND written.length = begun.length
  WHERE whose.giver IS NOT NULL AND date_diff('day', whose.passed_after, whose.passed_by) <= $known_days
    AND begun.since >= whose.passed_by AND begun.unsure_days <= $known_days
    AND date_diff('day', whose.passed_after, begun.since) <= $soon_days
)
SELECT *, CASE WHEN days <= $month_days THEN 'within a month' ELSE 'within half a year' END AS bin
FROM met WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """From whom to whom, when, and who announced it when."""
    known = row["passed_after"] == row["passed_by"]
    since = (
        f"registered on {row['passed_by']}" if known else f"from {row['passed_by']} at the latest"
    )
    most = "" if known else "at most "
    return (
        f"{row['giver']} held {row['block']} up to {row['giver_until']}, {row['account']} {since};"
        f" AS{row['origin']}, {untied(row)}, was first seen announcing it on {row['since']},"
        f" {most}{counted(row['days'], 'day')} after the change"
    )


WHERE, GIVEN, EARLIER = "198.51.100.0/24", date(2000, 1, 1), date(2016, 6, 1)
NUMBERS: tuple[Row, ...] = (numbered("arin:b", 64501), numbered("arin:c", 64502), WATCHED)
BASE: tuple[Row, ...] = (
    held("arin:a", WHERE, GIVEN, EARLIER),
    held("arin:b", WHERE, GIVEN, date(2016, 6, 20)),
    *NUMBERS,
)


def use(origin: int, days: int) -> Row:
    """Announced so many days after the earlier file."""
    return spell(WHERE, origin, EARLIER + timedelta(days=days), 60)


RULE = Rule(
    name="announced-after-change",
    title="First announced by an AS that no record ties to the new holder, soon after the holder changed",
    family="transfer",
    ground="changes",
    revision=2,
    subject=("block",),
    reads=(
        *(Holding, Sighting, FileDay, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(whose, begun, tie, written),
    numbers=Numbers(),
    bins=("within a month", "within half a year"),
    find=FIND,
    explain=explain,
    examples=(
        Example("three weeks later", (*BASE, use(64502, 25)), {(WHERE,): "within a month"}),
        Example("four months later", (*BASE, use(64502, 120)), {(WHERE,): "within half a year"}),
        Example(
            "files a year apart, and a new day of registration",
            (
                held("arin:a", WHERE, GIVEN, date(2015, 6, 1)),
                held("arin:b", WHERE, EARLIER),
                *(*NUMBERS, use(64502, 20)),
            ),
            {(WHERE,): "within a month"},
        ),
        Example(
            "files a year apart, with the old day",
            (
                held("arin:a", WHERE, GIVEN, date(2015, 6, 20)),
                *(*BASE[1:], use(64502, 25)),
            ),
        ),
        Example("a year later", (*BASE, use(64502, 365))),
        Example("by the buyer's own AS", (*BASE, use(64501, 25))),
        Example("by the buyer's provider", (*BASE, use(64502, 25), sells(64502, 64501))),
        Example("before it changed", (*BASE, use(64502, -25))),
        Example(
            "in tables of a year apart",
            (
                *(*BASE[:4], *looked_on(date(2015, 6, 26), date(2016, 6, 26))),
                routed(WHERE, 64502, date(2016, 6, 26), date(2017, 3, 1)),
            ),
        ),
        Example(
            "the same holder on both days",
            (held("arin:b", WHERE, GIVEN, EARLIER), *BASE[1:], use(64502, 25)),
        ),
        Example(
            "a new id of one holder, who keeps his AS number",
            (*BASE, use(64502, 25), replace(numbered("arin:a", 64501), seen=EARLIER)),
        ),
        Example("anycast", (*BASE, use(64502, 25), labelled(WHERE, "anycast"))),
    ),
)
