"""What a synthetic world promises: stamped, seeded, sound, and like the real ones."""

from __future__ import annotations

import gzip
import itertools
import json
import os
from collections import Counter
from datetime import date
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from samehand.worlds import Shape, World, stamp, write
from samehand.worlds.care import LADDER, LEVELS, MEMBERS
from samehand.worlds.space import Space, pieces

REGISTRIES = ("afrinic", "apnic", "arin", "lacnic", "ripencc")
DATA = Path(os.environ.get("SAMEHAND_DATA", Path(__file__).parents[3] / "shared" / "data"))
REAL = DATA / "world-2017-03-21"
PRIVATE = (range(64512, 65535), range(4_200_000_000, 4_294_967_295))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The demo world on disk."""
    return write(tmp_path_factory.mktemp("demo"), Shape.demo())


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world of all unicast space, of one day."""
    shape = Shape(holders=6000, seed=5, day=date(2017, 3, 21), hands=3)
    return write(tmp_path_factory.mktemp("large"), shape)


def lines(path: Path) -> list[str]:
    """Lines of a gzipped file."""
    return gzip.decompress(path.read_bytes()).decode(errors="replace").splitlines()


def delegated(world: World, day: date) -> dict[str, list[list[str]]]:
    """Fields of the rows of a day's delegated files, by registry, after comments."""
    return {
        registry: [row.split("|") for row in lines(file.path) if not row.startswith("#")]
        for file in world.files
        if file.kind == "delegated" and file.day == day
        for registry in REGISTRIES
        if f"-{registry}-" in file.path.name
    }


def held(rows: list[list[str]]) -> list[list[str]]:
    """Records with a holder."""
    return [row for row in rows if len(row) == 8 and row[7] and row[1] != "*"]


def holders(world: World, day: date) -> set[str]:
    """Every ``registry:id`` of a day."""
    return {
        f"{registry}:{row[7]}"
        for registry, rows in delegated(world, day).items()
        for row in held(rows)
    }


def contents(world: World) -> dict[str, bytes]:
    """Bytes of every file, truth among them."""
    return {path.name: path.read_bytes() for path in sorted(world.folder.iterdir())}


def told(world: World) -> dict[str, list[dict[str, Any]]]:
    """The truth beside a world."""
    answer: dict[str, list[dict[str, Any]]] = json.loads(world.truth.read_text())
    return answer


def test_the_same_seed_writes_the_same_bytes(demo: World, tmp_path: Path) -> None:
    assert contents(write(tmp_path, Shape.demo())) == contents(demo)


def test_another_seed_writes_another_world(demo: World, tmp_path: Path) -> None:
    other, ours = contents(write(tmp_path, Shape.demo(seed=2))), contents(demo)
    only_one_has = {name.split("-")[1] for name in other.keys() ^ ours.keys()}
    assert only_one_has <= {"routeviews"}  # each world lacks a table of another day
    assert all(other[name] != ours[name] for name in other.keys() & ours.keys())


def test_the_demo_uses_only_reserved_addresses_and_private_as_numbers(demo: World) -> None:
    reserved = IPv4Network("240.0.0.0/4")
    for day in demo.shape.days:
        for rows in delegated(demo, day).values():
            for row in (row for row in rows if row[2] in ("ipv4", "asn") and row[1] != "*"):
                if row[2] == "ipv4":
                    first, last = IPv4Address(row[3]), IPv4Address(row[3]) + (int(row[4]) - 1)
                    assert first in reserved
                    assert last in reserved
                else:
                    first_number, last_number = int(row[3]), int(row[3]) + int(row[4]) - 1
                    assert any(first_number in s and last_number in s for s in PRIVATE)
            assert not any(row[2] == "ipv6" and row[1] != "*" for row in rows)


def test_the_demo_announces_only_reserved_addresses_and_private_as_numbers(demo: World) -> None:
    for file in demo.files:
        if file.kind == "pfx2as":
            for first, length, origins in (row.split("\t") for row in lines(file.path)[1:]):
                assert IPv4Network(f"{first}/{length}").subnet_of(IPv4Network("240.0.0.0/4"))
                assert all(any(int(o) in span for span in PRIVATE) for o in origins.split("_"))
        if file.kind == "as-rel":
            for row in lines(file.path):
                if not row.startswith("#"):
                    assert all(any(int(n) in s for s in PRIVATE) for n in row.split("|")[:2])


def test_every_file_is_stamped_by_name_and_on_its_first_line(demo: World, large: World) -> None:
    for world in (demo, large):
        assert all(path.name.startswith("SYNTHETIC-") for path in world.folder.iterdir())
        assert set(world.folder.iterdir()) == {*(file.path for file in world.files), world.truth}
        for file in world.files:
            sign = ";" if file.kind == "drop" else "#"
            assert lines(file.path)[0] == f"{sign} {stamp(world.shape.seed)}"
        assert json.loads(world.truth.read_text())["synthetic"] is True


