"""The registries' own records of a block: of the root holder and of the customers below.

Fooled by a record that nobody keeps up: it says what was filed, not who uses the block.
"""

from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.states import Part, ask, section
from samehand.tables.registry import Registration
from samehand.values.blocks import Block

# Widest first: each record lies under those above it.
COVERING = """
SELECT registry, family, first, last, handle, org, netname, status, maintainer, country,
       registered, changed, seen, cite
FROM registration
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, last DESC, registry, handle, cite
"""


def registered(desk: Desk, asked: Block, part: Part) -> dict[str, Any]:
    """The section of whois records that cover a block or lie in it."""
    found = ask(desk, COVERING, family=asked.family, first=asked.first, last=asked.last)
    return section(desk, "registered", Registration, [_record(row) for row in found], part)


def _record(row: dict[str, Any]) -> dict[str, Any]:
    block = str(Block(row["family"], row["first"], row["last"]))
    parts = (
        row["org"] or f"no organisation named at {row['registry']}",
        row["netname"],
        row["status"],
        f"maintained by {row['maintainer']}" if row["maintainer"] else None,
    )
    kept = {name: value for name, value in row.items() if name not in ("family", "first", "last")}
    return {"subject": block, "says": ", ".join(part for part in parts if part)} | kept
