"""`fit` on the demo world: a weights file, its use in place of those that ship, and its check."""

import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import samehand
from samehand.api import Book
from samehand.api.answers import Answer
from samehand.api.fitting import Wish, fitted
from samehand.api.intake import Wish as Import
from samehand.api.intake import import_files
from samehand.cli import run
from samehand.errors import ImportRefused, NotInData, UsageError, WeightsRefused
from samehand.resolve import all_links
from samehand.resolve.fitting.files import text_of
from samehand.resolve.weights import VERSION, default_whole, read_weights, read_whole
from samehand.store.book import digest_of
from tests.conftest import Demo
from tests.fitting.labelled import org_list, organisations, verdicts


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fit")


@pytest.fixture(scope="module")
def listed(demo: Demo, place: Path) -> Path:
    return org_list(demo, place)


@pytest.fixture(scope="module")
def judged(demo: Demo, place: Path) -> Path:
    return verdicts(demo, place)


@pytest.fixture(scope="module")
def book(demo: Demo) -> Book:
    """The demo's book, opened once: links are looked for once."""
    return samehand.open(demo.book)


@pytest.fixture(scope="module")
def answer(book: Book, listed: Path, place: Path) -> Answer:
    """The fit of all that was planted, written to `weights.json`."""
    return book.fit(place / "weights.json", labels=[listed])


@pytest.fixture(scope="module")
def whole(answer: Answer, place: Path) -> dict[str, Any]:
    return read_whole(place / "weights.json")


def test_a_fit_says_of_every_bin_what_it_weighs_and_why(answer: Answer) -> None:
    wanted = {(rule.name, name) for rule in all_links().values() for name in rule.bins}
    assert {(row["link"], row["bin"]) for row in answer} == wanted
    assert all(row["how"] for row in answer)
    assert all(row["low"] is None or row["low"] <= row["bits"] <= row["high"] for row in answer)
    assert any(row["siblings"] > 10 for row in answer)
    assert answer.query["organisations"] <= len(answer.query["labels"]) + 40


def test_the_file_names_what_it_was_fitted_on(
    book: Book, whole: dict[str, Any], listed: Path
) -> None:
    files = {filed.digest for filed in book.desk.held.files}
    assert set(whole["inputs"]["book"]) == files
    assert whole["inputs"]["labels"] == [digest_of(listed)]
    assert whole["version"] == VERSION
    assert whole["synthetic"]
    assert set(whole["calibration"]) == {"rows", "verdict", "says", "held_out"}


def test_the_plot_lies_beside_it(answer: Answer, place: Path) -> None:
    assert answer.results
    plot = (place / "weights.svg").read_text("utf-8")
    ElementTree.fromstring(plot)
    assert ">SYNTHETIC</text>" in plot


def test_the_same_inputs_give_the_same_bytes(book: Book, listed: Path, place: Path) -> None:
    again = fitted(book.desk, Wish(labels=(listed,)))
    assert text_of(again) == (place / "weights.json").read_text("utf-8")


def test_another_half_is_another_file(book: Book, listed: Path, whole: dict[str, Any]) -> None:
    halves = [fitted(book.desk, Wish(labels=(listed,), half=half)) for half in ("even", "odd")]
    assert len({each["digest"] for each in (*halves, whole)}) == 3
    siblings = [each["labels"]["siblings"] for each in halves]
    assert sum(siblings) == whole["labels"]["siblings"]


def test_who_is_left_out_teaches_nothing(
    demo: Demo, book: Book, listed: Path, whole: dict[str, Any], tmp_path: Path
) -> None:
    gone = max(organisations(demo).values(), key=len)
    (tmp_path / "out.txt").write_text("\n".join(gone))
    wish = Wish(labels=(listed,), leave_out=tmp_path / "out.txt")
    found = fitted(book.desk, wish)
    assert found["labels"]["siblings"] < whole["labels"]["siblings"]
    assert found["inputs"]["left_out"] == [digest_of(tmp_path / "out.txt")]
    assert found["digest"] != whole["digest"]


