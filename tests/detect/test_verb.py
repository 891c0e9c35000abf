"""The verb `detect` on a book: hands of its scan, what was not looked at, kept answers."""

import shutil
from pathlib import Path

import pytest

import samehand
from samehand.api import Book
from samehand.api.hand_rows import hand_id
from samehand.api.history.detecting import members_of
from samehand.api.scanning import scanned
from samehand.resolve.levels import LEVELS
from tests.conftest import Demo
from tests.looking import nobody
from tests.past import write_files


@pytest.fixture(scope="module")
def book(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The demo world in a book of which no scan was kept."""
    folder = tmp_path_factory.mktemp("verb") / "book"
    shutil.copytree(demo.book, folder, ignore=shutil.ignore_patterns("answers"))
    return samehand.open(folder)


def _kept(book: Book) -> set[str]:
    return {path.name for path in (book.desk.folder / "answers").glob("*")}


def test_a_detector_that_asks_no_hands_makes_no_scan(book: Book) -> None:
    answer = book.detect("short-lived", "vpn-use")
    assert answer.query["rules"] == ["short-lived", "vpn-use"]
    assert not any("." not in name for name in _kept(book))


def test_hands_come_of_the_scan_of_the_book(book: Book) -> None:
    answer = book.detect("origin-of-hand")
    made = scanned(book.desk, nobody)
    wanted = [
        hand
        for hand in made.hands
        if hand.reading == "undeclared" and hand.weight >= LEVELS["possible"]
    ]
    members = members_of(made, book.desk.clock.known_on)
    assert {row.hand for row in members} == {hand_id(hand.members) for hand in wanted}
    assert {row.holder for row in members} <= {m for hand in wanted for m in hand.members}
    assert not any("hand_member" in says for says in answer.not_looked)
    assert answer.results, "members of the demo's hands announce space"
    assert all("may be one hand, H-" in row["says"] for row in answer)


def test_an_answer_is_kept_with_what_was_not_looked_at(book: Book) -> None:
    first = book.detect()
    before = _kept(book)
    again = samehand.open(book.desk.folder).detect()
    assert again.envelope() == first.envelope()
    assert _kept(book) == before
    assert any(says.startswith("not loaded: registration (lease)") for says in first.not_looked)
    assert "registration" in first.missing


def test_every_finding_cites_lines_of_the_book(book: Book) -> None:
    rows = list(book.detect())
    assert all(finding["cites"] for row in rows for finding in row["findings"])
    for cite in {cite for row in rows[:20] for cite in row["cites"]}:
        assert book.cite(cite).results[0]["text"]


def test_bits_of_a_subject_are_of_each_ground_the_most(book: Book) -> None:
    for row in book.detect():
        most: dict[str, float] = {}
        for finding in row["findings"]:
            most[finding["ground"]] = max(
                most.get(finding["ground"], finding["bits"]), finding["bits"]
            )
        assert row["bits"] == pytest.approx(sum(most.values()), abs=0.01)


def test_a_book_without_as_numbers_looks_for_no_hands_and_says_so(tmp_path: Path) -> None:
    from samehand.api.intake import Wish, import_files

    files = [path for path in write_files(tmp_path / "files") if "pfx2as" in path.name]
    import_files(tmp_path / "book", Wish(paths=tuple(files)))
    answer = samehand.open(tmp_path / "book").detect()
    assert any(says.startswith("hands were looked for without") for says in answer.not_looked)
    assert {"holding", "asn_holding"} <= set(answer.missing)
