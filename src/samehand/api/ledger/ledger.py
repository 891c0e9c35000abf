"""`ledger`: how much IPv4 space is held, routed, free, reserved and transferred, and by how few.

By the last file of each registry on or before the day. Routed is what of held space lies in a prefix
of the last routing table; without a table it was not looked at, never "not routed". Fooled by records
that overlap (told), by sponsors' accounts, and by tables that see less than all.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import days_of, watched
from samehand.api.ledger.reconcile import reconciled
from samehand.api.ledger.shares import concentration
from samehand.api.lookups.states import EVERY_REGISTRY, ask, nothing
from samehand.api.title.tenures import FREE
from samehand.api.worth.value import on_day
from samehand.errors import NotInData, UsageError
from samehand.store import Store
from samehand.tables.registry import Holding

By = Literal["registry", "country", "holder"]
Numbers = NDArray[np.int64]

RECORDS = """
SELECT registry, coalesce(country, 'none') AS country, holder, status, first, last, cite
FROM holding
WHERE family = 4
ORDER BY first, last DESC, registry, cite
"""

ROUTED = """
SELECT first, max(last) AS last
FROM sighting
WHERE how = 'table' AND family = 4 AND length >= 8 AND CAST($day AS DATE) BETWEEN seen AND last_seen
GROUP BY first
ORDER BY first
"""

MOVED = """
SELECT taker_registry AS registry, coalesce(taker_country, 'none') AS country,
       CAST(sum(last - first + 1) AS BIGINT) AS addresses, count(*) AS entries
