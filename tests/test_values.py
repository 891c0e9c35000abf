"""Plain values: what is written and read again is the same."""

import ipaddress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.errors import UsageError
from samehand.values import names
from samehand.values.asns import LAST, asn, is_private
from samehand.values.blocks import V6_OFFSET, Block, block
from samehand.values.cites import LINE_BITS, cite_number, cite_text
from samehand.values.days import day, day_in_name

TOP = {4: 2**32 - 1, 6: 2**64 - 1}


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Any range of either family."""
    family = draw(st.sampled_from([4, 6]))
    ends = sorted(draw(st.tuples(*[st.integers(0, TOP[family])] * 2)))
    offset = V6_OFFSET if family == 6 else 0
    return Block(family, ends[0] - offset, ends[1] - offset)


@st.composite
def prefixes(draw: st.DrawFn) -> str:
    """A prefix of either family; of IPv6 one that whole /64s make up."""
    net: ipaddress.IPv4Network | ipaddress.IPv6Network
    if draw(st.booleans()):
        net = ipaddress.IPv4Network((draw(st.integers(0, TOP[4])), draw(st.integers(0, 32))), False)
    else:
        first = draw(st.integers(0, TOP[6])) << 64
        net = ipaddress.IPv6Network((first, draw(st.integers(0, 64))), False)
    return str(net)


@given(blocks())
def test_a_block_reads_as_it_is_written(each: Block) -> None:
    assert block(str(each)) == each


@given(prefixes())
def test_a_prefix_is_written_as_it_was_read(text: str) -> None:
    assert str(block(text)) == text


@given(blocks())
def test_prefixes_cover_a_block_exactly(each: Block) -> None:
    parts = [block(text) for text in each.prefixes()]
    assert parts[0].first == each.first
    assert parts[-1].last == each.last
    assert all(a.last + 1 == b.first for a, b in pairwise(parts))
    assert sum(part.size for part in parts) == each.size
    assert all(each.covers(part) for part in parts)


@given(blocks())
def test_a_block_fits_two_signed_numbers(each: Block) -> None:
    assert -(2**63) <= each.first <= each.last < 2**63


@pytest.mark.parametrize(
    "text", ["", "192.0.2.1/24", "192.0.2.9-192.0.2.1", "1-2-3", "::-192.0.2.1"]
)
def test_what_is_no_block_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        block(text)
    assert refused.value.hint


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**LINE_BITS - 1))
def test_a_cite_reads_as_it_is_written(file: int, line: int) -> None:
    number = (file << LINE_BITS) | line
    assert number < 2**63
    assert cite_number(cite_text(number)) == number


@pytest.mark.parametrize("text", ["", "3f9c2a1b", "3f9c2a1b:", "3F9C2A1B:1", f"3f9c2a1b:{2**31}"])
def test_what_is_no_cite_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        cite_number(text)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_reads_as_it_is_written(each: date) -> None:
    assert day(each.isoformat()) == each
    assert day(each.strftime("%Y%m%d").zfill(8)) == each


@given(st.dates(date(1000, 1, 1), date(9999, 12, 1)))
def test_a_month_or_a_year_means_its_last_day(each: date) -> None:
    month, year = day(f"{each:%Y-%m}"), day(f"{each:%Y}")
    assert (month + timedelta(days=1)).day == 1
    assert (month.year, month.month) == (each.year, each.month)
    assert year == date(each.year, 12, 31)


@given(
    st.dates(date(1980, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y.%m.%d"]),
)
def test_a_file_name_tells_its_day(each: date, form: str) -> None:
    assert day_in_name(f"delegated-arin-extended-{each.strftime(form)}.txt.gz") == each


@pytest.mark.parametrize("text", ["", "2017-13", "2017-02-30", "yesterday", "17-3-21"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        day(text)


@given(st.integers(0, LAST))
def test_an_as_number_reads_in_every_way_it_is_written(number: int) -> None:
    high, low = divmod(number, 65536)
    assert asn(f"AS{number}") == asn(str(number)) == asn(f"as{high}.{low}") == number


@pytest.mark.parametrize("text", ["", "AS", "AS4294967296", "-1", "AS1.2.3", "ASN1"])
def test_what_is_no_as_number_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        asn(text)


def test_private_numbers_are_those_of_the_rfc() -> None:
    edges = {64511: False, 64512: True, 65534: True, 65535: False, 4294967294: True, LAST: False}
    assert {number: is_private(number) for number in edges} == edges


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert names.key(names.key(name)) == names.key(name)


@given(st.lists(st.sampled_from(["Lorem", "Ipsum", "Dolor", "GmbH", "Inc"]), max_size=5))
def test_order_case_and_legal_form_do_not_change_a_key(said: list[str]) -> None:
    shuffled = " ".join(reversed(said)).upper() + ", LLC"
    assert names.key(shuffled) == names.key(" ".join(said))
