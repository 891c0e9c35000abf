"""Values, recovery, the ledger: facts with sources, classes with evidence, totals that agree."""

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import samehand
from samehand.api.intake import Wish, import_files
from samehand.api.ledger.ledger import routed_of
from samehand.api.ledger.shares import concentration
from samehand.api.recovery.costs import amounts, totals
from samehand.api.worth.prices import Lot, bands, prices
from samehand.api.worth.value import bare_value
from samehand.cli import run
from samehand.errors import ImportRefused, NotInData, UsageError
from samehand.store.duck import DuckStore
from samehand.tables.routing import Sighting
from samehand.values.blocks import block
from tests.small import golden
from tests.title_world import add_rows, write_files

Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("worth")
    write_files(place / "files")
    import_files(place / "book", Wish(paths=(place / "files",)))
    return place / "book"


@pytest.fixture(scope="module")
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder)


# Prices


def test_every_fact_has_a_source_and_every_blank_says_so() -> None:
    for price in prices():
        assert price.blank or (price.source and price.low), price
        assert not price.blank or "left blank" in price.note
        assert price.high is None or price.low is None or price.low <= price.high


def test_the_table_of_prices_is_the_one_that_was_looked_at() -> None:
    text = files("samehand.api.worth").joinpath("prices.csv").read_text("utf-8")
    golden("prices.csv", text)
    assert len(list(csv.reader(text.splitlines()))) == len(prices()) + 1


def test_the_prosecutors_figure_stands_among_others_and_says_where_it_is_from() -> None:
    rows = bare_value(757_760, date(2019, 5, 14))["results"]
    by_source = {row["source"].split(" ")[0]: row for row in rows}
    row = by_source["prosecutors"]
    assert (row["low"], row["high"]) == (9_850_880, 14_397_440)
    assert "comes from the documented case itself" in row["note"]
    assert by_source["Krebs"]["low"] == 757_760 * 15
    assert row["formula"] == "757,760 addresses x 13 to 19 USD"


@pytest.mark.parametrize("day", [date(2016, 6, 1), date(2024, 6, 1), date(2010, 1, 1)])
def test_a_day_of_which_nothing_is_verified_stays_blank(day: date) -> None:
    (row,) = bare_value(65_536, day)["results"]
    assert row["source"] is None
    assert row["low"] is None
    assert "not used" in row["note"]


def test_a_fact_of_one_size_is_not_used_for_another() -> None:
    day = date(2014, 6, 1)
    assert [band.price.size for band in bands([Lot("a", 65_536)], day)] == ["/16"]
    assert bands([Lot("a", 65_535)], day) == []
    envelope = bare_value(32_768, day)
    assert any("/16" in told for told in envelope["query"]["other_sizes"])


def test_sources_are_never_blended(book: samehand.Book) -> None:
    rows = book.value("198.51.100.0/24", on="2018-01-01").results
    assert len({row["source"] for row in rows}) == len(rows) == 2


def test_one_source_is_one_band_over_all_sizes() -> None:
    lots = [Lot("a", 65_536), Lot("b", 16_384), Lot("c", 100)]
    found = bands(lots, date(2015, 6, 1))
    assert {band.price.source for band in found} == {"ipv4marketgroup"}
    assert sum(band.addresses for band in found) == 65_536 + 16_384


def test_listed_space_has_no_discount_but_the_users(book: samehand.Book) -> None:
    answer = book.value("198.51.100.0/24", on="2018-01-01")
    assert answer.query["listed"] == ["198.51.100.0/24 on drop since 2015-09-01"]
    assert "no source here says" in answer.query["condition"]
    assert "discounted_low" not in answer.results[0]
    less = book.value("198.51.100.0/24", on="2018-01-01", discount=25).results[0]
    assert less["discounted_low"] == less["low"] * 0.75
    assert "(1 - 0.25)" in less["discount_formula"]


@pytest.mark.parametrize("discount", [-1, 101])
def test_a_discount_is_a_share(discount: float) -> None:
    with pytest.raises(UsageError, match="no share"):
        bare_value(10, date(2019, 1, 1), discount)


