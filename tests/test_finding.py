"""Look-ups of journeys: texts to entities, holders to kin, one's own space, what changed."""

import csv
import io
from collections.abc import Mapping
from ipaddress import IPv4Network, collapse_addresses
from pathlib import Path
from typing import Any

import pytest
from docs.reference.term_list import TERMS, term_list
from hypothesis import given
from hypothesis import strategies as st

import samehand
from samehand.api.finding.entities import entities
from samehand.api.finding.explaining import every_code, explain, terms
from samehand.api.finding.prefixes import joined
from samehand.api.finding.triage import scope_words
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.detect import all_detectors
from samehand.errors import NotInData, UsageError
from samehand.present.prefix_lists import formed, listed
from samehand.resolve import all_links
from tests.conftest import Demo
from tests.small import golden
from tests.title_world import write_files

MORE = {
    "roas-20180101.csv": "URI,ASN,IP Prefix,Max Length,Not Before,Not After\n"
    "rsync://rpki.ripe.net/repository/a.roa,AS64504,192.0.2.0/24,24,2017-01-01 00:00:00,2019-01-01 00:00:00\n",
    "radb.20160101.db": "route:      192.0.2.0/24\norigin:     AS64504\nmnt-by:     MAINT-STEADY\nsource:     RADB\n",
    "radb.20180101.db": "route:      192.0.2.0/24\norigin:     AS64504\nmnt-by:     MAINT-STEADY\n"
    "source:     RADB\n\nroute:      198.51.100.0/24\norigin:     AS64502\nmnt-by:     MAINT-OTHER\n"
    "source:     RADB\n",
}
REPORT = """\
We announced 198.51.100[.]0/24 from AS 64501 (Buyer LLC). Our contact was changed
without leave; the record of arin:buyer names ORG-EX1-RIPE now. See also 240.1.2.3.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("finding")
    write_files(place / "files")
    for name, text in MORE.items():
        (place / "files" / name).write_text(text, encoding="utf-8")
    told = import_files(place / "book", Wish(paths=(place / "files",)))
    assert not told.refused
    return place / "book"


@pytest.fixture(scope="module")
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder)


# Texts


def test_every_form_is_found_once_with_its_lines() -> None:
    found = {each.subject: each for each in entities(REPORT + "again 198.51.100.0/24\n")}
    assert set(found) == {
        "198.51.100.0/24",
        "AS64501",
        "arin:buyer",
        "ORG-EX1-RIPE",
        "240.1.2.3/32",
    }
    assert found["198.51.100.0/24"].lines == (1, 3)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("192.0.2.0 - 192.0.2.255", "192.0.2.0/24"),
        ("192.0.2.0\u2013192.0.2.127", "192.0.2.0/25"),
        ("192.0.2.1/24", "192.0.2.0/24"),
        ("(2001:db8::/32)", "2001:db8::/32"),
        ("ASN: 64500", "AS64500"),
        ("as64500,", "AS64500"),
    ],
)
def test_ways_to_write_a_thing(text: str, subject: str) -> None:
    assert [each.subject for each in entities(text)] == [subject]


@pytest.mark.parametrize("text", ["300.1.2.3", "1.2.3", "12:30:45 today", "AS a rule", "1.2.3.4.5"])
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert entities(text) == []


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for each in entities(text):
        assert each.lines


def test_what_is_not_in_the_book_is_listed(book: samehand.Book) -> None:
    rows = {row["subject"]: row for row in book.grep(REPORT)}
    assert rows["198.51.100.0/24"]["says"] == "held by arin:buyer"
    assert rows["AS64501"]["holder"] == "arin:buyer"
    assert rows["Buyer LLC"]["kind"] == "name"
    assert {name for name, row in rows.items() if row["state"] == "not in our data"} == {
        "ORG-EX1-RIPE",
        "240.1.2.3/32",
    }
    with pytest.raises(UsageError, match="empty"):
        book.grep("  ")


# Triage


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        (REPORT, "registration"),
        ("AS64500 announces our 192.0.2.0/24, we have no ROA for it", "routing"),
        ("I get spam from 192.0.2.7 every day, see the road map", "abuse"),
        ("Hello, please help with 192.0.2.7", "unclear"),
        ("192.0.2.7 and 198.51.100.9 are odd", "registration"),
    ],
)
def test_whose_matter_a_report_is(book: samehand.Book, text: str, scope: str) -> None:
    (result,) = book.triage(text).results
    assert result["scope"] == scope
    assert result["route"]
    assert scope == "unclear" or result["why"]


def test_a_short_word_must_stand_alone() -> None:
    assert "roa" in scope_words()["routing"]
    assert set(scope_words()) == {"registration", "routing", "abuse"}


# Holders


def test_holders_tells_what_covers_and_what_lies_in_it(book: samehand.Book) -> None:
    rows = book.holders("198.18.0.0/22").results
    assert [(row["block"], row["relation"]) for row in rows] == [
        ("198.18.0.0/24", "lies in it"),
        ("198.18.1.0/24", "lies in it"),
    ]
    assert book.holders("192.0.2.7").results[0]["relation"] == "covers it"
    with pytest.raises(NotInData):
        book.holders("240.0.0.0/8")


# Kin, over the links of a scan


def test_related_names_the_other_members_of_its_hand(demo: Demo) -> None:
    book = samehand.open(demo.book)
    hand = book.hands().results[0]
    member = hand["members"][0]["holder"]
    rows = book.related(member).results
    near = {row["holder"] for row in rows if row["hand"] == hand["hand"]}
    assert near & {each["holder"] for each in hand["members"]}
    assert rows == sorted(rows, key=lambda row: -row["bits"])


def test_why_not_says_the_same_number_as_why(demo: Demo) -> None:
    book = samehand.open(demo.book)
    members = [each["holder"] for each in book.hands().results[0]["members"]]
    (row,) = book.why_not(members[0], members[1]).results
    (why,) = book.why(members[0], members[1]).results
    assert row["total"] == why["total"]
    assert {link["rule"] for link in row["links"]} == set(all_links())
    counted = sum(link["bits"] or 0 for link in row["links"])
    assert counted + row["prior"] == pytest.approx(why["sum"], abs=0.05)


def test_two_that_nothing_ties_are_told_what_it_would_take(demo: Demo) -> None:
    book = samehand.open(demo.book)
    one, other = (book.hands().results[n]["members"][0]["holder"] for n in (0, 1))
    (row,) = book.why_not(one, other).results
    assert any("second family" in need for need in row["needs"])
    assert {link["state"] for link in row["links"]} <= {"found", "not looked", "looked, not found"}


# Prefixes


def prefixes(answer: samehand.Answer) -> list[str]:
    return [row["prefix"] for row in answer]


def test_prefixes_of_a_holder_and_what_its_as_announces(book: samehand.Book) -> None:
    assert prefixes(book.prefixes("arin:buyer")) == ["198.51.100.0/24"]
    assert prefixes(book.prefixes("AS64504", announced=True)) == ["192.0.2.0/24"]
    assert prefixes(book.prefixes("198.18.0.0/24", "198.18.1.0/24", aggregate=True)) == [
        "198.18.0.0/23"
    ]
    with pytest.raises(NotInData, match="no prefix of"):
        book.prefixes("arin:nobody")


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(24, 32)), min_size=1, max_size=30))
def test_aggregated_covers_the_same_addresses_with_the_fewest(pairs: list[tuple[int, int]]) -> None:
    nets = [IPv4Network(f"192.0.2.{low}/{length}", strict=False) for low, length in pairs]
    rows = [{"family": 4, "first": int(net[0]), "last": int(net[-1])} for net in nets]
    told = [text for place, _ in joined(rows) for text in place.prefixes()]
    assert told == [str(net) for net in collapse_addresses(nets)]


ROWS: list[Mapping[str, Any]] = [
    {"prefix": "192.0.2.0/24", "address": "192.0.2.0", "length": 24, "family": 4, "holders": ["a"]},
    {"prefix": "198.51.100.0/25", "address": "198.51.100.0", "length": 25, "family": 4},
    {"prefix": "2001:db8::/32", "address": "2001:db8::", "length": 32, "family": 6},
]


@pytest.mark.parametrize("style", ["plain", "bird", "junos", "ios"])
def test_lists_that_routers_read(style: str) -> None:
    golden(f"prefixes-{style}.txt", listed(ROWS, style, "MY-LIST"))
    assert "SYNTHETIC" in listed(ROWS, style, "MY-LIST", synthetic=True)


def test_a_form_of_ones_own() -> None:
    assert formed(ROWS[:2], "%n/%l\\n") == "192.0.2.0/24\n198.51.100.0/25\n"
    assert formed(ROWS[:1], "%f\\t%h %% %p") == "4\ta % 192.0.2.0/24"
    for form in ("%x", "100%"):
        with pytest.raises(UsageError, match="stands for nothing"):
            formed(ROWS, form)
    with pytest.raises(UsageError, match="no name of a list"):
        listed(ROWS, "ios", "x; reload")


# One's own space, and what changed


def test_mine_puts_what_others_use_before_paper(book: samehand.Book) -> None:
    rows = book.mine(holder="arin:buyer").results
    assert [row["exposure"] for row in rows] == [
        "announced by others",
        "another's route object",
        "unsigned",
        "listed",
    ]
    assert all(row["cure"] and row["write_to"] for row in rows)


def test_a_block_that_is_in_order_has_no_exposure(book: samehand.Book) -> None:
    answer = book.mine("192.0.2.0/24")
    assert list(answer.results) == []
    assert answer.query["nothing_exposed"] == ["192.0.2.0/24"]


def test_an_unannounced_block_says_since_when(book: samehand.Book) -> None:
    (row,) = [r for r in book.mine("198.18.0.0/24") if r["exposure"] == "unannounced"]
    assert "in any of the 3 tables read" in row["says"]


def test_changes_since_a_day_are_told_by_kind(book: samehand.Book) -> None:
    rows = book.changed("198.51.100.0/24", "192.0.2.0/24", since="2016-06-01").results
    assert {(row["what"], row["block"]) for row in rows} == {
        ("holder edit", "198.51.100.0/24"),
        ("awakening", "198.51.100.0/24"),
        ("new route object", "198.51.100.0/24"),
    }


def test_ids_that_do_not_last_are_no_edit(book: samehand.Book) -> None:
    assert not book.changed("192.88.0.0/24", since="2016-06-01").results


def test_the_next_look_is_compared_with_the_last(folder: Path) -> None:
    early = samehand.open(folder, known_on="2016-06-01").changed("198.51.100.0/24")
    assert early.query["first_look"]
    later = samehand.open(folder).changed("198.51.100.0/24")
    assert later.query["last_look"] == "2016-06-01"
    assert later.results
    assert not samehand.open(folder).changed("198.51.100.0/24").results


def test_the_gate_trips_only_on_a_change(folder: Path) -> None:
    words = ["check", "--gate", "198.51.100.0/24", "--book", str(folder), "-q"]
    assert run([*words, "--since", "2016-06-01"]) == 1
    assert (
        run(
            [
                "check",
                "192.0.2.0/24",
                "--since",
                "2017-06-01",
                "--gate",
                "--book",
                str(folder),
                "-q",
            ]
        )
        == 0
    )


def test_drift_gives_no_holder_the_listing_of_an_earlier_one(book: samehand.Book) -> None:
    told = {
        holder: {row["what"] for row in book.drift(holder, months=120)}
        for holder in ("arin:seller", "arin:buyer")
    }
    assert "listing" in told["arin:seller"]
    assert "listing" not in told["arin:buyer"]


def test_drift_tells_what_came_after_the_first_grant(book: samehand.Book) -> None:
    rows = book.drift("arin:buyer", months=120).results
    assert any(row["what"] == "block came" and row["holder"] == "arin:buyer" for row in rows)
    assert not book.drift("arin:buyer", months=12).results
    names = book.drift("arin:steady", months=120).results
    assert [row["what"] for row in names] == ["name"]


# Explained


def test_every_code_is_explained() -> None:
    codes = {row["code"] for row in every_code()}
    assert (
        set(all_links()) | set(all_detectors()) | {"U001", "gap", "reissued", "likely", "hand"}
        <= codes
    )
    for row in every_code():
        assert row["title"], row
        assert row["what"], row


def test_a_link_is_explained_with_what_fools_it_and_its_weight() -> None:
    (row,) = explain("captive-upstream")["results"]
    assert "ooled" in row["false_positives"]
    assert any(row["weight"].values())
    with pytest.raises(NotInData, match="did you mean"):
        explain("captive-upstrem")


def test_the_terms_are_those_of_the_words_page() -> None:
    assert TERMS.read_text("utf-8") == term_list(), "run `make docs`"
    assert ("block", "a range of addresses", "net, subnet, range") in terms()


# What is printed


def _printed(capsysbinary: Any, folder: Path, *words: str, code: int = 0) -> str:
    assert run([*words, "--book", str(folder), "-q"]) == code
    return str(capsysbinary.readouterr().out.decode())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("holders.txt", ("holders", "198.18.0.0/22")),
        ("mine.txt", ("mine", "--holder", "arin:buyer")),
        ("check.txt", ("check", "198.51.100.0/24", "--since", "2016-06-01")),
        ("drift.txt", ("drift", "arin:buyer", "--months", "120")),
        ("prefixes.csv", ("prefixes", "arin:whole", "arin:buyer", "--csv")),
    ],
)
def test_what_is_printed(
    name: str, words: tuple[str, ...], folder: Path, capsysbinary: Any
) -> None:
    golden(name, _printed(capsysbinary, folder, *words))


def test_texts_come_from_files_and_from_standard_input(
    folder: Path, tmp_path: Path, capsysbinary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT)
    golden("grep.txt", _printed(capsysbinary, folder, "grep", str(report)))
    golden("triage.txt", _printed(capsysbinary, folder, "triage", str(report)))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    rows = list(csv.DictReader(io.StringIO(_printed(capsysbinary, folder, "grep", "-", "--csv"))))
    assert {row["subject"] for row in rows} >= {"AS64501", "Buyer LLC"}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"# mine\n192.0.2.0/24  # one\n")))
    assert "192.0.2.0/24" in _printed(capsysbinary, folder, "mine", "-")
    (tmp_path / "x.pdf").write_bytes(b"%PDF\0\0")
    assert run(["grep", str(tmp_path / "x.pdf"), "--book", str(folder)]) == 2


def test_lists_go_to_standard_output_as_they_are(
    folder: Path, tmp_path: Path, capsysbinary: Any
) -> None:
    assert (
        _printed(capsysbinary, folder, "prefixes", "arin:buyer", "-F", "%n/%l\\n")
        == "198.51.100.0/24\n"
    )
    text = _printed(capsysbinary, folder, "prefixes", "arin:buyer", "--style", "bird")
    assert text.startswith("define samehand_v4 = [")
    into = tmp_path / "list.txt"
    _printed(capsysbinary, folder, "prefixes", "arin:buyer", "--style", "plain", "-o", str(into))
    assert into.read_text() == "198.51.100.0/24\n"
    assert run(["prefixes", "arin:nobody", "--style", "plain", "--book", str(folder)]) == 3


def test_pages_and_envelopes_hold_each(folder: Path, tmp_path: Path, capsysbinary: Any) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT)
    verbs = (
        ("holders", "192.0.2.0/24"),
        ("mine", "192.0.2.0/24"),
        ("triage", str(report)),
        ("explain", "hand"),
    )
    for words in verbs:
        book = [] if words[0] == "explain" else ["--book", str(folder)]
        assert run([*words, *book, "-q", "-f", "html"]) == 0
        assert b"<html" in capsysbinary.readouterr().out
        assert run([*words, *book, "-q", "--json"]) == 0
        assert b'"schema"' in capsysbinary.readouterr().out
