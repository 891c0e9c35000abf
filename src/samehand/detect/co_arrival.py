"""One AS began, within days, to announce space of several holders to whom no record ties it.

What one hand holds under several names moves together: a new place to announce it, and all of it
goes there in a week. Counted are holders; measured against the usual of that AS, so that a hoster
who wins a customer every week says nothing. A beginning counts where it is known to a week, by a
list of changes or by tables of one collector. Explained away first: whoever is tied to the holder
or announces for many, anycast, what began before its present holder had it. Fooled by a provider
that takes over the customers of another, and by customers without an AS number of their own.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from samehand.detect.made import WATCHED, all_of, held6, labelled, looked_on, routed, spell
from samehand.detect.steps.begun import begun
from samehand.detect.steps.ties import tie
from samehand.detect.steps.written import written
from samehand.detect.words import counted, span
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
    """What is together?"""

    together_days: int = because(7, "a week, as for blocks that wake together")
    least_holders: int = because(2, "one holder moves alone; a second in the same week seldom does")
    times_usual: float = because(
        20.0,
        "weeks are many: an AS that wins customers evenly has no week of twenty times the usual",
    )


# Counted by AS, day and holder before days are compared: one AS may begin thousands in a week.
FIND = """
WITH arrived AS (
  SELECT begun.family, begun.first, begun.length, begun.origin, begun.since, begun.cite, tie.account, tie.block_cite,
         tie.numbered, date_diff('day', DATE '1970-01-01', begun.since) AS day
  FROM begun
  JOIN tie ON tie.family = begun.family AND tie.first = begun.first AND tie.length = begun.length
          AND tie.origin = begun.origin AND tie.tie = 'none'
  WHERE begun.unsure_days <= $together_days AND (tie.held_from IS NULL OR begun.since >= tie.held_from)
), days AS (
  SELECT date_diff('day', min(since), max(since)) + 1 AS days FROM begun WHERE unsure_days <= $together_days
), daily AS (
  SELECT origin, day, account, min(since) AS since, count(*) AS blocks, min(cite) AS cite
  FROM arrived GROUP BY origin, day, account
), near AS (
  SELECT one.origin, one.day, count(DISTINCT other.account) AS holders, CAST(sum(other.blocks) AS BIGINT) AS blocks,
         min(other.since) AS from_day, max(other.since) AS to_day,
         list(DISTINCT other.cite ORDER BY other.cite)[1:6] AS other_cite
  FROM (SELECT DISTINCT origin, day FROM daily) AS one
  JOIN daily AS other ON other.origin = one.origin AND abs(other.day - one.day) <= $together_days
  GROUP BY one.origin, one.day
), whole AS (
  SELECT origin, count(DISTINCT account) AS holders FROM daily GROUP BY origin
), judged AS (
  SELECT written.block, arrived.*, near.holders, near.blocks, near.from_day, near.to_day, near.other_cite,
         whole.holders AS all_holders,
         row_number() OVER (PARTITION BY written.block
                            ORDER BY near.holders DESC, arrived.since DESC, arrived.origin) AS turn
  FROM near
  JOIN whole ON whole.origin = near.origin
  JOIN arrived ON arrived.origin = near.origin AND arrived.day = near.day
  JOIN written ON written.family = arrived.family AND written.first = arrived.first AND written.length = arrived.length
  CROSS JOIN days
  WHERE near.holders >= $least_holders
    AND near.holders >= $times_usual * (whole.holders - near.holders) * (2 * $together_days + 1) / days.days
)
SELECT *, CASE WHEN holders >= 5 THEN '5 holders or more' WHEN holders >= 3 THEN '3-4 holders'
               ELSE '2 holders' END AS bin
