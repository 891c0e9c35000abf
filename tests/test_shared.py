"""Addresses and officers that many companies share: what they are, by how many there are."""

import lzma
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.made import cite_of
from samehand.rules import Step, lay
from samehand.sources.sql import engine
from samehand.steps.shared import address_role, officer_role
from samehand.store.duck import DuckStore
from samehand.tables import Row
from samehand.tables.company import CompanyPlace, Officer
from samehand.values.addresses import key, keys
from samehand.values.names import key as name_key
from tests.looking import fill

DAY = date(2017, 3, 1)
OFFICE = "1 Example Road, Exampleton EX1 2MP"
BESIDE = Path(__file__).parents[1].parent / "shared" / "data"
REAL = Path(os.environ.get("SAMEHAND_DATA", BESIDE)) / "ownership"
needs_real = pytest.mark.skipif(
    not REAL.exists(), reason="no real data: set SAMEHAND_DATA, or put it at ../shared/data"
)


def placed(company: str, address: str = OFFICE, register: str = "zz") -> CompanyPlace:
    return CompanyPlace(
        register=register,
        company=company,
        kind="registered",
        address=address,
        address_key=key(address) or None,
        seen=DAY,
        cite=cite_of("place", register, company, address),
    )


def stands(company: str, name: str, born: str | None = None, person: bool = True) -> Officer:
    return Officer(
        register="zz",
        company=company,
        name=name,
        name_key=name_key(name),
        role="director",
        person=person,
        born=born,
        seen=DAY,
        cite=cite_of("officer", company, name, born),
    )


@contextmanager
def _laid(step: Step[Any], rows: Iterable[Row]) -> Iterator[DuckStore]:
    store = DuckStore()
    try:
        fill(store, rows)
        lay((step,), store)
        yield store
    finally:
        store.close()


def _found(step: Step[Any], rows: Iterable[Row]) -> list[dict[str, Any]]:
    with _laid(step, rows) as store:
        found = store.query(f"SELECT * FROM {step.name} ORDER BY companies DESC, 1")
        return list(found.to_pylist())


def _companies(count: int, prefix: str = "zz:") -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


MANY, MASS = "shared by many", "mass registration"


@pytest.mark.parametrize(
    ("count", "role"), [(1, None), (19, None), (20, MANY), (199, MANY), (200, MASS)]
)
def test_an_address_is_what_the_number_of_its_companies_makes_it(count: int, role: str) -> None:
    (found,) = _found(address_role, [placed(each) for each in _companies(count)])
    assert (found["address_key"], found["companies"], found["role"]) == (key(OFFICE), count, role)
    assert found["cite"]


def test_one_address_written_in_many_ways_is_counted_as_one() -> None:
    written = (
        "1 EXAMPLE RD., EXAMPLETON, EX12MP",
        "1, Example Road - Exampleton - ex1 2mp",
        OFFICE,
    )
    rows = [placed(each, written[n % 3]) for n, each in enumerate(_companies(21))]
    (found,) = _found(address_role, rows)
    assert (found["companies"], found["role"]) == (21, "shared by many")


def test_a_company_told_of_twice_counts_once() -> None:
    rows = [
        placed(each, register=list_) for each in _companies(19) for list_ in ("zz", "zz-agents")
    ]
    (found,) = _found(address_role, rows)
    assert (found["companies"], found["role"]) == (19, None)


def test_a_company_that_two_registers_have_counts_once() -> None:
    """Nothing says that `one:7` is `two:7`: so the larger number of one register is taken."""
    rows = [placed(each) for n in (15, 12) for each in _companies(n, f"r{n}:")]
    (found,) = _found(address_role, rows)
    assert found["companies"] == 15


def test_an_address_of_which_nothing_was_said_is_shared_by_nobody() -> None:
    assert not _found(address_role, [placed(each, "N/A") for each in _companies(300)])


def test_one_who_stands_for_many_is_told_from_namesakes_by_the_month_of_birth() -> None:
    rows = [stands(each, "Alex Example", "1970-05") for each in _companies(20)]
    rows += [stands(each, "EXAMPLE, ALEX", "1981-11") for each in _companies(3, "zz:9")]
    found = _found(officer_role, rows)
    told = [(row["born"], row["companies"], row["role"]) for row in found]
    assert told == [("1970-05", 20, "stands for many"), ("1981-11", 3, None)]


def test_an_agent_is_found_whatever_its_role_is_called() -> None:
    rows = [stands(each, "Example Agents Ltd", person=False) for each in _companies(200)]
    (found,) = _found(officer_role, rows)
    assert (found["companies"], found["role"]) == (200, "formation agent")
    assert found["person"] is False


