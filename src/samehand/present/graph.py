"""A hand as a drawing: its members on a ring, each link as wide as its bits.

At most `MOST` members are drawn, those with the strongest links; the drawing says how many
are left out.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from samehand.present import svg

MOST = 30  # more labels than this on one ring touch each other
BAND = 26  # labels a row apart, in pixels
WIDEST = 10  # pixels of the strongest link

Member = Mapping[str, Any]


def draw(hand: Mapping[str, Any], synthetic: bool) -> str:
    """The drawing of one hand."""
    links = sorted(_drawn(hand), key=lambda link: (-link["weight"], link["one"], link["other"]))
    members = _strongest(hand["members"], links)
    left = len(hand["members"]) - len(members)
    radius = max(110.0, len(members) * BAND / math.pi)
    wide, high = 2 * radius + 520, 2 * radius + 150
    at = _ring(members, (wide / 2, 70 + radius), radius)
    title = (
        f"{hand['hand']}: {len(hand['members'])} holders, "
        f"{hand['weight']:.1f} bits, {hand['reading']}"
    )
    parts = [svg.text(16, 28, title, 16, weight="bold")]
    parts += [
        _line(link, at, links[0]["weight"])
        for link in links
        if {link["one"], link["other"]} <= set(at)
    ]
    parts += [_node(member, at[member["holder"]], wide / 2) for member in members]
    parts += _legend(links, left, high)
    return svg.drawing((wide, high), title, parts, synthetic)


def _drawn(hand: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The links that speak for the hand; those against stand in the table."""
    return [link for link in hand.get("links") or () if link["weight"] > 0]


def _strongest(members: Sequence[Member], links: Sequence[Mapping[str, Any]]) -> list[Member]:
    if len(members) <= MOST:
        return list(members)
    bits: dict[str, float] = {}
    for link in links:
        for end in (link["one"], link["other"]):
            bits[end] = bits.get(end, 0.0) + link["weight"]
    ranked = sorted(members, key=lambda m: (-bits.get(m["holder"], 0.0), m["holder"]))[:MOST]
    return [member for member in members if member in ranked]


Place = tuple[float, float]


def _ring(members: Sequence[Member], centre: Place, radius: float) -> dict[str, Place]:
    step = 2 * math.pi / max(len(members), 1)
    return {
        member["holder"]: (
            centre[0] + radius * math.sin(step * (i + 0.5)),
            centre[1] - radius * math.cos(step * (i + 0.5)),
        )
        for i, member in enumerate(members)
    }


def _line(link: Mapping[str, Any], at: Mapping[str, Place], most: float) -> str:
    width = max(1.0, WIDEST * link["weight"] / most) if most > 0 else 1.0
    rules = "; ".join(rule["says"] for rule in link["rules"])
    says = f"{link['one']} and {link['other']}: {link['weight']:.1f} bits. {rules}"
    return svg.line((*at[link["one"]], *at[link["other"]]), width, says)


def _node(member: Member, place: Place, middle: float) -> str:
    x, y = place
    right = x >= middle
    name = svg.short(str(member.get("name") or member["holder"]), 32)
    shown = ", ".join(f"AS{number}" for number in list(member["asns"])[:2]) or "no AS"
    below = f"{shown}; {member['addresses']:,} addresses"
    end = {"anchor": "start" if right else "end"}
    reach = x + 12 if right else x - 12
    return "\n".join(
        [
            f'<circle cx="{svg.n(x)}" cy="{svg.n(y)}" r="7" fill="#ffffff" stroke="{svg.INK}" '
            'stroke-width="2"/>',
            svg.text(reach, y, name, 12, **end),
            svg.text(reach, y + 12, below, 10, **end),
        ]
    )


def _legend(links: Sequence[Mapping[str, Any]], left: int, high: float) -> list[str]:
    parts = []
    if links:
        most = links[0]["weight"]
        parts += [
            svg.line((16, high - 36, 56, high - 36), WIDEST),
            svg.text(64, high - 32, f"a link of {most:.1f} bits, the strongest; width = bits", 11),
        ]
    if left:
        parts.append(
            svg.text(16, high - 12, f"{left:,} more holders are not drawn", 11, weight="bold")
        )
    return parts
