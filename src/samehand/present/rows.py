"""The flat rows of an answer: what NDJSON, CSV, TSV, Parquet and tables have a line for.

Of `show` each statement is a row, of `routes` each interval, of `title` each step and
exception, of `screen` each application in short; of every other answer each result is.
"""

import json
from collections.abc import Sequence
from typing import Any

from samehand.errors import UsageError
from samehand.present.finding import FLAT as FINDING
from samehand.present.look import Envelope
from samehand.present.screening import FLAT as SCREENING
from samehand.present.title import FLAT

STATEMENT = ("asked", "kind", "section", "state", "subject", "says", "seen", "cites")


def rows_of(envelope: Envelope, fields: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The rows, with the fields asked for in the order asked. Raises UsageError on others."""
    return picked(_flat_rows(envelope), fields)


def _flat_rows(envelope: Envelope) -> Sequence[Any]:
    if envelope["schema"] == "show/1":
        return _statements(envelope)
    if flat_rows := (FLAT | FINDING | SCREENING).get(envelope["schema"]):
        return flat_rows(envelope)
    if envelope["schema"] == "routes/1":
        return [row for result in envelope["results"] for row in result["intervals"]]
    return envelope["results"]  # type: ignore[no-any-return]


def picked(rows: Sequence[Any], fields: Sequence[str]) -> list[dict[str, Any]]:
    """The fields asked for of each row; all when none is."""
    if not fields or not rows:
        return [dict(row) for row in rows]
    known = names_of(rows)
    strange = [name for name in fields if name not in known]
    if strange:
        raise UsageError(f"there is no field {', '.join(strange)}", f"there are {', '.join(known)}")
    return [{name: row.get(name) for name in fields} for row in rows]


def names_of(rows: Sequence[Any]) -> list[str]:
    """Every field of any row, in the order first met."""
    return list(dict.fromkeys(name for row in rows for name in row))


def _statements(envelope: Envelope) -> list[dict[str, Any]]:
    return [
        _statement(result, part, row)
        for result in envelope["results"]
        for part in result["sections"]
        for row in (part["rows"] or [{"says": part["says"]}])
    ]


def _statement(result: Any, part: Any, row: Any) -> dict[str, Any]:
    told = {
        "asked": result["asked"],
        "kind": result["kind"],
        "section": part["section"],
        "state": part["state"],
        "subject": row.get("subject") or result["subject"],
        "says": row["says"],
        "seen": row.get("seen"),
        "cites": list(row.get("cites") or ()),
    }
    return {name: told[name] for name in STATEMENT}


def flat(value: Any) -> Any:
    """A value that one cell holds: nested parts as JSON text."""
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, default=str, ensure_ascii=False)
    return value
