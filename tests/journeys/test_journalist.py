"""A journalist: from a filing to who these companies are, the story in order, and a proof for each sentence."""

from tests.journeys.conftest import MOVED, SECRETS, Place, Say


def filing(place: Place) -> str:
    """A document that names some of the hand, and things that no book has."""
    one, other = (member["name"] for member in place.members[:2])
    return f"The companies {one} and {other} were given {MOVED}.\nSee also AS4200000000 and 198.51.100.7.\n"


def test_from_a_filing_to_a_page_with_a_proof_for_each_sentence(place: Place, say: Say) -> None:
    # what the document names, and what of it is not in our data
    found = say("grep", "-", "--json", given=filing(place))
    states = {row["subject"]: row["state"] for row in found.rows}
    assert states[MOVED] == "found"
    assert {name for name, state in states.items() if state == "not in our data"} == {
        "AS4200000000",
        "198.51.100.7/32",
    }
    table = say("grep", "-", given=filing(place))
    shown = say("show", "-", "--limit", "3", given=table.out)
    assert shown.code == 0
    assert place.sink in shown.out

    # are they one?
    (hand,) = say("hand", place.hand, "--json").rows
    assert hand["reading"] == "undeclared"
    assert {member["name"] for member in place.members} == {m["name"] for m in hand["members"]}

    # how much: then, by each source of prices, with its formula
    value = say("value", "--addresses", "757760", "--on", "2019-05-14")
    assert "9.85" in value.out.replace(",", "") or "9,850,880" in value.out
    assert "case itself" in value.out

    # the case: a claim with its status, a reply beside it, the day of each thing
    assert say("case", "new", "story", "--question", "Are these companies one?").code == 0
    assert say("case", "add", "story", place.hand, MOVED).code == 0
    cite = say("hand", place.hand, "--json").told["evidence"]["E1"]["cites"][0]
    claim = (
        "--class",
        "claim",
        "--status",
        "charged",
        "--by",
        "court: SYNTHETIC",
        "--evidence",
        cite,
    )
    assert say("case", "finding", "story", "A grand jury charged fraud.", *claim).code == 0
    proof = ("--class", "derived", "--evidence", cite)
    assert say("case", "finding", "story", "Their links add up.", *proof).code == 0
    person = next(iter(SECRETS.values()))
    assert say("case", "reply", "story", "F-2", "We share an office.", "--from", person).code == 0
    page = say("case", "report", "story", "-o", "story.html", "--for", "editor")
    assert page.code == 0

    with open("story.html", encoding="utf-8") as file:
        text = file.read()
    assert "Sentences to check" in text
    assert "charged" in text
    assert "We share an office." in text
    assert text.index("2021-05-10") > text.index("Chronology")
    assert not [person for person in SECRETS.values() if person in text]
    dot = say("case", "export", "story", "dot", "-o", "story.dot")
    assert dot.code == 0