def test_a_holder_is_valued_by_what_he_held_that_day(book: samehand.Book) -> None:
    assert book.value("arin:whole", on="2015-01-01").query["addresses"] == 512
    assert book.value("arin:whole", on="2018-01-01").query["addresses"] == 256
    with pytest.raises(NotInData, match="no IPv4 block"):
        book.value("arin:nobody")
    with pytest.raises(UsageError, match="not sold by count"):
        book.value("2001:db8::/32")


@given(st.integers(1, 2**31), st.dates(date(2009, 1, 1), date(2026, 12, 31)))
def test_a_band_is_its_formula(addresses: int, day: date) -> None:
    for band in bands([Lot("x", addresses)], day):
        low, high = band.worth()
        assert low == round(addresses * (band.price.low or 0), 2)
        assert high is None or high >= low


# Recovery


def classes(book: samehand.Book, *texts: str, **more: Any) -> dict[str, str]:
    return {row["block"]: row["class"] for row in book.recovery(*texts, **more).results}


def test_each_block_has_its_class(book: samehand.Book) -> None:
    assert classes(book, "192.0.2.0/24") == {"192.0.2.0/24": "held"}
    assert classes(book, "arin:seller") == {"198.51.100.0/24": "transferred out"}
    assert classes(book, "203.0.113.0/24") == {"203.0.113.0/24": "reissued"}
    assert classes(book, "198.18.7.0/24") == {"198.18.7.0/24": "transferred out"}
    assert classes(book, "arin:whole") == {
        "198.18.0.0/24": "held",
        "198.18.1.0/24": "transferred out",
    }


def test_reserved_is_quarantined_until_it_is_given_out(folder: Path) -> None:
    early = samehand.open(folder, known_on="2016-02-01")
    (row,) = early.recovery("203.0.113.0/24").results
    assert (row["class"], row["first_seen"]) == ("quarantined", "2016-01-01")


def test_what_ids_that_do_not_last_cannot_tell_is_held_by_its_record(book: samehand.Book) -> None:
    assert classes(book, "192.88.0.0/24") == {"192.88.0.0/24": "held"}


def test_a_move_among_the_holders_asked_is_no_loss(book: samehand.Book) -> None:
    assert classes(book, "arin:seller", "arin:buyer") == {"198.51.100.0/24": "held"}


def test_a_buyers_day_is_set_against_each_change(book: samehand.Book) -> None:
    def said(day: str) -> str:
        (row,) = book.recovery("arin:seller", bought=day).results
        return str(row["bought"])

    assert "on or before 2017-06-01" in said("2017-06-01")
    assert "after 2015-06-01" in said("2015-06-01")
    assert said("2016-06-01").startswith("cannot tell")
    assert "for a court" in " ".join(
        book.recovery("arin:seller", bought="2017-06-01").query["buyer"].split()
    )


def test_amounts_are_evidenced_or_said_not_to_be(book: samehand.Book, tmp_path: Path) -> None:
    assert set(book.recovery("arin:seller").query["amounts"].values()) == {"not evidenced"}
    costs = tmp_path / "costs.csv"
    costs.write_text(
        "block,day,kind,amount,currency,source\n"
        "198.51.100.0/24,2017-02-01,fee,500.00,USD,invoice 1\n"
        ",2017-03-01,ordered,350000,USD,award\n"
    )
    answer = book.recovery("arin:seller", costs=costs)
    assert answer.query["amounts"]["fee"] == "500.00 USD"
    assert answer.query["amounts"]["proceeds"] == "not evidenced"
    assert "invoice 1" in answer.results[0]["amounts"][0]
    assert totals(amounts(costs))["ordered"] == "350,000 USD"


@pytest.mark.parametrize(
    "line",
    [
        "x,2017-02-01,fee,5,USD,a",
        ",2017-02-01,fee,five,USD,a",
        ",2017,fee,5,USD,a",
        ",2017-02-01,fee,5,USD,",
    ],
)
def test_an_amount_that_nothing_shows_is_refused_with_its_line(line: str, tmp_path: Path) -> None:
    costs = tmp_path / "costs.csv"
    costs.write_text(f"block,day,kind,amount,currency,source\n{line}\n")
    with pytest.raises(ImportRefused, match="line 2"):
        amounts(costs)


