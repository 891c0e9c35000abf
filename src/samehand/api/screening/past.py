"""What holders were given, asked for and passed on, by the book's clocks: picked out of the index."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from samehand.api.screening.companies import places
from samehand.api.screening.ruling import Asked, Given, Moved, Past
from samehand.store.duck import DuckStore
from samehand.values.blocks import Block
from samehand.values.cites import cite_text

GIVEN = """
SELECT picked_given.*
FROM picked_given
JOIN past_of ON past_of.account = picked_given.holder
ORDER BY day, holder, family, first, last
"""

# What was denied or withdrawn was not had, and counts against nobody.
ASKED = """
SELECT holder, request, bucket, family, day, cite
FROM picked_asked
JOIN past_of ON past_of.account = picked_asked.holder
WHERE decision NOT IN ('denied', 'withdrawn')
ORDER BY day, holder, request
"""

MOVED = """
SELECT picked_moved.*
FROM picked_moved
JOIN past_of ON past_of.account = picked_moved.holder
ORDER BY given, holder, family, first, last
"""


def past_of(store: DuckStore, holders: Iterable[str]) -> Past:
    """The past of some holders, by their accounts; of requests, where the index may hold them."""
    accounts = sorted({holder.split("~")[0] for holder in holders})
    store.keep("past_of", pa.table({"account": pa.array(accounts, pa.string())}))
    there = places(store, "SELECT hash(account) AS place FROM past_of")
    for name in ("given", "asked", "moved"):
        store.pick(f"picked_{name}", f"all_{name}", there)
    given = [
        Given(
            holder=row["holder"],
            family=row["family"],
            addresses=row["last"] - row["first"] + 1 if row["family"] == 4 else 0,
            day=row["day"],
            block=str(Block(row["family"], row["first"], row["last"])),
            cite=cite_text(row["cite"]),
        )
        for row in store.rows(GIVEN)
    ]
    moved = [_moved(row) for row in store.rows(MOVED)]
    return Past(given=given, asked=_asked(store), moved=moved)


def _moved(row: dict[str, str | int | date]) -> Moved:
    return Moved(
        holder=str(row["holder"]),
        taker=str(row["taker"]),
        family=int(str(row["family"])),
        block=str(Block(int(str(row["family"])), int(str(row["first"])), int(str(row["last"])))),
        given=date.fromisoformat(str(row["given"])),
        by=date.fromisoformat(str(row["by"])),
        cites=(cite_text(int(str(row["had_cite"]))), cite_text(int(str(row["next_cite"])))),
    )


def _asked(store: DuckStore) -> list[Asked] | None:
    if not store.holds("all_asked"):
        return None
    return [Asked(**(row | {"cite": cite_text(row["cite"])})) for row in store.rows(ASKED)]
