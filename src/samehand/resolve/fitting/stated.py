"""The m's that labels cannot teach, each with its reason: here and nowhere else.

Honest siblings seldom take space together, so they do not show what hands do that were made to
take it. The u of these bins is counted all the same. See docs/decisions/0004.
"""

from dataclasses import dataclass, fields

from samehand.rules import because


@dataclass(frozen=True)
class StatedNumbers:
    """m: how often two holders of one hand show the link, by the link's name."""

    turns: float = because(0.30, "three in ten pairs of a hand that took blocks at all took turns")
    ladder: float = because(0.30, "three in ten pairs of a hand climbed at once")
    took_much: float = because(0.30, "three in ten pairs of a hand both took several blocks")
    number_then_block: float = because(
        0.30, "three in ten pairs of a hand were both made to take space"
    )
    fellow_takers: float = because(0.50, "half the pairs of a hand hang on one hub of takers")
    listed_together: float = because(
        0.05, "one pair in twenty: lists name few of the blocks a hand holds"
    )
    stated_relation: float = because(0.50, "half the pairs of one organisation stand under one id")


def stated() -> dict[str, tuple[float, str]]:
    """m and why, by link."""
    numbers = StatedNumbers()
    return {
        each.name.replace("_", "-"): (getattr(numbers, each.name), each.metadata["why"])
        for each in fields(numbers)
    }