FROM judged WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How many, when, by whom."""
    bare = "" if row["numbered"] else f"; {row['account']} holds no AS number"
    return (
        f"AS{row['origin']} was first seen announcing {row['block']} of {row['account']} on {row['since']}:"
        f" one of {counted(row['blocks'], 'block')} of {counted(row['holders'], 'holder')} it began with"
        f" {span(row['from_day'], row['to_day'])}, to none of whom any record loaded ties it{bare}"
    )


def arrivals(count: int, apart: int, first: int = 0, days: int = 100) -> tuple[Row, ...]:
    """Blocks of as many holders, announced by one AS from some days apart."""
    return (
        numbered("arin:me", 64500),
        WATCHED,
        *(
            row
            for n in range(first, first + count)
            for row in (
                held(f"arin:o{n:02}", f"10.{n}.0.0/16", date(2000, 1, 1)),
                numbered(f"arin:o{n:02}", 64600 + n),
                spell(f"10.{n}.0.0/16", 64500, date(2014, 1, 1) + timedelta(days=n * apart), days),
            )
        ),
    )


def found(count: int, bin_: str) -> dict[tuple[str, ...], str]:
    """Each of the blocks, in one bin."""
    return {(f"10.{n}.0.0/16",): bin_ for n in range(count)}


SIX, NEW = "2001:db8:{}::/48", date(2014, 1, 8)
IN_TABLES: tuple[Row, ...] = (
    *(numbered("arin:me", 64500), numbered("arin:o0", 64600), numbered("arin:o1", 64601)),
    *(held6(f"arin:o{n}", SIX.format(n + 1), date(2010, 1, 1)) for n in range(2)),
    *(routed(SIX.format(n + 1), 64500, NEW, date(2014, 3, 1)) for n in range(2)),
)

RULE = Rule(
    name="co-arrival",
    title="One AS began within days to announce space of several holders to whom no record ties it",
    family="routing",
    ground="arrivals",
    revision=2,
    subject=("block",),
    reads=(
        *(Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(begun, tie, written),
    numbers=Numbers(),
    bins=("5 holders or more", "3-4 holders", "2 holders"),
    find=FIND,
    explain=explain,
    examples=(
        Example("six in a week", arrivals(6, 1), found(6, "5 holders or more")),
        Example("three at once", arrivals(3, 0), found(3, "3-4 holders")),
        Example(
            "two at once, and one a year later",
            (*arrivals(2, 0), *arrivals(1, 365, first=2)),
            found(2, "2 holders"),
        ),
        Example(
            "IPv6, in tables of every week",
            all_of(IN_TABLES, looked_on(date(2014, 1, 1), NEW, prefix=SIX.format("ffff"))),
            {(SIX.format(n + 1),): "2 holders" for n in range(2)},
        ),
        Example("one a month", arrivals(12, 30)),
        Example(
            "two at once, of one who wins a customer every two months",
            (*arrivals(17, 60), *arrivals(1, 0, first=17)),
        ),
        Example(
            "its own customers", (*arrivals(3, 0), *(sells(64500, 64600 + n) for n in range(3)))
        ),
        Example(
            "in a table, when the last one was of a month before",
            all_of(IN_TABLES, looked_on(date(2013, 12, 1), NEW, prefix=SIX.format("ffff"))),
        ),
        Example(
            "on the first day of the list",
            tuple(row for row in arrivals(3, 0) if row is not WATCHED),
        ),
        Example("a leak of two days", arrivals(3, 0, days=2)),
        Example(
            "on a day on which twenty-five other ASes began in a list that tells of one a month",
            (
                *arrivals(3, 0),
                *(spell("192.0.2.0/24", 64999, date(2013, m, 1), 20) for m in range(1, 13)),
                *(spell(f"172.16.{n}.0/24", 65000 + n, date(2014, 1, 1), 90) for n in range(25)),
            ),
        ),
        Example(
            "seen by one peer",
            all_of(
                *(replace(row, peers=1) if isinstance(row, Sighting) else row for row in IN_TABLES),
                looked_on(date(2014, 1, 1), NEW, prefix=SIX.format("ffff")),
            ),
        ),
        Example("anycast", (*arrivals(2, 0), labelled("10.0.0.0/16", "anycast"))),
        Example(
            "passed to another in the meantime",
            (*arrivals(2, 0), held("arin:z", "10.0.0.0/16", date(2000, 1, 1), date(2016, 1, 1))),
        ),
    ),
)
