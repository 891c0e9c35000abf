"""A buyer of space: exceptions with cures and no verdict, a price band, and a bundle for escrow."""

import json
from pathlib import Path

from tests.journeys.conftest import MOVED, Place, Say

VERDICTS = ("clean title", "good title", "bad title", "safe to buy", "recommend")


def test_from_a_block_on_offer_to_a_bundle_for_escrow(place: Place, say: Say) -> None:
    # is the seller the holder, is there another claimant, was it listed: exceptions, each with a cure
    told = say("title", MOVED, "--for", "buyer")
    assert "cure" in told.out
    assert not [word for word in VERDICTS if word in told.out.casefold()]
    (title,) = say("title", MOVED, "--for", "buyer", "--json").rows
    open_ones = [row for row in title["exceptions"] if row["state"] != "none found"]
    assert open_ones
    assert all(row["cure"] for row in open_ones)
    assert all(row["do"] for row in open_ones if row["state"] == "not looked")

    # who used it, and for what
    assert say("usage", MOVED, "--json").rows[-1]["list"] == "x4bnet-vpn"
    assert say("routes", MOVED, "--json").code == 0

    # is the seller one with people we avoid?
    hand = say("hand", place.sink, "--json").rows[0]["hand"]
    assert hand == place.hand

    # what is such a block worth: one band a source, nothing invented where none is verified
    value = say("value", MOVED, "--on", "2021-12-15", "--discount", "20", "--json")
    (band,) = value.rows
    assert band["low"] == 16384 * 55
    assert say("value", MOVED, "--on", "2016-06-01", "--json").told["not_looked"]

    # for escrow: a bag that proves itself
    assert say("case", "new", "deal", "--question", "What must be cured before closing?").code == 0
    assert say("case", "add", "deal", MOVED).code == 0
    assert say("case", "report", "deal", "-o", "deal.html", "--for", "buyer").code == 0
    page = Path("deal.html").read_text("utf-8")
    assert "SYNTHETIC" in page
    assert not [word for word in VERDICTS if word in page.casefold()]
    assert say("case", "bundle", "deal", "deal-bag").code == 0
    assert say("case", "verify", "deal-bag").code == 0
    replay = say("case", "replay", "deal-bag", "--json")
    assert replay.code == 0
    assert all(check["same"] for check in json.loads(replay.out))
