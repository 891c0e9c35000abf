"""The answers about verdicts, laid out as sheets."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samehand.present.columns import Column, plain, signed
from samehand.present.look import Envelope
from samehand.present.sheet import Sheet


def number(value: Any) -> str:
    """A verdict's number as it is written.

    >>> number(3), number(None)
    ('V3', '-')
    """
    return "-" if value is None else f"V{value}"


def moment(value: Any) -> str:
    """A moment to the minute.

    >>> moment("2026-11-25T02:54:00.636301+00:00")
    '2026-11-25 02:54Z'
    """
    return f"{str(value)[:16].replace('T', ' ')}Z"


VERDICTS = (
    Column("number", "#", number),
    Column("one_name", "one", wide=True, least=12),
    Column("other_name", "other", wide=True, least=12),
    Column("verdict", "verdict"),
    Column("by", "by"),
    Column("at", "when", moment),
    Column("acts", "acts", wide=True, least=8),
    Column("note", "note", wide=True, least=12),
    Column("because", "because", wide=True, least=16),
    Column("one", "holder", wide=True, least=14),
    Column("other", "and holder", wide=True, least=14),
)
QUEUE = (
    Column("place", "#", plain, number=True),
    Column("one_name", "one", wide=True, least=14),
    Column("other_name", "other", wide=True, least=14),
    Column("bits", "bits", signed, number=True),
    Column("reason", "why it is here"),
    Column("hands", "hands", wide=True, least=11),
    Column("one", "holder", wide=True, least=14),
    Column("other", "and holder", wide=True, least=14),
)
COLUMNS = {"verdicts/1": VERDICTS, "judge/1": VERDICTS, "queue/1": QUEUE}


def _named(rows: Any) -> list[dict[str, Any]]:
    """Rows in which a holder without a name is called by its id."""
    return [
        {
            **row,
            "one_name": row["one_name"] or row["one"],
            "other_name": row["other_name"] or row["other"],
        }
        for row in rows
    ]


def _verdicts(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """The verdicts, then the contradictions among them."""
    rows = _named(envelope["results"])
    yield Sheet(columns=VERDICTS, rows=rows, says=() if rows else ("Nobody judged anything yet.",))
    yield Sheet(says=tuple(contradictions(envelope["query"])))


def _judge(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """One verdict, what became of the hands, and contradictions."""
    yield from _verdicts(envelope, False)
    for row in envelope["results"]:
        if row["hands"]:
            yield Sheet(says=(f"The two are now in {' and '.join(row['hands'])}.",))


def _queue(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    rows = _named(envelope["results"])
    yield Sheet(columns=QUEUE, rows=rows, says=() if rows else ("The queue is empty.",))


def contradictions(query: Mapping[str, Any]) -> Iterator[str]:
    """Each contradiction among the verdicts an answer heeds."""
    for says in query.get("contradictions", ()):
        yield f"Contradiction: {says}."


def acted(query: Mapping[str, Any], results: Any) -> Iterator[str]:
    """Which verdicts an answer of hands heeds, and what they hold together or apart."""
    told = {row["number"]: row for hand in results for row in hand.get("verdicts") or ()}
    for _, row in sorted(told.items()):
        yield verdict_says(row)
    yield from contradictions(query)


def verdict_says(row: Mapping[str, Any]) -> str:
    """One verdict in words."""
    note = f": {row['note']}" if row["note"] else ""
    who = f"{row['one']} and {row['other']}"
    return f"V{row['number']}: {who} judged {row['verdict']} by {row['by']} on {row['day']}{note}."


LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = {
    "judge/1": _judge,
    "queue/1": _queue,
    "verdicts/1": _verdicts,
}
