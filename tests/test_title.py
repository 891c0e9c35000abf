"""Chains of title: instruments, stitching, exceptions; what is another's is not this holder's."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samehand
from samehand.api.intake import Wish, import_files
from samehand.api.title.exceptions import CHECKS
from samehand.api.title.tenures import stretches
from samehand.cli import run
from samehand.errors import NotInData, UsageError
from samehand.values.blocks import Block, block
from tests.small import golden
from tests.title_world import add_rows, write_files

Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("title")
    write_files(place / "files")
    told = import_files(place / "book", Wish(paths=(place / "files",)))
    assert not told.refused
    return place / "book"


@pytest.fixture(scope="module")
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder)


def the(book: samehand.Book, text: str, **more: Any) -> Row:
    (result,) = book.title(text, **more).results
    return dict(result)


def instruments(result: Mapping[str, Any]) -> list[str]:
    return [step["instrument"] for step in result["steps"]]


def states(result: Row) -> dict[str, str]:
    """The state of each exception; of one found more than once, once."""
    return {row["exception"]: row["state"] for row in reversed(result["exceptions"])}


# Instruments


def test_a_block_that_never_changed_has_one_step(book: samehand.Book) -> None:
    result = the(book, "192.0.2.0/24")
    assert instruments(result) == ["allocation"]
    (step,) = result["steps"]
    assert (step["effective"], step["recorded"], step["first_seen"]) == (
        "2010-01-01",
        "2010-01-01",
        "2014-01-01",
    )
    assert states(result)["gap"] == "none found"


def test_a_change_of_account_is_not_called_a_transfer_where_no_log_was_read(
    book: samehand.Book,
) -> None:
    result = the(book, "198.51.100.0/24")
    assert instruments(result) == ["allocation", "change of holder, instrument not looked"]
    assert states(result)["no-instrument"] == "not looked"
    step = result["steps"][1]
    assert (step["last_before"], step["first_seen"], step["effective"]) == (
        "2016-01-01",
        "2017-01-01",
        None,
    )


def test_returned_and_given_out_anew_is_a_reissue_and_begins_a_title(book: samehand.Book) -> None:
    result = the(book, "203.0.113.0/24")
    assert instruments(result) == ["allocation", "return or revocation", "reissue"]
    assert result["given_anew"] == "2017-01-01"
    assert [step["of_this_title"] for step in result["steps"]] == [False, False, True]


def test_a_reissued_block_carries_nothing_of_its_former_holder(book: samehand.Book) -> None:
    result = the(book, "203.0.113.0/24")
    found = {row["exception"] for row in result["exceptions"] if row["state"] == "found"}
    assert found == set()
    assert states(result)["listed"] == "none found"
    assert "Former" not in " ".join(row["says"] for row in result["exceptions"])


def test_a_split_is_followed_address_by_address(book: samehand.Book) -> None:
    low, high = book.title("198.18.0.0/23").results
    assert (low["block"], high["block"]) == ("198.18.0.0/24", "198.18.1.0/24")
    assert instruments(low) == ["allocation", "split"]
    assert instruments(high) == ["allocation", "split", "change of holder, instrument not looked"]
    assert low["steps"][1]["same_holder"] == "same"


def test_deleted_and_added_again_is_stitched_and_said(book: samehand.Book) -> None:
    result = the(book, "198.18.4.0/24")
    assert instruments(result)[-1] == "deleted and added again"
    assert "recent" not in {r["exception"] for r in result["exceptions"] if r["state"] == "found"}
    assert states(result)["gap"] == "found"


def test_a_move_between_registries_follows_the_block(book: samehand.Book) -> None:
    result = the(book, "198.18.7.0/24")
    assert instruments(result) == ["allocation", "inter-registry move"]
    assert result["registry"] == "ripencc"
    assert result["steps"][1]["same_holder"] == "cannot tell"


# Ids that do not last


def test_ids_that_do_not_last_are_stitched_by_other_records_of_the_account(
    book: samehand.Book,
) -> None:
    result = the(book, "192.88.0.0/24")
    assert instruments(result) == ["allocation"]
    assert result["stitched"] == 1
    assert "1 other record of the account stand unchanged" in result["steps"][0]["says"]


def test_an_only_record_cannot_be_told_and_is_never_a_transfer(book: samehand.Book) -> None:
    result = the(book, "192.88.2.0/24")
    assert instruments(result) == ["allocation"]
    assert "may be the same or another" in result["steps"][0]["says"]


# Exceptions


def test_free_then_held_since_before_and_legacy_are_told(book: samehand.Book) -> None:
    assert states(the(book, "198.18.5.0/24"))["status-flip"] == "found"
    assert states(the(book, "192.0.2.0/24"))["status-flip"] == "none found"


def test_a_date_moved_back_is_told(book: samehand.Book) -> None:
    result = the(book, "198.18.6.0/24")
    assert states(result)["back-dated"] == "found"
    assert instruments(result) == ["allocation", "record edit"]


def test_two_registries_with_a_holder_on_one_day_are_two_claimants(book: samehand.Book) -> None:
    assert states(the(book, "198.18.8.0/24"))["claimants"] == "found"


def test_a_listing_before_it_changed_hands_is_told(book: samehand.Book) -> None:
    result = the(book, "198.51.100.0/24")
    (row,) = [r for r in result["exceptions"] if r["exception"] == "listed-before"]
    assert (row["state"], row["step"]) == ("found", 2)


def test_a_listing_that_ended_before_the_holder_came_is_not_his(book: samehand.Book) -> None:
    assert states(the(book, "192.0.2.0/24"))["listed"] == "none found"
    assert states(the(book, "198.18.1.0/24"))["listed"] == "none found"
    assert states(the(book, "198.18.1.0/24"))["listed-before"] == "found"


def test_a_change_after_years_of_silence_is_told(book: samehand.Book) -> None:
    assert states(the(book, "198.51.100.0/24"))["after-dormancy"] == "found"


def test_an_as_that_kept_its_account_and_took_another_name_is_a_break(book: samehand.Book) -> None:
    assert states(the(book, "192.0.2.0/24"))["name-break"] == "found"


def test_announced_by_an_as_of_another_account_is_told(book: samehand.Book) -> None:
    assert states(the(book, "198.51.100.0/24"))["announced"] == "found"
    assert states(the(book, "192.0.2.0/24"))["announced"] == "none found"


def test_what_no_source_was_there_for_is_not_looked_and_says_what_would_help(
    book: samehand.Book,
) -> None:
    answer = book.title("198.51.100.0/24")
    unlooked = [r for r in answer.results[0]["exceptions"] if r["state"] == "not looked"]
    assert {"dissolved", "domain-younger", "no-instrument"} <= {r["exception"] for r in unlooked}
    assert all(row["do"] for row in unlooked)
    assert not answer.complete


def test_every_kind_of_exception_is_answered_of_every_block(book: samehand.Book) -> None:
    for text in ("192.0.2.0/24", "203.0.113.0/24", "192.88.2.0/24", "198.18.5.0/24"):
        assert set(states(the(book, text))) == {check.code for check in CHECKS}


def test_every_step_and_every_exception_found_has_its_lines(book: samehand.Book) -> None:
    for text in ("198.51.100.0/24", "203.0.113.0/24", "198.18.8.0/24", "198.18.6.0/24"):
        result = the(book, text)
        assert all(step["cites"] for step in result["steps"])
        for row in (r for r in result["exceptions"] if r["state"] == "found"):
            assert row["cites"], row
            assert book.cite(row["cites"][0]).results[0]["text"]


# A transfer log, where there is one


def _log(folder: Path, *entries: Row) -> samehand.Book:
    """The book with a table of a transfer log, as registries' logs are kept."""
    ends = ("registry", "key", "country")
    blank = dict.fromkeys(
        (*(f"{end}_{part}" for end in ("giver", "taker") for part in ends), "giver", "taker")
    )
    rows = []
    for n, entry in enumerate(entries, 1):
        place = block(entry.pop("block"))
        space = {"family": place.family, "first": place.first, "last": place.last}
        told = {"registry": "arin", "kind": "transfer", "seen": date(2018, 1, 1)}
        rows.append({**blank, **told, **space, **entry, "cite": f"000000aa:{n}"})
    return add_rows(samehand.open(folder), "transfer", rows)


