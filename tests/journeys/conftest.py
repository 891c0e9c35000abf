"""The book that all journeys share: a made-up world with records, internal files and a past.

To the world of `samehand.worlds` some files are added, so that every journey finds what it is after: a
table of 2012 in which four blocks were announced by their holders and one of days later in which one
AS of the first hand announces all four; listings; a list of VPN ranges.
"""

import gzip
import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.worlds import Shape, write

SHAPE = Shape(
    holders=300, seed=1, day=date(2021, 3, 1), later=date(2022, 3, 1), hands=4, private=True
)
LEFT_OUT = (
    "*.db.gz",
    "*-apnic_latest-*",
    "*-lacnic_latest-*",
    "*-ripencc_latest-*",
    "*0701.as-rel*",
)
PAST = ("*-rv2-*", "*-drop-timeline-*", "*-output_*", "*-vpn_ip-*")
"""The world's own past and lists of uses: the journeys have theirs."""
SECRETS = {
    "Customer 0 of Fomjazhe Internet Services Inc.": "Zdenka Vomackova",
    "Person 0910": "Jiri Novotny",
}
"""Who of the world is given a person's name, so that tests can look for it where none may be."""
SLEEPERS = ("245.5.80.0/21", "245.5.224.0/19", "245.0.4.0/22", "245.0.50.0/24")
MOVED = "245.14.128.0/18"  # of the first hand: listed, then transferred within it
LISTED = "245.25.32.0/19"  # of the first hand: listed to the end
WAKER = 64730  # the AS number to whose holder the blocks of the first hand move
OWNERS = 64700  # stands in the table of 2012 for whoever announced the sleepers then
TABLE = "SYNTHETIC-routeviews-rv2-{}-1200.pfx2as"
STAMP = "# SYNTHETIC world: not real data\n"


def _rows(prefixes: tuple[str, ...], origin: int) -> str:
    return "".join(f"{prefix.replace('/', chr(9))}\t{origin}\n" for prefix in prefixes)


def add_past(folder: Path) -> None:
    """Files beside those of the world."""
    with gzip.open(folder / f"{TABLE.format('20220301')}.gz", "rt") as file:
        now = "".join(line for line in file if not line.startswith("#"))
    awake = ("245.1.0.0/16", "245.0.128.0/17")
    files = {
        TABLE.format("20120301"): _rows((*SLEEPERS, *awake), OWNERS),
        TABLE.format("20150301"): _rows(awake, OWNERS),
        TABLE.format("20220315"): now + _rows(SLEEPERS, WAKER),
        "SYNTHETIC-drop-timeline-2021-2022.tsv": STAMP
        + "# merged: gaps of 72 h or less closed; removed empty = still listed 2022-03-01, the end\n"
        "list\tprefix_or_asn\tfirst_seen\tremoved\tsbl\tmirrors\n"
        "drop\t245.31.0.0/24\t2021-03-01\t2021-03-02\tSBL900000\tone\n"  # the left edge
        f"drop\t{MOVED}\t2021-03-20\t2021-04-20\tSBL900001\tone\n"
        f"drop\t{LISTED}\t2022-01-10\t\tSBL900002\tone\n",
        "SYNTHETIC-2022-03-01-output_vpn_ipv4.txt": f"{MOVED}\n",
    }
    for path in (path for form in (*LEFT_OUT, *PAST) for path in folder.glob(form)):
        if not any(day in path.name for day in ("20210701", "rv2-20210301", "rv2-20220301")):
            path.unlink()  # of registries no journey goes to: read by tests of their own
    for name in ("arin_db-20220301.txt", "officers-20220301.csv"):
        _name_persons(folder / f"SYNTHETIC-{name}.gz")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _name_persons(path: Path) -> None:
    text = gzip.decompress(path.read_bytes()).decode()
    for told, person in SECRETS.items():
        text = text.replace(told, person)
    path.write_bytes(gzip.compress(text.encode(), 1, mtime=0))


@dataclass(frozen=True)
class Said:
    """What a command line gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """The envelope, of a command with --json."""
        whole: dict[str, Any] = json.loads(self.out)
        return whole

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The results, of a command with --json."""
        return list(self.told["results"])


@dataclass(frozen=True)
class Place:
    """The book, and what of it the journeys ask about."""

    book: Path
    hand: str
    members: tuple[dict[str, Any], ...]
    truth: dict[str, Any]

    @property
    def sink(self) -> str:
        """The holder to whom the blocks of the first planted hand move."""
        return str(self.truth["hands"][0]["sink"])


Say = Callable[..., Said]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Written, imported and scanned once for all journeys."""
    folder = tmp_path_factory.mktemp("journeys")
    world = write(folder / "world", SHAPE, records=True)
    add_past(folder / "world")
    told = import_files(folder / "book", Wish(paths=(folder / "world",)))
    assert not told.refused
    truth = json.loads(world.truth.read_text())
    planted = set(truth["hands"][0]["members"])
    hand = next(
        row
        for row in samehand.open(folder / "book").hands().results
        if planted <= {member["holder"] for member in row["members"]}
    )
    return Place(folder / "book", hand["hand"], tuple(hand["members"]), truth)


@pytest.fixture
def say(
    place: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Say:
    """A command line as typed, with text on standard input where `given` has it."""
    monkeypatch.setenv("SAMEHAND_BOOK", str(place.book))
    monkeypatch.setenv("SAMEHAND_CASES", str(tmp_path / "cases"))
    monkeypatch.setenv("SAMEHAND_USER", "analyst")
    monkeypatch.chdir(tmp_path)

    def typed(*words: str, given: str | None = None) -> Said:
        if given is not None:
            text = io.TextIOWrapper(io.BytesIO(given.encode()))
            monkeypatch.setattr(sys, "stdin", text)
        capsys.readouterr()
        code = run(words)
        out, err = capsys.readouterr()
        assert "Traceback" not in err, err
        return Said(code, out, err)

    return typed


@pytest.fixture
def apart(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say) -> Say:
    """The same, on a copy of the book that verdicts and looks may be kept in."""
    shutil.copytree(place.book, tmp_path / "own.book", copy_function=os.link)
    monkeypatch.setenv("SAMEHAND_BOOK", str(tmp_path / "own.book"))
    return say