def test_verdicts_teach_no_prior(book: Book, judged: Path) -> None:
    found = fitted(book.desk, Wish(labels=(judged,)))
    assert found["prior"] == default_whole()["prior"]
    assert found["labels"]["different"] > 10
    together = [
        told["bits"]
        for told in found["links"]["captive-upstream"]["bins"].values()
        if told["siblings"]
    ]
    assert max(together) > 5


# In place of those that ship


def test_a_scan_is_kept_by_its_weights(demo: Demo, answer: Answer, place: Path) -> None:
    assert answer.results
    shipped = samehand.open(demo.book)
    other = samehand.open(demo.book, weights=place / "weights.json")
    by_default, by_file = shipped.hands().results, other.hands()
    assert by_file.query["weights"] == read_weights(place / "weights.json").digest
    assert [row["weight"] for row in by_file] != [row["weight"] for row in by_default]
    assert shipped.hands().results == by_default
    one, two = by_file.results[0]["members"][:2]
    (why,) = other.why(one["holder"], two["holder"]).results
    assert why["prior"] == read_weights(place / "weights.json").prior
    counted = why["prior"] + sum(bar["counted"] for bar in why["bars"])
    assert why["sum"] == pytest.approx(counted, abs=0.01 * (len(why["bars"]) + 1))


def broken(whole: dict[str, Any], **changed: Any) -> str:
    return json.dumps({**whole, **changed})


def refused(path: Path, text: str) -> str:
    path.write_text(text)
    with pytest.raises(WeightsRefused) as fault:
        read_weights(path)
    assert fault.value.hint
    return fault.value.message


def test_weights_that_cannot_weigh_every_link_are_refused(
    whole: dict[str, Any], tmp_path: Path
) -> None:
    path, links = tmp_path / "w.json", whole["links"]
    turns = links["turns"]
    less = {name: told for name, told in turns["bins"].items() if name != "1 turn"}
    odd = {name: {**told, "bits": float("inf")} for name, told in turns["bins"].items()}
    lacking = {name: told for name, told in links.items() if name != "turns"}
    assert "no weights" in refused(path, "[]")
    assert "cannot be read" in refused(path, "{")
    assert "of version 1" in refused(path, broken(whole, version=1))
    assert "no weight of turns" in refused(path, broken(whole, links=lacking))
    for part in ({"bins": less}, {"bins": odd}, {"family": "name"}, {"revision": 0}, {"bins": 3}):
        refused(path, broken(whole, links={**links, "turns": {**turns, **part}}))
    refused(path, broken(whole, prior=None))
    path.write_text(json.dumps(whole))
    assert read_weights(path).file == str(path)


def test_made_up_weights_never_weigh_a_real_book(
    answer: Answer, place: Path, tmp_path: Path
) -> None:
    assert answer.results
    from tests.small import write_files

    import_files(tmp_path / "book", Import(paths=tuple(write_files(tmp_path / "files"))))
    with pytest.raises(WeightsRefused, match="SYNTHETIC"):
        samehand.open(tmp_path / "book", weights=place / "weights.json")


def test_the_weights_that_ship_can_be_read_and_carry_their_calibration() -> None:
    from importlib import resources

    with resources.as_file(resources.files("samehand.resolve").joinpath("weights.json")) as path:
        shipped = read_whole(path)
    assert not shipped["synthetic"]
    assert shipped["calibration"]["held_out"]
    assert not [row for row in shipped["links"]["moved"]["bins"].values() if "kept" in row["how"]]


# How well it holds


def test_weights_are_held_out_only_from_the_other_half_of_their_own_labels(
    book: Book, answer: Answer, listed: Path, judged: Path, place: Path
) -> None:
    assert answer.results
    book.fit(place / "even.json", labels=[listed], half="even")
    half = book.check(place / "even.json", labels=[listed])
    assert half.query["held_out"]
    assert not book.check(place / "weights.json", labels=[listed]).query["held_out"]
    assert not book.check(place / "even.json", labels=[judged]).query["held_out"]
    assert book.check(labels=[listed]).query["held_out"], "those that ship know nothing of it"


