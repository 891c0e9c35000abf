"""A case on disk: a folder of its own, with its log and its salt.

A new case is made beside its place and moved there, so that a case is whole or not there. The salt
makes pseudonyms of persons stable in a case and different in another; it never leaves the folder.
"""

import os
import re
import secrets
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

from samehand.cases.log import LOG, Entry, append, read
from samehand.cases.words import Case, Finding, Pin, Reply, checked, told
from samehand.errors import IntegrityError, NotInData, UsageError

SALT = "salt"
SALT_BYTES = 32  # as many as a SHA-256 has: guessing it is as hard as guessing a digest
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")  # a folder on every system, and a word in a shell


def new(cases: Path, name: str, question: str) -> Entry:
    """A new case. Raises UsageError for a name that is taken or cannot be a folder."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot name a case", "small letters, digits and hyphens")
    if not question.strip():
        raise UsageError("a case without a question", "say what it is to answer")
    cases.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=cases))
    try:
        (made / SALT).write_bytes(secrets.token_bytes(SALT_BYTES))
        entry = append(made, "new", {"name": name, "question": question})
        _on_disk(made / SALT)
        _on_disk(made)
        made.rename(cases / name)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if (cases / name).exists():
            raise UsageError(f"there is a case {name} already", "give another name") from None
        raise
    _on_disk(cases)
    return entry


def names(cases: Path) -> tuple[str, ...]:
    """The cases that are there, by name."""
    if not cases.is_dir():
        return ()
    return tuple(sorted(each.name for each in cases.iterdir() if _is_case(each)))


def show(cases: Path, name: str) -> Case:
    """A case as its log tells it. Raises NotInData, or IntegrityError for a changed log."""
    entries = read(_place(cases, name))
    if not entries or entries[0].kind != "new":
        raise IntegrityError(f"the log of {name} has no beginning", "take the case from a copy")
    return told(entries)


def add(cases: Path, name: str, pin: Pin) -> Entry:
    """Pin something to a case."""
    return append(_place(cases, name), "add", asdict(pin))


def note(cases: Path, name: str, says: str) -> Entry:
    """Keep a note. Raises UsageError for an empty one."""
    if not says.strip():
        raise UsageError("a note without words", "say something")
    return append(_place(cases, name), "note", {"says": says})


def find(cases: Path, name: str, finding: Finding) -> Entry:
    """Keep a finding; its number is its place among the findings of the case."""
    return append(_place(cases, name), "finding", asdict(checked(finding)))


def reply(cases: Path, name: str, answer: Reply) -> Entry:
    """Keep a reply to a finding. Raises NotInData where there is no such finding."""
    there = [f"F-{n}" for n, _ in enumerate(show(cases, name).findings, 1)]
    if answer.finding not in there:
        known = ", ".join(there) or "none yet"
        raise NotInData(f"{name} has no finding {answer.finding}", f"it has: {known}")
    return append(_place(cases, name), "reply", asdict(answer))


def _place(cases: Path, name: str) -> Path:
    if not NAME.fullmatch(name) or not _is_case(cases / name):
        known = ", ".join(names(cases)) or "none yet"
        raise NotInData(f"there is no case {name}", f"there are: {known}")
    return cases / name


def _is_case(place: Path) -> bool:
    return not place.name.startswith(".") and (place / LOG).is_file()


def _on_disk(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