def test_summaries_and_headers_count_the_records(demo: World, large: World) -> None:
    for world in (demo, large):
        for day in world.shape.days:
            files = delegated(world, day)
            assert set(files) == set(REGISTRIES)
            for registry, (head, *rows) in files.items():
                summed = {row[2]: int(row[4]) for row in rows if row[-1] == "summary"}
                records = [row for row in rows if row[-1] != "summary"]
                counted = Counter(row[2] for row in records)
                assert summed == {kind: counted[kind] for kind in ("asn", "ipv4", "ipv6")}
                assert head[1] == registry
                assert int(head[3]) == len(records)


def test_no_two_rows_share_an_address_or_a_number(demo: World, large: World) -> None:
    for world in (demo, large):
        for day in world.shape.days:
            everything = [row for rows in delegated(world, day).values() for row in rows[4:]]
            for kind in ("ipv4", "asn"):
                spans = sorted(
                    (int(IPv4Address(row[3])) if kind == "ipv4" else int(row[3]), int(row[4]))
                    for row in everything
                    if row[2] == kind
                )
                assert all(
                    first + count <= after
                    for (first, count), (after, _) in itertools.pairwise(spans)
                )


def test_nothing_is_dated_after_the_day_of_its_file(demo: World) -> None:
    for file in demo.files:
        text = f"{file.day:%Y%m%d}"
        if file.kind == "origin-changes":
            seen = [
                part.split(",")[1] for row in lines(file.path)[1:] for part in row.split("\t")[1:]
            ]
            assert seen
            assert max(seen) <= text
    for day in demo.shape.days:
        for rows in delegated(demo, day).values():
            assert max(row[5] for row in held(rows)) <= f"{day:%Y%m%d}"


def test_the_truth_names_only_holders_that_exist(demo: World, large: World) -> None:
    for world in (demo, large):
        known = holders(world, world.shape.day)
        truth = told(world)
        planted = [*truth["hands"], *truth["declared"], *truth["decoys"]]
        named = [member for group in planted for member in group["members"]]
        assert set(named) <= known
        assert len(named) == len(set(named))
        assert {group["sink"] for group in truth["hands"]} <= known


def test_as_many_holders_as_wished(demo: World, large: World) -> None:
    for world in (demo, large):
        found = len(holders(world, world.shape.day))
        assert 0.85 * world.shape.holders <= found <= 1.05 * world.shape.holders


def test_hands_have_every_level_of_care_and_climb_the_ladder(demo: World) -> None:
    hands = told(demo)["hands"]
    assert [hand["care"] for hand in hands] == [1, 2, 3, 4]
    for hand in hands:
        members = hand["members"]
        assert isinstance(members, list)
        assert MEMBERS[0] <= len(members) <= MEMBERS[1]
        rows = held(delegated(demo, demo.shape.day)[str(hand["registry"])])
        for member in members:
            mine = [row for row in rows if f"{hand['registry']}:{row[7]}" == member]
            blocks = sorted((row[5], int(row[4])) for row in mine if row[2] == "ipv4")
            numbers = [row[5] for row in mine if row[2] == "asn"]
            assert [size for _, size in blocks] == list(LADDER[: len(blocks)])
            assert len(numbers) == 1
            assert numbers[0] < blocks[0][0]


def test_hands_stand_behind_their_hubs_and_below_level_four_nobody_else_does(demo: World) -> None:
    rel = max(
        (f for f in demo.files if f.kind == "as-rel" and f.day <= demo.shape.day),
        key=lambda f: f.day,
    )
    bought = [tuple(map(int, row.split("|"))) for row in lines(rel.path) if row[0] != "#"]
    for hand in told(demo)["hands"]:
        asns, members = list(hand["asns"]), list(hand["members"])
        for hub in list(hand["hubs"]):
            number = asns[members.index(hub)]
            customers = {two for one, two, kind in bought if one == number and kind == -1}
            assert set(asns[asns.index(number) + 1 :]) <= customers
            assert (customers <= set(asns)) is (int(str(hand["care"])) < 4)


def test_space_is_crossed_both_ways_only_by_the_careless(demo: World) -> None:
    changes = next(f for f in demo.files if f.kind == "origin-changes" and f.day == demo.shape.day)
    rows = [[part.split(",")[0] for part in row.split("\t")[1:]] for row in lines(changes.path)[1:]]
    for hand in told(demo)["hands"]:
        asns = {str(number) for number in list(hand["asns"])}
        inside = {(row[0], row[-1]) for row in rows if set(row) <= asns}
        assert bool(inside) is LEVELS[int(str(hand["care"])) - 1].crossed
        if inside:
            assert {one for one, _ in inside} & {two for _, two in inside}


