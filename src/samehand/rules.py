"""Rules: the one shape shared by links (resolve/) and detectors (detect/).

SQL finds and weighs; Python explains. A rule file holds, from top to bottom:

- a docstring: what it looks for, why that matters, what fools it;
- `Numbers`: every number it turns on, each with its reason;
- `FIND`: one SELECT, which puts each row found into a *bin*: how strong the likeness is, in words;
- `explain`: one row of it as evidence in words;
- `RULE`: the name of it all, with an example to find and an example to spare.

What a bin weighs is fitted, never written here: see `resolve.weights`. A `Step` is a table that
several rules stand on, derived once for a question.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, TypeVar

from samehand.evidence import Evidence, Signal
from samehand.store import Found, Store
from samehand.tables import Row
from samehand.values.cites import cite_text

N = TypeVar("N")


def because(value: float, why: str) -> Any:
    """A number and the reason for it."""
    return field(default=value, metadata={"why": why})


@dataclass(frozen=True, slots=True)
class Example:
    """Rows to look at; the subjects that must be found in them, each in its bin."""

    title: str
    rows: tuple[Row, ...]
    finds: Mapping[tuple[str, ...], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[N]):
    """A table derived once for a question, which rules and later steps stand on."""

    name: str
    says: str
    reads: tuple[type[Row], ...]
    needs: tuple["Step[Any]", ...] = ()
    numbers: N
    find: str
    coded: str = ""  # a column of few texts in very many rows, here and in what is made of them
    held: bool = True  # false where to ask anew is cheaper than to hold; it names no number then

    def lay(self, store: Store) -> None:
        """Derive the table in the store."""
        if not self.held:
            store.show(self.name, self.find)
            return
        store.derive(self.name, self.find, **numbers_of(self.numbers))
        if self.coded:
            store.code(self.name, self.coded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[N]):
    """One thing to look for, in one family of evidence.

    `find` gives one row a subject: the columns of `subject`, its `bin`, columns that end in
    `cite` (a number, or a list of them), and what `explain` needs. `explain` gives the sentence
    and the cites; the weight is looked up once, by the bin, for every surface alike. `bins` are
    all that `find` can give, the strongest first.
    """

    name: str
    title: str
    family: str
    ground: str  # the lines it rests on: links of one ground are one fact, and count once
    revision: int
    proposed: bool = False  # looks only at pairs that another link proposed
    subject: tuple[str, ...] = ("one", "other")
    reads: tuple[type[Row], ...]
    needs: tuple[Step[Any], ...] = ()
    numbers: N
    bins: tuple[str, ...]
    find: str
    explain: Callable[[Found, N], str]
    examples: tuple[Example, ...]

    def look(self, store: Store) -> None:
        """Keep every row found as a table of the rule's name; its steps must have been laid."""
        store.derive(self.found_in, self.find, **numbers_of(self.numbers))

    @property
    def found_in(self) -> str:
        """The table that `look` keeps."""
        return "found_" + self.name.replace("-", "_")

    def signal(self, row: Found, bits: float) -> Signal:
        """One row in words, with what its bin weighs."""
        subject = tuple(str(row[part]) for part in self.subject)
        readable = _readable(row)
        says = self.explain(readable, self.numbers)
        return Signal(self.name, subject, (Evidence(says, cites_of(readable), bits),))


def numbers_of(numbers: object) -> dict[str, Any]:
    """Numbers by name, as they are bound into SQL."""
    return asdict(numbers)  # type: ignore[call-overload, no-any-return]


def lay(steps: Iterable[Step[Any]], store: Store, laid: Iterable[str] = ()) -> tuple[str, ...]:
    """Derive steps in a store, each after those it needs; gives the names of all laid by now."""
    done = dict.fromkeys(laid)

    def visit(step: Step[Any]) -> None:
        for needed in step.needs:
            visit(needed)
        if step.name not in done:
            step.lay(store)
            done[step.name] = None

    for step in steps:
        visit(step)
    return tuple(done)


def asks(parts: Iterable[Step[Any] | Rule[Any]]) -> Iterator[str]:
    """All that rules or steps ask for, and the steps they stand on: each SELECT with its numbers."""
    for part in parts:
        yield part.name + part.find + repr(part.numbers)
        yield from asks(part.needs)


def cites_of(row: Found) -> tuple[str, ...]:
    """Every cite of a readable row, without repeats, in order."""
    cites: list[str] = []
    for name, value in row.items():
        if name.endswith("cite") and value:
            cites += [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(cites))


def _readable(row: Found) -> Found:
    """A row whose cites are text: one, or a list without repeats in order."""
    return {name: _cite(value) if name.endswith("cite") else value for name, value in row.items()}


def _cite(value: int | list[int] | None) -> str | tuple[str, ...] | None:
    if isinstance(value, int):
        return cite_text(value)
    return tuple(cite_text(cite) for cite in sorted(set(value))) if value else None
