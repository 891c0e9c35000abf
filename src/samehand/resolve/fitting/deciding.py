"""Deciding: whether probabilities hold, from what was given and found in each range of bits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samehand.resolve.fitting.chances import odds
from samehand.resolve.fitting.pairs import EVERY, Judged
from samehand.rules import because

Row = Mapping[str, Any]
NO_ODDS = 1e-12  # in place of none, so that two of them can be compared


@dataclass(frozen=True)
class JudgeNumbers:
    """When does a probability hold, and when is there enough to tell?"""

    factor: float = because(2.0, "half or twice the odds: a bit, less than one link's weight")
    enough: int = because(20, "fewer pairs hardly ever contradict any probability")


NUMBERS = JudgeNumbers()


def holds(row: Row) -> bool | None:
    """Whether a probability is within a factor of the odds found; None for too few pairs."""
    if row["pairs"] < NUMBERS.enough:
        return None
    given, low, high = (odds(row[name]) for name in ("predicted", "low", "high"))
    return low / NUMBERS.factor <= given <= high * NUMBERS.factor


def decided(ranges: Sequence[Row], of: Judged, held_out: bool) -> tuple[str, str]:
    """Calibrated, not calibrated, or cannot tell; and why."""
    told = [row for row in ranges if row["holds"] is not None]
    wrong = [row for row in told if not row["holds"]]
    if of.siblings[EVERY] < NUMBERS.enough:
        return "cannot tell", "too few pairs are labelled to judge by"
    if wrong:
        worst = max(wrong, key=_apart)
        return "not calibrated", f"{_amiss(worst)}; {_of_ranges(wrong, told)}{_doubt(worst, of)}"
    sides = {row["from"] is not None and row["from"] >= 0 for row in told}
    if len(sides) < 2:
        return "cannot tell", "too few labelled pairs were given odds above, or below, even"
    if not held_out:
        return "cannot tell", "it holds on what it was fitted on: fit with --half, and check that"
    return "calibrated", f"what was given holds in each of {len(told)} ranges"


def _apart(row: Row) -> float:
    """How far off, in odds."""
    given, low, high = (max(odds(row[name]), NO_ODDS) for name in ("predicted", "low", "high"))
    return max(given / high, low / given)


def _amiss(row: Row) -> str:
    given = f"pairs given {row['name']} are labelled as one in {row['observed']:.1%} of cases"
    return f"{given} ({row['low']:.1%} to {row['high']:.1%})"


def _of_ranges(wrong: Sequence[Row], told: Sequence[Row]) -> str:
    return f"{len(wrong)} of {len(told)} ranges do not hold"


def _doubt(row: Row, of: Judged) -> str:
    """What may be amiss with the labels, and not with the weights."""
    if not of.closed:
        return "; pairs were chosen to be judged"
    over = row["predicted"] > row["observed"]
    return "; labels find few siblings, so that is a floor" if over else ""
