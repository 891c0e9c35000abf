"""A store of verdicts brought to this version: every step of migrations/ it lacks, in one transaction.

A store that a newer samehand wrote is refused, not guessed at.
"""

from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from samehand.errors import IntegrityError
from samehand.verdicts.tables import HEAD

VERSION_TABLE = "samehand_version"
PLACE = Path(__file__).parent / "migrations"
LOCK = 7_262_838_201  # any number that is ours: PostgreSQL locks by numbers


def version_of(connection: Connection) -> str | None:
    """The revision of a store; none where nothing was ever written."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    rows = connection.execute(text("SELECT version_num FROM samehand_version")).scalars().all()
    return str(rows[0]) if rows else None


def migrate(connection: Connection, to: str = HEAD) -> None:
    """Bring a store to a revision; the caller's transaction holds it, and only one does so at once.

    Raises IntegrityError for a store of a newer samehand.
    """
    now = version_of(connection)
    if now == to:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        now = version_of(connection)
    if now and now > HEAD:
        raise IntegrityError(
            f"the verdicts were written by a newer samehand (revision {now}, this reads {HEAD})",
            "upgrade samehand",
        )
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(PLACE).replace("%", "%%"))
    config.attributes["connection"] = connection
    import_module("alembic.command").upgrade(config, to)
