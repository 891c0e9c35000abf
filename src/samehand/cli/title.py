"""The commands of title: who had a block on record, and what breaks the chain."""

from typing import Annotated, Literal

from cyclopts import Group, Parameter

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import Question, ask
from samehand.cli.flags import Clocks, Out

TITLE = Group("Title and value", sort_key=3)


@app.command(group=TITLE)
def title(
    block: str,
    *,
    reader: Annotated[Literal["buyer"] | None, Parameter(name="--for")] = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """The chain of title of a block: who had it on record, by which instrument, and its exceptions.

    Parameters
    ----------
    block: str
        203.0.113.0/24, an address, or a range.
    reader: str
        buyer: each exception with its cure, and no verdict.
    """
    return ask(Question("title", (block,), {"reader": reader}, limits=True), out, clocks)
