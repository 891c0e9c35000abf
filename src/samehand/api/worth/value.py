"""`value`: what addresses were worth on a day, by each source of prices, with the formula.

One band a source, never blended; blank where nothing was verified. The clean value is that of space
nobody disputes. Listed or disputed space sells for less: by how much is known to no source here, so a
discount is taken only where the user gives one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samehand.api.answers import Answer
from samehand.api.arrivals import bare
from samehand.api.book import Desk
from samehand.api.history.subjects import Subject, subject
from samehand.api.lookups.states import ask, nothing
from samehand.api.worth.prices import (
    Band,
    Lot,
    Price,
    bands,
    blanks,
    discount_of,
    nearest,
    other_sizes,
)
from samehand.errors import NotInData, UsageError
from samehand.store import Clock
from samehand.tables.registry import Holding
from samehand.values.blocks import Block

HELD = """
SELECT registry, holder, family, first, last, status, last_seen AS on_file, cite
FROM holding
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[]))) AND family = 4
ORDER BY first, last, cite
"""

LISTED = """
SELECT DISTINCT list, family, first, last, seen, until, cite
FROM listing
WHERE family = 4 AND first <= $last AND last >= $first AND seen <= $day
  AND (until IS NULL OR until > $day)
ORDER BY first, list, seen, cite
"""

UNKNOWN = "sells for less than the clean value; by how much, no source here says (give --discount)"
PRIVATE = "prices are not published by registries; each figure is its source's own"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is valued: lots, the day of the price, and the discount the user gave."""

    what: str
    kind: str
    lots: tuple[Lot, ...]
    day: date
    discount: float | None = None  # percent
    cites: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    looked_at_lists: bool = True
    note: str = ""

    @property
    def addresses(self) -> int:
        """All addresses."""
        return sum(lot.addresses for lot in self.lots)


def bare_value(addresses: int, day: date, discount: float | None = None) -> Mapping[str, Any]:
    """The value of so many addresses that go as one lot, as an envelope: it needs no book."""
    if addresses < 1:
        raise UsageError(f"--addresses {addresses} is no count", "give 1 or more")
    asked = Asked("addresses", "count", (Lot("one lot", addresses),), day, discount)
    query = _query(asked) | {"listed": "not asked of a bare count"}
    return bare("value/1", query, rows_of(asked), synthetic=False)


def value(
    desk: Desk,
    text: str,
    on: date | None = None,
    discount: float | None = None,
    kind: str | None = None,
) -> Answer:
    """The value on a day of a block, or of all that a holder or hand held by that day's files."""
    day = on or min(desk.clock.as_of, desk.clock.known_on)
    at = on_day(desk, day)
    try:
        asked = asked_of(at, subject(at, text, kind), day, discount)
    finally:
        if at is not desk:
            at.close()
    rows = rows_of(asked)
    unseen = (
        () if asked.looked_at_lists else (f"listings (no blocklist in the book tells of {day})",)
    )
    blank = () if rows and rows[0]["source"] else (f"prices of {day}",)
    return at.answer("value/1", _query(asked), rows, missing=unseen, not_looked=(*unseen, *blank))


def on_day(desk: Desk, day: date) -> Desk:
    """The same book asked as of another day; what may be used stays as it was."""
    if day == desk.clock.as_of or day > desk.clock.known_on:
        return desk
    return replace(
        desk, clock=Clock(day, desk.clock.known_on), done=set(), asked_sql=desk.asked_sql
    )


def asked_of(desk: Desk, whose: Subject, day: date, discount: float | None) -> Asked:
    """The lots of a subject: a block is one, a holder's records are one each."""
    if whose.kind == "asn":
        raise UsageError(f"{whose.text} is an AS number", "give a block, a holder or a hand")
    if whose.block:
        return _with_lists(desk, _of_block(whose.block, day, discount), [whose.block])
    rows = ask(desk, HELD, holders=list(whose.holders))
    if not rows:
        state = nothing(desk, Holding)
        raise NotInData(f"no IPv4 block of {whose.text} is on record: {state['says']}", state["do"])
    places = [Block(4, row["first"], row["last"]) for row in rows]
    asked = Asked(
        whose.text,
        whose.kind,
        tuple(Lot(str(place), place.size) for place in places),
        day,
        discount,
        tuple(row["cite"] for row in rows),
        note=_by_files(max(row["on_file"] for row in rows), day),
    )
    return _with_lists(desk, asked, places)


def _by_files(on: str, day: date) -> str:
    """By which files the blocks are told, and whether these are later than the day asked."""
    later = ", the first read: those registered by then" if on > day.isoformat() else ""
    return f"blocks by the files of {on}{later}"


def _of_block(place: Block, day: date, discount: float | None) -> Asked:
    if place.family != 4:
        raise UsageError(
            f"{place} is IPv6", "prices are of IPv4 addresses: IPv6 is not sold by count"
        )
    return Asked(str(place), "block", (Lot(str(place), place.size),), day, discount)


