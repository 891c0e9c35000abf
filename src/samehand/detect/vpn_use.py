"""A holder much of whose space is on lists of VPN exits.

Brokered space went to VPN operators in the case behind this tool; a lawful VPN looks the same,
so this says what space is used for and nothing else. Lists are partial and begin late: before
they begin it was not looked, and absence says nothing. A label counts for the holder only where
the registry's file is of about its time. IPv4 only: shares of IPv6 space say nothing.
"""

from dataclasses import dataclass, replace
from datetime import date

from samehand.detect.blind import Blind
from samehand.detect.made import labelled
from samehand.made import held
from samehand.rules import Example, Rule, because
from samehand.steps.parties import block
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import Holding
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """How much is much, and when is a file too old?"""

    least_addresses: int = because(512, "one /24 is one customer")
    some_share: float = because(0.1, "a hoster has one such customer among ten")
    most_share: float = because(0.5, "what fills half the space is what it is used for")
    stale_days: int = because(
        400, "files of every year, with slack; in a year one block in forty changes hands"
    )


# Labels overlap, between lists and within one: each address counts once.
FIND = """
WITH file AS (
  SELECT registry, max(last_seen) AS day FROM holding GROUP BY registry
), part AS (
  SELECT block.account, greatest(block.first, label.first) AS first, least(block.last, label.last) AS last,
         block.cite AS block_cite, label.cite, label.list, label.last_seen AS day
  FROM (SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM block) AS block
  JOIN file ON file.registry = block.registry
  JOIN (SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM use_label
        WHERE use = 'vpn' AND family = 4) AS label
    ON label.bucket = block.bucket AND label.first <= block.last AND block.first <= label.last
  WHERE abs(date_diff('day', file.day, label.last_seen)) <= $stale_days
), marked AS (
  SELECT *, coalesce(max(last) OVER (PARTITION BY account ORDER BY first, last DESC, cite
                                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS reached
  FROM part
), labelled AS (
  SELECT account, sum(greatest(last - greatest(first, reached + 1) + 1, 0)) AS addresses,
         list(DISTINCT list ORDER BY list) AS lists, max(day) AS day, list(DISTINCT cite ORDER BY cite)[1:6] AS cite,
         list(DISTINCT block_cite ORDER BY block_cite)[1:6] AS block_cite
  FROM marked GROUP BY account
), whole AS (
  SELECT account, sum(addresses) AS addresses
  FROM (SELECT account, first, last, min(last - first + 1) AS addresses FROM block
        GROUP BY account, first, last) AS each
  GROUP BY account
)
SELECT labelled.account AS holder, CAST(labelled.addresses AS BIGINT) AS addresses,
       CAST(whole.addresses AS BIGINT) AS held, labelled.addresses / whole.addresses AS share, labelled.lists,
       labelled.day, labelled.cite, labelled.block_cite,
       CASE WHEN labelled.addresses / whole.addresses >= $most_share THEN 'half or more'
            ELSE 'a tenth or more' END AS bin
FROM labelled JOIN whole ON whole.account = labelled.account
WHERE labelled.addresses >= $least_addresses AND labelled.addresses / whole.addresses >= $some_share
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How much of how much, by which lists."""
    return (
        f"{row['addresses']:,} of the {row['held']:,} IPv4 addresses of {row['holder']}"
        f" ({row['share']:.0%}) were on lists of VPN exits by {row['day']}: {', '.join(row['lists'])}"
    )


BLIND = Blind(
    name="vpn-use: files and lists of other times",
    rules=("vpn-use",),
    numbers=Numbers(),
    find="""
SELECT 'holders of ' || file.registry || ' (its last file is of ' || CAST(file.day AS VARCHAR)
       || ', the lists of VPN exits of ' || CAST(label.day AS VARCHAR) || ')' AS what
FROM (SELECT registry, max(last_seen) AS day FROM holding GROUP BY registry) AS file
CROSS JOIN (SELECT max(last_seen) AS day FROM use_label WHERE use = 'vpn') AS label
WHERE abs(date_diff('day', file.day, label.day)) > $stale_days
""",
)

HELD: tuple[Row, ...] = (held("arin:a", "198.51.0.0/20", date(2010, 1, 1)),)


def labels(count: int) -> tuple[Row, ...]:
    """So many /24s of the sixteen, each told twice over."""
    return tuple(
        row
        for n in range(count)
        for row in (labelled(f"198.51.{n}.0/24", "vpn"), labelled(f"198.51.{n}.128/25", "vpn"))
    )


RULE = Rule(
    name="vpn-use",
    title="Much of a holder's space is on lists of VPN exits",
    family="behaviour",
    ground="use",
    revision=2,
    subject=("holder",),
    reads=(UseLabel, Holding),
    needs=(block,),
    numbers=Numbers(),
    bins=("half or more", "a tenth or more"),
    find=FIND,
    explain=explain,
    examples=(
        Example("nine of sixteen", (*HELD, *labels(9)), {("arin:a",): "half or more"}),
        Example("two of sixteen", (*HELD, *labels(2)), {("arin:a",): "a tenth or more"}),
        Example(
            "one customer of few", (held("arin:a", "198.51.0.0/22", date(2010, 1, 1)), *labels(1))
        ),
        Example("a cloud", (*HELD, *(labelled(f"198.51.{n}.0/24", "cloud") for n in range(9)))),
        Example(
            "a small part of much",
            (*HELD, *labels(2), held("arin:a", "10.0.0.0/16", date(2010, 1, 1))),
        ),
        Example(
            "on lists of a month later",
            (*(replace(row, seen=date(2017, 2, 20)) for row in HELD), *labels(9)),
            {("arin:a",): "half or more"},
        ),
        Example(
            "on lists of years later",
            (*(replace(row, seen=date(2014, 1, 1)) for row in HELD), *labels(9)),
        ),
    ),
)