def test_a_block_with_another_organisation_in_it_is_reassigned(folder: Path) -> None:
    rows = []
    for n, (text, org) in enumerate((("192.0.2.0/24", "a"), ("192.0.2.0/25", "b")), 1):
        place = block(text)
        record: Row = {
            "registry": "arin",
            "list": "whois",
            "org": f"arin:{org}",
            "maintainer": None,
        }
        record |= {"family": 4, "first": place.first, "last": place.last, "netname": None}
        record |= {"status": None, "registered": None, "seen": date(2018, 1, 1)}
        rows.append(record | {"cite": f"000000cc:{n}"})
    book = add_rows(samehand.open(folder), "registration", rows)
    told = {row["block"]: row for row in book.recovery("192.0.2.0/24")}
    assert told["192.0.2.0/24"]["class"] == "reassigned"


def test_the_ledger_counts_what_logs_moved_once(folder: Path) -> None:
    place = block("198.51.100.0/24")
    entry: Row = {"family": 4, "first": place.first, "last": place.last, "kind": "transfer"}
    entry |= {
        "moved": date(2016, 5, 1),
        "giver": "A",
        "giver_key": "a",
        "giver_registry": "ripencc",
    }
    entry |= {"taker": "B", "taker_key": "b", "taker_registry": "arin", "taker_country": "US"}
    entry |= {"seen": date(2018, 1, 1), "giver_country": None}
    logs = [
        entry | {"registry": name, "cite": f"000000aa:{n}"}
        for n, name in enumerate(("arin", "ripencc"), 1)
    ]
    book = add_rows(samehand.open(folder), "transfer", logs)
    assert [row["transferred"] for row in book.ledger()] == [256, 0]
    assert [row["transferred"] for row in book.ledger("country")] == [256]


def test_value_stands_by_class(book: samehand.Book) -> None:
    told = {row["class"]: row for row in book.recovery("arin:whole").query["classes"]}
    assert told["held"]["addresses"] == 256
    assert any("Krebs" in band for band in told["held"]["value"])


def test_recovery_of_nothing_or_of_an_as_is_asked_wrongly(book: samehand.Book) -> None:
    with pytest.raises(UsageError, match="needs something"):
        book.recovery()
    with pytest.raises(UsageError, match="holds no block"):
        book.recovery("AS64500")
    with pytest.raises(NotInData):
        book.recovery("arin:nobody")


# The ledger


def test_totals_agree_with_each_files_own_summary(book: samehand.Book) -> None:
    answer = book.ledger()
    assert answer.query["agrees"]
    checked = {(row["registry"], row["kind"]): row for row in answer.query["reconciled"]}
    assert checked["arin", "ipv4"]["promised"] == checked["arin", "ipv4"]["counted"] == 9
    assert book.cite(checked["arin", "ipv4"]["cites"][0]).results[0]["text"].endswith("summary")


def test_a_file_that_promises_more_is_told(tmp_path: Path) -> None:
    head = "2|arin|1|1|19700101|20180101|-0400\narin|*|ipv4|*|3|summary\n"
    (tmp_path / "delegated-arin-extended-20180101").write_text(
        head + "arin|US|ipv4|192.0.2.0|256|20100101|allocated|a\n"
    )
    import_files(
        tmp_path / "book",
        Wish(paths=(tmp_path / "delegated-arin-extended-20180101",), allow_cut=True),
    )
    answer = samehand.open(tmp_path / "book").ledger()
    (row,) = answer.query["reconciled"]
    assert not row["agrees"]
    assert row["says"].startswith("-2 against the file's own line")


def test_held_routed_free_and_reserved_add_up(book: samehand.Book) -> None:
    (arin,) = [row for row in book.ledger() if row["registry"] == "arin"]
    assert arin["held"] == 9 * 256
    assert arin["routed"] == 3 * 256
    assert book.ledger().query["total"]["twice"] == 256
    early = book.ledger(on="2016-06-01")
    (row,) = [row for row in early if row["registry"] == "arin"]
    assert (row["free"], row["reserved"]) == (256, 256)
    assert early.query["files"]["arin"] == "2016-01-01"


