"""What IPv4 addresses were said to sell for: a table of facts, each with its source, never a guess.

Registries publish no prices. A fact holds for its period and size class alone: it is not carried to
another year or size, and two sources are never blended into one figure. Where nothing was verified
the table says so in a row of its own, and the answer stays blank. Dollars of the day, an address.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from samehand.errors import UsageError

CURRENCY = "USD"
BOOK = "prices.csv"


@dataclass(frozen=True, slots=True)
class Price:
    """One fact: from when to when, for which sizes, how much an address, who says so."""

    since: date
    until: date | None
    smallest: int | None
    largest: int | None
    size: str
    low: float | None
    high: float | None
    n: int | None
    source: str
    kind: str
    note: str

    @property
    def blank(self) -> bool:
        """Whether the row says that nothing was verified."""
        return self.low is None

    def of_day(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def of_size(self, addresses: int) -> bool:
        """Whether it holds for a block or lot of this size."""
        low, high = self.smallest or 0, self.largest
        return low <= addresses and (high is None or addresses <= high)

    @property
    def period(self) -> str:
        """From when to when."""
        return f"{self.since} to {self.until}" if self.until else f"{self.since} on"


@cache
def prices() -> tuple[Price, ...]:
    """Every fact of the table that ships with samehand."""
    text = files("samehand.api.worth").joinpath(BOOK).read_text("utf-8")
    return tuple(_price(row) for row in csv.DictReader(text.splitlines()))


def _price(row: dict[str, str]) -> Price:
    return Price(
        date.fromisoformat(row["from"]),
        date.fromisoformat(row["to"]) if row["to"] else None,
        _number(row["smallest"]),
        _number(row["largest"]),
        row["class"],
        float(row["low"]) if row["low"] else None,
        float(row["high"]) if row["high"] else None,
        _number(row["n"]),
        row["source"],
        row["kind"],
        row["note"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


@dataclass(frozen=True, slots=True)
class Lot:
    """So many addresses that go together, as one block or one lot."""

    what: str
    addresses: int


@dataclass(frozen=True, slots=True)
class Band:
    """What one source's fact makes of the lots that it holds for. `high` None has no upper end."""

    price: Price
    lots: tuple[Lot, ...]

    @property
    def addresses(self) -> int:
        """Addresses of the lots it holds for."""
        return sum(lot.addresses for lot in self.lots)

    def worth(self, discount: float = 0.0) -> tuple[float, float | None]:
        """The ends of the band, in dollars, less a discount as a share of one."""
        kept = self.addresses * (1 - discount)
        low = kept * (self.price.low or 0.0)
        return round(low, 2), None if self.price.high is None else round(kept * self.price.high, 2)


def bands(lots: Sequence[Lot], day: date) -> list[Band]:
    """One band for each fact of that day that holds for any of the lots, in the table's order."""
    found = []
    for price in prices():
        fit = tuple(lot for lot in lots if price.of_size(lot.addresses))
        if price.of_day(day) and not price.blank and fit:
            found.append(Band(price, fit))
    return found


def blanks(day: date) -> list[Price]:
    """The rows that say of this day that nothing was verified."""
    return [price for price in prices() if price.blank and price.of_day(day)]


def other_sizes(lots: Sequence[Lot], day: date) -> list[Price]:
    """Facts of that day for sizes that none of the lots has: told, not used."""
    return [
        price
        for price in prices()
        if price.of_day(day)
        and not price.blank
        and not any(price.of_size(lot.addresses) for lot in lots)
    ]


def nearest(day: date) -> Price:
    """The fact whose period is nearest to a day: told where there is none of the day, not used."""
    told = [price for price in prices() if not price.blank]
    return min(told, key=lambda price: (_days_off(price, day), price.since))


def _days_off(price: Price, day: date) -> int:
    if price.of_day(day):
        return 0
    if day < price.since:
        return (price.since - day).days
    return (day - (price.until or day)).days


def discount_of(percent: float | None) -> float:
    """A discount given in percent as a share. Raises UsageError outside 0 to 100."""
    if percent is None:
        return 0.0
    if not 0 <= percent <= 100:
        raise UsageError(f"--discount {percent:g} is no share in percent", "give 0 to 100")
    return percent / 100
