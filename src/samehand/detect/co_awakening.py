"""Long-silent blocks of several holders, awake within days, all through one upstream.

Once 52 networks came back within days, each by another AS that had itself been silent; one by one
each looked like a holder's return, so the holder's own AS is not asked away where it was silent.
Counted are holders, not prefixes: a holder who takes up all he has is one. Measured against what
else woke through that upstream in all the time we have, so that a large carrier's daily share of
returns says nothing. Where paths were not read, waking by one AS is all that can be seen. Only
days known to a week count: sparse tables say nothing here. Explained away first: blocks passed on
or given anew meanwhile, anycast, an upstream used before, an AS on no file, a tie of the AS to the
holder where that AS was active. Fooled by a provider that takes over the customers of another.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from samehand.detect.made import YEARS, all_of, labelled, looked_on, routed
from samehand.detect.steps.presence import presence, waker
from samehand.detect.steps.ties import tie
from samehand.detect.steps.whose import whose
from samehand.detect.steps.written import anycast, written
from samehand.detect.words import absent, counted, span
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

    together_days: int = because(7, "the documented case took days; a list of weeks meets chance")
    least_holders: int = because(3, "two holders may move to one provider in a week")
    times_usual: float = because(
        20.0, "weeks are many: what is twenty times the usual of an upstream is seldom chance"
    )


FIND = """
WITH again AS (
  SELECT DISTINCT written.block, waker.seen, waker.before, waker.silent_days, waker.looked_days, waker.origin,
         coalesce(waker.upstream, waker.origin) AS via, waker.upstream IS NOT NULL AS by_upstream,
         waker.as_silent OR waker.as_new AS fresh_as, waker.cite, waker.before_cite, whose.block_cite,
         coalesce(whose.account, 'AS' || waker.origin_before) AS whose,
         date_diff('day', DATE '1970-01-01', waker.seen) AS day
  FROM waker
  JOIN written ON written.family = waker.family AND written.first = waker.first AND written.length = waker.length
  LEFT JOIN whose ON whose.family = waker.family AND whose.first = waker.first AND whose.length = waker.length
  LEFT JOIN tie ON tie.family = waker.family AND tie.first = waker.first AND tie.length = waker.length
               AND tie.origin = waker.origin
  LEFT JOIN anycast ON anycast.family = waker.family AND anycast.first = waker.first AND anycast.length = waker.length
  WHERE waker.unsure_days <= $together_days AND NOT waker.upstream_kept AND anycast.first IS NULL
    AND (whose.held_from IS NULL OR whose.held_from <= waker.before)
    AND (coalesce(tie.tie, 'unknown') = 'none'
      OR (waker.as_silent AND (waker.upstream IS NOT NULL OR coalesce(tie.tie, 'unknown') <> 'unknown')))
), near AS (
  SELECT one.block, one.seen, one.origin, count(DISTINCT other.whose) AS holders,
         count(DISTINCT other.block) AS blocks, count(DISTINCT other.origin) AS origins,
         bool_and(other.fresh_as) AS all_fresh, min(other.seen) AS since, max(other.seen) AS until,
         list(DISTINCT other.cite ORDER BY other.cite)[1:6] AS other_cite
  FROM again AS one
  JOIN again AS other ON other.via = one.via AND other.by_upstream = one.by_upstream
                     AND abs(other.day - one.day) <= $together_days
  GROUP BY one.block, one.seen, one.origin
), whole AS (
  SELECT via, by_upstream, count(DISTINCT whose) AS holders FROM again GROUP BY via, by_upstream
), days AS (
  SELECT date_diff('day', min(seen), max(last_seen)) + 1 AS days FROM presence
), judged AS (
  SELECT again.*, near.holders, near.blocks, near.origins, near.all_fresh, near.since, near.until, near.other_cite,
         row_number() OVER (PARTITION BY again.block ORDER BY near.holders DESC, again.seen DESC, again.origin,
                                                              again.via) AS turn
  FROM again
  JOIN near ON near.block = again.block AND near.seen = again.seen AND near.origin = again.origin
  JOIN whole ON whole.via = again.via AND whole.by_upstream = again.by_upstream
  CROSS JOIN days
  WHERE near.holders >= $least_holders
    AND near.holders >= $times_usual * (whole.holders - near.holders) * (2 * $together_days + 1) / days.days
)
SELECT *, CASE WHEN holders > 20 THEN 'more than 20 holders' WHEN holders > 5 THEN '6-20 holders'
               ELSE '3-5 holders' END ||
          CASE WHEN all_fresh AND origins >= holders THEN ', each by another AS that was silent' ELSE '' END AS bin
