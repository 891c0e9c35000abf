"""SVG, spoken plainly: shapes and text that need no script and no colour to be read."""

from collections.abc import Sequence
from html import escape

FONT = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
INK = "#1a1a1a"
PALE = "#e8e8e8"
MID = "#8a8a8a"
DARK = "#404040"


def n(value: float) -> str:
    """A coordinate: short, and the same on every machine.

    >>> n(12.0), n(0.126)
    ('12', '0.13')
    """
    return f"{round(value, 2) + 0.0:g}"


def text(x: float, y: float, says: str, size: int = 12, **more: str) -> str:
    """Text; `anchor` start, middle or end, `weight` bold."""
    anchor, weight = more.get("anchor", "start"), more.get("weight", "normal")
    return (
        f'<text x="{n(x)}" y="{n(y)}" font-size="{size}" text-anchor="{anchor}" '
        f'font-weight="{weight}" fill="{INK}">{escape(says)}</text>'
    )


def rect(
    x: float, y: float, size: tuple[float, float], fill: str = PALE, dash: bool = False
) -> str:
    """A box with an edge, dashed where it speaks against."""
    edge = ' stroke-dasharray="4 3"' if dash else ""
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(size[0])}" height="{n(size[1])}" '
        f'fill="{fill}" stroke="{INK}"{edge}/>'
    )


def line(ends: tuple[float, float, float, float], width: float = 1, says: str = "") -> str:
    """A line; what it says shows on hover, and to a screen reader."""
    x1, y1, x2, y2 = (n(each) for each in ends)
    title = f"<title>{escape(says)}</title>" if says else ""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{MID}" '
        f'stroke-width="{n(width)}">{title}</line>'
    )


def drawing(size: tuple[float, float], title: str, parts: Sequence[str], synthetic: bool) -> str:
    """A whole drawing with its title, on white, stamped where it is of a made-up world."""
    wide, high = size
    stamp = (
        [text(wide - 8, high - 8, "SYNTHETIC", 14, anchor="end", weight="bold")]
        if synthetic
        else []
    )
    inside = "\n".join([rect(0, 0, size, "#ffffff"), *parts, *stamp])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {n(wide)} {n(high)}" '
        f'width="{n(wide)}" height="{n(high)}" font-family="{FONT}">\n'
        f"<title>{escape(title)}</title>\n{inside}\n</svg>"
    )


def short(says: str, most: int) -> str:
    """Text of at most so many letters.

    >>> short("Example Networks", 8)
    'Example…'
    """
    return says if len(says) <= most else says[: most - 1].rstrip() + "…"
