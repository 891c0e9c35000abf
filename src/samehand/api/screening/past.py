"""What holders were given, asked for and passed on, by the book's clocks."""

from collections.abc import Iterable
from datetime import date

from samehand.api.book import Desk
from samehand.api.history.people import NOT_LASTING
from samehand.api.screening.ruling import Asked, Given, Moved, Past
from samehand.tables.internal import Request
from samehand.values.blocks import Block
from samehand.values.cites import cite_text

GIVEN = """
SELECT holder, family, first, last, min(registered) AS day, min(cite) AS cite
FROM holding
WHERE list_contains($holders, holder)
GROUP BY holder, family, first, last
ORDER BY day, holder, family, first, last
"""

# What was denied or withdrawn was not had, and counts against nobody.
ASKED = """
WITH decided AS (
  SELECT request, max_by(decision, struct_pack(seen, cite)) AS decision FROM decision GROUP BY request
)
SELECT request.applicant AS holder, request.request, min(request.bucket) AS bucket,
       min(request.family) AS family, min(request.seen) AS day, min(request.cite) AS cite
FROM request
LEFT JOIN decided ON decided.request = request.request
WHERE list_contains($holders, request.applicant)
  AND coalesce(decided.decision, 'open') NOT IN ('denied', 'withdrawn')
GROUP BY request.applicant, request.request
ORDER BY day, request.applicant, request.request
"""

MOVED = """
SELECT had.holder, had.family, had.first, had.last, had.registered AS given,
       min_by(next.holder, struct_pack(next.seen, next.cite)) AS taker, min(next.seen) AS by,
       min(had.cite) AS had_cite, min_by(next.cite, struct_pack(next.seen, next.cite)) AS next_cite
FROM holding_history AS had
JOIN holding_history AS next ON next.registry = had.registry AND next.family = had.family
                            AND next.first = had.first AND next.last = had.last
                            AND next.holder <> had.holder AND next.seen > had.seen
WHERE list_contains($holders, had.holder) AND had.registered IS NOT NULL
  AND NOT list_contains($unlasting, had.registry)
GROUP BY had.holder, had.family, had.first, had.last, had.registered
ORDER BY given, had.holder, had.family, had.first, had.last
"""


def past_of(desk: Desk, holders: Iterable[str]) -> Past:
    """The past of some holders, by their accounts; of requests, where they may be read."""
    accounts = sorted({holder.split("~")[0] for holder in holders})
    store = desk.peek
    given = [
        Given(
            holder=row["holder"],
            family=row["family"],
            addresses=row["last"] - row["first"] + 1 if row["family"] == 4 else 0,
            day=row["day"],
            block=str(Block(row["family"], row["first"], row["last"])),
            cite=cite_text(row["cite"]),
        )
        for row in store.query(GIVEN, holders=accounts).to_pylist()
    ]
    unlasting = sorted(NOT_LASTING)
    moved = [
        _moved(row) for row in store.query(MOVED, holders=accounts, unlasting=unlasting).to_pylist()
    ]
    return Past(given=given, asked=_asked(desk, accounts), moved=moved)


def _moved(row: dict[str, str | int | date]) -> Moved:
    return Moved(
        holder=str(row["holder"]),
        taker=str(row["taker"]),
        family=int(str(row["family"])),
        block=str(Block(int(str(row["family"])), int(str(row["first"])), int(str(row["last"])))),
        given=date.fromisoformat(str(row["given"])),
        by=date.fromisoformat(str(row["by"])),
        cites=(cite_text(int(str(row["had_cite"]))), cite_text(int(str(row["next_cite"])))),
    )


def _asked(desk: Desk, accounts: list[str]) -> list[Asked] | None:
    if desk.permit is None or not desk.peek.count(Request):
        return None
    return [
        Asked(**(row | {"cite": cite_text(row["cite"])}))
        for row in desk.peek.query(ASKED, holders=accounts).to_pylist()
    ]
