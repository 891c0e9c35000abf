"""Values that records state: one spelling in SQL and in Python, and what is no value at all."""

from collections.abc import Callable

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.sources.sql import new_engine
from samehand.values import addresses, mailboxes, phones
from samehand.values.withheld import is_withheld

ENGINE = new_engine()
LETTERS = st.sampled_from("abXYZ019 éÖßñł+-()./,#:;@_\n")
texts = st.text(LETTERS, max_size=40)
numbers = st.text(st.sampled_from("0123456789+-(). xtel:;#"), max_size=24)


def said(call: str, *values: str) -> object:
    """What one macro makes of columns with these texts in them."""
    names = "abc"[: len(values)]
    marks = ", ".join("?::VARCHAR" for _ in values)
    given_ = f"(VALUES ({marks})) AS given({', '.join(names)})"
    called = f"{call}({', '.join(names)})"
    return ENGINE.execute(f"SELECT {called} FROM {given_}", list(values)).fetchall()[0][0]


@pytest.mark.parametrize(
    ("macro", "plain"),
    [
        ("phone_key", phones.key),
        ("mailbox_key", mailboxes.key),
        ("mail_domain", mailboxes.domain),
        ("address_key", addresses.key),
    ],
)
@settings(max_examples=80)
@given(text=st.one_of(texts, numbers))
def test_sql_and_python_spell_alike(macro: str, plain: Callable[[str], str], text: str) -> None:
    assert (said(macro, text) or "") == plain(text)


WRITTEN = """
    street St. Saint c/o care of P.O. Box post office No. nr. 5 N.W. n w Hauptstrasse bahnhofstr.
    D-10115 12345-6789 EX1 2MP M5V 3L9 1234 AB 01310 100 0001 12-345 45 & O'Dean ` First floor n/a
    none _
""".split()


@settings(max_examples=200)
@given(
    words=st.lists(st.sampled_from(WRITTEN), max_size=6),
    between=st.sampled_from(" |, |,|-|".split("|")),
)
def test_an_address_in_plain_letters_is_spelt_alike_alone_and_in_bulk(
    words: list[str], between: str
) -> None:
    text = between.join(words)
    assert addresses.keys(polars.Series([text])).to_list() == [addresses.key(text)]


@settings(max_examples=80)
@given(kind=st.sampled_from(["phone", "mailbox", "contact"]), text=st.one_of(texts, numbers))
def test_sql_and_python_tell_the_same_placeholders(kind: str, text: str) -> None:
    assert said("withheld", kind, text) == is_withheld(kind, text)


@pytest.mark.parametrize(
    "same",
    [
        ("1 Example Way, London SW1A 1AA", "1 EXAMPLE WAY LONDON  SW1A1AA"),
        ("Beispielstraße 5\nD-10115 Berlin", "beispielstrasse 5, 10115 Berlin"),
        ("Kerkstraat 1, 1234 AB Utrecht", "KERKSTRAAT 1 1234AB UTRECHT"),
        ("5 Rúa Éxample, 01310-100 São Paulo", "5 Rua Example 01310100 Sao Paulo"),
    ],
)
def test_addresses_that_differ_in_case_marks_and_postcode_are_one(same: tuple[str, str]) -> None:
    assert addresses.key(same[0]) == addresses.key(same[1])


@pytest.mark.parametrize(
    "apart",
    [
        ("1 23 Example Way", "12 3 Example Way"),
        ("Suite 5, 1 Example Way", "1 Example Way, Suite 5"),
        ("1 Example Way", "1 Example Road"),
    ],
)
def test_addresses_are_not_guessed_to_be_one(apart: tuple[str, str]) -> None:
    assert addresses.key(apart[0]) != addresses.key(apart[1])


def test_a_country_code_is_kept_where_it_is_written_and_not_made_up() -> None:
    assert phones.key("+1 703 555 0100") == phones.key("001-703-555-0100") == "+17035550100"
    assert phones.key("703-555-0100") == "7035550100"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("contact", "DUMY-RIPE"),
        ("mailbox", "REDACTED FOR PRIVACY"),
        ("mailbox", "Please query, redacted for privacy, thanks"),
        ("address", "Private Residence"),
        ("address", "Private Customer - City"),
        ("phone", "+1-000-000-0000"),
        ("phone", "+1 555 555 5555"),
        ("phone", "1234567890"),
        ("phone", "N/A"),
        ("mailbox", "***@example.net"),
        ("mailbox", "unread@ripe.net"),
    ],
)
def test_placeholders_are_withheld(kind: str, text: str) -> None:
    assert is_withheld(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("address", "Hidden Valley Road 5"),
        ("address", "Protected Harbour, 1 Example Way"),
        ("contact", "EX1-ARIN"),
        ("phone", "+1-555-555-0100"),
        ("mailbox", "private@example.net"),
        ("netname", "NONESUCH-NET"),
    ],
)
def test_real_values_are_no_placeholders(kind: str, text: str) -> None:
    assert not is_withheld(kind, text)
