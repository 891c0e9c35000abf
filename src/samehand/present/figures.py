"""The static picture of an answer, for notebooks and pages: HTML and SVG without script.

A hand is a graph, a pair a waterfall, a ranking bars, how well weights hold a plot; everything
else a table. Every picture
carries its text, reads in greyscale, and has the table of its numbers under it.
"""

from collections.abc import Mapping
from typing import Any

from samehand.present import bars, calibration, graph, waterfall

STYLE = (
    ".samehand,body{font-family:system-ui,sans-serif;color:#1a1a1a}"
    "table{border-collapse:collapse}th,td{border:1px solid #8a8a8a;padding:2px 8px;text-align:left;"
    "vertical-align:top}.stamp{border:2px solid #1a1a1a;padding:4px 8px;font-weight:bold;"
    "display:inline-block}svg{max-width:100%;height:auto}"
)
ROWS = 50  # of a notebook table; the answer itself holds the rest


def picture(envelope: Mapping[str, Any]) -> str:
    """An answer as a fragment of HTML: the figure, then the first rows of its tables."""
    from samehand.present.look import Look
    from samehand.present.page import fragment

    return f'<div class="samehand"><style>{STYLE}</style>{fragment(envelope, Look(), ROWS)}</div>'


def figure(envelope: Mapping[str, Any]) -> str:
    """The drawing of an answer, or nothing where a table says it better."""
    synthetic, results = bool(envelope["synthetic"]), envelope["results"]
    if not results:
        return ""
    if envelope["schema"] == "hand/1":
        return "\n".join(graph.draw(hand, synthetic) for hand in results)
    if envelope["schema"] == "why/1":
        return "\n".join(waterfall.draw(row, synthetic) for row in results)
    if envelope["schema"] == "fit-check/1":
        return calibration.draw({**envelope["query"], "rows": results}, synthetic)
    if envelope["schema"] in ("hands/1", "scan/1"):
        return bars.draw(results, synthetic)
    return ""


def svg_hand(envelope: Mapping[str, Any]) -> str:
    """The first hand of an answer as one SVG file."""
    return graph.draw(envelope["results"][0], bool(envelope["synthetic"])) + "\n"
