"""What became of every file that was to be imported, and which kinds there are, as answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import open_desk
from samehand.api.intake import Arrivals
from samehand.api.lookups.filed import NEVER_TRIED
from samehand.errors import Incomplete
from samehand.sources import all_sources
from samehand.store.book import Filed, catalogue, digest_of


def account(folder: Path, arrivals: Arrivals) -> Answer | None:
    """One row a file: in the book now, there before, left out; nothing while the book is empty."""
    rows: list[dict[str, Any]] = [_kept(filed) for filed in arrivals.kept]
    rows += [_row(name, "there before") for name in arrivals.there]
    rows += [_row(name, "left out: of no known kind") for name in arrivals.unknown]
    if not arrivals.kept and not arrivals.there:
        return None
    return open_desk(folder).answer("import/1", {"verb": "import"}, rows)


def _kept(filed: Filed) -> dict[str, Any]:
    return {
        "name": filed.name,
        "outcome": "imported",
        "source": filed.source,
        "day": filed.day.isoformat(),
        "rows": sum(filed.rows.values()),
        "set_aside": filed.set_aside,
        "notes": list(filed.notes),
        "sha256": filed.digest,
    }


def _row(name: str, outcome: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("source", "day", "rows", "set_aside", "notes", "sha256"))
    return {"name": Path(name).name, "outcome": outcome, **nothing}


def in_part(arrivals: Arrivals) -> tuple[Incomplete, ...]:
    """What to say of each file that ends early and was imported as far as it goes."""
    return tuple(
        Incomplete(f"{filed.name} was imported in part: {filed.notes[0]}", "fetch it again")
        for filed in arrivals.kept
        if filed.cut
    )


def last_day(folder: Path, arrivals: Arrivals) -> date | None:
    """The last day seen in the files that were to be imported, new or there before."""
    there = {digest_of(Path(name)) for name in arrivals.there}
    told = [*arrivals.kept, *(f for f in catalogue(folder).files if f.digest in there)]
    return max((filed.last_seen for filed in told), default=None)


def kinds() -> Mapping[str, Any]:
    """Every kind of file that can be imported, as an envelope."""
    rows = [
        {
            "source": source.name,
            "title": source.title,
            "tried": "on a real file" if source.tried else NEVER_TRIED,
            "licence": source.licence,
            "read_in": source.read_in,
            "url": source.url,
        }
        for source in all_sources().values()
    ]
    return bare("sources/1", {"verb": "import", "list": True}, rows, synthetic=False)


def bare(
    schema: str, query: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], synthetic: bool
) -> Mapping[str, Any]:
    """The envelope of an answer that rests on no book, so on no clock."""
    return {
        "schema": schema,
        "tool": "samehand",
        "synthetic": synthetic,
        "query": dict(query),
        "as_of": None,
        "known_on": None,
        "snapshot": None,
        "complete": True,
        "not_looked": [],
        "coverage": [],
        "truncated": None,
        "results": [dict(row) for row in rows],
        "evidence": {},
    }
