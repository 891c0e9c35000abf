"""A block, or part of one, announced again after a long silence.

By an AS that no record ties to the holder; by an AS that was itself silent as long; or by an AS
that announced it before, through an upstream which that AS never used: who takes up a sleeping
block imitates its history, so a changed origin is not asked for. Explained away first: a block
given anew or passed on meanwhile; the holder's own AS, a sibling, a neighbour, its usual
announcer, an AS that announces for many (hosting, scrubbing), anycast. A collector's gap is no
silence, and sparse tables hardly one. Where the holder or the AS is on no file read, nothing is
said of a stranger. Fooled by holders who come back from elsewhere, and by sales on no record.
"""

from dataclasses import dataclass
from datetime import date

from samehand.detect.made import YEARS, all_of, held6, labelled, looked_on, routed, updated
from samehand.detect.steps.presence import waker
from samehand.detect.steps.ties import tie
from samehand.detect.steps.whose import whose
from samehand.detect.steps.written import anycast, written
from samehand.detect.words import absent, untied
from samehand.made import held, numbered, sells, under
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """How long is long, and how seldom is seldom?"""

    long_days: int = because(1000, "dormant in the published study of AS lives is 1,000 days")
    seldom_days: float = because(
        400.0, "a look a year, with slack: between rarer ones it may have been announced for years"
    )


