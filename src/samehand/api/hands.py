"""Hands asked for: the ranking, one hand, and why two holders are one hand or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.hand_rows import (
    hand_id,
    missing,
    parties,
    rows_of,
    unlooked,
    verdict_row,
    within,
)
from samehand.api.progress import Progress, silent
from samehand.api.scanning import Scan, scanned
from samehand.api.telling import Pair, Told, told_pairs, totals, weighed
from samehand.errors import NotInData, UsageError
from samehand.resolve.hands import Hand
from samehand.values.asns import asn
from samehand.verdicts.rows import DIFFERENT, SAME

WORDS = {True: "consistent with one hand", False: "not enough to say"}
JUDGED = {SAME: "judged the same", DIFFERENT: "judged different"}


def scan(desk: Desk, progress: Progress = silent) -> Answer:
    """Look for hands; the answer is the ranking, with counts of what was found."""
    made = scanned(desk, progress)
    readings = [hand.reading for hand in made.hands]
    counts = {reading: readings.count(reading) for reading in ("undeclared", "unclear", "declared")}
    query = _query(desk, made, verb="scan", hands=len(readings), **counts)
    return _answer(desk, made, "scan/1", query, progress)


def _query(desk: Desk, made: Scan, **named: Any) -> dict[str, Any]:
    """What was asked, by which weights where they are not those that ship, by which verdicts."""
    told = named | ({"weights": desk.weights.digest} if desk.weights else {})
    acting = made.acted.acting
    if acting.numbers:
        told["verdicts"] = sorted(acting.numbers)
    if acting.contradictions:
        told["contradictions"] = [each.says() for each in acting.contradictions]
    return told


def hands(
    desk: Desk,
    progress: Progress = silent,
    min_weight: float | None = None,
    reading: str | None = None,
) -> Answer:
    """The ranking: the heaviest hand first, declared groups after all others."""
    if reading and reading not in ("declared", "undeclared", "unclear"):
        raise UsageError(f"{reading!r} is no reading", "one of: declared, undeclared, unclear")
    made = scanned(desk, progress)
    query = _query(desk, made, verb="hands", min_weight=min_weight, reading=reading)
    answer = _answer(desk, made, "hands/1", query, progress)
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
    left = missing(made.unseen)
    return desk.answer(schema, query, rows, missing=left, not_looked=unlooked(made))


def hand(desk: Desk, which: str, progress: Progress = silent) -> Answer:
    """One hand with all its links. `which`: its id, its rank, or a member."""
    made = scanned(desk, progress)
    found = find(desk, made, which)
    row = rows_of(desk, made, [found])[0]
    pairs = within([found])
    told, summed = told_pairs(made, pairs), totals(made, pairs)
    evidence = Exhibits()
    shown = {*summed, *((a, b) for _, a, b in found.tree)}
    bits = weighed(made, shown)
    row["links"] = [
        {
            "one": one,
            "other": other,
            "weight": round(bits[one, other], 2),
            "holds": (one, other) in {(a, b) for _, a, b in found.tree},
            "judged": made.acted.word(one, other),
            "rules": [evidence.add(link) for link in links],
        }
        for (one, other), links in told.items()
        if (one, other) in shown
    ]
    across = {tuple(pair) for pair in row["weakest"]["across"]}
    row["weakest"]["evidence"] = [
        name
        for link in row["links"]
        if (link["one"], link["other"]) in across
        for rule in link["rules"]
        for name in rule["evidence"]
    ]
    left = missing(made.unseen)
    return desk.answer(
        "hand/1",
        _query(desk, made, verb="hand", hand=which),
        [row],
        evidence=evidence.all,
        missing=left,
        not_looked=unlooked(made),
    )


def why(desk: Desk, one: str, other: str, progress: Progress = silent) -> Answer:
    """Why two holders are one hand, or not: every link as it was counted, and the sum."""
    made = scanned(desk, progress)
    first, second = sorted((holder_of(made, one), holder_of(made, other)))
    if first == second:
        raise UsageError(f"{one} and {other} are one holder: {first}", "give two holders")
    evidence = Exhibits()
    pair = first, second
    row = why_row(made, pair, facts(made, [pair]), evidence)
    left = missing(made.unseen)
    return desk.answer(
        "why/1",
        _query(desk, made, verb="why", one=one, other=other),
        [row],
        evidence=evidence.all,
        missing=left,
        not_looked=unlooked(made),
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a scan knows of some pairs: the links told, the holders, the bits."""

    told: dict[Pair, list[Told]]
    parties: dict[str, dict[str, Any]]
    bits: dict[Pair, float]


def facts(made: Scan, pairs: Sequence[Pair]) -> Facts:
    """What a scan knows of some pairs, asked once for all of them."""
    holders = [holder for pair in pairs for holder in pair]
    return Facts(told_pairs(made, pairs), parties(made, holders), weighed(made, pairs))


def why_row(made: Scan, pair: Pair, known: Facts, evidence: "Exhibits") -> dict[str, Any]:
    """From the prior, bar by bar, to the total of two holders, and what people judged of them."""
    first, second = pair
    told, named = known.told[pair], known.parties
    bits = sum(link.counted for link in told) + made.prior
    families = {link.family for link in told if link.counted > 0 and link.family != "against"}
    counted = known.bits[pair]
    words = WORDS[counted > 0 and len(families) > 1]
    judged = made.acted.word(first, second)
    return {
        "one": first,
        "other": second,
        "one_name": named[first]["name"],
        "other_name": named[second]["name"],
        "prior": made.prior,
        "bars": [evidence.add(link) for link in told],
        "sum": round(bits, 2),
        "total": round(counted, 2),
        "families": sorted(families),
        "reading": "declared" if "name" in families else "undeclared",
        "words": f"{JUDGED[judged]}; by the records alone {words}" if judged else words,
        "note": _note(told, families),
        "hand": next(
            (hand_id(h.members) for h in made.hands if {first, second} <= {*h.members}), None
        ),
        "judged": judged,
        "verdicts": [verdict_row(each) for each in made.acted.said_of(first, second)],
    }


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


def find(desk: Desk, made: Scan, which: str) -> Hand:
    """A hand by id, rank or member."""
    for rank, found in enumerate(made.hands, 1):
        if which in (hand_id(found.members), str(rank)) or which in found.members:
            return found
    if which.upper().startswith("AS") or ":" in which:
        holder = holder_of(made, which)
        for found in made.hands:
            if holder in found.members:
                return found
        raise NotInData(
            f"{which} is in no hand as known on {desk.clock.known_on}", "see `samehand show`"
        )
    raise NotInData(f"there is no hand {which!r}", "see `samehand hands` for ids and ranks")


def holder_of(made: Scan, text: str) -> str:
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
