"""A registry's own files are kept apart, shown only when asked for, and every read is logged."""

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

import samehand
from samehand.api.intake import Wish, import_files
from samehand.api.internal.payments import totals
from samehand.cli import run
from samehand.errors import NotInData, NotPermitted, UsageError
from samehand.store.book import catalogue
from samehand.store.reads import LOG
from samehand.tables import all_tables
from tests import internal, small
from tests.small import golden

READER = samehand.Access(restricted="samehand.open")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("internal")
    public = small.write_files(place / "public")
    own = internal.write_files(place / "own")
    with (own / "internal-payments-20170320.csv").open("a") as more:
        more.write("P-901,Secret Payer,Registry,,,free,USD,2017-01-12,,R-1\n")
    import_files(place / "book", Wish(paths=(*public, own)))
    return place / "book"


@pytest.fixture
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder, access=READER)


def log(folder: Path) -> list[dict[str, Any]]:
    path = folder / LOG
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


# The schedule


def test_the_schedule_of_eleven_is_exactly_its_twenty_payments(book: samehand.Book) -> None:
    answer = book.payments(*internal.MEMBERS)
    assert {row["payment"] for row in answer} == {f"P-{n}" for n in range(20)}
    assert len(answer) == answer.query["payments"] == 20
    assert answer.query["totals"] == {"EUR": "257.10", "USD": "4934.90"}
    assert answer.query["of_no_known_request"] == 1
    assert all(row["blocks"].startswith("240.") and row["restricted"] for row in answer)


def test_every_payment_cites_its_line_and_those_of_its_request(book: samehand.Book) -> None:
    row = book.payments("arin:made-08").results[0]
    told = [book.cite(cite).results[0]["text"] for cite in row["cites"]]
    assert any(text.startswith(f"{row['payment']},") for text in told)
    assert any(text.startswith(f"{row['request']},") for text in told)


def test_hearing_payments_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    again = internal.write_files(tmp_path / "own")
    for path in again.iterdir():
        path.write_text(path.read_text() + "# told again\n")
    shutil.copytree(folder, tmp_path / "book")
    import_files(tmp_path / "book", Wish(paths=(again,)))
    answer = samehand.open(tmp_path / "book", access=READER).payments(*internal.MEMBERS)
    assert len(answer) == 20
    assert answer.query["totals"] == {"EUR": "257.10", "USD": "4934.90"}


def test_a_payment_told_in_two_ways_is_shown_once_and_counted(folder: Path, tmp_path: Path) -> None:
    lines = [internal.PAYMENTS, "P-3,Another Name,Registry,,,1.00,USD,2017-03-01,,R-3"]
    (tmp_path / "internal-payments-20170320.csv").write_text("\n".join(lines) + "\n")
    shutil.copytree(folder, tmp_path / "book")
    import_files(tmp_path / "book", Wish(paths=(tmp_path / "internal-payments-20170320.csv",)))
    answer = samehand.open(tmp_path / "book", access=READER).payments(*internal.MEMBERS)
    assert (len(answer), answer.query["told_in_more_ways"]) == (20, 1)


def test_what_was_not_yet_paid_or_decided_is_not_told(folder: Path) -> None:
    early = samehand.open(folder, known_on="2017-01-15", access=READER)
    rows = early.payments(*internal.MEMBERS).results
    assert 0 < len(rows) < 20
    assert all(row["paid"] <= "2017-01-15" for row in rows)
    assert {(row["decision"], row["blocks"]) for row in rows} == {("open", "")}


def test_a_hand_has_the_payments_of_its_members(demo: Any, tmp_path: Path) -> None:
    hand = samehand.open(demo.book).hands().results[0]
    members = tuple(member["holder"] for member in hand["members"])
    plain = tuple(member.split("~")[0] for member in members)
    own = internal.write_files(tmp_path / "own", plain, stamp="SYNTHETIC-")
    shutil.copytree(demo.book, tmp_path / "book")
    import_files(tmp_path / "book", Wish(paths=(own,)))
    book = samehand.open(tmp_path / "book", access=READER)
    (same,) = [row for row in book.hands() if row["hand"] == hand["hand"]]
    assert len(book.payments(same["hand"])) == 20


def test_amounts_are_added_without_rounding() -> None:
    rows = [{"currency": "USD", "amount": "0.1"}] * 3
    assert totals(rows) == {"USD": "0.3"}


def test_nothing_asked_is_a_usage_error_and_no_payments_is_no_empty_schedule(
    book: samehand.Book, tmp_path: Path
) -> None:
    with pytest.raises(UsageError):
        book.payments()
    import_files(tmp_path / "book", Wish(paths=tuple(small.write_files(tmp_path / "public"))))
    with pytest.raises(NotInData, match="holds no payment"):
        samehand.open(tmp_path / "book", access=READER).payments("arin:a1b2")


