"""Reading names: words, numbers, legal forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.names import lists, read
from samehand.names.fold import fold
from samehand.names.words import alike, sound, tiled


@pytest.mark.parametrize(
    ("name", "words", "forms"),
    [
        ("Zephyr SE", ("zephyr",), ("stock",)),
        ("SE", ("se",), ("stock",)),
        ("Spa Networks Ltd", ("networks",), ("stock", "limited")),
        ("Zephyr Spa Networks", ("zephyr", "spa", "networks"), ()),
        ("Zephyr GmbH & Co. KG", ("zephyr",), ("partnership",)),
        ("Zephyr S.A. de C.V.", ("zephyr",), ("stock",)),
        ("ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ «ЗЕФИР»", ("zefir",), ("limited",)),
        ("Zephyr Fund XIV", ("zephyr", "fund", "14"), ()),
        ("Vi Zephyr 2nd", ("vi", "zephyr", "2"), ()),
        ("Seven Zephyr.com", ("7", "zephyr"), ()),
        ("The", ("the",), ()),
        ("", (), ()),
    ],
)
def test_a_name_is_read(name: str, words: tuple[str, ...], forms: tuple[str, ...]) -> None:
    found = read(name)
    assert found.words == words
    assert found.forms == forms


@given(st.text(max_size=60))
def test_any_text_is_read_and_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.isascii()
    assert all(word.isascii() and word for word in read(text).words)


def test_every_list_is_folded_and_says_a_thing_once() -> None:
    for word, spelled in lists.spellings().items():
        assert fold(word) == word
        assert word not in spelled
        assert not any(each in lists.spellings() for each in spelled)
    assert all(fold(word) == word and word.isalpha() for word in lists.common())
    assert not lists.common() & lists.STOP
    assert max(map(len, lists.forms())) <= 9


def test_no_common_word_is_a_legal_form() -> None:
    assert not {word for word in lists.common() if (word,) in lists.forms()}


@given(st.text("abcdefghij", min_size=1, max_size=12), st.text("abcdefghij", min_size=1))
def test_words_are_alike_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one) == 1
    assert sound(one) == sound(one.lower())


def test_a_word_is_made_up_of_others_each_used_once() -> None:
    assert tiled("moonmoon", ("moon",)) == ()
    assert tiled("vandermoon", ("van", "moon", "der")) == ("van", "der", "moon")
    assert tiled("moon", ("moon",)) == ()
