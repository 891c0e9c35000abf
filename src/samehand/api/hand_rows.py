"""Hands as rows of an answer: members and why they belong, the weakest place, what it rests on."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pyarrow as pa

from samehand.api.book import Desk
from samehand.api.first_seen import first_seen
from samehand.api.judging.acted import Acted
from samehand.api.scanning import Scan
from samehand.api.telling import Pair, Told, told_pairs, totals
from samehand.evidence import FAMILIES
from samehand.resolve import all_links
from samehand.resolve.cut import weakest_cut
from samehand.resolve.hands import Hand
from samehand.resolve.levels import level_of
from samehand.tables import all_tables
from samehand.tables.records import SameParty
from samehand.verdicts.rows import SAME, Verdict

NO_SOURCE = "no source of it is in the book for this day"
MADE_BY = {
    SameParty.table: "no linkage was made of the records of this day: `samehand link` makes it"
}
"""Tables that no source fills: what to do for them."""


def hand_id(members: Sequence[str]) -> str:
    """The name of a hand: made of its first member, so that it lasts while that one stays."""
    return "H-" + hashlib.sha256(min(members).encode()).hexdigest()[:8]


def rows_of(desk: Desk, made: Scan, chosen: Iterable[Hand]) -> list[dict[str, Any]]:
    """Hands as rows of an answer."""
    asked = list(chosen)
    rank = {hand.members: place for place, hand in enumerate(made.hands, 1)}
    edges = [(one, other) for hand in asked for _, one, other in hand.tree]
    told = told_pairs(made, edges)
    bits = {pair: row["bits"] for pair, row in totals(made, within(asked)).items()}
    known = parties(made, [member for hand in asked for member in hand.members])
    seen = first_seen(desk, asked)
    left = unlooked(made)
    rows = []
    for hand in asked:
        row = _row(hand, rank[hand.members], told, known)
        reasons = Reasons(hand, told, known, made.acted)
        row["members"] = [_member(reasons, member) for member in hand.members]
        row["weakest"] = _weakest(reasons, bits)
        row["without_source"] = [
            {"source": each.source, "holds": each.holds, "members_left": each.members_left}
            for each in made.leavings[rank[hand.members] - 1]
        ]
        row["first_seen"] = seen[hand.members].isoformat()
        row["not_looked"] = list(left)
        row["verdicts"] = [verdict_row(each) for each in made.acted.touching(hand.members)]
        rows.append(row)
    return rows


def _row(
    hand: Hand, rank: int, told: dict[Pair, list[Told]], parties: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    families: dict[str, float] = {}
    for _, one, other in hand.tree:
        for link in told[one, other]:
            families[link.family] = families.get(link.family, 0.0) + link.counted
    weight = round(hand.weight, 1)
    return {
        "hand": hand_id(hand.members),
        "rank": rank,
        "reading": hand.reading,
        "weight": weight,
        "level": level_of(weight),
        "parts": {
            "links": round(hand.links, 1),
            "intake": round(hand.intake, 1),
            "closed": round(hand.closed, 2),
        },
        "addresses": sum(parties[member]["addresses"] for member in hand.members),
        "families": {name: round(bits, 1) for name, bits in sorted(families.items())},
        "members": [],
    }


@dataclass(frozen=True, slots=True)
class Reasons:
    """What says why the members of a hand belong to it."""

    hand: Hand
    told: dict[Pair, list[Told]]
    parties: dict[str, dict[str, Any]]
    acted: Acted

    def called(self, holder: str) -> str:
        """A holder by name, where there is one."""
        return str(self.parties[holder]["name"] or holder)


def _member(on: Reasons, member: str) -> dict[str, Any]:
    """A member with the strongest reason why it belongs."""
    party = on.parties[member]
    return {
        "holder": member,
        "name": party["name"] or "",
        "asns": party["asns"] or [],
        "addresses": party["addresses"],
        "account_of": bool(party["split"]) and "~" not in member,
        "why": _why(on, member),
    }


def _why(on: Reasons, member: str) -> str:
    """The strongest link that holds a member, in words; a verdict where that is what holds it."""
    edge = next((each for each in on.hand.tree if member in each[1:]), None)
    if edge is None:
        return "by a verdict on another member"
    bits, one, other = edge
    with_whom = on.called(other if member == one else one)
    links = on.told[one, other]
    said = "; ".join(each.says() for each in on.acted.between(one, other, SAME))
    seen = f"{bits:.1f} bits: {links[0].says}" if links else "no link was found"
    return f"with {with_whom}, {said}; {seen}" if said else f"with {with_whom}, {seen}"


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """A verdict that acts, as an answer tells it."""
    return {
        "number": verdict.number,
        "one": verdict.pair[0],
        "other": verdict.pair[1],
        "verdict": verdict.word,
        "by": verdict.given.by,
        "day": verdict.day,
        "note": verdict.given.note,
    }


def within(chosen: Iterable[Hand]) -> list[Pair]:
    """Every pair of members of the same hand."""
    return [
        (one, other)
        for hand in chosen
        for n, one in enumerate(hand.members)
        for other in hand.members[n + 1 :]
    ]


def _weakest(on: Reasons, bits: dict[Pair, float]) -> dict[str, Any]:
    cut = weakest_cut(on.hand.members, bits)
    sizes = [len(part) for part in cut.parts]
    away = ", ".join(on.called(member) for member in cut.parts[1][:3])
    more = f" and {sizes[1] - 3} more" if sizes[1] > 3 else ""
    tied = {number for pair in product(*cut.parts) for number in _numbers(on.acted, *pair)}
    judged = "".join(f" and V{number}" for number in sorted(tied))
    return {
        "bits": round(cut.bits, 1),
        "without": f"without the links worth {cut.bits:.1f} bits{judged} to {away}{more} it falls"
        f" into {sizes[0]} and {sizes[1]}",
        "falls_into": sizes,
        "across": [list(pair) for pair in cut.across],
    }


def _numbers(acted: Acted, one: str, other: str) -> list[int]:
    return [each.number for each in acted.between(one, other, SAME)] if acted else []


def parties(made: Scan, holders: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What a scan knows of some holders, by holder."""
    made.store.keep(
        "asked_holder", pa.table({"holder": pa.array(sorted(set(holders)), pa.string())})
    )
    rows = made.store.query(
        "SELECT party.* FROM party JOIN asked_holder USING (holder)"
    ).to_pylist()
    return {row["holder"]: row for row in rows}


