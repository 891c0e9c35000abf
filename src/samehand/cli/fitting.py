"""The command that fits weights, and says how well a weights file holds."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from samehand.cli.commands import CLOCKS, META, OUT, app
from samehand.cli.door import Question, ask, tell
from samehand.cli.flags import Clocks, Out, Weighing
from samehand.errors import UsageError

WEIGHING = Weighing()


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Labelled:
    """Which pairs are known, and which holders of them teach."""

    labels: Annotated[list[Path] | None, Parameter(name="--labels", negative=())] = None
    """A list of AS numbers and organisations, or a CSV of verdicts; else the book's own list."""
    leave_out: Annotated[Path | None, Parameter(name="--leave-out")] = None
    """A file of holders that teach nothing, one a line."""
    half: Annotated[Literal["all", "even", "odd"], Parameter(name="--half", show_default=False)] = (
        "all"
    )
    """Fit on half of the organisations, by hash; --check then judges by the other half."""


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Check:
    """Which weights to judge, and when to fail."""

    check: Annotated[Path | None, Parameter(name="--check")] = None
    """Fit nothing: say how well the probabilities of this weights file hold."""
    without: Annotated[list[str] | None, Parameter(name="--without", negative=())] = None
    """With --check: families whose evidence is hidden, such as name."""
    gate: Annotated[Literal["calibrated"] | None, Parameter(name="--gate")] = None
    """With --check: exit 1 unless they are calibrated."""


LABELLED = Labelled()
CHECK = Check()


@app.command(group=META)
def fit(
    *,
    labelled: Labelled = LABELLED,
    check: Check = CHECK,
    weighing: Weighing = WEIGHING,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """Weights from pairs known to be one organisation; -o FILE.json writes them, and their plot.

    With --check, how well the probabilities of a weights file hold on organisations held out.
    """
    given = {"labels": tuple(labelled.labels or ()), "leave_out": labelled.leave_out}
    if check.check:
        return _checked(check, labelled, given, (weighing, out, clocks))
    if check.without or check.gate:
        raise UsageError("--without and --gate judge weights", "give --check FILE")
    named = {"to": out.output, **given, "half": labelled.half}
    question = Question("fit", (), named, watched=True)
    code = ask(question, replace(out, output=None), clocks, weighing)
    if out.output:
        tell(f"wrote {out.output} and {out.output.with_suffix('.svg')}", out)
    return code


def _checked(
    check: Check, labelled: Labelled, given: dict[str, Any], flags: tuple[Weighing, Out, Clocks]
) -> int:
    if labelled.half != "all":
        raise UsageError(
            "a weights file says itself on which half it was fitted", "leave --half out"
        )
    weighing, out, clocks = flags
    named = {**given, "without": tuple(check.without or ())}
    trips = _uncalibrated if check.gate else None
    question = Question("check", (check.check,), named, watched=True, trips=trips)
    return ask(question, out, clocks, weighing)


def _uncalibrated(answer: Any) -> bool:
    return bool(answer.query["verdict"] != "calibrated")
