"""A value that records state: who shares it, in which role, and on which days."""

from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api.intake import Wish, import_files
from samehand.errors import NotInData
from samehand.rules import lay
from samehand.steps.values import value_role

DELEGATED = """\
2.3|arin|1490072890268|2|19700101|20170321|-0400
arin|*|ipv4|*|3|summary
arin|US|ipv4|192.0.2.0|256|20140206|allocated|a1
arin|US|ipv4|198.51.100.0|256|20150206|allocated|b2
arin|US|ipv4|203.0.113.0|256|20150206|allocated|c3
"""


def whois(many: int = 3) -> str:
    """Three organisations with a block each; the first two have one contact."""
    blocks = ("192.0.2", "198.51.100", "203.0.113")
    objects = [
        f"OrgID: EX-{n}\nOrgName: Example {word} LLC\nStreet: {n} Example Way\nCity: Exampleton\n"
        f"Country: US\nRegDate: 2014-01-01\nOrgTechHandle: {contact}\nSource: ARIN\n\n"
        f"NetHandle: NET-{n}\nOrgID: EX-{n}\nNetName: EX{n}\nNetRange: {block}.0 - {block}.255\n"
        f"NetType: allocation\nRegDate: 2014-02-06\nSource: ARIN\n"
        for n, (word, block, contact) in enumerate(
            zip(("Uno", "Dos", "Tres"), blocks, ("EX1-ARIN", "EX1-ARIN", "EX2-ARIN"), strict=True)
        )
    ][:many]
    contacts = [
        f"POCHandle: EX{n}-ARIN\nIsRole: Y\nLastName: Operations\nOfficePhone: +1-555-555-010{n}\n"
        f"Mailbox: noc{n}@mail.example{n}.co.uk\nSource: ARIN\n"
        for n in (1, 2)
    ]
    return "\n".join([*objects, *contacts])


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> samehand.Book:
    place = tmp_path_factory.mktemp("values")
    (place / "delegated-arin-extended-20170321").write_text(DELEGATED)
    (place / "arin_db-20170320.txt").write_text(whois())
    paths = tuple(sorted(place.iterdir()))
    import_files(place / "book", Wish(paths=paths))
    return samehand.open(place / "book")


def sections(book: samehand.Book, text: str) -> dict[str, Any]:
    (result,) = book.show(text).results
    return {part["section"]: part for part in result["sections"]}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("+1 555 555 0101", "phone"),
        ("NOC1@mail.example1.co.uk", "mailbox"),
        ("example1.co.uk", "domain"),
        ("EX1-ARIN", "contact"),
    ],
)
def test_who_shares_a_value_is_told_with_its_rarity(
    book: samehand.Book, text: str, kind: str
) -> None:
    first, *holders = sections(book, text)["shared by"]["rows"]
    assert (first["kind"], first["holders"], first["role"]) == (kind, 2, "few")
    assert [row["subject"] for row in holders] == ["arin:a1", "arin:b2"]
    assert all(book.cite(cite).results for row in holders for cite in row["cites"])


def test_a_value_asked_alone_is_told_as_it_stands_among_all(book: samehand.Book) -> None:
    store = book.desk.store
    lay((value_role,), store)
    whole = store.rows(
        "SELECT value_role.kind, value_role.value, value_role.holders, value_role.role,"
        " count(*) AS told FROM value_role JOIN holder_value USING (kind, value_key)"
        " WHERE value_role.kind <> 'org' GROUP BY ALL ORDER BY ALL"
    )
    assert {row["holders"] for row in whole} == {1, 2}
    for row in whole:
        parts = sections(book, row["value"])["shared by"]["rows"]
        kinds = {part["subject"]: part for part in parts if "role" in part}
        alone = kinds[f"{row['kind']} {row['value']}"]
        assert (alone["holders"], alone["role"]) == (row["holders"], row["role"])
        holders = [part for part in parts if part["kind"] == row["kind"] and "role" not in part]
        assert len(holders) == row["told"]


def test_how_many_stated_it_is_told_by_day(book: samehand.Book) -> None:
    (day,) = sections(book, "EX1-ARIN")["over time"]["rows"]
    assert (day["subject"], day["says"]) == ("2017-03-20", "2 records stated the contact")


def test_a_value_that_nobody_states_any_more_is_told_over_time(tmp_path: Path) -> None:
    (tmp_path / "arin_db-20170320.txt").write_text(whois())
    (tmp_path / "arin_db-20180320.txt").write_text(whois().replace("555-0101", "555-0199"))
    import_files(tmp_path / "book", Wish(paths=tuple(sorted(tmp_path.glob("arin*")))))
    told = sections(samehand.open(tmp_path / "book"), "+1-555-555-0101")
    assert not told["stated on"]["rows"]
    assert [row["subject"] for row in told["over time"]["rows"]] == ["2017-03-20"]


def test_a_value_that_nobody_states_is_not_in_the_data(book: samehand.Book) -> None:
    with pytest.raises(NotInData, match="no record found"):
        book.show("nobody@example.net")


def test_an_organisation_meets_its_holder_and_the_shared_contact_is_a_link(
    book: samehand.Book,
) -> None:
    (pair,) = book.why("arin:a1", "arin:b2").results
    rules = {bar["rule"] for bar in pair["bars"]}
    assert "shared-contact" in rules
    assert not {"shared-phone", "shared-mailbox"} - rules


def test_a_block_shows_the_registry_records_that_cover_it(book: samehand.Book) -> None:
    (row,) = sections(book, "192.0.2.128/25")["registered"]["rows"]
    assert (row["subject"], row["netname"]) == ("192.0.2.0/24", "EX0")
    assert row["org"] == "arin:EX-0"
    assert all(book.cite(cite).results for cite in row["cites"])
