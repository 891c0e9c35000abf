"""Answers that take long are kept in the book by what they rest on, as scans are."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from samehand.api.book import Desk
from samehand.rules import Step, lay
from samehand.store.book import write_whole

VERSION = 1  # of what is kept; raised when an older one could not be read


def kept(
    desk: Desk, name: str, rests_on: object, make: Callable[[], list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """The rows as kept, or made now and kept."""
    path = _path(desk, name, rests_on, "json")
    if not path.exists():
        rows = make()
        path.parent.mkdir(exist_ok=True)
        write_whole(path, json.dumps(rows, default=str))
    found: list[dict[str, Any]] = json.loads(path.read_text())
    return found


def shown(
    desk: Desk,
    name: str,
    rests_on: object,
    sql: str,
    needs: tuple[Step[Any], ...] = (),
    **values: object,
) -> None:
    """Show the answer to one SELECT as a table `name` of the desk, as kept or asked now and kept.

    `needs` are laid first, where it has to be asked.
    """
    desk.asked_sql.append(sql)
    path = _path(desk, name, (rests_on, sql), "parquet")
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        store = desk.store if needs else desk.peek
        lay(needs, store)
        store.derive(name, sql, **values)
        store.write(name, aside)
        store.connection.execute(f"DROP TABLE {name}")
        os.replace(aside, path)
    desk.peek.show_file(name, path)


def _path(desk: Desk, name: str, rests_on: object, suffix: str) -> Path:
    told = json.dumps([VERSION, name, desk.held.snapshot, str(desk.clock), repr(rests_on)])
    return (
        desk.folder
        / "answers"
        / f"{name}-{hashlib.sha256(told.encode()).hexdigest()[:16]}.{suffix}"
    )
