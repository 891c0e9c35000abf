"""Who gave blocks to whom, in words: by two days of a registry's file, and by its log."""

import pytest

from samehand.resolve import all_links
from tests.looking import looked, rows_in

SAID = {
    ("moved", "a block each way"): "moved between arin:a and arin:b, both ways",
    ("moved", "one block"): "1 block of arin:a, as held on 2016-03-21, moved to arin:b",
    (
        "transferred",
        "a block each way",
    ): "between ripencc:a and ripencc:b, both ways, on 2016-06-01",
    ("transferred", "one block"): "went from ripencc:a to ripencc:b on 2016-06-01",
    ("transferred", "by merger"): "2 of them by merger",
}


@pytest.mark.parametrize(("link", "title"), SAID)
def test_the_sentence_names_giver_and_taker_and_says_when_both_are_both(
    link: str, title: str
) -> None:
    rule = all_links()[link]
    example = next(each for each in rule.examples if each.title == title)
    with looked(rule, example.rows) as store:
        (row,) = rows_in(store, rule)
        (item,) = rule.signal(row, 1.0).evidence
    assert SAID[link, title] in item.says
