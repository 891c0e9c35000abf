"""The answers about history, laid out as sheets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from samehand.present.columns import written
from samehand.present.history_columns import (
    CHANGES,
    COLLECTORS,
    COLUMNS,
    FINDINGS,
    HELD,
    INTERVALS,
    LISTINGS,
    MOVES,
    WOKEN,
)
from samehand.present.look import Envelope
from samehand.present.sheet import Sheet
from samehand.present.strip import drawn

Result = Mapping[str, Any]


def _listed(envelope: Envelope, says: Sequence[str] = ()) -> Sheet:
    rows = envelope["results"]
    return Sheet(
        columns=COLUMNS[envelope["schema"]],
        rows=rows,
        says=tuple(says) if rows else (*says, "Nothing was found."),
    )


def _routes(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """The strip, then each interval, holders, listings, and what the collectors covered."""
    until = min(envelope["as_of"], envelope["known_on"])
    for result in envelope["results"]:
        yield Sheet(title=result["block"], says=tuple(result["summary"]))
        yield Sheet(drawn=lambda width, result=result: drawn(result, until, width))  # type: ignore[misc]
        left = [
            f"Left out: {n:,} {name} intervals ({FLAGS[name]} shows them)"
            for name, n in result["left_out"].items()
        ]
        none = [] if result["intervals"] else ["None."]
        yield Sheet(
            title="Intervals", columns=INTERVALS, rows=result["intervals"], says=(*none, *left)
        )
        yield Sheet(
            title="Changes of holder or status",
            columns=CHANGES,
            rows=result["holder_changes"],
            says=()
            if result["holder_changes"]
            else (
                "None between the file days we have."
                if result["holders"]
                else "No record of a holder.",
            ),
        )
        if result["holders"]:
            yield Sheet(title="On record", columns=HELD, rows=result["holders"])
        if result["listings"]:
            yield Sheet(title="Listings", columns=LISTINGS, rows=result["listings"])
        yield Sheet(title="Looked at", columns=COLLECTORS, rows=result["collectors"])


FLAGS = {"more specific": "-S", "less specific": "-s", "same": "neither flag"}


def _listings(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """The listings, then what came after each where that was asked."""
    yield _listed(envelope)
    for row in envelope["results"]:
        if moves := row.get("moves"):
            left = moves.get("total", 0) - len(moves["rows"])
            more = [f"and {left:,} more"] if left > 0 else []
            yield Sheet(
                title=f"After {row['what']} on {row['list']}, {row['seen']}",
                columns=MOVES,
                rows=moves["rows"],
                says=(*more, f"{moves['state']}: {moves['says']}"),
            )


def _awakenings(envelope: Envelope, expand: bool) -> Iterator[Sheet]:
    """What woke together; expanded, prefix by prefix."""
    query = envelope["query"]
    says = (
        f"Prefixes that woke: {query['prefixes']:,}, after {_years(query['silent_years'])} or more.",
    )
    if not expand:
        yield _listed(envelope, says)
        return
    for row in envelope["results"]:
        yield Sheet(title=f"{row['rank']}. {row['says']}", columns=WOKEN, rows=row["rows"])
    yield Sheet(says=says)


def _years(count: float) -> str:
    return f"{count:g} year{'' if count == 1 else 's'}"


def _dormant(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    yield _listed(
        envelope,
        [
            f"{query['asleep']:,} of {query['looked_at']:,} held blocks were seen on no day that we have of"
            f" the last {_years(query['since_years'])}: {query['addresses']:,} addresses."
        ],
    )


def _leased(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    yield _listed(
        envelope,
        [
            f"Method: {query['method']}.",
            "A lease is lawful business; so are hosting and scrubbing, which look alike here.",
        ],
    )


def _unallocated(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    left = (
        f"; of {query['not_loaded']:,} more the registry's file is not loaded"
        if query["not_loaded"]
        else ""
    )
    yield _listed(
        envelope,
        [
            f"Announced with no registration found in the table of {query['day']}: {query['prefixes']:,}{left}."
        ],
    )


def _diff(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    files = "; ".join(f"{name} {one} to {other}" for name, (one, other) in query["files"].items())
    yield _listed(envelope, [f"Files: {files}.", f"Changes: {written(query['changes'])}."])


def _detect(envelope: Envelope, expand: bool) -> Iterator[Sheet]:
    """The ranking; expanded, finding by finding."""
    says = (
        f"{envelope['query']['subjects']:,} subjects; bits rank them and are no odds of anything.",
    )
    if not expand:
        yield _listed(envelope, says)
        return
    for row in envelope["results"]:
        yield Sheet(
            title=f"{row['rank']}. {row['subject']}: {row['bits']:.1f} bits",
            columns=FINDINGS,
            rows=row["findings"],
        )
    yield Sheet(says=says)


LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = {
    "awakenings/1": _awakenings,
    "detect/1": _detect,
    "diff/1": _diff,
    "dormant/1": _dormant,
    "leased/1": _leased,
    "listed/1": _listings,
    "routes/1": _routes,
    "unallocated/1": _unallocated,
}
