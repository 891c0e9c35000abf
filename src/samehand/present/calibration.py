"""The calibration plot: of pairs given some bits, how many are labelled as one.

Both ways in bits, so that a thousandth and 999 in a thousand are as easy to read as a half. On the
line what was given holds; a point below it was given too much. A bar is the interval, as long as
the labels are few; the number beside a point is how many pairs it is made of.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import log2
from typing import Any

from samehand.present import svg

LOW, HIGH = -16.0, 16.0  # bits drawn; what lies beyond stands at the edge
LEFT, TOP, SPAN = 90.0, 60.0, 440.0
TICKS = (-12.0, -8.0, -4.0, 0.0, 4.0, 8.0, 12.0)
DOT = 7.0
LEGEND = (
    "Up the side, found: the share labelled as one. Labels find few siblings: it is a floor.",
    "On the line what is given holds. A box is filled where it does, dashed where too few tell;",
    "a bar is its interval, the number how many pairs it is made of.",
)

Row = Mapping[str, Any]


def draw(told: Mapping[str, Any], synthetic: bool) -> str:
    """The plot of a calibration: its rows of part `range`, its verdict, and whether held out."""
    rows = [row for row in told["rows"] if row["part"] == "range"]
    title = f"Given and found: {told['verdict']}"
    where = "on organisations held out" if told["held_out"] else "on what it was fitted on"
    parts = [svg.text(16, 28, title, 16, weight="bold"), svg.text(16, 46, where, 11), *_frame()]
    parts += [part for row in rows for part in _point(row)]
    foot = TOP + SPAN + 44
    parts.append(svg.text(LEFT + SPAN / 2, foot, "given: probability", 12, anchor="middle"))
    parts += [svg.text(16, foot + 24 + 16 * n, says, 11) for n, says in enumerate(LEGEND)]
    return svg.drawing((LEFT + SPAN + 60, foot + 74), title, parts, synthetic)


def _frame() -> Iterator[str]:
    """The field, its ticks, and the line on which what is given holds."""
    yield svg.rect(LEFT, TOP, (SPAN, SPAN), "#ffffff")
    for bits in TICKS:
        yield svg.text(_x(bits), TOP + SPAN + 18, _percent(bits), 10, anchor="middle")
        yield svg.text(LEFT - 8, _y(bits) + 4, _percent(bits), 10, anchor="end")
        yield svg.line((_x(bits), TOP + SPAN, _x(bits), TOP + SPAN - 6))
        yield svg.line((LEFT, _y(bits), LEFT + 6, _y(bits)))
    yield svg.line((_x(LOW), _y(LOW), _x(HIGH), _y(HIGH)), 1, "what is given holds")


def _percent(bits: float) -> str:
    """A probability as a tick says it.

    >>> _percent(0.0), _percent(-8.0), _percent(12.0)
    ('50 %', '0.39 %', '99.98 %')
    """
    share = 100 / (1 + 2.0**-bits)
    return f"{share:.2g} %" if share < 90 else f"{share:.4g} %"


def _point(row: Row) -> Sequence[str]:
    """One range: its interval as a bar, its share as a box, filled where it holds."""
    x, y = _x(_bits(row["predicted"])), _y(_bits(row["observed"]))
    ends = [_y(_bits(row[end])) for end in ("low", "high")]
    says = (
        f"{row['name']}: {row['pairs']:,} pairs, {row['siblings']:,} labelled as one;"
        f" given {row['predicted']:.2%}, found {row['observed']:.2%}"
        f" ({row['low']:.2%} to {row['high']:.2%})"
    )
    fill = svg.DARK if row["holds"] else "#ffffff"
    return [
        svg.line((x, ends[0], x, ends[1]), 3, says),
        svg.rect(x - DOT / 2, y - DOT / 2, (DOT, DOT), fill, dash=row["holds"] is None),
        svg.text(x + 6, y + 16, f"{row['pairs']:,}", 10),
    ]


def _bits(share: float) -> float:
    """A share in bits, at the edge where it is none or all."""
    if not 0 < share < 1:
        return HIGH if share else LOW
    return min(max(log2(share / (1 - share)), LOW), HIGH)


def _x(bits: float) -> float:
    return LEFT + (bits - LOW) / (HIGH - LOW) * SPAN


def _y(bits: float) -> float:
    return TOP + SPAN - (bits - LOW) / (HIGH - LOW) * SPAN
