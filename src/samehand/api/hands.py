"""Hands asked for: the ranking, one hand, and why two holders are one hand or not."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.first_seen import first_seen
from samehand.api.intake import Progress, silent
from samehand.api.scanning import Scan, scanned
from samehand.api.telling import Pair, Told, told_pairs, totals
from samehand.errors import NotInData, UsageError
from samehand.evidence import FAMILIES
from samehand.resolve import all_links
from samehand.resolve.cut import weakest_cut
from samehand.resolve.hands import Hand
from samehand.resolve.levels import level_of
from samehand.resolve.weights import default_weights
from samehand.values.asns import asn

WORDS = {True: "consistent with one hand", False: "not enough to say"}


def hand_id(members: Sequence[str]) -> str:
    """The name of a hand: made of its first member, so that it lasts while that one stays."""
    return "H-" + hashlib.sha256(min(members).encode()).hexdigest()[:8]


def scan(desk: Desk, progress: Progress = silent) -> Answer:
    """Look for hands; the answer is the ranking, with counts of what was found."""
    made = scanned(desk, progress)
    readings = [hand.reading for hand in made.hands]
    counts = {reading: readings.count(reading) for reading in ("undeclared", "unclear", "declared")}
    return _answer(
        desk, made, "scan/1", {"verb": "scan", "hands": len(readings), **counts}, progress
    )


def hands(
    desk: Desk,
    progress: Progress = silent,
    min_weight: float | None = None,
    reading: str | None = None,
) -> Answer:
    """The ranking: the heaviest hand first, declared groups after all others."""
    if reading and reading not in ("declared", "undeclared", "unclear"):
        raise UsageError(f"{reading!r} is no reading", "one of: declared, undeclared, unclear")
    query = {"verb": "hands", "min_weight": min_weight, "reading": reading}
    answer = _answer(desk, scanned(desk, progress), "hands/1", query, progress)
    kept = [
        row
        for row in answer.results
        if row["weight"] >= (min_weight or 0.0) and reading in (None, row["reading"])
    ]
    return answer.with_results(kept)


def _answer(
    desk: Desk, made: Scan, schema: str, query: dict[str, Any], progress: Progress
) -> Answer:
    progress("telling", 0, 2)
    rows = rows_of(desk, made, made.hands)
    progress("told", 2, 2)
    missing = _missing(made)
    return desk.answer(schema, query, rows, missing=missing, not_looked=_not_looked(missing))


def hand(desk: Desk, which: str, progress: Progress = silent) -> Answer:
    """One hand with all its links. `which`: its id, its rank, or a member."""
    made = scanned(desk, progress)
    found = _find(desk, made, which)
    row = rows_of(desk, made, [found])[0]
    pairs = _within([found])
    told, summed = told_pairs(made, pairs), totals(made, pairs)
    evidence = Exhibits()
    row["links"] = [
        {
            "one": one,
            "other": other,
            "weight": round(summed[one, other]["bits"], 2),
            "holds": (one, other) in {(a, b) for _, a, b in found.tree},
            "rules": [evidence.add(link) for link in links],
        }
        for (one, other), links in told.items()
        if (one, other) in summed
    ]
    across = {tuple(pair) for pair in row["weakest"]["across"]}
    row["weakest"]["evidence"] = [
        name
        for link in row["links"]
        if (link["one"], link["other"]) in across
        for rule in link["rules"]
        for name in rule["evidence"]
    ]
    missing = _missing(made)
    return desk.answer(
        "hand/1",
        {"verb": "hand", "hand": which},
        [row],
        evidence=evidence.all,
        missing=missing,
        not_looked=_not_looked(missing),
    )


def why(desk: Desk, one: str, other: str, progress: Progress = silent) -> Answer:
    """Why two holders are one hand, or not: every link as it was counted, and the sum."""
    made = scanned(desk, progress)
    first, second = sorted((_holder(made, one), _holder(made, other)))
    if first == second:
        raise UsageError(f"{one} and {other} are one holder: {first}", "give two holders")
    told = told_pairs(made, [(first, second)])[first, second]
    summed = totals(made, [(first, second)]).get((first, second))
    evidence = Exhibits()
    parties = _parties(made, [first, second])
    bits = sum(link.counted for link in told) + default_weights().prior
    families = {link.family for link in told if link.counted > 0 and link.family != "against"}
    counted = summed["bits"] if summed else min(bits, -0.5)
    row = {
        "one": first,
        "other": second,
        "one_name": parties[first]["name"],
        "other_name": parties[second]["name"],
        "prior": default_weights().prior,
        "bars": [evidence.add(link) for link in told],
        "sum": round(bits, 2),
        "total": round(counted, 2),
        "families": sorted(families),
        "reading": "declared" if "name" in families else "undeclared",
        "words": WORDS[counted > 0 and len(families) > 1],
        "note": _note(told, families),
        "hand": next(
            (hand_id(h.members) for h in made.hands if {first, second} <= {*h.members}), None
        ),
    }
    missing = _missing(made)
    return desk.answer(
        "why/1",
        {"verb": "why", "one": one, "other": other},
        [row],
        evidence=evidence.all,
        missing=missing,
        not_looked=_not_looked(missing),
    )


def _note(told: Sequence[Told], families: set[str]) -> str:
    if not told:
        return "no link between them was found in the sources loaded"
    if len(families) < 2:
        return "evidence of one family only: below even odds whatever it weighs"
    return ""


class Exhibits:
    """Evidence of an answer, numbered as it is met: the same sentence and cites once."""

    def __init__(self) -> None:
        self.all: dict[str, dict[str, Any]] = {}

    def add(self, link: Told) -> dict[str, Any]:
        """Number one link's evidence; gives its row."""
        name = f"E{len(self.all) + 1}"
        self.all[name] = {
            "rule": link.rule,
            "says": link.says,
            "weight": round(link.bits, 2),
            "cites": list(link.cites),
        }
        return {**link.as_row(), "evidence": [name]}


