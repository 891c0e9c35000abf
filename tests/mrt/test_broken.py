"""Cut and corrupt files: what is whole is kept, nothing raises, and the report says incomplete."""

import bz2
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.mrt import routes, scan
from samehand.mrt.report import Report
from tests.mrt.build import ALL, both, read

NOISY = [(5, 1), (12, 1), (12, 2), (13, 1), (13, 2), (13, 6), (13, 10), (16, 1), (16, 4), (17, 9)]
STARTS = [0]
while STARTS[-1] < len(ALL):
    STARTS.append(STARTS[-1] + 12 + int.from_bytes(ALL[STARTS[-1] + 8 : STARTS[-1] + 12], "big"))


def test_a_cut_at_any_byte_keeps_what_is_before(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    for size in range(len(ALL)):
        file.write_bytes(ALL[:size])
        report = both(file)[1] if size % 8 == 0 else reading(file)
        assert report.records == sum(start <= size for start in STARTS[1:])
        if size not in STARTS[1:]:
            assert not report.complete
            assert report.faults[-1].offset == max(start for start in STARTS if start <= size)
        if size % 3 == 0:
            routes(file)


def reading(file: Path) -> Report:
    found = scan(file)
    for _ in found:
        pass
    return found.report


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_compressed_file_cut_at_any_byte_is_never_complete(tmp_path: Path, pack: object) -> None:
    packed = pack(ALL * 3)  # type: ignore[operator]
    file = tmp_path / "file"
    for size in range(0, len(packed), 7):
        file.write_bytes(packed[:size])
        assert not both(file)[1].complete


def test_bytes_before_a_broken_checksum_are_kept(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(ALL))
    packed[-6] ^= 1
    file = tmp_path / "file"
    file.write_bytes(packed)
    _, report = both(file)
    assert report.records >= len(STARTS) - 2  # zlib keeps the last byte to itself
    assert report.faults[-1].reason.startswith("the compressed stream breaks")


def test_two_gzip_members_are_one_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(gzip.compress(ALL) + gzip.compress(ALL))
    assert both(file)[1].records == 2 * (len(STARTS) - 1)


def test_text_is_not_mistaken_for_records(tmp_path: Path) -> None:
    rows, report = read(tmp_path, b"<html>this is a page, not a table of routes</html>" * 20)
    assert not rows
    assert not report.complete


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 255)), min_size=1, max_size=8)
)
def test_corrupt_bytes_never_crash_and_both_readers_agree(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(ALL)
    for at, value in changes:
        data[at] = value
    folder = tmp_path_factory.getbasetemp()
    read(folder, bytes(data))
    routes(folder / "file.mrt")


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(NOISY))
def test_a_record_of_noise_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, kind: tuple[int, int]
) -> None:
    head = b"\0\0\0\1" + kind[0].to_bytes(2, "big") + kind[1].to_bytes(2, "big")
    read(
        tmp_path_factory.getbasetemp(),
        ALL[: STARTS[1]] + head + len(noise).to_bytes(4, "big") + noise,
    )


def test_an_empty_file_is_not_complete(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert not scan(file).table().num_rows
    assert not both(file)[1].complete
    assert not routes(file).report.complete
