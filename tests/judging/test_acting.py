"""Verdicts on the demo world: they act at once, say so, and change no bits."""

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api import Book
from samehand.errors import NotInData, UsageError
from samehand.resolve.fitting.verdicts import is_verdicts, labels_of_verdicts
from samehand.verdicts.shelf import FILE
from tests.conftest import Demo


@pytest.fixture(scope="module")
def scanned(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's book with its scan kept."""
    samehand.open(demo.book).hands()
    folder = tmp_path_factory.mktemp("judged") / "book"
    shutil.copytree(demo.book, folder)
    return folder


@pytest.fixture
def book(scanned: Path) -> Iterator[Book]:
    """The same, with nothing judged."""
    opened = samehand.open(scanned)
    yield opened
    opened.desk.close()
    for each in scanned.glob(f"{FILE}*"):
        each.unlink()


def members(row: Any) -> set[str]:
    return {member["holder"] for member in row["members"]}


def hand_of(book: Book, holder: str) -> set[str]:
    return next((members(row) for row in book.hands().results if holder in members(row)), set())


@pytest.fixture
def hands(book: Book) -> list[list[str]]:
    """The members of each hand before anybody judged."""
    return [sorted(members(row)) for row in book.hands().results]


def test_two_judged_different_are_in_no_hand_together(book: Book, hands: list[list[str]]) -> None:
    one, other, *_ = hands[0]
    bits = book.why(one, other).results[0]["total"]
    (told,) = book.judge(one, other, "different", by="ann", note="two registers").results
    assert told["acts"] == "yes"
    assert other not in hand_of(book, one)
    (row,) = book.why(one, other).results
    assert row["judged"] == "different"
    assert row["words"].startswith("judged different")
    assert row["total"] == bits, "bits stay what the records say"
    assert row["hand"] is None
    assert row["verdicts"][0]["by"] == "ann"
    assert row["verdicts"][0]["note"] == "two registers"


def test_two_judged_the_same_are_in_one_hand(book: Book, hands: list[list[str]]) -> None:
    one, other = hands[0][0], hands[1][0]
    book.judge(one, other, "same", by="ann")
    assert hand_of(book, one) == hand_of(book, other) == {*hands[0], *hands[1]}
    (row,) = book.hand(one).results
    assert [each["verdict"] for each in row["verdicts"]] == ["same"]
    tie = next(
        link
        for link in row["links"]
        if link["judged"] and {one, other} == {link["one"], link["other"]}
    )
    assert tie["weight"] == book.why(one, other).results[0]["total"]
    assert "V1" in row["weakest"]["without"]
    assert book.hands().query["verdicts"] == [1]


def test_holders_that_nothing_links_can_be_judged_the_same(book: Book) -> None:
    grouped = {member for row in book.hands().results for member in members(row)}
    alone = [
        row["holder"]
        for row in book.desk.peek.query(
            "SELECT DISTINCT holder FROM asn_holding WHERE registry = 'arin' ORDER BY holder"
        ).to_pylist()
        if row["holder"] not in grouped
    ]
    one, other = alone[0], alone[1]
    book.judge(one, other, "same", by="ann")
    assert hand_of(book, one) == {one, other}
    (row,) = book.hand(one).results
    assert sum(row["weakest"]["falls_into"]) == 2
    assert all("judged same by ann" in member["why"] for member in row["members"])


def test_undone_it_is_as_it_was(book: Book, hands: list[list[str]]) -> None:
    before = book.hands().envelope()
    one, other, *_ = hands[0]
    book.judge(one, other, "different", by="ann")
    assert book.hands().envelope() != before
    book.undo(1, by="bob", note="wrong register")
    assert book.hands().envelope() == before
    (gone, lift) = book.verdicts(every=True).results
    assert gone["acts"] == "lifted by V2"
    assert (lift["verdict"], lift["by"], lift["note"]) == ("lifted", "bob", "wrong register")
    assert not book.verdicts().results
    with pytest.raises(UsageError, match="lifted already"):
        book.undo(1, by="bob")
    with pytest.raises(UsageError, match="undo itself"):
        book.undo(2, by="bob")
    with pytest.raises(NotInData):
        book.undo(9, by="bob")


def test_a_contradiction_is_told_and_different_wins(book: Book, hands: list[list[str]]) -> None:
    one, other, third = hands[0][0], hands[0][1], hands[1][0]
    book.judge(one, other, "different", by="ann")
    book.judge(one, third, "same", by="ann")
    told = book.judge(third, other, "same", by="bob")
    assert told.results[0]["acts"] == "no: contradicts V1"
    (says,) = told.query["contradictions"]
    assert f"{one} = {third} = {other}" in says
    assert says in book.hands().query["contradictions"]
    assert other not in hand_of(book, one)
    assert third not in hand_of(book, one)
    assert [row["reason"] for row in book.queue().results[:3]] == ["contradiction"] * 3
    book.undo(1, by="ann")
    assert {one, other, third} <= hand_of(book, one)


def test_who_wants_the_records_alone_gets_them(book: Book, hands: list[list[str]]) -> None:
    before = book.hands().envelope()
    book.judge(hands[0][0], hands[0][1], "different", by="ann")
    for verdicts in ("none", "2017-03-21"):
        alone = samehand.open(book.desk.folder, verdicts=verdicts)
        assert alone.hands().envelope() == before
        alone.desk.close()


def test_evidence_is_written_down_as_it_says_now(book: Book, hands: list[list[str]]) -> None:
    one, other, *_ = hands[0]
    why = book.why(one, other)
    cite = next(iter(why.evidence.values()))["cites"][0]
    (row,) = book.judge(other, one, "same", because=("e1", cite), by="ann").results
    assert (row["one"], row["other"]) == tuple(sorted((one, other)))
    assert row["because"][0] == f"{why.results[0]['bars'][0]['rule']}: {why.evidence['E1']['says']}"
    assert cite in row["cites"]
    assert row["bits_then"] == why.results[0]["total"]
    with pytest.raises(NotInData, match="no evidence E99"):
        book.judge(one, other, "same", because=("E99",), by="ann")
    with pytest.raises(NotInData):
        book.judge(one, other, "same", because=("ffffffff:1",), by="ann")
    assert len(book.verdicts().results) == 1, "what was refused was not kept"


def test_what_is_no_verdict_is_refused(book: Book, hands: list[list[str]]) -> None:
    one, other, *_ = hands[0]
    for ends, word, by in (
        ((one, other), "perhaps", "ann"),
        ((one, one), "same", "ann"),
        ((one, other), "same", " "),
    ):
        with pytest.raises(UsageError):
            book.judge(*ends, word, by=by)
    with pytest.raises(NotInData):
        book.judge(one, "arin:nobody", "same", by="ann")
    assert not (book.desk.folder / FILE).exists()


def test_unsure_leaves_the_queue_until_the_evidence_is_another(book: Book) -> None:
    first = book.queue().results[0]
    book.judge(first["one"], first["other"], "unsure", by="ann")
    pairs = [(row["one"], row["other"]) for row in book.queue().results]
    assert (first["one"], first["other"]) not in pairs
    from dataclasses import replace

    shelf = book.desk.shelf
    assert shelf
    (kept,) = shelf.all()
    looked = replace(kept.given.looked, evidence="another")
    shelf.keep(replace(kept.given, looked=looked))
    back = [row for row in book.queue().results if row["reason"] == "changed"]
    assert [(row["one"], row["other"]) for row in back] == [(first["one"], first["other"])]


def test_the_queue_begins_with_the_weakest_links_and_has_its_controls(book: Book) -> None:
    rows = book.queue().results
    reasons = [row["reason"] for row in rows]
    pairs = [(row["one"], row["other"]) for row in rows]
    assert len(pairs) == len(set(pairs))
    assert reasons[0] == "weakest"
    order = [reason for reason in reasons if reason != "control"]
    assert order == sorted(order, reverse=True)
    assert reasons.count("control") == pytest.approx(len(rows) / 20, abs=1)
    near = [abs(row["bits"]) for row in rows if row["reason"] == "margin"]
    assert near == sorted(near)
    assert max(near) <= 3
    assert book.queue().envelope() == book.queue().envelope()
    one, other = pairs[0]
    book.judge(one, other, "same", by="ann")
    assert (one, other) not in [(row["one"], row["other"]) for row in book.queue().results]


def test_verdicts_as_csv_are_labels(book: Book, hands: list[list[str]]) -> None:
    from samehand.present.formats import render
    from samehand.present.look import Look

    book.judge(hands[0][0], hands[0][1], "same", by="ann")
    book.judge(hands[1][0], hands[1][1], "different", by="ann", note='a,"b"')
    book.judge(hands[2][0], hands[2][1], "unsure", by="ann")
    text = render(book.verdicts().envelope(), Look(format="csv")).decode()
    assert is_verdicts(text.splitlines()[0])
    from samehand.api.progress import silent
    from samehand.api.scanning import looked

    labels = labels_of_verdicts(looked(book.desk, silent), text)
    assert not labels.set_aside
    assert [(each.one, each.other) for each in labels.siblings] == [tuple(hands[0][:2])]
    assert labels.different == {tuple(hands[1][:2])}


def test_the_same_on_a_team_server(scanned: Path, server: str) -> None:
    from tests.judging.conftest import fresh

    team = samehand.open(scanned, access=samehand.Access(team=fresh(server)))
    one, other, *_ = sorted(members(team.hands().results[0]))
    team.judge(one, other, "different", by="ann")
    assert other not in hand_of(team, one)
    assert not (scanned / FILE).exists()
    team.desk.close()


def test_a_holder_whose_id_changed_is_found_by_its_numbers_and_name(book: Book) -> None:
    """RIPE NCC's ids are others every day: a verdict of an earlier file still acts."""
    from dataclasses import replace

    from samehand.verdicts.rows import in_order

    ripe = next(
        sorted(members(row))
        for row in book.hands().results
        if sum(each.startswith("ripencc:") and "~" not in each for each in members(row)) > 2
    )
    pair = next(
        each
        for each in combinations([m for m in ripe if m.startswith("ripencc:")], 2)
        if all(
            book.desk.peek.query("SELECT 1 FROM asn_holding WHERE holder = $h", h=h).num_rows
            for h in each
        )
    )
    book.judge(*pair, "different", by="ann")
    shelf = book.desk.shelf
    assert shelf
    (kept,) = shelf.all()
    book.undo(1, by="ann")
    given = kept.given
    ends = [
        replace(each, holder=f"ripencc:yesterday-{n}")
        for n, each in enumerate((given.one, given.other))
    ]
    one, other = in_order(*ends)
    shelf.keep(replace(given, one=one, other=other))
    assert pair[1] not in hand_of(book, pair[0])
    strangers = [replace(each, name="Somebody Else") for each in ends]
    book.undo(3, by="ann")
    shelf.keep(replace(given, one=strangers[0], other=strangers[1]))
    assert pair[1] in hand_of(book, pair[0]), "an AS number given to somebody else leads nowhere"


def test_a_verdict_on_who_is_not_there_says_so(book: Book, hands: list[list[str]]) -> None:
    from tests.judging.told import given

    shelf = book.desk.shelf
    assert shelf
    one, other = hands[0][0], hands[1][0]
    for holder in (one, other):
        shelf.keep(given(holder, "zz:gone", "same"))
    states = [row["acts"] for row in book.verdicts().results]
    assert all(each == "not by itself: zz:gone not there on that day" for each in states)
    assert other in hand_of(book, one), "both are the same as one that is not there"
