"""Standing watches: armed, kept with the book, and told what changed since they were looked at."""

import json
import shutil
from pathlib import Path

import pytest

import samehand
from samehand.api.finding.watching import KEPT
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.errors import IntegrityError, NotInData, UsageError
from tests import applying
from tests.small import golden

LATER = "20171001"


@pytest.fixture(scope="module")
def armed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two watches, before anything changed."""
    place = tmp_path_factory.mktemp("watching")
    files = applying.write_files(place / "files")
    (files / "drop-2017-03-21.txt").write_text("10.200.0.0/24 ; SBL100008\n")
    (files / "20160701.as-rel.txt").write_text(
        "# source:topology\n64511|64504|-1\n64512|64503|-1\n"
    )
    import_files(place / "book", Wish(paths=(files,)))
    samehand.open(place / "book").watch_add("arin:h03", "arin:h05")
    return place / "book"


@pytest.fixture
def book(armed: Path, tmp_path: Path) -> Path:
    shutil.copytree(armed, tmp_path / "book")
    return tmp_path / "book"


def changed(folder: Path, place: Path) -> None:
    """A later day: another address, contact, AS name, agent and provider, and a listing, of one holder."""
    place.mkdir()
    whois = applying.whois().replace("3 Example Way", "99 Other Street")
    files = {
        f"delegated-arin-extended-{LATER}": applying.delegated(6 + applying.MANY, LATER),
        f"arin_db-{LATER}.txt": whois.replace("+1-555-555-0103", "+1-555-555-0999"),
        f"asn-names-{LATER}.txt": applying.NAMES.replace("Zarquon Cuatro", "Blerg Cuatro"),
        f"{LATER}.as-rel.txt": "# source:topology\n64510|64503|-1\n64511|64504|-1\n",
        f"drop-{LATER[:4]}-{LATER[4:6]}-{LATER[6:]}.txt": "10.3.0.0/24 ; SBL100009\n",
    }
    files |= {
        name.replace(applying.DAY, LATER): told for name, told in applying.companies().items()
    }
    files[f"officers-{LATER}.csv"] += "plain,003,Agents of Example Ltd,registered agent,no\n"
    for name, text in files.items():
        (place / name).write_text(text)
    told = import_files(folder, Wish(paths=(place,)))
    assert not told.refused


def test_a_watch_tells_every_kind_of_change_once(book: Path, tmp_path: Path) -> None:
    assert not samehand.open(book).watch_run().results
    changed(book, tmp_path / "later")
    answer = samehand.open(book).watch_run()
    kinds = {row["what"] for row in answer if row["holder"] == "arin:h03"}
    assert kinds == {"address", "contact", "name", "agent", "listing", "provider"}
    assert {row["holder"] for row in answer} == {"arin:h03"}
    opened = samehand.open(book)
    assert all(opened.cite(cite).results for row in answer for cite in row["cites"])
    assert {row["day"] for row in answer} == {"2017-10-01"}
    assert not samehand.open(book).watch_run().results


def test_what_changed_before_it_was_armed_or_after_its_end_is_not_told(
    book: Path, tmp_path: Path
) -> None:
    samehand.open(book).watch_rm("arin:h05")
    samehand.open(book).watch_add("arin:h03", months=2)
    changed(book, tmp_path / "later")
    assert not samehand.open(book).watch_run().results
    answer = samehand.open(book).watch_run()
    assert answer.query["ended"] == ["arin:h03"]
    samehand.open(book).watch_add("arin:h03")
    assert not samehand.open(book).watch_run().results


def test_a_look_at_an_earlier_day_does_not_turn_the_clock_back(book: Path, tmp_path: Path) -> None:
    changed(book, tmp_path / "later")
    assert samehand.open(book).watch_run().results
    samehand.open(book, known_on="2017-03-21").watch_run()
    assert not samehand.open(book).watch_run().results


def test_watches_are_kept_with_the_book_and_taken_away(book: Path) -> None:
    rows = samehand.open(book).watch_ls().results
    assert [(row["holder"], row["armed"]) for row in rows] == [
        ("arin:h03", "2017-03-21"),
        ("arin:h05", "2017-03-21"),
    ]
    assert rows[0]["until"] == "2019-03-22"
    samehand.open(book).watch_rm("arin:h03")
    assert len(samehand.open(book).watch_ls()) == 1
    with pytest.raises(NotInData, match=r"no watch of arin:h03"):
        samehand.open(book).watch_rm("arin:h03")
    samehand.open(book).watch_rm("arin:h05")
    with pytest.raises(NotInData, match="no watch is armed"):
        samehand.open(book).watch_run()


def test_what_cannot_be_watched_is_refused(book: Path) -> None:
    opened = samehand.open(book)
    with pytest.raises(UsageError):
        opened.watch_add()
    with pytest.raises(UsageError, match="no span"):
        opened.watch_add("arin:h03", months=0)
    with pytest.raises(NotInData):
        opened.watch_add("arin:nobody-at-all")
    with pytest.raises(UsageError):
        opened.watch_rm()
    (book / KEPT).write_text("{")
    with pytest.raises(IntegrityError, match=KEPT):
        opened.watch_ls()


def test_the_commands_of_watches(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--book", str(book)]
    assert run(["watch", "ls", *at]) == 0
    golden("watch-ls.txt", capsys.readouterr().out)
    assert run(["watch", "run", "--gate", *at]) == 0
    changed(book, tmp_path / "later")
    capsys.readouterr()
    assert run(["watch", "run", "--gate", *at]) == 1
    golden("watch-run.txt", capsys.readouterr().out)
    assert run(["watch", "run", "--gate", "--json", *at]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "watch-run/1"
    assert run(["watch", "rm", "arin:h03", *at]) == 0
    assert run(["watch", "add", "arin:h03", *at]) == 0


def test_an_import_says_that_holders_are_watched(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"asn-names-{LATER}.txt"
    path.write_text(applying.NAMES)
    assert run(["import", str(path), "--book", str(book)]) == 0
    assert "samehand watch run" in capsys.readouterr().err
