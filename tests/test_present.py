"""Presentation: pure, escaped, readable in grey, never looking complete when it is not."""

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from samehand.api.answers import Answer
from samehand.errors import UsageError
from samehand.present.falls import bars_of
from samehand.present.figures import picture, svg_hand
from samehand.present.formats import render
from samehand.present.look import FORMATS, Look
from tests.small import golden

NASTY = "Example <script>alert(1)</script> & \x1b[31mSons"

MEMBERS = [
    {
        "holder": f"arin:{number:04x}",
        "name": NASTY if number == 1 else f"Example {number}",
        "asns": [64500 + number],
        "addresses": 65536 * number,
        "why": "100% of its providers are Example 1",
    }
    for number in (1, 2, 3)
]
RULE = {
    "rule": "captive-upstream",
    "family": "routing",
    "bits": 12.9,
    "counted": 12.9,
    "says": "all its providers are Example 1",
    "cites": ["3f9c2a1b:12"],
}
HAND: dict[str, Any] = {
    "hand": "H-3f9c2a1b",
    "rank": 1,
    "reading": "undeclared",
    "weight": 61.2,
    "addresses": 393216,
    "families": {"behaviour": 12.0, "routing": 49.2},
    "members": MEMBERS,
    "weakest": {"bits": 8.1, "without": "without the links to Example 3", "falls_into": [2, 1]},
    "without_source": [{"source": "as_rel", "holds": False, "members_left": 2}],
    "first_seen": "2015-06-24",
    "not_looked": ["listing"],
}
LINKS = [
    {"one": "arin:0001", "other": "arin:0002", "weight": 12.9, "rules": [RULE]},
    {"one": "arin:0001", "other": "arin:0003", "weight": 6.1, "rules": [RULE]},
    {"one": "arin:0002", "other": "arin:0003", "weight": -2.0, "rules": [RULE]},
]
WHY: dict[str, Any] = {
    "one": "arin:0001",
    "other": "arin:0002",
    "one_name": "Example 1",
    "other_name": None,
    "prior": -12.3,
    "bars": [
        RULE | {"evidence": ["E1"]},
        RULE | {"rule": "against-role", "counted": -3.0, "bits": -3.0, "evidence": ["E2"]},
    ],
    "total": -2.4,
    "reading": "unclear",
    "words": "not enough to say",
}
EVIDENCE = {"E1": {"says": "one buys of the other", "weight": 12.9, "cites": ["3f9c2a1b:12"]}}


def answer(schema: str, *results: dict[str, Any], **more: Any) -> dict[str, Any]:
    clocks = {"as_of": date(2017, 3, 21), "known_on": date(2017, 3, 21), "snapshot": "ab" * 32}
    shape: dict[str, Any] = (
        {"synthetic": True, "query": {}, "not_looked": ("listing",)} | clocks | more
    )
    return Answer(schema=schema, results=results, **shape).envelope()


HANDS = answer("hands/1", HAND, HAND | {"rank": 2, "hand": "H-00000002", "reading": "declared"})
ONE = answer("hand/1", HAND | {"links": LINKS}, evidence=EVIDENCE)
PAIR = answer("why/1", WHY, evidence=EVIDENCE)


def text(envelope: dict[str, Any], **look: Any) -> str:
    return render(envelope, Look(**look)).decode()


@pytest.mark.parametrize("name", ["hands", "hand", "why"])
@pytest.mark.parametrize("width", [0, 60, 120])
def test_tables_are_as_last_looked_at(name: str, width: int) -> None:
    envelope = {"hands": HANDS, "hand": ONE, "why": PAIR}[name]
    golden(f"present-{name}-{width}.txt", text(envelope, width=width))


@pytest.mark.parametrize("envelope", [HANDS, ONE, PAIR])
@pytest.mark.parametrize("width", [30, 60, 79, 80, 120, 200])
def test_no_line_runs_over_the_screen(envelope: dict[str, Any], width: int) -> None:
    assert max(len(line) for line in text(envelope, width=width).splitlines()) <= width


@pytest.mark.parametrize("envelope", [HANDS, ONE, PAIR])
def test_every_screen_and_page_of_a_made_up_world_says_so(envelope: dict[str, Any]) -> None:
    for shown in (text(envelope, width=100), text(envelope, format="html"), picture(envelope)):
        assert "SYNTHETIC" in shown
    assert "SYNTHETIC" not in text(envelope | {"synthetic": False}, width=100)


