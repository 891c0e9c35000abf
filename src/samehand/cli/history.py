"""The commands of history: what happened to blocks, and what was not looked at."""

from typing import Annotated, Literal

from cyclopts import Group, Parameter

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import Question, ask
from samehand.cli.flags import Clocks, Out
from samehand.values.days import day

HISTORY = Group("History", sort_key=3)
FLAG = Parameter(negative=())

Kind = Literal["block", "asn", "holder", "hand"]


@app.command(group=HISTORY)
def routes(
    block: str,
    *,
    sub: Annotated[bool, Parameter(name=("--sub", "-S"), negative=())] = False,
    sup: Annotated[bool, Parameter(name=("--super", "-s"), negative=())] = False,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """Who announced a block, from when to when, with holders, RPKI, route objects and listings.

    Parameters
    ----------
    block: str
        203.0.113.0/24, an address, or a range.
    sub: bool
        Also its more-specifics.
    sup: bool
        Also its less-specifics. Where it was never announced itself, both are shown.
    """
    return ask(Question("routes", (block,), {"sub": sub, "sup": sup}, limits=True), out, clocks)


@app.command(group=HISTORY)
def listed(
    what: str,
    *,
    type: Annotated[Kind | None, Parameter(name="--type")] = None,
    moves: Annotated[bool, FLAG] = False,
    within: int = 180,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """Listings of a block, AS, holder or hand: who held it when it was listed, and who holds it now.

    Parameters
    ----------
    what: str
        203.0.113.0/24, AS64500, arin:a1b2, H-3f9c2a1b.
    type: Kind
        Force the kind.
    moves: bool
        Also first sightings and new blocks of the holder or hand after each listing.
    within: int
        Within so many days of the listing.
    """
    named = {"kind": type, "moves": moves, "within": within}
    return ask(Question("listed", (what,), named), out, clocks)


@app.command(group=HISTORY)
def dormant(
    *blocks: str,
    holder: str | None = None,
    since: float = 5.0,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """Blocks that are held and not announced, by exposure: unrouted, unsigned, stale holder, known.

    Parameters
    ----------
    blocks: str
        Only in these; `all`, or none, for all.
    holder: str
        Only of this holder, registry:id.
    since: float
        Not announced for so many years.
    """
    return ask(Question("dormant", blocks, {"holder": holder, "since": since}), out, clocks)


@app.command(group=HISTORY)
def awakenings(
    *,
    days: int | None = None,
    silent: float = 2.0,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What was announced again after a long silence, put together by days and upstream.

    Parameters
    ----------
    days: int
        Only in the last so many days before --as-of.
    silent: float
        After so many years of absence.
    """
    named = {"days": days, "silent_years": silent}
    return ask(Question("awakenings", (), named, watched=True), out, clocks)


@app.command(group=HISTORY)
def leased(what: str | None = None, *, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Space announced by an AS that no record ties to its holder; by which method, it says.

    Parameters
    ----------
    what: str
        A block, a holder, or the AS that announces; all without.
    """
    return ask(Question("leased", (what,) if what else (), watched=True), out, clocks)


@app.command(group=HISTORY)
def usage(
    what: str,
    *,
    type: Annotated[Kind | None, Parameter(name="--type")] = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What lists say a block is used for; of a holder or hand, its share of each VPN list by day.

    Parameters
    ----------
    what: str
        A block, a holder or a hand.
    type: Kind
        Force the kind.
    """
    return ask(Question("usage", (what,), {"kind": type}), out, clocks)


@app.command(group=HISTORY)
def unallocated(*, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Announced with no registration found that day; registries not loaded are told, never "none"."""
    return ask(Question("unallocated"), out, clocks)


@app.command(group=HISTORY)
def diff(
    before: str,
    after: str,
    *,
    registry: str | None = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """Every change of holder or status, split and merge between two file days of the registries.

    Parameters
    ----------
    before: str
        A day; the last file day up to it is meant.
    after: str
        A later day.
    registry: str
        Only this registry.
    """
    days = str(day(before)), str(day(after))
    return ask(Question("diff", days, {"registry": registry}), out, clocks)


@app.command(group=HISTORY)
def detect(*rules: str, out: Out = OUT, clocks: Clocks = CLOCKS) -> int:
    """Every detector, or these: what each found, in words, with cites, the most bits first.

    Parameters
    ----------
    rules: str
        Names of detectors; all without.
    """
    return ask(Question("detect", rules, watched=True), out, clocks)
