"""`detect`: every detector, and what each found, the most bits first.

A finding says what the records show and rests on its cites; findings of one ground count once, the
strongest. Where a detector asks about hands, they are those of the scan of the same book by the
same clocks, made now where none was kept. What could not be looked at is told beside the findings.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Access, Desk, open_desk
from samehand.api.history.kept import kept
from samehand.api.progress import Progress, silent
from samehand.api.scanning import Scan, scanned
from samehand.errors import UsageError
from samehand.rules import Rule
from samehand.tables import Row
from samehand.tables.findings import HandMember
from samehand.values.asns import asn as asn_of
from samehand.values.cites import cite_text

RANKED = """
SELECT detected.kind, detected.subject, detected.rule, detected.ground, detected.bin, detected.bits, whole.bits AS total
FROM detected
JOIN detected_bits AS whole ON whole.kind = detected.kind AND whole.subject = detected.subject
ORDER BY total DESC, detected.kind, detected.subject, detected.bits DESC, detected.rule
"""

NUMBERS = (
    "SELECT holder, asn, min(cite) AS cite FROM as_part GROUP BY holder, asn ORDER BY asn, holder"
)
LEAST = "possible"  # the level from which on a hand is asked about


def detect(desk: Desk, rules: Sequence[str] = (), progress: Progress = silent) -> Answer:
    """What these detectors, or all, found: subjects by bits, each with its findings."""
    from samehand.detect import all_detectors

    known = all_detectors()
    if strange := [name for name in rules if name not in known]:
        raise UsageError(
            f"there is no detector {', '.join(strange)}", f"one of: {', '.join(known)}"
        )
    asked = {name: rule for name, rule in known.items() if not rules or name in rules}
    hands = _hands(desk, progress) if any(HandMember in r.reads for r in asked.values()) else None
    rests_on = _rests_on(asked, hands)
    (told,) = kept(desk, "detected", rests_on, lambda: [_told(desk, asked, hands, progress)])
    results = [{"rank": n + 1, **row} for n, row in enumerate(told["results"])]
    query = {"verb": "detect", "rules": list(asked), "subjects": len(results)}
    return desk.answer(
        "detect/1",
        query,
        results,
        missing=tuple(told["missing"]),
        not_looked=tuple(told["not_looked"]),
    )


def _hands(desk: Desk, progress: Progress) -> Scan:
    """The scan as kept, or made at a desk of its own, so that its tables do not fill this one."""
    team = desk.shelf.team if desk.shelf else None
    clock = desk.clock
    aside = open_desk(
        desk.folder, clock.as_of, clock.known_on, verdicts=desk.heeds, access=Access(team)
    )
    try:
        return scanned(aside, progress)
    finally:
        aside.close()


def members_of(made: Scan, day: date) -> list[HandMember]:
    """The members of each undeclared hand that is at least possible by a day, with every AS number."""
    from samehand.api.hand_rows import hand_id
    from samehand.resolve.levels import LEVELS

    of = {
        member: hand
        for hand in made.hands
        if hand.reading == "undeclared" and hand.weight >= LEVELS[LEAST]
        for member in hand.members
    }
    names = {hand.members: hand_id(hand.members) for hand in of.values()}
    rows = made.store.query(NUMBERS).to_pylist()
    return [
        HandMember(
            hand=names[of[row["holder"]].members],
            reading=of[row["holder"]].reading,
            holder=row["holder"],
            asn=row["asn"],
            seen=day,
            cite=cite_text(row["cite"]),
        )
        for row in rows
        if row["holder"] in of
    ]


def _rests_on(rules: Mapping[str, Rule[Any]], hands: Scan | None) -> list[object]:
    """What the answer rests on, besides the book and the clocks."""
    from samehand.detect import all_blinds
    from samehand.detect.weights import default_weights
    from samehand.rules import Step

    steps: dict[str, str] = {}

    def gather(step: Step[Any]) -> None:
        for needed in step.needs:
            gather(needed)
        steps[step.name] = f"{step.numbers!r} {step.find}"

    for rule in rules.values():
        for step in rule.needs:
            gather(step)
    told = [(rule.name, rule.revision, repr(rule.numbers), rule.find) for rule in rules.values()]
    blinds = [(blind.name, blind.find) for blind in all_blinds().values()]
    weights = sorted(map(str, default_weights().bits.items()))
    found = f"{hands.folder.name} {hands.acted.digest}".strip() if hands else ""
    return [told, sorted(steps.items()), blinds, weights, found]


def _told(
    desk: Desk, rules: dict[str, Rule[Any]], hands: Scan | None, progress: Progress
) -> dict[str, Any]:
    """Findings, and what was not looked at."""
    from samehand.detect.looking import look, not_looked, unseen, weigh
    from samehand.detect.weights import default_weights

    store = desk.peek  # read where it lies: what is laid needs the memory
    if hands and not store.holds(HandMember.table):
        store.load(HandMember, members_of(hands, desk.clock.known_on))
    look(store, rules, progress)
    weigh(store, rules, default_weights())
    looked: frozenset[type[Row]] = frozenset({HandMember} if hands else ())
    blind = unseen(store, rules, looked)
    return {
        "results": _found(desk, rules),
        "missing": sorted({table for tables in blind.values() for table in tables}),
        "not_looked": [*not_looked(store, rules, looked), *_links(hands)],
    }


def _links(hands: Scan | None) -> list[str]:
    """What the scan that gave the hands could not look at."""
    tables = (
        sorted({table for tables in hands.unseen.values() for table in tables}) if hands else []
    )
    return [f"hands were looked for without {', '.join(tables)}"] if tables else []


def _found(desk: Desk, rules: dict[str, Rule[Any]]) -> list[dict[str, Any]]:
    """Each subject with its findings, in words."""
    said = {name: _said(desk, rule) for name, rule in rules.items()}
    subjects: dict[tuple[str, str], dict[str, Any]] = {}
    for row in desk.peek.query(RANKED).to_pylist():
        key = row["kind"], row["subject"]
        subject = subjects.setdefault(key, _subject(row))
        says, cites = said[row["rule"]][row["subject"]]
        subject["findings"].append(
            {
                "rule": row["rule"],
                "ground": row["ground"],
                "bin": row["bin"],
                "bits": row["bits"],
                "says": says,
                "cites": list(cites),
            }
        )
    return [_whole(subject) for subject in subjects.values()]


def _said(desk: Desk, rule: Rule[Any]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What a detector says of each subject, by the subject as `detected` writes it."""
    rows = desk.peek.query(
        f"SELECT *, CAST({rule.subject[0]} AS VARCHAR) AS subject_key FROM {rule.found_in}"
    ).to_pylist()
    signals = [(row["subject_key"], rule.signal(row, 0.0).evidence[0]) for row in rows]
    return {key: (evidence.says, evidence.cites) for key, evidence in signals}


def _subject(row: dict[str, Any]) -> dict[str, Any]:
    number = row["kind"] == "asn"
    name = f"AS{asn_of(row['subject'])}" if number else row["subject"]
    return {"kind": row["kind"], "subject": name, "bits": round(row["total"], 2), "findings": []}


def _whole(subject: dict[str, Any]) -> dict[str, Any]:
    """The subject with the rules, words and cites of all that was found of it."""
    found = subject["findings"]
    return subject | {
        "rules": [each["rule"] for each in found],
        "says": "; ".join(each["says"] for each in found),
        "cites": list(dict.fromkeys(cite for each in found for cite in each["cites"]))[:20],
    }
