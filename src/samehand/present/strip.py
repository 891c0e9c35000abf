"""A strip: lanes on one time axis, drawn in characters; what was absent is not what was not looked at.

Each cell stands for a span of days. `█` there, on a day looked at; `·` absent, on a day looked at;
`─` before and after, with no look between; `~` by a list of changes, which tells of no
withdrawal; `■` listed; empty where nobody looked.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

Result = Mapping[str, Any]

THERE, ABSENT, BETWEEN, CHANGE, LISTED, NOBODY = "█", "·", "─", "~", "■", " "
LEGEND = (
    f"{THERE} there  {ABSENT} absent  {BETWEEN} before and after, no look between  "
    f"{CHANGE} by a list of changes  {LISTED} listed  (empty) not looked"
)
KINDS = {"change": CHANGE, "update": THERE}
IN_A_PIPE = 100  # columns where no screen tells its width
MOST = 24  # lanes drawn; the tables beside have the rest
LABEL = 34


@dataclass(frozen=True, slots=True)
class Span:
    """From a first to a last day; `kind` is the mark that it draws."""

    first: str
    last: str
    kind: str
    days: Sequence[str] = ()  # on which it was there, where only some were looked at


@dataclass(frozen=True, slots=True)
class Lane:
    """A label, the spans, and the days on which somebody looked."""

    label: str
    spans: Sequence[Span]
    looked: Sequence[str]


def drawn(result: Result, until: str, width: int) -> list[str]:
    """A block's strip in so many columns: scale, lanes, what was looked at, legend."""
    lanes = lanes_of(result, until)
    starts = [span.first for lane in lanes for span in lane.spans] + list(result["looked_days"][:1])
    if not starts:
        return []
    wide = (width or IN_A_PIPE) - 1
    label = min(LABEL, max(len(lane.label) for lane in lanes), wide // 2)
    cells = _cells(min(starts), until, max(wide - label - 1, 10))
    shown = lanes[:MOST]
    lines = [f"{'':<{label}} {_scale(cells)}"]
    lines += [
        f"{_short(lane.label, label):<{label}} {_draw(lane, cells)}".rstrip() for lane in shown
    ]
    if len(lanes) > MOST:
        lines.append(f"{MOST} of {len(lanes):,} lanes; the tables below have every interval")
    return [*lines, *_legend(wide)]


def _legend(wide: int) -> list[str]:
    """The marks, folded between marks."""
    lines = [""]
    for mark in LEGEND.split("  "):
        if len(lines[-1]) + len(mark) + 2 > wide and lines[-1]:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + mark
    return lines


def lanes_of(result: Result, until: str) -> list[Lane]:
    """A lane for the tables read, each prefix and origin, each list, each holder."""
    looked = result["looked_days"]
    days = {each["collector"]: each["file_days"] for each in result["collectors"]}
    lanes = (
        [Lane("tables read on", [Span(day, day, THERE) for day in looked], looked)]
        if looked
        else []
    )
    by_origin: dict[str, list[Span]] = {}
    for row in result["intervals"]:
        kind = KINDS.get(row["how"], BETWEEN)
        on = [
            day for day in days.get(row["collector"], ()) if row["seen"] <= day <= row["last_seen"]
        ]
        label = f"{row['prefix']} AS{row['origin']}"
        by_origin.setdefault(label, []).append(Span(row["seen"], row["last_seen"], kind, on))
    lanes += [Lane(label, spans, looked) for label, spans in by_origin.items()]
    lanes += _listings(result["listings"], until)
    return lanes + _holders(result["holders"])


def _listings(rows: Sequence[Result], until: str) -> list[Lane]:
    lists: dict[str, list[Span]] = {}
    for row in rows:
        lists.setdefault(f"listed: {row['list']}", []).append(
            Span(row["seen"], row["until"] or until, LISTED)
        )
    return [Lane(label, spans, ()) for label, spans in lists.items()]


def _holders(rows: Sequence[Result]) -> list[Lane]:
    held: dict[str, tuple[list[Span], Sequence[str]]] = {}
    for row in rows:
        label = f"held: {row['holder'] or row['status'] + ' at ' + row['registry']}"
        spans, _ = held.setdefault(label, ([], row["days"]))
        on = [day for day in row["days"] if row["seen"] <= day <= row["last_seen"]]
        spans.append(Span(row["seen"], row["last_seen"], BETWEEN, on))
    return [Lane(label, spans, days) for label, (spans, days) in held.items()]


def _cells(first: str, last: str, count: int) -> list[tuple[str, str]]:
    """The first day of each cell and of the next."""
    start, end = date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)
    total = max((end - start).days, 1)
    marks = [(start + timedelta(days=total * n // count)).isoformat() for n in range(count + 1)]
    return list(pairwise(marks))


def _draw(lane: Lane, cells: Sequence[tuple[str, str]]) -> str:
    return "".join(_cell(lane, first, beyond) for first, beyond in cells)


def _cell(lane: Lane, first: str, beyond: str) -> str:
    """The strongest that can be said of a cell."""
    met = [span for span in lane.spans if span.first < beyond and span.last >= first]
    if not first < beyond:  # fewer days than cells: the cell repeats the one before
        met = [span for span in lane.spans if span.first <= first <= span.last]
        beyond = first + "~"
    if any(_any(span.days, first, beyond) or span.kind == THERE for span in met):
        return THERE
    if any(span.kind == LISTED for span in met):
        return LISTED
    begins = any(span.kind == CHANGE and first <= span.first < beyond for span in met)
    if _any(lane.looked, first, beyond) and not begins:
        return ABSENT
    if any(span.kind == CHANGE for span in met):
        return CHANGE
    return BETWEEN if met else NOBODY


def _any(days: Sequence[str], first: str, beyond: str) -> bool:
    at = bisect_left(days, first)
    return at < len(days) and days[at] < beyond


def _scale(cells: Sequence[tuple[str, str]]) -> str:
    """Years, each where it begins, as far as they have room."""
    line = [" "] * len(cells)
    free, year = 0, cells[0][0][:4]
    for n, (first, beyond) in enumerate(cells):
        starts = n == 0 or first[:4] != year or (beyond[:4] != first[:4] and beyond[5:] > "01-01")
        name = first[:4] if n == 0 or first[:4] != year else beyond[:4]
        if starts and n >= free and n + 4 <= len(cells):
            line[n : n + 4] = name
            free = n + 5
        year = name if starts else year
    return "".join(line)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
