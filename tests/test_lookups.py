"""Look-ups: every statement has its cite, every nothing says which kind it is."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import samehand
from samehand.api.intake import Wish, import_files
from samehand.errors import IntegrityError, NotInData, UsageError
from tests.small import FILES, write_files

Section = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("lookups")
    write_files(place / "files")
    import_files(place / "book", Wish(paths=(place / "files",)))
    return place / "book"


@pytest.fixture(scope="module")
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder, known_on="2017-03-21")


def sections(book: samehand.Book, text: str, kind: str | None = None) -> dict[str, Section]:
    (result,) = book.show(text, kind=kind).results
    return {part["section"]: part for part in result["sections"]}


def says(part: Section) -> list[str]:
    return [row["says"] for row in part["rows"]]


def test_an_address_leads_to_its_holder(book: samehand.Book) -> None:
    told = sections(book, "192.0.2.7")
    assert says(told["held"]) == ["arin:a1b2 (allocated, registered 2014-02-06)"]
    assert told["held"]["rows"][0]["subject"] == "192.0.2.0/24"


def test_each_announcement_names_the_holder_of_its_origin(book: samehand.Book) -> None:
    assert says(sections(book, "192.0.2.0/24")["announced"]) == [
        "announced by AS64500 (Example Networks, Inc., arin:a1b2), first seen 2014-03-10",
        "announced by AS64501 (Müller Beispiel LLC, arin:c3d4), first seen 2016-02-09",
    ]


def test_an_ipv6_address_is_found_in_its_prefix(book: samehand.Book) -> None:
    assert says(sections(book, "2001:db8::1")["held"])[0].startswith("arin:a1b2")


def test_space_without_a_holder_says_so(book: samehand.Book) -> None:
    assert says(sections(book, "203.0.113.0/24")["held"]) == ["no holder: reserved at arin"]


def test_an_as_shows_names_holder_neighbours_and_space(book: samehand.Book) -> None:
    told = sections(book, "AS64500")
    assert says(told["named"]) == ["EXAMPLE-1 Example Networks, Inc. (in asn-names)"]
    assert [row["role"] for row in told["neighbours"]["rows"]] == ["provider", "customer"]
    assert [row["holder"] for row in told["announced"]["rows"]] == ["arin:a1b2", "arin:c3d4"]


def test_a_holder_shows_its_totals_in_their_units(book: samehand.Book) -> None:
    assert sections(book, "arin:a1b2")["holds"]["says"] == (
        "1 IPv4 block, 256 addresses; 1 IPv6 block, 4,294,967,296 /64s"
    )


@pytest.mark.parametrize("asked", ["192.0.2.0/24", "AS64500", "arin:c3d4", "muller"])
def test_every_statement_has_a_cite_that_opens(book: samehand.Book, asked: str) -> None:
    for part in sections(book, asked).values():
        for row in part["rows"]:
            assert row["cites"]
            for cite in row["cites"]:
                assert book.cite(cite).results[0]["text"]


def test_nothing_found_is_not_nothing_loaded(book: samehand.Book) -> None:
    states = {name: part["state"] for name, part in sections(book, "203.0.113.0/24").items()}
    assert states == {
        "held": "found",
        "registered": "source not loaded",
        "announced": "no record found",
        "listed": "gap on this date",
        "designated": "source not loaded",
    }


def test_what_a_registry_not_loaded_would_hold_is_not_none(book: samehand.Book) -> None:
    with pytest.raises(NotInData, match="held: source not loaded"):
        book.show("100.64.0.0/24")


def test_a_later_clock_shows_what_was_listed_later(folder: Path) -> None:
    later = samehand.open(folder, as_of="2018-12-31", known_on="2018-12-31")
    assert says(sections(later, "192.0.2.0/24")["listed"]) == [
        "on drop (SBL100001) already on the first day of our data, 2018-05-01, until 2018-06-01"
    ]


@settings(max_examples=15, deadline=None)
@given(known=st.dates(date(2014, 4, 1), date(2023, 12, 31)))
def test_nothing_seen_after_the_clock_is_shown(folder: Path, known: date) -> None:
    told = samehand.open(folder, known_on=known).show("192.0.2.0/24", "AS64500", "arin:a1b2")
    days = [
        row[name]
        for result in told.results
        for part in result["sections"]
        for row in part["rows"]
        for name in ("seen", "first_seen", "last_seen", "until")
        if row.get(name)
    ]
    assert all(day <= known.isoformat() for day in days)


def test_search_folds_case_accents_and_marks(book: samehand.Book) -> None:
    assert {row["subject"] for row in book.search("MULLER beis")} == {"AS64501"}
    assert book.search("müller").results[0]["field"] == "name"


def test_search_finds_handles_and_holders(book: samehand.Book) -> None:
    assert [row["field"] for row in book.search("example 1")] == ["handle"]
    assert [row["subject"] for row in book.search("c3d4")] == ["arin:c3d4"]


def test_search_without_a_find_is_not_in_the_data(book: samehand.Book) -> None:
    with pytest.raises(NotInData):
        book.search("nobody bears this")


def test_a_cite_prints_the_raw_line_and_what_was_read_from_it(book: samehand.Book) -> None:
    (cite,) = sections(book, "192.0.2.0/24")["held"]["rows"][0]["cites"]
    (row,) = book.cite(cite).results
    assert row["text"] == "arin|US|ipv4|192.0.2.0|256|20140206|allocated|a1b2"
    assert row["line"] == 7
    assert row["read_as"][0]["holder"] == "arin:a1b2"


def test_a_line_of_a_file_published_later_is_withheld(folder: Path) -> None:
    later = samehand.open(folder, as_of="2018-12-31", known_on="2018-12-31")
    (cite,) = sections(later, "192.0.2.0/24")["listed"]["rows"][0]["cites"]
    (row,) = later.cite(cite).results
    assert (row["state"], row["text"]) == ("withheld", None)
    with pytest.raises(NotInData, match="after 2017-03-21"):
        samehand.open(folder, known_on="2017-03-21").cite(cite)


def test_a_changed_raw_file_is_told(tmp_path: Path) -> None:
    paths = write_files(tmp_path / "files")
    import_files(tmp_path / "book", Wish(paths=tuple(paths)))
    book = samehand.open(tmp_path / "book")
    (cite,) = sections(book, "192.0.2.0/24")["held"]["rows"][0]["cites"]
    digest = book.cite(cite).results[0]["sha256"]
    raw = tmp_path / "book" / "raw" / digest[:2] / digest
    raw.write_text(raw.read_text().replace("a1b2", "zzzz"))
    with pytest.raises(IntegrityError):
        book.cite(cite)


def test_lines_set_aside_are_listed_with_their_reason(book: samehand.Book) -> None:
    (row,) = book.set_aside().results
    assert row["text"] == "no number at all, US"
    assert book.cite(row["cite"]).results[0]["text"] == "no number at all, US"


def test_status_tells_every_file_and_its_terms(book: samehand.Book) -> None:
    rows = {row["name"]: row for row in book.status()}
    assert set(rows) == {name for name in FILES if not name.startswith("drop")}
    assert all(
        row["licence"] and row["read_in"] and len(row["sha256"]) == 64 for row in book.status()
    )


def test_a_forced_kind_is_not_guessed(book: samehand.Book) -> None:
    assert book.show("64500", kind="asn").results[0]["subject"] == "AS64500"
    with pytest.raises(UsageError):
        book.show("192.0.2.0/24", kind="asn")


def test_host_bits_get_the_nearest_right_prefixes(book: samehand.Book) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        book.show("192.0.2.7/24")


def test_a_limit_says_how_much_is_left(book: samehand.Book) -> None:
    (result,) = book.show("192.0.2.0/24", limit=1).results
    told = {part["section"]: part for part in result["sections"]}
    assert (told["announced"]["shown"], told["announced"]["total"]) == (1, 2)
