"""A book stays as it was: when a file is refused, when an import dies, when worlds would mix."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samehand.cli import run
from samehand.store.book import made_aside
from tests.small import write_files

COMMAND = [sys.executable, "-m", "samehand.cli"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    paths = write_files(tmp_path / "files")
    place = tmp_path / "book"
    assert run(["import", *map(str, paths), "--book", str(place), "-q"]) == 0
    return place


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a book that counts."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("delegated-arin-extended-20180101", b""),
        ("delegated-arin-extended-20180102", b"\x00\x01\x02" * 99),
        (
            "delegated-arin-extended-20180103",
            b"2.3|arin|1|9|19700101|20180103|-0400\narin|*|ipv4|*|9|summary\n",
        ),
        ("delegated-arin-extended-20180104.gz", b"\x1f\x8b\x08\x00broken"),
        ("holiday.txt", b"dear all\n"),
    ],
)
def test_a_refused_file_leaves_the_book_as_it_was(
    book: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    before = contents(book)
    (tmp_path / name).write_bytes(content)
    assert run(["import", str(tmp_path / name), "--book", str(book)]) == 2
    assert name in capfd.readouterr().err
    assert contents(book) == before


def test_an_import_killed_half_way_leaves_the_book_as_it_was(book: Path, tmp_path: Path) -> None:
    before = contents(book)
    lines = "".join(f"{1 + n}\tNAME-{n} - Name {n}, US\n" for n in range(400_000))
    (tmp_path / "long").mkdir()
    (tmp_path / "long" / "asn-names-20180101.txt").write_text(lines)
    env = os.environ | {"SAMEHAND_BOOK": str(book)}
    child = subprocess.Popen(
        [*COMMAND, "import", str(tmp_path / "long")], env=env, stderr=subprocess.DEVNULL
    )
    staging, until = book / "staging", time.monotonic() + 20
    while not (staging.exists() and any(staging.iterdir())) and time.monotonic() < until:
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    kept = {name: raw for name, raw in contents(book).items() if not name.startswith("staging")}
    assert kept == before
    assert run(["status", "--book", str(book)]) == 0


def test_made_up_and_real_files_do_not_mix(
    book: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["world", str(tmp_path / "world"), "--holders", "300", "--hands", "1"]) == 0
    before = contents(book)
    assert run(["import", str(tmp_path / "world"), "--book", str(book)]) == 2
    assert "SYNTHETIC and real files cannot be in one book" in capfd.readouterr().err
    assert contents(book) == before


def interrupted(place: Path) -> None:
    with made_aside(place) as aside:
        (aside / "half").write_text("of it")
        raise KeyboardInterrupt


def test_what_is_made_aside_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "answers/scan"
    with pytest.raises(KeyboardInterrupt):
        interrupted(place)
    assert not list(place.parent.iterdir())
    with made_aside(place) as aside:
        (aside / "whole").write_text("")
    assert [each.name for each in place.iterdir()] == ["whole"]


def test_of_two_who_make_the_same_aside_the_first_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "answers/scan"
    with made_aside(place) as aside:
        (aside / "mine").write_text("")
        place.mkdir()
        (place / "first").write_text("by another process, meanwhile")
    assert [each.name for each in place.iterdir()] == ["first"]
    assert list(place.parent.iterdir()) == [place]
