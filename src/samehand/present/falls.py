"""The bars of one pair, from the prior to the total: what the table and the drawing both show."""

from collections.abc import Mapping
from typing import Any

NOTHING = 0.05  # bits: what rounding to one decimal can leave over


def bars_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Prior, bars, what a limit takes away where one holds, total: the steps add up to the total."""
    prior = {"family": "prior", "counted": row["prior"], "says": "two holders taken at random"}
    total = {"family": "total", "counted": row["total"], "says": row["words"]}
    bars = [_with_reason(bar) for bar in row["bars"]]
    left = row["total"] - row["prior"] - sum(bar["counted"] for bar in bars)
    if abs(left) > NOTHING:
        says = row.get("note") or "what the sum may not pass"
        bars.append({"family": "limit", "counted": round(left, 2), "says": says})
    return [prior, *bars, total]


def _with_reason(bar: Mapping[str, Any]) -> dict[str, Any]:
    """A bar; one that weighs something and counts nothing says why."""
    if bar["counted"] or not bar.get("bits"):
        return dict(bar)
    return {**bar, "says": f"(the same lines, counted once) {bar['says']}"}
