"""Bulk joins by place give what a slow and obvious search gives."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.store.asof import IRR, RPKI, covering, irr_state, rpki_state
from samehand.values.blocks import block

BASE = {4: 0xC0000200, 6: -(2**63)}  # the first /64 of all: where a number below would overflow
TOP = {4: 24, 6: 56}  # all prefixes lie in one of this length, so that they often meet
END = {4: 32, 6: 64}

Record = dict[str, int]


@st.composite
def prefixes(draw: st.DrawFn) -> Record:
    family = draw(st.sampled_from((4, 6)))
    length = draw(st.integers(TOP[family], END[family] + (2 if family == 6 else 0)))
    size = 2 ** max(0, END[family] - length)
    first = BASE[family] + draw(st.integers(0, 255)) // size * size
    reach = draw(st.integers(length, length + 4))
    origin = draw(st.integers(0, 3))
    return {
        "family": family,
        "first": first,
        "last": first + size - 1,
        "length": length,
        "origin": origin,
        "max_length": reach,
    }


@st.composite
def ranges(draw: st.DrawFn) -> Record:
    family = draw(st.sampled_from((4, 6)))
    first, last = sorted(draw(st.tuples(st.integers(0, 40), st.integers(0, 40))))
    return {"family": family, "first": BASE[family] + first, "last": BASE[family] + last}


def table(records: list[Record]) -> pa.Table:
    names = ("family", "first", "last", "length", "origin", "max_length")
    return pa.table({n: pa.array([r.get(n) for r in records], pa.int64()) for n in names})


def covers(one: Record, other: Record) -> bool:
    return one["family"] == other["family"] and (
        one["first"] <= other["first"] and other["last"] <= one["last"]
    )


def slow_covering(route: Record, blocks: list[Record]) -> int | None:
    at = [n for n, held in enumerate(blocks) if covers(held, route)]
    return min(at, key=lambda n: (-blocks[n]["first"], blocks[n]["last"], n), default=None)


def slow_state(route: Record, said: list[Record], reach: str, words: tuple[str, ...]) -> str | None:
    if route["length"] > 64:
        return None
    over = [one for one in said if one["length"] <= 64 and covers(one, route)]
    named = [one for one in over if one["origin"] == route["origin"] != 0]
    if any(route["length"] <= one[reach] for one in named):
        return words[3]
    return words[2] if named else words[1] if over else words[0]


MANY = st.lists(prefixes(), max_size=40)


@settings(deadline=None)
@given(st.lists(ranges(), max_size=30), st.lists(ranges(), max_size=40))
def test_what_covers_a_range_is_what_a_slow_search_finds(
    routes: list[Record], blocks: list[Record]
) -> None:
    wanted = [slow_covering(route, blocks) for route in routes]
    assert covering(table(routes), table(blocks)).to_pylist() == wanted


@settings(deadline=None)
@given(MANY, MANY)
def test_rpki_states_are_those_of_a_slow_search(routes: list[Record], vrps: list[Record]) -> None:
    wanted = [slow_state(route, vrps, "max_length", RPKI) for route in routes]
    assert rpki_state(table(routes), table(vrps))["state"].to_pylist() == wanted


@settings(deadline=None)
@given(MANY, MANY)
def test_irr_states_are_those_of_a_slow_search(routes: list[Record], objects: list[Record]) -> None:
    wanted = [slow_state(route, objects, "length", IRR) for route in routes]
    assert irr_state(table(routes), table(objects))["state"].to_pylist() == wanted


@settings(deadline=None)
@given(MANY, MANY)
def test_the_row_that_decides_covers_the_route_and_names_its_origin_where_one_does(
    routes: list[Record], vrps: list[Record]
) -> None:
    answer = rpki_state(table(routes), table(vrps)).to_pylist()
    for route, told in zip(routes, answer, strict=True):
        if told["state"] in (None, "not-found"):
            assert told["by"] is None
            continue
        decides = vrps[told["by"]]
        assert covers(decides, route)
        assert (decides["origin"] == route["origin"]) == (told["state"] != "invalid-origin") or (
            route["origin"] == 0
        )


@settings(deadline=None)
@given(MANY, MANY)
def test_hearing_it_twice_changes_no_state(routes: list[Record], vrps: list[Record]) -> None:
    once = rpki_state(table(routes), table(vrps))["state"].to_pylist()
    assert rpki_state(table(routes), table(vrps + vrps))["state"].to_pylist() == once


def record(prefix: str, origin: int, reach: int = 0) -> Record:
    place, length = block(prefix), int(prefix.partition("/")[2])
    return {
        "family": place.family,
        "first": place.first,
        "last": place.last,
        "length": length,
        "origin": origin,
        "max_length": reach or length,
    }


def test_the_cases_of_the_standard() -> None:
    vrps = table([record("192.0.2.0/23", 64500, 24)])
    routes = [
        record("192.0.2.0/24", 64500),
        record("192.0.2.0/25", 64500),
        record("192.0.2.0/24", 64501),
        record("192.0.0.0/22", 64500),
        record("203.0.113.0/24", 64500),
    ]
    states = rpki_state(table(routes), vrps)["state"].to_pylist()
    assert states == ["valid", "invalid-length", "invalid-origin", "not-found", "not-found"]


def test_empty_tables_are_no_fault() -> None:
    one = table([record("192.0.2.0/24", 64500)])
    assert covering(one, table([])).to_pylist() == [None]
    assert rpki_state(one, table([]))["state"].to_pylist() == ["not-found"]
    assert len(irr_state(table([]), one)) == 0
