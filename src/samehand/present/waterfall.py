"""Two holders as a waterfall: from the prior, bar by bar, to the total, in bits."""

from collections.abc import Mapping
from typing import Any

from samehand.present import svg
from samehand.present.falls import bars_of

ROW = 34
LEFT = 210
SPAN = 420
SAYS = LEFT + SPAN + 70


def draw(row: Mapping[str, Any], synthetic: bool) -> str:
    """The waterfall of one pair. Each bar starts where the one above it ended."""
    steps = _steps(row)
    ends = [0.0, *(end for _, start, stop, _ in steps for end in (start, stop))]
    low, high = min(ends), max(ends)
    scale = SPAN / max(high - low, 1e-9)

    def at(bits: float) -> float:
        return LEFT + (bits - low) * scale

    names = [str(row.get(f"{end}_name") or row[end]) for end in ("one", "other")]
    title = f"{svg.short(names[0], 40)} and {svg.short(names[1], 40)}: {row['total']:+.1f} bits"
    parts = [svg.text(16, 28, title, 16, weight="bold")]
    bottom = 56 + ROW * len(steps)
    parts.append(svg.line((at(0), 46, at(0), bottom), 1, "0 bits: as likely one hand as not"))
    parts.append(svg.text(at(0), bottom + 14, "0 bits", 10, anchor="middle"))
    for i, (name, start, stop, says) in enumerate(steps):
        parts += _bar(50 + ROW * i, name, (at(start), at(stop)), (stop - start, says))
    parts.append(svg.text(16, bottom + 36, f"{row['reading']}: {row['words']}", 12, weight="bold"))
    return svg.drawing((SAYS + 420, bottom + 56), title, parts, synthetic)


Step = tuple[str, float, float, str]


def _steps(row: Mapping[str, Any]) -> list[Step]:
    """Name, start, end and words of each bar; the total starts from zero again."""
    at = 0.0
    steps: list[Step] = []
    *bars, total = bars_of(row)
    for bar in bars:
        end = at + float(bar["counted"])
        name = f"{bar['family']}: {bar['rule']}" if "rule" in bar else bar["family"]
        steps.append((name, at, end, str(bar["says"])))
        at = end
    return [*steps, ("total", 0.0, float(total["counted"]), str(total["says"]))]


def _bar(y: float, name: str, ends: tuple[float, float], told: tuple[float, str]) -> list[str]:
    bits, says = told
    left, wide = min(ends), max(abs(ends[1] - ends[0]), 1.0)
    fill = svg.DARK if name == "total" else svg.MID if bits >= 0 else "#ffffff"
    return [
        svg.text(LEFT - 10, y + 16, svg.short(name, 28), 12, anchor="end"),
        svg.rect(left, y, (wide, ROW - 12), fill, dash=bits < 0),
        svg.text(left + wide + 6, y + 16, f"{bits:+.1f}", 12),
        svg.text(SAYS, y + 16, svg.short(says, 64), 11),
    ]
