"""MRT files as sources: what is read is what bgpdump prints, whoever reads it and however packed."""

import bz2
import gzip
import lzma
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samehand.errors import ImportRefused
from samehand.mrt import lines, scan
from samehand.mrt.made import (
    TIME,
    attribute,
    bgp4mp,
    dump,
    message,
    path,
    peers,
    prefix,
    record,
    rib,
    route,
    segments,
)
from samehand.mrt.told import told
from samehand.sources import all_sources, mrt_forms
from samehand.sources.collectors import collector_of
from samehand.sources.lines import head_of
from samehand.sources.reading import Errand, read
from samehand.values.blocks import block
from tests.mrt.build import ALL, COMMON
from tests.sources.reads import Kept, promised, read_bytes, read_path, sample_of

BESIDE = Path(__file__).parents[2].parent / "shared" / "data"
EXPECTED = Path(os.environ.get("SAMEHAND_DATA") or BESIDE) / "mrt" / "bgpdump" / "expect"
COUNTED = 400_000  # bytes: the largest takes half a minute to count by hand; SAMEHAND_SLOW=2 does
SLOW = os.environ.get("SAMEHAND_SLOW") == "2"
DUMPED = sorted(p for p in EXPECTED.glob("*.bgp.gz") if SLOW or p.stat().st_size < COUNTED)
TABLE, UPDATES = all_sources()["mrt_table"], all_sources()["mrt_updates"]
PLACE = ("family", "first", "length", "origin")
LARGE = 3_000_000  # bytes of bgpdump's lines: more would take a gigabyte to count in plain Python
PEERS = (("192.0.2.7", 64500), ("192.0.2.8", 64501), ("192.0.2.9", 64502))
Key = tuple[Any, ...]
Said = dict[Key, dict[str, Any]]

by_source = pytest.mark.parametrize("source", [TABLE, UPDATES], ids=lambda source: source.name)


def said(rows: Path, share: int) -> Said:
    """The sightings by day, prefix and origin, of one /24 in so many."""
    table = pq.read_table(rows)
    table = table.filter(pa.array(table["first"].to_numpy() >> 8 & share - 1 == 0))
    keys = [table[name].to_pylist() for name in ("seen", *PLACE)]
    return dict(zip(zip(*keys, strict=True), table.to_pylist(), strict=True))


# Against bgpdump


def routes_of(dumped: Path) -> Iterator[tuple[date, str, list[str], tuple[str, str], str]]:
    """Day, prefix, path, peer and letter of each line that bgpdump printed, ADD-PATH ids left out."""
    with gzip.open(dumped, "rt", encoding="latin-1") as text:
        for line in text:
            field = line.rstrip("\n").split("|")
            if field[2] in "AB":
                at = 7 if field[0].endswith("_AP") else 6
                day = datetime.fromtimestamp(float(field[1]), UTC).date()
                yield day, field[5], field[at].split(), (field[3], field[4]), field[2]


def ends(steps: list[str]) -> tuple[int | None, int | None]:
    """The origin of a path and the AS before it; none for a set of several."""
    outside = [step.strip("{}") for step in steps if step[0] not in "(["]
    once = [step for at, step in enumerate(outside) if not at or step != outside[at - 1]]
    asns = [int(step) if step.isdigit() else None for step in once]
    return (asns or [None])[-1], (asns[-2] if len(asns) > 1 else None)


def expected(dumped: Path, source_day: date, share: int) -> Said:
    """The sightings that bgpdump's lines make: counted in plain Python."""
    seen_by: dict[Key, set[Any]] = defaultdict(set)
    through: dict[Key, dict[int | None, set[Any]]] = defaultdict(lambda: defaultdict(set))
    together: dict[Key, set[int]] = defaultdict(set)
    for day, net, steps, peer, letter in routes_of(dumped):
        origin, upstream = ends(steps)
        if origin is None:
            continue
        place = block(net)
        if place.first >> 8 & share - 1:
            continue
        where = (source_day if letter == "B" else day, place.family, place.first)
        key = (*where, int(net.partition("/")[2]), origin)
        seen_by[key].add(peer)
        through[key][upstream].add(peer)
        together[key[:-1]].add(origin)
    return {
        key: {
            "peers": len(who),
            "upstream": _most(through[key]),
            "together": len(together[key[:-1]]),
        }
        for key, who in seen_by.items()
    }


def _most(through: dict[int | None, set[Any]]) -> int | None:
    return min(through, key=lambda asn: (-len(through[asn]), 1 << 32 if asn is None else asn))


