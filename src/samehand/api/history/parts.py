"""The parts of what changed between two states of ranges: found by where records meet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from samehand.api.history.days import Found

Group = tuple[list[Found], list[Found]]
WATCHED = ("registry", "holder", "status")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of addresses (family 4, 6) or AS numbers (family 0) with its record before and after."""

    family: int
    first: int
    last: int
    change: str
    shape: str
    before: Found | None
    after: Found | None
    records: tuple[int, int]
    cited: tuple[Found, ...]


def families(rows: Iterable[Found]) -> Iterator[Group]:
    """Records that differ, put together where they meet: those before and those after."""
    group: Group = ([], [])
    place, end = None, 0
    for row in sorted(rows, key=lambda each: (each["family"], each["first"], each["last"])):
        if place != row["family"] or row["first"] > end:
            if place is not None:
                yield group
            group, place, end = ([], []), row["family"], row["last"]
        end = max(end, row["last"])
        group[0 if row["before"] else 1].append(row)
    if place is not None:
        yield group


def shape_of(group: Group) -> str:
    """What became of the ranges: `same range`, `split`, `merge`, `new`, `gone` or `redrawn`."""
    before, after = ([(row["first"], row["last"]) for row in rows] for rows in group)
    if not before or not after:
        return "gone" if before else "new"
    if before == after:
        return "same range"
    if len(before) == 1 and len(after) > 1:
        return "split"
    return "merge" if len(after) == 1 and len(before) > 1 else "redrawn"


def parts(group: Group) -> list[Part]:
    """The stretches of a group whose registry, holder or status changed; else one for the whole."""
    shape = shape_of(group)
    records = len(group[0]), len(group[1])
    found: list[Part] = []
    for first, last, before, after in _stretches(group):
        change = _change(before, after)
        one = found[-1] if found else None
        if change and one and one.last + 1 == first and (one.before, one.after) == (before, after):
            found[-1] = _part(shape, records, (one.first, last), before, after, change)
        elif change:
            found.append(_part(shape, records, (first, last), before, after, change))
    if found:
        return found
    rows = [*group[0], *group[1]]
    span = min(row["first"] for row in rows), max(row["last"] for row in rows)
    change = "details" if shape == "same range" else shape
    return [
        _part(
            shape,
            records,
            span,
            group[0][0] if group[0] else None,
            group[1][0] if group[1] else None,
            change,
        )
    ]


def _part(
    shape: str,
    records: tuple[int, int],
    span: tuple[int, int],
    before: Found | None,
    after: Found | None,
    change: str,
) -> Part:
    cited = tuple(row for row in (before, after) if row)
    return Part(cited[0]["family"], *span, change, shape, before, after, records, cited)


def _stretches(group: Group) -> Iterator[tuple[int, int, Found | None, Found | None]]:
    """The smallest stretches between any two ends, with the record of each side."""
    ends = sorted(
        {end for rows in group for row in rows for end in (row["first"], row["last"] + 1)}
    )
    at = [0, 0]
    for first, beyond in pairwise(ends):
        sides: list[Found | None] = []
        for side in (0, 1):
            rows = group[side]
            while at[side] < len(rows) and rows[at[side]]["last"] < first:
                at[side] += 1
            row = rows[at[side]] if at[side] < len(rows) else None
            sides.append(row if row and row["first"] <= first else None)
        if any(sides):
            yield first, beyond - 1, sides[0], sides[1]


def _change(before: Found | None, after: Found | None) -> str:
    """What of registry, holder and status changed, in words; empty where nothing did."""
    if before is None or after is None:
        return "gone" if before else "new"
    changed = [name for name in WATCHED if before[name] != after[name]]
    if "registry" in changed:
        return "registry"
    if "holder" in changed and not before["holder"]:
        return "given"
    if "holder" in changed and not after["holder"]:
        return "returned"
    return " and ".join(changed)