def rows_of(desk: Desk, made: Scan, chosen: Iterable[Hand]) -> list[dict[str, Any]]:
    """Hands as rows of an answer."""
    asked = list(chosen)
    rank = {hand.members: place for place, hand in enumerate(made.hands, 1)}
    edges = [(one, other) for hand in asked for _, one, other in hand.tree]
    told = told_pairs(made, edges)
    bits = {pair: row["bits"] for pair, row in totals(made, _within(asked)).items()}
    parties = _parties(made, [member for hand in asked for member in hand.members])
    seen = first_seen(desk, asked)
    not_looked = _not_looked(_missing(made))
    rows = []
    for hand in asked:
        row = _row(hand, rank[hand.members], told, parties)
        row["weakest"] = _weakest(hand, bits, parties)
        row["without_source"] = [
            {"source": each.source, "holds": each.holds, "members_left": each.members_left}
            for each in made.leavings[rank[hand.members] - 1]
        ]
        row["first_seen"] = seen[hand.members].isoformat()
        row["not_looked"] = list(not_looked)
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
        "members": [_member(hand, member, told, parties) for member in hand.members],
    }


def _member(
    hand: Hand, member: str, told: dict[Pair, list[Told]], parties: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """A member with the strongest reason why it belongs."""
    party = parties[member]
    bits, one, other = next(edge for edge in hand.tree if member in edge[1:])
    link = told[one, other][0]
    with_whom = other if member == one else one
    return {
        "holder": member,
        "name": party["name"] or "",
        "asns": party["asns"] or [],
        "addresses": party["addresses"],
        "account_of": bool(party["split"]) and "~" not in member,
        "why": f"with {parties[with_whom]['name'] or with_whom}, {bits:.1f} bits: {link.says}",
    }


def _within(chosen: Iterable[Hand]) -> list[Pair]:
    """Every pair of members of the same hand."""
    return [
        (one, other)
        for hand in chosen
        for n, one in enumerate(hand.members)
        for other in hand.members[n + 1 :]
    ]


def _weakest(
    hand: Hand, bits: dict[Pair, float], parties: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    cut = weakest_cut(hand.members, bits)
    sizes = [len(part) for part in cut.parts]
    away = ", ".join(parties[member]["name"] or member for member in cut.parts[1][:3])
    more = f" and {sizes[1] - 3} more" if sizes[1] > 3 else ""
    return {
        "bits": round(cut.bits, 1),
        "without": f"without the links worth {cut.bits:.1f} bits to {away}{more} it falls into"
        f" {sizes[0]} and {sizes[1]}",
        "falls_into": sizes,
        "across": [list(pair) for pair in cut.across],
    }


def _parties(made: Scan, holders: Iterable[str]) -> dict[str, dict[str, Any]]:
    made.store.keep(
        "asked_holder", pa.table({"holder": pa.array(sorted(set(holders)), pa.string())})
    )
    rows = made.store.query(
        "SELECT party.* FROM party JOIN asked_holder USING (holder)"
    ).to_pylist()
    return {row["holder"]: row for row in rows}


def _missing(made: Scan) -> tuple[str, ...]:
    """Tables that some link reads and the book does not hold by these clocks."""
    return tuple(sorted({table for tables in made.unseen.values() for table in tables}))


def _not_looked(missing: tuple[str, ...]) -> tuple[str, ...]:
    """What was not looked at: tables not loaded, and families that no link reads yet."""
    read = {rule.family for rule in all_links().values()}
    tables = tuple(f"{table}: no source of it is in the book for this day" for table in missing)
    return tables + tuple(f"{name}: no link reads it yet" for name in FAMILIES if name not in read)


def _find(desk: Desk, made: Scan, which: str) -> Hand:
    """A hand by id, rank or member."""
    for rank, found in enumerate(made.hands, 1):
        if which in (hand_id(found.members), str(rank)) or which in found.members:
            return found
    if which.upper().startswith("AS") or ":" in which:
        holder = _holder(made, which)
        for found in made.hands:
            if holder in found.members:
                return found
        raise NotInData(
            f"{which} is in no hand as known on {desk.clock.known_on}", "see `samehand show`"
        )
    raise NotInData(f"there is no hand {which!r}", "see `samehand hands` for ids and ranks")


def _holder(made: Scan, text: str) -> str:
    """A holder by its id or by one of its AS numbers."""
    if ":" in text:
        found = made.store.query("SELECT holder FROM party WHERE holder = $holder", holder=text)
    else:
        found = made.store.query(
            "SELECT DISTINCT holder FROM as_part WHERE asn = $asn", asn=asn(text)
        )
    holders = found.column("holder").to_pylist()
    if not holders:
        raise NotInData(f"no holder {text!r} on this day", "find it with `samehand search`")
    if len(holders) > 1:
        raise UsageError(f"{text} is held by {', '.join(sorted(holders))}", "give one of them")
    return str(holders[0])
