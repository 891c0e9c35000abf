"""Past requests: each by what was known that day, and where each hand was first seen."""

import csv
import io
import json
from pathlib import Path

import pytest

import samehand
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.errors import NotPermitted, UsageError
from tests import applying
from tests.small import golden

READER = samehand.Access(restricted="a test of replays")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("replaying")
    told = import_files(place / "book", Wish(paths=(applying.write_history(place / "files"),)))
    assert not told.refused
    return place / "book"


@pytest.fixture(scope="module")
def answer(folder: Path) -> samehand.Answer:
    return samehand.open(folder).replay("past.json", text=json.dumps(applying.PAST))


def test_each_request_is_asked_with_what_was_known_that_day(answer: samehand.Answer) -> None:
    rows = {row["application"]: row for row in answer}
    assert [row["application"] for row in answer] == ["A-1", "A-2", "A-3", "A-4"]
    assert rows["A-1"]["known_on"] is None
    assert rows["A-1"]["level"] is None
    assert (rows["A-2"]["known_on"], rows["A-2"]["with"]) == ("2016-01-01", ["arin:h00"])
    assert (rows["A-3"]["known_on"], rows["A-3"]["with"]) == (
        "2017-03-21",
        ["arin:h00", "arin:h01"],
    )
    assert (rows["A-4"]["level"], rows["A-4"]["hand"]) == (None, None)


def test_a_replayed_day_says_what_a_screen_with_both_clocks_says(
    folder: Path, answer: samehand.Answer
) -> None:
    then = samehand.open(folder, as_of="2016-06-01", known_on="2016-06-01")
    (told,) = then.screen("-", text=json.dumps(applying.PAST[2])).results
    (row,) = [row for row in answer if row["application"] == "A-2"]
    assert (row["level"], row["weight"], row["strongest"]) == (
        told["level"],
        told["weight"],
        told["strongest"],
    )


def test_a_hand_is_first_seen_at_a_request_of_a_day(answer: samehand.Answer) -> None:
    (hand,) = answer.query["hands"]
    assert hand["holders"] == ["arin:h00", "arin:h01", "arin:h40"]
    assert hand["requests"] == 3
    assert hand["first"]["possible"] == {
        "application": "A-2",
        "day": "2016-06-01",
        "number": 2,
    }
    assert hand["first"]["strong"] is None


def test_the_registrys_own_requests_need_leave_and_know_only_what_it_was_told_by_then(
    folder: Path,
) -> None:
    with pytest.raises(NotPermitted):
        samehand.open(folder).replay()
    answer = samehand.open(folder, access=READER).replay()
    rows = {row["applicant"]: row for row in answer}
    assert set(rows) == {"arin:h03", "arin:h04", "arin:h05"}
    assert all(row["restricted"] for row in answer)
    assert not rows["arin:h03"]["with"]
    late = [each | {"day": "2017-03-01"} for each in applying.PAST[:1]]
    text = json.dumps([late[0] | {"instrument": "card-7", "device": "device-7"}])
    (row,) = samehand.open(folder, access=READER).replay("-", text=text).results
    assert {"arin:h03", "arin:h04"} <= set(row["shares_with"])
    (early,) = (
        samehand.open(folder, access=READER)
        .replay("-", text=text.replace("2017-03-01", "2017-01-09"))
        .results
    )
    assert not {"arin:h03", "arin:h04"} & set(early["shares_with"])


def test_a_request_without_a_day_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match="has no day"):
        samehand.open(folder).replay("-", text='{"name": "Example"}')


def test_the_replay_at_the_command_line(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "past.json"
    path.write_text(json.dumps(applying.PAST))
    asked = ["replay", "--applications", str(path), "--book", str(folder)]
    assert run(asked) == 0
    golden("replay.txt", capsys.readouterr().out)
    past = "day,name\n" + "".join(f"2017-03-{n:02},Other {n}\n" for n in (11, 9, 9))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(past.encode())))
    assert run(["replay", "--applications", "-", "--book", str(folder), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["application"] for row in rows] == ["line 3", "line 4", "line 2"]
    assert run([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "replay/1"
