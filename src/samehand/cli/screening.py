"""The commands that look at who applies for space."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import Question, ask, check_gate, may_write, tell
from samehand.cli.flags import Clocks, Gate, Out
from samehand.cli.internal import INTERNAL
from samehand.cli.texts import read_text
from samehand.cli.tokens import STDIN
from samehand.errors import UsageError

if TYPE_CHECKING:
    from samehand.api.answers import Answer

GATE = Gate()
MEMOS = (".md", ".html", ".pdf")


@app.command(group=INTERNAL)
def screen(
    file: str = STDIN,
    *,
    policy: Path | None = None,
    memo: Path | None = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
    gate: Gate = GATE,
) -> int:
    """Applications: who shares anything rare with each, which hand it would join, what rules say.

    With --gate, exit 1 when an application reaches the level, whatever its reading.

    Parameters
    ----------
    file: str
        Applications as JSON, as CSV with a header, or one as a form of Field: value lines; `-`, or
        nothing, for standard input.
    policy: Path
        Rules of the registry as TOML: what they say, were the hand one organisation.
    memo: Path
        Also write a page for the file: .md, .html or .pdf; of several applications, a page each.
    """
    text = read_text(file) if file in ("-", STDIN) else None
    level = check_gate(gate)
    if memo:
        suffix_of(memo)
        may_write(memo)

    def done(answer: "Answer") -> bool:
        if memo:
            write_memo(answer.envelope(), memo, out)
        return level is not None and any(row["weight"] >= level for row in answer)

    named = {"text": text, "policy": policy}
    return ask(Question("screen", (file,), named, watched=True, trips=done), out, clocks, gate)


@app.command(group=INTERNAL)
def replay(*, applications: str | None = None, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Past requests: what a screen would have said on each day, with only what was known by then.

    Tells of each hand the day and the number of the request at which it first reached each level.

    Parameters
    ----------
    applications: str
        Applications with a day each, as for `screen`; `-` for standard input; without it the registry's own requests,
        which need --restricted.
    """
    named = {"text": read_text(applications) if applications in ("-", STDIN) else None}
    return ask(Question("replay", (applications,), named, watched=True), out, clocks)


def suffix_of(memo: Path) -> str:
    """The form of a memo by its name. Raises UsageError for one that is none."""
    if memo.suffix.lower() not in MEMOS:
        raise UsageError(f"the suffix of {memo} is of no memo", f"one of {', '.join(MEMOS)}")
    return memo.suffix.lower()


def write_memo(envelope: dict[str, Any], memo: Path, out: Out) -> None:
    """Write a page for each application."""
    from samehand.present.memo import memo_of

    memo.write_bytes(memo_of(envelope, suffix_of(memo)))
    tell(f"wrote {memo}", out)
