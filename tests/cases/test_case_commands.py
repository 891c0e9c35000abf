"""The commands of cases, as a user types them."""

import json
from pathlib import Path

import pytest

from samehand.cli import run


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of cases with one case, and no book."""
    monkeypatch.setenv("SAMEHAND_CASES", str(tmp_path / "cases"))
    monkeypatch.setenv("SAMEHAND_BOOK", str(tmp_path / "none.book"))
    assert run(["case", "new", "one", "--question", "One hand?"]) == 0
    return tmp_path


def test_a_reply_is_shown_beside_its_finding(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "reply.txt").write_text("A serviced office.", "utf-8")
    words = ["--class", "assessment", "--evidence", "3f9c2a1b:1", "--alternative", "An agent."]
    assert run(["case", "finding", "one", "Two records share an address.", *words]) == 0
    reply = ["case", "reply", "one", "F-1", str(place / "reply.txt"), "--from", "Organisation 1"]
    assert run(reply) == 0
    capsys.readouterr()
    assert run(["case", "show", "one"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:5] == [
        "F-1 [assessment] Two records share an address.",
        "    3f9c2a1b:1",
        "    otherwise: An agent.",
        "    reply of Organisation 1: A serviced office.",
    ]


def test_lint_ends_with_1_on_faults_and_says_what_it_did_not_look_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["case", "lint", "one"]) == 1
    assert "not looked: persons" in capsys.readouterr().out
    words = ["--class", "recorded", "--evidence", "3f9c2a1b:1"]
    assert run(["case", "finding", "one", "A record names both.", *words]) == 0
    capsys.readouterr()
    assert run(["case", "lint", "one", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    assert told["not_looked"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "none"], 3),
        (["new", "one", "--question", "Again?"], 2),
        (["new", "../x", "--question", "What?"], 2),
        (["finding", "one", "It is so.", "--class", "verdict"], 2),
        (["add", "one"], 2),
        (["add", "one", "AS64500"], 3),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["case", "show", "one"])
    before = capsys.readouterr().out
    assert run(["case", *words]) == code
    assert "Traceback" not in capsys.readouterr().err
    run(["case", "show", "one"])
    assert capsys.readouterr().out == before


@pytest.mark.parametrize(
    "words",
    [
        ["report", "one", "-o", "{place}/no/folder/x.md"],
        ["report", "one", "-o", "{place}/folder.md"],
        ["bundle", "one", "{place}/folder.md"],
        ["export", "one", "csv", "-o", "{place}/folder.md"],
        ["report", "one", "-o", "{place}/x.docx"],
        ["verify", "{place}/nothing"],
    ],
)
def test_what_cannot_be_written_or_read_is_told_before_any_work(
    place: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "folder.md").mkdir()
    code = run(["case", *(word.format(place=place) for word in words)])
    told = capsys.readouterr().err
    assert code == (5 if words[0] == "verify" else 2), told
    assert "Errno" not in told
    assert not list((place / "folder.md").iterdir())
