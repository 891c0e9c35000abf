"""The ranking as bars: a hand a row, its bits split by family, each family named in text."""

from collections.abc import Mapping, Sequence
from typing import Any

from samehand.present import svg

MOST = 30  # hands drawn; the table beside it has the rest
ROW = 30
LEFT = 250
SPAN = 460
SHADES = ("#595959", "#a6a6a6", "#d9d9d9", "#7f7f7f", "#f2f2f2", "#bfbfbf", "#404040", "#e6e6e6")


def draw(hands: Sequence[Mapping[str, Any]], synthetic: bool) -> str:
    """The first hands of a ranking."""
    shown = hands[:MOST]
    most = max((float(hand["weight"]) for hand in shown), default=1.0) or 1.0
    title = f"{len(shown):,} of {len(hands):,} hands by bits"
    parts = [svg.text(16, 28, title, 16, weight="bold")]
    for i, hand in enumerate(shown):
        parts += _row(hand, 46 + ROW * i, SPAN / most)
    return svg.drawing((LEFT + SPAN + 420, 70 + ROW * len(shown)), title, parts, synthetic)


def _row(hand: Mapping[str, Any], y: float, scale: float) -> list[str]:
    name = f"{hand['rank']}. {hand['hand']} ({hand['reading']})"
    parts = [svg.text(LEFT - 10, y + 15, name, 12, anchor="end")]
    families = {name: bits for name, bits in hand["families"].items() if bits > 0}
    whole = sum(families.values()) or 1.0
    x = float(LEFT)
    for i, bits in enumerate(families.values()):
        wide = bits / whole * max(float(hand["weight"]), 0.0) * scale
        parts.append(svg.rect(x, y, (wide, ROW - 10), SHADES[i % len(SHADES)]))
        x += wide
    split = ", ".join(f"{name} {bits:.1f}" for name, bits in hand["families"].items())
    says = f"{hand['weight']:.1f} bits, {len(hand['members'])} holders: {split}"
    return [*parts, svg.text(x + 8, y + 15, svg.short(says, 72), 11)]
