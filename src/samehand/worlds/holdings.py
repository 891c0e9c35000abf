"""What every registrant holds on a day, as frames that the writers of records share."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from samehand.worlds import lists
from samehand.worlds.draft import Draft
from samehand.worlds.parties import parties
from samehand.worlds.space import pieces

_PART = 16  # addresses of a reassignment: a /28, the size registries see most
_EVERY = 256  # addresses of a hoster's block for each customer
_MOST = 200  # customers in one block: larger hosters have more blocks


@dataclass(frozen=True)
class Holdings:
    """Registrants, their blocks, AS numbers and reassignments, and who announces what."""

    day: int
    parties: pl.DataFrame
    blocks: pl.DataFrame  # no, first, last, since, assigned
    numbers: pl.DataFrame  # no, asn, last_asn, since
    parts: pl.DataFrame  # reassignments: no of the hoster, first, last, since, nth, of
    routes: pl.DataFrame  # no, registry, first, length, asn, since


def holdings(draft: Draft, day: int) -> Holdings:
    """Everything held on a day, joined to whom its records name."""
    known = parties(draft)
    blocks = _joined(_blocks(draft, day), known)
    return Holdings(
        day,
        known,
        blocks,
        _joined(_numbers(draft, day), known),
        _parts(blocks, draft),
        _routes(draft, day),
    )


def _joined(held: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    return held.join(known, on="no", how="left", maintain_order="left")


def _blocks(draft: Draft, day: int) -> pl.DataFrame:
    rows = [
        (block.owner_on(day), block.first, block.first + block.count - 1, block.day, block.assigned)
        for block in draft.blocks
        if block.day <= day
    ]
    schema = {
        "no": pl.Int64,
        "first": pl.Int64,
        "last": pl.Int64,
        "since": pl.Int64,
        "assigned": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").sort("first")


def _numbers(draft: Draft, day: int) -> pl.DataFrame:
    successor = {gone: into for gone, (when, into) in draft.merged.items() if when <= day}
    rows = [
        (successor.get(row.owner, row.owner), row.first, row.first + row.count - 1, row.day)
        for row in draft.numbers
        if row.day <= day
    ]
    schema = dict.fromkeys(("no", "asn", "last_asn", "since"), pl.Int64)
    return pl.DataFrame(rows, schema=schema, orient="row").sort("asn")


def _parts(blocks: pl.DataFrame, draft: Draft) -> pl.DataFrame:
    """Reassignments to customers, in the blocks of hosters and carriers."""
    sells = [one.role in ("hoster", "carrier") for one in draft.registrants]
    size = pl.col("last") - pl.col("first") + 1
    return (
        blocks.filter(pl.Series(sells).gather(blocks["no"]))
        .with_columns(of=pl.col("first"), nth=pl.int_ranges(0, (size // _EVERY).clip(0, _MOST)))
        .explode("nth")
        .drop_nulls("nth")
        .with_columns(first=pl.col("of") + pl.col("nth") * _EVERY)
        .with_columns(last=pl.col("first") + _PART - 1)
    )


def _routes(draft: Draft, day: int) -> pl.DataFrame:
    """Prefixes as they are announced by the holders' or carriers' AS numbers."""
    rows = [
        (block.owner_on(day), first, 33 - count.bit_length(), draft.numbers[key].first, block.day)
        for block in draft.blocks
        if block.day <= day and (key := lists.origin_key(draft, block, day)) >= 0
        for first, count in pieces(block.first, block.count)
        if count >= _EVERY  # longer prefixes than a /24 are not routed
    ]
    schema = dict.fromkeys(("no", "first", "length", "asn", "since"), pl.Int64)
    return pl.DataFrame(rows, schema=schema, orient="row").sort("first", "length")
