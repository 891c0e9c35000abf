"""`diff`: what changed between two file days of the registries.

Records that differ are put together where their ranges meet, across registries; one record that
became several is a split, several that became one a merge. Of a part whose holder or status
changed there is a row of its own. Account ids of RIPE NCC do not last from file to file, so of
two of them nothing is said. Fooled by registries that rewrite status words.
"""

from collections import Counter
from datetime import date
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import Days, Found, days_of
from samehand.api.history.parts import Part, families, parts
from samehand.api.lookups.states import ask
from samehand.errors import NotInData, UsageError
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, Holding
from samehand.values.blocks import Block
from samehand.values.holders import NOT_LASTING

# In ids that do not last only whether there is a holder is compared.
BLOCKS = """
WITH told AS (
  SELECT registry, CASE WHEN registry IN (SELECT unnest(CAST($unlasting AS VARCHAR[]))) AND holder IS NOT NULL
                        THEN registry || ':(id does not last)' ELSE holder END AS holder,
         {place}, status, country, registered, seen, last_seen, cite
  FROM {table}
  WHERE registry = $registry
)
SELECT registry, holder, {names}, status, country, registered,
       bool_or($one BETWEEN seen AND last_seen) AS before, bool_or($other BETWEEN seen AND last_seen) AS after,
       min(cite) AS cite
FROM told
GROUP BY registry, holder, {names}, status, country, registered
HAVING before <> after
ORDER BY family, first, last
"""

SQL: dict[type[Row], str] = {
    Holding: BLOCKS.format(
        place="family, first, last", table="holding_history", names="family, first, last"
    ),
    AsnHolding: BLOCKS.format(
        place="0 AS family, first_asn AS first, last_asn AS last",
        table="asn_holding_history",
        names="family, first, last",
    ),
}


def diff(desk: Desk, one: date, other: date, registry: str | None = None) -> Answer:
    """Every change between the file days on or before two days, of one registry or all."""
    if one >= other:
        raise UsageError(f"{one} is not before {other}", "give the earlier day first")
    days = days_of(desk)
    if other > min(desk.clock.as_of, desk.clock.known_on):
        raise UsageError(f"{other} is after the clocks of the question", f"give --as-of {other}")
    wanted = [registry] if registry else days.scopes(Holding)
    spans = {name: pair for name in wanted if (pair := _span(days, name, one, other))}
    if not spans:
        raise NotInData(
            _none(days, wanted, one, other),
            "give two days of which files are in the book: samehand status",
        )
    results = [_told(part) for group in families(_differing(desk, spans)) for part in parts(group)]
    results.sort(key=lambda row: (row.pop("at"), row["change"]))
    missing = tuple(
        f"{name} (no two file days in the span)" for name in wanted if name not in spans
    )
    unlasting = tuple(
        f"holders within {name} (ids do not last)" for name in spans if name in NOT_LASTING
    )
    query = {
        "verb": "diff",
        "from": one.isoformat(),
        "to": other.isoformat(),
        "registry": registry,
        "files": {name: list(pair) for name, pair in spans.items()},
        "changes": dict(Counter(row["change"] for row in results).most_common()),
    }
    return desk.answer("diff/1", query, results, missing=missing, not_looked=(*missing, *unlasting))


def _differing(desk: Desk, spans: dict[str, tuple[str, str]]) -> list[Found]:
    """The records that stood on one of two file days only."""
    return [
        row | {"day_before": one, "day_after": other}
        for kind in (Holding, AsnHolding)
        for name, (one, other) in spans.items()
        for row in ask(
            desk,
            SQL[kind],
            registry=name,
            unlasting=sorted(NOT_LASTING),
            one=date.fromisoformat(one),
            other=date.fromisoformat(other),
        )
    ]


def _span(days: Days, name: str, one: date, other: date) -> tuple[str, str] | None:
    """The file days on or before both days, where they are two."""
    before, after = (days.last(Holding, name, day.isoformat()) for day in (one, other))
    return (before, after) if before and after and before < after else None


def _none(days: Days, wanted: list[str], one: date, other: date) -> str:
    told = [
        f"{name}: {days.of(Holding, name)[0]} to {days.of(Holding, name)[-1]}"
        for name in wanted
        if days.of(Holding, name)
    ]
    return f"no registry has files of two days between {one} and {other}; " + (
        "; ".join(told) or "no delegated file is in the book"
    )


def _told(part: Part) -> dict[str, Any]:
    """One part of what changed."""
    where = (
        f"AS{part.first}"
        if part.family == 0 and part.first == part.last
        else f"AS{part.first}-AS{part.last}"
    )
    subject = str(Block(part.family, part.first, part.last)) if part.family else where
    before, after = part.before, part.after
    return {
        "change": part.change,
        "shape": part.shape,
        "what": subject,
        "kind": "block" if part.family else "AS numbers",
        "addresses": part.last - part.first + 1,
        "registry": (after or before or {}).get("registry"),
        "registry_before": (before or {}).get("registry"),
        "holder_before": (before or {}).get("holder"),
        "holder_after": (after or {}).get("holder"),
        "status_before": (before or {}).get("status"),
        "status_after": (after or {}).get("status"),
        "day_before": (before or after or {}).get("day_before"),
        "day_after": (after or before or {}).get("day_after"),
        "records_before": part.records[0],
        "records_after": part.records[1],
        "says": _says(part),
        "cites": [row["cite"] for row in part.cited],
        "at": (part.family == 0, part.family, part.first),
    }


def _says(part: Part) -> str:
    shape = (
        ""
        if part.shape == part.change
        else f" ({part.shape}: {part.records[0]} to {part.records[1]} records)"
        if part.shape != "same range"
        else ""
    )
    if part.change in ("split", "merge", "redrawn"):
        records = f"{part.records[0]} to {part.records[1]} records"
        return f"{part.change}: {records}, holder and status as before: {_record(part.after)}"
    if part.change == "details":
        told = [
            f"{name} {part.before[name]} to {part.after[name]}"
            for name in ("country", "registered")
            if part.before and part.after and part.before[name] != part.after[name]
        ]
        return f"{', '.join(told)}: {_record(part.after)}"
    return f"{_record(part.before)} to {_record(part.after)}{shape}"


def _record(row: Found | None) -> str:
    if row is None:
        return "no record"
    return f"{row['holder'] or 'no holder at ' + row['registry']} ({row['status']})"
