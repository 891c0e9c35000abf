"""The fast path gives what grouping the elements gives."""

from pathlib import Path

import numpy as np
import pytest

from samehand.mrt import routes
from samehand.mrt.grouped import Grouped
from samehand.mrt.made import (
    HOP,
    ORIGIN,
    attribute,
    bgp4mp,
    dump,
    message,
    path,
    peers,
    prefix,
    rib,
    segments,
)
from samehand.mrt.scanner import scan
from samehand.mrt.visibility import COLUMNS, Routes
from tests.mrt.build import COMMON

SESSIONS = peers(("192.0.2.7", 64500), ("192.0.2.7", 64500))
KNOWN = peers(("192.0.2.7", 64500), ("192.0.2.8", 64501), ("2001:db8::7", 64502))
TABLE = KNOWN + b"".join(
    [
        rib("10.0.0.0/8", (0, COMMON), (1, COMMON), (2, ORIGIN + path(64502, 64511) + HOP)),
        rib(
            "10.1.0.0/16",
            (0, ORIGIN),
            (1, ORIGIN + attribute(2, segments((2, [1, 2]), (1, [5, 6])))),
        ),
        rib("10.2.0.0/16", (0, COMMON), (9, COMMON), (1, ORIGIN + b"\x40\x02\xff")),
        rib("2001:db8::/127", (2, COMMON), subtype=4),
        rib("10.3.0.0/16", (0, COMMON), (0, COMMON), (1, COMMON), subtype=8, path_id=3),
        rib("10.4.0.0/16", (0, COMMON), subtype=3),
    ]
)


def slowly(file: Path) -> Routes:
    """The routes by grouping the elements."""
    found = Grouped(scan(file))
    parts = list(found)
    columns = {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}
    return Routes(columns, found.report, found.peers)


def rows_of(found: Routes) -> list[dict[str, object]]:
    keys = [
        (name, "ascending") for name in ("family", "first", "length", "low", "origin", "upstream")
    ]
    rows: list[dict[str, object]] = found.table.sort_by(keys).to_pylist()
    return rows


def test_routes_are_the_elements_grouped(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    file.write_bytes(TABLE)
    fast, slow = routes(file), slowly(file)
    assert rows_of(fast) == rows_of(slow)
    assert fast.report.faults == slow.report.faults
    assert fast.table_peers == 3


def test_peers_are_counted_once(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    file.write_bytes(TABLE)
    rows = rows_of(routes(file))
    assert [(row["origin"], row["upstream"], row["peers"], row["seen"]) for row in rows[:2]] == [
        (64511, 64502, 1, 3),
        (64511, 64510, 2, 3),
    ]
    [added] = [row for row in rows if row["first"] == 0x0A030000]
    assert (added["peers"], added["seen"]) == (2, 2)


def test_two_sessions_of_one_peer_count_once(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    file.write_bytes(SESSIONS + rib("10.0.0.0/8", (0, COMMON), (1, COMMON)))
    [row] = rows_of(routes(file))
    assert (row["peers"], row["seen"]) == (1, 1)
    assert rows_of(slowly(file)) == [row]


def test_two_peers_of_one_as_count_twice(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    two = peers(("192.0.2.7", 64500), ("192.0.2.8", 64500))
    file.write_bytes(two + rib("10.0.0.0/8", (0, COMMON), (1, COMMON)))
    [row] = rows_of(routes(file))
    assert (row["peers"], row["seen"]) == (2, 2)
    assert rows_of(slowly(file)) == [row]


def test_an_older_dump_gives_routes_too(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    route = ORIGIN + path(64500, 64511, size=2)
    file.write_bytes(
        dump("192.0.2.0/24", "192.0.2.7", 64500, route)
        + dump("192.0.2.0/24", "192.0.2.8", 64501, route)
    )
    [row] = rows_of(routes(file))
    assert (row["origin"], row["upstream"], row["peers"], row["seen"]) == (64511, 64500, 2, 2)


def test_updates_are_skipped_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    file.write_bytes(KNOWN + bgp4mp(message(COMMON, prefix("10.0.0.0/8"))))
    found = routes(file)
    assert not len(found)
    assert found.report.skipped == {"BGP4MP/4": 1}


def test_real_tables_agree(mrt_data: Path) -> None:
    for name in (
        "bview.64k_stream_overflow",
        "bview.ipv4_unicast_add_path",
        "bview.ipv6_unicast_add_path",
    ):
        file = mrt_data / "bgpdump" / f"{name}.gz"
        assert rows_of(routes(file)) == rows_of(slowly(file))


def test_the_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        routes(tmp_path / "none")
