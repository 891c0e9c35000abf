"""The commands of judging: a verdict given, verdicts listed and undone, the queue, the review."""

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import Group, Parameter

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import Question, ask, open_book, tell
from samehand.cli.flags import Clocks, Out
from samehand.errors import UsageError

JUDGE = Group("Judge", sort_key=4)
FLAG = Parameter(negative=())
By = Annotated[str | None, Parameter(name="--by")]


@Parameter(name="*", group=JUDGE)
@dataclass(frozen=True, kw_only=True)
class Words:
    """Who says it, and why in his own words."""

    note: Annotated[str, Parameter(name="--note")] = ""
    """Why, in your own words."""
    by: By = None
    """Who judges; by default $SAMEHAND_USER, else the login name."""


@Parameter(name="*", group=JUDGE)
@dataclass(frozen=True, kw_only=True)
class Reasons(Words):
    """The same, and what it rests on."""

    because: Annotated[list[str] | None, Parameter(name="--because", negative=())] = None
    """What it rests on: evidence as `why` numbers it (E1,E2), or cites."""


@Parameter(name="*", group=JUDGE)
@dataclass(frozen=True, kw_only=True)
class Which:
    """Which verdicts to list, or the one to lift."""

    all: Annotated[bool, FLAG] = False
    """Also those that were undone or replaced, and the rows that undo."""
    acting: Annotated[bool, FLAG] = False
    """Only those that act."""
    undo: Annotated[str | None, Parameter(name="--undo")] = None
    """Lift this verdict (V3), by a row of its own."""


WORDS = Words()
REASONS = Reasons()
WHICH = Which()


@app.command(group=JUDGE)
def judge(
    one: str,
    other: str,
    verdict: Literal["same", "different", "unsure"],
    *,
    words: Reasons = REASONS,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """Keep a verdict on two holders; it acts at once on hands, and is only ever undone by a row more.

    Parameters
    ----------
    one: str
        A holder as registry:id, or one of its AS numbers.
    other: str
        Another.
    verdict: str
        same, different or unsure.
    """
    named = {"because": _split(words.because), "note": words.note, "by": _judge(words.by)}
    return ask(Question("judge", (one, other, verdict), named), out, clocks)


@app.command(group=JUDGE)
def verdicts(
    *, which: Which = WHICH, words: Words = WORDS, out: Out = OUT, clocks: Clocks = CLOCKS
) -> int:
    """Verdicts that stand, whether each acts, and contradictions; as CSV they are labels for `fit`."""
    if which.undo is None:
        if words != WORDS:
            raise UsageError("--note and --by go with --undo", "give --undo V3")
        named = {"every": which.all, "acting": which.acting}
        return ask(Question("verdicts", (), named), out, clocks)
    if which.all or which.acting:
        raise UsageError("--undo lifts one verdict", "leave --all and --acting out")
    named_too = {"by": _judge(words.by), "note": words.note}
    return ask(Question("undo", (_number(which.undo),), named_too), out, clocks)


@app.command(group=JUDGE)
def queue(*, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Pairs to judge next: contradictions, weakest links of hands, pairs near even odds, controls."""
    return ask(Question("queue", watched=True), out, clocks)


@app.command(group=JUDGE)
def review(*, by: By = None, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """The queue on a full screen, two records side by side; goes on where you left it.

    Parameters
    ----------
    by: str
        Who judges; by default $SAMEHAND_USER, else the login name.
    """
    import sys

    from samehand.cli.progress import Watched

    if out.no_input or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "review needs a terminal", "use `samehand queue` and `samehand judge` in a script"
        )
    app_of = _screen()
    book = open_book(clocks)
    with Watched(out) as progress:
        sitting = book.sitting(by=_judge(by), progress=progress)
    given = app_of(sitting).run()
    count = f"{given or 0:,} verdict{'' if given == 1 else 's'}"
    tell(f"{count} given; `samehand review` goes on where you were", out)
    return 0


def _screen() -> type:
    """The screen. Raises UsageError, naming the extra, where Textual is not installed."""
    try:
        from samehand.cli.review.app import Review
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] != "textual":
            raise
        raise UsageError(
            "review needs the library Textual, which is not installed",
            "pip install 'samehand[review]'",
        ) from None
    return Review


def _judge(by: str | None) -> str:
    from samehand.settings import judge_name

    return judge_name(by)


def _split(words: list[str] | None) -> tuple[str, ...]:
    parts = [part.strip() for word in words or () for part in word.split(",")]
    return tuple(part for part in parts if part)


def _number(text: str) -> int:
    digits = text.strip().removeprefix("V").removeprefix("v")
    if not digits.isdigit():
        raise UsageError(f"{text!r} is no verdict's number", "give it as listed: V3")
    return int(digits)
