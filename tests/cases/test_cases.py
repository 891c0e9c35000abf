"""A case keeps what it acknowledged, tells what was changed, and says what lint did not look at."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.cases import folder, lint, log
from samehand.cases.words import Finding, Pin, Reply
from samehand.errors import IntegrityError, NotInData, UsageError

WRITER = """
import sys
from pathlib import Path
from samehand.cases.folder import note
while True:
    print(note(Path(sys.argv[1]), "one", "kept").sha256, flush=True)
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A folder with one case."""
    folder.new(tmp_path, "one", "Are these holders one hand?")
    return tmp_path


def test_a_case_tells_what_was_put_in(cases: Path) -> None:
    pin = Pin("240.0.0.0/24", "2024-01-01", "2024-01-02", "ab" * 32)
    made = Finding("Two records share an address.", "assessment", ("3f9c2a1b:1",))
    folder.add(cases, "one", pin)
    folder.note(cases, "one", "ask the registry")
    folder.find(cases, "one", made)
    last = folder.reply(cases, "one", Reply("F-1", "Organisation 1", "A serviced office."))
    case = folder.show(cases, "one")
    assert (case.pins, case.notes, case.findings) == ((pin,), ("ask the registry",), (made,))
    assert case.replies[0].says == "A serviced office."
    assert case.head == last.sha256
    assert folder.names(cases) == ("one",)


def test_a_name_that_is_taken_leaves_the_first_case_as_it_was(cases: Path) -> None:
    before = folder.show(cases, "one")
    with pytest.raises(UsageError, match="already"):
        folder.new(cases, "one", "Another question?")
    assert folder.show(cases, "one") == before
    assert [each.name for each in cases.iterdir()] == ["one"]


@pytest.mark.parametrize("name", ["", "..", "../one", ".new-x", "One", "a/b", "-a", "a" * 64])
def test_a_name_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        folder.new(tmp_path, name, "What?")
    with pytest.raises(NotInData):
        folder.show(tmp_path, name)
    assert not list(tmp_path.iterdir())


def test_a_reply_to_no_finding_is_refused(cases: Path) -> None:
    with pytest.raises(NotInData, match="F-1"):
        folder.reply(cases, "one", Reply("F-1", "someone", "No."))


@pytest.mark.parametrize(
    "finding",
    [
        Finding(" ", "note"),
        Finding("It is so.", "verdict"),
        Finding("It is so.", "claim"),
        Finding("It is so.", "claim", status="alleged"),
        Finding("It is so.", "recorded", status="alleged", by="a court"),
        Finding("It is so.", "claim", status="known", by="a court"),
    ],
)
def test_a_finding_that_cannot_be_kept_is_refused(cases: Path, finding: Finding) -> None:
    with pytest.raises(UsageError):
        folder.find(cases, "one", finding)
    assert not folder.show(cases, "one").findings


def test_killed_at_any_time_it_keeps_what_it_acknowledged(cases: Path) -> None:
    for lines in (1, 7, 30):
        words = [sys.executable, "-c", WRITER, str(cases)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, env=os.environ) as writer:
            assert writer.stdout
            heard = [writer.stdout.readline().decode().strip() for _ in range(lines)]
            writer.send_signal(signal.SIGKILL)
            heard += [line.decode().strip() for line in writer.stdout if line.endswith(b"\n")]
        kept = {entry.sha256 for entry in log.read(cases / "one")}
        assert len(heard) >= lines
        assert set(heard) <= kept
        folder.note(cases, "one", "and it goes on")


def test_two_at_once_both_are_kept(cases: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: folder.note(cases, "one", str(n)), range(24)))
    assert sorted(folder.show(cases, "one").notes, key=int) == [str(n) for n in range(24)]


@given(cut=st.integers(min_value=1, max_value=400))
def test_a_line_cut_anywhere_is_set_aside_and_the_log_goes_on(cut: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        cases = Path(place)
        folder.new(cases, "one", "What?")
        folder.note(cases, "one", "x" * 200)
        path = cases / "one" / log.LOG
        raw = path.read_bytes()
        whole = raw.index(b"\n") + 1
        left = max(whole, len(raw) - cut)
        path.write_bytes(raw[:left])
        folder.note(cases, "one", "after")
        torn = cases / "one" / log.TORN
        if left == len(raw) - 1:  # only its end was missing: it says all it said
            assert folder.show(cases, "one").notes == ("x" * 200, "after")
        else:
            assert folder.show(cases, "one").notes == ("after",)
            assert (torn.read_bytes() if left > whole else b"\n") == raw[whole:left] + b"\n"


@given(place=st.integers(min_value=0), to=st.integers(min_value=0, max_value=255))
def test_a_changed_byte_is_told_and_nothing_is_cut(place: int, to: int) -> None:
    with tempfile.TemporaryDirectory() as where:
        cases = Path(where)
        folder.new(cases, "one", "What?")
        folder.note(cases, "one", "a note")
        folder.note(cases, "one", "another")
        path = cases / "one" / log.LOG
        raw = path.read_bytes()
        at = place % raw.rindex(b"\n", 0, -1)  # in any line but the last, which may be torn
        changed = raw[:at] + bytes([to]) + raw[at + 1 :]
        if changed == raw:
            return
        path.write_bytes(changed)
        with pytest.raises(IntegrityError):
            log.read(cases / "one")
        with pytest.raises(IntegrityError):
            folder.note(cases, "one", "more")
        assert path.read_bytes() == changed


def test_an_entry_that_was_moved_or_taken_out_is_told(cases: Path) -> None:
    for says in ("a", "b", "c"):
        folder.note(cases, "one", says)
    path = cases / "one" / log.LOG
    lines = path.read_bytes().splitlines(keepends=True)
    for other in (lines[:1] + lines[2:], [lines[0], lines[2], lines[1], lines[3]], lines[1:]):
        path.write_bytes(b"".join(other))
        with pytest.raises(IntegrityError):
            folder.show(cases, "one")


def test_every_line_is_json_for_other_tools(cases: Path) -> None:
    folder.note(cases, "one", "名前 \r\n \u2028 end")
    lines = (cases / "one" / log.LOG).read_text("ascii").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["new", "note"]
    assert folder.show(cases, "one").notes == ("名前 \r\n \u2028 end",)


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        (Finding("A record.", "recorded"), "nothing it rests on"),
        (Finding("Likely one hand.", "assessment", ("3f9c2a1b:1",)), "no other explanation"),
        (Finding("They stole it.", "note"), "a word that accuses: stole"),
        (Finding("A Hijacked block.", "note"), "a word that accuses: hijacked"),
        (
            Finding("A fraud.", "claim", ("3f9c2a1b:1",), "alleged", "a forum"),
            "a word that accuses: fraud",
        ),
        (Finding("The owner changed.", "note"), "the word owner"),
    ],
)
def test_lint_tells_a_fault(cases: Path, finding: Finding, says: str) -> None:
    folder.find(cases, "one", finding)
    assert [fault.says for fault in lint.faults(folder.show(cases, "one"))] == [says]


def test_lint_spares_a_court_that_is_named_and_what_is_in_order(cases: Path) -> None:
    cites = ("3f9c2a1b:1",)
    court = Finding("Convicted of fraud.", "claim", cites, "adjudicated", "court: SYNTHETIC")
    folder.find(cases, "one", court)
    folder.find(cases, "one", Finding("A record names both.", "recorded", ("3f9c2a1b:2",)))
    assert not lint.faults(folder.show(cases, "one"))


def test_a_case_without_a_finding_is_not_in_order(cases: Path) -> None:
    assert [fault.where for fault in lint.faults(folder.show(cases, "one"))] == ["case"]
    assert "restricted text" in lint.NOT_LOOKED
