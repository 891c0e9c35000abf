"""The commands of standing watches."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import Question, ask
from samehand.cli.finding import WATCH
from samehand.cli.flags import Clocks, Out
from samehand.cli.texts import words_of

if TYPE_CHECKING:
    from samehand.api.answers import Answer

watch = App(
    name="watch",
    help="Holders that are looked at after each import, for two years: what changed since.",
    group=WATCH,
)
app.command(watch)


@watch.command
def add(*what: str, months: int = 24, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Watch holders from the book's last day on; one that is watched starts anew.

    Parameters
    ----------
    what: str
        Holders, blocks, AS numbers; `-` for lines of standard input.
    months: int
        For so many months.
    """
    return ask(Question("watch_add", words_of(what), {"months": months}), out, clocks)


@watch.command
def ls(*, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """The watches that are armed: since when, until when, and when last looked at."""
    return ask(Question("watch_ls"), out, clocks)


@watch.command
def rm(*what: str, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Take watches away.

    Parameters
    ----------
    what: str
        Holders as registry:id.
    """
    return ask(Question("watch_rm", what), out, clocks)


@watch.command
def run(
    *,
    gate: Annotated[bool, Parameter(negative=())] = False,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What changed of each watched holder since it was last looked at; this look is then the last.

    Parameters
    ----------
    gate: bool
        Exit 1 when anything changed.
    """
    return ask(Question("watch_run", trips=_changed if gate else None), out, clocks)


def _changed(answer: "Answer") -> bool:
    return bool(answer.results)
