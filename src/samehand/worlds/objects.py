"""Route objects of a routing registry that anybody can write to, as JSON lines.

Half of what ARIN's holders announce is in it, and what strangers registered for the blocks they
took up: an object of their own, some days before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from ipaddress import IPv4Address
from typing import Final

import polars as pl

from samehand.worlds.draft import Draft
from samehand.worlds.holdings import Holdings
from samehand.worlds.strangers import KINDS
from samehand.worlds.text import dotted, iso, written

SOURCE: Final = "EXRADB"
_EVERY: Final = 2  # of ARIN's routes: its holders use others' registries, and many use none
_AHEAD_DAYS: Final = 8  # before it announces, a stranger registers: carriers build filters daily
_MOST: Final = 3  # of four strangers three register an object, the fourth's carrier does not ask


def route_objects(draft: Draft, held: Holdings) -> Iterator[str]:
    """The objects of the last day, strangers' last."""
    here = held.of(held.routes, "arin").gather_every(_EVERY)
    yield from written(here, _object())
    for deed in draft.deeds:
        if (
            deed.kind in KINDS
            and deed.group // len(KINDS) % (_MOST + 1) < _MOST
            and deed.since <= held.day
        ):
            first, length = deed.prefix
            created = date.fromordinal(deed.since - _AHEAD_DAYS)
            told = {
                "route": f"{IPv4Address(first)}/{length}",
                "origin": f"AS{draft.numbers[deed.key].first}",
                "mnt-by": f"MNT-AS{draft.numbers[deed.key].first}",
                "created": f"{created}T00:00:00Z",
                "last-modified": f"{created}T00:00:00Z",
                "source": SOURCE,
            }
            yield json.dumps(told, separators=(",", ":"))


def _object() -> list[pl.Expr]:
    day = iso("since")
    parts = ('{"route":"', dotted("first"), "/", pl.col("length"), '","origin":"AS', pl.col("asn"))
    more = ('","mnt-by":"MNT-EX', pl.col("maintainer"), '","created":"', day)
    last = ('T00:00:00Z","last-modified":"', day, f'T00:00:00Z","source":"{SOURCE}"}}')
    every = (*parts, *more, *last)
    return [pl.lit(one) if isinstance(one, str) else one.cast(pl.String) for one in every]