def test_without_companies_nothing_is_called_anything() -> None:
    assert not _found(address_role, ())
    assert not _found(officer_role, ())


# Addresses

words = st.sampled_from(
    ["street", "Road", "ÉCOLE", "Mary's", "12", "7a", "Suite", "n.w.", "ß", "EX1 2MP"]
)
addresses = st.lists(words, min_size=1, max_size=8)


@given(addresses, st.sampled_from([" ", ", ", " - ", "\n", " . "]))
def test_case_marks_and_layout_make_no_other_address(parts: list[str], between: str) -> None:
    plain = key(" ".join(parts))
    assert key(between.join(parts).upper()) == plain
    assert key(plain) == plain, "a key is its own key"


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_has_a_key_and_many_have_those_of_each(texts: list[str]) -> None:
    together = keys(polars.Series(texts, dtype=polars.String))
    assert together.to_list() == [key(text) for text in texts]


@pytest.mark.parametrize(
    "other", ["2 Example Road", "1a Example Road", "1 Example Row", "11 Example Road"]
)
def test_another_address_has_another_key(other: str) -> None:
    assert key(f"{other}, Exampleton EX1 2MP") != key(OFFICE)


# Real files


def _filled(folder: Path, select: str, **values: object) -> DuckStore:
    """A store with the places that a SELECT gives, as a file of a register would fill it."""
    shown = ", ".join(
        f"CAST({name if name in PLACE else 'NULL'} AS {kind}) AS {name}"
        for name, kind in CompanyPlace.columns().items()
    )
    with engine() as db:
        for name, value in values.items():
            db.register(name, value)
        db.execute(f"COPY (SELECT {shown} FROM ({select})) TO '{folder / 'place.parquet'}'")
    store = DuckStore()
    store.fill(CompanyPlace, [folder / "place.parquet"])
    store.tell_days({("company_place", "real"): [DAY]})
    lay((address_role,), store)
    return store


PLACE = frozenset("register company kind address address_key seen last_seen cite".split())
SHAPE = "'real' AS register, 'registered' AS kind, DATE '2017-03-01' AS seen, DATE '2017-03-01' AS last_seen"


@needs_real
def test_of_real_companies_mass_registration_is_found_and_homes_are_not(tmp_path: Path) -> None:
    file = next((REAL / "uk-companies-house-addresses").glob("companies_house_*.parquet"))
    select = f"""
    SELECT {SHAPE}, 'real:' || unique_id AS company, address, address_key(address) AS address_key, cite
    FROM (SELECT unique_id, address_concat || ', ' || postcode AS address, row_number() OVER () AS cite
          FROM '{file}')
    """
    store = _filled(tmp_path, select)
    found = store.query("SELECT * FROM address_role ORDER BY companies DESC").to_pylist()
    assert found[0]["companies"] >= 792, "792 share one spelling of it"
    assert found[0]["role"] == "mass registration"
    held = {role: sum(row["companies"] for row in found if row["role"] == role) for role in ROLES}
    assert sum(held.values()) == 21_952
    assert held["mass registration"] > 0.15 * 21_952
    alone = [row for row in found if row["companies"] < 20]
    assert len(alone) > 0.98 * len(found), "nearly every address is of a few"


ROLES = ("mass registration", "shared by many", None)
ROW = re.compile(r"\('((?:[^'\\]|\\.)*)','(?:[^'\\]|\\.)*','((?:[^'\\]|\\.)*)'")


@needs_real
def test_of_real_intermediaries_no_address_is_taken_for_one_that_many_share(tmp_path: Path) -> None:
    """Each is an agent at a desk of its own: it is their clients who share it, and are not listed."""
    packed = (REAL / "icij-intermediaries-2017.sql.xz").read_bytes()
    dump = lzma.decompress(packed).decode("utf-8")
    told = [(name, re.sub(r"\\[rn]", " ", place)) for name, place in ROW.findall(dump)]
    assert len(told) == 23_636
    listed = polars.DataFrame(told, schema=["name", "address"], orient="row").with_row_index("no")
    select = f"""
    SELECT {SHAPE}, 'real:' || no AS company, address, address_key(address) AS address_key, no AS cite
    FROM listed
    """
    store = _filled(tmp_path, select, listed=listed.to_arrow())
    found = store.query("SELECT max(companies) AS most, count(role) AS roles FROM address_role")
    assert found.to_pylist() == [{"most": 3, "roles": 0}]
