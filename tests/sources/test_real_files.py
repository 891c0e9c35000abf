"""Every real file of the kinds we read: known by one source, and read almost whole."""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from samehand.errors import ImportRefused
from samehand.sources import Source, all_sources
from samehand.sources.lines import head_of
from samehand.sources.reading import Errand, read
from samehand.values.days import day_in_name
from tests.slow import SLOW

BESIDE = Path(__file__).parents[2].parent / "shared" / "data"
DATA = Path(os.environ.get("SAMEHAND_DATA", BESIDE))
PLACES = (
    "world-*/*.gz",
    "world-*/*.bz2",
    "history/**/*.gz",
    "drop/**/*.gz",
    "iana/**/*.csv",
    "iana/**/*.xml",
    "afrinic-series/*2022-02-01.gz",  # the oldest and the newest: the rest are alike
    "afrinic-series/*2026-08-21.gz",
    "world-*/irr/*.gz",
    "rpki/*.bz2",
    "vpn/**/*.gz",
    "rpsl/**/whois-scheduler__*",
    "rpsl/**/*__nrtm-snapshot*",
    "rpsl/**/*__roas.json",
    "mrt/*/*.gz",
    "mrt/*/*.bz2",
    "rdap/icann-rdap/[!eh]*.json",  # without the error and the page of help
    "rdap/icann-rdap/entit*.json",
    "rdap/ipwhois/entity.json",
    "rdap/ipwhois/rdap.json",
    "ownership/bods-*/*.json",
    "ownership/gleif-*/*.xml",
    "ownership/gleif-*/*.json",
)
NOT_YET = ("rdap-", "-out.json")  # none reads these
PARTS = "mrt"  # a folder of parsers' test files: parts of files, some odd
BROKEN = {"updates.20000325": r"claims more bytes than any record holds.* at byte 15,024"}
FEW = ("arin.test",)  # some objects of a dump, not the whole of one
MOST_SET_ASIDE = 0.001  # of the lines: more means that the format was read wrongly
FOUND = sorted({path for place in PLACES for path in DATA.glob(place)})
CUT_OUT = "ownership"  # samples, cut by others from whole files of days up to this one
CUT_OUT_BY = date(2026, 12, 31)
TWO_KINDS = ("relationship-update-data", "reporting-exceptions-data")  # put together by others
UNDATED = date(2024, 1, 1)  # said of files of the RIPE NCC's tests, which describe no day
SOON = 1 << 16  # bytes of a file that is read in no time
FILES = list({path.name: path for path in FOUND}.values())  # some stand in two worlds

pytestmark = pytest.mark.skipif(
    not FILES, reason="no real data: set SAMEHAND_DATA, or put it at ../shared/data"
)
by_file = pytest.mark.parametrize(
    "path", FILES or [Path("none")], ids=lambda path: f"{path.parent.name}/{path.name}"
)


@cache
def _known(path: Path) -> list[Source]:
    head = head_of(path)
    return [source for source in all_sources().values() if source.knows(head)]


def _day_of(path: Path, source: Source) -> date:
    """The day in the name, in the content, or in the name of a folder above."""
    if CUT_OUT in path.parts:
        return CUT_OUT_BY
    folders = [day_in_name(folder.name) for folder in path.parents]
    told = (day_in_name(path.name), source.day(head_of(path)), *folders)
    return next((day for day in told if day), UNDATED)


@by_file
def test_a_real_file_is_known_by_one_source(path: Path) -> None:
    known = [source.name for source in _known(path)]
    assert len(known) == _sources_of(path), known


def _sources_of(path: Path) -> int:
    if path.stem in TWO_KINDS:
        return 2
    return 0 if any(part in path.name for part in NOT_YET) else 1


@cache
def _smallest(source: str) -> list[Path]:
    """Two of the files of a source: no source is left out."""
    return sorted(
        (path for path in FILES if [s.name for s in _known(path)] == [source]),
        key=lambda path: path.stat().st_size,
    )[:2]


@by_file
def test_a_real_file_is_read_almost_whole(path: Path, tmp_path: Path) -> None:
    known = _known(path)
    if len(known) != 1:
        pytest.skip("no source reads this kind yet, or it is of two")
    if not SLOW and path.stat().st_size > SOON and path not in _smallest(known[0].name):
        pytest.skip(
            "large, and not the only one: SAMEHAND_SLOW=1, as continuous integration has it"
        )
    day = _day_of(path, known[0])
    whole = not {PARTS, CUT_OUT} & {*path.parts}
    few = any(part in path.name for part in FEW)
    cut = CUT_OUT in path.parts or ".cut." in path.name
    errand = Errand(path, known[0], day, 0, tmp_path, cut, whole)
    broken = [words for name, words in BROKEN.items() if name in path.name]
    if broken:
        with pytest.raises(ImportRefused, match=broken[0]):
            read(errand)
        return
    reading = read(errand)
    assert PARTS in path.parts or sum(reading.rows.values()) > 0
    assert reading.set_aside <= max(MOST_SET_ASIDE * reading.lines, PARTS in path.parts)
    assert few or not [note for note in reading.notes if "expected" in note]
    assert reading.last_seen is not None
    assert reading.last_seen <= day


def test_every_source_said_to_be_tried_read_a_real_file() -> None:
    found = {source.name for path in FILES for source in _known(path)}
    assert found == {source.name for source in all_sources().values() if source.tried}
