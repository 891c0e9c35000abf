"""What a case is made of: pins, findings with a class, notes and replies.

A finding is one sentence of one class. What fools it: the class is what the analyst says it is;
`lint` asks what each class must bring, not whether the sentence is true.
"""

from dataclasses import dataclass
from typing import Any

from samehand.cases.log import Entry
from samehand.errors import UsageError

CLASSES = ("recorded", "derived", "assessment", "claim", "note")
STATUSES = ("alleged", "charged", "pleaded", "adjudicated", "settled")


@dataclass(frozen=True)
class Pin:
    """Something the case is about, at the clocks and the snapshot at which it was added."""

    what: str
    as_of: str
    known_on: str
    snapshot: str
    synthetic: bool = False  # whether the book holds a made-up world


@dataclass(frozen=True)
class Finding:
    """One sentence: its class, the cites it rests on, and what else would explain it.

    `status` and `by` are of a claim: how far it went, and before whom. `likelihood` and
    `confidence` are of an assessment, in the analyst's words.
    """

    says: str
    kind: str
    cites: tuple[str, ...] = ()
    status: str = ""
    by: str = ""
    likelihood: str = ""
    confidence: str = ""
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """What someone named in a finding answers; printed beside it, word for word."""

    finding: str
    sender: str
    says: str


@dataclass(frozen=True)
class Case:
    """A case as its log tells it; findings are F-1, F-2 and so on, in the order they were made."""

    name: str
    question: str
    pins: tuple[Pin, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    replies: tuple[Reply, ...]
    head: str


def checked(finding: Finding) -> Finding:
    """The finding, if its words can be kept. Raises UsageError that says what is wanted."""
    if not finding.says.strip():
        raise UsageError("a finding without a sentence", "give one sentence")
    if finding.kind not in CLASSES:
        raise UsageError(f"{finding.kind!r} is no class of finding", f"one of {', '.join(CLASSES)}")
    if finding.status and finding.status not in STATUSES:
        raise UsageError(f"{finding.status!r} is no status", f"one of {', '.join(STATUSES)}")
    if finding.kind == "claim" and not (finding.status and finding.by):
        raise UsageError(
            "a claim needs its status and who made or found it",
            f"give --status {'|'.join(STATUSES)} and --by",
        )
    if finding.kind != "claim" and (finding.status or finding.by):
        raise UsageError("a status is of a claim only", "give --class claim, or leave it out")
    return finding


def told(entries: tuple[Entry, ...]) -> Case:
    """The case that a log tells."""
    first = entries[0].body
    return Case(
        name=first["name"],
        question=first["question"],
        pins=tuple(Pin(**body) for body in _bodies(entries, "add")),
        findings=tuple(_finding(body) for body in _bodies(entries, "finding")),
        notes=tuple(body["says"] for body in _bodies(entries, "note")),
        replies=tuple(Reply(**body) for body in _bodies(entries, "reply")),
        head=entries[-1].sha256,
    )


def _bodies(entries: tuple[Entry, ...], kind: str) -> list[dict[str, Any]]:
    return [dict(entry.body) for entry in entries if entry.kind == kind]


def _finding(body: dict[str, Any]) -> Finding:
    lists = {name: tuple(body[name]) for name in ("cites", "alternatives")}
    return Finding(**{**body, **lists})