FIND = """
WITH again AS (
  SELECT written.block, waker.*, tie.account, coalesce(tie.tie, 'unknown') AS tie, tie.numbered, whose.block_cite
  FROM waker
  JOIN written ON written.family = waker.family AND written.first = waker.first AND written.length = waker.length
  LEFT JOIN whose ON whose.family = waker.family AND whose.first = waker.first AND whose.length = waker.length
  LEFT JOIN tie ON tie.family = waker.family AND tie.first = waker.first AND tie.length = waker.length
               AND tie.origin = waker.origin
  LEFT JOIN anycast ON anycast.family = waker.family AND anycast.first = waker.first AND anycast.length = waker.length
  WHERE (whose.held_from IS NULL OR whose.held_from <= waker.before) AND anycast.first IS NULL
), judged AS (
  SELECT *, CASE WHEN historic AND upstream_known AND NOT upstream_kept AND as_silent
                 THEN 'by its AS of before, silent as long, through a new upstream'
                 WHEN historic AND upstream_known AND NOT upstream_kept
                 THEN 'by its AS of before through a new upstream'
                 WHEN historic AND as_silent AND NOT upstream_known THEN 'by its AS of before'
                 WHEN historic OR tie <> 'none' THEN NULL
                 WHEN as_silent THEN 'by an AS silent as long'
                 ELSE 'by another AS' END AS who,
         bool_or(tie IN ('own', 'sibling') AND NOT historic) OVER (PARTITION BY block, seen) AS explained
  FROM again
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY block ORDER BY seen DESC, who, origin) AS turn
  FROM judged WHERE who IS NOT NULL AND NOT explained
)
SELECT *, CASE WHEN part THEN 'part of a block, ' ELSE '' END || who ||
          CASE WHEN silent_days > $seldom_days * (looked_days + 1) THEN ', seldom looked at'
               WHEN silent_days < $long_days THEN ', under 1000 days' ELSE '' END AS bin
FROM ordered WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """When it was silent, how well that was looked at, who announced it before and now."""
    now, before = f"AS{row['origin']}", f"AS{row['origin_before']}"
    if row["historic"]:
        who = (
            f"by {now} as before" if now == before else f"by {now}, which had announced it earlier"
        )
    else:
        who = f"by {now}, {untied(row)}"
    via = f", through AS{row['upstream']}" if row["upstream"] else ""
    new = ", an upstream on no record of that AS" if row["historic"] and row["upstream"] else ""
    silent = "; that AS was itself not seen in the meantime" if row["as_silent"] else ""
    part = ", or what covers it," if row["part"] else ""
    return (
        f"{row['block']}{part} was last seen on {row['before']}, by {before}, and again on"
        f" {row['seen']} {who}{via}{new}, {row['silent_days']:,} days later"
        f" ({absent(row['looked_days'], 'between')}){silent}"
    )


GIVEN, WHERE = date(2000, 1, 1), "198.51.100.0/22"
HELD = (held("arin:a", WHERE, GIVEN), numbered("arin:a", 64501), numbered("arin:b", 64502))
BEFORE = routed(WHERE, 64501, YEARS[0], YEARS[1], 64510)
LOOKED = looked_on(*YEARS)
AWAKE = routed("192.0.2.0/24", 64502, YEARS[0], YEARS[9], 64511)
OLD = routed("192.0.2.0/24", 64502, YEARS[0], YEARS[1], 64511)
OF_BEFORE = "by its AS of before"


def again(origin: int, prefix: str = WHERE, upstream: int | None = 64512) -> Sighting:
    """Announced again after six years."""
    return routed(prefix, origin, YEARS[7], YEARS[9], upstream)


def told(*parts: Row | tuple[Row, ...]) -> tuple[Row, ...]:
    """A held block, announced in 2008 and 2009 and looked for every year since."""
    return all_of(HELD, BEFORE, LOOKED, *parts)


BINS = tuple(
    f"{part}{who}{short}"
    for who in (
        "by an AS silent as long",
        f"{OF_BEFORE}, silent as long, through a new upstream",
        f"{OF_BEFORE} through a new upstream",
        "by another AS",
        OF_BEFORE,
    )
    for part in ("", "part of a block, ")
    for short in ("", ", under 1000 days", ", seldom looked at")
)

RULE = Rule(
    name="dormant-revival",
    title="Announced again after a long silence, by whom no record explains",
    family="routing",
    ground="awakening",
    revision=2,
    subject=("block",),
    reads=(
        *(Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(waker, tie, whose, anycast, written),
    numbers=Numbers(),
    bins=BINS,
    find=FIND,
    explain=explain,
    examples=(
        Example("by another AS", told(AWAKE, again(64502)), {(WHERE,): "by another AS"}),
        Example(
            "after two and a half years only",
            told(AWAKE, routed(WHERE, 64501, YEARS[2], date(2012, 12, 1)), again(64502)),
            {(WHERE,): "by another AS, under 1000 days"},
        ),
        Example(
            "looked for once in between",
            all_of(HELD, BEFORE, AWAKE, looked_on(*YEARS[:2], YEARS[4], *YEARS[7:]), again(64502)),
            {(WHERE,): "by another AS, seldom looked at"},
        ),
        Example(
            "by an AS that was silent as long",
            told(OLD, again(64502)),
            {(WHERE,): "by an AS silent as long"},
        ),
        Example(
            "by its AS of before, from elsewhere",
            told(again(64501)),
            {(WHERE,): f"{OF_BEFORE}, silent as long, through a new upstream"},
        ),
        Example(
            "the same, of an AS that was never silent",
            told(again(64501), routed("192.0.2.0/24", 64501, YEARS[0], YEARS[9], 64510)),
            {(WHERE,): f"{OF_BEFORE} through a new upstream"},
        ),
        Example(
            "by its AS of before, paths unknown",
            told(again(64501, upstream=None)),
            {(WHERE,): OF_BEFORE},
        ),
        Example(
            "a part of it",
            told(AWAKE, again(64502, "198.51.101.0/24")),
            {("198.51.101.0/24",): "part of a block, by another AS"},
        ),
        Example(
            "IPv6",
            all_of(
                *(held6("arin:a", "2001:db8::/32", GIVEN), HELD[1:], AWAKE),
                routed("2001:db8::/32", 64501, YEARS[0], YEARS[1], 64510),
                looked_on(*YEARS, prefix="2001:dba::/48"),
                again(64502, "2001:db8::/32"),
            ),
            {("2001:db8::/32",): "by another AS"},
        ),
        Example("its holder comes back where he was", told(again(64501, upstream=64510))),
        Example(
            "through a provider that a list named before",
            told(again(64501), sells(64512, 64501, date(2014, 7, 1))),
        ),
        Example("the holder's other AS", told(numbered("arin:a", 64503), again(64503))),
        Example(
            "a sibling", told(AWAKE, under(64501, "ORG-1"), under(64502, "ORG-1"), again(64502))
        ),
        Example("the holder's provider", told(AWAKE, sells(64502, 64501), again(64502))),
        Example(
            "who announced the holder's other block for years",
            told(
                AWAKE,
                held("arin:a", "198.18.0.0/24", GIVEN),
                routed("198.18.0.0/24", 64502, YEARS[3], YEARS[9]),
                again(64502),
            ),
        ),
        Example(
            "an AS that announces for many",
            told(
                AWAKE,
                again(64502),
                *(held(f"arin:o{n:02}", f"10.{n}.0.0/24", GIVEN) for n in range(25)),
                *(routed(f"10.{n}.0.0/24", 64502, YEARS[0], YEARS[9]) for n in range(25)),
            ),
        ),
        Example("by an AS that is on no file", told(AWAKE, again(64999))),
        Example("anycast", told(AWAKE, again(64502), labelled(WHERE, "anycast"))),
        Example(
            "passed to another holder meanwhile",
            told(AWAKE, held("arin:z", WHERE, GIVEN, date(2010, 1, 1)), again(64502)),
        ),
        Example(
            "given anew meanwhile",
            all_of(held("arin:a", WHERE, YEARS[5]), HELD[1:], BEFORE, LOOKED, AWAKE, again(64502)),
        ),
        Example(
            "away for a year",
            told(AWAKE, routed(WHERE, 64501, YEARS[2], date(2014, 1, 1)), again(64502)),
        ),
        Example(
            "announced in logs of updates in between",
            told(AWAKE, *(updated(WHERE, 64501, day) for day in YEARS[2:7]), again(64502)),
        ),
        Example(
            "nobody looked",
            all_of(HELD, BEFORE, AWAKE, looked_on(YEARS[0], YEARS[1]), again(64502)),
        ),
        Example(
            "what covers it was there",
            told(AWAKE, routed("198.51.96.0/20", 64501, YEARS[0], YEARS[9]), again(64502)),
        ),
        Example(
            "seen by one peer",
            told(AWAKE, routed(WHERE, 64502, YEARS[7], YEARS[9], 64512, peers=1)),
        ),
    ),
)
