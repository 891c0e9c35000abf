"""A title's contacts have domains; saved answers tell since when, and without one it was not looked at."""

import json
from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api.intake import Wish, import_files
from tests.title_world import write_files

BLOCK = "192.0.2.0/24"  # of arin:steady since 2010-01-01
SOLD = "198.51.100.0/24"  # to arin:buyer, first seen in the file of 2017-01-01
DAY = "20180101"


def network(handle: str, place: str, domain: str) -> dict[str, Any]:
    """An answer about a block whose contact has a mailbox in a domain."""
    low = place.partition("/")[0]
    contact = {
        "handle": f"{handle}-NOC",
        "roles": ["technical"],
        "vcardArray": ["vcard", [["email", {}, "text", f"noc@{domain}"]]],
    }
    return {
        "objectClassName": "ip network",
        "handle": f"NET-{handle}",
        "startAddress": low,
        "endAddress": f"{low[:-1]}255",
        "port43": "whois.arin.net",
        "entities": [contact],
    }


def answer(domain: str, **days: str) -> dict[str, Any]:
    """An answer about a domain, with the days of its events."""
    events = [{"eventAction": what, "eventDate": f"{day}T00:00:00Z"} for what, day in days.items()]
    return {"objectClassName": "domain", "ldhName": domain.upper(), "events": events}


def told(folder: Path, block: str, *answers: dict[str, Any]) -> dict[str, Any]:
    """What the exception says of a block in a book with some answers."""
    write_files(folder / "files")
    for n, each in enumerate(answers):
        (folder / "files" / f"rdap-{n}-{DAY}.json").write_text(json.dumps(each))
    assert not import_files(folder / "book", Wish(paths=(folder / "files",))).refused
    (title,) = samehand.open(folder / "book").title(block).results
    (row,) = (each for each in title["exceptions"] if each["exception"] == "domain-younger")
    return dict(row)


OWN = network("STEADY-1", "192.0.2.0/24", "mail.example.net")
THEIRS = network("BUYER-1", "198.51.100.0/24", "example.org")


@pytest.mark.parametrize(
    ("days", "state", "says"),
    [
        ({"registration": "1995-08-14"}, "none found", "before the record's registration"),
        ({"registration": "2014-11-03"}, "found", "after the record's registration, 2010-01-01"),
        (
            {"registration": "1995-08-14", "reregistration": "2014-11-03"},
            "found",
            "example.net, a contact's, registered 2014-11-03",
        ),
        ({"expiration": "2030-01-01"}, "not looked", "no saved answer tells since when"),
    ],
)
def test_a_domain_is_as_young_as_its_last_registration(
    tmp_path: Path, days: dict[str, str], state: str, says: str
) -> None:

    row = told(tmp_path, BLOCK, OWN, answer("example.net", **days))
    assert (row["state"], says in row["says"]) == (state, True), row["says"]
    assert len(row["cites"]) == (2 if state != "not looked" else 0)


def test_a_domain_registered_shortly_before_the_record_changed_is_told(tmp_path: Path) -> None:
    row = told(tmp_path, SOLD, THEIRS, answer("example.org", registration="2016-06-01"))
    assert row["state"] == "found"
    assert "before the change of holder" in row["says"]
    assert row["step"] == 2


def test_an_old_domain_of_a_new_holder_is_no_exception(tmp_path: Path) -> None:
    row = told(tmp_path, SOLD, THEIRS, answer("example.org", registration="2001-06-01"))
    assert row["state"] == "none found"


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ((), "no contacts are in the book"),
        ((THEIRS,), "no saved answer about a domain is in the book"),
        ((THEIRS, answer("example.com", registration="2001-06-01")), "since when example.org"),
        ((answer("example.org", registration="2001-06-01"), OWN), "no contact of it states"),
    ],
)
def test_without_contact_or_answer_it_was_not_looked_at(
    tmp_path: Path, answers: tuple[dict[str, Any], ...], says: str
) -> None:
    row = told(tmp_path, SOLD, *answers)
    assert row["state"] == "not looked"
    assert says in row["says"]
    assert row["do"]


@pytest.mark.parametrize(("until", "says"), [("2017-06-01", "was paid"), ("2018-02-01", "is paid")])
def test_a_domain_that_runs_out_is_an_exposure_of_ones_own_block(
    tmp_path: Path, until: str, says: str
) -> None:
    told(tmp_path, BLOCK, OWN, answer("example.net", registration="1995-08-14", expiration=until))
    mine = samehand.open(tmp_path / "book").mine(BLOCK)
    (row,) = (row for row in mine if row["exposure"] == "contact's domain")
    assert says in row["says"]
    assert len(row["cites"]) == 2
    assert not any("domains" in each for each in mine.not_looked)


def test_a_domain_paid_for_years_is_no_exposure_and_none_read_is_not_looked(tmp_path: Path) -> None:
    told(tmp_path / "a", BLOCK, OWN, answer("example.net", expiration="2030-01-01"))
    mine = samehand.open(tmp_path / "a/book").mine(BLOCK)
    assert "contact's domain" not in {row["exposure"] for row in mine}
    told(tmp_path / "b", BLOCK, OWN)
    assert any(
        "domains" in each for each in samehand.open(tmp_path / "b/book").mine(BLOCK).not_looked
    )
