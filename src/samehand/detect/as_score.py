"""An AS that announced, for a short while each, prefixes that no record ties to it.

From the study of 2019 of such ASes: they announce space of several registries with no main one
(share in the top registry .69 against 1.0, four registries against one), and three in four of
their prefixes were gone after half a year (175 days against 1,493). Short-lived is asked for; the
other two are counted. How long a prefix lasted counts where both ends are known, or where it
lasted longer than that anyhow. Explained away first: what was announced under an earlier holder,
whoever is tied to the holder, anycast; of an AS number on no file nothing is said. Fooled by on-
demand scrubbing and by hosters, which keep prefixes longer; and by leaks, which last hours: slips
are left out.
"""

from dataclasses import dataclass
from datetime import date

from samehand.detect.made import WATCHED, all_of, labelled, looked_on, routed, spell
from samehand.detect.steps.spells import spell as spells
from samehand.detect.steps.ties import tie
from samehand.detect.words import counted
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
    """From where is each likeness counted?"""

    least_prefixes: int = because(5, "fewer prefixes have no quartiles")
    least_registries: int = because(3, "of those labelled half had four or more; of others one")
    most_top_share: float = because(0.85, "midway between the medians .69 and 1.0")
    most_days: float = because(500.0, "midway, in log, between 175 and 1,493 days")
    slip_days: int = because(2, "leaks and slips are gone by the next day")


FIND = """
WITH far AS (
  SELECT tie.origin AS asn, tie.registry, tie.account, spell.family, spell.first, spell.length,
         max(spell.days) AS days, min(spell.seen) AS since, max(spell.until) AS until, min(spell.cite) AS cite,
         min(tie.block_cite) AS block_cite
  FROM tie
  JOIN spell ON spell.family = tie.family AND spell.first = tie.first AND spell.length = tie.length
            AND spell.origin = tie.origin
  WHERE tie.tie IN ('none', 'hoster') AND spell.days > $slip_days AND (spell.whole OR spell.days > $most_days)
    AND (tie.held_from IS NULL OR spell.seen >= tie.held_from)
  GROUP BY tie.origin, tie.registry, tie.account, spell.family, spell.first, spell.length
), shares AS (
  SELECT asn, registry, count(*) AS prefixes FROM far GROUP BY asn, registry
), top AS (
  SELECT asn, count(*) AS registries, max(prefixes) / sum(prefixes) AS top_share FROM shares GROUP BY asn
), summed AS (
  SELECT asn, count(*) AS prefixes, count(DISTINCT account) AS holders,
         percentile_cont(0.75) WITHIN GROUP (ORDER BY CAST(days AS DOUBLE)) AS days,
         min(since) AS since, max(until) AS until, list(cite ORDER BY since, cite)[1:6] AS cite,
         list(block_cite ORDER BY since, cite, block_cite)[1:6] AS block_cite
  FROM far GROUP BY asn
), scored AS (
  SELECT summed.*, top.registries, top.top_share, top.registries >= $least_registries AS several,
         top.top_share <= $most_top_share AS no_main
  FROM summed JOIN top ON top.asn = summed.asn
  WHERE summed.prefixes >= $least_prefixes AND summed.days <= $most_days
)
SELECT CAST(asn AS VARCHAR) AS asn, prefixes, holders, days, since, until, registries, top_share, cite, block_cite,
       CASE WHEN several AND no_main THEN 'short-lived, of several registries and no main one'
            WHEN several THEN 'short-lived, of several registries'
            ELSE 'short-lived, of two registries and no main one' END AS bin
FROM scored WHERE several OR no_main
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How many prefixes, of whom, how long."""
    return (
        f"AS{row['asn']} announced {row['prefixes']:,} prefixes of {counted(row['holders'], 'holder')}, to"
        f" whom no record loaded ties it, between {row['since']} and {row['until']}: space of"
        f" {row['registries']} {'registry' if row['registries'] == 1 else 'registries'},"
        f" {row['top_share']:.0%} of it from one, three in four for no longer than {row['days']:.0f} days"
    )


REGISTRIES = ("arin", "ripencc", "apnic", "lacnic")
ALL = "short-lived, of several registries and no main one"
MAIN, TWO = "short-lived, of several registries", "short-lived, of two registries and no main one"


def borrowed(
    count: int, days: int, registries: int, begun: date = date(2013, 1, 1), apart: int = 0
) -> tuple[Row, ...]:
    """Prefixes of as many holders, announced by AS64500 for some days each."""
    return (
        numbered("arin:me", 64500),
        WATCHED,
        *(
            row
            for n in range(apart, apart + count)
            for row in (
                held(f"{REGISTRIES[n % registries]}:o{n}", f"10.{n}.0.0/24", date(2000, 1, 1)),
                spell(f"10.{n}.0.0/24", 64500, begun, days),
            )
        ),
    )


RULE = Rule(
    name="as-score",
    title="An AS announced short-lived prefixes of many holders to whom no record ties it",
    family="behaviour",
    ground="as",
    revision=2,
    subject=("asn",),
    reads=(
        *(Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(spells, tie),
    numbers=Numbers(),
    bins=(ALL, MAIN, TWO),
    find=FIND,
    explain=explain,
    examples=(
        Example("short, of four registries", borrowed(8, 60, 4), {("64500",): ALL}),
        Example(
            "short, most of it of one registry of four",
            (*borrowed(60, 60, 1), *borrowed(4, 60, 4, apart=100)),
            {("64500",): MAIN},
        ),
        Example("short, of two registries", borrowed(8, 60, 2), {("64500",): TWO}),
        Example("of four registries, for years", borrowed(8, 1500, 4)),
        Example("a local hoster", borrowed(8, 1500, 1)),
        Example("short, of one registry", borrowed(8, 60, 1)),
        Example(
            "a leak of a day, in daily tables",
            all_of(
                tuple(row for row in borrowed(8, 60, 4) if not isinstance(row, Sighting)),
                looked_on(*(date(2015, 1, day) for day in range(1, 9))),
                *(
                    routed(f"10.{n}.0.0/24", 64500, date(2015, 1, 4), date(2015, 1, 5))
                    for n in range(8)
                ),
            ),
        ),
        Example("two prefixes", borrowed(2, 60, 2)),
        Example("an AS on no file", borrowed(8, 60, 4)[1:]),
        Example("begun lately, and still there", borrowed(8, 80, 4, date(2017, 1, 1))),
        Example(
            "anycast",
            (*borrowed(8, 60, 4), *(labelled(f"10.{n}.0.0/24", "anycast") for n in range(8))),
        ),
    ),
)
