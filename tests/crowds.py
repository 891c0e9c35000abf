"""All examples of a rule in one store, each in a world of its own: one look in the place of many.

What is found in a world is told by the lines it cites. Worlds of one store share what is of none of
them: the days of a registry's files, and how common a thing is. So an example that gives something
else in a crowd proves nothing yet: a test asks it again, alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from typing import Any

from samehand.rules import Example, Rule
from samehand.store import Found
from samehand.store.duck import DuckStore
from samehand.tables import Row
from samehand.values.cites import cite_number
from tests.looking import rows_in

Rows = tuple[Row, ...]
Looked = Callable[[Rule[Any], Iterable[Row]], AbstractContextManager[DuckStore]]
Move = Callable[[Iterable[Row], int], Rows]
Retold = Callable[[Rows], Iterable[Iterable[Row]]]


def strays(rule: Rule[Any], retold: Retold, looked: Looked, move: Move) -> list[Example]:
    """Examples that give something else in a crowd than they promise.

    `retold` gives the rows of an example as they are heard, each time for a world of its own.
    """
    heard = [(example, rows) for example in rule.examples for rows in retold(example.rows)]
    worlds = [(example, move(rows, world)) for world, (example, rows) in enumerate(heard)]
    lies_in = {cite_number(r.cite): world for world, (_, rows) in enumerate(worlds) for r in rows}
    bins: dict[int, Counter[str]] = defaultdict(Counter)
    with looked(rule, chain.from_iterable(rows for _, rows in worlds)) as store:
        for row in rows_in(store, rule):
            for world in {lies_in[cite] for cite in _cites(row)}:
                bins[world][row["bin"]] += 1
    promised = [(example, Counter(example.finds.values())) for example, _ in worlds]
    wrong = [example for world, (example, want) in enumerate(promised) if bins[world] != want]
    return [example for example in rule.examples if example in wrong]


def _cites(row: Found) -> Iterator[int]:
    """The numbers of the lines that a row found rests on."""
    for name, value in row.items():
        if name.endswith("cite") and value:
            yield from value if isinstance(value, list) else [value]
