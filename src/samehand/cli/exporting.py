"""The command that writes a hand for other tools."""

import sys
from typing import Literal

from cyclopts import Group

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import SHORTCUTS, may_write, open_book, tell
from samehand.cli.flags import Clocks, Out, Weighing
from samehand.errors import Incomplete, UsageError

EXPORT = Group("Export", sort_key=5)
WEIGHING = Weighing()


@app.command(group=EXPORT)
def export(
    hand: str,
    to: Literal["ftm", "stix", "misp", "graphml", "gexf", "dot", "rdap"],
    *,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
    weighing: Weighing = WEIGHING,
) -> int:
    """One hand for other tools, with blocks, history, links and verdicts; persons are left out.

    What `--redact none` puts back in are names that may be persons', judges, and their words.

    Parameters
    ----------
    hand: str
        As for `hand`: H-3f9c2a1b, a rank, or a member.
    to: str
        FollowTheMoney, STIX 2.1, MISP, GraphML, GEXF, DOT, or RDAP-like JSON with history.
    """
    from samehand.cli.progress import Watched
    from samehand.present.exports import export as written

    if out.format or out.fields or any(getattr(out, name) for name in SHORTCUTS):
        raise UsageError("an export has one format of its own", "leave -f, --json, --fields out")
    if clocks.restricted:
        raise UsageError("what is exported may be published", "leave --restricted out")
    if out.output:
        may_write(out.output)
    book = open_book(clocks, weighing)
    with Watched(out) as progress:
        answer = book.exported(hand.removeprefix("hand:"), progress=progress)
    raw = written(answer.envelope(), to, out.redact)
    _write(raw, out)
    if answer.synthetic:
        tell("SYNTHETIC: a made-up world, not real data", out)
    if clocks.strict and not answer.complete:
        raise Incomplete(f"not looked: {', '.join(answer.not_looked)}", "leave out --strict")
    return 0


def _write(raw: bytes, out: Out) -> None:
    """To the file that was named, else to standard output."""
    if out.output:
        out.output.write_bytes(raw)
        tell(f"wrote {out.output}", out)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()
