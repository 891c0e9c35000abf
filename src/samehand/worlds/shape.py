"""Shape: how large a synthetic world is, of which days, and what is planted in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DEMO_HOLDERS = 900  # large enough for every role of a real world, written and scanned in seconds
DEMO_DAY = date(2021, 3, 1)  # any day works; well after the addresses ran out everywhere
DEMO_HANDS = 4  # one for each level of care
FEWEST_HOLDERS = 300  # below this the planted holders would outnumber the ordinary ones
MOST_HOLDERS = 5_000_000  # beyond this unicast space holds less than one /24 a block
MOST_HANDS = 200  # a default: more would hold a registry's whole space
HOLDERS_PER_HAND = 2_500  # a default: planted hands stay under one in a hundred holders


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The wish a world is made from: the same shape always gives the same bytes.

    ``holders`` counts account holders (ids of delegated files), planted ones among them.
    ``day`` is the day the files describe; ``later``, when given, a second day of the same
    world. ``private`` keeps to 240.0.0.0/4 and private AS numbers.
    """

    holders: int
    seed: int
    day: date
    hands: int
    later: date | None = None
    private: bool = False
    care: int = 0  # level of every hand, 1 careless to 5 careful; 0: all levels in turn

    def __post_init__(self) -> None:
        """Refuse a wish that no world can meet, saying what would do."""
        most = 5_000 if self.private else MOST_HOLDERS  # the demo's address plan is small
        if not FEWEST_HOLDERS <= self.holders <= most:
            raise ValueError(f"{self.holders} holders: ask for {FEWEST_HOLDERS} to {most}")
        if not 0 <= self.hands * 75 <= self.holders:  # a hand plants up to some 25 holders
            raise ValueError(
                f"{self.hands} hands: {self.holders} holders hide at most "
                f"{self.holders // 75}; ask for fewer hands or more holders"
            )
        if self.later is not None and self.later <= self.day:
            raise ValueError(f"later day {self.later} is not after {self.day}")
        if not 1995 <= self.day.year <= 2100:
            raise ValueError(f"day {self.day}: ask for a day from 1995 to 2100")
        if not 0 <= self.care <= 5:
            raise ValueError(f"care {self.care}: ask for a level from 1 to 5")
        if self.seed < 0:
            raise ValueError(f"seed {self.seed} is negative; seeds count from 0")

    @classmethod
    def demo(cls, seed: int = 1) -> Shape:
        """The world of ``samehand demo``: two days a year apart, four hands."""
        return cls(
            holders=DEMO_HOLDERS,
            seed=seed,
            day=DEMO_DAY,
            hands=DEMO_HANDS,
            later=DEMO_DAY + timedelta(days=365),
            private=True,
        )

    @classmethod
    def sized(cls, holders: int, seed: int = 1) -> Shape:
        """A world of all unicast space with ``holders`` holders, days as in the demo."""
        hands = max(1, min(holders // 75, MOST_HANDS, max(4, holders // HOLDERS_PER_HAND)))
        return cls(
            holders=holders,
            seed=seed,
            day=DEMO_DAY,
            hands=hands,
            later=DEMO_DAY + timedelta(days=365),
        )

    @property
    def end(self) -> date:
        """The last day described."""
        return self.later or self.day

    @property
    def days(self) -> tuple[date, ...]:
        """Every day described, in order."""
        return (self.day,) if self.later is None else (self.day, self.later)
