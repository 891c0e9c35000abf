"""What the two clocks let through, against the plainest way to say it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.made import DAY, announced, held, listed, numbered, sells
from samehand.store import Clock
from samehand.store.duck import DuckStore
from samehand.tables import Kept, Row
from samehand.tables.listing import Listing
from samehand.tables.records import Organisation, Transfer
from tests.looking import fill

DAYS = [DAY + timedelta(days=n) for n in (-40, -10, 0, 10, 40)]
days = st.sampled_from(DAYS)
MADE: tuple[Row, ...] = (
    held("arin:a", "198.51.100.0/24", DAYS[1]),
    held("apnic:b", "203.0.113.0/24", DAYS[3]),
    numbered("arin:a", 64501, DAYS[1]),
    sells(64501, 64502),
    announced("198.51.100.0/24", 64501),
    listed("198.51.100.0/24", DAY),
)


def seen(
    rows: Iterable[Row], kind: type[Row], clock: Clock, table: str = ""
) -> list[tuple[object, ...]]:
    """The rows of a table that a question sees: day, and end where there is one."""
    store = DuckStore(clock)
    fill(store, rows)
    found = shown(store, kind, table)
    store.close()
    return found


def shown(store: DuckStore, kind: type[Row], table: str = "") -> list[tuple[object, ...]]:
    """The same of a store that holds rows already."""
    until = ", until" if "until" in kind.columns() else ""
    found = store.query(f"SELECT seen{until} FROM {table or kind.table}").to_pylist()
    return sorted((tuple(row.values()) for row in found), key=str)


def expected(rows: Iterable[Row], kind: type[Row], clock: Clock) -> list[tuple[object, ...]]:
    """The same by the words of `samehand.tables`."""
    known = [row for row in rows if type(row) is kind and row.seen <= clock.known_on]
    if kind.kept is Kept.SNAPSHOT:
        known = [row for row in known if row.seen == _state(known, row, clock.as_of)]
        begun = [
            row for row in known if (getattr(row, "registered", None) or DAYS[0]) <= clock.as_of
        ]
        return [(row.seen,) for row in begun]
    known = [row for row in known if row.seen <= clock.as_of]
    if kind.kept is Kept.SPELL:
        ends = [(row.seen, getattr(row, "until")) for row in known]  # noqa: B009
        return [(day, end if end and end <= clock.known_on else None) for day, end in ends]
    return [(row.seen,) for row in known]


def _state(known: list[Row], row: Row, as_of: date) -> date:
    """The last day by `as_of` on which its registry spoke, or else the first after it."""
    spoken = {other.seen for other in known if _scope(other) == _scope(row)}
    before = [day for day in spoken if day <= as_of]
    return max(before) if before else min(spoken)


def _scope(row: Row) -> object:
    return getattr(row, row.scope) if row.scope else None


@st.composite
def published(draw: st.DrawFn) -> tuple[Row, ...]:
    """Statements, each published on some days."""
    rows: list[Row] = []
    for row in MADE:
        for day in draw(st.lists(days, max_size=3, unique=True)):
            told = replace(row, seen=day)
            if isinstance(told, Listing):
                lasts = draw(st.none() | st.sampled_from([0, 20, 60]))
                told = replace(told, until=None if lasts is None else day + timedelta(days=lasts))
            rows.append(told)
    return tuple(rows)


@settings(max_examples=30)
@given(published(), days, days)
def test_a_question_sees_what_its_clocks_let_through(
    rows: tuple[Row, ...], as_of: date, known_on: date
) -> None:
    clock = Clock(as_of, known_on)
    store = DuckStore(clock)
    fill(store, rows)
    for kind in {type(row) for row in MADE}:
        wanted = sorted(expected(rows, kind, clock), key=str)
        assert shown(store, kind) == wanted, kind.table
    store.close()


def test_before_its_first_state_a_question_sees_the_first_one_known() -> None:
    rows = [held("arin:a", "198.51.100.0/24", DAYS[0], day) for day in (DAYS[2], DAYS[3])]
    kind = type(rows[0])
    assert seen(rows, kind, Clock(DAYS[1], DAYS[4])) == [(DAYS[2],)]
    assert seen(rows, kind, Clock(DAYS[1], DAYS[1])) == []
    assert seen(rows, kind, Clock(DAYS[4], DAYS[2])) == [(DAYS[2],)]
    assert seen(rows, kind, Clock(DAYS[1], DAYS[4]), "holding_history") == []


def test_each_registry_has_its_own_last_state() -> None:
    rows = [
        held("arin:a", "198.51.100.0/24", DAYS[0], DAYS[1]),
        held("apnic:b", "203.0.113.0/24", DAYS[0], DAYS[3]),
    ]
    assert seen(rows, type(rows[0]), Clock(DAYS[3], DAYS[3])) == [(DAYS[1],), (DAYS[3],)]


def test_the_end_of_a_listing_is_empty_until_it_could_be_read() -> None:
    row = replace(listed("198.51.100.0/24", DAYS[0]), until=DAYS[2])
    assert seen([row], type(row), Clock(DAYS[1], DAYS[1])) == [(DAYS[0], None)]
    assert seen([row], type(row), Clock(DAYS[1], DAYS[3])) == [(DAYS[0], DAYS[2])]
    assert seen([row], type(row), Clock(DAYS[0], DAYS[2])) == [(DAYS[0], DAYS[2])]


def test_a_block_given_after_as_of_was_not_held_then() -> None:
    row = held("arin:a", "198.51.100.0/24", DAYS[3], DAYS[4])
    assert seen([row], type(row), Clock(DAYS[2], DAYS[4])) == []
    assert seen([row], type(row), Clock(DAYS[3], DAYS[4])) == [(DAYS[4],)]


def named(org: str, name: str, seen: date, whole: str | None = None) -> Organisation:
    """An organisation, in a whole file or read alone."""
    told = f"{DAYS.index(seen) + 1:08x}:{ord(org)}"
    ours = f"arin:{org}"
    return Organisation(
        list=whole, registry="arin", org=ours, name=name, name_key=name, seen=seen, cite=told
    )


RECORDS = (
    named("A", "before", DAYS[1]),
    named("A", "after", DAYS[3]),
    named("B", "alone", DAYS[2]),
    named("C", "in the dump", DAYS[0], "arin-bulk"),
    named("D", "in the next dump", DAYS[4], "arin-bulk"),
)


@pytest.mark.parametrize(
    ("as_of", "known_on", "names"),
    [
        (DAYS[0], DAYS[0], ["in the dump"]),
        (DAYS[0], DAYS[4], ["alone", "before", "in the dump"]),
        (DAYS[2], DAYS[2], ["alone", "before", "in the dump"]),
        (DAYS[3], DAYS[3], ["after", "alone", "in the dump"]),
        (DAYS[4], DAYS[2], ["alone", "before", "in the dump"]),
        (DAYS[4], DAYS[4], ["after", "alone", "in the next dump"]),
    ],
)
def test_a_record_read_alone_has_days_of_its_own(
    as_of: date, known_on: date, names: list[str]
) -> None:
    store = DuckStore(Clock(as_of, known_on))
    fill(store, RECORDS)
    assert store.query("SELECT name FROM organisation ORDER BY name")["name"].to_pylist() == names
    store.close()


def test_a_state_that_was_over_on_its_own_day_is_kept_and_never_seen() -> None:
    store = DuckStore()
    short = replace(named("A", "short", DAYS[1]), last_seen=DAYS[0])
    fill(store, (short, named("A", "stood", DAYS[1])))
    assert store.query("SELECT name FROM organisation")["name"].to_pylist() == ["stood"]
    assert store.query("SELECT name FROM organisation_history")["name"].to_pylist()
    store.close()


def test_a_move_of_a_later_day_is_not_seen_in_a_log() -> None:
    store = DuckStore(Clock(DAYS[2], DAYS[4]))
    fill(store, (went(DAYS[1]), went(DAYS[3])))
    assert store.query("SELECT moved FROM transfer")["moved"].to_pylist() == [DAYS[1]]
    store.close()


def went(day: date) -> Transfer:
    """A transfer of a day, in a log of the last day."""
    return Transfer(
        registry="arin",
        kind="transfer",
        moved=day,
        giver="a",
        giver_key="a",
        giver_registry="arin",
        taker="b",
        taker_key="b",
        taker_registry="arin",
        seen=DAYS[4],
        cite=f"00000009:{DAYS.index(day)}",
    )
