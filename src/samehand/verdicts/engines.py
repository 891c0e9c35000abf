"""The two engines of the store: SQLite in a file, PostgreSQL by an address."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from samehand.errors import UsageError

EXAMPLE = "write it as postgresql://user:password@host/database"


def of_file(path: Path, wait_ms: int) -> Engine:
    """SQLite, written ahead and synced in full, whose writers wait for each other.

    Transactions are begun by us and at once for writing, so that a writer waits at its start, where
    it has read nothing that another may change.
    """
    url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": wait_ms / 1000})

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # Python's own transactions leave DDL outside
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def of_team(address: str) -> Engine:
    """PostgreSQL through pg8000. Raises UsageError where the address or the driver is none."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise UsageError("the team's address (SAMEHAND_TEAM_URL) is none", EXAMPLE) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        found = url.get_backend_name()
        raise UsageError(f"the team's database is of the kind {found}, not postgresql", EXAMPLE)
    try:
        import pg8000  # noqa: F401
    except ImportError:
        raise UsageError(
            "PostgreSQL needs the driver pg8000, which is not installed",
            "pip install 'samehand[team]'",
        ) from None
    return create_engine(url.set(drivername="postgresql+pg8000"), pool_pre_ping=True)
