"""The documented case's blocks by the two real worlds: what moved, what left, and where to."""

import csv
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api.intake import Wish, import_files

BESIDE = Path(__file__).parents[1].parent / "shared" / "data"
DATA = Path(os.environ.get("SAMEHAND_DATA", BESIDE))
WORLDS = [DATA / name for name in ("world-2017-03-21", "world-2018-10-13")]
FILES = [path for world in WORLDS for path in sorted(world.glob("delegated-*"))]
BLOCKS = sorted(DATA.glob("case-*/*_blocks_arin.tsv"))

pytestmark = pytest.mark.skipif(
    not (FILES and BLOCKS),
    reason="no real data: set SAMEHAND_DATA, or put it at ../shared/data",
)

LEFT = "inter-registry move"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[samehand.Book]:
    """The delegated files of both days alone: half a minute less than whole worlds."""
    folder = tmp_path_factory.mktemp("worlds") / "book"
    import_files(folder, Wish(paths=tuple(FILES)))
    opened = samehand.open(folder, known_on="2018-10-13")
    opened.warm()
    yield opened
    opened.desk.close()


def _rows() -> list[dict[str, str]]:
    with BLOCKS[0].open(encoding="utf-8") as table:
        told = csv.DictReader(table, delimiter="\t")
        return [row for row in told if row["type"] == "ipv4"]


def _steps(book: samehand.Book, row: dict[str, str]) -> list[dict[str, Any]]:
    """The steps of one block of the case, which is one stretch in both worlds."""
    low = sum(int(part) << shift for part, shift in zip(row["start"].split("."), (24, 16, 8, 0)))  # noqa: B905
    last = low + int(row["value"]) - 1
    end = ".".join(str(last >> shift & 255) for shift in (24, 16, 8, 0))
    (result,) = book.title(f"{row['start']}-{end}").results
    return list(result["steps"])


def test_the_blocks_of_the_case_moved_and_left_as_the_files_have_it(book: samehand.Book) -> None:
    members = {f"arin:{row['opaque_2017']}" for row in _rows() if "AS" in row["holder_asns_2017"]}
    into: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for row in _rows():
        last = _steps(book, row)[-1]
        before = (last["from"] or "").split(" ")[0]
        if last["instrument"] == LEFT:
            left[last["registry"]] += 1
        elif last["from"] and last["to"] != last["from"]:
            (into if before in members else outside)[last["to"].split(" ")[0]] += 1
    (taker,) = into
    assert into == {taker: 15}
    assert outside == {taker: 3}
    assert left == {"apnic": 5, "ripencc": 1}


def test_no_block_of_the_case_is_called_a_transfer_without_a_log(book: samehand.Book) -> None:
    told = {step["instrument"] for row in _rows() for step in _steps(book, row)}
    assert not any("transfer" in instrument for instrument in told)
