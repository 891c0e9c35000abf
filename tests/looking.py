"""What contract tests of links share: looking at made-up rows, and moving rows to another world."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

from samehand.made import cite_of
from samehand.resolve import all_links
from samehand.resolve.looking import look
from samehand.rules import Example, Rule, Step
from samehand.store import NO_CLOCK, Clock, Store
from samehand.store.duck import DuckStore
from samehand.tables import Row

Finds = Mapping[tuple[str, ...], str]

ASNS_APART = 1_000_000
ADDRESSES_APART = 2**33  # beyond IPv4: no block of one world lies near one of another
IDS = (
    *("holder", "org", "number", "list", "company", "register", "address", "address_key"),
    *("applicant", "request", "document", "instrument", "account", "device"),
)
WORDS = (
    "giver",
    "giver_key",
    "taker",
    "taker_key",
    "handle",
    "payer",
    "payer_key",
    "notary",
    "notary_key",
)
# Of these some have numbers in them; `person` is a name in one table and a yes or no in another.
VALUES = ("value", "value_key", "name", "name_key", "person_key")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STRIDES = (1, 3, 5, 7, 9, 11, 15, 17, 19, 21, 23, 25)  # no two letters become one
LINKED = ("one", "other", "party")  # records that are one party
NUMBERS = ("asn", "first_asn", "last_asn", "provider", "customer", "origin")
PLACES = ("first", "last")


def nobody(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def fill(store: Store, rows: Iterable[Row]) -> None:
    """Load rows of all kinds."""
    by_kind: dict[type[Row], list[Row]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(row)
    for kind, told in by_kind.items():
        store.load(kind, told)


def links_for(rule: Rule[Any], kinds: set[type[Row]]) -> dict[str, Rule[Any]]:
    """A rule, and those that can propose pairs where these kinds of rows are."""
    if not rule.proposed:
        return {rule.name: rule}
    proposing = {name: other for name, other in all_links().items() if not other.proposed}
    able = {name: other for name, other in proposing.items() if set(other.reads) <= kinds}
    return {**(able or proposing), rule.name: rule}


@contextmanager
def looked(rule: Rule[Any], rows: Iterable[Row], clock: Clock = NO_CLOCK) -> Iterator[DuckStore]:
    """A store with these rows, in which a rule has looked."""
    with emptied(clock) as store:
        told = tuple(rows)
        fill(store, told)
        look(store, links_for(rule, {type(row) for row in told}), nobody)
        yield store


_WAITING: dict[Clock, list[DuckStore]] = {}


@contextmanager
def emptied(clock: Clock = NO_CLOCK) -> Iterator[DuckStore]:
    """An empty store: made once for all tests, for what one does in it is undone after it."""
    waiting = _WAITING.setdefault(clock, [])
    store = waiting.pop() if waiting else DuckStore(clock)
    store.connection.execute("BEGIN")
    try:
        yield store
    except BaseException:
        store.close()
        raise
    store.connection.execute("ROLLBACK")
    store._held.clear()
    waiting.append(store)


def rows_in(store: Store, rule: Rule[Any]) -> list[dict[str, Any]]:
    """What a rule found, whole."""
    rows: list[dict[str, Any]] = store.query(f"SELECT * FROM {rule.found_in}").to_pylist()
    return rows


def finds_in(store: Store, rule: Rule[Any]) -> Finds:
    """What a rule found: the bin of each subject."""
    rows = rows_in(store, rule)
    finds = {tuple(row[part] for part in rule.subject): str(row["bin"]) for row in rows}
    assert len(finds) == len(rows), "a subject is found once"
    return finds


def found(rule: Rule[Any], rows: Iterable[Row], clock: Clock = NO_CLOCK) -> Finds:
    """What a rule finds in these rows."""
    with looked(rule, rows, clock) as store:
        return finds_in(store, rule)


def elsewhere(rows: Iterable[Row], world: int = 1) -> tuple[Row, ...]:
    """The same rows in another world: other holders, AS numbers, blocks, names, lists and cites."""
    return tuple(_moved(row, world) for row in rows)


def _moved(row: Row, world: int) -> Row:
    moved: dict[str, Any] = {"cite": cite_of("elsewhere", world, row.cite)}
    for part in fields(row):
        value = getattr(row, part.name)
        if value is None:
            continue
        if part.name in IDS:
            moved[part.name] = f"{value}z{world}"
        elif part.name in WORDS:
            moved[part.name] = value.translate(_turned(world))
        elif part.name in VALUES:
            moved[part.name] = value.translate(_turned(world) | _counted_on(world))
        elif part.name == "sketch":
            moved[part.name] = " ".join(f"{mark}z{world}" for mark in value.split())
        elif part.name == "record":
            moved[part.name] = _record(value, world)
        elif part.name in LINKED:
            moved[part.name] = _linked(row, value, world)
        elif part.name in NUMBERS:
            moved[part.name] = value + world * ASNS_APART
        elif part.name in PLACES:
            moved[part.name] = value + world * ADDRESSES_APART
    return replace(row, **moved)


def _linked(row: Row, name: str, world: int) -> str:
    """An organisation is told by its id, a contact by its record."""
    if getattr(row, "kind", "") == "organisation":
        return f"{name}z{world}"
    registry, _, handle = name.partition(":")
    return f"{registry}:{handle.translate(_turned(world))}"


def _record(record: str, world: int) -> str:
    """The record of the same class in another world."""
    kind, _, name = record.partition(":")
    if name.removeprefix("AS").isdigit():
        return f"{kind}:AS{int(name.removeprefix('AS')) + world * ASNS_APART}"
    return f"{kind}:{name.translate(_turned(world))}"


def _counted_on(world: int) -> dict[int, int]:
    """Other digits: each so many on."""
    on = world % 10
    return str.maketrans("0123456789", "0123456789"[on:] + "0123456789"[:on])


def _turned(world: int) -> dict[int, int]:
    """Other words of the same length: every letter so many places on, or that and so many times as far."""
    times = STRIDES[world // len(LETTERS) % len(STRIDES)]
    turned = "".join(LETTERS[(times * n + world) % len(LETTERS)] for n in range(len(LETTERS)))
    return str.maketrans(LETTERS + LETTERS.upper(), turned + turned.upper())


def steps_of(rule: Rule[Any]) -> dict[str, Step[Any]]:
    """Every step that a rule stands on, by name."""
    found: dict[str, Step[Any]] = {}

    def visit(step: Step[Any]) -> None:
        found[step.name] = step
        for needed in step.needs:
            visit(needed)

    for step in rule.needs:
        visit(step)
    return found


def every_example() -> list[tuple[Rule[Any], Example]]:
    """Each link with each of its examples."""
    return [(rule, example) for rule in all_links().values() for example in rule.examples]
