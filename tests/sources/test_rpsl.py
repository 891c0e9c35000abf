"""RPSL dumps and NRTM snapshots: damage, dialects, parts, and what a book keeps of them."""

import gzip
import random
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samehand import errors
from samehand.api.book import open_desk
from samehand.api.intake import Wish, import_files
from samehand.api.lookups.states import ask
from samehand.sources import all_sources, rpsl_forms
from samehand.sources.lines import head_of
from tests.slow import some
from tests.sources.reads import Kept, pieces, promised, read_bytes, sample_of, write

DUMP, SNAPSHOT = (all_sources()[name] for name in ("rpsl_dump", "nrtm_snapshot"))
by_source = pytest.mark.parametrize("source", [DUMP, SNAPSHOT], ids=lambda source: source.name)
SEEDED = random.Random(4)


def read(text: str | bytes, folder: Path, **wishes: Any) -> Kept:
    """What a dump of these objects gives."""
    return read_bytes(DUMP, text if isinstance(text, bytes) else text.encode(), folder, **wishes)


def stated(kept: Kept, kind: str) -> list[Any]:
    return [row["value"] for row in kept.rows["stated"] if row["kind"] == kind]


def without_cites(rows: dict[str, list[dict[str, Any]]]) -> set[str]:
    return {str((table, row | {"cite": ""})) for table in rows for row in rows[table]}


# Damage


@by_source
def test_a_struck_byte_takes_at_most_two_objects_with_it(source: Any, tmp_path: Path) -> None:
    """Any byte of any record, made any other: what the others say stays. A lost line end joins two."""
    whole = pieces(source)
    wanted = without_cites(promised(source))
    own = [
        without_cites(read_bytes(source, _alone(source, no), tmp_path).rows) for no in _good(source)
    ]
    for no, record in some([*enumerate(whole)], 5):
        for at in SEEDED.sample(range(len(record)), 2):
            struck = record[:at] + bytes([record[at] ^ SEEDED.randrange(1, 256)]) + record[at + 1 :]
            content = b"".join([*whole[:no], struck, *whole[no + 1 :]])
            if not source.knows(head_of(write(source, content, tmp_path))):
                continue
            kept = read_bytes(source, content, tmp_path, allow_cut=True)
            lost = wanted - without_cites(kept.rows)
            assert sum(bool(lost & rows) for rows in own) <= 2


def _good(source: Any) -> list[int]:
    """Which records give rows."""
    lines = {int(row.cite.split(":")[1]) for row in source.sample_rows}
    begun, line = [], 1
    for no, piece in enumerate(pieces(source)):
        end = line + piece.count(b"\n")
        if any(line <= each < end for each in lines):
            begun.append(no)
        line = end
    return begun


def _alone(source: Any, no: int) -> bytes:
    """One record, behind the header of its file."""
    head = [pieces(source)[0]] if source is SNAPSHOT else []
    return b"".join([*head, pieces(source)[no]])


