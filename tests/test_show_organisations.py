"""`show` of organisations and of records that went and came back, in books that hold whois only."""

from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.errors import NotInData

SOURCE = "source:         RIPE\n\n"
DAYS = ("20260101", "20260201", "20260301")


def organisation(handle: str, name: str) -> str:
    return f"""\
organisation:   ORG-{handle}-RIPE
org-name:       {name}
org-type:       LIR
country:        XA
address:        1 Example Street
phone:          +999 10000001
e-mail:         ***@example.net
admin-c:        PP1-RIPE
mnt-by:         MNT-EX
created:        2010-01-01T00:00:00Z
{SOURCE}"""


def block(third: int, org: str, maintainer: str = "MNT-EX") -> str:
    named = f"org:            ORG-{org}-RIPE\n" if org else ""
    return f"""\
inetnum:        240.0.{third}.0 - 240.0.{third}.255
netname:        EX-{third}
country:        XA
{named}admin-c:        PP1-RIPE
mnt-by:         {maintainer}
status:         ALLOCATED PA
{SOURCE}"""


NUMBER = f"""\
aut-num:        AS64500
as-name:        EX-AS
org:            ORG-A1-RIPE
mnt-by:         MNT-EX
{SOURCE}"""

STAYS = organisation("A1", "Alder Networks") + block(1, "A1") + NUMBER
DUMPS = (
    STAYS + organisation("B1", "Birch Ltd") + organisation("C1", "Cedar Ltd") + organisation("D1", "Elm")
    + block(2, "A1") + block(3, "A1") + block(4, ""),
    STAYS,
    STAYS + organisation("B1", "Birch LTD") + organisation("C1", "Other Name Ltd")
    + block(2, "A1") + block(3, "B1") + block(4, ""),
)  # fmt: skip


DELEGATED = """\
2|ripencc|{day}|1|19700101|{day}|+0000
ripencc|*|ipv4|*|1|summary
ripencc|XA|ipv4|240.0.0.0|1024|20100101|allocated|acc-1
"""


def filled(place: Path, accounts: bool = False) -> Path:
    """A book of three days of a database; with the accounts of a delegated file, or without."""
    for day, text in zip(DAYS, DUMPS, strict=True):
        (place / f"SYNTHETIC-ripe-{day}.db").write_text("% SYNTHETIC\n\n" + text, encoding="utf-8")
        if accounts:
            name = f"SYNTHETIC-delegated-ripencc-extended-{day}"
            (place / name).write_text(DELEGATED.format(day=day), encoding="utf-8")
    told = import_files(place / "book", Wish(paths=tuple(sorted(place.glob("SYNTHETIC*")))))
    assert not told.refused
    return place / "book"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("organisations"))


@pytest.fixture(scope="module")
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder)


def sections(book: samehand.Book, text: str, kind: str | None = None) -> dict[str, dict[str, Any]]:
    (result,) = book.show(text, kind=kind).results
    return {part["section"]: part for part in result["sections"]}


def test_an_organisation_is_shown_with_its_records_though_no_account_is_in_the_book(
    book: samehand.Book,
) -> None:
    told = sections(book, "ORG-A1-RIPE")
    (row,) = told["organisations"]["rows"]
    assert row["subject"] == "ripencc:ORG-A1-RIPE"
    assert (row["seen"], row["last_seen"], row["stands"]) == ("2026-01-01", "2026-03-01", True)
    assert row["source"] == "ripe.db.organisation"
    assert row["says"].startswith("Alder Networks, LIR, XA, registered 2010-01-01, on record in")
    assert [row["subject"] for row in told["registered"]["rows"]] == [
        "240.0.1.0/24",
        "240.0.2.0/24",
    ]
    assert [row["subject"] for row in told["registered AS numbers"]["rows"]] == ["AS64500"]
    every = [row for part in told.values() for row in part["rows"]]
    assert all(book.cite(cite).results for row in every for cite in row["cites"])


