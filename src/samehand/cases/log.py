"""The log of a case: one JSON line an entry, only added, each with the SHA-256 of the one before.

An entry is acknowledged once it is on the disk; one that was being written when the process was
killed is set aside in `log.torn`, and the log goes on from the last whole line. What fools it: a
log whose last lines were cut off is a shorter log that holds together; compare its head.
"""

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samehand.errors import IntegrityError

LOG = "log.jsonl"
TORN = "log.torn"
NOTHING_BEFORE = "0" * 64  # as long as a SHA-256 in hexadecimal, and none that anything has


@dataclass(frozen=True)
class Entry:
    """One line of a log: its number from 1, when it was written (UTC), what it is and says."""

    number: int
    at: str
    kind: str
    body: Mapping[str, Any]
    before: str
    sha256: str


def append(folder: Path, kind: str, body: Mapping[str, Any]) -> Entry:
    """Add an entry; it is on the disk when this returns. Raises IntegrityError on a broken log."""
    with _held(folder) as file:
        entries = _mended(folder, file)
        before = entries[-1].sha256 if entries else NOTHING_BEFORE
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        entry = _sealed(len(entries) + 1, at, kind, body, before)
        os.lseek(file, 0, os.SEEK_END)
        _write(file, _line(entry))
    return entry


def read(folder: Path) -> tuple[Entry, ...]:
    """Every whole entry, in order. Raises IntegrityError where a line is not as it was written."""
    path = folder / LOG
    return _parsed(path.read_bytes())[0] if path.exists() else ()


def head(entries: tuple[Entry, ...]) -> str:
    """The SHA-256 of the last entry: the whole log in one number."""
    return entries[-1].sha256 if entries else NOTHING_BEFORE


@contextmanager
def _held(folder: Path) -> Iterator[int]:
    """The log, opened and locked against another process that adds to it."""
    file = os.open(folder / LOG, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _mended(folder: Path, file: int) -> tuple[Entry, ...]:
    """The whole entries; a line that was never finished is set aside, and the log cut there."""
    raw = (folder / LOG).read_bytes()
    entries, whole = _parsed(raw)
    if raw[whole:]:
        aside = os.open(folder / TORN, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            _write(aside, raw[whole:] + b"\n")
        finally:
            os.close(aside)
        os.ftruncate(file, whole)
    elif raw and not raw.endswith(b"\n"):
        os.lseek(file, 0, os.SEEK_END)
        _write(file, b"\n")
    return entries


def _parsed(raw: bytes) -> tuple[tuple[Entry, ...], int]:
    """Entries, and how many bytes they take; a last line without its end may be torn."""
    entries: list[Entry] = []
    taken = 0
    for line in re.findall(rb"[^\n]*\n|[^\n]+", raw):  # at LF only: a stray CR ends no line
        try:
            entry = _read_line(line, head(tuple(entries[-1:])), len(entries) + 1)
        except IntegrityError:
            if line.endswith(b"\n"):
                raise
            break
        entries.append(entry)
        taken += len(line)
    return tuple(entries), taken


def _read_line(line: bytes, before: str, number: int) -> Entry:
    try:
        held = json.loads(line)
        entry = _sealed(held["number"], held["at"], held["kind"], held["body"], held["before"])
        good = (entry.number, entry.before, entry.sha256) == (number, before, held["sha256"])
        good = good and _line(entry).rstrip(b"\n") == line.rstrip(b"\n")
    except (ValueError, KeyError, TypeError):
        good = False
    if not good:
        raise IntegrityError(
            f"line {number} of the case's log is not as it was written",
            "take the case from a copy; what stands before that line is whole",
        )
    return entry


def _sealed(number: int, at: str, kind: str, body: Mapping[str, Any], before: str) -> Entry:
    bare = {"number": number, "at": at, "kind": kind, "body": body, "before": before}
    return Entry(number, at, kind, body, before, hashlib.sha256(_canonical(bare)).hexdigest())


def _line(entry: Entry) -> bytes:
    return _canonical(vars(entry)) + b"\n"


def _canonical(value: Mapping[str, Any]) -> bytes:
    """The one way in which it is written: keys sorted, no blanks, ASCII."""
    return json.dumps(dict(value), sort_keys=True, separators=(",", ":")).encode("ascii")


def _write(file: int, raw: bytes) -> None:
    """All of it, and on the disk."""
    while raw:
        raw = raw[os.write(file, raw) :]
    os.fsync(file)
