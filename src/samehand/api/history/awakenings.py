"""`awakenings`: what was announced again after a long silence, and what woke with it.

By the same steps as the detectors (`detect.steps.presence`): silence is absence of a prefix, of all that
covers it and of all inside it, on file days between. Put together are those that woke within days
of each other through one upstream, or by one origin where paths were not read. Where the last
look lies far back, a day is known only as "between". Holders return, and carriers take up
customers: waking together says nothing by itself.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import Found, Watched, days_between, days_of, watched
from samehand.api.history.kept import kept
from samehand.api.history.signs import unlooked
from samehand.api.lookups.holders import counted
from samehand.api.progress import Progress, silent
from samehand.errors import NotInData, UsageError
from samehand.rules import Step
from samehand.tables.registry import Holding
from samehand.tables.routing import Sighting
from samehand.values.blocks import Block
from samehand.values.cites import cite_text

WOKEN = """
SELECT waker.*, coalesce(upstream, origin) AS via, upstream IS NOT NULL AS by_upstream
FROM waker
WHERE seen > $after
ORDER BY seen, family, first, length, origin
"""

HOLDERS = """
WITH woken AS (
  SELECT DISTINCT first, length FROM waker WHERE family = 4 AND seen > $after
), touched AS (
  SELECT holder, first, last, cite, unnest(generate_series(first >> 16, last >> 16)) AS bucket
  FROM holding WHERE family = 4 AND holder IS NOT NULL
)
SELECT woken.first, woken.length, min(touched.holder) AS holder, min(touched.cite) AS cite
FROM woken
JOIN touched ON touched.bucket = woken.first >> 16 AND woken.first BETWEEN touched.first AND touched.last
GROUP BY woken.first, woken.length
"""

TOGETHER_DAYS = 7  # as the detector of awakenings has it: the documented case took days
MOST = 50  # prefixes told of each; the counts tell of all


def awakenings(
    desk: Desk, days: int | None = None, silent_years: float = 2.0, progress: Progress = silent
) -> Answer:
    """What woke within the last so many days (ever, by default) after so many years, together."""
    if silent_years <= 0 or (days is not None and days < 1):
        raise UsageError("no such span of days or years", "give more than nothing")
    told = days_of(desk)
    looked = watched(desk, told)
    if not any(each.days for each in looked.collectors):
        raise NotInData("no routing table is in the book by these clocks", "samehand import FILE")
    rows = kept(desk, "awakenings", silent_years, lambda: _woken(desk, silent_years, progress))
    end = min(desk.clock.as_of, desk.clock.known_on)
    after = (end - timedelta(days=days)).isoformat() if days else ""
    groups = _together([row for row in rows if row["seen"] > after])
    results = [
        {"rank": n + 1, **_group(group)} for n, group in enumerate(sorted(groups, key=_most))
    ]
    missing = tuple(unlooked(told, (Sighting, Holding), "9999"))
    query = {
        "verb": "awakenings",
        "days": days,
        "silent_years": silent_years,
        "prefixes": sum(map(len, groups)),
    }
    return desk.answer(
        "awakenings/1", query, results, missing=missing, not_looked=(*missing, *_unlooked(looked))
    )


def _unlooked(looked: Watched) -> list[str]:
    says = (
        []
        if any(each.paths for each in looked.collectors)
        else ["first upstream (no paths were read)"]
    )
    tables = looked.days(4)
    if len(tables) < 30:
        says.append(f"all but {len(tables)} days of tables")
    return says


def _woken(desk: Desk, silent_years: float, progress: Progress) -> list[dict[str, Any]]:
    """Every prefix that woke, with its holder."""
    from samehand.detect.steps.presence import around, looked_day, presence, waker, woke

    steps: tuple[Step[Any], ...] = (
        presence,
        around,
        looked_day,
        replace(woke, numbers=replace(woke.numbers, silent_days=round(silent_years * 365.25))),
        waker,
    )
    store = desk.store
    for done, step in enumerate(steps):
        progress(step.says, done, len(steps))
        step.lay(store)
    span = {"after": date.min}
    held = {(row["first"], row["length"]): row for row in store.query(HOLDERS, **span).to_pylist()}
    progress("told", len(steps), len(steps))
    return [
        _row(row, held.get((row["first"], row["length"])) if row["family"] == 4 else None)
        for row in store.query(WOKEN, **span).to_pylist()
    ]


def _row(row: Found, held: Found | None) -> dict[str, Any]:
    size = 1 << max((32 if row["family"] == 4 else 64) - row["length"], 0)
    start = next(Block(row["family"], row["first"], row["first"]).prefixes()).partition("/")[0]
    cites = [row["cite"], row["before_cite"], *([held["cite"]] if held else [])]
    return {
        "prefix": f"{start}/{row['length']}",
        "family": row["family"],
        "addresses": size,
        "length": row["length"],
        "seen": row["seen"].isoformat(),
        "unsure_days": int(row["unsure_days"] or 0),
        "before": row["before"].isoformat(),
        "silent_days": int(row["silent_days"]),
        "looked_days": int(row["looked_days"]),
        "part": row["part"],
        "origin": row["origin"],
        "origin_before": row["origin_before"],
        "same_origin": bool(row["historic"]),
        "upstream": row["upstream"],
        "via": row["via"],
        "by_upstream": row["by_upstream"],
        "origin_silent": bool(row["as_silent"]),
        "origin_new": bool(row["as_new"]),
        "holder": held["holder"] if held else None,
        "cites": [cite_text(cite) for cite in cites if cite],
    }


def _together(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows of one upstream, each within days of the one before."""
    groups: list[list[dict[str, Any]]] = []
    for row in sorted(
        rows, key=lambda each: (each["by_upstream"], each["via"], each["seen"], each["prefix"])
    ):
        last = groups[-1][-1] if groups else None
        same = last and (last["by_upstream"], last["via"]) == (row["by_upstream"], row["via"])
        if last and same and days_between(last["seen"], row["seen"]) <= TOGETHER_DAYS:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _most(group: list[dict[str, Any]]) -> tuple[bool, int, int, int, str]:
    """Days known to a week first, then the most holders, prefixes, addresses."""
    unsure = max(row["unsure_days"] for row in group) > TOGETHER_DAYS
    holders = len({row["holder"] or row["origin_before"] for row in group})
    return (
        unsure,
        -holders,
        -len(group),
        -sum(row["addresses"] for row in group),
        group[0]["prefix"],
    )


