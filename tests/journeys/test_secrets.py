"""Persons of the journeys' world are named on lines that its hand rests on, and nowhere outside."""

from pathlib import Path

from tests.journeys.conftest import MOVED, SECRETS, Place, Say


def test_no_officer_of_a_register_stands_in_a_report_or_bundle(place: Place, say: Say) -> None:
    """The hand of the journeys rests on officers of a register, who are named on its lines."""
    say("case", "new", "two", "--question", "One?")
    say("case", "add", "two", place.hand, MOVED)
    assert say("case", "bundle", "two", "bag").code == 0
    say("case", "report", "two", "-o", "open.md", "--redact", "none")
    assert SECRETS["Person 0694"] in Path("open.md").read_text("utf-8")
    written = [path for path in Path("bag").rglob("*") if path.is_file() and path.suffix != ".pdf"]
    assert len(written) > 100
    for path in written:
        text = path.read_text("utf-8")
        assert not [person for person in SECRETS.values() if person in text], path
