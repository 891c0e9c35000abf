"""What every registrant holds on a day, as frames that the writers of records share."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from samehand.worlds.announced import column, segments
from samehand.worlds.draft import Draft
from samehand.worlds.parties import parties

_PART = 16  # addresses of a reassignment: a /28, the size registries see most
_EVERY = 256  # addresses of a hoster's block for each customer
_MOST = 200  # customers in one block: larger hosters have more blocks


@dataclass(frozen=True)
class Holdings:
    """Registrants, their blocks and AS numbers, and who announces what.

    Blocks and numbers are joined to whom their records name a registry at a time: of all at once a
    world of a million holders would fill some gigabytes.
    """

    day: int
    parties: pl.DataFrame
    blocks: pl.DataFrame  # no, first, last, since, assigned
    numbers: pl.DataFrame  # no, asn, last_asn, since
    routes: pl.DataFrame  # no, first, length, asn, since
    sells: pl.Series  # of each registrant, whether it reassigns parts of its blocks

    def of(self, held: pl.DataFrame, registry: str) -> pl.DataFrame:
        """Blocks, numbers or routes of a registry, with whom their records name."""
        here = self.parties.filter(pl.col("registry") == registry)
        return held.join(here, on="no", how="inner", maintain_order="left")

    def parts(self, registry: str) -> pl.DataFrame:
        """Reassignments to customers (``nth``), in the blocks (``of``) of hosters and carriers."""
        size = pl.col("last") - pl.col("first") + 1
        selling = self.blocks.filter(self.sells.gather(self.blocks["no"]))
        return (
            self.of(selling, registry)
            .with_columns(of=pl.col("first"), nth=pl.int_ranges(0, (size // _EVERY).clip(0, _MOST)))
            .explode("nth")
            .drop_nulls("nth")
            .with_columns(first=pl.col("of") + pl.col("nth") * _EVERY)
            .with_columns(last=pl.col("first") + _PART - 1)
        )


def holdings(draft: Draft, day: int) -> Holdings:
    """Everything held on a day."""
    sells = pl.Series([one.role in ("hoster", "carrier") for one in draft.registrants])
    blocks = _blocks(draft, day)
    return Holdings(day, parties(draft), blocks, _numbers(draft, day), _routes(draft, day), sells)


def _blocks(draft: Draft, day: int) -> pl.DataFrame:
    told = {
        "no": column(draft.blocks, lambda one: one.owner_on(day)),
        "first": column(draft.blocks, lambda one: one.first),
        "last": column(draft.blocks, lambda one: one.first + one.count - 1),
        "since": column(draft.blocks, lambda one: one.day),
        "assigned": column(draft.blocks, lambda one: one.assigned).astype(bool),
    }
    return pl.DataFrame(told).filter(pl.col("since") <= day).sort("first")


def _numbers(draft: Draft, day: int) -> pl.DataFrame:
    told = {
        "no": column(draft.numbers, lambda one: draft.owner_of(one, day)),
        "asn": column(draft.numbers, lambda one: one.first),
        "last_asn": column(draft.numbers, lambda one: one.first + one.count - 1),
        "since": column(draft.numbers, lambda one: one.day),
    }
    return pl.DataFrame(told).filter(pl.col("since") <= day).sort("asn")


def _routes(draft: Draft, day: int) -> pl.DataFrame:
    """Prefixes as they are announced by the holders' or carriers' AS numbers, to the /24."""
    held = segments(draft).filter(
        pl.col("since") <= day, pl.col("until") > day, pl.col("length") <= 24
    )
    asn = pl.Series("asn", column(draft.numbers, lambda one: one.first))
    since = pl.Series("since", column(draft.blocks, lambda one: one.day))
    return held.select(
        pl.col("owner").alias("no"),
        "first",
        "length",
        asn.gather(held["key"]),
        since.gather(held["block"]),
    ).sort("first", "length")
