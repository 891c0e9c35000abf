"""Steps of a chain of title: by which instrument a stretch passed from one tenure to the next.

The instrument is what a record names: a grant, an entry of a transfer log, a move between
registries. Where a log that tells of those days names none, it is an edit without instrument; where
no log was read, the instrument was not looked at. Files show a change between two days, never the
day itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from samehand.api.book import Desk
from samehand.api.history.days import Found
from samehand.api.title.log import KINDS, Log, in_words, matching
from samehand.api.title.stitching import CANNOT_TELL, OTHER, SAME, Party, same_party
from samehand.api.title.tenures import Tenure
from samehand.values.blocks import Block

ALLOCATION, REISSUE, RETURN = "allocation", "reissue", "return or revocation"
MOVE, EDIT, CHANGE = "inter-registry move", "record edit", "change of holder"
NO_INSTRUMENT = "change of holder, no instrument on record"
UNLOOKED = "change of holder, instrument not looked"
UNTOLD, READDED, STITCHED = "cannot tell", "deleted and added again", "stitched"
SPLIT, MERGE, REDRAWN, LEFT = "split", "merge", "range redrawn", "left the registry's file"
FREE_SPACE = "free space"

PASSES = frozenset({MOVE, NO_INSTRUMENT, UNLOOKED, UNTOLD, *KINDS.values()})
"""Instruments by which a stretch may have come to another holder."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it was, between which file days, and the records before and after."""

    instrument: str
    before: Tenure | None
    after: Tenure
    party: Party
    entry: Found | None = None
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = field(default=())  # what else changed in the record

    @property
    def passes(self) -> bool:
        """Whether the holder changed, or may have."""
        return self.instrument in PASSES or (
            self.entry is not None and self.instrument not in (ALLOCATION, REISSUE)
        )

    @property
    def first_seen(self) -> str:
        """The file day on which it could first be seen."""
        return self.after.first_day

    @property
    def last_before(self) -> str | None:
        """The last file day that still had the state before."""
        return self.before.last_day if self.before else None

    @property
    def effective(self) -> str | None:
        """The day it took effect, where a record gives one."""
        if self.entry:
            return str(self.entry["moved"])
        row = self.after.row
        registered = row["registered"] if row and self.after.held else None
        if self.before is None or self.instrument in (ALLOCATION, REISSUE):
            return registered
        inside = registered and self.before.last_day < registered <= self.after.first_day
        return registered if inside else None


def steps(desk: Desk, found: Sequence[Tenure], log: Log, stretch: Block) -> list[Step]:
    """The steps of a chain, in order."""
    entries = log.of(stretch)
    made: list[Step] = []
    for n, tenure in enumerate(found):
        past = found[:n]
        if not past:
            made.append(
                Step(_opening(tenure), None, tenure, Party(SAME), notes=_unstitched(desk, tenure))
            )
            continue
        entry = matching(entries, past[-1].last_day, tenure.first_day)
        made.append(_step(desk, past, tenure, entry, log))
    return made


def _opening(tenure: Tenure) -> str:
    if tenure.held:
        return ALLOCATION
    return FREE_SPACE if tenure.free else LEFT


def _unstitched(desk: Desk, tenure: Tenure) -> tuple[str, ...]:
    """How the ids of one record are told to be one account, or that it cannot be told."""
    says = []
    for (one, _, until), (other, since, _) in zip(tenure.ids, tenure.ids[1:], strict=False):
        party = same_party(desk, (one, until), (other, since), tenure.held[0])
        says.append(f"{until} to {since}: {party.says}")
    return tuple(says)


def _step(
    desk: Desk, past: Sequence[Tenure], tenure: Tenure, entry: Found | None, log: Log
) -> Step:
    """One step from the last tenure to the next."""
    before = past[-1]
    notes = _unstitched(desk, tenure)
    if not tenure.held:
        gone = RETURN if before.held and tenure.free else LEFT if before.held else FREE_SPACE
        return Step(gone, before, tenure, Party(CANNOT_TELL), notes=notes)
    earlier = next((each for each in reversed(past) if each.held), None)
    if earlier is None:
        return Step(ALLOCATION, before, tenure, Party(OTHER), notes=notes)
    if earlier.registry != tenure.registry:
        return Step(MOVE, before, tenure, _across(entry), entry, notes)
    party = same_party(
        desk,
        (earlier.holder, earlier.last_day),
        (tenure.holder, tenure.first_day),
        earlier.row or {},
    )
    if not before.held:
        return Step(
            _given_again(before, tenure, earlier, party), before, tenure, party, None, notes
        )
    also = _changed(before, tenure)
    instrument = _by_party(party, entry, log, tenure, also)
    taken = entry if party.state != SAME else None
    return Step(instrument, before, tenure, party, taken, notes, also)


