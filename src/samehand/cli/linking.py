"""The command that links records of registries' databases."""

from samehand.cli.commands import CLOCKS, LINK, OUT, app
from samehand.cli.door import Question, ask
from samehand.cli.flags import Clocks, Out


@app.command(group=LINK)
def link(*, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Which records of organisations and contacts are one party, kept in the book for scans.

    Needs the extra `link` (Splink). The same records make one linkage, kept with its model.
    """
    return ask(Question("link", watched=True), out, clocks)
