"""What the bytes of each kind of record become, by the scanner and by its plain twin."""

from pathlib import Path

import pytest

from samehand.mrt import lines as lines_of
from samehand.mrt import scan
from samehand.mrt.made import (
    HOP,
    ORIGIN,
    attribute,
    bgp4mp,
    dump,
    ip,
    message,
    n,
    path,
    peers,
    prefix,
    reach,
    record,
    rib,
    segments,
)
from samehand.values.blocks import block
from tests.mrt.build import ALL, COMMON, read


def test_every_kind_of_record_gives_its_elements(tmp_path: Path) -> None:
    rows, report = read(tmp_path, ALL)
    assert [row["kind"] for row in rows] == [
        "table"
    ] * 6 + "withdraw announce announce announce".split() + ["state"]
    assert report.records == 12
    assert not report.complete  # the withdrawal without a path id is set aside
    assert report.skipped == {"BGP4MP/4 KEEPALIVE": 1}


def test_lines_are_those_of_bgpdump(tmp_path: Path) -> None:
    read(tmp_path, ALL)
    got = list(lines_of(scan(tmp_path / "file.mrt")))
    assert got[0] == (
        "TABLE_DUMP2|1700000000|B|192.0.2.7|64500|198.51.100.0/24|64500 64510 64511 64511|IGP|192.0.2.7|0|0||NAG||"
    )
    assert got[3].startswith("TABLE_DUMP2_AP|1700000000|B|192.0.2.7|64500|198.51.100.0/25|5|64500 ")
    assert got[6:9] == [
        "BGP4MP|1700000000|W|192.0.2.7|64500|203.0.113.0/24",
        "BGP4MP|1700000000|A|192.0.2.7|64500|198.51.100.0/24|64500 64510 64511 64511|IGP|192.0.2.7|0|0|64500:1|NAG||",
        "BGP4MP|1700000000|A|192.0.2.7|64500|10.0.0.0/8|64500 65550|IGP|255.255.255.255|0|0||NAG||",
    ]
    assert got[9].startswith("BGP4MP_ET|1700000000.123456|A|2001:db8::7|64500|2001:db8::/32|")
    assert got[10] == "BGP4MP|1700000000|STATE|192.0.2.7|64500|3|6"


def test_blocks_are_those_of_the_house(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, ALL)
    assert rows[0]["first"] == block("198.51.100.0/24").first
    assert rows[2]["first"] == block("2001:db8:1::/48").first
    assert rows[2]["low"] is None


def test_a_prefix_longer_than_64_keeps_its_low_bits(tmp_path: Path) -> None:
    [row], _ = read(
        tmp_path, bgp4mp(message(COMMON + reach("2001:db8::ff00:0/112", "2001:db8::7")))
    )
    assert (row["length"], row["low"]) == (112, 0xFF000000 - 2**63)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([(2, [1, 2, 3])], (3, 2, False)),
        ([(2, [1, 2, 3, 3, 3])], (3, 2, False)),
        ([(2, [3])], (3, None, False)),
        ([(2, [1, 2]), (1, [5, 6])], (None, 2, True)),
        ([(2, [1, 2]), (1, [5])], (5, 2, False)),
        ([(2, [1]), (1, [5, 6]), (2, [7])], (7, None, False)),
        ([(3, [64512]), (2, [1, 2])], (2, 1, False)),
        ([(2, [1, 2]), (4, [64512, 64513])], (2, 1, False)),
        ([], (None, None, False)),
    ],
)
def test_origin_and_upstream(
    tmp_path: Path, parts: list[tuple[int, list[int]]], said: tuple[int | None, int | None, bool]
) -> None:
    route = ORIGIN + attribute(2, segments(*parts)) + HOP
    [row], _ = read(tmp_path, bgp4mp(message(route, prefix("10.0.0.0/8"))))
    assert (row["origin"], row["upstream"], row["origin_set"]) == said


@pytest.mark.parametrize(
    ("old", "new", "merged"),
    [
        ([(2, [1, 23456, 23456])], [(2, [65550, 65551])], "1 65550 65551"),
        ([(2, [1])], [(2, [65550, 65551])], "1"),
        ([(2, [1, 2]), (1, [3, 4])], [(2, [65550])], "1 2 65550"),
        ([(1, [8, 9]), (2, [23456])], [(2, [65550])], "{8,9} 65550"),
    ],
)
def test_as4_path_takes_the_place_of_the_last_ases(
    tmp_path: Path, old: list[tuple[int, list[int]]], new: list[tuple[int, list[int]]], merged: str
) -> None:
    route = ORIGIN + attribute(2, segments(*old, size=2)) + attribute(17, segments(*new))
    read(tmp_path, bgp4mp(message(route, prefix("10.0.0.0/8")), subtype=1))
    [line] = lines_of(scan(tmp_path / "file.mrt"))
    assert line.split("|")[6] == merged


def test_as4_aggregator_takes_the_place_of_as_trans_only(tmp_path: Path) -> None:
    four = attribute(18, n(65550, 4) + ip("192.0.2.5")) + attribute(17, segments((2, [65550])))
    for asn, said in ((23456, (65550, [1, 65550])), (64500, (64500, [1, 23456]))):
        route = path(1, 23456, size=2) + attribute(7, n(asn, 2) + ip("192.0.2.4")) + four
        [row], _ = read(tmp_path, bgp4mp(message(route, prefix("10.0.0.0/8")), subtype=1))
        assert (row["aggregator"], row["path"]) == said


def test_a_broken_entry_is_set_aside_alone(tmp_path: Path) -> None:
    bad = ORIGIN + attribute(2, b"\x02\x09\0\0\0\1")
    rows, report = read(
        tmp_path,
        peers(("192.0.2.7", 64500)) + rib("10.0.0.0/8", (0, COMMON), (0, bad), (3, COMMON)),
    )
    assert len(rows) == 1
    assert [fault.reason.split(" ")[0] for fault in report.faults] == ["an", "an"]
    assert report.faults[0].offset == len(peers(("192.0.2.7", 64500)))


def test_old_dumps_whose_length_leaves_four_bytes_out(tmp_path: Path) -> None:
    entry = dump("192.0.2.0/24", "192.0.2.7", 64500, ORIGIN + path(64500, 64511, size=2))[12:]
    body = entry + entry[4:]
    old = record(12, 1, body)
    old = old[:8] + n(len(body) - 4, 4) + old[12:]
    rows, report = read(tmp_path, old + old)
    assert (len(rows), report.records, report.complete) == (4, 2, True)


def test_one_update_of_many_prefixes_and_a_long_path(tmp_path: Path) -> None:
    route = ORIGIN + attribute(2, segments(*[(2, range(1, 256))] * 8)) + HOP
    nlri = b"".join(prefix(f"10.{i // 256}.{i % 256}.0/24") for i in range(8000))
    rows, report = read(tmp_path, bgp4mp(message(route, nlri)))
    assert (len(rows), len(rows[-1]["path"]), report.complete) == (8000, 2040, True)


def test_more_elements_than_a_batch_holds(tmp_path: Path) -> None:
    gone = b"\x00" * 60000  # the default route, withdrawn over and over
    many = bgp4mp(message(b"", gone=gone)) * 3
    (tmp_path / "file.mrt").write_bytes(many)
    found = scan(tmp_path / "file.mrt")
    assert sum(batch.num_rows for batch in found) == 180_000 == found.report.elements
