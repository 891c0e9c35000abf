"""A researcher of abuse: from one /24 to the hand, what it announces, where it went, and out to other tools."""

import json

from tests.journeys.conftest import LISTED, MOVED, SLEEPERS, WAKER, Place, Say


def test_from_a_block_in_spam_to_lists_and_exports(place: Place, say: Say) -> None:
    # who held it when it was listed, and who does now
    (listing,) = say("listed", MOVED.replace("/18", "/24"), "--json").rows
    assert listing["holders_then"] != listing["holders_now"] == [place.sink]
    assert say("show", MOVED.replace("/18", "/24")).code == 0

    # what else is the same hand, and am I wrong?
    kin = {row["holder"] for row in say("related", MOVED, "--json").rows}
    assert {member["holder"] for member in place.members} - {place.sink} <= kin
    stranger = say("related", place.sink, "--json").rows[-1]["holder"]
    reasons = say("why-not", place.sink, stranger, "--json").rows[0]
    assert {row["state"] for row in reasons["links"]} >= {"looked, not found"}

    # its space, as routers and scripts read it
    plain = say("prefixes", f"hand:{place.hand}", "-A", "-F", "%n/%l\\n")
    assert MOVED in plain.out.splitlines()
    for style, mark in (("bird", "define"), ("junos", "prefix-list"), ("ios", "ip prefix-list")):
        told = say("prefixes", place.hand, "-A", "--style", style)
        assert mark in told.out
        assert MOVED in told.out
    announced = say("prefixes", place.hand, "--announced", "-F", "%p\\n")
    assert {*SLEEPERS} <= {*announced.out.split()}

    # did they move after the listing?
    rows = say("listed", f"hand:{place.hand}", "--moves", "--json").rows
    (late,) = (row for row in rows if row["what"] == LISTED)
    came = {move["what"]: move for move in late["moves"]["rows"]}
    assert {*SLEEPERS} <= set(came)
    assert all(move["day"] > "2022-01-10" for move in came.values())

    # which dormant blocks woke together?
    groups = say("awakenings", "--json").rows
    (group,) = (one for one in groups if f"AS{WAKER}" in one["says"])
    assert {row["prefix"] for row in group["rows"]} == {*SLEEPERS}

    # out: every format has the hand, and says what it is
    for name in ("stix", "misp", "ftm"):
        told = say("export", place.hand, name)
        assert told.code == 0
        assert "SYNTHETIC" in told.out
        assert json.loads(told.out.splitlines()[0] if name == "ftm" else told.out)
    csv = say("prefixes", place.hand, "--csv")
    assert csv.out.splitlines()[0].startswith("prefix")
