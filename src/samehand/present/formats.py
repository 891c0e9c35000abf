"""Every format an answer can be printed in. The same answer gives the same bytes."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from samehand.errors import UsageError
from samehand.present.look import FORMATS, Envelope, Look
from samehand.present.page import html_page, markdown
from samehand.present.rows import flat, names_of, picked, rows_of
from samehand.present.screens import screen

SUFFIXES = {
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".html": "html",
    ".md": "markdown",
    ".txt": "table",
}
"""The format that the name of a file asks for."""


def render(envelope: Envelope, look: Look) -> bytes:
    """An answer in the format of the look. Raises UsageError for a field it does not have."""
    if look.expand and look.format != "table":
        raise UsageError("-x shows one field a line in tables only", "leave it out, or give -t")
    if look.format == "parquet":
        return _parquet(envelope, look)
    writers = {
        "table": screen,
        "markdown": markdown,
        "json": _json,
        "ndjson": _ndjson,
        "csv": _csv,
        "tsv": _csv,
        "html": html_page,
    }
    if look.format not in writers:
        raise UsageError(f"there is no format {look.format!r}", f"one of: {', '.join(FORMATS)}")
    return writers[look.format](envelope, look).encode()


def _json(envelope: Envelope, look: Look) -> str:
    """The envelope; its results alone where no headers are wanted."""
    results = picked(envelope["results"], look.fields)
    whole: Any = {**envelope, "results": results} if look.headers else results
    return json.dumps(whole, indent=2, ensure_ascii=False, default=str) + "\n"


def _ndjson(envelope: Envelope, look: Look) -> str:
    whole = envelope["schema"] != "routes/1"
    rows = picked(envelope["results"], look.fields) if whole else rows_of(envelope, look.fields)
    return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)


def _csv(envelope: Envelope, look: Look) -> str:
    rows = rows_of(envelope, look.fields)
    out = io.StringIO()
    dialect = "excel-tab" if look.format == "tsv" else "excel"
    writer = csv.DictWriter(out, names_of(rows), dialect=dialect, lineterminator="\n")
    if look.headers:
        writer.writeheader()
    writer.writerows([_cells(row, look.format == "tsv") for row in rows])
    return out.getvalue()


def _cells(row: Mapping[str, Any], tabs: bool) -> dict[str, Any]:
    cells = {name: flat(value) for name, value in row.items()}
    if not tabs:
        return cells
    return {
        name: value.replace("\t", " ").replace("\n", " ") if isinstance(value, str) else value
        for name, value in cells.items()
    }


def _parquet(envelope: Envelope, look: Look) -> bytes:
    """The rows, with the envelope but its rows in the metadata of the file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not look.headers:
        raise UsageError("Parquet always names its columns", "leave out --no-headers")
    rows = [
        {name: flat(value) for name, value in row.items()} for row in rows_of(envelope, look.fields)
    ]
    names = names_of(rows)
    columns = {name: pa.array([row.get(name) for row in rows]) for name in names}
    told = {b"samehand": json.dumps(meta(envelope), default=str).encode()}
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(columns).replace_schema_metadata(told), out)
    return out.getvalue().to_pybytes()  # type: ignore[no-any-return]


def meta(envelope: Envelope) -> dict[str, Any]:
    """The envelope without its rows, and how many they are: for `--meta`."""
    rest = {name: part for name, part in envelope.items() if name != "results"}
    return {**rest, "rows": len(envelope["results"])}