def test_blocks_flow_into_one_member_by_the_later_day(demo: World) -> None:
    days = demo.shape.days
    for hand in told(demo)["hands"]:
        members = set(map(str, list(hand["members"])))
        before, after = (
            {
                row[3]: f"{hand['registry']}:{row[7]}"
                for row in held(delegated(demo, day)[str(hand["registry"])])
                if row[2] == "ipv4"
            }
            for day in days
        )
        gained = {
            after[block]
            for block, owner in before.items()
            if owner in members and after.get(block) != owner
        }
        assert gained == ({hand["sink"]} if hand["moved_blocks"] else set())


def test_odd_counts_ranges_and_pools_are_there(large: World) -> None:
    rows = [row for found in delegated(large, large.shape.day).values() for row in found[4:]]
    assert any(row[2] == "ipv4" and int(row[4]) & (int(row[4]) - 1) for row in rows)
    assert any(row[2] == "asn" and int(row[4]) > 1 and len(row) == 8 and row[7] for row in rows)
    assert {len(row) for row in rows if row[6] == "available"} == {7, 8}
    assert {row[1] for row in rows if row[6] == "available"} == {"", "ZZ"}


def test_a_wish_no_world_can_meet_is_refused() -> None:
    wishes: tuple[dict[str, Any], ...] = (
        {"holders": 10},
        {"hands": 90},
        {"later": date(2010, 1, 1)},
        {"seed": -1},
    )
    usual: dict[str, Any] = {"holders": 1000, "seed": 1, "hands": 2, "day": date(2017, 3, 21)}
    for wish in wishes:
        with pytest.raises(ValueError, match=r"ask|not after|seeds"):
            Shape(**usual | wish)


def test_space_is_handed_out_once_and_the_rest_is_left() -> None:
    space = Space([(4096, 4096)])
    taken = [(space.take(count), count) for count in (768, 256, 1280, 1024)]
    covered = [a for first, count in [*taken, *space.left()] for a in range(first, first + count)]
    assert sorted(covered) == list(range(4096, 8192))
    assert sum(count for _, count in pieces(768, 1280)) == 1280


@pytest.mark.skipif(not REAL.is_dir(), reason=f"real data not found: {REAL}")
@pytest.mark.parametrize("registry", REGISTRIES[1:])  # AFRINIC has too few holders here
def test_sizes_and_counts_are_like_the_real_ones(large: World, registry: str) -> None:
    real = [
        row.split("|")
        for row in lines(REAL / f"delegated-{registry}-extended-20170321.gz")
        if row[0] != "#"
    ]
    made = delegated(large, large.shape.day)[registry]
    for of in (_size_quantiles, _blocks_of_holders):
        assert np.abs(of(held(made)) - of(held(real))).max() <= 1.0  # one power of two
    assert abs(_without_as(held(made)) - _without_as(held(real))) < 0.1


def _size_quantiles(rows: list[list[str]]) -> npt.NDArray[np.float64]:
    sizes = [int(r[4]) for r in rows if r[2] == "ipv4"]
    return np.asarray(np.log2(np.percentile(sizes, [25, 50, 75])))


def _blocks_of_holders(rows: list[list[str]]) -> npt.NDArray[np.float64]:
    counts = Counter(row[7] for row in rows if row[2] == "ipv4")
    return np.asarray(np.log2(np.percentile(list(counts.values()), [25, 50, 75, 90, 95])))


def _without_as(rows: list[list[str]]) -> float:
    return 1 - len({r[7] for r in rows if r[2] == "asn"}) / len({r[7] for r in rows})


@pytest.mark.skipif(not REAL.is_dir(), reason=f"real data not found: {REAL}")
def test_customers_and_providers_are_like_the_real_ones(large: World) -> None:
    made = next(f.path for f in large.files if f.kind == "as-rel" and f.day.year == 2016)
    ours, theirs = (_transit(path) for path in (made, REAL / "20160701.as-rel.txt.gz"))
    assert np.abs(ours - theirs).max() < 0.1


def _transit(path: Path) -> npt.NDArray[np.float64]:
    """Shares of ASes with a customer, and with one, two and more providers."""
    links = [row.split("|") for row in lines(path) if row[0] != "#"]
    everyone = {number for link in links for number in link[:2]}
    providers = Counter(two for _, two, kind in links if kind == "-1")
    customers = Counter(one for one, _, kind in links if kind == "-1")
    bought = [sum(providers[n] == k for n in everyone) for k in (1, 2)]
    more = sum(count > 2 for count in providers.values())
    return np.array([len(customers), *bought, more]) / len(everyone)
