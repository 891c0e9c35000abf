"""What changed in the registries' files between two file days: holders, statuses, splits, merges.

Asked of runs, so only what began or ended between the days is read. An account of RIPE NCC is
renumbered every day, so a change of its holder cannot be told and is not.
"""

from bisect import bisect_right
from datetime import date

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.lookups.states import ask
from samehand.errors import NotInData, UsageError
from samehand.values.blocks import Block

DAYS = """
SELECT scope_value AS registry, seen AS day FROM file_day WHERE about = 'holding' ORDER BY registry, day
"""

# One row a resource on each day; blocks by their ends, AS numbers by theirs.
STATES = """
WITH held AS (
  SELECT registry, CASE family WHEN 4 THEN 'ipv4' ELSE 'ipv6' END AS kind, family, first, last, holder,
         status, registered, seen, last_seen, cite
  FROM holding_history
  UNION ALL
  SELECT registry, 'asn' AS kind, 0 AS family, first_asn AS first, last_asn AS last, holder,
         status, registered, seen, last_seen, cite
  FROM asn_holding_history
), before AS (
  SELECT * FROM held WHERE registry = $registry AND seen <= $one AND last_seen >= $one
), after AS (
  SELECT * FROM held WHERE registry = $registry AND seen <= $other AND last_seen >= $other
), both_days AS (
  SELECT coalesce(before.kind, after.kind) AS kind, coalesce(before.family, after.family) AS family,
         coalesce(before.first, after.first) AS first, coalesce(before.last, after.last) AS last,
         before.kind IS NOT NULL AS was, after.kind IS NOT NULL AS is_now,
         before.holder AS holder_before, after.holder AS holder_after,
         before.status AS status_before, after.status AS status_after,
         before.registered AS registered_before, after.registered AS registered_after,
         before.cite AS before_cite, after.cite AS after_cite
  FROM before
  FULL JOIN after ON after.kind = before.kind AND after.first = before.first AND after.last = before.last
)
SELECT * FROM both_days
WHERE NOT was OR NOT is_now OR holder_before IS DISTINCT FROM holder_after
   OR status_before IS DISTINCT FROM status_after OR registered_before IS DISTINCT FROM registered_after
ORDER BY kind, first, last, was DESC
"""

WORDS = ("holder", "status", "registered")
STITCHED = "ripencc"  # whose account ids do not last from day to day


def diff(desk: Desk, one: date, other: date, registry: str | None = None) -> Answer:
    """Every change between two file days, of one registry or of all that were read on both."""
    if one >= other:
        raise UsageError(f"{one} is not before {other}", "give the earlier day first")
    read = ask(desk, DAYS)
    days: dict[str, set[str]] = {}
    for row in read:
        days.setdefault(row["registry"], set()).add(row["day"])
    asked = [registry] if registry else sorted(days)
    both = [name for name in asked if {one.isoformat(), other.isoformat()} <= days.get(name, set())]
    if not both:
        raise NotInData(f"no registry was read on both {one} and {other}", _nearest(days, asked))
    results = []
    for name in both:
        rows = ask(desk, STATES, registry=name, one=one, other=other)
        sides = _Sides(rows)
        results += [told for row in rows for told in _told(row, name, sides)]
    left = tuple(f"{name}: not read on both days" for name in asked if name not in both)
    if STITCHED in both:
        left += (f"holders of {STITCHED}: its account ids are renumbered every day",)
    query = {"verb": "diff", "one": one, "other": other, "registry": registry}
    return desk.answer("diff/1", query, results, not_looked=left, missing=left)


def _nearest(days: dict[str, set[str]], asked: list[str]) -> str:
    told = [f"{name}: {', '.join(sorted(days[name])[-3:])}" for name in asked if name in days]
    return "its last file days are " + "; ".join(told) if told else "import files of two days"


Row = dict[str, object]


class _Sides:
    """Resources that stand in one file only, by kind and day, in order; those of a day part."""

    def __init__(self, rows: list[Row]) -> None:
        self.held: dict[tuple[object, bool], list[Row]] = {}
        for row in sorted(rows, key=lambda each: _end(each, "first")):
            if not (row["was"] and row["is_now"]):
                self.held.setdefault((row["kind"], bool(row["was"])), []).append(row)
        self.firsts = {
            side: [_end(row, "first") for row in rows] for side, rows in self.held.items()
        }

    def meeting(self, row: Row) -> list[Row]:
        """Those of the other day that share some of a resource."""
        side = row["kind"], not row["was"]
        held, firsts = self.held.get(side, []), self.firsts.get(side, [])
        start = max(bisect_right(firsts, _end(row, "first")) - 1, 0)
        stop = bisect_right(firsts, _end(row, "last"))
        return [each for each in held[start:stop] if _end(each, "last") >= _end(row, "first")]


def _told(row: Row, registry: str, sides: _Sides) -> list[Row]:
    """One row of the answer for each thing that changed."""
    cites = [cite for cite in (row["before_cite"], row["after_cite"]) if cite]
    base = {"registry": registry, "kind": row["kind"], "resource": _name(row)}
    if not (row["was"] and row["is_now"]):
        return [{**base, **_one_sided(row, sides), "cites": cites}]
    return [
        {
            **base,
            "change": word,
            "before": row[f"{word}_before"] or "none",
            "after": row[f"{word}_after"] or "none",
            "cites": cites,
        }
        for word in WORDS
        if row[f"{word}_before"] != row[f"{word}_after"]
        and not (word == "holder" and registry == STITCHED)
    ]


def _one_sided(row: Row, sides: _Sides) -> Row:
    """A resource that is in one of the files only: new, gone, split or merged."""
    day, absent = ("before", "after") if row["was"] else ("after", "before")
    state = f"{row[f'status_{day}']}, {row[f'holder_{day}'] or 'no holder'}"
    return {"change": _shape(row, sides.meeting(row)), day: state, absent: "not in the file"}


def _shape(row: Row, others: list[Row]) -> str:
    if not others:
        return "gone" if row["was"] else "new"
    larger = any(_size(each) > _size(row) for each in others)
    return "merged" if larger == bool(row["was"]) else "split"


def _size(row: Row) -> int:
    return _end(row, "last") - _end(row, "first")


def _end(row: Row, name: str) -> int:
    return int(str(row[name]))


def _name(row: Row) -> str:
    first, last = _end(row, "first"), _end(row, "last")
    if row["kind"] == "asn":
        return f"AS{first}" if first == last else f"AS{first}-AS{last}"
    return str(Block(_end(row, "family"), first, last))
