"""Every line of bgpdump's published expectations, by the scanner and by its plain twin.

Of the large files only the beginnings are compared, for some take a minute each: `SAMEHAND_SLOW=1`
compares four times as much, `SAMEHAND_SLOW=2` all.
"""

import gzip
import itertools
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from samehand.inflate import Inflated
from samehand.mrt import lines, plain, scan
from samehand.mrt.codes import HEADER
from tests.mrt.build import both

FILES = """bview.20020722.2337 bview.64k_stream_overflow bview.ipv4_unicast_add_path
bview.ipv6_unicast_add_path updates.20020722.2238 updates.20070211.0141 updates.20071015.1505
updates.20100722.2015 updates.20160811.1600 updates.et-header.2015 updates.long_withdrawal
updates.nlri_mask_trailing_bits""".split()
OTHERS = """bgpkit-parser/ripe__rrc00__1999.09__updates.19990903.1041.gz
bgpkit-parser/ripe__rrc00__1999.12__updates.19991214.1621.gz
bgpkit-parser/ripe__rrc00__2000.01__bview.20000111.0032.gz
bgpkit-parser/ripe__rrc00__2000.01__updates.20000102.2014.gz
bgpkit-parser/ripe__rrc00__2000.03__updates.20000325.0345.gz
bgpkit-parser/ripe__rrc01__2000.11__updates.20001104.0124.gz
bgpkit-parser/ripe__rrc03__2010.02__updates.20100227.1600.first-796-records.gz
bgpkit-parser/ripe__rrc15__2010.02__updates.20100227.1600.gz
bgpkit-parser/ripe__rrc15__2010.02__updates.20100227.1610.gz
libbgpstream/ris.rrc06.updates.1427846400.gz
libbgpstream/routeviews.route-views.jinx.updates.1427846400.bz2""".split()
SLOW = os.environ.get("SAMEHAND_SLOW", "0")
FIRST_LINES = {"0": 20_000, "1": 80_000}.get(SLOW)
FIRST_BYTES = 1 << {"0": 18, "1": 20}.get(SLOW, 40)


def same(got: Iterable[str], expected: Path, limit: int | None) -> None:
    with gzip.open(expected, "rt") as want:
        wanted = (line.rstrip("\n") for line in want)
        pairs = itertools.zip_longest(got, wanted)
        for no, (mine, theirs) in enumerate(itertools.islice(pairs, limit), 1):
            assert mine == theirs, f"line {no}"


@pytest.mark.parametrize("name", FILES)
def test_the_scanner_gives_every_line(mrt_data: Path, name: str) -> None:
    file = mrt_data / "bgpdump" / f"{name}.gz"
    expected = mrt_data / "bgpdump" / "expect" / f"{name}.gz.bgp.gz"
    found = scan(file)
    same(lines(found), expected, FIRST_LINES)
    total = sum(batch.num_rows for batch in found)
    with gzip.open(expected, "rb") as want:
        assert total == sum(1 for _ in want)


@pytest.mark.parametrize("name", FILES)
def test_the_twin_gives_every_line(mrt_data: Path, tmp_path: Path, name: str) -> None:
    file = beginning(mrt_data / "bgpdump" / f"{name}.gz", tmp_path)
    table, report = plain.scan(file)
    expected = mrt_data / "bgpdump" / "expect" / f"{name}.gz.bgp.gz"
    same(lines(table.to_batches()), expected, report.elements)


@pytest.mark.parametrize("name", OTHERS)
def test_scanner_and_twin_agree_on_other_files(mrt_data: Path, tmp_path: Path, name: str) -> None:
    both(beginning(mrt_data / name, tmp_path))


def beginning(file: Path, folder: Path) -> Path:
    """The whole records in the first bytes of a file (256 KiB; 1 MiB, or all of it, when slow)."""
    source = Inflated(file)
    data = bytearray()
    piece = bytearray(1 << 20)
    while len(data) < FIRST_BYTES and (got := source.readinto(memoryview(piece))):
        data += piece[:got]
    source.close()
    stop = len(data) if len(data) < FIRST_BYTES else 0
    while not stop or stop < min(len(data), FIRST_BYTES):
        stop += HEADER + int.from_bytes(data[stop + 8 : stop + 12], "big")
    cut = folder / "beginning.mrt"
    cut.write_bytes(data[:stop])
    return cut
