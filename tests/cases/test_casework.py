"""Reports, bundles and replays: one dossier, the same number on every surface, nobody given away."""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

import samehand
from samehand.api.casework.bundling import MANIFEST, TAGS, dumped
from samehand.api.casework.exhibits import cites_in
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.present.dossier import READERS, html, pdf
from samehand.present.exports import EXPORTS
from tests.conftest import Demo
from tests.small import FILES

BLOCK = "245.87.128.0/18"
Do = Callable[..., int]


@pytest.fixture(scope="module")
def made(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case about a hand and a block of the demo world, its dossier and its bundle."""
    place = tmp_path_factory.mktemp("casework")
    where = ["--cases", str(place / "cases")]
    book = ["--book", str(demo.book)]
    (hand,) = samehand.open(demo.book).hands().limited(1).results
    cite = next(cites_in(samehand.open(demo.book).hand(hand["hand"]).results))
    run(["case", "new", "one", "--question", "Are these one hand?", *where])
    run(["case", "add", "one", hand["hand"], BLOCK, *where, *book])
    words = ["--class", "derived", "--evidence", cite]
    run(["case", "finding", "one", "The links add up above even odds.", *words, *where])
    run(["case", "reply", "one", "F-1", "We are not.", "--from", "Organisation 1", *where])
    run(["case", "report", "one", "-o", str(place / "one.json"), *where, *book])
    run(["case", "bundle", "one", str(place / "bag"), *where, *book])
    return place


@pytest.fixture
def bag(made: Path, tmp_path: Path) -> Path:
    """A copy of the bundle in a folder where nothing else is."""
    return Path(shutil.copytree(made / "bag", tmp_path / "bag"))


def dossier(made: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((made / "one.json").read_text("utf-8"))
    return told


def pages_of(raw: bytes) -> Iterator[str]:
    return (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


def words_of(raw: bytes) -> str:
    return "".join(pages_of(raw))


def test_a_replay_needs_the_bundle_alone_and_finds_every_number_again(
    bag: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bag.parent)
    monkeypatch.setenv("SAMEHAND_BOOK", str(bag.parent / "no.book"))
    assert run(["case", "verify", "bag"]) == 0
    assert run(["case", "replay", "bag"]) == 0
    assert re.search(r"(\d+) numbers computed again, 0 differ", capsys.readouterr().out)


def test_a_bundle_of_one_case_is_the_same_bytes_again(
    made: Path, demo: Demo, tmp_path: Path
) -> None:
    where = ["--cases", str(made / "cases"), "--book", str(demo.book)]
    assert run(["case", "bundle", "one", str(tmp_path / "again"), *where]) == 0
    one, two = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (made / "bag", tmp_path / "again")
    )
    assert one == two


@pytest.mark.parametrize("name", ["data/report.md", "data/dossier.json", "bag-info.txt", MANIFEST])
def test_a_changed_byte_is_told(bag: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with (bag / name).open("ab") as file:
        file.write(b"\n")
    assert run(["case", "verify", str(bag)]) == 5
    assert f"{name} was changed" in capsys.readouterr().out
    assert run(["case", "replay", str(bag)]) == 5


def test_a_number_changed_with_its_manifests_is_found_by_the_replay(
    bag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads((bag / "data/dossier.json").read_text("utf-8"))
    pair = told["slices"][0]["pairs"][0]
    pair["bits"] += 1
    (bag / "data/dossier.json").write_bytes(dumped(told))
    for manifest in (MANIFEST, TAGS):
        lines = (bag / manifest).read_text().splitlines()
        names = [line.split("  ", 1)[1] for line in lines]
        text = "".join(
            f"{hashlib.sha256((bag / name).read_bytes()).hexdigest()}  {name}\n" for name in names
        )
        (bag / manifest).write_text(text)
    assert run(["case", "replay", str(bag)]) == 5
    assert f"bits of {pair['one']} and {pair['other']}: {pair['bits']}" in capsys.readouterr().out


def test_a_bundle_is_not_written_over_anything(made: Path, demo: Demo, tmp_path: Path) -> None:
    where = ["--cases", str(made / "cases"), "--book", str(demo.book)]
    assert run(["case", "bundle", "one", str(tmp_path), *where]) == 2
    assert list(tmp_path.iterdir()) == []


def test_one_number_is_the_same_on_every_surface(
    made: Path, demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    """The weight of the hand: as text, JSON, HTML, PDF, Markdown, an export, and in the bundle."""
    told = dossier(made)
    (part,) = told["slices"]
    hand = part["hand"]
    book = samehand.open(demo.book)
    (row,) = book.hand(hand).results
    weight = f"{row['weight']:.1f}"
    pair = part["tree"][0]
    bits = f"{book.why(pair[1], pair[2]).results[0]['total']:.1f}"
    run(["hand", hand, "--book", str(demo.book)])
    run(["export", hand, "graphml", "--book", str(demo.book)])
    surfaces = {
        "text and export": capsys.readouterr().out,
        "html": (made / "bag/data/report.html").read_text("utf-8"),
        "markdown": (made / "bag/data/report.md").read_text("utf-8"),
        "pdf": words_of((made / "bag/data/report.pdf").read_bytes()),
    }
    assert not [name for name, text in surfaces.items() if weight not in text]
    assert f"{pair[0]:.1f}" == bits
    again = next(p for p in part["pairs"] if (p["one"], p["other"]) == (pair[1], pair[2]))
    assert f"{again['bits']:.1f}" == bits


def test_one_pair_has_one_number_on_every_surface(
    made: Path, demo: Demo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The strongest pair of the hand: its bits as text, JSON, HTML, PDF, Markdown, and in exports."""
    (part,) = dossier(made)["slices"]
    bits, one, other = part["tree"][0]
    where = ["--book", str(demo.book)]

    def said(*words: str) -> str:
        capsys.readouterr()
        assert run([*words, *where]) == 0
        return capsys.readouterr().out

    two, shown = f"{bits:.2f}".rstrip("0").rstrip("."), f"{bits:.1f}"
    assert json.loads(said("why", one, other, "--json"))["results"][0]["total"] == round(bits, 2)
    cases = ["--cases", str(made / "cases")]
    said("case", "export", "one", "csv", "-o", str(tmp_path / "csv"), *cases)
    links = (tmp_path / "csv/SYNTHETIC-links.csv").read_text("utf-8")
    surfaces = {
        "why as text": (said("why", one, other), f"+{shown}"),
        "why as HTML": (said("why", one, other, "-f", "html"), shown),
        "why as Markdown": (said("why", one, other, "-f", "markdown"), shown),
        "the report as HTML": ((made / "bag/data/report.html").read_text("utf-8"), f"{shown} bits"),
        "as Markdown": ((made / "bag/data/report.md").read_text("utf-8"), f"{shown} bits"),
        "as PDF": (words_of((made / "bag/data/report.pdf").read_bytes()), f"{shown} bits"),
        "its tables": (links, f",{next(_bits(part, one, other))}\n"),
        **{name: (said("export", part["hand"], name), two) for name in EXPORTS if name != "rdap"},
    }
    assert not [name for name, (text, number) in surfaces.items() if number not in text]
    assert f"{next(_bits(part, one, other)):.2f}" == f"{bits:.2f}"


def _bits(part: dict[str, Any], one: str, other: str) -> Iterator[float]:
    """The bits of a pair in the slice from which a replay adds up again."""
    pairs = ({pair["one"], pair["other"]} == {one, other} for pair in part["pairs"])
    return (pair["bits"] for pair, mine in zip(part["pairs"], pairs, strict=True) if mine)


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_gets_a_report(made: Path, reader: str) -> None:
    page = html(dossier(made), reader)
    assert "SYNTHETIC" in page
    assert ("Links: why" in page) == ("links" in READERS[reader])
    assert "SYNTHETIC" in next(pages_of(pdf(dossier(made), reader))), "on the first page"


def test_a_reply_is_beside_its_finding(made: Path) -> None:
    page = (made / "bag/data/report.html").read_text("utf-8")
    assert re.search(
        r"The links add up above even odds\..{1,400}Organisation 1: We are not\.", page
    )


def test_no_person_mailbox_or_phone_is_given_away_anywhere(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    secret = ("Mustermann", "erika@", "555-0100")
    for name, text in FILES.items():
        told = text.replace("Example Networks, Inc.", "Erika Mustermann")
        (files / name).write_text(told, encoding="utf-8")
    import_files(tmp_path / "book", Wish(paths=tuple(sorted(files.iterdir()))))
    where = ["--cases", str(tmp_path / "cases"), "--book", str(tmp_path / "book")]
    run(["case", "new", "two", "--question", "Who is this?", *where[:2]])
    run(["case", "add", "two", "AS64500", "arin:a1b2", *where, "--known-on", "2017-03-21"])
    run(["case", "note", "two", "asked erika@example.net, +1 202 555-0100", *where[:2]])
    for ending in ("html", "md", "pdf", "json"):
        run(["case", "report", "two", "-o", str(tmp_path / f"two.{ending}"), *where])
    run(["case", "bundle", "two", str(tmp_path / "bag"), *where])
    written = [*tmp_path.glob("two.*"), *(p for p in (tmp_path / "bag").rglob("*") if p.is_file())]
    assert len(written) > 10
    for path in written:
        raw = path.read_bytes()
        text = words_of(raw) if path.suffix == ".pdf" else raw.decode("utf-8")
        assert not [each for each in secret if each in text], path
    run(["case", "report", "two", "-o", str(tmp_path / "open.md"), "--redact", "none", *where])
    assert secret[0] in (tmp_path / "open.md").read_text("utf-8")


def test_final_is_refused_while_a_fault_stands(
    made: Path, demo: Demo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = shutil.copytree(made / "cases", tmp_path / "cases")
    where = ["--cases", str(cases), "--book", str(demo.book)]
    assert run(["case", "lint", "one", *where]) == 0
    assert run(["case", "report", "one", "-o", str(tmp_path / "a.md"), "--final", *where]) == 0
    words = ["--class", "recorded", "--evidence", "00000000:7", *where[:2]]
    run(["case", "finding", "one", "It holds 123,457 addresses.", *words])
    capsys.readouterr()
    assert run(["case", "lint", "one", *where]) == 1
    told = capsys.readouterr().out
    assert "00000000:7 proves nothing" in told
    assert "123,457 stands in no answer" in told
    assert run(["case", "report", "one", "-o", str(tmp_path / "b.md"), "--final", *where]) == 4
    assert not (tmp_path / "b.md").exists()
