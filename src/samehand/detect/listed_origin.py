"""A block announced by an AS part of whose other space is on a blocklist.

Lists name blocks; who uses them goes on with others. Of the prefixes an AS announced, counted is
the share that lies in space listed by the day of the question, the block itself left out. What
another AS took over long before the listing is nothing of this one's, nor is a block that it left
by then. Absence from a list is not cleanliness. Of an AS number on no file nothing is said. Fooled
by hosters: one listed customer of hundreds is a small share, and a small share says little; and
by neighbours who share an AS with one that was listed.
"""

from dataclasses import dataclass
from datetime import date

from samehand.detect.made import WATCHED, held6, listed6, spell
from samehand.detect.steps.begun import begun
from samehand.detect.steps.ties import tie
from samehand.detect.steps.written import written
from samehand.detect.words import counted
from samehand.made import held, listed, numbered
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
    """Which share says something, and how long before a listing?"""

    much: float = because(0.2, "every fifth prefix is no accident of one customer")
    some: float = because(0.05, "a hoster of any size has single customers listed")
    little: float = because(0.02, "below it an AS shares its list entries with every large hoster")
    recent_days: int = because(730, "who left space two years before it was listed is not meant")


FIND = """
WITH parted AS (
  SELECT family, first, last, seen, cite,
         unnest(generate_series(first >> CASE WHEN family = 4 THEN 16 ELSE 32 END,
                                last >> CASE WHEN family = 4 THEN 16 ELSE 32 END)) AS bucket
  FROM listing WHERE first IS NOT NULL
), named AS (
  SELECT written.family, written.first, written.length, min(parted.cite) AS listing_cite, min(parted.seen) AS listed
  FROM written
  JOIN parted ON parted.family = written.family AND parted.bucket = written.bucket
             AND parted.first <= written.first AND written.last <= parted.last
  GROUP BY written.family, written.first, written.length
), latest AS (
  SELECT family, first, length, max(until) AS until FROM begun GROUP BY family, first, length
), bad AS (
  SELECT begun.origin, count(*) AS listed_prefixes, min(named.listed) AS listed,
         list(begun.cite ORDER BY begun.cite)[1:5] AS cite,
         list(DISTINCT named.listing_cite ORDER BY named.listing_cite)[1:5] AS listing_cite
  FROM named
  JOIN begun ON begun.family = named.family AND begun.first = named.first AND begun.length = named.length
  JOIN latest ON latest.family = named.family AND latest.first = named.first AND latest.length = named.length
  WHERE begun.until >= latest.until OR date_diff('day', begun.until, named.listed) <= $recent_days
  GROUP BY begun.origin
), total AS (
  SELECT begun.origin, count(*) - 1 AS prefixes
  FROM begun JOIN bad ON bad.origin = begun.origin
  GROUP BY begun.origin
), met AS (
  SELECT written.block, begun.origin, begun.until AS seen, begun.cite AS use_cite, bad.listed_prefixes, bad.listed,
         total.prefixes, bad.listed_prefixes / total.prefixes AS share, bad.cite, bad.listing_cite, tie.block_cite,
         row_number() OVER (PARTITION BY written.block
                            ORDER BY bad.listed_prefixes / total.prefixes DESC, begun.origin) AS turn
  FROM bad
  JOIN total ON total.origin = bad.origin AND total.prefixes > 0
  JOIN begun ON begun.origin = bad.origin
  JOIN tie ON tie.family = begun.family AND tie.first = begun.first AND tie.length = begun.length
          AND tie.origin = begun.origin AND tie.tie <> 'unknown'
  JOIN latest ON latest.family = begun.family AND latest.first = begun.first AND latest.length = begun.length
  JOIN written ON written.family = begun.family AND written.first = begun.first AND written.length = begun.length
  LEFT JOIN named ON named.family = begun.family AND named.first = begun.first AND named.length = begun.length
  WHERE named.first IS NULL
    AND (begun.until >= latest.until OR date_diff('day', begun.until, bad.listed) <= $recent_days)
)
SELECT *, CASE WHEN share >= $much THEN 'a fifth or more' WHEN share >= $some THEN 'a twentieth or more'
               ELSE 'a fiftieth or more' END AS bin
FROM met WHERE turn = 1 AND share >= $little
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Whose AS, and how much of its other space is listed."""
    lie = "lies" if row["listed_prefixes"] == 1 else "lie"
    return (
        f"{row['block']} was announced by AS{row['origin']}; {row['listed_prefixes']:,} of the"
        f" {counted(row['prefixes'], 'other prefix', 'es')} that AS announced {lie} in space that a list"
        f" named, the first of it by {row['listed']}"
    )


LISTED, SIX = date(2015, 1, 1), "2001:db8:{}::/48"
BASE: tuple[Row, ...] = (
    *(WATCHED, numbered("arin:me", 64500), numbered("arin:other", 64501)),
    held("arin:a", "10.0.0.0/16", date(2000, 1, 1)),
)


def of_many(count: int, listed_ones: int) -> tuple[Row, ...]:
    """Prefixes of one AS, the last of them listed."""
    return (
        *BASE,
        *(spell(f"10.0.{n}.0/24", 64500, date(2014, 1, 1), 100) for n in range(count)),
        *(listed(f"10.0.{count - 1 - n}.0/24", LISTED) for n in range(listed_ones)),
    )


def rest(count: int, bin_: str) -> dict[tuple[str, ...], str]:
    """All but the last of them."""
    return {(f"10.0.{n}.0/24",): bin_ for n in range(count)}


def left(year: int) -> tuple[Row, ...]:
    """A listed prefix of one AS, and another that it announced for a hundred days of a year."""
    return (
        *BASE,
        spell("10.0.1.0/24", 64500, date(2014, 1, 1), 100),
        listed("10.0.1.0/24", LISTED),
        spell("10.0.0.0/24", 64500, date(year, 1, 1), 100),
        spell("10.0.0.0/24", 64501, date(year, 4, 11), 900),
    )


RULE = Rule(
    name="listed-origin",
    title="Announced by an AS part of whose other space is listed",
    family="listing",
    ground="listed-origins",
    revision=2,
    subject=("block",),
    reads=(
        *(Listing, Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(begun, tie, written),
    numbers=Numbers(),
    bins=("a fifth or more", "a twentieth or more", "a fiftieth or more"),
    find=FIND,
    explain=explain,
    examples=(
        Example("one of three", of_many(4, 1), rest(3, "a fifth or more")),
        Example("one of twelve", of_many(13, 1), rest(12, "a twentieth or more")),
        Example("one of thirty", of_many(31, 1), rest(30, "a fiftieth or more")),
        Example(
            "another AS took it over months before the listing",
            left(2014),
            {("10.0.0.0/24",): "a fifth or more"},
        ),
        Example(
            "IPv6, inside a listed block",
            (
                *(WATCHED, numbered("arin:me", 64500)),
                held6("arin:a", "2001:db8::/32", date(2010, 1, 1)),
                *(spell(SIX.format(n), 64500, date(2014, 1, 1), 100) for n in (1, 2)),
                listed6("2001:db8:2::/47", LISTED),
            ),
            {(SIX.format(1),): "a fifth or more"},
        ),
        Example("another AS took it over years before the listing", left(2010)),
        Example("one of ninety", of_many(91, 1)),
        Example("the block itself alone", of_many(1, 1)),
        Example("an AS on no file", of_many(4, 1)[:1] + of_many(4, 1)[2:]),
    ),
)
