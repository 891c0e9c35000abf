"""Who announces what from when to when, as frames from which the table of any day is cut.

A block is announced by its holder's AS, or by a carrier while the holder has none; what changed
origin overrides that, and what a draft's ``spans`` tell overrides both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from samehand.worlds import traffic
from samehand.worlds.draft import Block, Draft, Numbers
from samehand.worlds.gaps import Gaps
from samehand.worlds.text import dotted

Ints = npt.NDArray[np.int64]
Held = TypeVar("Held", Block, Numbers)
NEVER = 1 << 30  # a day beyond all days
_SPREAD = 2_654_435_761  # Knuth's multiplicative hash: spreads neighbours evenly
_HASHES = 1 << 32


def segments(draft: Draft) -> pl.DataFrame:
    """Every prefix of every block: place of the block, owner, key, from a day until another.

    Whether it is announced at all is not asked here: registries' route objects stand anyhow.
    """
    block, owner, key, since, until = _terms(draft)
    first = column(draft.blocks, lambda one: one.first)[block]
    count = column(draft.blocks, lambda one: one.count)[block]
    parts = []
    done = np.zeros_like(first)
    for bit in range(31, -1, -1):  # a count that is no power of two is cut into its powers
        has = np.flatnonzero(count >> bit & 1)
        if has.size:
            told = (block, owner, first + done, np.full_like(first, 32 - bit), key, since, until)
            parts.append([column[has] for column in told])
            done[has] += 1 << bit
    names = ("block", "owner", "first", "length", "key", "since", "until")
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return pl.DataFrame(dict(zip(names, columns, strict=True)))


def column(held: list[Held], told: Callable[[Held], int]) -> Ints:
    """What is told of each block, or of each row of AS numbers."""
    return np.fromiter(map(told, held), dtype=np.int64, count=len(held))


def _terms(draft: Draft) -> tuple[Ints, ...]:
    """Of each block the terms of its holders, and in each who announces it: own AS or carrier."""
    blocks = draft.blocks
    keys = np.array([one.key for one in draft.registrants], dtype=np.int64)
    born = np.array([*(row.day for row in draft.numbers), NEVER], dtype=np.int64)  # -1: never
    day, carrier = column(blocks, lambda one: one.day), column(blocks, lambda one: one.carrier)
    moved = column(blocks, lambda one: one.moved[0] if one.moved else NEVER)
    owner = column(blocks, lambda one: one.owner)
    taker = column(blocks, lambda one: one.moved[1] if one.moved else one.owner)
    every = np.arange(len(blocks))
    rows = []
    for who, start, stop in ((owner, day, moved), (taker, np.maximum(day, moved), NEVER)):
        own = keys[who]
        rows.append((every, who, own, np.maximum(start, born[own]), stop + 0 * every))
        until = np.minimum(stop, born[own])
        rows.append((every, who, carrier, np.maximum(start, born[carrier]), until))
    columns = [np.concatenate(column) for column in zip(*rows, strict=True)]
    there = columns[3] < columns[4]
    return tuple(column[there] for column in columns)


def tables(draft: Draft) -> pl.DataFrame:
    """All that is ever in a table: first, length, origin, since, until; later rows override."""
    held = segments(draft)
    usual = _interrupted(draft, held.filter(pl.Series(shown(draft)[held["block"]])))
    names = pl.Series([str(row.first) for row in draft.numbers], dtype=pl.String)
    spans = pl.DataFrame(draft.spans, schema=_SPAN, orient="row")
    ours = [
        frame.select(
            "first", "length", pl.Series("origin", names.gather(frame["key"])), "since", "until"
        )
        for frame in (usual, spans)
    ]
    return pl.concat([ours[0], _changed(draft), ours[1]])


_SPAN: Final = dict.fromkeys(("first", "length", "key", "since", "until"), pl.Int64)


def shown(draft: Draft) -> npt.NDArray[np.bool_]:
    """Whether each block is announced at all: a fixed share by its age, spread by a hash."""
    first, day = (
        column(draft.blocks, told) for told in (lambda one: one.first, lambda one: one.day)
    )
    share = np.where(day < traffic.OLD, traffic.ANNOUNCED_OLD, traffic.ANNOUNCED)
    return np.asarray(first // 128 * _SPREAD % _HASHES < share * _HASHES)


def _interrupted(draft: Draft, held: pl.DataFrame) -> pl.DataFrame:
    """Without the time in which a block was silent: before it, and after it."""
    start, stop = np.full(len(draft.blocks), NEVER), np.full(len(draft.blocks), NEVER)
    for place, (quiet, back) in draft.quiet.items():
        start[place], stop[place] = quiet, back
    day = held.with_columns(
        pl.Series("quiet", start[held["block"]]), pl.Series("back", stop[held["block"]])
    )
    before = day.with_columns(until=pl.min_horizontal("until", "quiet"))
    after = day.filter(pl.col("quiet") < NEVER).with_columns(
        since=pl.max_horizontal("since", "back")
    )
    return pl.concat([before, after]).filter(pl.col("since") < pl.col("until"))


def _changed(draft: Draft) -> pl.DataFrame:
    """Prefixes that changed origin, from each state until the next."""
    rows = []
    for change in draft.changes:
        if change.spanned:
            continue
        nexts = [when for _, when in change.origins[1:]] + [NEVER]
        for (keys, when), until in zip(change.origins, nexts, strict=True):
            origin = "_".join(str(draft.numbers[key].first) for key in keys)
            rows.append((change.first, change.length, origin, when, until))
    schema = _SPAN | {"key": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").rename({"key": "origin"})


def table(every: pl.DataFrame, day: int, gaps: Gaps | None = None) -> pl.DataFrame:
    """The table of a day, as a collector with such gaps saw it; each prefix once, in order."""
    there = every.filter(pl.col("since") <= day, pl.col("until") > day)
    if gaps:
        there = there.filter(gaps.saw(day))
    return there.unique(["first", "length"], keep="last", maintain_order=True).sort(
        "first", "length"
    )


def pfx2as(seen: pl.DataFrame) -> Iterator[str]:
    """CAIDA pfx2as: ``address TAB length TAB origin``."""
    text = pl.concat_str(dotted("first"), pl.col("length"), pl.col("origin"), separator="\t")
    yield from seen.select(text.alias("text"))["text"].to_list()
