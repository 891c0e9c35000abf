"""`recovery`: what became of each block that some holders had, and what it was worth.

Works on blocks, holders and hands alike; a case calls `recovered` with its own. Of a bare block the
holder is who had it in the first file that has one. What is reissued is another's: it is told as
such, and nothing of the earlier holder is said of the new one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import Found, days_of
from samehand.api.history.subjects import Subject, subject
from samehand.api.lookups.states import EVERY_REGISTRY, ask, nothing
from samehand.api.recovery.classes import CLASSES, OUT, REISSUED, Outcome, against, outcome
from samehand.api.recovery.costs import Amount, amounts, totals
from samehand.api.title.around import around
from samehand.api.title.checks import Chain
from samehand.api.title.tenures import stretches
from samehand.api.title.title import chain_of, rows_of
from samehand.api.worth.prices import Lot
from samehand.api.worth.value import Asked
from samehand.api.worth.value import rows_of as bands_of
from samehand.errors import NotInData, UsageError
from samehand.tables.registry import Holding
from samehand.values.blocks import Block

EVER = """
SELECT DISTINCT family, first, last
FROM holding_history
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
ORDER BY family, first, last DESC
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked beside the outcome: a buyer's day, the day of prices, evidenced amounts."""

    bought: date | None = None
    on: date | None = None
    costs: Path | None = None


def recovery(desk: Desk, texts: Sequence[str], wish: Wish | None = None) -> Answer:
    """The blocks of these blocks, holders and hands, each with what became of it.

    Raises NotInData where none of them ever had any.
    """
    if not texts:
        raise UsageError("recovery needs something", "give blocks, holders or hands")
    asked = wish or Wish()
    told = [subject(desk, text) for text in texts]
    if any(each.kind == "asn" for each in told):
        raise UsageError("an AS number holds no block", "give its holder as registry:id")
    found = recovered(desk, told)
    if not found:
        state = nothing(desk, Holding)
        raise NotInData(
            f"no block of {', '.join(texts)} is on record: {state['says']}", state["do"]
        )
    amounts_ = amounts(asked.costs) if asked.costs else ()
    rows = [_row(place, end, asked, amounts_) for place, end in found]
    day = asked.on or min(desk.clock.as_of, desk.clock.known_on)
    query = {
        "verb": "recovery",
        "what": list(texts),
        "bought": asked.bought and asked.bought.isoformat(),
        "on": day.isoformat(),
        "classes": _by_class(found, day),
        "amounts": totals(amounts_),
        "evidence": [each.says for each in amounts_],
        "buyer": _buyer(asked.bought),
    }
    unlooked = _unlooked(desk)
    return desk.answer("recovery/1", query, rows, missing=unlooked, not_looked=unlooked)


def recovered(desk: Desk, asked: Iterable[Subject]) -> list[tuple[Block, Outcome]]:
    """Every stretch that the subjects had, with what became of it, in order of place."""
    days = days_of(desk)
    all_read = desk.held.synthetic or set(EVERY_REGISTRY) <= set(days.scopes(Holding))
    members: set[str] = set()
    places: list[Block] = []
    alone: list[Block] = []
    for each in asked:
        members |= set(each.holders)
        alone += [each.block] if each.block else []
    rows = ask(desk, EVER, holders=sorted(members)) if members else []
    places = [*_outermost(rows), *alone]
    desk.warm_for(len(places))
    found: dict[Block, Outcome] = {}
    for place in places:
        runs = rows_of(desk, place)
        beside = around(desk, days, place, runs)
        for stretch in stretches(place, runs):
            chain = chain_of(desk, stretch, days, beside)
            whose = members or _first_holder(chain)
            end = outcome(
                chain, whose | (_first_holder(chain) if place in alone else set()), bool(all_read)
            )
            if end:
                found[stretch.block] = end
    return sorted(found.items(), key=lambda item: item[0])


def _outermost(rows: Sequence[Found]) -> list[Block]:
    """The widest ranges among those ever held: what lies in one is a stretch of it."""
    found: list[Block] = []
    for row in rows:
        place = Block(row["family"], row["first"], row["last"])
        if found and found[-1].family == place.family and place.first <= found[-1].last + 1:
            found[-1] = replace(found[-1], last=max(found[-1].last, place.last))
        else:
            found.append(place)
    return found


def _first_holder(chain: Chain) -> set[str]:
    """Who had a stretch in the first file that has a holder of it."""
    first = next((tenure for tenure in chain.tenures if tenure.ids), None)
    return {each for each, _, _ in first.ids} if first else set()


def _row(place: Block, end: Outcome, wish: Wish, told: Sequence[Amount]) -> dict[str, Any]:
    mine = [
        each.says
        for each in told
        if each.place and each.place.family == place.family
        and each.place.first <= place.last and place.first <= each.place.last
    ]  # fmt: skip
    row = {
        "block": str(place),
        "class": end.kind,
        "addresses": place.size,
        "unit": "addresses" if place.family == 4 else "/64s",
        "day": end.day,
        "last_before": end.step.last_before if end.step else None,
        "first_seen": end.step.first_seen if end.step else None,
        "says": end.says,
        "amounts": mine or ["not evidenced"],
        "cites": list(end.cites),
    }
    if wish.bought:
        row["bought"] = against(
            end.step if end.kind in (OUT, REISSUED) else None, wish.bought.isoformat()
        )
    return row


def _by_class(found: Sequence[tuple[Block, Outcome]], day: date) -> list[dict[str, Any]]:
    """Blocks, addresses and value of each class that there is."""
    told = []
    for kind, meaning in CLASSES.items():
        places = [place for place, end in found if end.kind == kind]
        lots = tuple(Lot(str(place), place.size) for place in places if place.family == 4)
        if places:
            bands = bands_of(Asked(kind, "class", lots, day)) if lots else []
            told.append(
                {
                    "class": kind,
                    "meaning": meaning,
                    "blocks": len(places),
                    "addresses": sum(lot.addresses for lot in lots),
                    "v6_blocks": sum(place.family == 6 for place in places),
                    "value": [_band(band) for band in bands],
                }
            )
    return told


def _band(band: dict[str, Any]) -> str:
    """A source's band in words."""
    if not band["source"]:
        return f"no figure: {band['note']}"
    high = f" to {band['high']:,.0f}" if band["high"] not in (None, band["low"]) else ""
    more = " or more" if band["high"] is None else ""
    part = (
        "" if band["addresses"] == band["of_addresses"] else f" for {band['addresses']:,} addresses"
    )
    return f"{band['source']}: {band['low']:,.0f}{high}{more} USD{part}"


def _buyer(bought: date | None) -> str:
    """What a purchase in good faith on a day protects, in the records' terms."""
    if bought is None:
        return ""
    return (
        f"a purchase on {bought} separates the buyer from what is dated before it: listings, changes"
        " and claims of earlier holders are theirs; whether the purchase was in good faith is for a"
        " court, and what was on record that day is told by --known-on"
    )


def _unlooked(desk: Desk) -> tuple[str, ...]:
    """Tables without which a class is less sure."""
    wanted = {"transfer": "transfer logs", "registration": "whois reassignments"}
    return tuple(says for table, says in wanted.items() if not desk.peek.holds(table))
