"""All examples of a rule in one store, each in a world of its own: one look in the place of many.

What is found in a world is told by the lines it cites. Worlds of one store share what is of none of
them: the days of a registry's files, and how common a thing is. So an example that gives something
else in a crowd proves nothing yet: a test asks it again, alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from samehand.rules import Example, Rule
from samehand.store import Found
from samehand.store.duck import DuckStore
from samehand.tables import Row
from samehand.values.cites import cite_number
from tests.looking import finds_in, rows_in

Rows = tuple[Row, ...]
Looked = Callable[[Rule[Any], Iterable[Row]], AbstractContextManager[DuckStore]]
Move = Callable[[Iterable[Row], int], Rows]
Retold = Callable[[Rows], Iterable[Iterable[Row]]]
Bins = dict[int, Counter[str]]
Change = tuple[str, float]  # a number, and what it is changed into
Make = Callable[[DuckStore, Change], None]


class Told(NamedTuple):
    """A rule, one of its examples, and what it finds in it, whole."""

    rule: Rule[Any]
    example: Example
    found: list[dict[str, Any]]

    @property
    def finds(self) -> dict[tuple[str, ...], str]:
        """The bin of each subject found."""
        return {tuple(row[part] for part in self.rule.subject): row["bin"] for row in self.found}


class Crowd:
    """Rows of some examples of a rule, in one store after another."""

    def __init__(self, rule: Rule[Any], heard: Iterable[tuple[Example, Iterable[Row]]], move: Move):
        told = [(example, move(rows, world)) for world, (example, rows) in enumerate(heard)]
        self.rule = rule
        self.examples = [example for example, _ in told]
        self.rows = [row for _, rows in told for row in rows]
        self.lies_in = {
            cite_number(row.cite): world for world, (_, rows) in enumerate(told) for row in rows
        }

    def bins(self, store: DuckStore) -> Bins:
        """What was found in each world."""
        bins: Bins = defaultdict(Counter)
        for row in rows_in(store, self.rule):
            for world in {self.lies_in[cite] for cite in _cites(row)}:
                bins[world][row["bin"]] += 1
        return bins


def _cites(row: Found) -> Iterator[int]:
    """The numbers of the lines that a row found rests on."""
    for name, value in row.items():
        if name.endswith("cite") and value:
            yield from value if isinstance(value, list) else [value]


def strays(rule: Rule[Any], retold: Retold, looked: Looked, move: Move) -> list[Example]:
    """Examples that give something else in a crowd than they promise.

    `retold` gives the rows of an example as they are heard, each time for a world of its own.
    """
    heard = [(example, rows) for example in rule.examples for rows in retold(example.rows)]
    crowd = Crowd(rule, heard, move)
    with looked(rule, crowd.rows) as store:
        bins = crowd.bins(store)
    wrong = [
        example
        for world, example in enumerate(crowd.examples)
        if bins[world] != Counter(example.finds.values())
    ]
    return [example for example in rule.examples if example in wrong]


def unnoticed(
    changes: Iterable[Change],
    makers: Sequence[tuple[Rule[Any], Make]],
    looked: Looked,
    move: Move,
) -> set[Change]:
    """Changes that no example of some rules notices, when it is asked alone.

    Those are asked first that notice it in the crowd of their rule; then, of what is left, all.
    """
    waiting = set(changes)
    for likely in (_in_crowd, _everywhere):
        for rule, make in makers:
            for example, noticed in likely(rule, make, waiting, looked, move) if waiting else ():
                if noticed & waiting:
                    with looked(rule, example.rows) as store:
                        waiting -= {
                            change
                            for change in noticed & waiting
                            if _differs(store, rule, example, make, change)
                        }
    return waiting


def _differs(
    store: DuckStore, rule: Rule[Any], example: Example, make: Make, change: Change
) -> bool:
    make(store, change)
    return finds_in(store, rule) != example.finds


Noticed = list[tuple[Example, set[Change]]]


def _in_crowd(
    rule: Rule[Any], make: Make, changes: set[Change], looked: Looked, move: Move
) -> Noticed:
    """Examples, and the changes by which something else is found in their worlds."""
    crowd = Crowd(rule, [(example, example.rows) for example in rule.examples], move)
    told: dict[Change, Bins] = {}
    with looked(rule, crowd.rows) as store:
        before = crowd.bins(store)
        for change in sorted(changes):
            make(store, change)
            told[change] = crowd.bins(store)
    return [
        (example, {change for change, bins in told.items() if bins[world] != before[world]})
        for world, example in enumerate(crowd.examples)
    ]


def _everywhere(
    rule: Rule[Any], make: Make, changes: set[Change], looked: Looked, move: Move
) -> Noticed:
    return [(example, set(changes)) for example in rule.examples]