def _group(group: list[dict[str, Any]]) -> dict[str, Any]:
    unsure = max(row["unsure_days"] for row in group)
    first, last = group[0]["seen"], max(row["seen"] for row in group)
    via = f"through AS{group[0]['via']}" if group[0]["by_upstream"] else f"by AS{group[0]['via']}"
    when = (
        f"between {_back(first, unsure)} and {last}"
        if unsure > TOGETHER_DAYS
        else first
        if first == last
        else f"{first} to {last}"
    )
    lengths = sorted({row["length"] for row in group})
    prefixes = {row["prefix"] for row in group}
    holders = sorted({row["holder"] for row in group if row["holder"]})
    silent = [row["silent_days"] for row in group]
    looked = min(row["looked_days"] for row in group)
    says = (
        f"{counted(len(prefixes), 'prefix', 'es')} announced again {via}, {when}, after {min(silent):,}"
        + (f" to {max(silent):,}" if max(silent) > min(silent) else "")
        + f" days; absent on at least {looked} day{'s' if looked != 1 else ''} looked at between"
    )
    return {
        "when": when,
        "from": first,
        "to": last,
        "unsure_days": unsure,
        "via": via,
        "prefixes": len(prefixes),
        "addresses": sum(
            {row["prefix"]: row["addresses"] for row in group if row["family"] == 4}.values()
        ),
        "holders": holders,
        "lengths": lengths,
        "silent_days": [min(silent), max(silent)],
        "by_former_origin": sum(row["same_origin"] for row in group),
        "by_silent_or_new_as": sum(row["origin_silent"] or row["origin_new"] for row in group),
        "says": says,
        "rows": group[:MOST],
        "cites": list(dict.fromkeys(c for row in group[:10] for c in row["cites"])),
    }


def _back(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
