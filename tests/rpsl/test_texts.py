"""Any text at all: the compiled reader and its twin give the same, through windows of any size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.rpsl.withheld import EXACT, PREFIXES, SUFFIXES
from tests.rpsl.build import both

GOOD = st.sampled_from(
    """route route6 person role Nic-Hdl origin origin source SOURCE mntner aut-num descr x *xxte a_b
    State/Prov""".split()
)
NAMES = GOOD | st.text("abAB-_*/1 ", max_size=6)
MARKS = [*EXACT, *(mark + "x" for mark in PREFIXES), *("x" + mark for mark in SUFFIXES)]
BYTES = [b"a", b"B ", b"#", b" # c", b"\t", b"\xe9", b"\xc3\xa9", b"\xe2\x82\xac", b"\xc3", b"\x82"]
BYTES += [
    b"\xf0\x9f\x98\x80",
    b"\xed\xa0\x80",
    b"AS64500",
    b"EXDB",
    b"\x00",
    b"\x1b",
    b"\r",
    b"\v",
    b":",
]
VALUES = st.lists(st.sampled_from(BYTES), max_size=5).map(b"".join) | st.sampled_from(
    [mark.upper().encode() for mark in MARKS]
)
GAPS = st.sampled_from([b":", b": ", b":\t ", b" : ", b""])
ATTRIBUTES = st.tuples(NAMES.map(str.encode), GAPS, VALUES).map(b"".join)
WHOLE = st.tuples(
    GOOD.map(str.encode), st.just(b": "), st.sampled_from([b"a", b"B#c", b"\xe9", b"EXDB"])
)
MORE = st.tuples(st.sampled_from([b" ", b"\t", b"+", b"  ", b"\r"]), VALUES).map(b"".join)
COMMENTS = st.tuples(st.sampled_from([b"%", b"#", b"% x: "]), VALUES).map(b"".join)
ODD = st.sampled_from(
    [b"", b"", b"", b" ", b"\t ", b"+", b"garbage", b"\x00\x01", b"x" * 70, b" " * 70]
)
LINES = st.one_of(*[WHOLE.map(b"".join)] * 4, ATTRIBUTES, MORE, COMMENTS, ODD)
ENDS = st.sampled_from([b"\n", b"\n", b"\n", b"\r\n", b"\r\r\n", b"\n\n"])
OBJECTS = st.lists(
    st.one_of(*[WHOLE.map(b"".join)] * 3, MORE, COMMENTS), min_size=1, max_size=6
).map(lambda lines: b"\n".join([b"mntner: EX", *lines]) + b"\n\n")
PARTS = st.one_of(st.tuples(LINES, ENDS).map(b"".join), OBJECTS)
TEXTS = st.lists(PARTS, max_size=20).map(b"".join)
NOISE = st.lists(st.sampled_from([*BYTES, b"\n", b"\n", b"a:", b"+", b"%"]), max_size=60).map(
    b"".join
)
SIZES = st.sampled_from([1, 7, 64, 300, 1 << 12])


@settings(max_examples=600, deadline=None)
@given(TEXTS, SIZES, st.booleans())
def test_made_texts(text: bytes, size: int, comments: bool) -> None:
    both(text, size=size, comments=comments)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 400), SIZES, st.sampled_from(["", "it ends early"]))
def test_texts_cut_anywhere(text: bytes, at: int, size: int, fault: str) -> None:
    both(text[:at], fault, size=size)


@settings(max_examples=300, deadline=None)
@given(NOISE, SIZES)
def test_noise(text: bytes, size: int) -> None:
    both(text, size=size)


@settings(max_examples=300, deadline=None)
@given(TEXTS, SIZES, st.integers(1, 120))
def test_objects_that_are_too_long(text: bytes, size: int, most: int) -> None:
    both(text, size=size, most=most)


@settings(max_examples=200, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=3))
def test_values_alone(parts: list[bytes]) -> None:
    both(b"person: " + b"\n ".join(parts) + b"\n\n", size=16)
