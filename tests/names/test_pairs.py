"""Names in bulk: the blocks find what comparing each with each finds."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.names import read, score
from samehand.names.pairs import MOST, blocks, pairs

WORDS = ["zephyr", "zephir", "borealis", "quillon", "telecom", "bank", "vantor", "vantors", "ltd"]
names_of = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    min_size=1,
    max_size=12,
    unique=True,
)


@given(names_of, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_names_changes_nothing(names: list[str], chance: object) -> None:
    turned = list(names)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert pairs(turned, 0.6) == pairs(names, 0.6)


@given(names_of)
@settings(deadline=None)
def test_it_finds_what_comparing_each_with_each_finds(names: list[str]) -> None:
    """Of names with a telling word; spellings of one reading are paired with its first only."""
    first = {name.key: name for name in map(read, sorted(names, reverse=True))}
    expected = {
        frozenset((one.text, other.text))
        for one, other in combinations(first.values(), 2)
        if round(score(one, other), 3) >= 0.8
    }
    found = {frozenset((row["one"], row["other"])) for row in pairs(names, 0.8).to_pylist()}
    assert expected <= found
    assert all(score(*map(read, pair)) >= 0.7995 for pair in found)


def test_spellings_of_one_reading_are_paired_with_the_first() -> None:
    found = pairs(["Zephyr Ltd", "ZEPHYR", "Zephyr, LLC"]).to_pylist()
    assert [(row["one"], row["other"], row["score"]) for row in found] == [
        ("ZEPHYR", "Zephyr Ltd", 1.0),
        ("ZEPHYR", "Zephyr, LLC", 1.0),
    ]


def test_a_block_too_large_is_parted_and_what_is_left_out_is_counted() -> None:
    names = [read(f"zephyr {chr(97 + n // 26)}{chr(97 + n % 26)}qx") for n in range(MOST + 50)]
    met = blocks(names)
    assert len(met.left) < len(names) * 10
    names += [read(f"zephyr borealis {n}") for n in range(2)]
    ends = {len(names) - 2, len(names) - 1}
    met = blocks(names)
    assert ends in [{int(a), int(b)} for a, b in zip(met.left, met.right, strict=True)]


def test_nothing_gives_nothing() -> None:
    assert pairs([]).num_rows == 0
    assert pairs(["Zephyr"]).num_rows == 0
    assert pairs(["", "---", "***"]).num_rows == 0
