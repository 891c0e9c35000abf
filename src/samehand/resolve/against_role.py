"""Against: the link goes to or through a holder whose part in the network explains it.

Carriers, incumbents, hosters and scrubbing services have links with many who have nothing to
do with each other. Roles are inferred from degree and behaviour, see `steps.roles`.
"""

from dataclasses import replace
from datetime import date

from samehand.made import announced, held, numbered, sells
from samehand.resolve.steps.roles import role
from samehand.rules import Example, Rule
from samehand.steps.parties import NoNumbers
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.values.counts import count_of

FIND = """
WITH played AS (
  SELECT candidate.one, candidate.other, role.holder, role.role, role.customers, role.owners
  FROM candidate JOIN role ON role.holder = candidate.one WHERE role.role IS NOT NULL AND candidate.routed
  UNION ALL
  SELECT candidate.one, candidate.other, role.holder, role.role, role.customers, role.owners
  FROM candidate JOIN role ON role.holder = candidate.other WHERE role.role IS NOT NULL AND candidate.routed
), first AS (
  SELECT *, row_number() OVER (PARTITION BY one, other ORDER BY role, holder) AS turn FROM played
), number AS (
  SELECT holder, min(cite) AS cite FROM as_part GROUP BY holder
)
SELECT first.one, first.other, first.holder, first.role, first.customers, first.owners, number.cite,
       'role: ' || first.role AS bin
FROM first JOIN number ON number.holder = first.holder
WHERE turn = 1
"""


def explain(row: Found, numbers: NoNumbers) -> str:
    """Who plays which role."""
    return (
        f"{row['holder']} acts as {row['role']}: it sells transit to"
        f" {count_of(row['customers'], 'holder')}"
        f" and announced space of {row['owners'] or 0}"
    )


def carrier(customers: int, free: bool) -> tuple[Row, ...]:
    """A provider with customers, who also buy elsewhere if they are free."""
    return (
        numbered("arin:top", 64600),
        numbered("arin:x", 65000),
        *(numbered(f"arin:c{n:02}", 64601 + n) for n in range(customers)),
        *(sells(64600, 64601 + n) for n in range(customers)),
        *(sells(65000, 64601 + n) for n in range(1, customers if free else 0)),
    )


def announcer(owners: int, prefixes: int) -> tuple[Row, ...]:
    """An AS that announces prefixes of others."""
    return (
        numbered("arin:top", 64600),
        *(held(f"arin:o{n:02}", f"10.{n}.0.0/16", date(2014, 1, 1)) for n in range(owners)),
        *(announced(f"10.{n}.{p}.0/24", 64600) for n in range(owners) for p in range(prefixes)),
    )


def abroad(row: Row, n: int) -> Row:
    """A customer of another country."""
    away = isinstance(row, AsnHolding) and row.holder != "arin:top"
    return replace(row, country=f"X{n % 9}") if away else row  # type: ignore[call-arg]


RULE = Rule(
    name="against-role",
    title="One plays a role in the network that explains the link",
    family="against",
    ground="customers",
    revision=1,
    proposed=True,
    reads=(AsnRelation, AsnHolding, Holding, Sighting),
    needs=(role,),
    numbers=NoNumbers(),
    bins=("role: hoster", "role: incumbent", "role: scrubber", "role: transit"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="a captive of a carrier whose other customers are free",
            rows=carrier(60, free=True),
            finds={("arin:c00", "arin:top"): "role: transit"},
        ),
        Example(
            title="the captives of an incumbent",
            rows=carrier(25, free=False),
            finds={(f"arin:c{n:02}", "arin:top"): "role: incumbent" for n in range(25)},
        ),
        Example(
            title="announces much for many",
            rows=announcer(24, 3),
            finds={(f"arin:o{n:02}", "arin:top"): "role: hoster" for n in range(24)},
        ),
        Example(
            title="announces a prefix each for many",
            rows=announcer(24, 1),
            finds={(f"arin:o{n:02}", "arin:top"): "role: scrubber" for n in range(24)},
        ),
        Example(title="a small provider", rows=carrier(5, free=False)),
        Example(title="announces for five", rows=announcer(5, 1)),
        Example(
            title="twenty-five captives of many countries",
            rows=tuple(abroad(row, n) for n, row in enumerate(carrier(25, free=False))),
        ),
    ),
)
