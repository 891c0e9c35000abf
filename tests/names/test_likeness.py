"""Likeness of organisations' names: what changes nothing, and what is told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.names import SAME, likeness, read, score
from samehand.names.fold import fold

TELLING = ["acme", "zephyr", "borealis", "quillon", "vantor", "mirelda", "ostrava", "kestrel"]
COMMON = ["bank", "telecom", "network", "services", "international", "energy"]
FORMS = ["Ltd", "LLC", "GmbH", "S.A.", "AG", "Inc.", "B.V.", "Sp. z o.o.", "Oy", "ООО", "d.o.o."]
words_of = st.lists(st.sampled_from(TELLING + COMMON), min_size=1, max_size=5, unique=True)
texts = st.text(st.characters(codec="utf-8"), max_size=40)


def alike(one: str, other: str) -> float:
    return score(read(one), read(other))


@given(texts, texts)
def test_it_is_symmetric_and_a_share_for_any_text(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


@given(words_of, words_of)
def test_it_is_symmetric_for_names(one: list[str], other: list[str]) -> None:
    assert alike(" ".join(one), " ".join(other)) == alike(" ".join(other), " ".join(one))


@given(texts)
def test_a_name_is_itself(name: str) -> None:
    assert alike(name, name) == 1


@given(words_of, words_of, st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_a_legal_form_changes_nothing(
    one: list[str], other: list[str], form: str, another: str
) -> None:
    left, right = " ".join(one), " ".join(other)
    assert alike(f"{left} {form}", f"{right}, {another}") == alike(left, right)
    assert alike(f"{left} {form}", left) == 1


@given(words_of, words_of, st.randoms(use_true_random=False))
def test_case_and_the_order_of_words_change_nothing(
    one: list[str], other: list[str], chance: object
) -> None:
    turned = list(one)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert alike(" ".join(turned).upper(), " ".join(other)) == alike(" ".join(one), " ".join(other))


@given(st.lists(st.text("абвгдезиклмнопрсту", min_size=3, max_size=9), min_size=1, max_size=4))
def test_another_script_changes_nothing(words: list[str]) -> None:
    name = " ".join(words)
    assert alike(name, fold(name)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Örnek Müşavirlik A.Ş.", "Ornek Musavirlik"),
        ("ΠΑΡΑΔΕΙΓΜΑ Α.Ε.", "Paradeigma"),
        ("株式会社インターネット", "インターネット"),
        ("示例网络有限公司", "示例网络"),
        ("The Zephyr Co., Ltd.", "ZEPHYR"),
        ("A & B Zephyr", "A and B Zephyr"),
        ("J. P. Quillon", "JP Quillon"),
        ("1st Zephyr Bank", "First Zephyr Bank"),
        ("Zephyr Int'l", "Zephyr International"),
    ],
)
def test_the_same_name_written_otherwise(one: str, other: str) -> None:
    assert alike(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Moon Light Zephyr", "Moonlight Zephyr", "'moon light' is, but for a space, 'moonlight'"),
        ("Borealis Networks", "Boreatis Networks", "'borealis' is nearly 'boreatis'"),
        ("Quillon Elektroniks", "Quillon Electronics", "'elektroniks' is nearly 'electronics'"),
        ("ZVM", "Zephyr Vantor Mirelda", "one is the initials of the other"),
        ("Zephyr Telekom", "Zephyr Telecom Ltd", "both say 'telecom', 'zephyr'"),
    ],
)
def test_the_same_name_nearly_and_why(one: str, other: str, reason: str) -> None:
    found = likeness(one, other)
    assert found.score >= SAME
    assert reason in found.reasons


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Zephyr", "Zephyr Bank", "only one says 'bank'"),
        ("Kestrel Trust", "Kastell Trust", "'kestrel' is a little like 'kastell'"),
        ("Zephyr of Berlin", "Zephyr of Vienna", "only one says 'berlin'"),
        ("Connections Blue", "Communication Blue", "only one says 'connections'"),
        ("Bank of Norway", "Bank of Italy", "only one says 'norway'"),
    ],
)
def test_another_name_and_why(one: str, other: str, reason: str) -> None:
    found = likeness(one, other)
    assert found.score < SAME
    assert reason in found.reasons


def test_a_legal_form_that_differs_is_said_not_scored() -> None:
    found = likeness("Zephyr AG", "Zephyr GmbH")
    assert found.score == 1
    assert "legal forms differ: stock; limited" in found.reasons


def test_sister_funds_come_out_alike() -> None:
    """A limit, and told: numbers hardly count."""
    assert likeness("Zephyr Fund II", "Zephyr Fund III").score > SAME


def test_names_of_which_nothing_is_left_are_alike_only_if_written_alike() -> None:
    assert alike("---", "***") == 0
    assert alike("---", "---") == 1
    assert alike("", "Zephyr") == 0
