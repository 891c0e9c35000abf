"""`drift`: what changed of a holder after it was first on record.

What a registry approved is what the records said on the day. Addresses, names, providers and blocks that
change soon after were not looked at by anybody. A change is ordinary business; many at once, soon after
the first grant, are a reason to look. By the files in the book: a change between two far days is known
only as "between". Account ids that do not last cannot be followed and are left out.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.finding.related import accounts_of
from samehand.api.history.days import days_between
from samehand.api.lookups.states import ask, nothing
from samehand.errors import NotInData, UsageError
from samehand.tables.registry import Holding
from samehand.values.blocks import Block
from samehand.values.holders import NOT_LASTING

MONTHS = 24  # two years after the first grant: past the waiting times of transfer policies
MONTH_DAYS = 30.44  # mean length of a month

FIRST = """
SELECT holder, min(registered) AS since, min(seen) AS first_seen, min(cite) AS cite
FROM (
  SELECT holder, registry, registered, seen, cite FROM holding_history
  UNION ALL
  SELECT holder, registry, registered, seen, cite FROM asn_holding_history
)
WHERE holder IS NOT NULL AND registered IS NOT NULL
  AND registry NOT IN (SELECT unnest(CAST($unlasting AS VARCHAR[])))
  AND ($all OR holder IN (SELECT unnest(CAST($holders AS VARCHAR[]))))
GROUP BY holder
HAVING min(registered) >= CAST($after AS DATE) OR NOT $all
ORDER BY since DESC, holder
"""

RUNS = """
SELECT holder, registry, family, first, last, status, country, registered, seen, last_seen, cite
FROM holding_history
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
ORDER BY holder, first, seen, cite
"""

NAMES = """
SELECT held.holder, called.asn, coalesce(called.name, called.handle) AS name, called.name_key,
       called.seen, called.last_seen, called.cite
FROM (
  SELECT DISTINCT holder, first_asn FROM asn_holding_history
  WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
) AS held
JOIN asn_name_history AS called ON called.asn = held.first_asn
ORDER BY held.holder, called.asn, called.seen, called.cite
"""

UPSTREAMS = """
SELECT held.holder, relation.customer AS asn, relation.provider, min(relation.seen) AS seen,
       min(relation.cite) AS cite
FROM (
  SELECT DISTINCT holder, first_asn FROM asn_holding_history
  WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
) AS held
JOIN asn_relation AS relation ON relation.customer = held.first_asn AND relation.kind = 'transit'
GROUP BY held.holder, relation.customer, relation.provider
ORDER BY held.holder, seen, relation.provider
"""

# Only while the holder has the block by the files: what an earlier holder was listed for is not his.
LISTED = """
WITH until AS (
  SELECT registry, max(last_seen) AS last_file FROM holding_history GROUP BY registry
), held AS (
  SELECT holder, family, first, last, seen, CASE WHEN last_seen < last_file THEN last_seen END AS gone
  FROM holding_history
  JOIN until USING (registry)
  WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
)
SELECT DISTINCT held.holder, listing.list, listing.family, listing.first, listing.last, listing.seen, listing.cite
FROM held
JOIN listing ON listing.family = held.family AND listing.first <= held.last AND listing.last >= held.first
            AND listing.seen >= held.seen AND (held.gone IS NULL OR listing.seen <= held.gone)
WHERE NOT listing.edge
ORDER BY held.holder, listing.seen, listing.first, listing.cite
"""


def drift(desk: Desk, texts: Sequence[str] = (), months: int = MONTHS) -> Answer:
    """Changes of each holder within so many months of its first grant; of all recent ones without."""
    if months < 1:
        raise UsageError(f"--months {months} is no span", "give 1 or more")
    by = min(desk.clock.as_of, desk.clock.known_on)
    asked = sorted({account for text in texts for account in accounts_of(desk, text)})
    after = by - timedelta(days=round(months * MONTH_DAYS))
    values = {"holders": asked, "all": not texts, "after": after, "unlasting": sorted(NOT_LASTING)}
    firsts = {row["holder"]: row for row in ask(desk, FIRST, **values)}
    if not firsts:
        raise NotInData(_none(desk, texts, months), "give a holder as registry:id")
    rows = _drifted(desk, firsts, months)
    changed = {row["holder"] for row in rows}
    left = _unlooked(desk)
    query = {
        "verb": "drift",
        "what": list(texts),
        "months": months,
        "holders": len(firsts),
        "changed": len(changed),
    }
    ids = f"holders of {', '.join(sorted(NOT_LASTING))} (ids do not last)"
    return desk.answer("drift/1", query, rows, missing=left, not_looked=(*left, ids))


def _drifted(desk: Desk, firsts: dict[str, dict[str, Any]], months: int) -> list[dict[str, Any]]:
    """The changes of some holders in time, those who changed most first."""
    rows = [
        row for row in changes_of(desk, list(firsts)) if _within(row, firsts[row["holder"]], months)
    ]
    counts = Counter(row["holder"] for row in rows)
    for row in rows:
        since = firsts[row["holder"]]["since"]
        row["since"], row["after_days"] = since, days_between(since, row["day"])
    rows.sort(key=lambda r: (-counts[r["holder"]], r["holder"], r["day"], r["what"], r["says"]))
    return rows


def changes_of(desk: Desk, holders: list[str]) -> list[dict[str, Any]]:
    """Every change of some holders' blocks, AS names, providers and listings, on any day."""
    looks = (_records, _named, _bought, _listed)
    return [row for look in looks for row in look(desk, holders)]


