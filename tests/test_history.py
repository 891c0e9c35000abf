"""History: intervals, listings, sleep and waking, use, changes; a gap is never an absence."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samehand
from samehand.api.history.parts import families, parts, shape_of
from samehand.api.history.presence import Last
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.errors import NotInData, UsageError
from samehand.present.strip import ABSENT, BETWEEN, CHANGE, LISTED, THERE, drawn
from tests.past import write_files
from tests.small import golden

Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("history")
    write_files(place / "files")
    import_files(place / "book", Wish(paths=(place / "files",)))
    return place / "book"


@pytest.fixture(scope="module")
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder)


def the(rows: Any, **asked: object) -> Row:
    """The one row with these values."""
    (found,) = [row for row in rows if all(row[name] == value for name, value in asked.items())]
    return dict(found)


def routes(book: samehand.Book, text: str, **more: bool) -> Row:
    (result,) = book.routes(text, **more).results
    return dict(result)


# Routes


def test_an_interval_has_its_origin_holder_and_states_of_that_day(book: samehand.Book) -> None:
    row = the(routes(book, "198.18.8.0/24")["intervals"], origin=64503)
    assert (row["seen"], row["last_seen"], row["file_days"]) == ("2010-06-01", "2018-01-01", 3)
    assert (row["name"], row["holder"]) == ("Busy Corp", "arin:busy")
    assert row["rpki"] == "not looked, then valid"
    assert row["irr"] == "not looked, then valid"
    assert row["upstream_state"] == "not looked"


def test_a_state_is_of_its_own_day(book: samehand.Book) -> None:
    rows = routes(book, "198.51.100.0/24")["intervals"]
    row = the(rows, origin=64503)
    assert row["rpki"] == "invalid, another origin"
    assert row["irr"] == "another origin"
    assert row["listed"] == ["drop 2016-01-10"]
    assert the(rows, origin=64501, how="change")["listed"] == ["drop 2016-01-10"]


def test_what_lies_in_a_block_is_left_out_by_count(book: samehand.Book) -> None:
    assert routes(book, "198.51.100.0/24")["left_out"] == {"more specific": 1}
    inside = routes(book, "198.51.100.0/24", sub=True)["intervals"]
    assert the(inside, relation="more specific")["prefix"] == "198.51.100.128/25"


def test_an_address_shows_what_covers_it(book: samehand.Book) -> None:
    relations = {row["relation"] for row in routes(book, "198.18.8.9")["intervals"]}
    assert relations == {"less specific"}


def test_days_are_told_as_those_we_have(book: samehand.Book) -> None:
    assert routes(book, "192.0.2.0/24")["summary"][0] == (
        "Tables were read on 3 days, 2010-06-01 to 2018-01-01: announced itself on 2"
        " (2010-06-01, 2018-01-01), in a less-specific on 0, in part on 0."
    )
    assert routes(book, "198.18.2.0/24")["summary"][0] == (
        "Absent on the 3 days we have, 2010-06-01 to 2018-01-01."
    )


def test_changes_of_holder_have_both_days_and_both_cites(book: samehand.Book) -> None:
    change = the(routes(book, "198.51.100.0/24")["holder_changes"], subject="198.51.100.0/24")
    assert change["between"] == ["2015-01-01", "2018-01-01"]
    assert change["same_holder"] is False
    assert [book.cite(cite).results[0]["text"].split("|")[-1] for cite in change["cites"]] == [
        "seller",
        "buyer",
    ]


def test_nothing_known_is_not_in_the_data(book: samehand.Book) -> None:
    with pytest.raises(NotInData, match="nothing in the book tells of"):
        book.routes("100.64.0.0/24")


def test_absent_and_not_looked_are_drawn_apart(book: samehand.Book) -> None:
    lines = drawn(routes(book, "192.0.2.0/24"), "2018-01-01", 80)
    lane = next(line for line in lines if "AS64500" in line).partition("AS64500")[2]
    assert lane.count(THERE) == 1
    assert lane.count(ABSENT) == 2
    assert BETWEEN not in lane
    assert "  " in lane
    listed = "\n".join(drawn(routes(book, "198.51.100.0/24"), "2018-01-01", 80))
    assert LISTED in listed
    assert CHANGE in listed


def test_no_line_of_a_strip_is_wider_than_its_screen(book: samehand.Book) -> None:
    for width in (40, 80, 120):
        assert all(
            len(line) < width
            for line in drawn(routes(book, "198.51.100.0/24"), "2018-01-01", width)
        )


# The clocks


def test_nothing_of_after_the_clock_is_told(folder: Path) -> None:
    early = samehand.open(folder, as_of="2016-12-31", known_on="2016-12-31")
    told = json.dumps(routes(early, "198.51.100.0/24", sub=True))
    assert "2018" not in told
    assert early.routes("198.51.100.0/24").results[0]["looked_days"] == ["2010-06-01", "2015-01-01"]
    assert the(early.listed("203.0.113.0/24").results)["until"] == "2016-06-01"
    with pytest.raises(UsageError, match="after the clocks"):
        early.diff("2015-01-01", "2018-01-01")


# Listings


def test_a_listing_tells_the_holder_then_and_now(book: samehand.Book) -> None:
    row = the(book.listed("198.51.100.0/24").results)
    assert row["holder_then"] == "arin:seller (file of 2015-01-01)"
    assert row["holder_now"] == "arin:buyer"
    assert row["same_holder"] == "another"


def test_a_holder_is_told_of_what_it_held_and_announced(book: samehand.Book) -> None:
    assert {row["how"] for row in book.listed("arin:seller")} == {"held"}
    assert {(row["what"], row["how"]) for row in book.listed("AS64503")} == {
        ("203.0.113.0/24", "announced by its AS"),
        ("198.51.100.0/24", "announced by its AS"),
    }


def test_moves_stay_within_their_days_and_tell_what_was_read(book: samehand.Book) -> None:
    moves = the(book.listed("arin:buyer", moves=True, within=100).results)["moves"]
    assert [row["what"] for row in moves["rows"]] == ["198.51.100.0/24"]
    assert "no table was read" in moves["says"]
    later = the(book.listed("arin:buyer", moves=True, within=700).results)["moves"]
    assert "198.18.2.0/23" in {row["what"] for row in later["rows"]}


# Sleep


def test_sleepers_are_ranked_by_exposure(folder: Path) -> None:
    early = samehand.open(folder, known_on="2017-12-31")
    row = the(early.dormant(since=4).results, block="192.0.2.0/24")
    assert row["exposed"] == ["unrouted", "stale holder", "formerly routed"]
    assert row["rpki"] == "not looked"
    assert "absent on the one day we have since, 2015-01-01" in row["says"]
    assert "vrp" in early.dormant(since=4).not_looked


def test_a_block_awake_is_not_asleep(book: samehand.Book) -> None:
    assert {row["block"] for row in book.dormant()} == {"198.18.0.0/23"}
    assert the(book.dormant("198.18.0.0/16").results)["exposed"] == [
        "unrouted",
        "unsigned",
        "stale holder",
    ]
    with pytest.raises(NotInData):
        book.dormant(holder="arin:nobody")


def test_what_woke_tells_how_well_its_day_is_known(book: samehand.Book) -> None:
    row = the(book.awakenings(silent_years=3).results)
    assert row["when"] == "between 2015-01-01 and 2018-01-01"
    assert [each["prefix"] for each in row["rows"]] == ["192.0.2.0/24"]
    assert row["rows"][0]["looked_days"] == 1
    assert book.awakenings(days=30, silent_years=9).results == []


# Use


def test_labels_have_coverage_and_confidence(book: samehand.Book) -> None:
    rows = book.usage("198.18.8.0/24").results
    assert the(rows, use="vpn")["coverage"] == 50.0
    assert the(rows, use="hosting")["confidence"] == 1
    none = book.usage("192.0.2.0/24").results
    assert {row["state"] for row in none} == {"no record found"}


def test_a_share_of_each_list_by_day(book: samehand.Book) -> None:
    before, row = book.usage("arin:buyer").results
    assert (before["day"], before["state"]) == ("before 2018-01-01", "not looked")
    assert (row["addresses"], row["list_addresses"], row["held"]) == (256, 384, 768)
    assert row["share_of_list"] == pytest.approx(66.6667)
    assert "uses before 2018-01-01" in book.usage("arin:buyer").not_looked[0]


def test_before_the_lists_begin_nobody_looked(folder: Path) -> None:
    with pytest.raises(NotInData, match="gap on this date"):
        samehand.open(folder, known_on="2017-01-01").usage("arin:buyer")


def test_an_unrelated_origin_is_told_with_its_method(book: samehand.Book) -> None:
    answer = book.leased()
    assert {(row["prefix"], row["origin"]) for row in answer} == {
        ("192.0.2.0/24", 64503),
        ("198.51.100.0/24", 64503),
    }
    assert "origin unrelated" in answer.query["method"]
    assert any("registration" in told for told in answer.not_looked)
    assert [row["prefix"] for row in book.leased("arin:sleeper")] == ["192.0.2.0/24"]


def test_free_space_is_told_and_files_not_loaded_are_never_none(book: samehand.Book) -> None:
    answer = book.unallocated()
    row = the(answer.results)
    assert (row["prefix"], row["status"], row["registry"]) == (
        "203.0.113.0/24",
        "available",
        "arin",
    )
    assert len(answer.missing) == 4
    assert not answer.complete


# Changes


def test_every_change_between_two_days_has_its_row(book: samehand.Book) -> None:
    answer = book.diff("2015-06-01", "2018-01-01")
    assert answer.query["files"] == {"arin": ["2015-01-01", "2018-01-01"]}
    told = {(row["change"], row["shape"], row["what"]) for row in answer}
    assert told == {
        ("holder", "same range", "198.51.100.0/24"),
        ("holder", "split", "198.18.2.0/23"),
        ("status", "same range", "203.0.113.0/24"),
    }


def test_two_days_of_one_file_are_no_span(book: samehand.Book) -> None:
    with pytest.raises(NotInData, match="no registry has files"):
        book.diff("2015-01-01", "2015-02-01")


def record(first: int, last: int, holder: str | None, before: bool) -> Row:
    return {"family": 4, "first": first, "last": last, "registry": "arin", "holder": holder,
            "status": "allocated", "before": before}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "shape", "changes"),
    [
        ([(0, 3, "a")], [(0, 1, "a"), (2, 3, "a")], "split", ["split"]),
        ([(0, 1, "a"), (2, 3, "a")], [(0, 3, "a")], "merge", ["merge"]),
        ([(0, 1, "a"), (2, 3, "b")], [(0, 3, "a")], "merge", ["holder"]),
        ([(0, 3, "a")], [], "gone", ["gone"]),
        ([], [(0, 3, "a")], "new", ["new"]),
        ([(0, 3, None)], [(0, 3, "a")], "same range", ["given"]),
        ([(0, 3, "a")], [(0, 3, None)], "same range", ["returned"]),
        ([(0, 2, "a"), (3, 5, "b")], [(0, 1, "a"), (2, 5, "b")], "redrawn", ["holder"]),
    ],
)
def test_shapes_of_change(before: Any, after: Any, shape: str, changes: list[str]) -> None:
    rows = [record(a, b, who, True) for a, b, who in before]
    rows += [record(a, b, who, False) for a, b, who in after]
    (group,) = families(rows)
    assert shape_of(group) == shape
    assert [part.change for part in parts(group)] == changes


# Evidence and output


def test_every_row_has_a_cite_that_opens(book: samehand.Book) -> None:
    answers = [
        book.listed("198.51.100.0/24"), book.dormant(), book.awakenings(), book.leased(),
        book.unallocated(), book.diff("2015-01-01", "2018-01-01"), book.detect(),
    ]  # fmt: skip
    rows = [row for answer in answers for row in answer] + routes(book, "198.51.100.0/24")[
        "intervals"
    ]
    assert all(row["cites"] for row in rows)
    for cite in {cite for row in rows for cite in row["cites"]}:
        assert book.cite(cite).results[0]["text"]


def test_every_detector_is_asked_and_unknown_ones_refused(book: samehand.Book) -> None:
    from samehand.detect import all_detectors

    assert book.detect().query["rules"] == list(all_detectors())
    with pytest.raises(UsageError, match="no detector"):
        book.detect("no-such-detector")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("routes.txt", ["routes", "198.51.100.0/24", "-S"]),
        ("routes.json", ["routes", "198.51.100.0/24", "--json"]),
        ("routes.csv", ["routes", "198.51.100.0/24", "--csv"]),
        ("routes.md", ["routes", "192.0.2.0/24", "-f", "markdown"]),
        ("listed.txt", ["listed", "arin:buyer", "--moves", "--within", "700"]),
        ("dormant.txt", ["dormant", "all"]),
        ("awakenings.txt", ["awakenings", "--silent", "3"]),
        ("leased.txt", ["leased"]),
        ("usage.txt", ["usage", "198.18.8.0/24"]),
        ("usage-share.txt", ["usage", "arin:buyer"]),
        ("unallocated.txt", ["unallocated"]),
        ("diff.txt", ["diff", "2015-01-01", "2018-01-01"]),
    ],
)
def test_output_is_as_last_looked_at(
    folder: Path, capfd: pytest.CaptureFixture[str], name: str, words: list[str]
) -> None:
    capfd.readouterr()
    assert run([*words, "--book", str(folder), "-q"]) == 0
    golden(f"history-{name}", capfd.readouterr().out)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ["routes", "192.0.2.7/24"]),
        (2, ["listed", "198.51.100.0/24", "--within", "0"]),
        (2, ["dormant", "--since", "0"]),
        (2, ["diff", "2018", "2015"]),
        (2, ["usage", "AS64500"]),
        (3, ["routes", "100.64.0.0/24"]),
        (3, ["listed", "192.0.2.0/24"]),
        (3, ["diff", "2001", "2002"]),
        (4, ["unallocated", "--strict"]),
    ],
)
def test_exit_codes(folder: Path, code: int, words: list[str]) -> None:
    assert run([*words, "--book", str(folder), "-q"]) == code


# Many blocks at once, against one by one

PREFIX = st.tuples(st.integers(0, 63), st.integers(0, 6), st.integers(1, 9))
BLOCK = st.tuples(st.integers(0, 63), st.integers(1, 40))


@given(prefixes=st.lists(PREFIX, max_size=12), blocks=st.lists(BLOCK, min_size=1, max_size=6))
def test_the_last_prefix_there_is_the_one_a_slow_look_finds(
    prefixes: list[tuple[int, int, int]], blocks: list[tuple[int, int]]
) -> None:
    days = {
        (at >> bits << bits, (at >> bits << bits) + 2**bits - 1): day for at, bits, day in prefixes
    }
    rows = sorted(
        ((first, last, day) for (first, last), day in days.items()), key=lambda r: (r[0], -r[1])
    )
    first, last, day = (np.array([row[n] for row in rows], dtype=np.int64) for n in range(3))
    there = Last(first, last, day, pa.table({}))
    found = there.of([low for low, _ in blocks], [low + size - 1 for low, size in blocks])
    for (low, size), at in zip(blocks, found.tolist(), strict=True):
        met = [when for one, end, when in rows if one <= low + size - 1 and end >= low]
        assert (rows[at][2] if at >= 0 else None) == max(met, default=None)


# Both families, and what is told once


def imported(folder: Path, files: dict[str, str]) -> samehand.Book:
    """A book of these files."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    told = import_files(folder / "book", Wish(paths=tuple(folder / name for name in files)))
    assert not told.refused
    return samehand.open(folder / "book")


