"""A holder buys transit only from another, or from that other's own customers.

The real case's ten organisations all sat behind the same two ASes. Fooled by incumbents, by a
place's only provider and by hosters, so the bin tells how many customers the top has and what
share of them is captive: a small cone of captives only is rare; a carrier's is not.
"""

from datetime import date

from samehand.made import numbered, sells
from samehand.rules import Example, Rule
from samehand.steps.neighbours import cone, inside
from samehand.steps.parties import NoNumbers
from samehand.store import Found
from samehand.tables.registry import AsnHolding
from samehand.tables.routing import AsnRelation
from samehand.values.counts import count_of

# Bins of a cone: how many customers its top has, and what share of them is captive.
CONE_BIN = """
       CASE WHEN cone.customers <= 2 THEN '1-2' WHEN cone.customers <= 9 THEN '3-9'
            WHEN cone.customers <= 40 THEN '10-40' ELSE '41+' END || ' customers, ' ||
       CASE WHEN cone.share >= 0.8 THEN 'all' WHEN cone.share >= 0.4 THEN 'half' ELSE 'few' END
       || ' captive' AS bin"""
CONE_BINS = tuple(
    f"{size} customers, {share} captive"
    for size in ("1-2", "3-9", "10-40", "41+")
    for share in ("all", "half", "few")
    if (size, share) != ("1-2", "few")  # one captive of two is half of them
)

FIND = f"""
WITH captive AS (
  SELECT inside.holder, inside.top, inside.share AS within, inside.providers,
         inside.cite, cone.customers, cone.captives, {CONE_BIN}
  FROM inside JOIN cone ON cone.top = inside.top
), both_ways AS (
  SELECT least(holder, top) AS one, greatest(holder, top) AS other, captive.*,
         row_number() OVER (PARTITION BY least(holder, top), greatest(holder, top)
                            ORDER BY customers, holder) AS turn
  FROM captive
)
SELECT one, other, bin, holder, top, within, providers, customers, captives, cite
FROM both_ways WHERE turn = 1
"""


def explain(row: Found, numbers: NoNumbers) -> str:
    """How captive, to whom, in what company."""
    providers = count_of(row["providers"], "provider")
    return (
        f"{row['holder']} buys transit from {providers}, {row['within']:.0%} of them"
        f" {row['top']} or its customers; {row['captives']} of that provider's"
        f" {count_of(row['customers'], 'customer')} are captive so"
    )


TOP = numbered("arin:top", 64500)
RULE = Rule(
    name="captive-upstream",
    title="One holder's transit comes only from the other or from the other's customers",
    family="routing",
    ground="transit",
    revision=1,
    reads=(AsnRelation, AsnHolding),
    needs=(inside, cone),
    numbers=NoNumbers(),
    bins=CONE_BINS,
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="its only provider has it as its only customer",
            rows=(TOP, numbered("arin:a", 64501), sells(64500, 64501)),
            finds={("arin:a", "arin:top"): "1-2 customers, all captive"},
        ),
        Example(
            title="one of two captives also has an independent provider",
            rows=(
                TOP,
                *(numbered(f"arin:{n}", 64500 + n) for n in (1, 2, 3, 4)),
                *(sells(64500, 64500 + n) for n in (1, 2, 3)),
                sells(64504, 64503),
            ),
            finds={
                ("arin:1", "arin:top"): "3-9 customers, half captive",
                ("arin:2", "arin:top"): "3-9 customers, half captive",
            },
        ),
        Example(
            title="seen in last year's list only",
            rows=(
                TOP,
                numbered("arin:a", 64501),
                sells(64500, 64501, date(2015, 7, 1)),
                numbered("arin:b", 64502),
                numbered("arin:c", 64503),
                sells(64502, 64503),
            ),
            finds={
                ("arin:a", "arin:top"): "1-2 customers, all captive",
                ("arin:b", "arin:c"): "1-2 customers, all captive",
            },
        ),
        Example(
            title="two years ago it bought elsewhere",
            rows=(
                TOP,
                numbered("arin:a", 64501),
                numbered("arin:old", 64510),
                sells(64500, 64501),
                sells(64510, 64501, date(2014, 7, 1)),
            ),
            finds={("arin:a", "arin:top"): "1-2 customers, all captive"},
        ),
        Example(
            title="two providers that have nothing to do with each other",
            rows=(
                TOP,
                numbered("arin:other", 64510),
                numbered("arin:a", 64501),
                sells(64500, 64501),
                sells(64510, 64501),
            ),
        ),
    ),
)
