"""Linking a book's records: whole or not there, of the days asked, and read by the links."""

from datetime import date
from pathlib import Path

import pytest

import samehand
from samehand.api import linking
from samehand.api.intake import Wish, import_files
from samehand.errors import NotInData, UsageError

pytest.importorskip("splink", reason="splink is not installed: pip install samehand[link]")

WORDS = (
    "alder birch cedar dahlia elder fern gorse hazel iris juniper kelp larch maple nettle".split()
)
DAYS = ("20260301", "20260401")


def organisation(number: int, name: str, number_reached: int) -> str:
    """An organisation with a block and a contact of its own, all of it made up."""
    reached = f"""\
address:        {number_reached} {WORDS[number_reached % 14]} {WORDS[number_reached // 14 % 14]} Road
phone:          +999 1{number_reached:07}
e-mail:         noc@o{number_reached}.example
"""
    return f"""\
organisation:   ORG-EX{number}-RIPE
org-name:       {name}
org-type:       LIR
country:        {("XA", "XB", "XC", "XD")[number_reached % 4]}
{reached}admin-c:        PP{number}-RIPE
source:         RIPE

role:           Desk {number}
{reached}nic-hdl:        PP{number}-RIPE
source:         RIPE

inetnum:        240.{number // 256}.{number % 256}.0 - 240.{number // 256}.{number % 256}.255
netname:        EX-{number}
country:        XA
org:            ORG-EX{number}-RIPE
admin-c:        PP{number}-RIPE
status:         ALLOCATED PA
source:         RIPE

"""


def dump(parties: int, more: str = "") -> str:
    """A database in which each of the first 20 organisations is recorded twice, and one by letters only."""
    texts = ["% SYNTHETIC\n\n"]
    for number in range(parties):
        name = f"{WORDS[number % 14].title()}{WORDS[number // 14 % 14]} {WORDS[number * 5 % 14].title()}"
        texts.append(organisation(number, f"{name} Ltd", number))
        if number < 20:
            texts.append(organisation(1000 + number, f"{name} GmbH", number))
    return "".join(texts) + more


def filled(folder: Path, days: dict[str, str]) -> Path:
    for day, text in days.items():
        (folder / f"SYNTHETIC-ripe-{day}.db").write_text(text, encoding="utf-8")
    paths = tuple(sorted(folder.glob("*.db")))
    arrivals = import_files(folder / "book", Wish(paths=paths))
    assert not arrivals.refused
    return folder / "book"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linking")
    return filled(folder, dict.fromkeys(DAYS, dump(180)))


@pytest.fixture(scope="module")
def linked(book: Path) -> Path:
    asked = samehand.open(book, as_of=date(2026, 3, 1), known_on=date(2026, 3, 1))
    assert any("same_party" in each for each in asked.scan().not_looked)
    answer = asked.link()
    assert answer.query["made"]
    return book


def first_day(book: Path) -> samehand.Book:
    return samehand.open(book, as_of=date(2026, 3, 1), known_on=date(2026, 3, 1))


ONE, OTHER = "ripencc:ORG-EX3-RIPE", "ripencc:ORG-EX1003-RIPE"


def test_all_that_came_of_a_linkage_is_kept_with_the_book(linked: Path) -> None:
    (folder,) = (linked / "linkage").iterdir()
    kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    files = ("model.json", "plan.json", "report.json", "waterfalls.json", "pairs.parquet")
    sorts = ("organisations", "contacts")
    assert {f"{sort}/{name}" for sort in sorts for name in files} < kept
    assert {"linkage.json", "same_party.parquet"} < kept


def test_the_same_records_are_linked_once(linked: Path) -> None:
    again = first_day(linked).link()
    assert not again.query["made"]
    assert [row["sort"] for row in again] == ["organisations", "contacts"]
    assert all(row["same"] >= 15 for row in again), "twenty of each are recorded twice"


def test_organisations_that_are_one_party_are_one_declared_hand(linked: Path) -> None:
    asked = first_day(linked)
    (why,) = asked.why(ONE, OTHER)
    bars = {bar["rule"]: bar for bar in why["bars"]}
    assert bars["same-party"]["counted"] > 0
    assert "one party by linkage" in bars["same-party"]["says"]
    assert len(bars["same-party"]["cites"]) == 2
    assert why["reading"] == "declared"
    assert any({ONE, OTHER} <= {m["holder"] for m in hand["members"]} for hand in asked.hands())


def test_contacts_count_once_with_the_values_they_share(linked: Path) -> None:
    (why,) = first_day(linked).why(ONE, OTHER)
    counted = {bar["rule"]: bar["counted"] for bar in why["bars"]}
    told = ("same-contact", "shared-phone", "shared-mailbox", "shared-domain")
    assert all(name in counted for name in told)
    assert sum(counted[name] > 0 for name in told) == 1


def test_a_question_of_later_records_says_that_the_linkage_is_older(linked: Path) -> None:
    later = samehand.open(linked).scan().not_looked
    assert any("linked on the records of 2026-03-01" in each for each in later)
    assert not any("linked on" in each for each in first_day(linked).scan().not_looked)


def test_a_linkage_of_later_records_is_not_read(linked: Path, tmp_path: Path) -> None:
    book = filled(tmp_path, {"20260301": dump(60), "20260401": dump(61)})
    samehand.open(book).link()
    assert any("no linkage was made" in each for each in first_day(book).scan().not_looked)


def test_a_linkage_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = filled(tmp_path, {"20260301": dump(60)})

    def full(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("samehand.linkage.save", full)
    with pytest.raises(OSError, match="no room"):
        samehand.open(book).link()
    assert list((book / "linkage").iterdir()) == []


def test_records_too_few_to_learn_from_are_said_to_be_so(tmp_path: Path) -> None:
    book = filled(tmp_path, {"20260301": dump(1)})
    told = samehand.open(book).link()
    assert all("not linked" in row["warnings"][0] for row in told)
    assert not any("same_party" in each for each in told.not_looked)


def test_without_records_there_is_nothing_to_link(tmp_path: Path) -> None:
    (tmp_path / "asn-names-20170321.txt").write_text(
        "64500\tEXAMPLE-1 - Example Networks, US\n" * 2
    )
    import_files(tmp_path / "book", Wish(paths=(tmp_path / "asn-names-20170321.txt",)))
    with pytest.raises(NotInData, match="no organisation or contact"):
        samehand.open(tmp_path / "book").link()


def test_without_splink_it_says_what_to_install(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as told:
        first_day(book).link()
    assert "pip install 'samehand[link]'" in str(told.value.hint)
