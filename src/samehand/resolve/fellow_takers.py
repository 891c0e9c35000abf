"""Both depend on one hub, most of whose other dependants also lately took several blocks.

A hub is the top of captives, or an AS that announced others' space. A carrier has customers of
all kinds; the hub of a hand has only holders that take. Fooled by young hosters whose customers
all grow.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.steps.neighbours import inside
from samehand.steps.origins import foreign
from samehand.steps.party import party
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import AsnRelation, Sighting


@dataclass(frozen=True)
class Numbers:
    """Which hubs have mostly takers?"""

    fresh_blocks: int = because(2, "one fresh block is what most newcomers get")
    least_takers: int = because(3, "of fewer dependants a share says nothing")
    most_dependants: int = because(60, "a hub with more is a carrier or a hoster")
    least_share: float = because(0.3, "about the share of takers under an ordinary young carrier")
    half: float = because(0.5, "more takers than others")
    most: float = because(0.75, "hardly any others")


FIND = """
WITH taker AS (
  SELECT holder FROM party WHERE fresh >= $fresh_blocks
), dependant AS (
  SELECT top AS hub, holder, min(cite[1]) AS cite FROM inside GROUP BY top, holder
  UNION
  SELECT origin AS hub, owner AS holder, min(cite[1]) AS cite FROM foreign_origin GROUP BY origin, owner
), once AS (
  SELECT hub, holder, min(cite) AS cite FROM dependant GROUP BY hub, holder
), hub AS (
  SELECT once.hub, count(*) AS dependants, count(taker.holder) AS takers
  FROM once LEFT JOIN taker ON taker.holder = once.holder
  GROUP BY once.hub
), rare AS (
  SELECT *, takers / dependants AS share FROM hub
  WHERE takers >= $least_takers AND dependants <= $most_dependants AND takers / dependants >= $least_share
), taking AS (
  SELECT rare.hub, rare.share, rare.takers, rare.dependants, once.holder, once.cite
  FROM rare JOIN once ON once.hub = rare.hub JOIN taker ON taker.holder = once.holder
), pairs AS (
  SELECT a.holder AS one, b.holder AS other, a.hub, a.share, a.takers, a.dependants, a.cite, b.cite AS other_cite
  FROM taking AS a JOIN taking AS b ON a.hub = b.hub AND a.holder < b.holder
  UNION ALL
  SELECT least(hub, taking.holder), greatest(hub, taking.holder), hub, share, takers, dependants, cite, cite
  FROM taking JOIN taker ON taker.holder = taking.hub
  WHERE hub <> taking.holder
), best AS (
  SELECT *, row_number() OVER (PARTITION BY one, other ORDER BY share DESC, takers DESC, hub, cite) AS turn FROM pairs
)
SELECT best.*, CASE WHEN share >= $most THEN 'most are takers' WHEN share >= $half THEN 'half are takers'
                    ELSE 'some are takers' END AS bin
FROM best JOIN candidate ON candidate.one = best.one AND candidate.other = best.other
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which hub, and how many of its dependants took."""
    return (
        f"{row['takers']} of the {row['dependants']} holders that depend on {row['hub']} lately"
        f" took two or more blocks, these two among them"
    )


def hub(takers: int, others: int, year: int = 2015, blocks: int = 2) -> tuple[Row, ...]:
    """A top with captives, some of which took blocks."""
    count = takers + others
    return (
        numbered("arin:top", 64600),
        *(numbered(f"arin:c{n:02}", 64601 + n) for n in range(count)),
        *(sells(64600, 64601 + n) for n in range(count)),
        *(
            held(f"arin:c{n:02}", f"10.{n}.{b}.0/24", date(year, 1, 1))
            for n in range(takers)
            for b in range(blocks)
        ),
    )


def all_pairs(count: int, name: str) -> dict[tuple[str, ...], str]:
    """Every pair of the first holders, in one bin."""
    return {(f"arin:c{a:02}", f"arin:c{b:02}"): name for b in range(count) for a in range(b)}


RULE = Rule(
    name="fellow-takers",
    title="Both depend on one hub whose dependants mostly took blocks",
    family="behaviour",
    ground="hubs",
    revision=1,
    proposed=True,
    reads=(AsnRelation, AsnHolding, Holding, Sighting),
    needs=(inside, foreign, party),
    numbers=Numbers(),
    bins=("most are takers", "half are takers", "some are takers"),
    find=FIND,
    explain=explain,
    examples=(
        Example(title="all three took", rows=hub(3, 0), finds=all_pairs(3, "most are takers")),
        Example(title="three of five", rows=hub(3, 2), finds=all_pairs(3, "half are takers")),
        Example(title="three of eight", rows=hub(3, 5), finds=all_pairs(3, "some are takers")),
        Example(title="three of twenty", rows=hub(3, 17)),
        Example(title="two of two", rows=hub(2, 0)),
        Example(title="one block each", rows=hub(4, 0, blocks=1)),
        Example(
            title="a carrier of seventy",
            rows=(
                *hub(70, 0),
                held("arin:top", "172.16.0.0/24", date(2015, 1, 1)),
                held("arin:top", "172.16.1.0/24", date(2015, 1, 1)),
            ),
        ),
    ),
)
