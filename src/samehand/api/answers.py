"""Answers: what every verb gives, at the command line, in Python and in a notebook alike."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truncated:
    """How much of an answer is shown, and how to see the rest."""

    shown: int
    total: int
    by: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Results in order, the evidence they rest on, and what was not looked at.

    `complete` is false when a source that the question needs is not in the book by its clocks.
    """

    schema: str
    query: Mapping[str, Any]
    as_of: date
    known_on: date
    snapshot: str
    synthetic: bool
    results: Sequence[Result]
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    coverage: Sequence[Mapping[str, Any]] = ()
    missing: tuple[str, ...] = ()  # tables the question reads and the book does not hold
    not_looked: tuple[str, ...] = ()  # the same, and what nothing reads yet
    truncated: Truncated | None = None
    tool: str = "samehand"

    @property
    def complete(self) -> bool:
        """Whether everything the question needs was there to look at."""
        return not self.missing

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def df(self) -> "pl.DataFrame":
        """The results as a Polars frame: one row a result, nested parts as JSON text."""
        import polars as pl

        flat = [{name: _flat(value) for name, value in row.items()} for row in self.results]
        return pl.DataFrame(flat, infer_schema_length=None)

    def with_results(self, results: Sequence[Result]) -> "Answer":
        """The same answer with fewer results."""
        return replace(self, results=results)

    def limited(self, limit: int, by: str = "rank") -> "Answer":
        """The first `limit` results, saying so; all of them when `limit` is 0."""
        total = len(self.results)
        if not limit or total <= limit:
            return self
        cut = Truncated(shown=limit, total=total, by=by, remedy="--limit 0")
        return replace(self, results=self.results[:limit], truncated=cut)

    def envelope(self) -> dict[str, Any]:
        """Everything, in the stable order in which it is printed as JSON."""
        cut = self.truncated
        return {
            "schema": self.schema,
            "tool": self.tool,
            "synthetic": self.synthetic,
            "query": dict(self.query),
            "as_of": self.as_of.isoformat(),
            "known_on": self.known_on.isoformat(),
            "snapshot": self.snapshot,
            "complete": self.complete,
            "not_looked": list(self.not_looked),
            "coverage": [dict(part) for part in self.coverage],
            "truncated": cut
            and {"shown": cut.shown, "total": cut.total, "by": cut.by, "remedy": cut.remedy},
            "results": [dict(row) for row in self.results],
            "evidence": {name: dict(item) for name, item in self.evidence.items()},
        }

    def _repr_html_(self) -> str:
        from samehand.present.figures import picture

        return picture(self.envelope())

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}


def _flat(value: Any) -> Any:
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, default=str, ensure_ascii=False)
    return value
