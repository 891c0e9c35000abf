"""Cut, long and packed files: what is whole is kept, nothing raises, and the report says where."""

import bz2
import gzip
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from samehand.inflate import Inflated
from samehand.rpsl import plain, scan
from samehand.rpsl.codes import CUT, EMPTY, REASONS, TOO_LONG
from samehand.rpsl.report import MOST_FAULTS, Fault, Report
from tests.rpsl.build import SAMPLE, both, rows

DATA = SAMPLE.encode()
WHOLE = both(DATA)[0]
ENDS = [found.end() for found in re.finditer(rb"source: +EXDB", DATA)]


def test_a_cut_at_any_byte_keeps_what_is_before() -> None:
    for size in range(ENDS[0] + 1, len(DATA)):
        found, report = both(DATA[:size], size=64)
        assert report.objects == sum(end <= size for end in ENDS)
        assert found == [row for row in WHOLE if row["object"] < report.objects]
        assert bool(report.cut) != report.complete


def test_a_first_object_that_is_cut_in_a_line_is_set_aside() -> None:
    for size in range(DATA.index(b"inetnum") + 1, ENDS[0]):
        found, report = both(DATA[:size])
        assert DATA[:size].endswith(b"\n") or not found
        assert DATA[:size].endswith(b"\n") or report.cut


def test_a_cut_object_is_set_aside_with_its_place() -> None:
    at = DATA.index(b"address:")
    found, report = both(DATA[: at + 12])
    assert report.faults == [Fault(22, 23, REASONS[CUT])]
    assert report.cut == f"it breaks off in line 23, at byte {at + 12:,} of its text"
    assert {row["object"] for row in found} == {0, 1}


def test_a_cut_between_lines_shows_by_the_missing_source() -> None:
    _, report = both(DATA[: DATA.index(b"nic-hdl")])
    assert report.objects == 2
    assert report.cut


def test_a_file_may_end_without_a_line_end_after_the_source() -> None:
    _, report = both(DATA.rstrip(b"\n"))
    assert report.objects == 3
    assert report.complete


def test_a_name_that_is_cut_is_a_cut_and_no_bad_line() -> None:
    _, report = both(DATA[: DATA.index(b"address:") + 4])
    assert report.faults == [Fault(22, 23, REASONS[CUT])]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_packed_file_cut_at_any_byte_says_so(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    packed = pack(DATA * 3)
    file = tmp_path / "ex.db"
    for size in range(0, len(packed), 7):
        file.write_bytes(packed[:size])
        found = scan(file)
        table = found.table().to_pylist()
        slow = Report()
        assert table == rows(plain.Reading(Inflated(file), slow).batches())
        assert found.report.objects == slow.objects
        assert not found.report.complete


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, bytes])
def test_a_packed_file_gives_the_same(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "ex.db"
    file.write_bytes(pack(DATA))
    found = scan(file)
    assert found.table().to_pylist() == WHOLE
    assert found.table().to_pylist() == WHOLE  # read anew
    assert found.report.objects == 3
    assert found.report.bytes == len(DATA)


def test_an_object_that_is_too_long_is_passed_over_unread() -> None:
    long = b"as-set: AS-EX\n" + b"members: AS64500\n" * 100 + b"\n"
    found, report = both(long + DATA, size=64, most=1000)
    assert report.faults == [Fault(1, 1, REASONS[TOO_LONG])]
    assert [row["value"] for row in found] == [row["value"] for row in WHOLE]
    assert [row["line"] - 102 for row in found] == [row["line"] for row in WHOLE]


def test_a_line_without_end_takes_no_memory() -> None:
    tracemalloc.start()
    _, report = both(b"x" * 10_000_000, most=10_000, size=1000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25_000_000  # the text itself, and a piece of it
    assert report.reasons == {REASONS[TOO_LONG]: 1}


def test_faults_are_counted_beyond_those_that_are_kept() -> None:
    many = MOST_FAULTS * 2 + 5
    _, report = both(b"no colon\n\n" * many, size=1 << 16)
    assert report.set_aside == many
    assert len(report.faults) == MOST_FAULTS


def test_thousands_of_names_are_no_trouble() -> None:
    data = b"".join(b"n%d: value\n\n" % number for number in range(20_000))
    found, report = both(data, size=1 << 14)
    assert report.objects == 20_000
    assert found[-1]["name"] == "n19999"


def test_an_empty_file_is_not_complete(tmp_path: Path) -> None:
    file = tmp_path / "ex.db"
    file.write_bytes(b"")
    found = scan(file)
    assert not found.table().num_rows
    assert found.report.faults == [Fault(0, 0, REASONS[EMPTY])]
