"""The commands: each names a verb of the API, its words and its flags, and nothing more."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Group, Parameter

from samehand import __version__
from samehand.cli.door import Question, ask
from samehand.cli.flags import Clocks, Gate, Out, Sift

DATA = Group("Data", sort_key=1)
LOOK = Group("Look up", sort_key=2)
LINK = Group("Link", sort_key=3)
META = Group("Meta", sort_key=4)

OUT = Out()
CLOCKS = Clocks()
SIFT = Sift()
GATE = Gate()

app = App(
    name="samehand",
    version=__version__,
    help="Which holders of Internet address space are one hand, with evidence to the raw line. "
    "`samehand 203.0.113.7` is `samehand show 203.0.113.7`.",
    suppress_keyboard_interrupt=False,
)

Kind = Literal["block", "asn", "holder", "organisation", "value", "name", "cite", "hand"]


@app.command(group=LOOK)
def show(
    *what: str,
    type: Annotated[Kind | None, Parameter(name="--type")] = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What the book says of a block, prefix, address, AS, holder, organisation, value, name, cite or hand.

    Parameters
    ----------
    what: str
        203.0.113.0/24, AS64500, arin:a1b2, ORG-EX1-RIPE, +15555550100,
        "Example Networks", H-3f9c2a1b; `-`: what stdin names.
    type: Kind
        Force the kind; by default it is told by how the word is written.
    """
    from samehand.cli.texts import named_by
    from samehand.errors import UsageError

    asked = named_by(what, clocks)
    if not asked:
        raise UsageError("show needs something to show", "for example: samehand show AS64500")
    return ask(Question("show", asked, {"kind": type}, limits=True), out, clocks)


@app.command(group=LOOK)
def search(*text: str, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Words among the AS names, organisations, handles and holders; the closest first.

    Parameters
    ----------
    text: str
        Each word must begin a word of the name; case and accents do not matter.
    """
    return ask(Question("search", (" ".join(text),), limits=True), out, clocks)


@app.command(group=LOOK)
def cite(cite: str, *, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """The raw line behind a statement, from the file that was imported, its SHA-256 checked.

    Parameters
    ----------
    cite: str
        As printed beside every statement: 3f9c2a1b:1234.
    """
    return ask(Question("cite", (cite,)), out, clocks)


@app.command(group=LINK)
def hands(*, out: Out = OUT, clocks: Clocks = CLOCKS, sift: Sift = SIFT) -> int:
    """Sets of holders that act as one, ranked by bits."""
    named = {"min_weight": sift.min_weight, "reading": sift.reading}
    return ask(Question("hands", (), named, watched=True), out, clocks, sift)


@app.command(group=LINK)
def hand(hand: str, *, out: Out = OUT, clocks: Clocks = CLOCKS, gate: Gate = GATE) -> int:
    """One hand: its members, every link with its evidence, the weakest link, what it rests on.

    Parameters
    ----------
    hand: str
        As printed by `hands`: H-3f9c2a1b.
    """
    return ask(Question("hand", (hand.removeprefix("hand:"),), watched=True), out, clocks, gate)


@app.command(group=LINK)
def why(one: str, other: str, *, out: Out = OUT, clocks: Clocks = CLOCKS, gate: Gate = GATE) -> int:
    """Two holders: from the prior, bar by bar, to the total in bits, for and against.

    Parameters
    ----------
    one: str
        A holder as registry:id.
    other: str
        Another.
    """
    return ask(Question("why", (one, other), watched=True), out, clocks, gate)


@app.command(group=META)
def completion(shell: Literal["bash", "zsh", "fish"]) -> int:
    """Print the completion script of a shell: `samehand completion bash > FILE`, then source it.

    Parameters
    ----------
    shell: str
        bash, zsh or fish.
    """
    print(app.generate_completion(prog_name="samehand", shell=shell))
    return 0


def commands() -> App:
    """The whole app, with the commands of history, those that bring data in and that fit weights."""
    from samehand.cli import (  # noqa: F401 - they register theirs on import
        case,
        casework,
        exporting,
        filling,
        finding,
        fitting,
        history,
        internal,
        judging,
        linking,
        screening,
        title,
        watching,
    )

    return app


__all__ = ["CLOCKS", "DATA", "OUT", "SIFT", "Path", "app", "commands"]
