"""Their organisations' records are one party by linkage, and their names speak for it.

Names are compared across scripts, legal forms and slips of writing (`samehand link`). This speaks
for a *declared* relation: who hides behind other names does not share them. Whether two records
are one party is decided by all their fields; counted here is the name alone, for what the rest
says is for the links by shared values to say, and nothing is counted twice. Fooled by two
organisations of one name that are also reached alike, and by a sponsoring member, whose account
organisations of others meet: a holder that many organisations meet says nothing.
"""

from dataclasses import dataclass, replace

from samehand.made import DAY, cite_of
from samehand.resolve.sharing import stating
from samehand.rules import Example, Rule, because
from samehand.steps.records import org_holder
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.records import Organisation, SameParty
from samehand.tables.registry import Holding, Registration


@dataclass(frozen=True)
class Numbers:
    """When do names speak, and whose organisations are they?"""

    least_bits: float = because(
        4.0, "sixteen to one; at even odds half of the pairs are two parties"
    )
    one_name: float = because(12.0, "bits: of 4,000 strangers one bears a name as near and as rare")
    least_name: float = because(3.0, "bits: below eight to one it is not the name that ties them")
    most_orgs: int = because(
        20, "an account that more organisations meet is a sponsor of strangers"
    )


FIND = """
WITH known AS (
  SELECT org_holder.org, org_holder.holder, min(organisation.name) AS name,
         min(organisation.cite) AS cite
  FROM org_holder
  JOIN organisation ON organisation.org = org_holder.org
  GROUP BY org_holder.org, org_holder.holder
), own AS (
  SELECT holder FROM known GROUP BY holder HAVING count(*) <= $most_orgs
), told AS (
  SELECT known.* FROM known JOIN own ON own.holder = known.holder
), pairs AS (
  SELECT least(a.holder, b.holder) AS one, greatest(a.holder, b.holder) AS other,
         same_party.one AS one_org, same_party.other AS other_org, a.name, b.name AS other_name,
         same_party.bits, same_party.name_bits, same_party.says,
         a.cite AS one_cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY least(a.holder, b.holder), greatest(a.holder, b.holder)
                            ORDER BY same_party.name_bits DESC, same_party.one, same_party.other,
                                     a.cite, b.cite) AS turn
  FROM same_party
  JOIN told AS a ON a.org = same_party.one
  JOIN told AS b ON b.org = same_party.other
  WHERE same_party.kind = 'organisation' AND a.holder <> b.holder
    AND same_party.bits >= $least_bits AND same_party.name_bits >= $least_name
)
SELECT *, CASE WHEN name_bits >= $one_name THEN 'one name' ELSE 'names alike' END AS bin
FROM pairs
WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which organisations, by which names, and how the bits of the linkage add up."""
    return (
        f"{row['one_org']} {row['name']!r} and {row['other_org']} {row['other_name']!r} are one"
        f" party by linkage, {row['bits']:.1f} bits: {row['says']}; counted here is the name alone"
    )


def linked(
    kind: str, one: str, other: str, name_bits: float = 0.0, bits: float = 14.5
) -> SameParty:
    """Two records that are one party."""
    return SameParty(
        kind=kind,
        one=one,
        other=other,
        party=one,
        bits=bits,
        name_bits=name_bits,
        says=f"name {name_bits:+.1f}",
        seen=DAY,
        cite=cite_of("linked", one, other),
    )


def organised(number: int, more: int = 0) -> tuple[Row, ...]:
    """A holder with its organisation; and so many more that meet it, as a sponsor's clients do."""
    block, record, _ = stating(number, "phone", "+15555550100")
    assert isinstance(record, Registration)
    orgs = [f"arin:ORG{number:03}", *(f"arin:CL{number:03}N{n}" for n in range(more))]
    return (block, *(row for n, org in enumerate(orgs) for row in _held(record, org, n)))


def _held(record: Registration, org: str, number: int) -> tuple[Row, ...]:
    cite = cite_of("record", org)
    named = Organisation(
        list="arin-bulk",
        registry="arin",
        org=org,
        name=f"Lorem {number}",
        name_key=f"lorem {number}",
        seen=DAY,
        cite=cite_of("organisation", org),
    )
    return replace(record, org=org, handle=f"{record.handle}-{number}", cite=cite), named


ONE, OTHER = "arin:ORG001", "arin:ORG002"

RULE = Rule(
    name="same-party",
    title="Organisations of both are one party by linkage, by their names",
    family="name",
    ground="names",
    revision=1,
    reads=(SameParty, Organisation, Registration, Holding),
    needs=(org_holder,),
    numbers=Numbers(),
    bins=("one name", "names alike"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="one rare name",
            rows=(*organised(1), *organised(2), linked("organisation", ONE, OTHER, 13.0)),
            finds={("arin:001", "arin:002"): "one name"},
        ),
        Example(
            title="names that are alike",
            rows=(*organised(1), *organised(2), linked("organisation", ONE, OTHER, 5.0)),
            finds={("arin:001", "arin:002"): "names alike"},
        ),
        Example(
            title="one party by all but the name",
            rows=(*organised(1), *organised(2), linked("organisation", ONE, OTHER, 2.0)),
        ),
        Example(
            title="one party by a hair",
            rows=(*organised(1), *organised(2), linked("organisation", ONE, OTHER, 13.0, bits=1.0)),
        ),
        Example(
            title="one of the organisations meets a sponsor's account",
            rows=(*organised(1), *organised(2, more=20), linked("organisation", ONE, OTHER, 13.0)),
        ),
    ),
)
