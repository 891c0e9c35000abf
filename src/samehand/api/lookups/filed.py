"""What is in the book: every file with its day, what it gave, and what was set aside."""

from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk, coverage
from samehand.api.lookups.states import ask
from samehand.api.restricted import allowed, withheld
from samehand.errors import NotInData
from samehand.sources import Source, all_sources
from samehand.store.book import Filed

SET_ASIDE = """
SELECT source, reason, text, seen, cite
FROM set_aside
WHERE seen <= $known_on AND ($source IS NULL OR source = $source)
ORDER BY source, seen, cite
"""

NEVER_TRIED = "never tried on a real file"


def status(desk: Desk) -> Answer:
    """Every file of which something was seen: by source and day, with its licence and SHA-256."""
    sources = all_sources()
    rows = [_row(desk, filed, sources.get(filed.source)) for filed in desk.seen]
    return desk.answer("status/1", {"verb": "status"}, rows)


def _row(desk: Desk, filed: Filed, source: Source | None) -> dict[str, Any]:
    return {
        "source": filed.source,
        "day": filed.day.isoformat(),
        "name": filed.name,
        "lines": filed.lines,
        "rows": sum(filed.rows.values()),
        "set_aside": filed.set_aside,
        "cut": filed.cut,
        "notes": list(filed.notes),
        "tables": dict(filed.rows),
        "first_seen": filed.first_seen.isoformat(),
        "last_seen": filed.last_seen.isoformat(),
        "title": source.title if source else "no longer read by this samehand",
        "tried": "on a real file" if source and source.tried else NEVER_TRIED,
        "licence": licence_of(desk, source),
        "read_in": source.read_in if source else "not known",
        "sha256": filed.digest,
    } | ({"restricted": True} if filed.restricted else {})


def licence_of(desk: Desk, source: Source | None) -> str:
    """The terms of a file: those of its source, where it is one of the source's files."""
    if desk.held.synthetic:
        return "none: made up by samehand"
    return source.licence if source else "not known"


def set_aside(desk: Desk, source: str | None = None) -> Answer:
    """Every line that could not be read: its cite, why, and its text.

    Raises NotInData when the book holds no file of the source.
    """
    told = tuple(filed for filed in desk.seen if source in (None, filed.source))
    if not told:
        names = ", ".join(sorted({filed.source for filed in desk.seen}))
        raise NotInData(f"no file of {source!r} is in the book", f"it holds {names}")
    if source and all(filed.restricted for filed in told):
        allowed(desk, f"what was set aside of {source}")
    rows = ask(desk, SET_ASIDE, known_on=desk.clock.known_on, source=source)
    query = {"verb": "status", "set_aside": source or "all"}
    return desk.answer(
        "set-aside/1", query, list(rows), coverage=coverage(told), not_looked=withheld(desk)
    )
