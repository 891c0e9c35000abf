"""Contacts of a block that state a domain, with what saved answers tell of that domain.

A contact is whoever the records of the block, or of the organisation that they name, name; a domain
is that of a mailbox or page which they state. Asked only where saved answers are in the book: in a
whole database it takes longer than all the rest of a title.
"""

from collections.abc import Iterable

from samehand.api.book import Desk
from samehand.api.history.days import Found
from samehand.api.lookups.states import ask
from samehand.values.blocks import Block

CONTACTS = """
WITH own AS (
  SELECT registry, kind, value_key, cite
  FROM stated
  WHERE registry || ':' || record IN (SELECT unnest(CAST($records AS VARCHAR[])))
    AND value_key IS NOT NULL
), named AS (
  SELECT DISTINCT registry, value_key AS handle
  FROM own
  WHERE kind IN ('contact', 'abuse')
), theirs AS (
  SELECT stated.value_key, stated.cite
  FROM named
  JOIN stated ON stated.registry = named.registry AND stated.kind = 'domain'
   AND upper(substr(stated.record, instr(stated.record, ':') + 1)) = named.handle
   AND split_part(stated.record, ':', 1) IN ('poc', 'person', 'role', 'entity', 'irt')
  WHERE stated.value_key IS NOT NULL
), contact AS (
  SELECT value_key AS domain, min(cite) AS cite
  FROM (SELECT value_key, cite FROM own WHERE kind = 'domain' UNION ALL SELECT * FROM theirs)
  GROUP BY value_key
)
SELECT domain, cite FROM contact ORDER BY domain
"""

ANSWERS = """
SELECT domain, registered, again, expires, seen, cite
FROM domain
WHERE domain IN (SELECT unnest(CAST($domains AS VARCHAR[])))
ORDER BY domain, seen, cite
"""


def contacts_of(desk: Desk, asked: Block, records: Iterable[Found]) -> list[Found] | None:
    """The domains of the contacts of a block, each with saved answers; None: not looked."""
    if not (desk.peek.holds("stated") and desk.peek.holds("domain")):
        return None
    covering = [row for row in records if row["first"] <= asked.first and row["last"] >= asked.last]
    names = sorted({name for row in covering for name in _names(asked.family, row)})
    found = ask(desk, CONTACTS, records=names) if names else []
    answers = ask(desk, ANSWERS, domains=[row["domain"] for row in found]) if found else []
    return [
        {**row, "answers": [each for each in answers if each["domain"] == row["domain"]]}
        for row in found
    ]


def _names(family: int, row: Found) -> Iterable[str]:
    """What a record and its organisation are called in `stated`."""
    registry = row["registry"]
    if row["org"]:
        yield f"{registry}:organisation:{str(row['org']).removeprefix(f'{registry}:')}"
    if row["handle"]:
        yield f"{registry}:net:{row['handle']}"
    ends = (Block(family, row[end], row[end]) for end in ("first", "last"))
    low, high = (str(end).partition("/")[0] for end in ends)
    space = str(Block(family, row["first"], row["last"]))
    yield f"{registry}:inetnum:{low} - {high}" if family == 4 else f"{registry}:inet6num:{space}"
