"""Standing watches: holders that are looked at after each import, for two years after they are armed.

What a registry approved is what the records said on that day; a watch tells what they say later: blocks,
AS names, addresses, contacts, agents, providers, listings. Kept in the book as `watches.json`, written whole
or not at all. A change is ordinary business, and a reason to look where many come at once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.finding.drift import MONTH_DAYS, MONTHS, changes_of
from samehand.api.finding.related import accounts_of
from samehand.api.finding.stated_changes import stated_changes
from samehand.api.lookups.states import ask
from samehand.errors import IntegrityError, NotInData, UsageError
from samehand.store.book import write_whole
from samehand.values.holders import NOT_LASTING

KEPT = "watches.json"
LOOKED_AT = ("holding", "asn_name", "asn_relation", "listing", "stated", "officer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One holder that is watched, from the day it was armed to another, and when last looked at."""

    holder: str
    armed: str
    until: str
    looked: str


def kept(folder: Path) -> tuple[Watch, ...]:
    """The watches of a book. Raises IntegrityError where they cannot be read."""
    path = folder / KEPT
    if not path.exists():
        return ()
    try:
        return tuple(Watch(**each) for each in json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as fault:
        raise IntegrityError(
            f"{path} cannot be read ({fault})", "mend it, or remove it and arm the watches anew"
        ) from None


def _keep(folder: Path, watches: Sequence[Watch]) -> None:
    ordered = sorted(watches, key=lambda each: each.holder)
    text = json.dumps([asdict(each) for each in ordered], indent=1, ensure_ascii=False)
    write_whole(folder / KEPT, text + "\n")


def arm(desk: Desk, texts: Sequence[str], months: int = MONTHS) -> Answer:
    """Arm a watch of each holder, from the day of the book's clock on; an armed one starts anew."""
    if not texts:
        raise UsageError("watch add needs a holder", "samehand watch add arin:a1b2")
    if months < 1:
        raise UsageError(f"--months {months} is no span", "give 1 or more")
    holders = sorted({holder for text in texts for holder in _accounts(desk, text)})
    today = _today(desk)
    until = today + timedelta(days=round(months * MONTH_DAYS))
    added = [
        Watch(holder=each, armed=str(today), until=str(until), looked=str(today))
        for each in holders
    ]
    rest = [each for each in kept(desk.folder) if each.holder not in holders]
    _keep(desk.folder, [*rest, *added])
    return _listed(desk, "add", added)


ON_RECORD = """
SELECT DISTINCT holder FROM holding_history WHERE list_contains($holders, holder)
UNION
SELECT DISTINCT holder FROM asn_holding_history WHERE list_contains($holders, holder)
"""


def _accounts(desk: Desk, text: str) -> list[str]:
    """The accounts that a word names. Raises NotInData for one that is not on record, or does not last."""
    accounts = [each.split("~")[0] for each in accounts_of(desk, text)]
    if not ask(desk, ON_RECORD, holders=accounts):
        raise NotInData(f"{text} holds nothing on record", "find it with `samehand search`")
    fleeting = [each for each in accounts if each.partition(":")[0] in NOT_LASTING]
    if fleeting:
        raise NotInData(
            f"{fleeting[0]} is an id that does not last from day to day",
            "watch its blocks: samehand check BLOCK",
        )
    return accounts


def listing(desk: Desk) -> Answer:
    """Every watch that is armed."""
    return _listed(desk, "ls", kept(desk.folder))


def disarm(desk: Desk, texts: Sequence[str]) -> Answer:
    """Take watches away. Raises NotInData for a holder that is not watched."""
    if not texts:
        raise UsageError("watch rm needs a holder", "those that are watched: samehand watch ls")
    watches = {each.holder: each for each in kept(desk.folder)}
    unknown = [text for text in texts if text not in watches]
    if unknown:
        there = ", ".join(watches) or "none is armed"
        raise NotInData(f"no watch of {', '.join(unknown)}", f"watched: {there}")
    gone = [watches.pop(text) for text in dict.fromkeys(texts)]
    _keep(desk.folder, list(watches.values()))
    return _listed(desk, "rm", gone)


def run(desk: Desk) -> Answer:
    """What changed of each watched holder since it was last looked at; that look is then kept."""
    watches, today = kept(desk.folder), _today(desk)
    if not watches:
        raise NotInData("no watch is armed", "samehand watch add HOLDER")
    ended = [each.holder for each in watches if each.looked >= each.until]
    live = {each.holder: each for each in watches if each.holder not in ended}
    rows = [row for row in _changes(desk, list(live)) if _new(row, live[row["holder"]], today)]
    rows.sort(key=lambda row: (row["holder"], row["day"], row["what"], row["says"]))
    left = tuple(table for table in LOOKED_AT if not desk.peek.holds(table))
    query = {
        "verb": "watch run",
        "watches": len(live),
        "changed": len({row["holder"] for row in rows}),
        "ended": ended,
        "until": str(today),
    }
    answer = desk.answer("watch-run/1", query, rows, missing=left, not_looked=left)
    looked = [replace(each, looked=max(each.looked, str(today))) for each in watches]
    _keep(desk.folder, looked)
    return answer


def _changes(desk: Desk, holders: list[str]) -> list[dict[str, Any]]:
    if not holders:
        return []
    rows = [*changes_of(desk, holders), *stated_changes(desk, holders)]
    return list({(r["holder"], r["what"], r["day"], r["says"]): r for r in rows}.values())


def _new(row: Mapping[str, Any], watch: Watch, today: date) -> bool:
    return bool(watch.looked < row["day"] <= min(watch.until, str(today)))


def _today(desk: Desk) -> date:
    return min(desk.clock.as_of, desk.clock.known_on)


def _listed(desk: Desk, verb: str, watches: Sequence[Watch]) -> Answer:
    query = {"verb": f"watch {verb}", "watches": len(watches)}
    return desk.answer("watch/1", query, [asdict(each) for each in watches])