@by_source
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_dump_cut_anywhere_is_refused_and_read_up_to_there_where_allowed(
    source: Any, pack: Any, tmp_path: Path
) -> None:
    whole = sample_of(source)
    packed = pack(whole)
    sure = 3 * len(packed) // 4  # of the packed bytes: by then some objects are out
    for size in some(range(sure, len(packed) - 9, max(1, len(packed) // 40)), 4):
        if pack is bytes and whole[size - 2 : size] in (b"\n\n", b"}\n", b'"}'):
            continue  # between two objects
        with pytest.raises(errors.ImportRefused):
            read_bytes(source, packed[:size], tmp_path)
        kept = read_bytes(source, packed[:size], tmp_path, allow_cut=True)
        assert kept.reading.cut
        assert any("breaks off" in note for note in kept.reading.notes)
        assert without_cites(kept.rows) <= without_cites(promised(source))


def test_bytes_at_random_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ripe.db.inetnum"
    path.write_bytes(SEEDED.randbytes(1 << 24))
    began = time.perf_counter()
    for source in (None, "rpsl_dump", "nrtm_snapshot"):
        wish = Wish(paths=(path,), day=date(2024, 1, 1), source=source)
        assert import_files(tmp_path / "book", wish).refused
    assert time.perf_counter() - began < 3


def test_a_bad_object_is_set_aside_with_line_and_reason(tmp_path: Path) -> None:
    kept = read(
        "inetnum: 192.0.2.0 - 192.0.2.999\nsource: EXDB\n\n"
        "aut-num: ASX\nsource: EXDB\n\n"
        "route: 192.0.2.1/24\norigin: AS64500\nsource: EXDB\n\n"
        "route: 192.0.2.0/24\norigin: AS-ANY\nsource: EXDB\n\n"
        "role: Nameless\nsource: EXDB\n\n"
        "mntner: EX-MNT\nadmin-c: EX1-EXDB\n\n"
        "mntner: EX-MNT\nadmin-c: EX1-EXDB\nsource: EXDB\n\n",
        tmp_path,
    )
    assert [(aside["cite"], aside["reason"]) for aside in kept.set_aside] == [
        ("00000000:1", "is no range of addresses"),
        ("00000000:4", "is no AS number"),
        ("00000000:7", "no prefix, or host bits set"),
        ("00000000:11", "origin is no AS number"),
        ("00000000:15", "has no key: what it is of is missing"),
        ("00000000:18", "no source: of which registry it is"),
    ]
    assert kept.reading.rows["stated"] == 1


# Dialects


def test_lacnic_writes_prefixes_short_and_owners_in_the_block(tmp_path: Path) -> None:
    kept = read(
        "inetnum:    24.232.16/24\nstatus:     reallocated\nowner:      Funda\xe7\xe3o\n"
        "ownerid:    BR-EXEM-LACNIC\nowner-c:    EXA\ninetnum-up: 24.232/16\n"
        "created:    19990312\nchanged:    19990313\nsource:     LACNIC\n\n".encode("latin-1"),
        tmp_path,
    )
    (block,) = kept.rows["registration"]
    assert (block["first"], block["length"]) == (24 << 24 | 232 << 16 | 16 << 8, 24)
    assert (block["org"], block["parent"]) == ("lacnic:BR-EXEM-LACNIC", "24.232/16")
    assert (block["registered"], block["changed"]) == (date(1999, 3, 12), date(1999, 3, 13))
    (owner,) = kept.rows["organisation"]
    assert (owner["org"], owner["name"]) == ("lacnic:BR-EXEM-LACNIC", "Fundação")
    assert stated(kept, "contact") == ["EXA"]


def test_ripe_is_the_registry_of_the_delegated_files(tmp_path: Path) -> None:
    kept = read(
        "inetnum: 192.0.2.0-192.0.2.255\norg: ORG-EX1-RIPE\nsource: RIPE # Filtered\n\n", tmp_path
    )
    (block,) = kept.rows["registration"]
    assert (block["registry"], block["org"], block["list"], block["length"]) == (
        *("ripencc", "ripencc:ORG-EX1-RIPE", "ripe.db.inetnum"),
        24,
    )


def test_a_range_that_is_no_prefix_has_no_length(tmp_path: Path) -> None:
    kept = read("inetnum: 192.0.2.1 - 192.0.2.255\nsource: EXDB\n\n", tmp_path)
    assert kept.rows["registration"][0]["length"] is None


def test_several_values_of_a_line_are_several(tmp_path: Path) -> None:
    kept = read(
        "aut-num: as64500\nadmin-c: See the phone book, EX1-EXDB\nmnt-by: A-MNT B-MNT,C-MNT\n"
        "mnt-routes: D-MNT {192.0.2.0/24^+, 198.51.100.0/24}\nnserver: ns.example.net 192.0.2.1\n"
        "source: EXDB\n\n",
        tmp_path,
    )
    assert stated(kept, "contact") == ["EX1-EXDB", "See the phone book"]
    assert stated(kept, "maintainer") == ["A-MNT", "B-MNT", "C-MNT", "D-MNT"]


def test_a_placeholder_is_withheld_and_shares_nothing(tmp_path: Path) -> None:
    kept = read(
        "mntner: EX-MNT\nadmin-c: DUMY-RIPE\nupd-to: unread@ripe.net\nmnt-nfy: ***@example.net\n"
        "auth: MD5-PW # Filtered\nauth: PGPKEY-0A1B2C3D\nauth: MD5-PW $1$abcdefgh$real\n"
        "address: Dummy address for EX\nsource: RIPE\n\n",
        tmp_path,
    )
    rows = kept.rows["stated"]
    hidden = [row for row in rows if row["withheld"]]
    assert sorted(row["kind"] for row in hidden) == [
        "address",
        "contact",
        "key",
        "mailbox",
        "mailbox",
    ]
    assert all(row["value"] is None and row["value_key"] is None for row in hidden)
    assert stated(kept, "domain") == ["example.net"]
    assert [row["value"] for row in rows if row["kind"] == "key" and row["value"]] == [
        "PGPKEY-0A1B2C3D"
    ]


# Large files


@by_source
def test_parts_give_what_the_whole_gives(
    source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rpsl_forms, "MANY", 0)
    kept = read_bytes(source, sample_of(source), tmp_path)
    assert kept.rows == promised(source)
    assert kept.reading.lines == len(pieces(source))


@by_source
def test_plain_python_gives_the_same_and_says_that_it_is_slow(
    source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("samehand.rpsl.dumps", "samehand.sources.rpsl_forms"):
        monkeypatch.setattr(f"{module}.find_spec", lambda _name: None)
    kept = read_bytes(source, sample_of(source), tmp_path)
    assert kept.rows == promised(source)
    assert any("samehand[rpsl]" in note for note in kept.reading.notes)


# In a book


BLOCK = "inetnum: 240.0.0.0 - 240.0.0.255\nnetname: {name}\nmnt-by: {mnt}\nsource: EXDB\n"
OTHER = "inetnum: 240.0.1.0 - 240.0.1.255\nnetname: OTHER\nmnt-by: O-MNT\nsource: EXDB\n"


def dump(folder: Path, day: date, *objects: str) -> Path:
    path = folder / f"exdb.db.inetnum.{day:%Y%m%d}"
    path.write_text("\n".join(objects) + "\n")
    return path


def at(book: Path, day: date, known: date | None = None) -> list[str]:
    """Who maintains the first block by both days."""
    sql = "SELECT maintainer FROM registration WHERE netname = 'EX-NET'"
    return [row["maintainer"] for row in ask(open_desk(book, day, known or day), sql)]


def test_every_version_is_kept_and_the_same_dump_twice_changes_nothing(tmp_path: Path) -> None:
    days = [date(2024, month, 1) for month in range(1, 5)]
    first, second = (BLOCK.format(name="EX-NET", mnt=mnt) for mnt in ("A-MNT", "B-MNT"))
    states = [(first, OTHER), (second, OTHER), (OTHER,), (second, OTHER)]
    paths = [dump(tmp_path, day, *state) for day, state in zip(days, states, strict=True)]
    book = tmp_path / "book"
    assert not import_files(book, Wish(paths=tuple(paths))).refused
    assert [at(book, day, days[-1]) for day in days] == [["A-MNT"], ["B-MNT"], [], ["B-MNT"]]
    assert at(book, days[-1], days[0]) == ["A-MNT"]
    before = open_desk(book).held
    assert import_files(book, Wish(paths=tuple(paths))).there
    assert open_desk(book).held == before


def test_a_cite_prints_the_whole_object(tmp_path: Path) -> None:
    path = dump(
        tmp_path, date(2024, 1, 1), "% a banner\n", OTHER, BLOCK.format(name="EX-NET", mnt="A-MNT")
    )
    text = path.read_text().splitlines()
    line = text.index("inetnum: 240.0.0.0 - 240.0.0.255") + 1
    assert DUMP.form
    assert DUMP.form.tell(path, line) == BLOCK.format(name="EX-NET", mnt="A-MNT").rstrip("\n")


def test_a_cite_of_a_broken_object_says_why_first(tmp_path: Path) -> None:
    path = write(DUMP, b"mntner: EX-MNT\nno colon\nsource: EXDB\n", tmp_path)
    assert DUMP.form
    told = str(DUMP.form.tell(path, 1))
    assert told.startswith("in line 2: a line is neither")
    assert told.endswith("mntner: EX-MNT\nno colon\nsource: EXDB")
