"""`holders`: who has a block on record on a day, record by record, with names and customers.

What covers it, what is it, and what lies in it; of whois records, where they are loaded, the customers
that registries' statistics do not show.
"""

from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import days_of
from samehand.api.lookups.states import ask, missing_registries, nothing
from samehand.api.title.around import around
from samehand.errors import NotInData
from samehand.tables.registry import Holding
from samehand.values.blocks import Block, block

RECORDS = """
SELECT registry, holder, family, first, last, status, country, registered, last_seen AS on_file, cite
FROM holding
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, last DESC, registry, cite
"""

CUSTOMERS = """
SELECT registry, org AS holder, family, first, last, status, netname, registered, last_seen AS on_file, cite
FROM registration
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, last DESC, registry, cite
"""


def holders(desk: Desk, text: str) -> Answer:
    """The records of a block. Raises NotInData where no registry's file has any of it."""
    asked = block(text)
    space = {"family": asked.family, "first": asked.first, "last": asked.last}
    found = ask(desk, RECORDS, **space)
    whois = ask(desk, CUSTOMERS, **space)
    if not found and not whois:
        state = nothing(desk, Holding)
        raise NotInData(f"no record of {asked}: {state['says']}", state["do"])
    names = around(desk, days_of(desk), asked, found).names
    rows = [_row(asked, row, names, "delegated file") for row in found]
    rows += [_row(asked, row, names, "whois record") for row in whois]
    left = [f"registry's file of {name}" for name in missing_registries(desk)]
    left += [] if desk.peek.holds("registration") else ["whois records (customers)"]
    return desk.answer(
        "holders/1",
        {"verb": "holders", "block": str(asked)},
        rows,
        missing=tuple(left),
        not_looked=tuple(left),
    )


def _row(asked: Block, row: dict[str, Any], names: dict[str, str], by: str) -> dict[str, Any]:
    place = Block(row["family"], row["first"], row["last"])
    relation = "is it" if place == asked else "covers it" if place.covers(asked) else "lies in it"
    if not (place.covers(asked) or asked.covers(place)):
        relation = "meets it"
    return {
        "block": str(place),
        "relation": relation,
        "holder": row["holder"],
        "name": names.get(row["holder"] or "") or row.get("netname"),
        "status": row["status"],
        "registry": row["registry"],
        "registered": row["registered"],
        "on_file": row["on_file"],
        "by": by,
        "cites": [row["cite"]],
    }
