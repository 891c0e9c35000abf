"""Screened applications, laid out: a list of many, all there is to say of one, and the memo of one."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samehand.present.columns import BARS, EVIDENCE, Column, signed
from samehand.present.falls import bars_of
from samehand.present.history_columns import CITES, some
from samehand.present.internal import MARK
from samehand.present.look import Envelope
from samehand.present.sheet import Sheet
from samehand.values.counts import count_of

Result = Mapping[str, Any]

SCREENED = (
    Column("application", "application", wide=True, least=8),
    Column("name", "name", wide=True, least=14),
    Column("level", "level"),
    Column("weight", "bits", number=True),
    Column("reading", "reading"),
    Column("hand", "hand"),
    Column("exceeded", "rules exceeded", wide=True, least=10),
    Column("strongest", "strongest", wide=True, least=24),
)
SHARES = (
    Column("kind", "kind"),
    Column("value", "value", wide=True, least=14),
    Column("holders", "share it", number=True),
    Column("says", "role", wide=True, least=18),
    Column("with", "with", some, wide=True, least=14),
    CITES,
)
RELATED = (
    Column("name", "name", wide=True, least=14),
    Column("holder", "holder", wide=True, least=14),
    Column("total", "bits", signed, number=True),
    Column("families", "families", some, wide=True, least=10),
    Column("words", "which is", wide=True, least=14),
    Column("hand", "in hand"),
)
RULES = (
    Column("rule", "rule", wide=True, least=14),
    Column("state", "state"),
    Column("alone", "alone", number=True),
    Column("together", "as one", number=True),
    Column("says", "what was counted", wide=True, least=24),
    CITES,
)
ASKS = (
    Column("about", "about", wide=True, least=12),
    Column("says", "what else explains it", wide=True, least=24),
    Column("ask", "ask for", wide=True, least=18),
)
BARS_OF_ONE = 3  # holders of whom every bar is told; of the rest the total is
REPLAYED = (
    Column("day", "day"),
    Column("application", "request", wide=True, least=8),
    Column("name", "name", wide=True, least=14),
    Column("level", "level"),
    Column("weight", "bits", number=True),
    Column("hand", "hand"),
    Column("number", "its no", number=True),
    Column("strongest", "strongest", wide=True, least=24),
    CITES,
)
FIRST = (
    Column("hand", "hand"),
    Column("holders", "holders", some, wide=True, least=14),
    Column("requests", "requests", number=True),
    Column("possible", "possible at"),
    Column("likely", "likely at"),
    Column("strong", "strong at"),
)
COLUMNS = {"screen/1": SCREENED, "replay/1": REPLAYED}


def in_short(envelope: Envelope) -> list[dict[str, Any]]:
    """An application a row, with what a list needs."""
    return [
        {
            "application": row["application"],
            "name": row["name"],
            "applicant": row["applicant"],
            "day": row["day"],
            "level": row["level"] or "none",
            "weight": row["weight"],
            "reading": row["reading"],
            "hand": _hand_name(row),
            "related": [each["holder"] for each in row["related"] if each["total"] > 0],
            "register": row["register"]["state"],
            "exceeded": _exceeded(row),
            "strongest": row["strongest"],
            **({"restricted": True} if row.get("restricted") else {}),
        }
        for row in envelope["results"]
    ]


def _exceeded(row: Result) -> list[str]:
    return [each["rule"] for each in row["policy"] if each["state"] == "exceeded"]


def _hand_name(row: Result) -> str | None:
    return row["hand"]["hand"] if row["hand"] else None


def _screen(envelope: Envelope, expand: bool) -> Iterator[Sheet]:
    """A list of many; of one, or with -x, everything."""
    if envelope["query"]["restricted"]:
        yield Sheet(says=(MARK,))
    if len(envelope["results"]) != 1:
        yield Sheet(columns=SCREENED, rows=in_short(envelope), says=(_reached(envelope),))
    if len(envelope["results"]) == 1 or expand:
        for row in envelope["results"]:
            yield from sheets_of_one(row)
        rows = [{"id": name, **item} for name, item in envelope["evidence"].items()]
        yield Sheet(title="Evidence" if rows else "", columns=EVIDENCE, rows=rows)


def _reached(envelope: Envelope) -> str:
    query = envelope["query"]
    counts = ", ".join(f"{many:,} {name}" for name, many in query["reached"].items())
    return f"{count_of(query['applications'], 'application')}: {counts}."


def sheets_of_one(row: Result) -> Iterator[Sheet]:
    """Everything there is to say of one application."""
    yield Sheet(title=f"{row['name']} ({row['application']})", says=tuple(bottom_line(row)))
    yield Sheet(
        title="What it states that others state too",
        columns=SHARES,
        rows=row["shares"],
        says=() if row["shares"] else ("Nothing was found.",),
    )
    if row["related"]:
        yield Sheet(title="Who that leads to", columns=RELATED, rows=row["related"])
    for each in row["related"][:BARS_OF_ONE]:
        title = f"With {each['name'] or 'no name'} ({each['holder']})"
        yield Sheet(title=title, columns=BARS, rows=bars_of(each))
    yield from _rules(row)
    yield register(row)
    if row["explanations"]:
        yield Sheet(title="What else would explain it", columns=ASKS, rows=row["explanations"])


def _rules(row: Result) -> Iterator[Sheet]:
    if row["policy"]:
        yield Sheet(
            title="Rules, were the hand one organisation", columns=RULES, rows=row["policy"]
        )


def register(row: Result) -> Sheet:
    """What company registers say of it on the day."""
    told = row["register"]
    listed = [f"  {each['says']} ({', '.join(each['cites'])})" for each in told["companies"][:3]]
    head = f"{told['state']}: {told['says']}."
    says = (f"{told['state']}:", *listed) if len(listed) == 1 else (head, *listed)
    return Sheet(title=f"Company register, on {row['day']}", says=says)


def bottom_line(row: Result) -> Iterator[str]:
    """The level, the hand it would be in, and what that rests on, in sentences."""
    level = f"Level {row['level']}" if row["level"] else "No level is reached"
    yield f"{level}: {row['weight']:.1f} bits{_read(row)}, asked of {row['day']}."
    if hand := row["hand"]:
        yield _joins(hand)
    elif row["related"]:
        best = row["related"][0]
        called = best["name"] or best["holder"]
        yield (
            f"It would be in no hand; the strongest pair is with {called},"
            f" {best['total']:+.1f} bits: {best['words']}."
        )
    if row["strongest"]:
        yield f"Strongest evidence: {row['strongest']}."
    if over := _exceeded(row):
        yield f"Were it one organisation, it would exceed: {'; '.join(over)}."


def _read(row: Result) -> str:
    return f", {row['reading']}" if row["reading"] else ""


def _joins(hand: Result) -> str:
    before = "; ".join(f"{each['hand']} ({each['weight']:.1f} bits)" for each in hand["before"])
    made_of = f", made of {before}" if before else ""
    many = count_of(len(hand["members"]), "holder")
    held = "; ".join(f"{each['holder']} {each['bits']:+.1f}" for each in hand["holds"][:3])
    return (
        f"It would be in a hand with {many}{made_of}: {hand['weight']:.1f} bits with it,"
        f" {hand['reading']}. It hangs on {held}."
    )


def memo_sheets(row: Result) -> Iterator[Sheet]:
    """What fits on a page: the rarest values, the nearest holders, rules, register, questions."""
    yield Sheet(title="Shared", columns=SHARES[:5], rows=row["shares"][:6])
    yield Sheet(title="Related", columns=RELATED, rows=row["related"][:4])
    yield from _rules(row)
    yield register(row)
    yield Sheet(title="Ask before deciding", columns=ASKS, rows=row["explanations"][:5])


def _replay(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """Each request, then of each hand where it first reached each level."""
    query = envelope["query"]
    if query["restricted"]:
        yield Sheet(says=(MARK,))
    yield Sheet(columns=REPLAYED, rows=envelope["results"])
    rows = [{**hand, **_at(hand["first"])} for hand in query["hands"]]
    says = [f"{count_of(query['requests'], 'request')}, {count_of(len(rows), 'hand')} met."]
    if early := query["before_the_first_file"]:
        says.append(f"Of {early:,} nothing was known: they are of days before the first file.")
    yield Sheet(
        title="Hands, as first seen" if rows else "", columns=FIRST, rows=rows, says=tuple(says)
    )


def _at(first: Mapping[str, Any]) -> dict[str, str]:
    """Where a hand first reached each level: the day, and which of its requests that was."""
    return {
        name: f"{told['day']}, request {told['number']}" if told else "-"
        for name, told in first.items()
    }


LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = {
    "replay/1": _replay,
    "screen/1": _screen,
}
FLAT: dict[str, Callable[[Envelope], list[dict[str, Any]]]] = {"screen/1": in_short}
