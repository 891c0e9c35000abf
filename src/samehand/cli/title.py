"""The commands of title: who had a block on record, and what breaks the chain."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Group, Parameter

from samehand.cli.commands import CLOCKS, OUT, app
from samehand.cli.door import Question, ask, put
from samehand.cli.flags import Clocks, Out
from samehand.values.days import day

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


@app.command(group=TITLE)
def value(
    what: str | None = None,
    *,
    addresses: int | None = None,
    on: str | None = None,
    discount: float | None = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What addresses were worth on a day: one band a source of prices, with the formula.

    Parameters
    ----------
    what: str
        A block, a holder or a hand.
    addresses: int
        A bare count in place of it: needs no book, but a day.
    on: str
        The day of the price; by default --as-of. Holdings are those of that day.
    discount: float
        Percent taken off for listed or disputed space: yours, for no source gives one."""
    from samehand.errors import UsageError

    if (what is None) == (addresses is None):
        raise UsageError(
            "value needs one thing to value", "give a block, or --addresses N --on DAY"
        )
    if addresses is None:
        named = {"on": str(day(on)) if on else None, "discount": discount}
        return ask(Question("value", (what,), named), out, clocks)
    if not on:
        raise UsageError("--addresses needs a day", "for example: --on 2019-05-14")
    from samehand.api.worth.value import bare_value

    put(bare_value(addresses, day(on), discount), out)
    return 0


@app.command(group=TITLE)
def recovery(
    *what: str,
    bought: str | None = None,
    on: str | None = None,
    costs: Path | None = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What became of each block of some holders: held, transferred out, returned, reissued, …

    Parameters
    ----------
    what: str
        Blocks, holders or hands. Of a bare block, the holder of its first file is meant.
    bought: str
        A buyer's day: each change is set against it.
    on: str
        The day of prices; by default --as-of.
    costs: Path
        A CSV of evidenced amounts: block,day,kind,amount,currency,source.
    """
    named = {
        "bought": str(day(bought)) if bought else None,
        "on": str(day(on)) if on else None,
        "costs": costs,
    }
    return ask(Question("recovery", what, named), out, clocks)


@app.command(group=TITLE)
def ledger(
    *,
    by: Literal["registry", "country", "holder"] = "registry",
    on: str | None = None,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """IPv4 space held, routed, free, reserved and transferred on a day, and in how few hands.

    Parameters
    ----------
    by: str
        registry, country or holder.
    on: str
        The day; by default --as-of.
    """
    named = {"by": by, "on": str(day(on)) if on else None}
    return ask(Question("ledger", (), named), out, clocks)
