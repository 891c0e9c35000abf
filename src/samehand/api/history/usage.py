"""`usage`: what lists say a block is used for, and how much of each VPN list a holder's space is.

Lists are partial and begin late: before they begin it was not looked, and absence says nothing.
Confidence is 1 for one list, one more where a list names the operator, one more where two lists
agree; 3 at most. Each address counts once, however often a list names it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk, open_desk
from samehand.api.history.days import Days, Found, counted_days, days_of, standing
from samehand.api.history.subjects import Subject, subject
from samehand.api.lookups.states import UNSEEN, ask, nothing
from samehand.errors import NotInData, UsageError
from samehand.tables.registry import Holding
from samehand.tables.use import UseLabel
from samehand.values.blocks import Block

LABELS = """
SELECT list, use, family, first, last, length, who, seen, last_seen, cite
FROM use_label_history
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY list, first, last DESC, cite
"""

VPN = """
SELECT list, use, family, first, last, seen, last_seen, cite
FROM use_label_history
WHERE use = 'vpn' AND family = 4
ORDER BY first, last DESC, cite
"""

MINE = """
SELECT registry, holder, family, first, last, registered, seen, last_seen, cite
FROM holding_history
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[]))) AND family = 4
ORDER BY first, last DESC, seen, cite
"""

Spans = list[tuple[int, int]]
MOST_CITES = 6


def usage(desk: Desk, text: str, kind: str | None = None) -> Answer:
    """Labels of a block by day, or the share of a holder or hand in each VPN list by day.

    Who a hand is, is asked as of `as_of`; its share is told of every day up to `known_on`.
    """
    whose = subject(desk, text, kind)
    if whose.kind == "asn":
        raise UsageError(f"{text!r} is an AS number", "give a block, a holder or a hand")
    read = desk if whose.block else _up_to_known(desk)
    days = days_of(read)
    if not days.scopes(UseLabel):
        told = nothing(read, UseLabel)
        raise NotInData(f"no list of uses: {told['state']}: {told['says']}", told["do"])
    rows = _of_block(read, whose.block, days) if whose.block else _of_holders(read, whose, days)
    missing = (
        ()
        if whose.block
        else tuple(k.table for k in (Holding,) if nothing(desk, k)["state"] in UNSEEN)
    )
    first = days.first(UseLabel)
    lists = sorted({days.of(UseLabel, scope)[0] + " " + scope for scope in days.scopes(UseLabel)})
    began = [f"uses before {first}; lists begin: {', '.join(lists)}"]
    query = {"verb": "usage", "what": text, "kind": whose.kind}
    return desk.answer(
        "usage/1" if whose.block else "usage-share/1",
        query,
        rows,
        missing=missing,
        not_looked=(*missing, *began),
    )


def _up_to_known(desk: Desk) -> Desk:
    """The book as of the last day whose publications may be used."""
    known = desk.clock.known_on
    return desk if known <= desk.clock.as_of else open_desk(desk.folder, known, known)


def _of_block(desk: Desk, asked: Block, days: Days) -> list[dict[str, Any]]:
    """A row for each list and each of its days; nothing found is told as such, by list."""
    space = {"family": asked.family, "first": asked.first, "last": asked.last}
    rows = ask(desk, LABELS, **space)
    told = []
    for scope in sorted(days.scopes(UseLabel)):
        mine = [row for row in rows if row["list"] == scope]
        if not mine:
            told.append(_none(scope, days.of(UseLabel, scope)))
            continue
        for day in days.of(UseLabel, scope):
            stands = standing(days, UseLabel, mine, day)
            for use in sorted({row["use"] for row in stands}) or [None]:
                told.append(
                    _label(asked, scope, day, use, [row for row in stands if row["use"] == use])
                )
    told.sort(key=lambda row: row["use"] is None)
    return [_confident(row, told) for row in told]


def _none(scope: str, days: Sequence[str]) -> dict[str, Any]:
    """A list that names no address of the block on any of its days."""
    says = f"no address of it on {counted_days(days)}; lists are partial"
    return {
        "list": scope,
        "day": days[-1],
        "use": None,
        "state": "no record found",
        "addresses": 0,
        "coverage": 0.0,
        "who": [],
        "labels": 0,
        "says": says,
        "cites": [],
    }


def _label(
    asked: Block, scope: str, day: str, use: str | None, rows: Sequence[Found]
) -> dict[str, Any]:
    covered = addresses(
        merged((max(row["first"], asked.first), min(row["last"], asked.last)) for row in rows)
    )
    names = sorted({row["who"] for row in rows if row["who"]})
    share = covered / asked.size
    says = (
        f"{use}: {covered:,} of {asked.size:,} addresses ({share:.1%})"
        if use
        else "no address of it that day; lists are partial"
    )
    return {
        "list": scope,
        "day": day,
        "use": use,
        "state": "found" if use else "no record found",
        "addresses": covered,
        "coverage": round(100 * share, 2),
        "who": names[:5],
        "labels": len(rows),
        "says": says,
        "cites": [row["cite"] for row in rows[:MOST_CITES]],
    }


def _confident(row: dict[str, Any], told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if not row["use"]:
        return {**row, "confidence": None}
    agree = {each["list"] for each in told if each["use"] == row["use"]}
    return {**row, "confidence": 1 + bool(row["who"]) + (len(agree) > 1)}


def _of_holders(desk: Desk, whose: Subject, days: Days) -> list[dict[str, Any]]:
    """A row for each VPN list and each of its days, after one for the days before it began."""
    held = ask(desk, MINE, holders=list(whose.holders))
    if not held:
        raise NotInData(
            f"no block of {whose.text} is on record by these clocks", "samehand show " + whose.text
        )
    labels = ask(desk, VPN)
    if not labels:
        raise NotInData(
            f"not looked: no VPN list was read by {desk.clock.as_of}",
            "import one, or give a later --known-on: its days are told up to that one",
        )
    told = []
    for scope in sorted({row["list"] for row in labels}):
        mine = [row for row in labels if row["list"] == scope]
        told.append(_before(scope, days.of(UseLabel, scope)[0]))
        told += [
            _share(
                scope,
                day,
                standing(days, UseLabel, mine, day),
                standing(days, Holding, held, day),
                held,
            )
            for day in days.of(UseLabel, scope)
        ]
    return told


def _before(scope: str, first: str) -> dict[str, Any]:
    """The days on which a list was not yet read."""
    says = f"not looked: the list was first read on {first}"
    return {
        "list": scope,
        "day": f"before {first}",
        "state": "not looked",
        "says": says,
        "cites": [],
    }


def _share(
    scope: str, day: str, labels: Sequence[Found], blocks: Sequence[Found], held: Sequence[Found]
) -> dict[str, Any]:
    if not blocks:
        return _nothing_held(scope, day, len(held))
    whole, mine = (
        merged((r["first"], r["last"]) for r in labels),
        merged((r["first"], r["last"]) for r in blocks),
    )
    both = meeting(whole, mine)
    shared, listed, held_now = addresses(both), addresses(whole), addresses(mine)
    hits = (
        [
            row["cite"]
            for row in labels
            if any(a <= row["last"] and row["first"] <= b for a, b in both)
        ]
        if both
        else []
    )
    cites = [*hits[:MOST_CITES], *[row["cite"] for row in blocks[:2]]]
    return {
        "list": scope,
        "day": day,
        "state": "found" if shared else "no record found",
        "addresses": shared,
        "list_addresses": listed,
        "share_of_list": round(100 * shared / max(listed, 1), 4),
        "held": held_now,
        "share_of_held": round(100 * shared / max(held_now, 1), 4),
        "held_on": max(row["on"] for row in blocks),
        "says": f"{shared:,} of the {listed:,} addresses of the list; of the {held_now:,} it holds",
        "cites": cites,
    }


def _nothing_held(scope: str, day: str, others: int) -> dict[str, Any]:
    says = f"held nothing by the files of that day; {others} blocks on other days"
    return {
        "list": scope,
        "day": day,
        "state": "no block on record that day",
        "says": says,
        "cites": [],
    }


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans without overlap, in order.

    >>> merged([(0, 3), (2, 5), (8, 9)])
    [(0, 5), (8, 9)]
    """
    whole: Spans = []
    for first, last in sorted(spans):
        if whole and first <= whole[-1][1] + 1:
            whole[-1] = whole[-1][0], max(whole[-1][1], last)
        else:
            whole.append((first, last))
    return whole


def meeting(one: Spans, other: Spans) -> Spans:
    """What two lists of spans share.

    >>> meeting([(0, 5), (8, 9)], [(4, 8)])
    [(4, 5), (8, 8)]
    """
    found, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        low, high = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if low <= high:
            found.append((low, high))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found


def addresses(spans: Spans) -> int:
    """How many addresses (or /64s) some spans hold."""
    return sum(last - first + 1 for first, last in spans)
