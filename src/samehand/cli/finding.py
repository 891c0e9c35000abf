"""The commands of look-ups that journeys begin and end with."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Group, Parameter

from samehand.cli.commands import CLOCKS, GATE, LINK, LOOK, META, OUT, app
from samehand.cli.door import Question, ask, may_write, open_book, put, tell
from samehand.cli.flags import Clocks, Gate, Out
from samehand.cli.texts import read_text, words_of
from samehand.cli.tokens import STDIN
from samehand.errors import UsageError
from samehand.values.days import day

if TYPE_CHECKING:
    from samehand.api.answers import Answer

WATCH = Group("Watch", sort_key=3)
FLAG = Parameter(negative=())


@app.command(group=LOOK)
def grep(file: str = STDIN, *, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """What a text names: addresses, prefixes, AS numbers, handles, holders, known names; looked up.

    Parameters
    ----------
    file: str
        A text file; `-`, or nothing, for standard input.
    """
    return ask(Question("grep", (read_text(file),)), out, clocks)


@app.command(group=LOOK)
def triage(file: str = STDIN, *, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """A pasted report: what it names, whose matter it is, and whom to send it to.

    Parameters
    ----------
    file: str
        A text file; `-`, or nothing, for standard input.
    """
    return ask(Question("triage", (read_text(file),)), out, clocks)


@app.command(group=LOOK)
def holders(block: str, *, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Who has a block on record: what covers it, what is it, and what lies in it.

    Parameters
    ----------
    block: str
        203.0.113.0/24, an address, or a range.
    """
    return ask(Question("holders", (block,)), out, clocks)


@app.command(group=LINK)
def related(what: str, *, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Holders that links lead to from a block, AS, holder, hand or name, the strongest first.

    Parameters
    ----------
    what: str
        203.0.113.0/24, AS64500, arin:a1b2, H-3f9c2a1b, "Example Networks".
    """
    return ask(Question("related", (what,), watched=True), out, clocks)


@app.command(name="why-not", group=LINK)
def why_not(
    one: str, other: str, *, out: Out = OUT, clocks: Clocks = CLOCKS, gate: Gate = GATE
) -> int:
    """Two holders: every link found, not found or not looked at, and what it would take.

    Parameters
    ----------
    one: str
        A holder as registry:id.
    other: str
        Another.
    """
    return ask(Question("why_not", (one, other), watched=True), out, clocks, gate)


LISTS = Group("Lists", sort_key=1)


@Parameter(name="*", group=LISTS)
@dataclass(frozen=True, kw_only=True)
class Lists:
    """Which prefixes, and how they are written."""

    aggregate: Annotated[bool, Parameter(name=("--aggregate", "-A"), negative=())] = False
    """The fewest prefixes that cover the same addresses."""
    announced: Annotated[bool, Parameter(name="--announced", negative=())] = False
    """What its AS numbers announce, in place of what it holds."""
    family: Annotated[Literal["4", "6"] | None, Parameter(name="--family")] = None
    """Only IPv4, or only IPv6."""
    form: Annotated[str | None, Parameter(name=("--form", "-F"))] = None
    """Each by a form: %n address, %l length, %p prefix, %f family, %h holders."""
    style: Annotated[Literal["plain", "bird", "junos", "ios"] | None, Parameter(name="--style")] = (
        None
    )
    """As a list that a router reads; JSON by --json."""
    name: Annotated[str, Parameter(name="--list-name")] = "samehand"
    """What the list is called in a router."""


@app.command(group=LINK)
def prefixes(
    *what: str,
    lists: Lists = Lists(),
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """The prefixes of blocks, AS numbers, holders or hands: a table, or a list that routers read.

    Parameters
    ----------
    what: str
        203.0.113.0/24, AS64500, arin:a1b2, H-3f9c2a1b; `-` for lines of standard input.
    """
    if lists.form and lists.style:
        raise UsageError("two forms of list were asked for", "give --form or --style")
    asked = words_of(what)
    if not asked:
        raise UsageError("prefixes needs something", "for example: samehand prefixes arin:a1b2")
    named = {
        "aggregate": lists.aggregate,
        "announced": lists.announced,
        "family": int(lists.family or 0),
    }
    if not lists.form and not lists.style:
        return ask(Question("prefixes", asked, named), out, clocks)
    from samehand.present.prefix_lists import formed, listed

    if out.output:
        may_write(out.output)
    answer = open_book(clocks).prefixes(*asked, **named)
    rows = answer.limited(out.limit or 0).results
    if lists.form:
        text = formed(rows, lists.form)
    else:
        text = listed(rows, lists.style or "plain", lists.name, answer.synthetic)
    return _put_list(text, out, len(rows))


def _put_list(text: str, out: Out, count: int) -> int:
    """Print a list as it is, to standard output or a file."""
    if out.output:
        out.output.write_text(text, encoding="utf-8")
        tell(f"wrote {count:,} prefixes to {out.output}", out)
        return 0
    sys.stdout.write(text)
    sys.stdout.flush()
    tell(f"{count:,} prefixes", out)
    return 0


@app.command(group=WATCH)
def mine(*blocks: str, holder: str | None = None, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """What outsiders can read of your own blocks: exposures, and the cures in order.

    Parameters
    ----------
    blocks: str
        Your blocks; `-` for lines of standard input, # begins a comment.
    holder: str
        Or all of a holder, registry:id.
    """
    return ask(Question("mine", words_of(blocks), {"holder": holder}), out, clocks)


@app.command(group=WATCH)
def check(
    *what: str,
    since: str | None = None,
    gate: Annotated[bool, FLAG] = False,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What changed of blocks or holders since the last look: awakenings, edits, new route objects.

    Parameters
    ----------
    what: str
        Blocks, holders or hands; `-` for lines of standard input.
    since: str
        Since this day, in place of the last look. A look with --since is not kept as one.
    gate: bool
        Exit 1 when anything changed.
    """
    named = {"since": str(day(since)) if since else None}
    trips = _changed if gate else None
    return ask(Question("changed", words_of(what), named, trips=trips), out, clocks)


def _changed(answer: "Answer") -> bool:
    return bool(answer.results)


@app.command(group=WATCH)
def drift(*what: str, months: int = 24, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """What changed of holders soon after their first grant; of all recent ones without a name.

    Parameters
    ----------
    what: str
        Holders, blocks, AS numbers; `-` for lines of standard input.
    months: int
        Within so many months of the first grant.
    """
    return ask(Question("drift", words_of(what), {"months": months}), out, clocks)


@app.command(group=META)
def explain(code: str, *, out: Out = OUT) -> int:
    """A link, detector, error, exception, class, level or term: what, why, what fools it, its weight.

    Parameters
    ----------
    code: str
        As printed: captive-upstream, U001, status-flip, reissued, hand.
    """
    from samehand.api.finding.explaining import explain as explained

    put(explained(code), out)
    return 0
