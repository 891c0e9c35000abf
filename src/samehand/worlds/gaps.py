"""When a collector's tables are written, and what it fails to see: days, parts, single prefixes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from samehand.worlds.draft import Draft
from samehand.worlds.traffic import HISTORY_YEARS

EVERY_DAYS: Final = (
    182  # tables of the past are half a year apart: archives keep far more, at a cost
)
MISSED: Final = 0.003  # prefixes that a table lacks though they are there: a guess, peers flap
PARTS: Final = 32  # one /8 of so many is lost while a session that told of them is down
_APART: Final = 7_013  # of the seed: another stream of chance than the world's own
_SPREAD: Final = 2_654_435_761  # Knuth's multiplicative hash: spreads neighbours evenly
_HASHES: Final = 1 << 32


@dataclass(frozen=True)
class Gaps:
    """The days on which tables are read, and what is lacking in them."""

    days: tuple[int, ...]  # with a table, in order
    absent: int  # a day whose table was never written
    partial: int  # a day on which a part of the space was not seen
    lost: tuple[int, ...]  # first octets of what was not seen then

    @classmethod
    def of(cls, draft: Draft) -> Gaps:
        """Half a year apart since the history begins, and the world's own days."""
        rng = np.random.default_rng([draft.shape.seed, _APART])
        began = draft.today - HISTORY_YEARS * 365
        past = range(began, draft.end, EVERY_DAYS)
        own = [day.toordinal() for day in draft.shape.days]
        absent, partial = rng.choice(past[1:-1], size=2, replace=False).tolist()
        days = sorted({*past, *own} - ({absent} - {*own}))
        octets = sorted({block.first >> 24 for block in draft.blocks})
        lost = rng.choice(octets, size=max(1, len(octets) // PARTS), replace=False)
        return cls(tuple(days), absent, partial, tuple(sorted(lost.tolist())))

    def saw(self, day: int) -> pl.Expr:
        """Whether the table of a day has a prefix that is there."""
        turned = day * _SPREAD % _HASHES  # so that every day lacks others
        mixed = pl.col("first") // 256 * _SPREAD + pl.col("length") * 31 + turned
        seen = mixed % _HASHES >= round(MISSED * _HASHES)
        if day != self.partial:
            return seen
        return seen & ~(pl.col("first") // (1 << 24)).is_in(self.lost)