def _with_lists(desk: Desk, asked: Asked, places: Sequence[Block]) -> Asked:
    """The same, with the blocks that were listed on the day."""
    if not desk.peek.holds("listing"):
        return replace(asked, looked_at_lists=False)
    span = {"first": min(p.first for p in places), "last": max(p.last for p in places)}
    rows = ask(desk, LISTED, day=asked.day, **span)
    hit = [
        (str(place), row)
        for place in places
        for row in rows
        if row["first"] <= place.last and row["last"] >= place.first
    ]
    listed = tuple(
        dict.fromkeys(f"{place} on {row['list']} since {row['seen']}" for place, row in hit)
    )
    cites = tuple(dict.fromkeys([*asked.cites, *(row["cite"] for _, row in hit)]))
    return replace(asked, listed=listed, cites=cites)


def _query(asked: Asked) -> dict[str, Any]:
    return {
        "verb": "value",
        "what": asked.what,
        "kind": asked.kind,
        "addresses": asked.addresses,
        "lots": len(asked.lots),
        "on": asked.day.isoformat(),
        "discount_percent": asked.discount,
        "listed": list(asked.listed),
        "condition": _condition(asked),
        "note": asked.note,
        "about": PRIVATE,
        "other_sizes": [_fact(price) for price in other_sizes(asked.lots, asked.day)],
    }


def _condition(asked: Asked) -> str:
    """What the clean value takes no account of."""
    if asked.kind == "count":
        return "clean value: a bare count has no listing and no dispute to look at"
    if not asked.looked_at_lists:
        return "clean value; whether it was listed was not looked at"
    if asked.listed:
        told = f"{len(asked.listed)} listed on {asked.day}: listed space "
        return told + (
            f"is taken at {asked.discount:g} % less, as given" if asked.discount else UNKNOWN
        )
    return f"clean value: not on the lists read on {asked.day}; absence is not cleanliness"


def rows_of(asked: Asked) -> list[dict[str, Any]]:
    """One row a source; one that says so where there is none."""
    by_source: dict[tuple[str, str], list[Band]] = {}
    for band in bands(asked.lots, asked.day):
        by_source.setdefault((band.price.source, band.price.kind), []).append(band)
    share = discount_of(asked.discount)
    return [_row(asked, found, share) for found in by_source.values()] or [_blank(asked)]


def _row(asked: Asked, found: Sequence[Band], share: float) -> dict[str, Any]:
    """A source's band: the sum over the size classes that it has a figure for."""
    first = found[0].price
    one = len(found) == 1
    low, high = _sum(found, 0.0)
    notes = dict.fromkeys(band.price.note for band in found if band.price.note)
    row = {
        "source": first.source,
        "kind": first.kind,
        "low": low,
        "high": high,
        "per_address_low": first.low if one else None,
        "per_address_high": first.high if one else None,
        "addresses": sum(band.addresses for band in found),
        "of_addresses": asked.addresses,
        "lots": sum(len(band.lots) for band in found),
        "size": ", ".join(dict.fromkeys(band.price.size for band in found)),
        "period": ", ".join(dict.fromkeys(band.price.period for band in found)),
        "n": first.n if one else None,
        "formula": " + ".join(_formula(band, 0.0) for band in found),
        "note": "; ".join(notes),
        "cites": list(asked.cites),
    }
    if share:
        less, most = _sum(found, share)
        formula = " + ".join(_formula(band, share) for band in found)
        row |= {"discounted_low": less, "discounted_high": most, "discount_formula": formula}
    return row


def _sum(found: Sequence[Band], share: float) -> tuple[float, float | None]:
    """The ends of one source's bands together; without an upper end where one has none."""
    ends = [band.worth(share) for band in found]
    highs = [high for _, high in ends if high is not None]
    whole = len(highs) == len(ends)
    return round(sum(low for low, _ in ends), 2), round(sum(highs), 2) if whole else None


def _formula(band: Band, share: float) -> str:
    """What was multiplied by what."""
    price = band.price
    ends = f"{price.low:g}"
    if price.high is None:
        ends = f"over {price.low:g}"
    elif price.high != price.low:
        ends = f"{price.low:g} to {price.high:g}"
    less = f" x (1 - {share:g})" if share else ""
    return f"{band.addresses:,} addresses x {ends} USD{less}"


def _blank(asked: Asked) -> dict[str, Any]:
    """The row that says that there is no figure, and why."""
    told = blanks(asked.day)
    near = nearest(asked.day)
    why = told[0].note if told else "no fact of that day and size is in the table"
    row = dict.fromkeys(("source", "kind", "low", "high", "per_address_low", "per_address_high"))
    return row | {
        "addresses": 0,
        "of_addresses": asked.addresses,
        "lots": 0,
        "size": None,
        "period": None,
        "n": None,
        "formula": None,
        "note": f"{why}; the nearest in time, not used: {_fact(near)}",
        "cites": list(asked.cites),
    }


def _fact(price: Price) -> str:
    """A fact in words."""
    ends = f"{price.low:g}"
    if price.high != price.low:
        ends += f" to {price.high or 'more'}"
    return f"{price.source}, {price.size}, {price.period}: {ends} USD"
