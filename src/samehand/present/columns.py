"""Which fields a table shows of each schema, in which order, and how each is written.

A column that a screen has no room for is left out by `keep`, the last to go first; nothing is
left out in a pipe, and `--fields` or `-x` show the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Result = Mapping[str, Any]


def written(value: Any) -> str:
    """Any value as text: numbers grouped, nothing as a dash.

    >>> written(692224), written(61.25), written(None), written(["a", "b"])
    ('692,224', '61.2', '-', 'a, b')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {written(each)}" for name, each in value.items()) or "-"
    if isinstance(value, (list, tuple)):
        return ", ".join(written(each) for each in value) or "-"
    return "-" if value is None else str(value) or "-"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field, its title, how to write it, and whether it holds numbers."""

    field: str
    title: str
    write: Callable[[Any], str] = written
    number: bool = False
    wide: bool = False  # may fold over several lines
    least: int = 0  # the narrowest width at which it can be read


def plain(value: Any) -> str:
    """A number that is a name: no grouping."""
    return "-" if value is None else str(value)


def short_members(value: Sequence[Result]) -> str:
    """The members of a hand by name, the first three, and how many more there are."""
    names = [str(member.get("name") or member["holder"]) for member in value]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return "; ".join(names[:3]) + more


def short_asns(value: Sequence[int]) -> str:
    """AS numbers as they are written."""
    return ", ".join(f"AS{number}" for number in value) or "-"


def signed(bits: Any) -> str:
    """Bits with their sign: for or against.

    >>> signed(8.14), signed(-2), signed(True)
    ('+8.1', '-2.0', 'yes')
    """
    number = isinstance(bits, (int, float)) and not isinstance(bits, bool)
    return f"{bits:+.1f}" if number else written(bits)


def hundredths(bits: Any) -> str:
    """Bits with two places, as a weights file has them."""
    return written(None) if bits is None else f"{bits:.2f}"


def digits(number: Any) -> str:
    """A number of which only the first digits say anything."""
    return written(None) if number is None else f"{number:.3g}"


def percent(share: Any) -> str:
    """A share, of small ones the first two digits.

    >>> percent(0.4213), percent(0.00231), percent(None)
    ('42.1 %', '0.23 %', '-')
    """
    if share is None:
        return written(None)
    size = abs(share)
    places = 1 if size >= 0.01 or not size else 2 if size >= 0.001 else 4
    return f"{share * 100:.{places}f} %"


def spans(gaps: Sequence[Sequence[str]]) -> str:
    """Gaps between days, the longest three, and how many more there are.

    >>> spans([["2014-07-01", "2015-07-01"]])
    '2014-07-01 to 2015-07-01'
    """
    longest = sorted(gaps, key=_days, reverse=True)[:3]
    more = f" and {len(gaps) - 3} more" if len(gaps) > 3 else ""
    return ("; ".join(f"{before} to {after}" for before, after in longest) + more) or "none"


def _days(gap: Sequence[str]) -> int:
    before, after = (date.fromisoformat(day) for day in gap)
    return (after - before).days


HANDS = (
    Column("rank", "#", plain, number=True),
    Column("hand", "hand"),
    Column("reading", "reading"),
    Column("weight", "bits", number=True),
    Column("addresses", "addresses", number=True),
    Column("members", "holders", lambda value: str(len(value)), number=True),
    Column("members", "who", short_members, wide=True, least=22),
    Column("families", "families of evidence", wide=True, least=16),
    Column("first_seen", "first seen"),
)

MEMBERS = (
    Column("name", "name", wide=True, least=16),
    Column("holder", "holder", wide=True, least=16),
    Column("asns", "AS numbers", short_asns, wide=True, least=10),
    Column("addresses", "addresses", number=True),
    Column("why", "why", wide=True, least=24),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "scan/1": HANDS,
    "hands/1": HANDS,
    "status/1": (
        Column("source", "source"),
        Column("day", "day"),
        Column("name", "file", wide=True, least=20),
        Column("rows", "rows", number=True),
        Column("set_aside", "set aside", number=True),
        Column("tried", "tried", wide=True, least=12),
        Column(
            "notes", "notes", lambda value: written(value) if value else "-", wide=True, least=16
        ),
        Column("licence", "licence", wide=True, least=16),
    ),
    "set-aside/1": (
        Column("cite", "cite"),
        Column("source", "source"),
        Column("reason", "why it was set aside", wide=True, least=12),
        Column("text", "line", wide=True, least=20),
    ),
    "search/1": (
        Column("subject", "what", wide=True, least=12),
        Column("field", "field"),
        Column("matched", "matched", wide=True, least=20),
        Column("holder", "held by", wide=True, least=16),
        Column("source", "in"),
        Column("cite", "cite"),
    ),
    "import/1": (
        Column("name", "file", wide=True, least=20),
        Column("outcome", "outcome"),
        Column("source", "source"),
        Column("day", "day"),
        Column("rows", "rows", number=True),
        Column("set_aside", "set aside", number=True),
        Column(
            "notes", "notes", lambda value: written(value) if value else "-", wide=True, least=16
        ),
    ),
    "sources/1": (
        Column("source", "source"),
        Column("title", "what it is", wide=True, least=20),
        Column("tried", "tried", wide=True, least=12),
        Column("licence", "licence", wide=True, least=16),
        Column("read_in", "format read in", wide=True, least=20),
    ),
    "fit/1": (
        Column("link", "link"),
        Column("bin", "bin", wide=True, least=16),
        Column("bits", "bits", hundredths, number=True),
        Column("low", "from", hundredths, number=True),
        Column("high", "to", hundredths, number=True),
        Column("pairs", "pairs", number=True),
        Column("siblings", "labelled", number=True),
        Column("how", "how", wide=True, least=20),
        Column("m", "m", digits, number=True),
        Column("u", "u", digits, number=True),
    ),
    "link/1": (
        Column("sort", "records of"),
        Column("records", "records", number=True),
        Column("parties", "parties", number=True),
        Column("largest_party", "largest", number=True),
        Column("same", "pairs that are one", number=True),
        Column(
            "warnings", "to be wary of", lambda value: "; ".join(value) or "-", wide=True, least=20
        ),
    ),
    "world/1": (
        Column("name", "file", wide=True, least=20),
        Column("source", "kind"),
        Column("day", "day"),
    ),
}

PARTS = (
    Column("name", "pairs that are", wide=True, least=16),
    Column("pairs", "pairs", number=True),
    Column("siblings", "labelled", number=True),
    Column("predicted", "given", percent, number=True),
    Column("observed", "found", percent, number=True),
    Column("low", "from", percent, number=True),
    Column("high", "to", percent, number=True),
    Column("recall", "of all labelled", percent, number=True),
    Column("holds", "holds"),
)
SCORES = (
    Column("name", "score"),
    Column("value", "of these weights", digits, number=True),
    Column("base", "of one rate for all", digits, number=True),
    Column("skill", "better by", percent, number=True),
)
GLANCE = (
    Column("asked", "asked", wide=True, least=14),
    Column("kind", "kind"),
    Column("glance", "at a glance", wide=True, least=30),
)
LINKS = (
    Column("pair", "holders", wide=True, least=20),
    Column("rule", "rule", wide=True, least=12),
    Column("counted", "bits", signed, number=True),
    Column("says", "why", wide=True, least=30),
    Column("cites", "cites", wide=True, least=16),
)
BARS = (
    Column("family", "family"),
    Column("rule", "rule", wide=True, least=12),
    Column("bits", "bits", signed, number=True),
    Column("counted", "counted", signed, number=True),
    Column("says", "what was seen", wide=True, least=30),
    Column("evidence", "evidence"),
)
EVIDENCE = (
    Column("id", "evidence"),
    Column("weight", "bits", signed, number=True),
    Column("says", "what the records say", wide=True, least=30),
    Column("cites", "cites", wide=True, least=16),
)
COVERAGE = (
    Column("source", "source"),
    Column("from", "from"),
    Column("to", "to"),
    Column("days", "days told", number=True),
    Column("gaps", "gaps", spans, wide=True, least=24),
)
STATEMENTS = (
    Column("subject", "what", wide=True, least=18),
    Column("says", "the record says", wide=True, least=30),
    Column("seen", "seen"),
    Column("cites", "cites", wide=True, least=16),
)


def columns_of(schema: str, rows: Sequence[Result], fields: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a schema; those asked for where any are; else every field of the rows."""
    from samehand.present import (
        finding,
        history_columns,
        internal,
        judging,
        screening,
        title,
        worth,
    )

    homes = (history_columns, judging, title, worth, finding, internal, screening)
    known = COLUMNS.get(schema) or next(
        (home.COLUMNS[schema] for home in homes if schema in home.COLUMNS), ()
    )
    if not fields and known:
        return known
    names = fields or list(dict.fromkeys(name for row in rows for name in row))
    titled = {column.field: column for column in reversed(known)}
    return tuple(titled.get(name, Column(name, name, wide=True, least=8)) for name in names)
