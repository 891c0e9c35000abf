"""A prefix announced for a short while only, by an AS that no record ties to its holder.

Once may be a slip, a test or a lease that failed; again and again, or by several such ASes, is how
space is used until it is listed and then left. Only a spell both of whose ends are known to a
month counts: not what began with the list of changes, nor what still lasts, nor what sparse tables
show. Explained away first: a spell under an earlier holder, whoever is tied to the holder or
announces for many (on-demand scrubbing), anycast. Fooled by numbering slips of neighbours.
"""

from dataclasses import dataclass, replace
from datetime import date

from samehand.detect.made import WATCHED, all_of, held6, labelled, looked_on, routed, spell
from samehand.detect.steps.spells import spell as spells
from samehand.detect.steps.ties import tie
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
    """How short, how often?"""

    short_days: int = because(90, "listed space was used for weeks; a customer stays for years")
    slip_days: int = because(2, "what is gone by the next day is mostly a slip")
    several: int = because(2, "once may be a test; a second time is a way of working")


FIND = """
WITH brief AS (
  SELECT written.block, spell.origin, spell.seen, spell.until, spell.days, spell.cite, tie.account, tie.numbered,
         tie.block_cite
  FROM spell
  JOIN tie ON tie.family = spell.family AND tie.first = spell.first AND tie.length = spell.length
          AND tie.origin = spell.origin AND tie.tie = 'none'
  JOIN written ON written.family = spell.family AND written.first = spell.first AND written.length = spell.length
  WHERE spell.whole AND spell.days > $slip_days AND spell.days <= $short_days
    AND (tie.held_from IS NULL OR spell.seen >= tie.held_from)
), summed AS (
  SELECT block, min(account) AS account, bool_and(numbered) AS numbered, count(*) AS spells,
         count(DISTINCT origin) AS origins, min(days) AS shortest, max(days) AS longest, min(seen) AS since,
         max(until) AS until, min(origin) AS origin, list(cite ORDER BY seen, cite)[1:6] AS cite,
         min(block_cite) AS block_cite
  FROM brief GROUP BY block
)
SELECT *, CASE WHEN origins >= $several THEN 'by several ASes' WHEN spells >= $several THEN 'several times'
               ELSE 'once' END AS bin
FROM summed
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How often, how long, by how many."""
    how_long = (
        counted(row["shortest"], "day")
        if row["shortest"] == row["longest"]
        else f"{row['shortest']} to {row['longest']} days"
    )
    times = "once" if row["spells"] == 1 else f"{row['spells']} times"
    if row["origins"] == 1:
        who = f"AS{row['origin']}, {untied(row)}"
    else:
        who = f"{row['origins']} ASes, no one of them tied to {row['account']} by any record loaded"
    return (
        f"{row['block']} was announced {times} for {how_long}, between {row['since']} and {row['until']},"
        f" by {who}"
    )


WHERE, SIX = "198.51.100.0/24", "2001:db8::/32"
BASE: tuple[Row, ...] = (
    held("arin:a", WHERE, date(2000, 1, 1)),
    *(numbered(f"arin:{n}", 64500 + n) for n in range(1, 4)),
    numbered("arin:a", 64500),
    WATCHED,
    spell(WHERE, 64500, date(2012, 1, 1), 500),
)
ONCE = spell(WHERE, 64502, date(2015, 1, 1), 20)
WEEKLY = tuple(date(2015, month, day) for month in range(1, 6) for day in (1, 8, 15, 22))

RULE = Rule(
    name="short-lived",
    title="Announced for a short while by an AS that no record ties to the holder",
    family="behaviour",
    ground="spells",
    revision=2,
    subject=("block",),
    reads=(
        *(Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(spells, tie, written),
    numbers=Numbers(),
    bins=("by several ASes", "several times", "once"),
    find=FIND,
    explain=explain,
    examples=(
        Example("once, for three weeks", (*BASE, ONCE), {(WHERE,): "once"}),
        Example(
            "twice",
            (*BASE, ONCE, spell(WHERE, 64502, date(2015, 6, 1), 40)),
            {(WHERE,): "several times"},
        ),
        Example(
            "by two ASes",
            (*BASE, ONCE, spell(WHERE, 64503, date(2015, 6, 1), 40)),
            {(WHERE,): "by several ASes"},
        ),
        Example(
            "IPv6, in weekly tables",
            all_of(
                held6("arin:a", SIX, date(2010, 1, 1)),
                numbered("arin:2", 64502),
                looked_on(*WEEKLY, prefix="2001:dba::/48"),
                routed(SIX, 64502, WEEKLY[5], WEEKLY[9]),
            ),
            {(SIX,): "once"},
        ),
        Example(
            "for a year in pieces",
            (*BASE, *(spell(WHERE, 64502, date(2015, m, 1), 20) for m in range(1, 13))),
        ),
        Example("a slip of a day", (*BASE, spell(WHERE, 64502, date(2015, 1, 1), 1))),
        Example(
            "for a day, in daily tables",
            all_of(
                *(BASE[:3], looked_on(*(date(2015, 1, day) for day in range(1, 9)))),
                routed(WHERE, 64502, date(2015, 1, 4), date(2015, 1, 5)),
            ),
        ),
        Example(
            "years after the last file of the registry",
            (replace(BASE[0], seen=date(2013, 1, 1)), *BASE[1:], ONCE),
        ),
        Example("for two years", (*BASE, spell(WHERE, 64502, date(2015, 1, 1), 700))),
        Example("to this day", (*BASE, spell(WHERE, 64502, date(2017, 3, 1), 21))),
        Example(
            "from the first day of the list", (*BASE, spell(WHERE, 64502, date(2008, 1, 1), 21))
        ),
        Example(
            "before its holder had it",
            (*BASE, ONCE, held("arin:z", WHERE, date(2000, 1, 1), date(2016, 1, 1))),
        ),
        Example("the holder's provider", (*BASE, ONCE, sells(64502, 64500))),
        Example("by an AS on no file", (*BASE, spell(WHERE, 64999, date(2015, 1, 1), 20))),
        Example("anycast", (*BASE, ONCE, labelled(WHERE, "anycast"))),
    ),
)
