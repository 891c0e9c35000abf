"""What a registry's own files say of applicants is found with access alone, and told apart from a crowd's."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api.intake import Wish, import_files
from samehand.cli import run
from samehand.resolve import all_links
from samehand.resolve.weigh import WeighNumbers
from samehand.resolve.weights import default_weights
from samehand.worlds import Shape, World, write

READER = samehand.Access(restricted="samehand.open")
INSIDE = {name for name, rule in all_links().items() if rule.family == "internal"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A small world whose hands are of the third level of care, with its records."""
    shape = replace(Shape.demo(), care=3, seed=2)
    return write(tmp_path_factory.mktemp("inside") / "world", shape, records=True)


@pytest.fixture(scope="module")
def folder(world: World) -> Path:
    place = world.truth.parent.parent / "book"
    import_files(place, Wish(paths=(world.truth.parent,)))
    return place


@pytest.fixture(scope="module")
def opened(folder: Path) -> samehand.Book:
    return samehand.open(folder, access=READER)


def pair(book: samehand.Book, world: World) -> dict[str, Any]:
    """Why the first two of the first planted hand are one."""
    hand = json.loads(Path(world.truth).read_text())["hands"][0]
    (row,) = book.why(*hand["members"][:2]).results
    return dict(row)


def test_a_planted_pair_shows_what_it_shares_with_access(
    opened: samehand.Book, world: World
) -> None:
    told = {bar["rule"]: bar for bar in pair(opened, world)["bars"]}
    assert {"shared-instrument", "shared-notary"} <= set(told)
    assert all(told[name]["restricted"] for name in set(told) & INSIDE)
    assert "restricted" not in told.get("turns", {})


def test_the_same_pair_shows_nothing_of_it_without(folder: Path, world: World) -> None:
    closed = samehand.open(folder)
    row = pair(closed, world)
    assert not {bar["rule"] for bar in row["bars"]} & INSIDE
    assert "card-" not in json.dumps(row)
    answer = closed.hands()
    assert any("(--restricted)" in told for told in answer.not_looked)
    assert not {"payment", "attestation"} & set(answer.missing)


def test_a_scan_with_access_is_kept_with_the_restricted_files(
    opened: samehand.Book, folder: Path
) -> None:
    opened.hands()
    kept = list((folder / "restricted" / "answers").glob("*/found_shared_instrument.parquet"))
    assert kept
    for path in (folder / "answers").rglob("*.parquet"):
        assert b"card-0" not in path.read_bytes(), path


def test_a_payment_agents_clients_are_tied_by_nothing(opened: samehand.Book) -> None:
    """Every instrument that twenty or more applicants have is a role's."""
    store = opened.desk.store
    opened.hands()
    many = store.query("SELECT * FROM inside_sharing WHERE holders >= 20").to_pylist()
    found = store.query("SELECT DISTINCT value_key FROM found_shared_notary").to_pylist()
    roles = {row["value_key"] for row in many if row["standing"] == "role"}
    assert roles
    assert not roles & {row["value_key"] for row in found}


def test_two_desks_of_a_registry_join_a_pair_and_one_does_not(opened: samehand.Book) -> None:
    opened.hands()
    numbers, weights = WeighNumbers(), default_weights().bits
    one = max(bits for (rule, _), bits in weights.items() if rule in INSIDE)
    assert one < numbers.overwhelming < one * (1 + numbers.discount)


def test_what_was_handed_in_later_is_not_known_before(folder: Path, opened: samehand.Book) -> None:
    early = samehand.open(folder, known_on="2017-01-01", access=READER)
    late = early.desk.store.query("SELECT max(seen) AS day FROM payment").to_pylist()
    assert late[0]["day"].isoformat() <= "2017-01-01"
    many = (each.desk.store.rows("SELECT count(*) AS n FROM payment") for each in (opened, early))
    late_rows, early_rows = (rows[0]["n"] for rows in many)
    assert late_rows > early_rows > 0


def test_an_export_takes_no_restricted_evidence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "1", "stix", "--restricted", "--book", str(folder)]) == 2
    assert "published" in capsys.readouterr().err


def test_a_book_without_such_files_says_so_once(demo: Any) -> None:
    told = samehand.open(demo.book, access=READER).hands().not_looked
    assert len([each for each in told if "(--restricted)" in each]) == 1
