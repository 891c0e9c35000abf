"""Both were made to climb, behind one small provider under whom far more were than elsewhere.

Who hides a hand among honest customers of one provider, each with other providers too, is no
captive; but that nine of forty customers got an AS number, a block soon after, and larger and
larger ones, where one in a hundred does elsewhere, is not chance. Fooled by providers that suit
fast growth: data centres of a boom, a young market. What climbing itself says is for `ladder` to
weigh; this weighs that they meet in one place. Who buys from several such providers is explained by
the one under whom a crowd surprises most: else two hands that share a carrier would be one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from samehand.made import held, numbered, sells
from samehand.resolve.steps.climbing import drawn, made
from samehand.rules import Example, Rule, because
from samehand.steps.neighbours import supply
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import AsnRelation


@dataclass(frozen=True)
class Numbers:
    """How near in time?"""

    run_days: int = because(730, "two years: the real case's ten AS numbers took eighteen months")


FAR_MORE = "far more than by chance"

FIND = f"""
WITH under AS (
  SELECT drawn.*, climber.holder, climber.asn_registered, climber.cite, supply.cite AS supply_cite,
         row_number() OVER (PARTITION BY climber.holder ORDER BY drawn.surprise DESC, drawn.provider) AS place
  FROM drawn
  JOIN supply ON supply.provider = drawn.provider
  JOIN made_to_climb AS climber ON climber.holder = supply.holder AND climber.registry = drawn.registry
), pairs AS (
  SELECT least(a.holder, b.holder) AS one, greatest(a.holder, b.holder) AS other, a.provider, a.registry,
         a.customers, a.climbers, a.chance, a.supply_cite, b.supply_cite AS other_supply_cite,
         a.cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY least(a.holder, b.holder), greatest(a.holder, b.holder)
                            ORDER BY a.surprise DESC, a.provider) AS turn
  FROM under AS a
  JOIN (
    SELECT provider, registry, holder, asn_registered, supply_cite, cite, place FROM under
    UNION ALL
    SELECT drawn.provider, drawn.registry, climber.holder, climber.asn_registered, climber.cite[1], climber.cite,
           2 AS place
    FROM drawn JOIN made_to_climb AS climber ON climber.holder = drawn.provider AND climber.registry = drawn.registry
  ) AS b ON b.provider = a.provider AND b.registry = a.registry
  WHERE (a.holder < b.holder OR b.holder = b.provider) AND least(a.place, b.place) = 1
    AND abs(date_diff('day', a.asn_registered, b.asn_registered)) <= $run_days
)
SELECT *, '{FAR_MORE}' AS bin FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Behind whom, how many, and how many by chance."""
    behind, customers = row["provider"], row["customers"]
    told = f"both buy transit from {behind}"
    if behind in (row["one"], row["other"]):
        told = f"one buys transit from the other, {behind}"
    return (
        f"{told}: {row['climbers']} of its {customers} customers of {row['registry']} got an AS number,"
        f" a block soon after, and larger and larger ones; by chance {row['chance']:.2g} would"
    )


BEGUN = date(2012, 12, 1)
FIVE = (date(2012, 11, 1), BEGUN, BEGUN, BEGUN, date(2012, 12, 15))


def climber(
    name: str, asn: int, net: int, begun: date = BEGUN, wait: int = 30, step: int = 150
) -> tuple[Row, ...]:
    """Who got an AS number, some days later a block, and larger ones each some days after the last."""
    prefixes = (f"10.{net}.0.0/24", f"10.{net}.2.0/23", f"10.{net}.4.0/22")
    return (
        numbered(name, asn, begun),
        *(
            held(name, prefix, begun + timedelta(days=wait + step * place))
            for place, prefix in enumerate(prefixes)
        ),
    )


def customers(
    starts: tuple[date, ...], others: int, wait: int = 30, step: int = 150, elsewhere: int = 20
) -> tuple[Row, ...]:
    """A provider with some customers that climbed since some day; and another provider with none."""
    made_so, count = len(starts), len(starts) + others
    return (
        numbered("arin:else", 64601),
        *(
            row
            for n, start in enumerate(starts)
            for row in climber(f"arin:c{n:03}", 64700 + n, n, start, wait, step)
        ),
        *(numbered(f"arin:c{n:03}", 64700 + n) for n in range(made_so, count + elsewhere)),
        *(sells(64600, 64700 + n) for n in range(count)),
        *(sells(64601, 64700 + n) for n in range(count, count + elsewhere)),
    )


TOP = numbered("arin:top", 64600)


def all_pairs(count: int) -> dict[tuple[str, ...], str]:
    """Every pair of the first holders."""
    return {(f"arin:c{a:03}", f"arin:c{b:03}"): FAR_MORE for b in range(count) for a in range(b)}


RULE = Rule(
    name="fellow-climbers",
    title="Both were made to climb behind one small provider, where far more were than elsewhere",
    family="routing",
    ground="hubs",
    revision=1,
    reads=(AsnRelation, AsnHolding, Holding),
    needs=(drawn, made, supply),
    numbers=Numbers(),
    bins=(FAR_MORE,),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="five of five customers, of others none",
            rows=(TOP, *customers(FIVE, 0)),
            finds=all_pairs(5),
        ),
        Example(
            title="the provider too",
            rows=(*climber("arin:top", 64600, 200), *customers(FIVE, 0)),
            finds=all_pairs(5) | {(f"arin:c{n:03}", "arin:top"): FAR_MORE for n in range(5)},
        ),
        Example(
            title="four in one run, and one that came two years later",
            rows=(TOP, *customers((date(2011, 12, 1),) * 4 + (date(2013, 12, 15),), 0)),
            finds=all_pairs(4),
        ),
        Example(title="blocks long after their numbers", rows=(TOP, *customers(FIVE, 0, wait=200))),
        Example(title="a step a year", rows=(TOP, *customers(FIVE, 0, step=365))),
        Example(
            title="three of three, by chance", rows=(TOP, *customers(FIVE[:3], 0, elsewhere=12))
        ),
        Example(title="two of two", rows=(TOP, *customers(FIVE[:2], 0))),
        Example(
            title="twelve of twenty, where one of twenty climbs elsewhere",
            rows=(
                TOP,
                *customers((BEGUN,) * 12, 8),
                *climber("arin:lone", 64602, 100),
                sells(64601, 64602),
            ),
        ),
        Example(
            title="thirty of a carrier's hundred and one",
            rows=(TOP, *customers((BEGUN,) * 30, 71, elsewhere=60)),
        ),
    ),
)
