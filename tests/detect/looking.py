"""What contract tests of detectors share: looking at made-up rows, and moving rows to another world."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

from samehand.detect import all_detectors
from samehand.detect.looking import look
from samehand.made import cite_of
from samehand.rules import Example, Rule, Step
from samehand.store import NO_CLOCK, Clock, Store
from samehand.store.duck import DuckStore
from samehand.tables import Row
from tests.looking import emptied, fill, nobody, steps_of

Finds = Mapping[tuple[str, ...], str]

NUMBERS = ("asn", "first_asn", "last_asn", "provider", "customer", "origin", "upstream")
IDS = ("holder", "org", "number", "hand", "maintainer")
ASNS_APART = 1_000_000
ADDRESSES_APART = {4: 2**33, 6: 2**40}  # no block of one world lies near one of another


@contextmanager
def looked(rule: Rule[Any], rows: Iterable[Row], clock: Clock = NO_CLOCK) -> Iterator[DuckStore]:
    """A store with these rows, in which a detector has looked."""
    with emptied(clock) as store:
        fill(store, rows)
        look(store, {rule.name: rule}, nobody)
        yield store


def rows_in(store: Store, rule: Rule[Any]) -> list[dict[str, Any]]:
    """What a detector found, whole."""
    rows: list[dict[str, Any]] = store.query(f"SELECT * FROM {rule.found_in}").to_pylist()
    return rows


def finds_in(store: Store, rule: Rule[Any]) -> Finds:
    """The bin of each subject."""
    rows = rows_in(store, rule)
    finds = {tuple(row[part] for part in rule.subject): str(row["bin"]) for row in rows}
    assert len(finds) == len(rows), "a subject is found once"
    return finds


def found(rule: Rule[Any], rows: Iterable[Row], clock: Clock = NO_CLOCK) -> Finds:
    """What a detector finds in these rows."""
    with looked(rule, rows, clock) as store:
        return finds_in(store, rule)


def elsewhere(rows: Iterable[Row], world: int = 1) -> tuple[Row, ...]:
    """The same rows in another world: other holders, AS numbers, blocks, hands and cites."""
    return tuple(_moved(row, world) for row in rows)


def _moved(row: Row, world: int) -> Row:
    moved: dict[str, Any] = {"cite": cite_of("elsewhere", world, row.cite)}
    for part in fields(row):
        value = getattr(row, part.name)
        if value is None:
            continue
        if part.name in IDS:
            moved[part.name] = f"{value}z{world}"
        elif part.name in NUMBERS:
            moved[part.name] = value + world * ASNS_APART
        elif part.name in ("first", "last"):
            moved[part.name] = value + world * ADDRESSES_APART[getattr(row, "family", 4)]
    return replace(row, **moved)


def every_example() -> list[tuple[Rule[Any], Example]]:
    """Each detector with each of its examples."""
    return [(rule, example) for rule in all_detectors().values() for example in rule.examples]


def every_step() -> dict[str, Step[Any]]:
    """Every step that some detector stands on, by name."""
    return {
        name: step for rule in all_detectors().values() for name, step in steps_of(rule).items()
    }
