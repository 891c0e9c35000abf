"""Global flags: what may stand before or after a command. A flag that would do nothing is none."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Group, Parameter

OUTPUT = Group("Output", sort_key=2)
CLOCKS = Group("Book and clocks", sort_key=3)
HANDS = Group("Hands", sort_key=4)

Format = Literal["table", "markdown", "json", "ndjson", "csv", "tsv", "parquet", "html"]


def _flag(*names: str) -> Parameter:
    return Parameter(name=names, negative=(), show_default=False)


@Parameter(name="*", group=OUTPUT)
@dataclass(frozen=True, kw_only=True)
class Out:
    """How an answer is printed, and what is told beside it."""

    format: Annotated[Format | None, _flag("--format", "-f")] = None
    """Format of the answer; by default a table."""
    json: Annotated[bool, _flag("--json")] = False
    """The whole envelope as JSON."""
    nl: Annotated[bool, _flag("--nl")] = False
    """NDJSON: one result a line."""
    csv: Annotated[bool, _flag("--csv")] = False
    """Comma-separated rows."""
    tsv: Annotated[bool, _flag("--tsv")] = False
    """Tab-separated rows."""
    table: Annotated[bool, _flag("--table", "-t")] = False
    """A table, whatever the name of the output file says."""
    output: Annotated[Path | None, _flag("--output", "-o")] = None
    """Write to a file; its suffix chooses the format."""
    meta: Annotated[Path | None, _flag("--meta")] = None
    """Also write the envelope without its rows to a file."""
    expand: Annotated[bool, _flag("--expand", "-x")] = False
    """Tables: one field a line."""
    fields: Annotated[str | None, _flag("--fields")] = None
    """Only these fields, in this order: a,b,c."""
    no_headers: Annotated[bool, _flag("--no-headers")] = False
    """No header line; in JSON the bare list of results."""
    limit: Annotated[int | None, _flag("--limit")] = None
    """At most so many rows, 0 for all; by default 50 on a terminal, all in a pipe."""
    redact: Annotated[Literal["people", "restricted", "none"], _flag("--redact")] = "people"
    """What `export` masks: names of persons and words of people; tables show records as they are,
    and restricted rows only with --restricted."""
    quiet: Annotated[bool, _flag("--quiet", "-q")] = False
    """Nothing on standard error but errors; data is never dropped."""
    verbose: Annotated[bool, _flag("--verbose", "-v")] = False
    """Tell the book, the snapshot and the time taken, on standard error."""
    progress: Annotated[Literal["auto", "always", "never"], _flag("--progress")] = "auto"
    """Progress bars on standard error: where a person watches and it takes over a second."""
    no_color: Annotated[bool, _flag("--no-color")] = False
    """No colour; the same as NO_COLOR in the environment."""
    no_input: Annotated[bool, _flag("--no-input")] = False
    """Never ask anything; where a question would be asked, refuse."""


@Parameter(name="*", group=CLOCKS)
@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Which book is meant."""

    book: Annotated[Path | None, _flag("--book")] = None
    """The book, a folder; by default $SAMEHAND_BOOK, else ./samehand.book."""


@Parameter(name="*", group=CLOCKS)
@dataclass(frozen=True, kw_only=True)
class Clocks(Shelf):
    """By which clocks it is read, and what is asked of it beside the answer."""

    as_of: Annotated[str | None, _flag("--as-of")] = None
    """The day asked about: 2017-03-21, 2017-03, 2017, or -90d before the book's last day."""
    known_on: Annotated[str | None, _flag("--known-on")] = None
    """The last day whose publications may be used; written as for --as-of."""
    snapshot: Annotated[str | None, _flag("--snapshot")] = None
    """Refuse (exit 5) unless the book's snapshot begins so."""
    strict: Annotated[bool, _flag("--strict")] = False
    """Exit 4 when something needed could not be looked at."""
    restricted: Annotated[bool, _flag("--restricted")] = False
    """Also read a registry's own files; who did, when and by which command is logged."""
    explain: Annotated[bool, _flag("--explain")] = False
    """Tell the same call in Python and the SQL asked, on standard error."""


@Parameter(name="*", group=HANDS)
@dataclass(frozen=True, kw_only=True)
class Weighing:
    """By which weights."""

    weights: Annotated[Path | None, _flag("--weights")] = None
    """A weights file of `fit`; by default $SAMEHAND_WEIGHTS, else those that ship."""
    verdicts: Annotated[str, _flag("--verdicts")] = "all"
    """Which verdicts of people act: all, none (the records alone), or those given by a day."""


@Parameter(name="*", group=HANDS)
@dataclass(frozen=True, kw_only=True)
class Gate(Weighing):
    """When to fail a check."""

    gate: Annotated[str | None, _flag("--gate")] = None
    """Exit 1 when an undeclared or unclear hand, or the pair asked, reaches this level."""
    min_prob: Annotated[float | None, Parameter(name="--min-prob", show=False)] = None


@Parameter(name="*", group=HANDS)
@dataclass(frozen=True, kw_only=True)
class Sift(Gate):
    """Which hands to show."""

    min_weight: Annotated[float | None, _flag("--min-weight")] = None
    """Only hands of at least so many bits."""
    reading: Annotated[Literal["declared", "undeclared", "unclear"] | None, _flag("--reading")] = (
        None
    )
    """Only hands of this reading."""