def test_hidden_names_speak_for_nobody(book: Book, listed: Path) -> None:
    parts = {
        row["name"]
        for row in book.check(labels=[listed], without=["name"])
        if row["part"] == "family"
    }
    assert "name" not in parts
    assert "routing" in parts
    with pytest.raises(UsageError, match="no family"):
        book.check(labels=[listed], without=["names"])


def test_the_books_own_list_labels_and_then_is_no_evidence(
    demo: Demo, listed: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo.book, tmp_path / "book", ignore=shutil.ignore_patterns("answers"))
    list_of_later = tmp_path / listed.name.replace("20240101", "20220101")
    shutil.copy(listed, list_of_later)
    import_files(tmp_path / "book", Import(paths=(list_of_later,)))
    copy = samehand.open(tmp_path / "book")
    own = fitted(copy.desk, Wish())
    assert own["inputs"]["labels"] == [digest_of(listed)]
    found = copy.check().results
    assert all(row["recall"] < 1 for row in found if row["part"] == "threshold")
    assert "name" not in {
        row["name"] for row in found if row["part"] == "family" and row["recall"] == 1
    }
    earlier = samehand.open(tmp_path / "book", known_on="2021-06-01")
    with pytest.raises(NotInData) as fault:
        earlier.fit()
    assert list_of_later.name in fault.value.hint, "it may label, named as a file"
    assert earlier.check(labels=[list_of_later]).results


def test_a_book_without_labels_says_what_to_give(demo: Demo, book: Book, tmp_path: Path) -> None:
    with pytest.raises(NotInData, match="no list"):
        book.fit()
    (tmp_path / "none.csv").write_text("one,other,verdict\narin:x,arin:y,same\n")
    with pytest.raises(NotInData, match="no two holders"):
        book.fit(labels=[tmp_path / "none.csv"])
    with pytest.raises(ImportRefused):
        book.fit(labels=[tmp_path / "absent"])
    with pytest.raises(UsageError, match="names no organisations"):
        book.fit(labels=[next(path for path in demo.files if "as-rel" in path.name)])
    with pytest.raises(UsageError, match="two files of one kind"):
        book.fit(labels=[tmp_path / "none.csv", verdicts(demo, tmp_path)])


# At the door


def asked(demo: Demo, *words: object) -> int:
    return run(["fit", "--book", str(demo.book), *map(str, words)])


def test_the_door_writes_the_file_and_prints_the_rows(
    demo: Demo, judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(demo, "--labels", judged, "-o", tmp_path / "w.json", "--csv") == 0
    out, err = capsys.readouterr()
    assert out.startswith("link,family,bin,bits,low,high")
    assert "w.svg" in err
    assert read_weights(tmp_path / "w.json").bits
    code = run(["hands", "--book", str(demo.book), "--weights", str(tmp_path / "w.json"), "-q"])
    assert code == 0


def test_the_gate_trips_unless_calibrated(
    demo: Demo, judged: Path, answer: Answer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer.results
    words = ("--labels", judged, "--check", place / "weights.json")
    assert asked(demo, *words) == 0
    assert "calibrated: " in capsys.readouterr().out
    assert asked(demo, *words, "--gate", "calibrated", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["query"]["verdict"] != "calibrated"
    assert asked(demo, *words, "-f", "html", "-q") == 0
    assert "<svg" in capsys.readouterr().out


def test_what_cannot_be_asked_is_refused(
    demo: Demo,
    judged: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked(demo, "--labels", judged, "-o", tmp_path / "w.csv") == 2
    assert asked(demo, "--labels", judged, "--gate", "calibrated") == 2
    assert asked(demo, "--labels", judged, "--check", judged) == 2
    assert asked(demo, "--check", judged, "--half", "even") == 2
    monkeypatch.setenv("SAMEHAND_WEIGHTS", str(judged))
    assert run(["hands", "--book", str(demo.book)]) == 2
    assert "W001" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
