"""What the records of a made-up world promise: read whole by their sources, seeded, as planted."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from samehand.sources import all_sources
from samehand.sources.lines import head_of
from samehand.sources.reading import Errand, read
from samehand.worlds import Shape, World, write
from samehand.worlds.leaks import INTERNAL, LEAKS, PUBLIC
from samehand.worlds.parties import parties
from samehand.worlds.records import TRUTH
from samehand.worlds.write import make

INTERNAL_COLUMNS = {
    "requests": "request,applicant,bucket,family,size,requested,decision,decided,blocks",
    "payments": "payment,payer,payee,instrument,bank,amount,currency,paid,invoice,request",
    "attestations": "attestation,request,applicant,person,role,notary,commission,signed,document",
    "documents": "document,request,applicant,kind,dated,sha256,text",
    "submissions": "submission,request,applicant,account,address,device,submitted",
    "tickets": "ticket,request,applicant,opened,subject,text",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The demo's world with its records."""
    return write(tmp_path_factory.mktemp("records"), Shape.demo(), records=True)


def text(path: Path) -> str:
    """A gzipped file."""
    return gzip.decompress(path.read_bytes()).decode()


def test_the_same_seed_writes_the_same_records(world: World, tmp_path: Path) -> None:
    again = write(tmp_path, Shape.demo(), records=True)
    for ours, theirs in zip(world.records, again.records, strict=True):
        assert ours.path.read_bytes() == theirs.path.read_bytes()


def test_records_change_nothing_of_the_routing(world: World, tmp_path: Path) -> None:
    plain = write(tmp_path, Shape.demo())
    for ours, theirs in zip(plain.files, world.files, strict=True):
        assert ours.path.read_bytes() == theirs.path.read_bytes()


def test_every_record_is_stamped(world: World) -> None:
    for file in world.records:
        assert file.path.name.startswith("SYNTHETIC-")
        assert "SYNTHETIC" in text(file.path)[:400].upper() or file.kind == "internal"


def test_no_line_of_the_records_is_set_aside(world: World, tmp_path: Path) -> None:
    found = 0
    for number, file in enumerate(world.records):
        head = head_of(file.path)
        for source in (one for one in all_sources().values() if one.knows(head)):
            errand = Errand(file.path, source, file.day, number, tmp_path, whole_world=False)
            reading = read(errand)
            assert reading.set_aside == 0, file.path.name
            assert sum(reading.rows.values()) > 0
            found += 1
    assert found >= len([file for file in world.records if file.kind != "internal"])


def test_a_registrys_own_tables_are_read_by_their_sources(world: World) -> None:
    if not any(name.startswith("internal") for name in all_sources()):
        pytest.skip("no source of a registry's own tables is here yet")
    for file in (one for one in world.records if one.kind == "internal"):
        assert any(source.knows(head_of(file.path)) for source in all_sources().values())


def test_a_registrys_own_tables_have_their_columns(world: World) -> None:
    tables = {
        name: text(file.path).splitlines()[0]
        for file in world.records
        for name in INTERNAL_COLUMNS
        if file.path.name.startswith(f"SYNTHETIC-internal-{name}-")
    }
    assert tables == INTERNAL_COLUMNS


def test_a_careless_hand_pays_with_one_card_and_its_truth_says_so(world: World) -> None:
    rows = {
        name: list(csv.DictReader(text(file.path).splitlines()))
        for file in world.records
        for name in ("requests", "payments")
        if file.path.name.startswith(f"SYNTHETIC-internal-{name}-")
    }
    applicant = {row["request"]: row["applicant"] for row in rows["requests"]}
    for hand in json.loads((world.folder / TRUTH).read_text())["hands"]:
        cards: dict[str, set[str]] = {}
        for row in rows["payments"]:
            if applicant[row["request"]] in hand["members"]:
                cards.setdefault(row["instrument"], set()).add(applicant[row["request"]])
        together = max(len(who) for who in cards.values())
        if "instrument" in hand["all_share"]:
            assert together == len(hand["members"])
        else:
            assert 2 <= together <= 3  # runs of a chain


def test_every_level_of_care_leaks_less_than_the_one_before() -> None:
    assert [leak.level for leak in LEAKS] == [1, 2, 3, 4, 5]
    shared = [len(leak.all_share) + len(leak.some_share) / 2 for leak in LEAKS]
    assert shared == sorted(shared, reverse=True)
    assert all(leak.common == (("agent",) if leak.level == 4 else ()) for leak in LEAKS)
    assert all({*leak.all_share, *leak.some_share} <= {*PUBLIC, *INTERNAL} for leak in LEAKS)
    assert not {*LEAKS[4].all_share, *LEAKS[4].some_share} & set(PUBLIC)


def test_hands_are_of_the_level_of_care_wished() -> None:
    draft, _, _ = make(replace(Shape.demo(), care=5))
    hands = [one for one in draft.planted if one.kind == "hand"]
    assert {hand.care for hand in hands} == {5}
    assert not any(block.moved for hand in hands for block in draft.held_by(hand))


def test_no_seed_is_for_tuning_and_for_testing() -> None:
    bench = Path(__file__).parents[2] / "bench"
    tuning, testing = (
        {
            int(line)
            for line in (bench / f"seeds_{name}.txt").read_text().splitlines()
            if line and not line.startswith("#")
        }
        for name in ("tuning", "test")
    )
    assert tuning
    assert testing
    assert not tuning & testing


def test_everyone_of_a_hand_with_an_agent_has_the_same_one() -> None:
    draft, _, _ = make(Shape.demo())
    known = parties(draft)
    for hand in (one for one in draft.planted if one.kind == "hand"):
        rows = known[list(hand.members)]
        together = rows["agent"].n_unique() == 1 and not rows["no_agent"].any()
        leak = LEAKS[hand.care - 1]
        assert together is ("agent" in (*leak.all_share, *leak.common))


def test_every_format_promised_is_written(world: World) -> None:
    heads = [head_of(file.path) for file in (*world.files, *world.records)]
    known = {one.name for one in all_sources().values() for head in heads if one.knows(head)}
    assert known >= {
        *("delegated", "asn_names", "origin_changes", "pfx2as", "as_rel"),
        *("drop_text", "drop_json", "drop_timeline", "rpsl_dump", "arin_bulk_text"),
        *("transfers", "vrp_csv", "route_objects_json", "use_list", "vpn_hosts"),
        *("plain_companies_csv", "plain_officers_csv", "plain_places_csv"),
        *(f"internal_{name}" for name in INTERNAL_COLUMNS),
    }