def _across(entry: Found | None) -> Party:
    if entry and entry["giver_key"] and entry["giver_key"] == entry["taker_key"]:
        return Party(SAME, "the log names one organisation on both sides")
    if entry:
        return Party(OTHER, in_words(entry))
    return Party(CANNOT_TELL, "account ids of two registries cannot be compared")


def _given_again(before: Tenure, tenure: Tenure, earlier: Tenure, party: Party) -> str:
    """Held again after it was not: a new grant, or a record deleted and added again."""
    old, new = earlier.row or {}, tenure.row or {}
    unchanged = old.get("registered") and old.get("registered") == new.get("registered")
    if party.state == SAME and unchanged:
        return READDED
    if unchanged and not before.free:
        return READDED if party.state == CANNOT_TELL else UNLOOKED
    return REISSUE


def _by_party(
    party: Party, entry: Found | None, log: Log, tenure: Tenure, also: Sequence[str]
) -> str:
    """The instrument of a change from one held record to another at one registry."""
    if party.state == SAME:
        shapes = [each for each in also if each in (SPLIT, MERGE, REDRAWN)]
        return shapes[0] if shapes else EDIT if also else STITCHED
    if entry:
        return KINDS.get(entry["kind"], str(entry["kind"]))
    if party.state == CANNOT_TELL:
        return UNTOLD
    return NO_INSTRUMENT if log.tells(tenure.registry, tenure.first_day) else UNLOOKED


def _changed(before: Tenure, tenure: Tenure) -> tuple[str, ...]:
    """What of range, status and date changed between two records."""
    old, new = before.row or {}, tenure.row or {}
    also = []
    if (old["first"], old["last"]) != (new["first"], new["last"]):
        inside = old["first"] <= new["first"] and new["last"] <= old["last"]
        around = new["first"] <= old["first"] and old["last"] <= new["last"]
        also.append(SPLIT if inside else MERGE if around else REDRAWN)
    if old["status"] != new["status"]:
        also.append(f"status {old['status']} to {new['status']}")
    if old["registered"] != new["registered"]:
        also.append(f"date {old['registered'] or 'none'} to {new['registered'] or 'none'}")
    return tuple(also)


def told(step: Step, number: int, names: dict[str, Any]) -> dict[str, Any]:
    """A step as a row."""
    before, after = step.before, step.after
    row = after.row
    cites = [*(before.cites if before else ()), *after.cites]
    cites += step.entry["cites"] if step.entry else []
    return {
        "step": number,
        "instrument": step.instrument,
        "from": _who(before, names) if before else None,
        "to": _who(after, names),
        "registry": after.registry,
        "record": str(Block(row["family"], row["first"], row["last"])) if row else None,
        "status": row["status"] if row else None,
        "effective": step.effective,
        "recorded": row["registered"] if row else None,
        "last_before": step.last_before,
        "first_seen": step.first_seen,
        "last_seen": after.last_day,
        "same_holder": step.party.state if before and before.held else None,
        "also": list(step.also),
        "says": _says(step, names),
        "cites": list(dict.fromkeys(cites)),
    }


def _who(tenure: Tenure, names: dict[str, Any]) -> str:
    """The holder of a tenure in one field."""
    if tenure.held:
        who = tenure.holder or f"an account that {tenure.registry} does not name"
        name = names.get(tenure.holder or "")
        return f"{who} ({name})" if name else who
    row = tenure.row
    return f"nobody: {row['status']} at {row['registry']}" if row else "not on record"


def _says(step: Step, names: dict[str, Any]) -> str:
    """A step in a sentence: what, from whom to whom, between which file days, and by what."""
    after = _who(step.after, names)
    if step.before is None:
        row = step.after.row or {}
        since = f", registered {row['registered']}" if row.get("registered") else ""
        head = f"{step.instrument}: {after}{since}, in the first file, of {step.first_seen}"
    else:
        head = (
            f"{step.instrument}: {_who(step.before, names)} in the file of {step.last_before},"
            f" {after} in that of {step.first_seen}"
        )
    parts = [head, *step.also]
    parts += [in_words(step.entry)] if step.entry else []
    parts += [step.party.says] if step.party.says and not step.entry else []
    return "; ".join(dict.fromkeys([*parts, *step.notes]))