@pytest.mark.parametrize("envelope", [HANDS, ONE, PAIR])
def test_text_of_a_record_can_drive_neither_terminal_nor_browser(envelope: dict[str, Any]) -> None:
    assert "\x1b" not in text(envelope, width=120)
    for page in (
        text(envelope, format="html"),
        picture(envelope),
        text(envelope, format="markdown"),
    ):
        assert "<script" not in page


def test_colour_is_only_where_it_was_asked_for() -> None:
    assert "\x1b[" in text(HANDS, width=120, colour=True)
    assert "\x1b[" not in text(HANDS, width=120)


@pytest.mark.parametrize("envelope", [ONE, PAIR, HANDS])
def test_a_picture_carries_text_and_no_colour(envelope: dict[str, Any]) -> None:
    drawn = picture(envelope)
    assert "<text" in drawn
    assert "<table" in drawn
    for shade in re.findall(r'(?:fill|stroke)="#([0-9a-f]{6})"', drawn):
        assert shade[0:2] == shade[2:4] == shade[4:6]


def test_a_drawn_link_is_as_wide_as_its_bits() -> None:
    drawn = svg_hand(ONE)
    widths = re.findall(r'stroke-width="([\d.]+)"><title>', drawn)
    assert [float(width) for width in widths] == [10.0, pytest.approx(4.73)]


def test_the_bars_of_a_pair_add_up_to_its_total() -> None:
    for row in (WHY, WHY | {"total": -9.0, "note": "one family only"}):
        *bars, total = bars_of(row)
        assert sum(bar["counted"] for bar in bars) == pytest.approx(total["counted"])


def test_json_is_the_envelope_and_without_headers_its_results() -> None:
    assert json.loads(text(HANDS, format="json"))["schema"] == "hands/1"
    bare = json.loads(text(HANDS, format="json", headers=False, fields=("rank", "hand")))
    assert bare == [{"rank": 1, "hand": "H-3f9c2a1b"}, {"rank": 2, "hand": "H-00000002"}]


def test_ndjson_has_a_result_a_line() -> None:
    assert [json.loads(line)["rank"] for line in text(HANDS, format="ndjson").splitlines()] == [
        1,
        2,
    ]


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_separated_rows_read_back(name: str, delimiter: str) -> None:
    rows = list(csv.DictReader(io.StringIO(text(HANDS, format=name)), delimiter=delimiter))
    assert [row["hand"] for row in rows] == ["H-3f9c2a1b", "H-00000002"]
    assert json.loads(rows[0]["families"]) == HAND["families"]


def test_parquet_carries_the_envelope_beside_the_rows() -> None:
    told = pq.read_table(pa.BufferReader(render(HANDS, Look(format="parquet"))))
    assert told.column("weight").to_pylist() == [61.2, 61.2]
    assert json.loads(told.schema.metadata[b"samehand"])["synthetic"] is True


def test_no_headers_drops_the_titles_of_a_table() -> None:
    assert "reading" not in text(HANDS, headers=False)


def test_a_field_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UsageError, match="there are hand, rank"):
        text(HANDS, fields=("nonsense",))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_answer_gives_the_same_bytes(name: str) -> None:
    assert render(HANDS, Look(format=name)) == render(HANDS, Look(format=name))


def test_a_part_says_that_it_is_one() -> None:
    cut = {"shown": 50, "total": 1912, "by": "rank", "remedy": "--limit 0"}
    assert "50 of 1,912 by rank - `--limit 0` for all" in text(
        HANDS | {"truncated": cut}, width=100
    )


def test_what_was_not_looked_at_is_on_the_screen() -> None:
    assert "Not looked: listing" in text(HANDS, width=100)


def test_a_notebook_gets_the_picture() -> None:
    told = Answer(
        schema="hands/1",
        query={},
        as_of=date(2017, 3, 21),
        known_on=date(2017, 3, 21),
        snapshot="ab" * 32,
        synthetic=False,
        results=[HAND],
    )
    assert "<svg" in told._repr_mimebundle_()["text/html"]