@pytest.mark.skipif(
    not DUMPED, reason=f"{EXPECTED} is not here: set SAMEHAND_DATA to the real data"
)
@pytest.mark.parametrize("dumped", DUMPED or [Path("none")], ids=lambda each: each.name)
def test_sightings_are_those_of_the_lines_that_bgpdump_prints(dumped: Path, tmp_path: Path) -> None:
    file = dumped.parent.parent / dumped.name.removesuffix(".bgp.gz")
    [source] = [each for each in (TABLE, UPDATES) if each.knows(head_of(file))]
    share = 16 if dumped.stat().st_size > LARGE else 1
    read(Errand(file, source, source.sample_day, 0, tmp_path, whole_world=False))
    found = said(tmp_path / "sighting.parquet", share)
    multicast = _multicast(file)
    wanted = expected(dumped, source.sample_day, share)
    wanted = {key: row for key, row in wanted.items() if key not in multicast}
    assert found or share == 1
    assert set(found) == set(wanted)
    for key, row in wanted.items():
        assert {name: found[key][name] for name in row} == row, key


def _multicast(file: Path) -> set[Key]:
    """What bgpdump prints and no sighting is made of: prefixes announced as multicast only."""
    kinds: dict[Key, set[int]] = defaultdict(set)
    for batch in scan(file):
        announced = batch.select(["record_time", *PLACE, "kind", "safi"])
        for row in announced.to_pylist() if 2 in batch["safi"].unique().to_pylist() else ():
            if row["origin"] is not None and row["kind"] == "announce":
                day = datetime.fromtimestamp(row["record_time"], UTC).date()
                key = (day, row["family"], row["first"], row["length"], row["origin"])
                kinds[key].add(row["safi"])
    return {key for key, safis in kinds.items() if safis == {2}}


# Tables of any make


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[tuple[int, tuple[int, ...]]]]:
    """Prefixes, and of each the peers that see it and their paths."""
    nets = ["10.0.0.0/8", "10.0.0.0/16", "192.0.2.0/24", "0.0.0.0/0", "198.51.100.7/32"]
    asns = st.lists(st.integers(64500, 64504), max_size=4).map(tuple)
    seen = st.dictionaries(st.integers(0, 2), asns, min_size=1, max_size=3)
    some = draw(st.dictionaries(st.sampled_from(nets), seen, min_size=1))
    return {net: sorted(by.items()) for net, by in some.items()}


def plainly(table: dict[str, list[tuple[int, tuple[int, ...]]]]) -> list[tuple[Any, ...]]:
    """Prefix, origin, upstream, peers and together, as one would count by hand."""
    rows = []
    for net, entries in table.items():
        once = {peer: [a for i, a in enumerate(p) if not i or p[i - 1] != a] for peer, p in entries}
        origins = {steps[-1] for steps in once.values() if steps}
        for origin in origins:
            mine = [steps for steps in once.values() if steps and steps[-1] == origin]
            before = Counter(steps[-2] if len(steps) > 1 else None for steps in mine)
            best = min(before, key=lambda asn: (-before[asn], 1 << 32 if asn is None else asn))
            rows.append((net, origin, best, len(mine), len(origins)))
    return sorted(rows, key=str)


def told_of(kept: Kept) -> list[tuple[Any, ...]]:
    from samehand.mrt.text import prefix_text

    return sorted(
        (
            (
                prefix_text(row["family"], row["first"], None, row["length"]),
                *(row[name] for name in ("origin", "upstream", "peers", "together")),
            )
            for row in kept.rows["sighting"]
        ),
        key=str,
    )


@settings(max_examples=40)
@given(tables())
def test_new_and_old_tables_of_the_same_routes_give_what_one_counts_by_hand(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, list[tuple[int, tuple[int, ...]]]]
) -> None:
    new = peers(*PEERS) + b"".join(
        rib(net, *((peer, route(*asns)) for peer, asns in entries))
        for net, entries in table.items()
    )
    old = b"".join(
        dump(net, *PEERS[peer], attribute(1, b"\0") + path(*asns, size=2))
        for net, entries in table.items()
        for peer, asns in entries
    )
    wanted = plainly(table)
    for content in (new, old):
        if wanted:
            kept = read_bytes(TABLE, content, tmp_path_factory.mktemp("table"), whole_world=False)
            assert told_of(kept) == wanted


def test_an_old_table_need_not_keep_a_prefix_together(tmp_path: Path) -> None:
    nets = ("192.0.2.0/24", "198.51.100.0/24")
    entries = [dump(net, *peer, path(peer[1], 64510, size=2)) for peer in PEERS for net in nets]
    kept = read_bytes(TABLE, b"".join(entries), tmp_path, whole_world=False)
    assert [(row["peers"], row["cite"]) for row in kept.rows["sighting"]] == [
        (3, "00000000:1"),
        (3, "00000000:2"),
    ]


