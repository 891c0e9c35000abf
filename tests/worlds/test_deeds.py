"""What a made-up world promises of what happens in it: told in the truth, seen in the files."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from datetime import date
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

import pytest

from samehand.worlds import Shape, World, write
from samehand.worlds.gaps import MISSED
from samehand.worlds.lessors import COMPANY_LET, LET
from samehand.worlds.renumbered import A_YEAR
from samehand.worlds.strangers import KINDS, SILENT_DAYS, TOGETHER, TOGETHER_DAYS

Tables = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world large enough for a few of each kind."""
    return write(tmp_path_factory.mktemp("deeds"), Shape.sized(4000, seed=3), records=True)


@pytest.fixture(scope="module")
def truth(world: World) -> dict[str, Any]:
    """What happened in it."""
    told: dict[str, Any] = json.loads(world.truth.read_text())
    return told


@pytest.fixture(scope="module")
def tables(world: World) -> Tables:
    """Day -> prefix -> origins."""
    found: Tables = {}
    for file in (one for one in world.files if one.kind == "pfx2as"):
        rows = (row.split("\t") for row in lines(file.path) if row[0] != "#")
        found[file.day.isoformat()] = {f"{first}/{bits}": origin for first, bits, origin in rows}
    return found


def lines(path: Path) -> list[str]:
    """Lines of a gzipped file."""
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def deeds(truth: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """Those of some kinds."""
    return [deed for deed in truth["deeds"] if deed["kind"] in kinds]


def days(one: str, other: str) -> int:
    """From one day to another."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def test_every_kind_is_planted(truth: dict[str, Any]) -> None:
    kinds = {deed["kind"] for deed in truth["deeds"]}
    assert kinds == {*KINDS, "return", "listed", "moved to", "passed on"}
    assert {one["kind"] for one in truth["lessors"]} == {"hand", "company"}


def test_a_dormant_block_is_in_no_table_until_somebody_takes_it_up(
    truth: dict[str, Any], tables: Tables
) -> None:
    seen = 0
    for deed in deeds(truth, *KINDS):
        assert days(deed["quiet"], deed["since"]) >= SILENT_DAYS - TOGETHER_DAYS
        block = IPv4Network(deed["prefix"])
        for day, table in tables.items():
            if deed["quiet"] <= day < deed["since"]:
                assert not any(block.overlaps(IPv4Network(p)) for p in near(table, block))
            seen += day >= deed["since"] and table.get(deed["prefix"]) == str(deed["asn"])
    assert seen > len(deeds(truth, *KINDS)) / 2  # some were over before the next table


def near(table: dict[str, str], block: IPv4Network) -> list[str]:
    """Prefixes of the same /8."""
    start = str(block).partition(".")[0] + "."
    return [prefix for prefix in table if prefix.startswith(start)]


def test_only_the_historic_one_is_announced_by_its_as_of_before(
    truth: dict[str, Any], tables: Tables
) -> None:
    first = min(tables)
    for deed in deeds(truth, *KINDS):
        before = tables[first].get(deed["prefix"], "")
        if before:  # a part of a block is seen for the first time
            assert (before == str(deed["asn"])) is (deed["kind"] == "historic")


def test_those_taken_up_together_are_of_several_holders_within_days(truth: dict[str, Any]) -> None:
    groups = defaultdict(list)
    for deed in deeds(truth, "together"):
        groups[deed["group"]].append(deed)
    assert groups
    for group in groups.values():
        assert TOGETHER[0] <= len({deed["holder"] for deed in group}) <= TOGETHER[1]
        assert len({deed["asn"] for deed in group}) == 1
        since = sorted(deed["since"] for deed in group)
        assert days(since[0], since[-1]) <= TOGETHER_DAYS


def test_an_operator_leaves_what_was_listed_and_is_seen_elsewhere(
    truth: dict[str, Any], tables: Tables
) -> None:
    last = max(tables)
    for deed in deeds(truth, "listed"):
        assert deed["listed"] < deed["quiet"]
        assert deed["prefix"] not in tables[last] or deed["quiet"] > last
    moved = deeds(truth, "moved to")
    there = [tables[last].get(deed["prefix"]) == str(deed["asn"]) for deed in moved]
    assert sum(there) > 0.9 * len(moved)  # a table misses few


def test_what_is_passed_on_is_held_by_another_and_announced_as_before(
    world: World, truth: dict[str, Any], tables: Tables
) -> None:
    held = {
        row.split("|")[3]: f"{row.split('|')[0]}:{row.split('|')[7]}"
        for file in world.files
        if file.kind == "delegated" and file.day == world.shape.end
        for row in lines(file.path)
        if row.count("|") == 7
    }
    passed = deeds(truth, "passed on")
    assert passed
    for deed in passed:
        assert deed["listed"] < deed["since"]
        assert held[deed["prefix"].partition("/")[0]] != deed["holder"]
        assert tables[max(tables)].get(deed["prefix"], str(deed["asn"])) == str(deed["asn"])


def test_the_list_of_changes_tells_when_a_stranger_came(
    world: World, truth: dict[str, Any]
) -> None:
    path = next(
        file.path
        for file in world.files
        if file.kind == "origin-changes" and file.day == world.shape.end
    )
    told = dict(row.split("\t", 1) for row in lines(path) if row[0] != "#")
    for deed in deeds(truth, "stranger", "together", "moved to"):
        last = told[deed["prefix"]].split("\t")[-1]
        assert last == f"{deed['asn']},{deed['since'].replace('-', '')}"
    assert not any(deed["prefix"] in told for deed in deeds(truth, "part", "historic"))


def test_the_timeline_of_drop_has_the_day_of_every_listing(
    world: World, truth: dict[str, Any]
) -> None:
    path = next(file.path for file in world.files if file.kind == "drop-timeline")
    told = {row.split("\t")[1]: row.split("\t")[2] for row in lines(path) if row[0] not in "#l"}
    for deed in deeds(truth, "listed", "passed on"):
        assert told[deed["prefix"]] == deed["listed"]


def test_a_collector_has_gaps(truth: dict[str, Any], tables: Tables) -> None:
    gaps = truth["gaps"]
    assert gaps["no_table"] not in tables
    counts = {day: len(table) for day, table in sorted(tables.items())}
    lost = {place.partition(".")[0] for place in gaps["lost"]}
    there = {
        day: {prefix.partition(".")[0] for prefix in table} & lost for day, table in tables.items()
    }
    assert not there[gaps["part_missing"]]
    assert there[max(tables)]
    one, other = max(counts), sorted(counts)[-2]  # a week apart
    gone = tables[other].keys() - tables[one].keys()
    assert MISSED / 3 < len(gone) / counts[other] < 4 * MISSED


def test_some_ids_are_given_anew_and_none_of_the_planted(truth: dict[str, Any]) -> None:
    renewed = {one["from"]: one["to"] for one in truth["renumbered"]}
    planted = {
        m for of in ("hands", "declared", "decoys") for one in truth[of] for m in one["members"]
    }
    assert renewed
    assert not renewed.keys() & planted
    registries = {(one.split(":")[0], other.split(":")[0]) for one, other in renewed.items()}
    assert all(one == other and one in A_YEAR for one, other in registries)


def test_lists_of_vpn_exits_name_what_lessors_let(world: World, truth: dict[str, Any]) -> None:
    ranges, found = (
        next(file.path for file in world.records if part in file.path.name)
        for part in ("output_vpn_ipv4", "vpn_ip-")
    )
    listed = sum(IPv4Network(row).num_addresses for row in lines(ranges) if row[0] != "#")
    let = sum(one["addresses"] for one in truth["lessors"])
    assert let <= listed < 1.2 * let  # single customers beside
    assert b"data/output/ip.txt" in gzip.decompress(found.read_bytes())
    assert LET[0] > 0.5  # most of a lessor's space, as an honest company's
    assert COMPANY_LET[0] > 0.5
