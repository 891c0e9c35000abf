"""Verdicts given, undone, listed and asked for: each an answer."""

from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.hand_rows import hand_id
from samehand.api.judging.given import Said, given, lifting
from samehand.api.judging.listing import Known, conflicts, known, listed, verdict_as_row
from samehand.api.judging.queue import queue, rows_of_queue
from samehand.api.judging.verbs import shelf_of
from samehand.api.progress import Progress, silent
from samehand.api.scanning import Scan, kept_scan, on_records, scanned
from samehand.verdicts.rows import Verdict


def judged(desk: Desk, ends: tuple[str, str], said: Said, progress: Progress = silent) -> Answer:
    """Keep a verdict, and tell what it did."""
    made = on_records(desk, progress)
    kept = shelf_of(desk).keep(given(desk, made, ends, said))
    return _told(desk, made, kept, "judge")


def undone(desk: Desk, number: int, by: str, note: str) -> Answer:
    """Lift a verdict, and tell what that did."""
    shelf = shelf_of(desk)
    kept = shelf.keep(lifting(shelf.all(), number, by, note), unless_lifted=True)
    return _told(desk, kept_scan(desk), kept, "undo")


def _told(desk: Desk, made: Scan | None, kept: Verdict, verb: str) -> Answer:
    """One verdict as it was kept: whether it acts, and the hands of both holders since."""
    on = known(desk, made)
    heeded = any(each.number == kept.number for each in on.rows)
    row = verdict_as_row(kept, on.state(kept) if heeded else f"no: only {desk.heeds} are heeded")
    row["hands"] = _hands(scanned(desk, silent), kept) if made else []
    query = {"verb": verb, "kept_in": shelf_of(desk).where} | _conflicting(on)
    return desk.answer("judge/1", query, [row])


def _conflicting(on: Known) -> dict[str, Any]:
    told = conflicts(on)
    return {"contradictions": told} if told else {}


def _hands(made: Scan, kept: Verdict) -> list[str]:
    found = [hand for hand in made.hands if {*kept.pair} & {*hand.members}]
    return [f"{hand_id(hand.members)} of {len(hand.members)}" for hand in found]


def verdicts(desk: Desk, every: bool, only_acting: bool) -> Answer:
    """The verdicts as rows; whether they act, where a scan of this day is kept to tell it by."""
    made = kept_scan(desk)
    on = known(desk, made)
    rows = listed(on, every, only_acting)
    query = {"verb": "verdicts", "all": every, "acting": only_acting} | _conflicting(on)
    unplaced = () if made or not on.rows else ("whether the holders are there on this day",)
    return desk.answer("verdicts/1", query, rows, not_looked=unplaced)


def queued(desk: Desk, progress: Progress = silent) -> Answer:
    """The queue as rows."""
    made = scanned(desk, progress)
    rows = rows_of_queue(made, queue(made))
    return desk.answer("queue/1", {"verb": "queue", "pairs": len(rows)}, rows)
