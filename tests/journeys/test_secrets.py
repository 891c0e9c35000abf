"""Persons of the journeys' world are named on lines that its hand rests on, and in nothing that leaves."""

import csv
import io
import re
from pathlib import Path

import pyarrow.parquet as pq
import pypdf
import pytest

import samehand
from samehand.present.dossier.dictionary import TABLES
from samehand.present.exports import EXPORTS, export
from tests.journeys.conftest import MOVED, SECRETS, Place, Say

MAILBOX = re.compile(r"(?:person|noc)[0-9]*@[a-z0-9.]+example|\+999-[0-9-]{6,}")


@pytest.fixture
def case(place: Place, say: Say) -> Say:
    """A case about two hands and a block, with words of and about persons."""
    two = samehand.open(place.book).hands().results[1]["hand"]
    say("case", "new", "two", "--question", "One?")
    assert say("case", "add", "two", place.hand, two, MOVED).code == 0
    person = SECRETS["Person 0910"]
    say("case", "note", "two", f"asked {person} at +999-1-10000910, person910@post.example")
    say("case", "finding", "two", f"{person} signed.", "--class", "note")
    say("case", "reply", "two", "F-1", "I did not.", "--from", "Zdenka Vomackova")
    return say


def words_of(path: Path) -> str:
    """Everything that a file says, whatever its form."""
    if path.suffix == ".parquet":
        return str(pq.read_table(path).to_pylist())
    if path.suffix == ".pdf":
        pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
        return "".join(page.extract_text() for page in pages)
    return path.read_text("utf-8")


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_no_planted_secret_stands_in_anything_that_leaves(case: Say, place: Place) -> None:
    for name in ("csv", "parquet", "stix"):
        assert case("case", "export", "two", name, "-o", f"out/{name}").code == 0
    envelope = samehand.open(place.book).exported(place.hand).envelope()
    for name in EXPORTS:
        Path(f"out/{name}.txt").write_bytes(export(envelope, name))
    assert case("case", "bundle", "two", "out/bag").code == 0
    written = [path for path in Path("out").rglob("*") if path.is_file()]
    assert len(written) > 100
    for path in written:
        text = words_of(path)
        assert not [person for person in SECRETS.values() if person in text], path
        assert not MAILBOX.search(text), f"{path}: {MAILBOX.search(text)}"
    case("case", "report", "two", "-o", "open.md", "--redact", "none")
    for secret in ("Jiri Novotny", "Zdenka Vomackova", "person910@post.example"):
        assert secret in Path("open.md").read_text("utf-8"), "what is looked for is really there"


def test_tables_hold_every_hand_and_mean_what_their_dictionary_says(
    case: Say, place: Place
) -> None:
    for form in ("csv", "parquet"):
        assert case("case", "export", "two", form, "-o", form).code == 0
    names = sorted((*TABLES, "dictionary"))
    assert sorted(p.name for p in Path("csv").iterdir()) == [f"SYNTHETIC-{n}.csv" for n in names]
    told = read(Path("csv/SYNTHETIC-dictionary.csv"))
    for name in TABLES:
        columns = [row["column"] for row in told if row["table"] == name]
        rows = read(Path(f"csv/SYNTHETIC-{name}.csv"))
        same = pq.read_table(f"parquet/SYNTHETIC-{name}.parquet")
        assert list(rows[0]) == columns == same.column_names
        assert len(rows) == same.num_rows > 0
    parties = pq.read_table("parquet/SYNTHETIC-parties.parquet").to_pylist()
    hands = {row["hand"] for row in parties}
    assert len(hands) == 2
    assert sum(row["addresses"] for row in parties if row["hand"] == place.hand) == 413_696
    links = pq.read_table("parquet/SYNTHETIC-links.parquet").to_pylist()
    assert {row["hand"] for row in links} == hands
    one, other = links[0]["one"], links[0]["other"]
    total = samehand.open(place.book).why(one, other).results[0]["total"]
    assert round(links[0]["pair_bits"], 2) == total


def test_tables_are_not_written_over_anything(case: Say) -> None:
    Path("there").mkdir()
    assert case("case", "export", "two", "csv", "-o", "there").code == 2
    assert case("case", "export", "two", "stix", "-o", "there").code == 2
    assert not list(Path("there").iterdir())
