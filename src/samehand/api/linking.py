"""Linkage asked for: which records of organisations and contacts are one party, kept in the book.

What is compared is what the two clocks let through. All that came of it, and all it rests on, is
written aside and moved into the book in one rename: a linkage is whole or not there. The same
records give the same linkage, so asking twice makes it once.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.progress import Progress, silent
from samehand.errors import NotInData, UsageError
from samehand.rules import lay, numbers_of
from samehand.steps.linked import ORG_RECORD, REACHED, LinkedNumbers, org_record, reached
from samehand.store.book import made_aside
from samehand.store.linkages import ROWS, TOLD, VERSION, State, folder_of, records_state
from samehand.tables.records import SameParty

if TYPE_CHECKING:
    from samehand.linkage import Linkage, Plan

INSTALL = "pip install 'samehand[link]'"
FEWEST = 3  # records that state a field, below which nothing can be learnt of it


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of record: its name, the SELECT of its records, and the plan for those columns."""

    kind: str
    folder: str
    records: str
    plan: Callable[[list[str]], "Plan"]


def sorts() -> tuple[Sort, Sort]:
    """Organisations, by names too; contacts, by how they are reached alone."""
    from samehand.linkage import contacts, organisations

    return (
        Sort("organisation", "organisations", ORGANISATIONS, organisations),
        Sort("contact", "contacts", CONTACTS, contacts),
    )


ORGANISATIONS = """
SELECT record, name, address, country, phone, email
FROM org_record
WHERE name IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL
ORDER BY record
"""

CONTACTS = """
SELECT record, address, phone, email
FROM reached
WHERE of_kind = 'contact' AND (phone IS NOT NULL OR email IS NOT NULL)
ORDER BY record
"""


def link(desk: Desk, progress: Progress = silent) -> Answer:
    """Link the records that the clocks let through; gives a row for each sort of record.

    Raises UsageError without Splink, NotInData where no record of either sort is in the book.
    """
    if find_spec("splink") is None:
        raise UsageError("linkage needs Splink, which is not installed", INSTALL)
    state = records_state(desk.held, desk.clock)
    if state is None:
        raise NotInData(
            f"no organisation or contact is in the book as known on {desk.clock.known_on}",
            "samehand import a registry's database: RPSL, ARIN's bulk whois or RDAP answers",
        )
    digest = _digest(state)
    folder = folder_of(desk.folder, digest)
    fresh = not (folder / TOLD).exists()
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
        with made_aside(folder) as aside:
            _fill(desk, state, aside, progress)
        desk.refill()
    told = json.loads((folder / TOLD).read_text("utf-8"))
    query = {"verb": "link", "linkage": digest, "made": fresh, "records_of": str(state.day)}
    return desk.answer("link/1", query, told["sorts"])


def _digest(state: State) -> str:
    """A name for all that a linkage rests on."""
    from samehand.linkage import Numbers

    rests_on = [VERSION, state.digest, REACHED, ORG_RECORD, ORGANISATIONS, CONTACTS]
    how = [str(numbers_of(LinkedNumbers())), repr(Numbers())]
    plans = [repr(each.plan(["name", "address", "country", "phone", "email"])) for each in sorts()]
    return hashlib.sha256(json.dumps([*rests_on, *how, *plans]).encode()).hexdigest()[:16]


def _fill(desk: Desk, state: State, folder: Path, progress: Progress) -> None:
    """Link every sort into a folder."""
    progress("gathering records", 0, 3)
    lay((reached, org_record), desk.store)
    sheets, told = [], []
    for done, each in enumerate(sorts(), 1):
        progress(f"linking {each.folder}", done, 3)
        table, summary = _linked(desk, each, state, folder / each.folder)
        sheets.append(table)
        told.append(summary)
    pq.write_table(pa.concat_tables(sheets), folder / ROWS)
    of = {"digest": state.digest, "day": str(state.day), "known": str(state.known)}
    whole = {"version": VERSION, "records": of, "sorts": told}
    (folder / TOLD).write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
    progress("linked", 3, 3)


def _linked(desk: Desk, sort: Sort, state: State, to: Path) -> tuple[pa.Table, dict[str, Any]]:
    """One sort linked and saved: its pairs as rows of `same_party`, and what is told of it."""
    from samehand.linkage import link as linkage_of
    from samehand.linkage import report, save

    records = _filled(desk.store.query(sort.records))
    try:
        made = linkage_of(records, sort.plan(records.column_names))
    except UsageError as fault:
        return _rows([], state), _unlinked(sort, len(records), str(fault))
    save(made, to)
    rows = list(pairs_of(made, sort.kind))
    return _rows(rows, state), {"sort": sort.folder, **report(made), "same": len(rows)}


def _unlinked(sort: Sort, records: int, why: str) -> dict[str, Any]:
    """What is told of a sort whose records state too little to be compared."""
    nothing = dict.fromkeys(("pairs", "parties", "largest_party", "prior"))
    warnings = [f"not linked: {why}"]
    return {"sort": sort.folder, "records": records, **nothing, "warnings": warnings, "same": 0}


def _filled(records: pa.Table) -> pa.Table:
    """Without the columns that hardly any record fills: nothing can be learnt of those."""
    enough = [
        name
        for name in records.column_names
        if name == "record" or len(pc.unique(records[name].drop_null())) >= FEWEST
    ]
    return records.select(enough)


def pairs_of(made: "Linkage", kind: str) -> Iterator[dict[str, Any]]:
    """The pairs of records that are in one party and speak for it, with their bits in words."""
    party = dict(zip(*(made.party[name].to_pylist() for name in ("record", "party")), strict=True))
    fields = [field.name for field in made.plan.fields]
    for row in made.pairs.to_pylist():
        if row["bits"] > 0 and party[row["one"]] == party[row["other"]]:
            bits = {name: _bits(row, name) for name in fields}
            yield {
                "kind": kind,
                **{name: row[name] for name in ("one", "other", "bits")},
                "party": party[row["one"]],
                "name_bits": bits.get("name", 0.0),
                "says": ", ".join(f"{name} {value:+.1f}" for name, value in bits.items() if value),
            }


def _bits(row: Mapping[str, Any], field: str) -> float:
    """The bits of a field: those of its level, and of how rare the value is."""
    return float(row[field] or 0.0) + float(row.get(f"{field}_rarity") or 0.0)


def _rows(rows: list[dict[str, Any]], state: State) -> pa.Table:
    """Pairs as the table has them; of the day that the records are of, citing no line."""
    kinds = {
        "VARCHAR": pa.string(),
        "DOUBLE": pa.float64(),
        "DATE": pa.date32(),
        "BIGINT": pa.int64(),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in SameParty.columns().items()])
    whole = {"seen": state.day, "last_seen": state.day, "cite": 0}
    return pa.Table.from_pylist([row | whole for row in rows], schema)
