"""Tables in files by place: every row is found, and few files are opened for it."""

from pathlib import Path

import pytest

from samehand.store import duck
from samehand.store.duck import DuckStore
from samehand.store.placed import placed

# Place 7 has rows for many files, others three each; 0 and the last place are there too.
ROWS = """
SELECT CAST(CASE WHEN row % 3 = 0 THEN 7 WHEN row < 3000 THEN row // 30 ELSE hash(row // 9) END AS UBIGINT)
       AS place, row
FROM range(30000) AS made (row)
UNION ALL
SELECT CAST(18446744073709551615 AS UBIGINT), -1
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    monkeypatch.setattr(duck, "GROUP_ROWS", 2048)  # the fewest that DuckDB writes
    monkeypatch.setattr(duck, "FILE_GROUPS", 1)
    made = DuckStore(tables=False)
    made.write_by_place(ROWS, tmp_path / "rows")
    made.show_by_place("rows", tmp_path / "rows")
    made.derive("plain", ROWS)
    return made


def test_every_row_is_found_by_its_place(store: DuckStore, tmp_path: Path) -> None:
    places = [row["place"] for row in store.rows("SELECT DISTINCT place FROM plain")]
    assert len(placed(tmp_path / "rows").files) > 10
    for asked in (places[:1], places[-1:], [7], [0, 2**64 - 1], [101], places):
        store.pick("picked", "rows", asked)
        store.pick("wanted", "plain", asked)
        found = store.rows("SELECT * FROM picked ORDER BY row")
        assert found == store.rows("SELECT * FROM wanted ORDER BY row")
        assert bool(found) == (asked != [101])


def test_one_place_opens_two_files_at_most_however_many_there_are(
    store: DuckStore, tmp_path: Path
) -> None:
    files = placed(tmp_path / "rows")
    places = [
        row["place"] for row in store.rows("SELECT DISTINCT place FROM plain WHERE place <> 7")
    ]
    assert max(len(files.holding([place])) for place in places) <= 2


def test_a_table_without_rows_has_its_columns(store: DuckStore, tmp_path: Path) -> None:
    store.write_by_place(f"SELECT * FROM ({ROWS}) AS told WHERE row > 90000", tmp_path / "none")
    store.show_by_place("none", tmp_path / "none")
    store.pick("picked", "none", [7])
    assert store.query("SELECT * FROM picked").column_names == ["place", "row"]
    assert not store.holds("none")
