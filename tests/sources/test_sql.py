"""What SELECTs of sources may call: addresses, prefixes, AS numbers and days out of text."""

import ipaddress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.sources.sql import new_engine
from samehand.values.blocks import block

ENGINE = new_engine()
networks = st.one_of(
    st.tuples(st.ip_addresses(v=4), st.integers(0, 32)),
    st.tuples(st.ip_addresses(v=6), st.integers(0, 128)),
).map(lambda pair: str(ipaddress.ip_network(f"{pair[0]}/{pair[1]}", strict=False)))


def _said(call: str, text: str | None) -> object:
    """What one macro makes of a column with this text in it, and not of a constant."""
    found = ENGINE.execute(f"SELECT {call}(text) FROM (VALUES (?::VARCHAR)) AS given(text)", [text])
    return found.fetchall()[0][0]


@settings(max_examples=60, deadline=None)
@given(networks)
def test_a_prefix_is_the_block_that_the_values_make_of_it(prefix: str) -> None:
    want = block(prefix)
    got = {"family": want.family, "first": want.first, "last": want.last}
    assert _said("prefix", prefix) == got | {"length": int(prefix.partition("/")[2])}


@pytest.mark.parametrize(
    "text",
    [
        *("192.0.2.1/24", "2001:db8:1::/32", "192.0.2.0/33", "::/129", "192.0.2/24"),
        *("192.0.2.256/32", "192.0.2.0", "192.0.2.0/", "/24", "", "a/8", ":/8", None),
    ],
)
def test_what_is_no_prefix_is_nothing(text: str | None) -> None:
    assert _said("prefix", text) is None


@pytest.mark.parametrize("text", ["20170321", "2017-03-21"])
def test_a_day_is_read_in_both_forms(text: str) -> None:
    assert _said("day", text) == date(2017, 3, 21)


@pytest.mark.parametrize("text", ["2017032", "2017-3-21", "2017-03-2", "20170230", " 20170321", ""])
def test_a_day_cut_short_is_no_day(text: str) -> None:
    assert _said("day", text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("64500", 64500), ("3.2948", 199556), ("1.65536", None), ("AS1", None), ("1.2.3", None)],
)
def test_an_as_number_is_read_in_both_forms(text: str, number: int | None) -> None:
    assert _said("asn", text) == number
