"""What changed between two file days, told once each, from runs."""

import pytest

import samehand
from samehand.api.intake import Wish, import_files
from samehand.errors import NotInData, UsageError

HEAD = "2|{registry}|20170321|{count}|19700101|20170321|+0000\n"
BEFORE = """\
{r}|US|ipv4|10.0.0.0|1024|20100101|allocated|aa
{r}|US|ipv4|10.1.0.0|256|20100101|allocated|aa
{r}|US|ipv4|10.1.1.0|256|20100101|allocated|aa
{r}|US|ipv4|10.2.0.0|256|20100101|allocated|aa
{r}||ipv4|10.3.0.0|256||reserved|
{r}|US|ipv4|10.4.0.0|256|20100101|allocated|aa
{r}|US|asn|64500|1|20100101|assigned|aa
"""
AFTER = """\
{r}|US|ipv4|10.0.0.0|512|20100101|allocated|aa
{r}|US|ipv4|10.0.2.0|512|20100101|allocated|bb
{r}|US|ipv4|10.1.0.0|512|20100101|allocated|aa
{r}|US|ipv4|10.2.0.0|256|20100101|allocated|bb
{r}|US|ipv4|10.3.0.0|256|20170401|allocated|cc
{r}|US|ipv4|10.5.0.0|256|20170401|allocated|cc
{r}|US|asn|64500|1|20100101|assigned|aa
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> samehand.Book:
    """A registry with lasting ids and one without, on two days."""
    folder = tmp_path_factory.mktemp("diff")
    for registry in ("arin", "ripencc"):
        for day, text in (("20170321", BEFORE), ("20170421", AFTER)):
            rows = text.format(r=registry)
            head = HEAD.format(registry=registry, count=rows.count("\n"))
            (folder / f"delegated-{registry}-extended-{day}").write_text(head + rows)
    told = import_files(folder / "book", Wish(paths=tuple(sorted(folder.glob("delegated*")))))
    assert not told.refused
    return samehand.open(folder / "book")


def changes(book: samehand.Book, registry: str) -> dict[tuple[str, str], tuple[str, str]]:
    answer = book.diff("2017-03-21", "2017-04-21", registry)
    assert all(row["cites"] for row in answer.results)
    return {(r["resource"], r["change"]): (r["before"], r["after"]) for r in answer.results}


def test_splits_and_merges_are_told_from_new_and_gone(book: samehand.Book) -> None:
    told = changes(book, "arin")
    kinds = {key for key in told if key[1] in ("split", "merged", "new", "gone")}
    assert kinds == {
        ("10.0.0.0/22", "split"),
        ("10.0.0.0/23", "split"),
        ("10.0.2.0/23", "split"),
        ("10.1.0.0/24", "merged"),
        ("10.1.1.0/24", "merged"),
        ("10.1.0.0/23", "merged"),
        ("10.4.0.0/24", "gone"),
        ("10.5.0.0/24", "new"),
    }


def test_holders_statuses_and_days_are_told_with_both_values(book: samehand.Book) -> None:
    told = changes(book, "arin")
    assert told["10.2.0.0/24", "holder"] == ("arin:aa", "arin:bb")
    assert told["10.3.0.0/24", "status"] == ("reserved", "allocated")
    assert told["10.3.0.0/24", "registered"] == ("none", "2017-04-01")
    assert not [key for key in told if key[0] == "AS64500"]


def test_a_registry_that_renumbers_accounts_has_no_change_of_holder(book: samehand.Book) -> None:
    assert "holder" not in {change for _, change in changes(book, "ripencc")}
    assert any("ripencc" in told for told in book.diff("2017-03-21", "2017-04-21").not_looked)


def test_days_that_were_not_read_are_no_answer(book: samehand.Book) -> None:
    with pytest.raises(NotInData, match="2017-03-22"):
        book.diff("2017-03-22", "2017-04-21")
    with pytest.raises(UsageError, match="not before"):
        book.diff("2017-04-21", "2017-03-21")


def test_nothing_is_told_of_a_day_after_known_on(book: samehand.Book) -> None:
    early = samehand.open(book.desk.folder, known_on="2017-04-01")
    with pytest.raises(NotInData):
        early.diff("2017-03-21", "2017-04-21")
