"""The as-of join as loops over prefix tries: pytricia, and the radix tree inside pyasn.

Both hold what `asof_join.py` joins; every prefix is written as each library likes it before its
clock starts. pyasn's own table answers for addresses only, so its tree is asked directly.
"""

import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from samehand.store.asof import IRR, RPKI
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import RouteObject, Sighting
from samehand.tables.rpki import Vrp
from samehand.values.blocks import Block

Prefix = tuple[int, str, int]  # family, address, length


@dataclass(frozen=True, slots=True)
class Given:
    """What a loop starts from, in plain values."""

    routes: list[tuple[int, Prefix, int]]
    blocks: list[tuple[Prefix, int]]
    ends: list[tuple[int, int]]
    vrps: dict[Prefix, list[tuple[int, int]]]
    objects: dict[Prefix, list[tuple[int, int]]]
    numbers: dict[int, str]


def given(files: dict[type[Row], Path], every: int) -> Given:
    """Everything, and every so manieth route."""
    routes = [
        (cite, _prefix(family, first, last, length), origin)
        for cite, family, first, last, length, origin in _rows(
            files[Sighting], "cite", "family", "first", "last", "length", "origin"
        )
        if cite % every == 0
    ]
    held = _rows(files[Holding], "family", "first", "last")
    larger_first = sorted(range(len(held)), key=lambda n: (held[n][1] - held[n][2], n))
    blocks = [
        ((held[n][0], address, int(length)), n)
        for n in larger_first
        for address, length in (text.split("/") for text in Block(*held[n]).prefixes())
    ]
    return Given(
        routes,
        blocks,
        [(first, last) for _, first, last in held],
        _said(files[Vrp], "max_length"),
        _said(files[RouteObject], "length"),
        _numbers(files[AsnHolding]),
    )


def _rows(path: Path, *names: str) -> list[tuple[Any, ...]]:
    return pl.read_parquet(path, columns=list(names)).select(names).rows()


def _prefix(family: int, first: int, last: int, length: int) -> Prefix:
    text = next(Block(family, first, last).prefixes())
    return family, text.partition("/")[0], length


def _said(path: Path, reach: str) -> dict[Prefix, list[tuple[int, int]]]:
    said: dict[Prefix, list[tuple[int, int]]] = {}
    rows = pl.read_parquet(path).select("family", "first", "last", "length", "origin", far=reach)
    for family, first, last, length, origin, far in rows.rows():
        if length <= 64:
            said.setdefault(_prefix(family, first, last, length), []).append((origin, far))
    return said


def _numbers(path: Path) -> dict[int, str]:
    numbers: dict[int, str] = {}
    for holder, first, last in _rows(path, "holder", "first_asn", "last_asn"):
        if holder and last - first < 5000:
            for asn in range(first, last + 1):
                numbers[asn] = min(holder, numbers.get(asn, holder))
    return numbers


Covers = Callable[[Prefix], Iterator[Any]]


def looked_up(given: Given, tries: Callable[..., Covers]) -> tuple[pl.DataFrame, float, float]:
    """Every answer, the seconds to build three tries, and the seconds to look all routes up."""
    start = time.perf_counter()
    blocks = tries(given.blocks)
    vrps = tries((prefix, said) for prefix, said in given.vrps.items())
    objects = tries((prefix, said) for prefix, said in given.objects.items())
    built = time.perf_counter()
    answers = []
    for cite, prefix, origin in given.routes:
        row = next(blocks(prefix), None)
        first, last = given.ends[row] if row is not None else (None, None)
        rpki = _state(vrps(prefix), prefix[2], origin, RPKI)
        irr = _state(objects(prefix), prefix[2], origin, IRR)
        answers.append((cite, first, last, rpki, irr, given.numbers.get(origin)))
    done = time.perf_counter()
    names = ["cite", "block_first", "block_last", "rpki", "irr", "origin_holder"]
    frame = pl.DataFrame(answers, schema=names, orient="row", infer_schema_length=None)
    return frame, built - start, done - built


def _state(
    over: Iterator[list[tuple[int, int]]], length: int, origin: int, words: tuple[str, ...]
) -> str | None:
    if length > 64:
        return None
    found = 0
    for said in over:
        found = max(found, 1)
        for named, reach in said:
            if named == origin and origin:
                if length <= reach:
                    return words[3]
                found = 2
    return words[found]


def in_pytricia(rows: Any) -> Covers:
    """A trie of each family; gives the values over a prefix, the closest first."""
    import pytricia

    tries = {4: pytricia.PyTricia(32), 6: pytricia.PyTricia(128, socket.AF_INET6)}
    for (family, address, length), value in rows:
        tries[family][f"{address}/{length}"] = value

    def covers(prefix: Prefix) -> Iterator[Any]:
        trie = tries[prefix[0]]
        key = trie.get_key(f"{prefix[1]}/{prefix[2]}")
        while key:
            yield trie[key]
            key = trie.parent(key)

    return covers


def in_pyasn(rows: Any) -> Covers:
    """The same over pyasn's radix tree, whose nodes hold a number: a place in a list."""
    from pyasn.pyasn_radix import Radix

    tree, values = Radix(), []
    for (_, address, length), value in rows:
        tree.add(address, length).asn = len(values)
        values.append(value)

    def covers(prefix: Prefix) -> Iterator[Any]:
        address, length = prefix[1], prefix[2]
        while length >= 0 and (node := tree.search_best(address, length)):
            yield values[node.asn]
            length = int(node.prefix.partition("/")[2]) - 1

    return covers
