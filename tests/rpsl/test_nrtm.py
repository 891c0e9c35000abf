"""NRTM version 4 snapshots: the same columns, cited by their records' lines."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from samehand.rpsl import dumps, scan, snapshot
from samehand.rpsl.codes import BAD_BYTES, CUT, EMPTY, NOT_JSON, NOT_SNAPSHOT, REASONS
from samehand.rpsl.nrtm import Snapshot
from samehand.rpsl.report import Fault

HEAD = {"nrtm_version": 4, "type": "snapshot", "source": "EXDB", "session_id": "x", "version": 7}
ROUTE = "route:  192.0.2.0/24\norigin: AS64500\n        # ours\nsource: EXDB\n"
PERSON = "person: José\nnic-hdl: J1-EX\nsource: EXDB"


def written(file: Path, *records: Any, rs: bool = True) -> Path:
    mark = "\x1e" if rs else ""
    file.write_text("".join(f"{mark}{json.dumps(record)}\n" for record in records))
    return file


def read(file: Path) -> tuple[list[dict[str, Any]], Snapshot]:
    found = snapshot(file)
    return found.table().to_pylist(), found


@pytest.mark.parametrize("rs", [True, False])
def test_a_record_becomes_an_object_cited_by_its_line(tmp_path: Path, rs: bool) -> None:
    objects = [{"object": ROUTE}, {"object": PERSON}]
    rows, found = read(written(tmp_path / "s.json", HEAD, *objects, rs=rs))
    assert [row["line"] for row in rows] == [row["object_line"] for row in rows]
    assert [row["line"] for row in rows] == [2, 2, 2, 3, 3, 3]
    assert {row["key"] for row in rows} == {"192.0.2.0/24AS64500", "J1-EX"}
    assert found.report.complete
    assert found.report.bytes == (tmp_path / "s.json").stat().st_size
    assert found.header["version"] == 7


def test_a_snapshot_gives_what_the_dump_of_its_objects_gives(tmp_path: Path) -> None:
    texts = [ROUTE.replace("192.0.2", f"10.{number >> 8}.{number & 255}") for number in range(9000)]
    rows, _ = read(written(tmp_path / "s.json", HEAD, *({"object": text} for text in texts)))
    (tmp_path / "dump.db").write_text("\n".join(texts))
    wanted = scan(tmp_path / "dump.db").table().to_pylist()
    same = [name for name in wanted[0] if "line" not in name]
    assert [[row[name] for name in same] for row in rows] == [
        [row[name] for name in same] for row in wanted
    ]
    assert [row["line"] for row in rows] == [2 + row["object"] for row in wanted]


def test_the_twin_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    objects = [{"object": ROUTE}, {"object": "no colon\n"}, {"no": "object"}, {"object": PERSON}]
    file = written(tmp_path / "s.json", HEAD, *objects * 3000)
    fast, by = read(file)
    monkeypatch.setattr(dumps, "find_spec", lambda _: None)
    slow, twin = read(file)
    assert fast == slow
    assert by.report.reasons == twin.report.reasons
    assert by.report.reasons.total() == 6000


def test_bad_records_are_set_aside_by_their_line(tmp_path: Path) -> None:
    file = written(tmp_path / "s.json", HEAD, {"object": 5}, {"object": "a: \x00\n"}, [1])
    with file.open("a") as more:
        more.write('\x1e{"object": cut short}\n\x1e' + json.dumps({"object": PERSON}) + "\n")
    rows, found = read(file)
    assert sorted(found.report.faults) == [
        Fault(2, 2, REASONS[NOT_JSON]),
        Fault(3, 3, REASONS[BAD_BYTES]),
        Fault(4, 4, REASONS[NOT_JSON]),
        Fault(5, 5, REASONS[NOT_JSON]),
    ]
    assert {row["line"] for row in rows} == {6}


def test_a_cut_snapshot_gives_what_is_whole(tmp_path: Path) -> None:
    whole = written(tmp_path / "s.json", HEAD, {"object": ROUTE}, {"object": PERSON}).read_bytes()
    file = tmp_path / "cut.json"
    for size in range(whole.index(b"\n") + 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        rows, found = read(file)
        assert len(rows) == 3 * found.report.objects
        if found.report.cut:
            assert found.report.faults[-1].reason == REASONS[CUT]
            assert f"at byte {size:,}" in found.report.cut
    file.write_bytes(gzip.compress(whole)[:-12])
    assert read(file)[1].report.cut


@pytest.mark.parametrize("rs", [True, False])
def test_a_delta_is_no_snapshot(tmp_path: Path, rs: bool) -> None:
    rows, found = read(written(tmp_path / "d.json", HEAD | {"type": "delta"}, {"x": 1}, rs=rs))
    assert not rows
    assert found.report.faults == [Fault(1, 1, REASONS[NOT_SNAPSHOT])]


def test_an_empty_file_is_not_complete(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes(b"")
    assert read(tmp_path / "s.json")[1].report.faults == [Fault(0, 0, REASONS[EMPTY])]


@pytest.mark.parametrize(("name", "objects", "withheld"), [("RIPE", 6, 15), ("RIPE-NONAUTH", 4, 3)])
def test_the_real_samples(rpsl_data: Path, name: str, objects: int, withheld: int) -> None:
    file = rpsl_data / f"whois-nrtm4-client__nrtm-snapshot.1.{name}.json"
    rows, found = read(file)
    assert found.header["source"] == name
    assert (found.report.objects, found.report.withheld) == (objects, withheld)
    assert found.report.complete
    lines = file.read_text().splitlines()
    for row in rows:
        assert row["value"] in json.loads(lines[row["line"] - 1])["object"]
