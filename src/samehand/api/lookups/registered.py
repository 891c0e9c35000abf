"""The registries' own records of a block: of the root holder and of the customers below.

Fooled by a record that nobody keeps up: it says what was filed, not who uses the block.
"""

from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.states import Part, ask, section
from samehand.api.lookups.versions import Again, blocks_again, key_of_block, stitched, told
from samehand.tables.registry import Registration
from samehand.values.blocks import Block

# Widest first: each record lies under those above it.
COVERING = """
SELECT registry, family, first, last, handle, org, netname, status, maintainer, country,
       registered, changed, stitched, seen, cite
FROM registration
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, last DESC, registry, handle, cite
"""


def registered(desk: Desk, asked: Block, part: Part) -> dict[str, Any]:
    """The section of whois records that cover a block or lie in it."""
    found = ask(desk, COVERING, family=asked.family, first=asked.first, last=asked.last)
    again = blocks_again(desk, asked.family, asked.first, asked.last) if found else {}
    rows = [record(row, again.get(key_of_block(row), [])) for row in found]
    return section(desk, "registered", Registration, rows, part)


def record(row: dict[str, Any], again: list[Again]) -> dict[str, Any]:
    """The record of a block as a row of a section; `again`: when it was gone and back."""
    block = str(Block(row["family"], row["first"], row["last"]))
    parts = (
        row["org"] or f"no organisation named at {row['registry']}",
        row["netname"],
        row["status"],
        f"maintained by {row['maintainer']}" if row["maintainer"] else None,
        *told(row, again),
    )
    kept = {name: value for name, value in row.items() if name not in ("family", "first", "last")}
    says = ", ".join(part for part in parts if part)
    cites = [row["cite"], *(cite for each in again for cite in each.cites)]
    more = {"stitched": stitched(row, again), "cites": list(dict.fromkeys(cites))}
    return {"subject": block, "says": says} | kept | {"cite": None} | more
