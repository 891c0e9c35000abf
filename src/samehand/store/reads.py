"""Reads of restricted tables: who may, and the log of who did.

The log is a file of the book, `restricted-reads.log`, one JSON object a line, only ever added to.
It is written before anything is read; where it cannot be written, nothing is read. What fools it:
whoever may write to the folder may also change the log; keep a copy elsewhere.
"""

import getpass
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from samehand.errors import NotPermitted

LOG = "restricted-reads.log"
OWN = 0o600  # for its user alone


@dataclass(frozen=True, slots=True)
class Permit:
    """That restricted tables may be read, for one command."""

    command: str


def note_read(folder: Path, permit: Permit, tables: Iterable[str]) -> None:
    """Log that tables are about to be read. Raises NotPermitted where that cannot be written."""
    told = {
        "who": _who(),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": permit.command,
        "tables": sorted(tables),
    }
    line = json.dumps(told, ensure_ascii=False) + "\n"
    try:
        log = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWN)
        try:
            os.write(log, line.encode())
        finally:
            os.close(log)
    except OSError as fault:
        raise NotPermitted(
            f"{folder / LOG} cannot be written ({fault}), so no restricted table was read",
            "reads are logged: make the book's folder writable",
        ) from None


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