FROM judged WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How many woke with it, when, through whom."""
    via = f"through AS{row['via']}" if row["by_upstream"] else f"by AS{row['via']}"
    by = f", by {counted(row['origins'], 'AS', 'es')}" if row["by_upstream"] else ""
    return (
        f"{row['block']} was seen again on {row['seen']} {via}, {row['silent_days']:,} days after it was"
        f" last seen ({absent(row['looked_days'], 'between')}): one of {counted(row['blocks'], 'block')}"
        f" of {counted(row['holders'], 'holder')} seen again {via} {span(row['since'], row['until'])}{by}"
    )


MAY = date(2016, 5, 10)
LOOKED = looked_on(
    *YEARS[:8], MAY - timedelta(days=1), *(MAY + timedelta(days=n) for n in range(9))
)
OTHER = numbered("arin:other", 64650)


def sleepers(
    count: int, *, own: bool = True, upstream: int | None = 64512, apart: int = 1
) -> tuple[Row, ...]:
    """Holders whose block was last announced in 2009, and again from May 2016."""
    return tuple(
        row
        for n in range(count)
        for row in (
            held(f"arin:s{n:02}", f"10.{n}.0.0/16", date(2000, 1, 1)),
            numbered(f"arin:s{n:02}", 64600 + n),
            routed(f"10.{n}.0.0/16", 64600 + n, YEARS[0], YEARS[1], 64510),
            routed(
                f"10.{n}.0.0/16",
                64600 + n if own else 64650,
                MAY + timedelta(days=n * apart % 60),
                MAY + timedelta(days=max(8, n * apart % 60)),
                upstream,
            ),
        )
    )


def all_find(count: int, bin_: str) -> dict[tuple[str, ...], str]:
    """Each of the blocks, in one bin."""
    return {(f"10.{n}.0.0/16",): bin_ for n in range(count)}


def usual(count: int) -> tuple[Row, ...]:
    """Others that woke through the same upstream before, one every three weeks."""
    days = [date(2011, 6, 1) + timedelta(days=20 * n) for n in range(count)]
    looked = looked_on(*(day - timedelta(days=1) for day in days), MAY)
    return looked + tuple(
        row
        for n, day in enumerate(days)
        for row in (
            routed(f"172.16.{n}.0/24", 64700 + n, YEARS[0], YEARS[0], 64510),
            routed(f"172.16.{n}.0/24", 64700 + n, day, MAY, 64512),
        )
    )


SILENT = ", each by another AS that was silent"

RULE = Rule(
    name="co-awakening",
    title="Long-silent blocks of several holders were announced again within days, together",
    family="routing",
    ground="co-awakening",
    revision=2,
    subject=("block",),
    reads=(
        *(Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(waker, presence, tie, whose, anycast, written),
    numbers=Numbers(),
    bins=tuple(
        f"{size}{silent}"
        for size in ("more than 20 holders", "6-20 holders", "3-5 holders")
        for silent in (SILENT, "")
    ),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            "four holders, each by its own silent AS",
            all_of(LOOKED, sleepers(4)),
            all_find(4, f"3-5 holders{SILENT}"),
        ),
        Example(
            "six holders, by one AS",
            all_of(LOOKED, OTHER, sleepers(6, own=False, upstream=None)),
            all_find(6, "6-20 holders"),
        ),
        Example(
            "where few come back otherwise",
            all_of(LOOKED, sleepers(4), usual(2)),
            all_find(4, f"3-5 holders{SILENT}"),
        ),
        Example("two holders", all_of(LOOKED, sleepers(2))),
        Example("weeks apart", all_of(LOOKED, sleepers(4, apart=16))),
        Example(
            "on a day known to years only", all_of(looked_on(*YEARS[:8], MAY), sleepers(4, apart=0))
        ),
        Example("where many come back all the time", all_of(LOOKED, sleepers(3), usual(60))),
        Example("by one AS on no file", all_of(LOOKED, sleepers(6, own=False, upstream=None))),
        Example(
            "two of the three passed to others meanwhile",
            all_of(
                *(LOOKED, sleepers(3)),
                *(
                    held(f"arin:z{n}", f"10.{n}.0.0/16", date(2000, 1, 1), date(2012, 1, 1))
                    for n in range(2)
                ),
            ),
        ),
        Example(
            "one of the three is anycast",
            all_of(LOOKED, sleepers(3), labelled("10.0.0.0/16", "anycast")),
        ),
        Example(
            "through a provider they had",
            all_of(
                LOOKED,
                sleepers(3),
                *(sells(64512, 64600 + n, date(2014, 7, 1)) for n in range(3)),
            ),
        ),
    ),
)