def test_unregistered_space_is_told_of_both_families(tmp_path: Path) -> None:
    book = imported(
        tmp_path,
        {
            "delegated-arin-extended-20180101": "2|arin|1|3|19700101|20180101|-0400\n"
            "arin|US|ipv4|198.51.100.0|256|20100101|allocated|a\n"
            "arin|US|ipv6|2620:0::|40|20100101|allocated|a\n"
            "arin||ipv6|2620:100::|40||available|\n",
            "routeviews-rv2-20180101-1200.pfx2as": "198.51.100.0\t24\t64500\n",
            "routeviews-rv6-20180101-1200.pfx2as": "2620::\t40\t64500\n2620:100::\t48\t64501\n",
        },
    )
    answer = book.unallocated()
    row = the([row for row in answer if row["status"]])
    assert (row["prefix"], row["unit"], row["status"]) == ("2620:100::/48", "/64s", "available")
    assert not any("IPv6" in told for told in answer.not_looked)


def test_a_day_of_a_list_and_its_timeline_are_one_listing(tmp_path: Path) -> None:
    book = imported(
        tmp_path,
        {
            "drop-timeline-2018-2023.tsv": "# merged: gaps closed; removed empty = still listed 2018-12-31, the end\n"
            "list\tprefix_or_asn\tfirst_seen\tremoved\tsbl\tmirrors\n"
            "drop\t203.0.113.0/24\t2018-01-01\t\tSBL100001\tone\n"
            "drop\t198.51.100.0/24\t2018-02-01\t\tSBL100002\tone\n"
            "drop\t192.0.2.0/24\t2018-02-01\t2018-03-01\tSBL100003\tone\n",
            "drop-2018-06-01.txt": "; Spamhaus DROP List 2018/06/01\n"
            "198.51.100.0/24 ; SBL100002\n192.0.2.0/24 ; SBL100003\n",
        },
    )
    row = the(book.listed("198.51.100.0/24").results)
    assert (row["seen"], row["edge"], len(row["cites"])) == ("2018-02-01", False, 2)
    assert [row["edge"] for row in book.listed("192.0.2.0/24")] == [False, True]
    told = the(book.show("198.51.100.0/24").results[0]["sections"], section="listed")
    assert len(told["rows"]) == 1
