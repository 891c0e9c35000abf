"""What became of a stretch of addresses after some holders had it.

By the registries' files alone: a class says what the records show, not what anybody is entitled to.
Where account ids do not last and nothing else tells, the class is "cannot tell". Fooled by
customers who are on no record, and by what happened between two file days.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from samehand.api.title.checks import Chain
from samehand.api.title.steps import REISSUE, UNTOLD, Step
from samehand.api.title.stitching import SAME
from samehand.api.title.tenures import Tenure

HELD, REASSIGNED, OUT = "held", "reassigned", "transferred out"
RETURNED, QUARANTINED, REISSUED = "returned or revoked", "quarantined", "reissued"
CANNOT_TELL = "cannot tell"

CLASSES = {
    HELD: "on record under one of them in the last file",
    REASSIGNED: "held by one of them, and a whois record in it names another organisation",
    OUT: "on record under another holder, or at another registry",
    RETURNED: "on record as available, or on no record of any registry",
    QUARANTINED: "on record as reserved: no longer theirs, not yet free",
    REISSUED: "returned, then given out anew: its holder has nothing to do with what came before",
    CANNOT_TELL: "the records do not show whose it is now",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The class of a stretch, since which step, why, and the lines."""

    kind: str
    step: Step | None
    says: str
    cites: tuple[str, ...]

    @property
    def day(self) -> str | None:
        """The day it took effect, or else the file day on which it was first seen."""
        return (self.step.effective or self.step.first_seen) if self.step else None


def outcome(chain: Chain, members: Collection[str], all_read: bool) -> Outcome | None:
    """What became of a stretch; nothing where none of the members ever had it.

    `all_read` says whether the files of every registry were read: else absence from those that
    were is no return.
    """
    last = _last_theirs(chain, members)
    if last is None:
        return None
    tenure = chain.tenures[last]
    if last == len(chain.tenures) - 1:
        return _still(chain, tenure)
    return _gone(chain, chain.steps[last + 1 :], all_read)


def _gone(chain: Chain, after: Sequence[Step], all_read: bool) -> Outcome:
    """The class of a stretch that none of them has any more, by the steps since."""
    now = chain.tenures[-1]
    if again := next((step for step in after if step.instrument == REISSUE), None):
        return _of(REISSUED, again, f"given out anew by {again.first_seen}")
    if now.held:
        passing = next((step for step in after if step.passes), after[0])
        kind = CANNOT_TELL if passing.instrument == UNTOLD else OUT
        who = f"{now.holder or 'an account not named'} at {now.registry}"
        return _of(kind, passing, f"{passing.instrument}: on record under {who}")
    step = after[-1]
    if now.free:
        status = str((now.row or {})["status"])
        kind = QUARANTINED if status == "reserved" else RETURNED
        return _of(kind, step, f"on record as {status} from {step.first_seen}")
    if all_read:
        return _of(RETURNED, step, f"on no registry's record from {step.first_seen}")
    return _of(CANNOT_TELL, step, f"on no record read from {step.first_seen}; not all were read")


def _last_theirs(chain: Chain, members: Collection[str]) -> int | None:
    """The last tenure of a member: by id, or by a step that keeps the holder."""
    last, theirs = None, False
    for n, tenure in enumerate(chain.tenures):
        kept = theirs and tenure.held and chain.steps[n].party.state == SAME
        theirs = bool(kept) or any(each in members for each, _, _ in tenure.ids)
        last = n if theirs else last
    return last


def _still(chain: Chain, tenure: Tenure) -> Outcome:
    """Held to the last file; reassigned where a whois record inside it names another."""
    place, record = chain.stretch.block, tenure.row or {}
    inside = [
        row
        for row in chain.around.records or ()
        if row["last_seen"] >= tenure.first_day
        and record["first"] <= row["first"] <= place.last
        and place.first <= row["last"] <= record["last"]
    ]
    orgs = {row["org"] for row in inside if row["org"]}
    if len(orgs) > 1:
        says = f"held to {tenure.last_day}; whois records name {', '.join(sorted(orgs)[:3])}"
        cites = (*tenure.cites, *(row["cite"] for row in inside[:3]))
        return Outcome(REASSIGNED, None, says, cites)
    unread = "; reassignments not looked" if chain.around.records is None else ""
    return Outcome(
        HELD, None, f"held to the file of {tenure.last_day}{unread}", tuple(tenure.cites)
    )


def _of(kind: str, step: Step, says: str) -> Outcome:
    before = step.before.cites if step.before else []
    window = f" (between {step.last_before} and {step.first_seen})" if step.last_before else ""
    entry = step.entry["cites"] if step.entry else []
    cites = tuple(dict.fromkeys([*before, *step.after.cites, *entry]))
    return Outcome(kind, step, says + window, cites)


def against(step: Step | None, bought: str) -> str:
    """How a purchase on a day stands to the change: by whose days, as far as they are known."""
    if step is None:
        return "not applicable: it did not change hands"
    if step.effective:
        side = "on or before" if step.effective <= bought else "after"
        return f"passed {step.effective}, {side} {bought}"
    if step.first_seen <= bought:
        return f"passed by {step.first_seen}, on or before {bought}"
    if step.last_before and step.last_before >= bought:
        return f"passed after {step.last_before}, so after {bought}"
    return f"cannot tell: it passed between {step.last_before} and {step.first_seen}"