def _none(desk: Desk, texts: Sequence[str], months: int) -> str:
    if texts:
        return f"no lasting account of {', '.join(texts)} is on record: {nothing(desk, Holding)['says']}"
    return f"no account was first registered in the last {months} months"


def _within(row: dict[str, Any], first: dict[str, Any], months: int) -> bool:
    """Whether a change was first seen after the first grant, within the months asked."""
    since = date.fromisoformat(first["since"])
    day = date.fromisoformat(row["day"])
    return since < day <= since + timedelta(days=round(months * MONTH_DAYS))


def _unlooked(desk: Desk) -> tuple[str, ...]:
    wanted = ("asn_name", "asn_relation", "listing", "registration")
    return tuple(table for table in wanted if not desk.peek.holds(table))


def _records(desk: Desk, holders: list[str]) -> list[dict[str, Any]]:
    """Blocks that came, went or changed between two file days of a registry."""
    told = []
    for row in ask(desk, RUNS, holders=holders):
        days = [str(day) for day in desk.held.days.get(("holding", row["registry"]), ())]
        if days and row["seen"] > days[0]:
            told.append(
                _row(
                    row,
                    "block came",
                    row["seen"],
                    f"{row['status']}, registered {row['registered']}",
                )
            )
        later = [day for day in days if day > row["last_seen"]]
        if later and min(desk.clock.as_of, desk.clock.known_on).isoformat() >= later[0]:
            told.append(
                _row(
                    row,
                    "block went or was edited",
                    later[0],
                    f"no longer so in the file of {later[0]}",
                )
            )
    return told


def _row(row: dict[str, Any], what: str, day: str, says: str) -> dict[str, Any]:
    place = str(Block(row["family"], row["first"], row["last"]))
    return {
        "holder": row["holder"],
        "what": what,
        "day": day,
        "says": f"{place}: {says}",
        "cites": [row["cite"]],
    }


def _named(desk: Desk, holders: list[str]) -> list[dict[str, Any]]:
    """An AS of it that took another name."""
    told = []
    before: dict[tuple[str, int], dict[str, Any]] = {}
    for row in ask(desk, NAMES, holders=holders):
        one = before.get((row["holder"], row["asn"]))
        if one and one["name_key"] and row["name_key"] and one["name_key"] != row["name_key"]:
            says = f"AS{row['asn']}: {one['name']}, then {row['name']}"
            told.append(
                {
                    "holder": row["holder"],
                    "what": "name",
                    "day": row["seen"],
                    "says": says,
                    "cites": [one["cite"], row["cite"]],
                }
            )
        before[row["holder"], row["asn"]] = row
    return told


def _bought(desk: Desk, holders: list[str]) -> list[dict[str, Any]]:
    """A provider first seen later than the first one."""
    told = []
    firsts: dict[int, str] = {}
    for row in ask(desk, UPSTREAMS, holders=holders):
        first = firsts.setdefault(row["asn"], row["seen"])
        if row["seen"] > first:
            says = f"AS{row['asn']} buys transit from AS{row['provider']}, not seen before"
            told.append(
                {
                    "holder": row["holder"],
                    "what": "provider",
                    "day": row["seen"],
                    "says": says,
                    "cites": [row["cite"]],
                }
            )
    return told


def _listed(desk: Desk, holders: list[str]) -> list[dict[str, Any]]:
    """A listing of a block of it."""
    return [
        _row(row, "listing", row["seen"], f"on {row['list']}")
        for row in ask(desk, LISTED, holders=holders)
    ]
