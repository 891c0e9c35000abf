"""A registry's log of transfers says that blocks of one went to the other, who holds them today.

The one way to see a block move where account ids do not last from day to day. A giver is known by
name, and only where one party alone bears it. Fooled by mergers, insolvency and brokers; the log
says which were mergers, and the sentence with it.
"""

from dataclasses import dataclass
from datetime import date

from samehand.made import DAY, cite_of, held, named, numbered
from samehand.rules import Example, Rule, because
from samehand.steps.intake import passed_on
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.records import Transfer
from samehand.tables.registry import AsnHolding, AsnName, Holding
from samehand.values.blocks import block
from samehand.values.counts import count_of


@dataclass(frozen=True)
class Numbers:
    """How many transfers are a flow?"""

    several: int = because(2, "one block may be sold to a stranger; a second one follows a tie")


FIND = """
SELECT least(giver, holder) AS one, greatest(giver, holder) AS other, count(DISTINCT first) AS blocks,
       min(giver) AS giver, max(holder) AS taker, count(DISTINCT giver) AS ways,
       min(moved) AS since, max(moved) AS until,
       count(DISTINCT CASE WHEN kind = 'merger' THEN first END) AS mergers,
       list(cite ORDER BY moved, first)[1:5] AS cite, list(block_cite ORDER BY moved, first)[1:5] AS block_cite,
       CASE WHEN count(DISTINCT first) >= $several THEN 'several blocks' ELSE 'one block' END AS bin
FROM passed_on
WHERE back = 1 -- who gave it to one before does not deal with who holds it now
GROUP BY least(giver, holder), greatest(giver, holder)
"""


def explain(row: Found, numbers: Numbers) -> str:
    """How many blocks, from whom to whom, when, and how many as mergers."""
    days = f"on {row['since']}"
    if row["until"] != row["since"]:
        days = f"from {row['since']} to {row['until']}"
    mergers = f", {row['mergers']} of them by merger" if row["mergers"] else ""
    between = f"from {row['giver']} to {row['taker']}"
    if row["ways"] > 1:
        between = f"between {row['giver']} and {row['taker']}, both ways,"
    blocks = count_of(row["blocks"], "block")
    return f"by the registry's log {blocks} went {between} {days}{mergers}"


def logged(prefix: str, giver: str, moved: date, kind: str = "transfer") -> Transfer:
    """A line of a log: a block went from whoever bears a name."""
    space = block(prefix)
    return Transfer(
        registry="ripencc",
        kind=kind,
        moved=moved,
        family=4,
        first=space.first,
        last=space.last,
        giver=giver,
        giver_key=giver.lower(),
        giver_registry="ripencc",
        taker="Beta",
        taker_key="beta",
        taker_registry="ripencc",
        seen=DAY,
        cite=cite_of("transfer", prefix, giver, moved, kind),
    )


A, B = "ripencc:a", "ripencc:b"
BORNE = (
    numbered(A, 64501),
    named(64501, "ALPHA", "Alpha"),
    numbered(B, 64502),
    named(64502, "BETA", "Beta"),
)
GIVEN, MOVED = date(2012, 1, 1), date(2016, 6, 1)


def blocks_of(holder: str, count: int) -> tuple[Row, ...]:
    """Blocks held today."""
    return tuple(held(holder, f"198.51.{n}.0/24", GIVEN) for n in range(count))


def moves(count: int, giver: str = "Alpha", kind: str = "transfer") -> tuple[Row, ...]:
    """Blocks of one that the log says went to the other."""
    each = (logged(f"198.51.{n}.0/24", giver, MOVED, kind) for n in range(count))
    return (*BORNE, *blocks_of(B, count), *each)


RULE = Rule(
    name="transferred",
    title="A registry's log says that blocks of one went to the other",
    family="transfer",
    ground="moves",
    revision=1,
    reads=(Transfer, AsnHolding, AsnName, Holding),
    needs=(passed_on,),
    numbers=Numbers(),
    bins=("several blocks", "one block"),
    find=FIND,
    explain=explain,
    examples=(
        Example(title="one block", rows=moves(1), finds={(A, B): "one block"}),
        Example(title="three blocks", rows=moves(3), finds={(A, B): "several blocks"}),
        Example(title="by merger", rows=moves(2, kind="merger"), finds={(A, B): "several blocks"}),
        Example(
            title="a block each way",
            rows=(
                *moves(1),
                held(A, "203.0.113.0/24", GIVEN),
                logged("203.0.113.0/24", "Beta", MOVED),
            ),
            finds={(A, B): "several blocks"},
        ),
        Example(title="called off", rows=moves(1, kind="cancelled")),
        Example(
            title="it went to a third before",
            rows=(*moves(1), logged("198.51.0.0/24", "Gamma", date(2016, 9, 1))),
        ),
        Example(title="a giver nobody is called", rows=moves(1, giver="Gamma")),
        Example(
            title="two bear the giver's name",
            rows=(*moves(1), numbered("ripencc:c", 64503), named(64503, "ALPHA-2", "Alpha")),
        ),
        Example(title="it never left", rows=(*BORNE, *blocks_of(A, 1), *moves(1)[-1:])),
    ),
)
