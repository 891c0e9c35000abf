"""A case as tables for other tools: blocks, parties, links, evidence, events, findings; and what
each column means.

Made of the dossier alone, so numbers and masking are those of the report. Every hand of a case is in
it. One file a table, as CSV or Parquet, and `dictionary` beside them in the same form. A made-up
world says so in every file name.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samehand.errors import UsageError
from samehand.present.dossier.chronology import events
from samehand.present.dossier.dictionary import DICTIONARY, TABLES, Meaning
from samehand.present.tables import clean

Dossier = Mapping[str, Any]
Rows = list[dict[str, Any]]
FORMS = ("csv", "parquet")
STAMP = "SYNTHETIC-"


def tables(dossier: Dossier, form: str) -> dict[str, bytes]:
    """Every table by the name of its file. Raises UsageError for a form that is none."""
    if form not in FORMS:
        raise UsageError(f"tables are not written as {form!r}", f"one of: {', '.join(FORMS)}")
    write = _csv if form == "csv" else _parquet
    stamp = STAMP if dossier["synthetic"] else ""
    made = {name: write(columns, rows_of(dossier, name)) for name, columns in TABLES.items()}
    made["dictionary"] = write(DICTIONARY, _dictionary())
    return {f"{stamp}{name}.{form}": raw for name, raw in sorted(made.items())}


def rows_of(dossier: Dossier, table: str) -> Rows:
    """The rows of one table."""
    found = {
        "blocks": _blocks,
        "parties": _parties,
        "links": _links,
        "evidence": lambda told: iter(told["exhibits"]),
        "events": events,
        "findings": _findings,
    }[table](dossier)
    names = [column.name for column in TABLES[table]]
    return [{name: row.get(name) for name in names} for row in found]


def _answers(dossier: Dossier, schema: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The results of one kind of answer, with what was asked about."""
    for panel in dossier["panels"]:
        envelope = panel["envelope"]
        if envelope and envelope["schema"] == schema:
            for result in envelope["results"]:
                yield panel["subject"], result


def _blocks(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """Each block once, with what became of it; its title where the block itself was pinned."""
    titles = {result["block"]: result for _, result in _answers(dossier, "title/1")}
    for _, result in _answers(dossier, "recovery/1"):
        title = titles.pop(result["block"], {})
        yield {**_titled(title), **result, "cites": "; ".join(result["cites"])}
    for block, title in titles.items():
        yield {**_titled(title), "block": block, "addresses": title["addresses"], "class": None}


def _titled(title: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("holder", "name", "registry", "status")
    told = {name: title.get(name) for name in kept}
    exceptions = [each["title"] for each in title.get("exceptions", ()) if each["state"] == "found"]
    return {**told, "exceptions": "; ".join(exceptions) if title else None}


def _parties(dossier: Dossier) -> Iterator[dict[str, Any]]:
    for _, hand in _answers(dossier, "hand/1"):
        for member in hand["members"]:
            asns = "; ".join(f"AS{number}" for number in member["asns"])
            yield {**member, "hand": hand["hand"], "reading": hand["reading"], "asns": asns}


def _links(dossier: Dossier) -> Iterator[dict[str, Any]]:
    for part in dossier["slices"]:
        bits = {(pair["one"], pair["other"]): pair["bits"] for pair in part["pairs"]}
        for row in part["counted"]:
            pair = bits.get((row["one"], row["other"]))
            yield {**row, "hand": part["hand"], "pair_bits": pair}


def _findings(dossier: Dossier) -> Iterator[dict[str, Any]]:
    exhibits = {each["cite"]: each["exhibit"] for each in dossier["exhibits"]}
    for number, each in enumerate(dossier["case"]["findings"], 1):
        replies = [r for r in dossier["case"]["replies"] if r["finding"] == f"F-{number}"]
        yield {
            **each,
            "finding": f"F-{number}",
            "exhibits": "; ".join(exhibits.get(cite, cite) for cite in each["cites"]),
            "cites": "; ".join(each["cites"]),
            "alternatives": "; ".join(each["alternatives"]),
            "replies": "; ".join(f"{r['sender']}: {r['says']}" for r in replies),
        }


def _dictionary() -> Rows:
    return [
        {
            "table": table,
            "column": each.name,
            "type": each.type,
            "unit": each.unit,
            "says": each.says,
        }
        for table, columns in TABLES.items()
        for each in columns
    ]


def _csv(columns: tuple[Meaning, ...], rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, [each.name for each in columns], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _parquet(columns: tuple[Meaning, ...], rows: Rows) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"text": pa.string(), "day": pa.date32(), "number": pa.float64()}
    schema = pa.schema([(each.name, types[each.type]) for each in columns])
    made = {each.name: [_typed(each.type, row[each.name]) for row in rows] for each in columns}
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(made, schema), out)
    return out.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _typed(kind: str, value: Any) -> Any:
    if value in (None, ""):
        return None
    if kind == "number":
        return float(value)
    return date.fromisoformat(value) if kind == "day" else str(value)