def test_a_holder_who_made_no_request_is_told_from_one_who_paid_nothing(
    book: samehand.Book,
) -> None:
    answer = book.payments("arin:made-01", "arin:nobody")
    assert answer.query["made_no_request"] == ["arin:nobody"]


# Kept apart


def test_restricted_files_lie_in_a_folder_of_their_own_for_its_user_alone(folder: Path) -> None:
    part = folder / "restricted"
    assert stat.S_IMODE(part.stat().st_mode) == 0o700
    own = [filed for filed in catalogue(folder).files if filed.restricted]
    assert {filed.source for filed in own} == {"internal_requests", "internal_payments"}
    listed = json.loads((folder / "book.json").read_text())
    assert {each["digest"] for each in listed["restricted"]} == {filed.digest for filed in own}
    assert not {each["digest"] for each in listed["files"]} & {filed.digest for filed in own}
    for filed in own:
        assert (part / "raw" / filed.digest[:2] / filed.digest).exists()
    outside = [path for path in folder.rglob("*") if path.is_file() and part not in path.parents]
    assert not [path for path in outside if b"card-0417" in path.read_bytes()]


def test_every_restricted_row_is_marked(folder: Path) -> None:
    paths = list((folder / "restricted" / "tables").rglob("*.parquet"))
    marked = [path for path in paths if path.stem != "set_aside"]
    assert marked
    for path in marked:
        assert set(pq.read_table(path)["restricted"].to_pylist()) <= {True}


def test_without_leave_nothing_of_them_is_shown(folder: Path) -> None:
    closed = samehand.open(folder)
    with pytest.raises(NotPermitted):
        closed.payments(*internal.MEMBERS)
    with pytest.raises(NotPermitted):
        closed.set_aside("internal_payments")
    aside = closed.set_aside()
    assert "Secret" not in json.dumps(aside.envelope())
    assert any("withheld" in told for told in aside.not_looked)
    for kind in all_tables():
        if kind.is_restricted():
            assert not closed.desk.store.holds(kind.table)


def test_a_restricted_line_is_not_told_without_leave(folder: Path, book: samehand.Book) -> None:
    cite = book.payments("arin:made-08").results[0]["cites"][0]
    with pytest.raises(NotPermitted):
        samehand.open(folder).cite(cite)


def test_an_import_after_that_keeps_them(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "book")
    (tmp_path / "asn-names-20170322.txt").write_text("64500\tEXAMPLE-1 - Example, US\n" * 2)
    import_files(tmp_path / "book", Wish(paths=(tmp_path / "asn-names-20170322.txt",)))
    book = samehand.open(tmp_path / "book", access=READER)
    assert len(book.payments(*internal.MEMBERS)) == 20


# Logged


def test_every_read_is_logged_before_it_is_made(folder: Path) -> None:
    before = log(folder)
    samehand.open(folder).status()
    assert log(folder) == before
    samehand.open(folder, access=READER).payments("arin:made-01")
    (entry,) = log(folder)[len(before) :]
    assert entry["tables"] == ["decision", "payment", "request"]
    assert entry["command"] == "samehand.open"
    assert entry["who"]
    assert entry["when"].endswith("+00:00")
    assert stat.S_IMODE((folder / LOG).stat().st_mode) == 0o600


def test_where_it_cannot_be_logged_nothing_is_read(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "book")
    (tmp_path / "book" / LOG).unlink(missing_ok=True)
    (tmp_path / "book" / LOG).mkdir()
    with pytest.raises(NotPermitted, match="cannot be written"):
        samehand.open(tmp_path / "book", access=READER).payments("arin:made-01")


# At the command line


def test_the_command_prints_the_schedule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["payments", "arin:made-01", "arin:made-08", "--restricted", "--book", str(folder)]
    assert run(words) == 0
    golden("internal-payments.txt", capsys.readouterr().out)
    assert log(folder)[-1]["command"] == "samehand payments arin:made-01 arin:made-08"


def test_the_command_refuses_without_the_flag(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["payments", "arin:made-01", "--book", str(folder)]) == 6
    assert "--restricted" in capsys.readouterr().err
    words = ["payments", "arin:made-01", "--restricted", "--redact", "restricted"]
    assert run([*words, "--book", str(folder)]) == 2


# Parquet


def test_a_parquet_file_gives_the_rows_of_its_csv(tmp_path: Path) -> None:
    own = internal.write_files(tmp_path / "own")
    for path in list(own.iterdir()):
        pq.write_table(pa_csv.read_csv(path), path.with_suffix(".parquet"))
        path.unlink()
    import_files(tmp_path / "book", Wish(paths=(own,)))
    book = samehand.open(tmp_path / "book", as_of="2017-03-20", access=READER)
    answer = book.payments(*internal.MEMBERS)
    assert len(answer) == 20
    assert answer.query["totals"]["EUR"] == "257.1"  # a number there, as text in the CSV
    told = [book.cite(cite).results[0]["text"] for cite in answer.results[0]["cites"]]
    assert any("card-0417" in text for text in told)
