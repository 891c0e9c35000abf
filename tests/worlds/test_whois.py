"""What a made-up whois dump promises: stamped, seeded, sound, of the size asked."""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from ipaddress import IPv4Address, IPv6Network
from pathlib import Path

import pytest

from samehand.api import demo
from samehand.errors import UsageError
from samehand.worlds.whois import MOST_OBJECTS, SHARES, counts, write_whois

OBJECTS = 20_000
KEYS = {  # the class whose key an attribute names
    "org": "organisation",
    "admin-c": "nic-hdl",
    "tech-c": "nic-hdl",
    "mnt-by": "mntner",
    "mnt-ref": "mntner",
    "origin": "aut-num",
}


def objects(path: Path) -> list[list[tuple[str, str]]]:
    """Each object as its attributes, by blank lines, without comments."""
    told = [part for part in path.read_text("utf-8").split("\n\n") if part.strip()]
    assert told[0].startswith("% SYNTHETIC")
    return [
        [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        for lines in (part.splitlines() for part in told[1:])
    ]


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dump on disk."""
    return write_whois(tmp_path_factory.mktemp("whois") / "SYNTHETIC-exdb.db", OBJECTS, 7)


def test_it_has_exactly_the_objects_asked_for(dump: Path) -> None:
    assert Counter(one[0][0] for one in objects(dump)) == counts(OBJECTS)
    assert sum(counts(OBJECTS).values()) == OBJECTS
    assert set(counts(OBJECTS)) == set(SHARES)


def test_every_pointer_leads_to_an_object(dump: Path) -> None:
    every = [attribute for one in objects(dump) for attribute in one]
    known: dict[str, set[str]] = {}
    for name, value in every:
        known.setdefault(name, set()).add(value)
    for pointer, target in KEYS.items():
        assert known[pointer] <= known[target], pointer


def test_no_key_is_told_twice(dump: Path) -> None:
    keys = Counter(
        (one[0][0], dict(one).get("nic-hdl", one[0][1]))
        for one in objects(dump)
        if one[0][0] != "route"
    )
    assert max(keys.values()) == 1


def test_blocks_and_numbers_are_private_and_blocks_do_not_meet(dump: Path) -> None:
    last = 0
    for one in objects(dump):
        kind, value = one[0]
        if kind == "inetnum":
            first, end = (int(IPv4Address(part)) for part in value.split(" - "))
            assert 240 << 24 <= first <= end < 255 << 24
            assert first > last
            last = end
        if kind == "inet6num":
            assert IPv6Network(value).subnet_of(IPv6Network("3fff::/20"))
        if kind == "aut-num":
            assert int(value[2:]) >= 4_200_000_000


def test_a_phone_is_of_one_object(dump: Path) -> None:
    phones = Counter(value for one in objects(dump) for name, value in one if name == "phone")
    assert max(phones.values()) == 1


def test_few_stand_on_many_records(dump: Path) -> None:
    maintained = Counter(dict(one)["mnt-by"] for one in objects(dump) if one[0][0] == "inetnum")
    busiest = sum(count for _, count in maintained.most_common(len(maintained) // 100))
    assert 0.1 < busiest / maintained.total() < 0.4


def test_the_same_seed_gives_the_same_bytes_and_another_others(dump: Path, tmp_path: Path) -> None:
    again = write_whois(tmp_path / "SYNTHETIC-again.db", OBJECTS, 7)
    other = write_whois(tmp_path / "SYNTHETIC-other.db", OBJECTS, 8)
    assert again.read_bytes() == dump.read_bytes() != other.read_bytes()


@pytest.mark.parametrize("wished", [0, 999, MOST_OBJECTS + 1])
def test_a_wish_beyond_its_sizes_is_refused_and_leaves_nothing(tmp_path: Path, wished: int) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{wished} objects: ask for")):
        write_whois(tmp_path / "SYNTHETIC-no.db", wished, 1)
    assert not list(tmp_path.iterdir())


def test_an_unstamped_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SYNTHETIC-"):
        write_whois(tmp_path / "ripe.db", OBJECTS, 1)


def test_the_reader_of_dumps_sets_nothing_aside(dump: Path) -> None:
    if find_spec("samehand.rpsl") is None:
        pytest.skip("this samehand has no reader of RPSL yet")
    from importlib import import_module

    scan = import_module("samehand.rpsl").scan(dump)
    read = sum(len(batch) for batch in scan)
    assert scan.report.complete, scan.report
    assert read == sum(len(one) for one in objects(dump))


def test_the_command_writes_one_stamped_file_and_tells_of_it(tmp_path: Path) -> None:
    envelope = demo.whois(tmp_path, 1000, 3)
    (written,) = tmp_path.iterdir()
    assert written.name == "SYNTHETIC-whois-3.db"
    assert envelope["synthetic"] is True


def test_the_command_refuses_a_size_it_cannot_make(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="5 objects"):
        demo.whois(tmp_path, 5, 3)
