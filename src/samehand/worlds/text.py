"""Columns of a frame as the text of published records: attributes, addresses, days.

Joined a column at a time by Polars, so that millions of records take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl


def quad(place: int) -> str:
    """An address as dotted text; quicker than `ipaddress`, for millions of them.

    >>> quad(4_026_531_841)
    '240.0.0.1'
    """
    return f"{place >> 24}.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}"


def dotted(column: str) -> pl.Expr:
    """An address column as dotted text."""
    octets = [(pl.col(column) // (1 << shift) % 256).cast(pl.String) for shift in (24, 16, 8, 0)]
    return pl.concat_str(*octets, separator=".")


def said(attribute: str, *value: str | pl.Expr) -> list[pl.Expr]:
    """One attribute and its value, padded to the sixteen columns in which registries print it."""
    name = pl.lit(f"{attribute + ':':<16}")
    told = [pl.lit(v) if isinstance(v, str) else v.cast(pl.String) for v in value]
    return [name, *told, pl.lit("\n")]


def gathered(*attributes: list[pl.Expr]) -> list[pl.Expr]:
    """Attributes one after another."""
    return [part for attribute in attributes for part in attribute]


_STEP, _HANDLES = 48_271, 99_999_989  # primes: every number has a place of its own


def scattered(column: str) -> pl.Expr:
    """The number in a contact's handle: neighbours of a world's making are no neighbours in it."""
    return pl.col(column) * _STEP % _HANDLES


def iso(column: str) -> pl.Expr:
    """A column of ordinals as YYYY-MM-DD."""
    since_1970 = (pl.col(column) - 719_163).cast(pl.Int32)  # ordinal of 1970-01-01
    return since_1970.cast(pl.Date).dt.strftime("%Y-%m-%d")


_ROWS = 100_000  # joined at once: some 40 MB of text, whatever the size of the world


def written(frame: pl.DataFrame, made: list[pl.Expr]) -> Iterator[str]:
    """The text of every row, made a slice at a time."""
    for part in frame.iter_slices(_ROWS):
        yield from part.select(pl.concat_str(*made).alias("text"))["text"].to_list()
