"""What lines become: names, values, keys, lines, and what is set aside."""

import pytest

from samehand.rpsl.codes import REASONS
from samehand.rpsl.report import Fault
from tests.rpsl.build import SAMPLE, both, values


def test_every_attribute_keeps_its_order_and_its_lines() -> None:
    found, report = both(SAMPLE.encode())
    first = [row for row in found if row["object"] == 0]
    assert [row["name"] for row in first] == (
        "inetnum netname descr admin-c mnt-by mnt-by source".split()
    )
    assert [row["line"] for row in first] == [3, 4, 5, 11, 12, 13, 14]
    assert {row["object_line"] for row in found} == {3, 16, 22}
    assert report.objects == 3
    assert report.complete


def test_lines_that_go_on_are_joined_and_comments_left_out() -> None:
    found, _ = both(SAMPLE.encode())
    assert values(found, "descr") == ["First line second line third line after an empty one"]
    assert values(found, "netname") == ["EX-NET"]


def test_names_are_told_in_small_letters_and_values_as_written() -> None:
    found, _ = both(b"Route: 192.0.2.0/24\nORIGIN:as64500\nSource: ExDb\n")
    assert [row["name"] for row in found] == ["route", "origin", "source"]
    assert values(found, "origin") == ["as64500"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("route: 192.0.2.0/24\norigin: AS64500\n", "192.0.2.0/24AS64500"),
        ("route6: 2001:db8::/32\norigin:\n AS64500 # ours\n", "2001:db8::/32AS64500"),
        ("route: 192.0.2.0/24\ndescr: no origin\n", None),
        ("person: A B\nnic-hdl: AB1-EX\n", "AB1-EX"),
        ("role: NOC\ne-mail: a@example.net\n", None),
        ("aut-num: AS64500\norigin: x\n", "AS64500"),
        ("*xxte: 192.0.2.0/24\norigin: AS64500\n", "192.0.2.0/24"),
        ("mntner:\nsource: EXDB\n", None),
    ],
)
def test_the_key_is_that_of_the_class(text: str, key: str | None) -> None:
    found, _ = both(text.encode())
    assert {row["key"] for row in found} == {key}
    assert {row["class"] for row in found} == {text.partition(":")[0]}


def test_text_is_utf8_or_latin1_value_by_value() -> None:
    utf8 = b"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"
    data = b"person: Jos\xe9\naddress: " + utf8 + b"\naddress: \xc3\xa9\n \xe9\n"
    found, _ = both(data)
    assert [row["value"] for row in found] == ["José", "é € 😀", "Ã© é"]


@pytest.mark.parametrize("bad", [b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"])
def test_what_is_no_utf8_is_latin1(bad: bytes) -> None:
    found, _ = both(b"person: " + bad + b"\n")
    assert found[0]["value"] == bad.decode("latin-1")


def test_line_ends_of_two_bytes_change_nothing() -> None:
    there = both(SAMPLE.encode())
    assert both(SAMPLE.replace("\n", "\r\n").encode())[0] == there[0]


def test_a_hash_stays_where_it_begins_no_comment() -> None:
    found, _ = both(b"OrgID: EX-1\nAddress: Suite #5\nState/Prov: DC\n", comments=False)
    assert values(found, "address") == ["Suite #5"]
    assert values(found, "state/prov") == ["DC"]


def test_a_line_of_blanks_ends_an_object_only_before_a_class() -> None:
    found, _ = both(b"person: A\n \naddress: B\n\t \nroute: 192.0.2.0/24\norigin: AS64500\n")
    assert [(row["object"], row["name"]) for row in found] == [
        (0, "person"), (0, "address"), (1, "route"), (1, "origin"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (b"inetnum: 192.0.2.0\nno colon here\nsource: EXDB\n\n", 2, 2),
        (b"inetnum: 192.0.2.0\n: no name\n\n", 2, 2),
        (b"inetnum: 192.0.2.0\n" + b"x" * 64 + b": a name too long\n\n", 2, 2),
        (b" goes on with nothing\ninetnum: 192.0.2.0\n\n", 1, 1),
        (b"<html>\n\n", 1, 1),
        (b"inetnum: 192.0.2.0\ndescr: a\x00b\n\n", 2, 3),
        (b"inetnum: 192.0.2.0\ndescr: a\n b\x07\n\n", 3, 3),
    ],
)
def test_a_malformed_object_is_set_aside_with_line_and_reason(
    text: bytes, line: int, reason: int
) -> None:
    found, report = both(text + b"person: B\nnic-hdl: B1-EX\n\n")
    assert report.faults == [Fault(1, line, REASONS[reason])]
    assert report.reasons == {REASONS[reason]: 1}
    assert {row["key"] for row in found} == {"B1-EX"}
    assert found[0]["object"] == 0


WITHHELD = """DUMY-RIPE
dumy-ex
* * *
***
***@example.net
unread@ripe.net 20000101
+31205.. ....
+31205354444
Name Removed
removed
Dummy address for ORG-EX1-EX
Placeholder Person Object
MD5-PW $1$SaltSalt$DummifiedMD5HashValue.   # Real value hidden for security
CRYPT-PW HIDDENCRYPTPW
MD5-pw DummyValue  # Filtered for security
MD5-PW# Filtered
Private Customer - Springfield
n/a"""


@pytest.mark.parametrize("value", WITHHELD.splitlines())
def test_a_placeholder_is_withheld(value: str) -> None:
    found, report = both(f"person: A\nremarks: {value}\n".encode())
    assert [row["withheld"] for row in found] == [False, True]
    assert report.withheld == 1


@pytest.mark.parametrize("value", ["", "*", "****", "EX-DUMY-RIPE", "removed last year", "A.. ..."])
def test_other_values_are_not(value: str) -> None:
    assert not both(f"person: A\nremarks: {value}\n".encode())[1].withheld