SOLD: Row = {
    "block": "198.51.100.0/24",
    "moved": date(2016, 5, 1),
    "giver": "Seller Inc",
    "giver_key": "seller",
    "giver_registry": "arin",
    "taker": "Buyer LLC",
    "taker_key": "buyer",
    "taker_registry": "arin",
}


def test_an_entry_of_a_log_is_the_instrument_and_gives_the_day(folder: Path) -> None:
    result = the(_log(folder, dict(SOLD)), "198.51.100.0/24")
    assert instruments(result)[1] == "transfer (policy)"
    assert result["steps"][1]["effective"] == "2016-05-01"
    assert states(result)["no-instrument"] == "none found"


def test_a_change_that_a_log_should_tell_and_does_not_has_no_instrument(folder: Path) -> None:
    early = SOLD | {"block": "192.0.2.0/25", "moved": date(2013, 1, 1)}
    late = SOLD | {"block": "192.0.2.0/25", "moved": date(2017, 6, 1)}
    result = the(_log(folder, early, late), "198.51.100.0/24")
    assert instruments(result)[1] == "change of holder, no instrument on record"
    assert states(result)["no-instrument"] == "found"


def test_a_giver_who_is_not_the_last_taker_breaks_the_names(folder: Path) -> None:
    again = SOLD | {"moved": date(2017, 9, 1), "giver": "Someone Else", "giver_key": "someone"}
    result = the(_log(folder, dict(SOLD), again), "198.51.100.0/24")
    assert states(result)["name-break"] == "found"
    assert states(result)["disagree"] == "found"


def test_an_entry_that_was_called_off_is_no_instrument(folder: Path) -> None:
    result = the(_log(folder, SOLD | {"kind": "cancelled"}), "198.51.100.0/24")
    assert "transfer" not in instruments(result)[1]


