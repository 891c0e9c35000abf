"""The door: a question in, an answer out on standard output, everything else on standard error."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samehand.cli.flags import Clocks, Gate, Out, Weighing
from samehand.errors import Incomplete, IntegrityError, SamehandError, UsageError

ROWS_ON_SCREEN = 50
SHORTCUTS = {"json": "json", "nl": "ndjson", "csv": "csv", "tsv": "tsv", "table": "table"}
DOCS = "docs/reference/errors.md"
LINKED = frozenset({"scan", "hands", "hand", "why"})
SHOWN_READINGS = frozenset({"undeclared", "unclear"})


@dataclass(frozen=True)
class Target:
    """Where an answer goes, and in which format."""

    format: str
    file: Path | None
    screen: bool


def target(out: Out) -> Target:
    """Where to print, from the flags. Raises UsageError when they contradict each other."""
    from samehand.present.formats import SUFFIXES

    asked = {SHORTCUTS[name] for name in SHORTCUTS if getattr(out, name)}
    asked |= {out.format} if out.format else set()
    if len(asked) > 1:
        raise UsageError(f"two formats were asked for: {', '.join(sorted(asked))}", "give one")
    given = asked.pop() if asked else None
    if out.output and not given:
        given = SUFFIXES.get(out.output.suffix.lower())
        if not given:
            raise UsageError(
                f"the suffix of {out.output} is of no format",
                f"one of {', '.join(SUFFIXES)}, or -f",
            )
    for path in (out.output, out.meta):
        if path:
            may_write(path)
    watched = not out.output and sys.stdout.isatty()
    if given == "parquet" and watched:
        raise UsageError("Parquet is not for a terminal", "give -o FILE, or a pipe")
    return Target(given or "table", out.output, watched and given in (None, "table"))


def may_write(path: Path) -> None:
    """Raises UsageError where a file cannot be written: before the work, not after it."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "give the name of a file")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {path.absolute().parent}", "make it first")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise UsageError(f"{path} may not be written", "give another place")


def limit_of(out: Out) -> int:
    """How many rows to give: as asked, else what fits a screen, else all."""
    if out.limit is not None and out.limit < 0:
        raise UsageError(f"--limit {out.limit} is below nothing", "give 0 for all")
    if out.limit is not None:
        return out.limit
    return ROWS_ON_SCREEN if target(out).screen else 0


def put(envelope: Mapping[str, Any], out: Out) -> None:
    """Print an envelope: data to standard output or a file, what to know beside it on the side."""
    from samehand.present.formats import meta, render
    from samehand.present.look import Look
    from samehand.present.screens import BANNER, notes
    from samehand.settings import colour_wanted

    where = target(out)
    look = Look(
        format=where.format,
        width=shutil.get_terminal_size().columns if where.screen else 0,
        colour=where.screen and colour_wanted(out.no_color),
        expand=out.expand,
        fields=tuple(name.strip() for name in (out.fields or "").split(",") if name.strip()),
        headers=not out.no_headers,
    )
    raw = render(envelope, look)
    if out.meta:
        out.meta.write_text(json.dumps(meta(envelope), indent=2, default=str) + "\n")
    if where.file:
        where.file.write_bytes(raw)
        tell(f"wrote {where.file}", out)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    if not where.screen:
        stamp = [BANNER] if envelope["synthetic"] else []
        left = notes(envelope)[:1] if envelope["truncated"] else []
        unseen = notes(envelope)[-1:] if envelope["not_looked"] else []
        tell("\n".join([*stamp, *left, *unseen]), out)


def tell(says: str, out: Out) -> None:
    """Something to know that is no data."""
    if says and not out.quiet:
        print(says, file=sys.stderr)


def open_book(clocks: Clocks, weighing: Weighing | None = None, command: str = "samehand") -> Any:
    """The book at the clocks asked. Raises IntegrityError when its snapshot is another.

    `command` is what is logged of a read of restricted tables.
    """
    from samehand.api import Book
    from samehand.api.book import Access, open_desk
    from samehand.settings import book_folder, team_url, weights_file
    from samehand.store.book import catalogue

    folder = book_folder(clocks.book)
    held = catalogue(folder)
    last = max((filed.last_seen for filed in held.files), default=None)
    known = _day(clocks.known_on, last)
    as_of = _day(clocks.as_of, known or last)
    weights = weights_file(weighing.weights if weighing else None)
    verdicts = weighing.verdicts if weighing else "all"
    access = Access(team_url(), command if clocks.restricted else "")
    desk = open_desk(folder, as_of, known, weights, verdicts, access)
    if clocks.snapshot and not desk.held.snapshot.startswith(clocks.snapshot.lower()):
        raise IntegrityError(
            f"the book's snapshot is {desk.held.snapshot[:16]}, not {clocks.snapshot}",
            "the book holds other files than those you mean",
        )
    return Book(desk)


