"""A dump in a Parquet file, and without numba."""

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from samehand.rpsl import dumps, scan, write
from samehand.rpsl.columns import SCHEMA
from samehand.rpsl.parquet import ahead
from tests.rpsl.build import SAMPLE, both


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "ex.db"
    file.write_text(SAMPLE * 50, encoding="utf-8")
    return file


def test_the_file_holds_every_row_for_every_reader(dump: Path, tmp_path: Path) -> None:
    target = tmp_path / "ex.parquet"
    found = scan(dump)
    write(found, target)
    wanted = both(dump.read_bytes())[0]
    assert found.report.attributes == len(wanted)
    assert pq.read_table(target).to_pylist() == wanted
    assert pl.read_parquet(target).to_dicts() == wanted
    with duckdb.connect() as db:
        keys = db.execute(f"SELECT count(key), count(*) FROM '{target}'").fetchone()
    assert keys == (len(wanted), len(wanted))


def test_the_same_dump_gives_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(scan(dump), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_dump_without_objects_is_a_file_without_rows(tmp_path: Path) -> None:
    (tmp_path / "ex.db").write_text("% nothing\n")
    write(scan(tmp_path / "ex.db"), tmp_path / "ex.parquet")
    assert pq.read_table(tmp_path / "ex.parquet").schema.names == SCHEMA.names


def test_what_goes_wrong_while_reading_is_not_swallowed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(scan(tmp_path / "absent.db"), tmp_path / "ex.parquet")


def test_batches_ahead_are_the_same_batches() -> None:
    assert list(ahead(range(1, 9))) == list(range(1, 9))


def test_without_numba_the_twin_serves(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = scan(dump).table().to_pylist()
    monkeypatch.setattr(dumps, "find_spec", lambda _: None)
    found = scan(dump)
    assert found.table().to_pylist() == wanted
    assert found.report.complete


def test_nothing_of_numba_is_loaded_without_it(dump: Path) -> None:
    code = f"""
import sys
class Absent:
    def find_spec(self, name, *_):
        if name.split(".")[0] == "numba":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
from samehand.rpsl import dumps, scan
dumps.find_spec = lambda _: None
print(scan({str(dump)!r}).table().num_rows)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) == len(both(dump.read_bytes())[0])