def test_what_was_not_looked_at_is_not_nothing(folder: Path) -> None:
    answer = samehand.open(folder, known_on="2014-06-01").ledger()
    assert any("transferred" in told for told in answer.not_looked)
    assert answer.results[0]["transferred"] is None


def test_a_day_before_the_first_file_is_not_in_the_data(folder: Path) -> None:
    book = samehand.open(folder)
    with pytest.raises(NotInData, match="no registry's file of 2012-01-01 or before"):
        book.ledger(on="2012-01-01")
    assert "those registered by then" in book.value("arin:steady", on="2012-01-01").query["note"]


def test_by_holder_and_by_country(book: samehand.Book) -> None:
    first = book.ledger("holder").results[0]
    assert (first["rank"], first["held"]) == (1, 512)
    assert [row["country"] for row in book.ledger("country")] == ["US"]
    with pytest.raises(UsageError, match="is not kept"):
        book.ledger("moon")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=50))
def test_concentration_lies_within_its_bounds(sizes: list[int]) -> None:
    found = concentration(sizes)
    assert found
    assert -1e-6 <= found.gini < 1
    assert 10_000 / len(sizes) - 0.01 <= found.hhi <= 10_000.01
    assert found.top_1 <= found.top_10 <= 1


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 30)), max_size=12),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 30)), min_size=1, max_size=6),
)
def test_routed_counts_each_address_once(
    routes: list[tuple[int, int]], held: list[tuple[int, int]]
) -> None:
    store = DuckStore()
    rows = [
        Sighting(
            collector="c", family=4, first=first, last=first + more, length=24, origin=64500,
            how="table", together=1, seen=date(2018, 1, 1), cite=f"00000001:{n}",
        )
        for n, (first, more) in enumerate(routes, 1)
    ]  # fmt: skip
    store.load(Sighting, rows)
    records = [{"first": first, "last": first + more} for first, more in held]
    there = {at for first, more in routes for at in range(first, first + more + 1)}
    told = routed_of(store, records, "2018-01-01")
    store.close()
    wanted = [len(there & set(range(r["first"], r["last"] + 1))) for r in records]
    assert told.tolist() == wanted
    assert told.dtype == np.int64


# What is printed


def _printed(capsysbinary: Any, folder: Path, *words: str) -> str:
    assert run([*words, "--book", str(folder), "-q"]) == 0
    return str(capsysbinary.readouterr().out.decode())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("value-count.txt", ("value", "--addresses", "757760", "--on", "2019-05-14")),
        ("value-holder.txt", ("value", "arin:whole", "--on", "2015-01-01")),
        (
            "value-listed.json",
            ("value", "198.51.100.0/24", "--on", "2018-01-01", "--discount", "30", "--json"),
        ),
        ("recovery.txt", ("recovery", "arin:whole", "203.0.113.0/24", "--bought", "2017-06-01")),
        ("recovery.csv", ("recovery", "arin:seller", "--csv")),
        ("ledger.txt", ("ledger",)),
        ("ledger-holder.csv", ("ledger", "--by", "holder", "--csv")),
    ],
)
def test_what_is_printed(
    name: str, words: tuple[str, ...], folder: Path, capsysbinary: Any
) -> None:
    golden(name, _printed(capsysbinary, folder, *words))


@pytest.mark.parametrize(
    "verb", [("ledger",), ("recovery", "arin:whole"), ("value", "arin:whole", "--on", "2018")]
)
def test_pages_hold_it(verb: tuple[str, ...], folder: Path, capsysbinary: Any) -> None:
    assert "<table>" in _printed(capsysbinary, folder, *verb, "-f", "html")


def test_a_count_needs_no_book_and_a_day(tmp_path: Path, capsysbinary: Any) -> None:
    nowhere = str(tmp_path / "none")
    assert run(["value", "--addresses", "256", "--on", "2017", "--book", nowhere, "-q"]) == 0
    assert b"3,840" in capsysbinary.readouterr().out
    assert run(["value", "--addresses", "256"]) == 2
    assert run(["value"]) == 2
