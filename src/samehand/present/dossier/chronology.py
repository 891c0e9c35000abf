"""What happened, in order, by three clocks: when it was so, when it was recorded, when it was seen.

Made of the days in the answers of a dossier: a step of a title, a listing, a registration. A day
that an answer does not give stays empty.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from samehand.present.columns import Column
from samehand.present.sheet import Sheet

Dossier = Mapping[str, Any]

COLUMNS = (
    Column("happened", "happened"),
    Column("recorded", "recorded"),
    Column("found", "first seen"),
    Column("what", "what", wide=True, least=30),
    Column("subject", "of", wide=True, least=16),
)
HAPPENED = ("effective", "registered", "happened", "paid")
RECORDED = ("recorded",)
FOUND = ("first_seen", "seen", "since")
WORDS = ("says", "instrument", "what", "sentence")
MOST = 400  # rows: more is in the answers themselves


def chronology(dossier: Dossier) -> Sheet:
    """Every dated statement of the answers, in order."""
    rows = events(dossier)
    says = () if len(rows) <= MOST else (f"{MOST} of {len(rows):,}; the answers hold all",)
    return Sheet(columns=COLUMNS, rows=rows[:MOST], says=says)


def events(dossier: Dossier) -> list[dict[str, str]]:
    """Every dated statement of the answers, once, the oldest first."""
    return sorted({tuple(row.items()): row for row in _rows(dossier)}.values(), key=_order)


def _order(row: Mapping[str, str]) -> tuple[str, ...]:
    first = min(filter(None, (row["happened"], row["recorded"], row["found"])), default="")
    return (first, row["subject"], row["what"])


def _rows(dossier: Dossier) -> Iterator[dict[str, str]]:
    for panel in dossier["panels"]:
        for result in (panel["envelope"] or {}).get("results", ()):
            yield from _dated(result, panel["subject"])


def _dated(told: Any, subject: str) -> Iterator[dict[str, str]]:
    """Every part of an answer that has a day and says something."""
    if isinstance(told, Mapping):
        days = {
            name: next((str(told[key]) for key in keys if _is_day(told.get(key))), "")
            for name, keys in (("happened", HAPPENED), ("recorded", RECORDED), ("found", FOUND))
        }
        says = next((str(told[key]) for key in WORDS if isinstance(told.get(key), str)), "")
        if says and any(days.values()):
            of = str(told.get("subject") or told.get("block") or subject)
            yield {**days, "what": says, "subject": of}
        for value in told.values():
            yield from _dated(value, subject)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _dated(value, subject)


def _is_day(value: Any) -> bool:
    return (
        isinstance(value, str) and len(value) == len("2017-03-21") and value[4] == value[7] == "-"
    )