def test_a_peer_that_gives_several_paths_is_counted_once(tmp_path: Path) -> None:
    paths = [(0, route(64500, 64511)), (0, route(64503, 64511)), (1, route(64501, 64511))]
    content = peers(*PEERS) + rib("192.0.2.0/24", *paths, subtype=8, path_id=1)
    [row] = read_bytes(TABLE, content, tmp_path, whole_world=False).rows["sighting"]
    assert (row["origin"], row["upstream"], row["peers"]) == (64511, 64500, 2)


def test_an_ipv6_prefix_longer_than_64_counts_as_its_64(tmp_path: Path) -> None:
    content = peers(*PEERS) + rib("2001:db8::7/128", (0, path(64500)), subtype=4)
    [row] = read_bytes(TABLE, content, tmp_path, whole_world=False).rows["sighting"]
    place = block("2001:db8::/64")
    assert (row["first"], row["last"], row["length"]) == (place.first, place.last, 128)


# However it is packed, whoever reads it


@by_source
@pytest.mark.parametrize(
    "squeeze", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"]
)
def test_a_packed_file_gives_the_same(
    source: Any, squeeze: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    kept = read_bytes(source, squeeze(sample_of(source)), tmp_path, whole_world=False)
    assert kept.rows == promised(source)
    assert not kept.reading.cut


@by_source
@pytest.mark.parametrize("squeeze", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_a_packed_file_that_is_cut_is_refused_and_kept_only_where_allowed(
    source: Any, squeeze: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    packed = squeeze(sample_of(source) * 4000)  # more than one block of bz2
    packed = packed[: len(packed) * 3 // 4 - 5]
    with pytest.raises(ImportRefused, match=r"at byte [\d,]+.*--allow-cut"):
        read_bytes(source, packed, tmp_path)
    kept = read_bytes(source, packed, tmp_path, allow_cut=True)
    assert kept.reading.cut
    assert kept.rows["sighting"]


@by_source
def test_without_numba_the_same_bytes_are_written_and_it_is_said(
    source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = read_bytes(source, sample_of(source), tmp_path / "fast")
    monkeypatch.setitem(sys.modules, "numba", None)
    slow = read_bytes(source, sample_of(source), tmp_path / "slow")
    assert slow.rows == fast.rows
    assert slow.set_aside == fast.set_aside
    assert any("pip install 'samehand[mrt]'" in note for note in slow.reading.notes)
    for file in fast.folder.glob("*.parquet"):
        assert (slow.folder / file.name).read_bytes() == file.read_bytes()


@by_source
def test_without_numba_a_large_file_says_what_to_install(
    source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr(mrt_forms, "MOST_PLAIN", 100)
    with pytest.raises(ImportRefused, match=r"extra `mrt`.*pip install 'samehand\[mrt\]'"):
        read_bytes(source, sample_of(source), tmp_path)


@by_source
def test_a_forced_kind_that_it_is_not_is_refused(source: Any, tmp_path: Path) -> None:
    other = UPDATES if source is TABLE else TABLE
    with pytest.raises(ImportRefused, match="does not begin as such an MRT file"):
        read_bytes(source, sample_of(other), tmp_path)


# Updates


def test_a_file_of_several_days_gives_rows_of_each(tmp_path: Path) -> None:
    content = b"".join(
        bgp4mp(message(COMMON, prefix("192.0.2.0/24")), time=TIME + hours * 3600)
        for hours in (0, 1, 24, 49)
    )
    kept = read_bytes(UPDATES, content, tmp_path)
    days = [row["seen"] for row in kept.rows["sighting"]]
    assert days == [date(2023, 11, 14), date(2023, 11, 15), date(2023, 11, 16)]
    assert all(row["last_seen"] == row["seen"] for row in kept.rows["sighting"])
    assert (kept.reading.first_seen, kept.reading.last_seen) == (days[0], days[-1])
    assert [row["collector"] for row in kept.rows["sighting"]] == [None] * 3


def test_a_file_without_an_announcement_is_kept_and_gives_no_row(tmp_path: Path) -> None:
    content = bgp4mp(message(b"", gone=prefix("192.0.2.0/24"))) + bgp4mp(message(b"", kind=4))
    kept = read_bytes(UPDATES, content, tmp_path)
    assert kept.reading.rows == {"sighting": 0}
    assert (kept.reading.lines, kept.reading.notes) == (2, ())


def test_what_is_skipped_is_told_but_for_the_session_s_own_messages(tmp_path: Path) -> None:
    multicast = attribute(14, b"\0\1\2\4\xc0\0\2\7\0" + prefix("10.0.0.0/8"))
    content = b"".join(
        [
            bgp4mp(message(COMMON, prefix("192.0.2.0/24"))),
            bgp4mp(message(b"", kind=4)),
            bgp4mp(message(COMMON + multicast)),
            record(16, 2, b""),
        ]
    )
    kept = read_bytes(UPDATES, content, tmp_path)
    assert len(kept.rows["sighting"]) == 1
    assert kept.reading.notes == (
        "1 multicast announcements are skipped",
        "records skipped, by type and subtype: 1 BGP4MP/2",
    )


# One record in words


def test_each_record_is_told_as_bgpdump_prints_it(tmp_path: Path) -> None:
    file = tmp_path / "file.mrt"
    file.write_bytes(ALL)
    found = scan(file)
    numbers = [row["record"] for batch in found for row in batch.to_pylist()]
    by_record: dict[int, list[str]] = defaultdict(list)
    for number, line in zip(numbers, lines(found), strict=True):
        by_record[number].append(line)
    assert len(by_record) > 8
    for number in range(1, 13):
        said = (told(file, number) or "").splitlines()
        if number in by_record:
            assert [line for line in said if "|" in line] == by_record[number]
    assert told(file, 1) == (
        "TABLE_DUMP_V2/1: collector 192.0.2.1, view unnamed, 2 peers\n" + ALL[:58].hex(" ", -4)
    )
    assert (told(file, 12) or "").startswith("BGP4MP/4 KEEPALIVE: 55 bytes that give no element\n")
    assert told(file, 13) is None
    assert told(file, 0) is None


@settings(max_examples=60)
@given(st.integers(0, len(ALL) - 1), st.integers(0, 255))
def test_what_is_wrong_with_a_record_is_told_wherever_it_is_struck(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int
) -> None:
    file = tmp_path_factory.getbasetemp() / "struck.mrt"
    file.write_bytes(ALL[:at] + bytes([value]) + ALL[at + 1 :])
    found = scan(file)
    for _ in found:
        pass
    for fault in found.report.faults:
        assert f"at byte {fault.offset:,}: {fault.reason}" in (told(file, fault.record) or "")


# Which collector


@pytest.mark.parametrize(
    ("place", "collector"),
    [
        ("route-views.sydney/bgpdata/2017.03/RIBS/rib.20170321.0000.bz2", "route-views.sydney"),
        ("archive.routeviews.org/bgpdata/2017.03/RIBS/rib.20170321.0000.bz2", "route-views2"),
        ("data/amsix.ams/bgpdata/2024.01/UPDATES/updates.20240101.0000.bz2", "amsix.ams"),
        ("rrc00/2017.03/bview.20170321.0000.gz", "rrc00"),
        ("RRC21/2017.03/bview.20170321.0000.gz", "rrc21"),
        ("mirror/route-views2/rib.20170321.0000.bz2", "route-views2"),
        ("route-views6.rib.20170321.0000.bz2", "route-views6"),
        ("route-views.linx.updates.20170321.0000.bz2", "route-views.linx"),
        ("rrc01/from-rrc05/bview.gz", "rrc05"),
        ("ripe__rrc15__2010.02__updates.20100227.1600.gz", "rrc15"),
        ("mine/bgpdata/2017.03/rib.20170321.0000.bz2", ""),
        ("bgpdata/2017.03/rib.20170321.0000.bz2", ""),
        ("collectors/bview.20170321.0000.gz", ""),
        ("murrc001/bview.20170321.0000.gz", ""),
    ],
)
def test_a_collector_is_told_by_its_archive_s_folders(place: str, collector: str) -> None:
    assert collector_of(PurePath(place)) == collector


@pytest.mark.parametrize(
    ("view", "name", "collector"),
    [
        ("", "bview", "192.0.2.1"),
        ("master", "bview", "192.0.2.1 master"),
        ("x", "rrc07.bview", "rrc07"),
    ],
)
def test_a_path_that_names_no_collector_leaves_it_to_the_peer_table(
    view: str, name: str, collector: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(peers(*PEERS, view=view) + rib("192.0.2.0/24", (0, COMMON)))
    [row] = read_path(TABLE, file, tmp_path, whole_world=False).rows["sighting"]
    assert row["collector"] == collector


def test_a_set_of_several_names_no_origin_and_is_counted(tmp_path: Path) -> None:
    ends_in_set = attribute(2, segments((2, [64500]), (1, [64496, 64497])))
    content = peers(*PEERS) + rib("192.0.2.0/24", (0, ends_in_set), (1, route(64501, 64511)))
    kept = read_bytes(TABLE, content, tmp_path, whole_world=False)
    [row] = kept.rows["sighting"]
    assert (row["origin"], row["together"]) == (64511, 1)
    assert any("names no one origin" in note for note in kept.reading.notes)