FROM (
  SELECT DISTINCT moved, first, last, taker_registry, taker_country
  FROM transfer
  WHERE family = 4 AND kind <> 'cancelled' AND moved <= CAST($day AS DATE)
)
GROUP BY ALL
ORDER BY 1, 2
"""


def ledger(desk: Desk, by: str = "registry", on: date | None = None) -> Answer:
    """Totals by registry, country or holder, with concentration, and checked against the files.

    Raises NotInData where no registry's file of the day or before is in the book.
    """
    if by not in ("registry", "country", "holder"):
        raise UsageError(f"a ledger by {by!r} is not kept", "one of: registry, country, holder")
    day = on or min(desk.clock.as_of, desk.clock.known_on)
    at = on_day(desk, day)
    try:
        return _answer(at, by, day)
    finally:
        if at is not desk:
            at.close()


def _answer(desk: Desk, by: str, day: date) -> Answer:
    days = days_of(desk)
    names = [name for name in days.scopes(Holding) if days.last(Holding, name, day.isoformat())]
    records = [row for row in ask(desk, RECORDS) if row["registry"] in names]
    if not records:
        first = days.first(Holding)
        state = nothing(desk, Holding)
        says = f"the first read is of {first}" if first else state["says"]
        raise NotInData(
            f"no registry's file of {day} or before: {says}",
            f"--on {first}" if first else state["do"],
        )
    tables = [each for each in watched(desk, days).days(4) if each <= day.isoformat()]
    routed = routed_of(desk.peek, records, tables[-1]) if tables else None
    moved = ask(desk, MOVED, day=day) if desk.peek.holds("transfer") else None
    rows = _rows(records, by, routed, moved)
    checks = [row for name in names for row in reconciled(desk, days, name, day.isoformat())]
    wanted = days.scopes(Holding) if desk.held.synthetic else EVERY_REGISTRY
    absent = sorted(set(wanted) - set(names))
    missing = [f"registry's file of {name}" for name in absent]
    missing += [] if tables else ["routed (no routing table is in the book by this day)"]
    missing += [] if moved is not None else ["transferred (no transfer log is in the book)"]
    query = {
        "verb": "ledger",
        "by": by,
        "on": day.isoformat(),
        "files": {name: days.last(Holding, name, day.isoformat()) for name in names},
        "table": tables[-1] if tables else None,
        "total": _total(records, routed),
        "reconciled": checks,
        "agrees": bool(checks) and all(row["agrees"] for row in checks),
        "concentration": _shares(records),
        "about": "holders are accounts: one can stand for many organisations, and one have many",
    }
    return desk.answer("ledger/1", query, rows, missing=tuple(missing), not_looked=tuple(missing))


def routed_of(store: Store, records: list[dict[str, Any]], day: str) -> Numbers:
    """Of each record, how many of its addresses lie in a prefix of the table of a day."""
    table = store.query(ROUTED, day=date.fromisoformat(day))
    first, last = (np.asarray(table[name].to_numpy(), dtype=np.int64) for name in ("first", "last"))
    if not len(first):
        return np.zeros(len(records), dtype=np.int64)
    reach = np.maximum.accumulate(last)
    start = np.maximum(first, np.concatenate(([-1], reach[:-1])) + 1)  # each adds what is new
    size = np.maximum(0, reach - start + 1)
    before = np.concatenate(([0], np.cumsum(size)))

    def below(ends: Numbers) -> Numbers:
        """Routed addresses below each end."""
        at = np.searchsorted(start, ends, side="left")
        over = np.where(at > 0, np.maximum(0, reach[np.maximum(at, 1) - 1] + 1 - ends), 0)
        told: Numbers = before[at] - over
        return told

    low = np.asarray([row["first"] for row in records], dtype=np.int64)
    high = np.asarray([row["last"] + 1 for row in records], dtype=np.int64)
    return below(high) - below(low)


def _rows(
    records: list[dict[str, Any]],
    by: str,
    routed: Numbers | None,
    moved: list[dict[str, Any]] | None,
) -> list[dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    sizes: dict[str, dict[str, int]] = {}
    for n, record in enumerate(records):
        name = record[by]
        if name is None:
            continue
        row = groups.setdefault(name, _empty(by, name, routed is not None))
        size = record["last"] - record["first"] + 1
        row["cites"] += [record["cite"]] if len(row["cites"]) < 3 else []
        if record["status"] in FREE:
            row["free" if record["status"] == "available" else "reserved"] += size
            continue
        row["held"] += size
        row["blocks"] += 1
        if routed is not None:
            row["routed"] += int(routed[n])
        if record["holder"]:
            of = sizes.setdefault(name, {})
            of[record["holder"]] = of.get(record["holder"], 0) + size
    total = sum(row["held"] for row in groups.values())
    for name, row in groups.items():
        row["share"] = round(row["held"] / total, 6) if total else None
        row["transferred"] = _moved(moved, by, name)
        if by != "holder" and (found := concentration(list(sizes.get(name, {}).values()))):
            row.update(asdict(found))
    ordered = sorted(groups.values(), key=lambda row: (-row["held"], row[by]))
    return [{"rank": n, **row} for n, row in enumerate(ordered, 1)]


def _empty(by: str, name: str, looked: bool) -> dict[str, Any]:
    return {
        by: name,
        "held": 0,
        "share": None,
        "routed": 0 if looked else None,
        "free": 0,
        "reserved": 0,
        "transferred": None,
        "blocks": 0,
        "cites": [],
    }


def _moved(moved: list[dict[str, Any]] | None, by: str, name: str) -> int | None:
    """Addresses that went to a group by the logs; of holders a log knows only names."""
    if moved is None or by == "holder":
        return None
    return int(sum(row["addresses"] for row in moved if row[by] == name))


def _total(records: list[dict[str, Any]], routed: Numbers | None) -> dict[str, Any]:
    """All together, with how many addresses stand on two records of holders at once."""
    held = [(r["first"], r["last"]) for r in records if r["status"] not in FREE]
    free = sum(r["last"] - r["first"] + 1 for r in records if r["status"] == "available")
    reserved = sum(r["last"] - r["first"] + 1 for r in records if r["status"] == "reserved")
    summed = sum(last - first + 1 for first, last in held)
    mine = [n for n, r in enumerate(records) if r["status"] not in FREE]
    return {
        "held": summed,
        "twice": summed - _union(held),
        "routed": int(routed[mine].sum()) if routed is not None else None,
        "free": free,
        "reserved": reserved,
        "blocks": len(held),
    }


def _union(spans: Iterable[tuple[int, int]]) -> int:
    """Addresses in any of some spans, in order of their first."""
    covered, end = 0, -1
    for first, last in spans:
        covered += max(0, last - max(first - 1, end))
        end = max(end, last)
    return covered


def _shares(records: list[dict[str, Any]]) -> dict[str, Any] | None:
    sizes: dict[str, int] = {}
    for row in records:
        if row["holder"] and row["status"] not in FREE:
            sizes[row["holder"]] = sizes.get(row["holder"], 0) + row["last"] - row["first"] + 1
    found = concentration(list(sizes.values()))
    return asdict(found) if found else None
