"""The commands over a registry's own files, which are restricted."""

from cyclopts import Group

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import Question, ask
from samehand.cli.flags import Clocks, Out

INTERNAL = Group("Inside the registry", sort_key=4)


@app.command(group=INTERNAL)
def payments(*what: str, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Payments to the registry for the requests of hands or holders; needs --restricted.

    Parameters
    ----------
    what: str
        H-3f9c2a1b, arin:a1b2.
    """
    return ask(Question("payments", what, watched=True), out, clocks)