def test_one_move_in_two_logs_is_told_once(folder: Path) -> None:
    moved = SOLD | {
        "block": "198.18.7.0/24",
        "taker_registry": "ripencc",
        "moved": date(2016, 3, 1),
    }
    result = the(_log(folder, dict(moved), moved | {"registry": "ripencc"}), "198.18.7.0/24")
    assert instruments(result) == ["allocation", "inter-registry move"]
    assert "by the log of arin and ripencc" in result["steps"][1]["says"]


def test_a_giver_dissolved_before_the_change_is_told(folder: Path) -> None:
    company: Row = {"register": "a", "company": "a:1", "name": "Seller Inc", "name_key": "seller"}
    company |= {"dissolved": date(2015, 1, 1), "seen": date(2015, 6, 1), "cite": "000000bb:1"}
    alive = {**company, "company": "a:2", "dissolved": None, "cite": "000000bb:2"}
    result = the(add_rows(samehand.open(folder), "company", [company, alive]), "198.51.100.0/24")
    (row,) = [row for row in result["exceptions"] if row["exception"] == "dissolved"]
    assert (row["state"], row["cites"]) == ("found", ["000000bb:1"])
    assert "by name alone" in row["says"]


def test_a_whois_record_with_another_date_disagrees(folder: Path) -> None:
    place = block("192.0.2.0/24")
    record: Row = {"registry": "arin", "list": "whois", "org": "arin:STEADY", "maintainer": None}
    record |= {"family": 4, "first": place.first, "last": place.last, "netname": "STEADY"}
    record |= {"status": "ASSIGNED", "registered": date(1999, 1, 1), "seen": date(2018, 1, 1)}
    book = add_rows(samehand.open(folder), "registration", [record | {"cite": "000000cc:1"}])
    assert states(the(book, "192.0.2.0/24"))["disagree"] == "found"
    assert [row["by"] for row in book.holders("192.0.2.0/24")] == ["delegated file", "whois record"]


# Clocks, and what cannot be answered


def test_nothing_dated_after_the_clock_is_told(folder: Path) -> None:
    result = the(samehand.open(folder, known_on="2016-06-01"), "198.51.100.0/24")
    assert instruments(result) == ["allocation"]
    assert "2017" not in str(result)


def test_what_is_on_no_record_is_not_in_the_data(book: samehand.Book) -> None:
    with pytest.raises(NotInData, match="no registry's file has"):
        book.title("240.0.0.0/24")
    with pytest.raises(UsageError, match="no title for"):
        book.title("192.0.2.0/24", reader="seller")


def test_a_buyer_reads_cures_and_no_verdict(book: samehand.Book) -> None:
    result = the(book, "198.51.100.0/24", reader="buyer")
    asked = [row for row in result["exceptions"] if row["state"] != "none found"]
    assert all(row["cure"] for row in asked)
    assert not {"clean", "safe", "verdict"} & set(str(result).lower().split())


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda p: (p[0], p[0] + p[1])),
        min_size=1,
    )
)
def test_stretches_part_the_block_and_lose_no_address(spans: list[tuple[int, int]]) -> None:
    rows: list[Row] = [{"first": low, "last": high, "n": n} for n, (low, high) in enumerate(spans)]
    asked = Block(4, 5, 70)
    found = list(stretches(asked, rows))
    told = [at for each in found for at in range(each.block.first, each.block.last + 1)]
    held = {at for low, high in spans for at in range(low, high + 1)} & set(range(5, 71))
    assert told == sorted(held)
    for each in found:
        for at in (each.block.first, each.block.last):
            assert {r["n"] for r in each.rows} == {
                r["n"] for r in rows if r["first"] <= at <= r["last"]
            }


# What is printed


def _printed(capsysbinary: Any, folder: Path, *words: str) -> str:
    assert run([*words, "--book", str(folder), "-q"]) == 0
    return str(capsysbinary.readouterr().out.decode())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("title.txt", ("198.51.100.0/24",)),
        ("title-reissue.txt", ("203.0.113.0/24",)),
        ("title-buyer.txt", ("198.51.100.0/24", "--for", "buyer")),
        ("title-split.csv", ("198.18.0.0/23", "--csv")),
        ("title.json", ("198.18.7.0/24", "--json")),
        ("title-buyer.md", ("203.0.113.0/24", "--for", "buyer", "-f", "markdown")),
    ],
)
def test_what_title_prints(
    name: str, words: tuple[str, ...], folder: Path, capsysbinary: Any
) -> None:
    golden(name, _printed(capsysbinary, folder, "title", *words))


def test_a_page_holds_the_chain(folder: Path, capsysbinary: Any) -> None:
    page = _printed(capsysbinary, folder, "title", "198.51.100.0/24", "-f", "html")
    assert "<h2>Chain of title</h2>" in page


def test_a_block_of_many_stretches_says_how_many_are_shown(book: samehand.Book) -> None:
    answer = book.title("198.18.0.0/20", limit=2)
    assert answer.truncated
    assert (answer.truncated.shown, len(answer.results)) == (2, 2)