def _day(text: str | None, last: date | None) -> date | None:
    from samehand.values.days import day

    return day(text, last) if text else None


@dataclass(frozen=True)
class Question:
    """A verb of the API and what it is given, so that it can be asked and told alike."""

    verb: str
    given: tuple[Any, ...] = ()
    named: Mapping[str, Any] | None = None
    watched: bool = False  # whether it takes long enough for a progress bar
    limits: bool = False  # whether the verb itself takes `limit`
    trips: Callable[[Any], bool] | None = None  # when its answer ends with exit code 1


def ask(question: Question, out: Out, clocks: Clocks, gate: Weighing | None = None) -> int:
    """Put a question to a book and print the answer; gives the exit code."""
    start = time.monotonic()
    check_gate(gate)
    target(out)
    if clocks.restricted and out.redact == "restricted":
        raise UsageError("--restricted and --redact restricted contradict each other", "give one")
    command = " ".join(map(str, ("samehand", question.verb, *question.given)))
    book = open_book(clocks, gate, command)
    named = dict(question.named or {})
    if question.limits:
        named["limit"] = limit_of(out)
    answer = _answered(book, question, named, out)
    code = tripped(answer.results, gate)
    if question.trips:
        code = int(question.trips(answer))
    if clocks.explain:
        explain(book.desk, question, named)
    if not question.limits:
        ranked = bool(answer.results) and "rank" in answer.results[0]
        answer = answer.limited(limit_of(out), by="rank" if ranked else "order")
    put(answer.envelope(), out)
    if out.verbose:
        taken = f"{time.monotonic() - start:.2f} s"
        tell(f"book {book.desk.folder}, snapshot {book.desk.held.snapshot}, {taken}", out)
    if clocks.strict and not answer.complete:
        raise Incomplete(
            f"not looked: {', '.join(answer.not_looked)}",
            "import those sources, or leave out --strict",
        )
    return code


def _answered(book: Any, question: Question, named: dict[str, Any], out: Out) -> Any:
    verb: Callable[..., Any] = getattr(book, question.verb)
    if not question.watched:
        return verb(*question.given, **named)
    from samehand.cli.progress import Watched

    with Watched(out) as progress:
        return verb(*question.given, progress=progress, **named)


def check_gate(gate: Weighing | None) -> float | None:
    """The bits of the level asked. Raises UsageError for what cannot be asked."""
    if not isinstance(gate, Gate):
        return None
    if gate.min_prob is not None:
        raise UsageError(
            "--min-prob needs probabilities, and weights are not calibrated into them yet",
            "give --min-weight BITS",
        )
    if gate.gate is None:
        return None
    from samehand.resolve.levels import LEVELS

    if gate.gate not in LEVELS:
        levels = ", ".join(f"{name} ({bits:g} bits)" for name, bits in LEVELS.items())
        raise UsageError(f"there is no level {gate.gate!r}", f"one of: {levels}")
    return float(LEVELS[gate.gate])


def tripped(results: Any, gate: Weighing | None) -> int:
    """1 when a hand not declared, or the pair asked, reaches the level of the gate."""
    level = check_gate(gate)
    if level is None:
        return 0
    weights = [
        row["weight"] if "weight" in row else row["total"]
        for row in results
        if ("weight" not in row or row["reading"] in SHOWN_READINGS)
        and row.get("judged") != "different"
    ]
    return int(any(weight >= level for weight in weights))


def explain(desk: Any, question: Question, named: Mapping[str, Any]) -> None:
    """The same call in Python, then the SQL behind it."""
    from samehand.api import explained

    says = [explained.call(desk, question.verb, *question.given, **named)]
    linked = question.verb in LINKED
    says += explained.rules() if linked else explained.looked_up(desk)
    print("\n\n".join(says), file=sys.stderr)


def complain(fault: SamehandError, as_json: bool) -> int:
    """Tell an error in three parts; gives its exit code."""
    if as_json:
        told = {
            "code": fault.code,
            "message": fault.message,
            "hint": fault.hint,
            "doc": f"{DOCS}#{fault.code.lower()}",
        }
        print(json.dumps({"error": told}, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"error[{fault.code}]: {fault}", file=sys.stderr)
    return fault.exit_code