def test_an_organisation_shows_what_its_records_state_and_counts_what_is_withheld(
    book: samehand.Book,
) -> None:
    stated = {row["subject"]: row for row in sections(book, "ORG-A1-RIPE")["stated"]["rows"]}
    assert stated["contact"]["says"] == "PP1-RIPE, on 3 records"
    assert stated["maintainer"]["records"] == 4
    assert stated["phone"]["says"] == "+999 10000001, on 1 record"
    assert stated["mailbox"]["says"] == "withheld, on 1 record"
    assert stated["mailbox"]["value"] is None


def test_a_holder_is_shown_with_the_organisations_that_it_is(book: samehand.Book) -> None:
    told = sections(book, "ripencc:ORG-A1-RIPE")
    assert told["organisations"]["rows"][0]["name"] == "Alder Networks"
    assert told["holds"]["state"] == "source not loaded"
    assert book.show("ripencc:ORG-A1-RIPE").results[0]["known"]
    assert not book.show("ripencc:ORG-A1-RIPE").complete


def test_an_id_of_any_form_is_found_by_its_words(book: samehand.Book) -> None:
    (row,) = sections(book, "ORG-B1-RIPE", kind="name")["names"]["rows"]
    assert (row["field"], row["subject"]) == ("organisation id", "ripencc:ORG-B1-RIPE")


def test_an_organisation_that_is_gone_says_until_when_it_stood(book: samehand.Book) -> None:
    (row,) = sections(book, "ORG-D1-RIPE")["organisations"]["rows"]
    assert not row["stands"]
    assert "to 2026-01-01, no longer there" in row["says"]


def test_an_organisation_there_again_under_its_name_is_stitched(book: samehand.Book) -> None:
    (same,) = sections(book, "ORG-B1-RIPE")["organisations"]["rows"]
    assert same["stitched"] is True
    assert "gone on 2026-02-01, there again on 2026-03-01: stitched" in same["says"]
    (other,) = sections(book, "ORG-C1-RIPE")["organisations"]["rows"]
    assert other["stitched"] is False
    assert "not stitched, for another party" in other["says"]
    (stayed,) = sections(book, "ORG-A1-RIPE")["organisations"]["rows"]
    assert stayed["stitched"] is None


@pytest.mark.parametrize(
    ("prefix", "stitched", "says"),
    [
        ("240.0.1.0/24", None, ""),
        ("240.0.2.0/24", True, "stitched, for the same party stands on it"),
        ("240.0.3.0/24", False, "not stitched, for another party stands on it"),
        ("240.0.4.0/24", True, "stitched, for the same party stands on it"),
    ],
)
def test_a_block_deleted_and_added_again_says_whether_it_is_the_same_partys(
    book: samehand.Book, prefix: str, stitched: bool | None, says: str
) -> None:
    (row,) = sections(book, prefix)["registered"]["rows"]
    assert row["stitched"] is stitched
    assert row["says"].endswith(says)
    assert len(row["cites"]) == (1 if stitched is None else 2)


def test_a_question_of_an_earlier_day_knows_of_no_return(folder: Path) -> None:
    early = samehand.open(folder, as_of="2026-01-01", known_on="2026-01-01")
    assert sections(early, "240.0.2.0/24")["registered"]["rows"][0]["stitched"] is None


def test_an_id_that_no_record_has_is_said_to_be_unknown(book: samehand.Book) -> None:
    with pytest.raises(NotInData, match="organisations: no record found"):
        book.show("ORG-Z9-RIPE")


def test_the_command_shows_an_organisation(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "ORG-A1-RIPE", "--book", str(folder)]) == 0
    assert "Alder Networks" in capsys.readouterr().out


def test_a_title_says_which_whois_records_were_gone_and_are_there_again(tmp_path: Path) -> None:
    book = samehand.open(filled(tmp_path, accounts=True))
    (result,) = book.title("240.0.0.0/22").results
    told = {row["record"]: row["stitched"] for row in result["records_again"]}
    assert told == {"240.0.2.0/24": True, "240.0.3.0/24": False}
    assert result["stitched"] == 1
    assert all(book.cite(cite).results for row in result["records_again"] for cite in row["cites"])
    assert run(["title", "240.0.2.0/24", "--csv", "--book", str(book.desk.folder)]) == 0
