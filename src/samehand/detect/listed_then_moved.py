"""A block that was listed, then passed to another holder, and is announced as it was before.

Transferred space is abused more, and the timing suggests that lists are evaded (PAM 2020). A sale
separates the buyer from what came before: only where the new holder's block is announced by the
same AS, or through the same upstream, as about the time it was listed, and that AS or upstream
serves few, is there anything to say. A new id of the same holder is no change. Fooled by a hosting
company that keeps its customer's space, by a user who buys what he rented, and by account ids
that a registry renumbers.
"""

from dataclasses import dataclass, replace
from datetime import date

from samehand.detect.made import held6, listed6, looked_on, routed
from samehand.detect.steps.presence import presence
from samehand.detect.steps.ties import tie
from samehand.detect.steps.whose import whose
from samehand.detect.steps.written import written
from samehand.made import cite_of, held, listed, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.listing import Listing
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """How soon, and for how many?"""

    after_days: int = because(730, "what moves years after it was listed moves for other reasons")
    about_days: int = because(
        365, "who announced it up to a year before the listing is meant by it"
    )
    most_served: int = because(20, "who serves more is a hoster or a carrier, and customers change")


FIND = """
WITH parted AS (
  SELECT list, family, first, last, seen, bool_or(edge) AS edge, min(cite) AS cite,
         unnest(generate_series(first >> CASE WHEN family = 4 THEN 16 ELSE 32 END,
                                last >> CASE WHEN family = 4 THEN 16 ELSE 32 END)) AS bucket
  FROM listing WHERE first IS NOT NULL
  GROUP BY list, family, first, last, seen
), moved AS (
  SELECT whose.family, whose.first, whose.length, whose.giver, whose.giver_until, whose.giver_cite, whose.account,
         whose.passed_after, whose.passed_by, whose.block_cite, written.block,
         parted.list, parted.seen AS listed, parted.edge, parted.cite AS listing_cite
  FROM whose
  JOIN written ON written.family = whose.family AND written.first = whose.first AND written.length = whose.length
  JOIN parted ON parted.family = written.family AND parted.bucket = written.bucket
             AND parted.first <= written.last AND written.first <= parted.last
  WHERE whose.giver IS NOT NULL AND parted.seen <= whose.passed_after
    AND date_diff('day', parted.seen, whose.passed_by) <= $after_days
), both_times AS (
  SELECT moved.*, later.origin, later.upstream, later.last_seen AS seen, earlier.origin = later.origin AS same_origin,
         earlier.upstream = later.upstream AS same_upstream, earlier.cite AS then_cite, later.cite AS now_cite
  FROM moved
  JOIN presence AS earlier ON earlier.family = moved.family AND earlier.first = moved.first
                          AND earlier.length = moved.length AND earlier.seen <= moved.passed_after
                          AND date_diff('day', earlier.until, moved.listed) <= $about_days
  JOIN presence AS later ON later.family = moved.family AND later.first = moved.first
                        AND later.length = moved.length AND later.last_seen >= moved.passed_by
  WHERE earlier.origin = later.origin OR earlier.upstream = later.upstream
), announces AS (
  SELECT origin, max(holders) AS holders FROM tie GROUP BY origin
), carries AS (
  SELECT upstream, count(*) AS customers FROM (
    SELECT presence.upstream, presence.origin AS customer FROM presence
    JOIN (SELECT DISTINCT upstream FROM both_times WHERE same_upstream) AS asked ON asked.upstream = presence.upstream
    UNION
    SELECT relation.provider, relation.customer FROM asn_relation AS relation
    JOIN (SELECT DISTINCT upstream FROM both_times WHERE same_upstream) AS asked ON asked.upstream = relation.provider
  ) AS served
  GROUP BY upstream
), judged AS (
  SELECT both_times.*, both_times.same_origin AND coalesce(announces.holders, 0) <= $most_served AS by_origin,
         coalesce(both_times.same_upstream, FALSE) AND carries.customers <= $most_served AS by_upstream
  FROM both_times
  LEFT JOIN announces ON announces.origin = both_times.origin
  LEFT JOIN carries ON carries.upstream = both_times.upstream
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY block
                               ORDER BY by_origin DESC, listed DESC, list, then_cite, now_cite) AS turn
  FROM judged WHERE by_origin OR by_upstream
)
SELECT *, CASE WHEN by_origin THEN 'by the same AS' ELSE 'through the same upstream' END AS bin
FROM ordered WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """On which list, when it passed to whom, and what stayed."""
    stayed = (
        f"AS{row['origin']} announced it before and after"
        if row["by_origin"]
        else f"it was announced through AS{row['upstream']} before and after"
    )
    when = f"{'by' if row['edge'] else 'on'} {row['listed']}"
    return (
        f"{row['block']} was listed on {row['list']} {when} while {row['giver']} held it;"
        f" {row['account']} is on record as its holder from {row['passed_by']} at the latest, and {stayed}"
    )


WHERE, GIVEN, SIX = "198.51.100.0/24", date(2000, 1, 1), "2001:db8::/32"
LISTED, EARLIER = listed(WHERE, date(2015, 6, 1)), date(2015, 12, 1)
MOVE: tuple[Row, ...] = (
    held("arin:a", WHERE, GIVEN, EARLIER),
    held("arin:b", WHERE, GIVEN),
    numbered("arin:c", 64503),
    numbered("arin:d", 64504),
)


def twice(one: int, other: int, via: int, later_via: int, prefix: str = WHERE) -> tuple[Row, ...]:
    """Announced before and after the block passed on."""
    return (
        routed(prefix, one, date(2014, 1, 1), date(2015, 1, 1), via),
        routed(prefix, other, date(2016, 1, 1), date(2017, 3, 21), later_via),
    )


RULE = Rule(
    name="listed-then-moved",
    title="Listed, then held by another, and announced as before",
    family="listing",
    ground="listed-moves",
    revision=2,
    subject=("block",),
    reads=(
        *(Listing, Holding, Sighting, FileDay, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(presence, whose, tie, written),
    numbers=Numbers(),
    bins=("by the same AS", "through the same upstream"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            "by the same AS",
            (*MOVE, LISTED, *twice(64503, 64503, 64510, 64511)),
            {(WHERE,): "by the same AS"},
        ),
        Example(
            "through the same upstream",
            (*MOVE, LISTED, *twice(64503, 64504, 64510, 64510)),
            {(WHERE,): "through the same upstream"},
        ),
        Example(
            "IPv6",
            (
                replace(held6("arin:a", SIX, GIVEN), seen=EARLIER, cite=cite_of("earlier")),
                held6("arin:b", SIX, GIVEN),
                numbered("arin:c", 64503),
                listed6(SIX, date(2015, 6, 1)),
                *twice(64503, 64503, 64510, 64511, SIX),
            ),
            {(SIX,): "by the same AS"},
        ),
        Example("by others, through others", (*MOVE, LISTED, *twice(64503, 64504, 64510, 64511))),
        Example(
            "listed after it had passed",
            (*MOVE, listed(WHERE, date(2016, 6, 1)), *twice(64503, 64503, 64510, 64510)),
        ),
        Example(
            "listed years before",
            (*MOVE, listed(WHERE, date(2010, 1, 1)), *twice(64503, 64503, 64510, 64510)),
        ),
        Example(
            "left by that AS years before the listing",
            (
                *(*MOVE, LISTED, *looked_on(date(2010, 1, 1), date(2011, 1, 1))),
                routed(WHERE, 64503, date(2010, 1, 1), date(2011, 1, 1)),
                routed(WHERE, 64503, date(2016, 1, 1), date(2017, 3, 21)),
            ),
        ),
        Example(
            "a new id of one holder, who keeps his AS number",
            (
                *(*MOVE, LISTED, *twice(64503, 64503, 64510, 64511)),
                replace(numbered("arin:a", 64505), seen=EARLIER),
                numbered("arin:b", 64505),
            ),
        ),
        Example(
            "through a carrier of many",
            (
                *(*MOVE, LISTED, *twice(64503, 64504, 64510, 64510)),
                *(sells(64510, 64600 + n) for n in range(25)),
            ),
        ),
        Example(
            "kept by a hoster of many",
            (
                *(*MOVE, LISTED, *twice(64503, 64503, 64510, 64511)),
                *(held(f"arin:o{n:02}", f"10.{n}.0.0/24", GIVEN) for n in range(25)),
                *(
                    routed(f"10.{n}.0.0/24", 64503, date(2014, 1, 1), date(2017, 3, 21), 64510)
                    for n in range(25)
                ),
            ),
        ),
    ),
)
