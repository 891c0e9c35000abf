"""The command line of judging and exporting: what is refused, how, and with which exit code."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

import samehand
from samehand.cli import run
from tests.conftest import Demo


@pytest.fixture(scope="module")
def tied(demo: Demo) -> tuple[str, str]:
    """The two of the first hand that are tied the most."""
    book = samehand.open(demo.book)
    whole = book.hand(book.hands().results[0]["hand"]).results[0]
    heaviest = max(whole["links"], key=lambda link: link["weight"])
    return heaviest["one"], heaviest["other"]


@pytest.fixture
def pair(
    demo: Demo, tied: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, str]:
    """They, in a book that is the default one."""
    shutil.copytree(demo.book, tmp_path / "book")
    for name in [each for each in os.environ if each.startswith("SAMEHAND_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SAMEHAND_BOOK", str(tmp_path / "book"))
    return tied


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run(words)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_who_judges_is_told_by_flag_then_environment_then_login(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = ["judge", *pair, "unsure", "--json", "-q"]
    by = []
    for user, more in (("env", ["--by", "flag"]), ("env", []), ("", [])):
        monkeypatch.setenv("SAMEHAND_USER", user)
        code, out, _ = said([*judge, *more], capsys)
        assert code == 0
        by.append(json.loads(out)["results"][0]["by"])
    assert by[:2] == ["flag", "env"]
    assert by[2]


def test_a_pair_judged_different_trips_no_gate(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    why = ["why", *pair, "-q", "--gate", "possible"]
    assert said(why, capsys)[0] == 1
    assert said(["judge", *pair, "different", "--by", "ann", "--because", "E1"], capsys)[0] == 0
    assert said(why, capsys)[0] == 0
    assert said([*why, "--verdicts", "none"], capsys)[0] == 1


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["judge", "arin:nobody", "arin:none", "same", "--by", "ann"], 3, "no holder"),
        (["verdicts", "--undo", "V7", "--by", "ann"], 3, "no verdict V7"),
        (["verdicts", "--undo", "seven"], 2, "V3"),
        (["verdicts", "--note", "what for"], 2, "--undo"),
        (["verdicts", "--undo", "V1", "--all"], 2, "one verdict"),
        (["hands", "--verdicts", "some"], 2, "not a day"),
        (["review"], 2, "terminal"),
        (["export", "1", "docx"], 2, "stix"),
        (["export", "1", "stix", "--json"], 2, "format of its own"),
        (["export", "H-00000000", "stix"], 3, "no hand"),
    ],
)
def test_what_cannot_be_done_is_said(
    pair: tuple[str, str],
    words: list[str],
    code: int,
    says: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found, out, err = said(words, capsys)
    assert found == code, err
    assert not out
    assert says in err
    assert not (Path(os.environ["SAMEHAND_BOOK"]) / "verdicts.sqlite").exists()


def test_an_export_goes_to_a_file_or_a_pipe_alike(
    pair: tuple[str, str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "hand.stix.json"
    assert run(["export", "1", "stix", "-o", str(file)]) == 0
    told = capsysbinary.readouterr()
    assert not told.out
    assert b"wrote" in told.err
    assert b"SYNTHETIC" in told.err
    assert run(["export", pair[0], "stix"]) == 0
    assert capsysbinary.readouterr().out == file.read_bytes()


def test_a_library_that_is_not_there_is_named_with_its_extra(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMEHAND_TEAM_URL", "postgresql://ann:s3cret@127.0.0.1:1/samehand")
    monkeypatch.setitem(sys.modules, "pg8000", None)
    code, _, err = said(["verdicts"], capsys)
    assert (code, "samehand[team]" in err, "s3cret" in err) == (2, True, False)
    monkeypatch.undo()
    from samehand.cli import judging
    from samehand.errors import UsageError

    for name in [each for each in sys.modules if each.startswith("samehand.cli.review")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual.app", None)
    with pytest.raises(UsageError, match=r"samehand\[review\]"):
        judging._screen()


def test_a_team_that_does_not_answer_is_told_without_its_password(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMEHAND_TEAM_URL", "postgresql://ann:s3cret@127.0.0.1:1/samehand")
    code, out, err = said(["hands", "--json"], capsys)
    assert code == 6
    assert not out
    assert json.loads(err)["error"]["code"] == "R002"
    assert "s3cret" not in err
