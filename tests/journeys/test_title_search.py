"""A registry's analyst: who had the right to a block, when, where is the break; and whose matter is a report."""

import re
from pathlib import Path

from tests.journeys.conftest import MOVED, Place, Say

REPORT = f"""\
To the registry. We announced {MOVED} until last year. The organisation record was changed
without our leave: another contact stands there now, and arin:no-such-account was added.
"""


def test_a_report_is_taken_in_and_ends_as_a_finding_with_its_proof(place: Place, say: Say) -> None:
    # the report: whose matter it is, and what of it the book knows
    intake = say("triage", "-", "--json", given=REPORT)
    (told,) = intake.rows
    assert told["scope"] == "registration"
    assert {row["subject"]: row["state"] for row in told["entities"]} == {
        MOVED: "found",
        "arin:no-such-account": "not in our data",
    }

    # the abstract: each step with its instrument, its three days, its source
    (title,) = say("title", MOVED, "--json").rows
    last = title["steps"][-1]
    assert last["instrument"] == "transfer (policy)"
    assert last["to"].startswith(place.sink)
    assert last["effective"] == "2021-05-10"
    assert last["first_seen"] == "2022-03-01"
    assert last["cites"]

    # the exceptions, each to be opened at the raw line
    found = {row["exception"]: row for row in title["exceptions"] if row["state"] == "found"}
    assert set(found) >= {"listed-before", "recent", "announced"}
    (cite,) = found["listed-before"]["cites"]
    line = say("cite", cite)
    assert line.code == 0
    assert MOVED in line.out
    assert re.search(r"sha256 +[0-9a-f]{64}", line.out)

    # as anybody could have known it before the transfer was published
    (before,) = say("title", MOVED, "--known-on", "2021-04-01", "--json").rows
    assert [step["instrument"] for step in before["steps"]] == ["allocation"]

    # a case for counsel
    assert say("case", "new", "title", "--question", "Where does this title break?").code == 0
    assert say("case", "add", "title", MOVED).code == 0
    words = ("--class", "recorded", "--evidence", cite)
    assert say("case", "finding", "title", "It was listed before it moved.", *words).code == 0
    lint = say("case", "lint", "title")
    assert lint.code == 0, lint.out
    assert say("case", "report", "title", "-o", "title.md", "--for", "counsel", "--final").code == 0


def test_what_changed_soon_after_approval_is_told(place: Place, say: Say) -> None:
    drift = say("drift", place.sink, "--months", "36", "--json")
    assert drift.code == 0
    assert drift.told["query"]["months"] == 36


def test_two_applicants_are_judged_on_their_records(place: Place, apart: Say) -> None:
    one, other = (member["holder"] for member in place.members[:2])
    why = apart("why", one, other, "--json")
    (pair,) = why.rows
    assert pair["total"] > 10
    assert (
        apart("judge", one, other, "unsure", "--because", "E1", "--note", "ask for papers").code
        == 0
    )
    (verdict,) = apart("verdicts", "--json").rows
    assert (verdict["verdict"], verdict["by"]) == ("unsure", "analyst")
    assert apart("why-not", one, other, "--json").rows[0]["total"] == pair["total"]


APPLICATION = """\
Name: Newcomer Networks LLC
Registry: arin
Day: 2022-03-10
Bucket: initial
Family: 4
Size: 4096
Phone: +999-1-10000910
Officer: Jiri Novotny
Instrument: card-0000001
"""


def test_an_applicant_is_screened_before_space_is_handed_out(place: Place, say: Say) -> None:
    Path("app.txt").write_text(APPLICATION, "utf-8")
    screened = say("screen", "app.txt", "--gate", "likely", "--json")
    assert screened.code == 1, "the gate trips"
    (told,) = screened.rows

    # who shares anything that is rare, by what, and how many others do
    assert {row["kind"] for row in told["shares"]} >= {"phone", "officer"}
    assert all(row["holders"] >= 1 and row["says"] for row in told["shares"])
    members = {member["holder"] for member in place.members}
    assert members <= {row["holder"] for row in told["related"]}
    assert {each["holder"] for each in told["hand"]["members"]} == members

    # how sure, and what would an honest applicant say
    assert told["level"] == "strong"
    assert told["explanations"]
    assert "instrument" in " ".join(screened.told["not_looked"]), "it is the registry's own"

    # one that shares nothing trips nothing
    Path("other.txt").write_text("Name: Quite Another LLC\nRegistry: arin\n", "utf-8")
    assert say("screen", "other.txt", "--gate", "likely", "--json").code == 0
