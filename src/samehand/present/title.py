"""Chains of title, laid out as sheets, and flat: a row a step or exception."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samehand.present.columns import Column, plain
from samehand.present.history_columns import CITES
from samehand.present.look import Envelope
from samehand.present.sheet import Sheet

Result = Mapping[str, Any]

STRETCHES = (
    Column("block", "block", wide=True, least=14),
    Column("holder", "held by", wide=True, least=14),
    Column("registry", "at"),
    Column("status", "status"),
    Column("found", "exceptions", number=True),
    Column("not_looked", "not looked", number=True),
)
STEPS = (
    Column("step", "#", plain, number=True),
    Column("instrument", "instrument", wide=True, least=14),
    Column("to", "to", wide=True, least=14),
    Column("effective", "effective"),
    Column("recorded", "in record"),
    Column("first_seen", "first seen"),
    Column("says", "what the records say", wide=True, least=26),
    CITES,
)
AGAIN = (
    Column("record", "record", wide=True, least=14),
    Column("says", "what the records say", wide=True, least=26),
    CITES,
)
EXCEPTIONS = (
    Column("title", "exception", wide=True, least=16),
    Column("step", "step", plain, number=True),
    Column("says", "what was seen", wide=True, least=24),
    Column("ordinary", "an ordinary reason", wide=True, least=14),
    CITES,
)
CURES = (*EXCEPTIONS[:3], Column("cure", "cure", wide=True, least=22), CITES)
UNLOOKED = (
    Column("title", "not looked", wide=True, least=16),
    Column("says", "why", wide=True, least=22),
    Column("do", "what would help", wide=True, least=22),
)
UNLOOKED_CURES = (*UNLOOKED, Column("cure", "until then", wide=True, least=20))


def _title(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """A glance where there are several stretches, then each: chain, exceptions, what was not seen."""
    buyer = envelope["query"]["for"] == "buyer"
    if len(envelope["results"]) > 1:
        yield Sheet(columns=STRETCHES, rows=envelope["results"])
    for result in envelope["results"]:
        yield Sheet(title=result["block"], says=(result["says"],))
        yield Sheet(title="Chain of title", columns=STEPS, rows=result["steps"])
        if result["records_again"]:
            rows = result["records_again"]
            yield Sheet(title="Whois records gone and there again", columns=AGAIN, rows=rows)
        yield from _exceptions(result, buyer)
        yield Sheet(says=(result["footer"],))


def _exceptions(result: Result, buyer: bool) -> Iterator[Sheet]:
    by_state: dict[str, list[Result]] = {}
    for row in result["exceptions"]:
        by_state.setdefault(row["state"], []).append(row)
    found, unlooked = by_state.get("found", []), by_state.get("not looked", [])
    yield Sheet(
        title="Exceptions",
        columns=CURES if buyer else EXCEPTIONS,
        rows=found,
        says=() if found else ("None found in what was looked at.",),
    )
    if unlooked:
        yield Sheet(
            title="Not looked", columns=UNLOOKED_CURES if buyer else UNLOOKED, rows=unlooked
        )
    if clear := by_state.get("none found"):
        yield Sheet(
            title="Looked at, none found",
            says=tuple(f"  {row['title']}: {row['says']}" for row in clear),
        )


_FIELDS = """
    block part number what state from to registry effective recorded last_before first_seen
    of_this_title says cure cites
"""
FIELDS = tuple(_FIELDS.split())
STITCHED = {True: "stitched", False: "not stitched", None: "cannot tell"}


def flat_title(envelope: Envelope) -> list[dict[str, Any]]:
    """Every step and every exception of every stretch, a row each."""
    return [row for result in envelope["results"] for row in _flat(result)]


def _flat(result: Result) -> Iterator[dict[str, Any]]:
    for step in result["steps"]:
        row = {**step, "block": result["block"], "part": "step", "number": step["step"]}
        row |= {"what": step["instrument"], "state": "on record"}
        yield {name: row.get(name) for name in FIELDS}
    for again in result["records_again"]:
        row = {**again, "block": result["block"], "part": "record", "what": again["record"]}
        row |= {"state": STITCHED[again["stitched"]]}
        yield {name: row.get(name) for name in FIELDS}
    for told in result["exceptions"]:
        row = {**told, "block": result["block"], "part": "exception", "number": told["step"]}
        row |= {"what": told["exception"]}
        yield {name: row.get(name) for name in FIELDS}


LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = {"title/1": _title}
FLAT: dict[str, Callable[[Envelope], list[dict[str, Any]]]] = {"title/1": flat_title}
COLUMNS: dict[str, tuple[Column, ...]] = {"title/1": STRETCHES}
