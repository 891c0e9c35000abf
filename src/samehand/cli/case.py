"""The commands of cases: make one, pin, write down, and see what stands against "final"."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Group, Parameter

from samehand.cases import folder
from samehand.cases.log import Entry
from samehand.cases.words import Finding, Pin, Reply
from samehand.cli.commands import CLOCKS, app
from samehand.cli.door import open_book
from samehand.cli.flags import Clocks
from samehand.settings import cases_folder

CASES = Group("Cases", sort_key=4)
case = App(name="case", help="Cases: a question, what answers it, and a log.", group=CASES)
app.command(case)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Kept:
    """Where cases are kept, and how an answer is printed."""

    cases: Annotated[Path | None, Parameter(name="--cases", show_default=False)] = None
    """The folder of cases; by default $SAMEHAND_CASES, else ./samehand.cases."""
    json: Annotated[bool, Parameter(name="--json", negative=(), show_default=False)] = False
    """As JSON."""

    @property
    def place(self) -> Path:
        """The folder of cases."""
        return cases_folder(self.cases)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Words:
    """What a finding brings beside its sentence."""

    kind: Annotated[str, Parameter(name="--class")]
    """recorded, derived, assessment, claim or note."""
    evidence: Annotated[list[str] | None, Parameter(name="--evidence", negative=())] = None
    """A cite it rests on; may be given again."""
    status: Annotated[str, Parameter(name="--status", show_default=False)] = ""
    """Of a claim: alleged, charged, pleaded, adjudicated or settled."""
    by: Annotated[str, Parameter(name="--by", show_default=False)] = ""
    """Of a claim: who made or found it, "court: NAME" or "registry: NAME"."""
    likelihood: Annotated[str, Parameter(name="--likelihood", show_default=False)] = ""
    """Of an assessment."""
    confidence: Annotated[str, Parameter(name="--confidence", show_default=False)] = ""
    """Of an assessment."""
    alternative: Annotated[list[str] | None, Parameter(name="--alternative", negative=())] = None
    """What else would explain it; may be given again."""


KEPT = Kept()
LONGEST_PATH = 255  # what is longer than most systems' file names is words


@case.command
def new(name: str, *, question: str, kept: Kept = KEPT) -> int:
    """A new case, with the question it is to answer."""
    return _done(folder.new(kept.place, name, question), kept)


@case.command(name="list")
def list_(*, kept: Kept = KEPT) -> int:
    """The cases that are there."""
    names = folder.names(kept.place)
    print(json.dumps(names) if kept.json else "\n".join(names) or "no cases yet")
    return 0


@case.command
def show(name: str, *, kept: Kept = KEPT) -> int:
    """A case: its question, pins, findings with the replies to each, notes, and head."""
    held = folder.show(kept.place, name)
    print(json.dumps(asdict(held), indent=2) if kept.json else "\n".join(_lines(held)))
    return 0


@case.command
def add(name: str, *what: str, kept: Kept = KEPT, clocks: Clocks = CLOCKS) -> int:
    """Pin blocks, AS numbers, holders or hands of the book, with its clocks and snapshot."""
    from samehand.errors import UsageError

    if not what:
        raise UsageError("nothing to add", "for example: samehand case add NAME AS64500")
    folder.show(kept.place, name)
    book = open_book(clocks)
    for each in what:
        book.show(each, limit=1)
    clock, held = book.desk.clock, book.desk.held
    for each in what:
        pin = Pin(each, str(clock.as_of), str(clock.known_on), held.snapshot, bool(held.synthetic))
        _done(folder.add(kept.place, name, pin), kept)
    return 0


@case.command
def note(name: str, says: str, *, kept: Kept = KEPT) -> int:
    """Keep a note."""
    return _done(folder.note(kept.place, name, says), kept)


@case.command
def finding(name: str, says: str, *, words: Words, kept: Kept = KEPT) -> int:
    """Keep a finding: one sentence, its class, and the cites it rests on."""
    more = (words.status, words.by, words.likelihood, words.confidence)
    made = Finding(
        says, words.kind, tuple(words.evidence or ()), *more, tuple(words.alternative or ())
    )
    return _done(folder.find(kept.place, name, made), kept)


@case.command
def reply(
    name: str,
    finding: str,
    says: str,
    *,
    sender: Annotated[str, Parameter(name="--from")],
    kept: Kept = KEPT,
) -> int:
    """Keep what someone answers to a finding (F-1): words, or a text file that holds them."""
    path = Path(says)
    text = path.read_text("utf-8") if len(says) <= LONGEST_PATH and path.is_file() else says
    return _done(folder.reply(kept.place, name, Reply(finding, sender, text)), kept)


def _done(entry: Entry, kept: Kept) -> int:
    line = f"kept as entry {entry.number}, head {entry.sha256}"
    print(json.dumps(asdict(entry)) if kept.json else line)
    return 0


def _lines(held: Any) -> list[str]:
    stamp = ["SYNTHETIC"] if any(p.synthetic for p in held.pins) else []
    lines = [*stamp, f"{held.name}: {held.question}"]
    lines += [f"pinned {p.what} as of {p.as_of}, known on {p.known_on}" for p in held.pins]
    for number, each in enumerate(held.findings, 1):
        claim = f", {each.status}, by {each.by}" if each.status else ""
        lines.append(f"F-{number} [{each.kind}{claim}] {each.says}")
        lines += [f"    {cite}" for cite in each.cites]
        lines += [f"    otherwise: {other}" for other in each.alternatives]
        mine = [reply for reply in held.replies if reply.finding == f"F-{number}"]
        lines += [f"    reply of {reply.sender}: {reply.says}" for reply in mine]
    return [*lines, *[f"note: {says}" for says in held.notes], f"head {held.head}"]