Unseen = Mapping[str, tuple[str, ...]]  # the tables that a link could not look at, by link


def missing(unseen: Unseen) -> tuple[str, ...]:
    """Published tables that some link reads and the book does not hold by these clocks."""
    return tuple(sorted(_tables(unseen) - _inside()))


def unlooked(made: Scan) -> tuple[str, ...]:
    """What a scan did not look at, and a linkage that is older than the records it stands for."""
    return not_looked(made.unseen) + ((made.aged,) if made.aged else ())


def not_looked(unseen: Unseen) -> tuple[str, ...]:
    """What was not looked at: tables not loaded or closed, and families that no link reads yet."""
    read = {rule.family for rule in all_links().values()}
    tables = tuple(f"{table}: {MADE_BY.get(table, NO_SOURCE)}" for table in missing(unseen))
    inside = sorted(_tables(unseen) & _inside())
    closed = (f"{', '.join(inside)}: not in the book, or closed (--restricted)",) if inside else ()
    families = tuple(f"{name}: no link reads it yet" for name in FAMILIES if name not in read)
    return (*tables, *closed, *families)


def _tables(unseen: Unseen) -> set[str]:
    return {table for tables in unseen.values() for table in tables}


def _inside() -> set[str]:
    """The tables of a registry's own files, which are never published."""
    return {kind.table for kind in all_tables() if kind.is_restricted()}
