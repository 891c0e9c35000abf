"""MRT files as numbered records: tables by prefix and origin, updates by day and announcement.

Read by compiled code where the extra `mrt` is installed. Without it plain Python reads small
files, and says so; larger ones are refused with what to install. What is cut, corrupt or skipped
is told with its byte: see `samehand.mrt`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from samehand import mrt
from samehand.arrays import Columns
from samehand.errors import ImportRefused
from samehand.mrt.codes import BGP, BGP4MP, BGP4MP_ET, TABLE_DUMP, TABLE_DUMP_V2
from samehand.mrt.origins import Origins
from samehand.mrt.report import Report
from samehand.mrt.told import own_name, told
from samehand.mrt.walk import kind_of
from samehand.sources import Head
from samehand.sources.collectors import collector_in
from samehand.sources.forms import Form, Records
from samehand.sources.lines import head_of

INSTALL = "pip install 'samehand[mrt]'"
MOST_PLAIN = 8 << 20  # bytes as published: plain Python reads a million elements in a minute
TABLES = frozenset({TABLE_DUMP, TABLE_DUMP_V2})
UPDATES = frozenset({BGP, BGP4MP, BGP4MP_ET})
SESSION = re.compile(r"KEEPALIVE|OPEN|NOTIFICATION|ROUTE-REFRESH|BGP/[0567]$")
COLUMNS = ("family", "first", "length", "origin", "upstream", "peers", "together")
NONE = frozenset({"origin", "upstream"})  # columns in which -1 stands for nothing


def begins_with(head: Head, kinds: frozenset[int]) -> bool:
    """Whether the first record of a file is of one of these types."""
    return kind_of(head.start) in kinds


def first_day(head: Head) -> date | None:
    """The day, in UTC, of the first record."""
    if not kind_of(head.start):
        return None
    return datetime.fromtimestamp(int.from_bytes(head.start[:4], "big"), UTC).date()


def read_table(path: Path, name: str) -> Iterator[Records]:
    """A table as `(no, text, fault, collector)` and `COLUMNS`: one row an origin of a prefix.

    The collector is that of the name, else what the file's peer table calls itself; of a file
    that is cut it is empty, so that what is missing does not seem withdrawn.
    """
    why = _plain(path, TABLES)
    found = Origins(path, plain=bool(why))
    rows = [_rows(columns) for columns in found]
    collector = "" if found.report.cut else collector_in(name) or own_name(path)
    notes = [] if collector else [f"{_loose(found.report)}: its rows are in no run"]
    records = _records(rows, found.report, [*why, *notes])
    numbers = pa.array(np.zeros(len(records.table), np.int8))
    words = pa.array([collector or None], pa.string())
    named = pa.DictionaryArray.from_arrays(numbers, words)
    yield replace(records, table=records.table.append_column("collector", named))


def read_updates(path: Path, _name: str) -> Iterator[Records]:
    """Updates as `(no, text, fault, day)` and `COLUMNS`: one row an origin of a prefix and day."""
    why = _plain(path, UPDATES)
    found = Origins(path, updates=True, plain=bool(why))
    rows = [_rows(columns) for columns in found]
    others = [f"{found.others:,} multicast announcements are skipped"] if found.others else []
    yield _records(rows, found.report, [*why, *others])


def _plain(path: Path, kinds: frozenset[int]) -> list[str]:
    """What to note where plain Python must do. Raises ImportRefused where it cannot."""
    if not begins_with(head_of(path), kinds):
        raise ImportRefused(f"{path} does not begin as such an MRT file", "leave out --source")
    missing = mrt.not_compiled()
    size = path.stat().st_size
    if missing and size > MOST_PLAIN:
        raise ImportRefused(
            f"{path} has {size:,} bytes, and without the extra `mrt` only MRT files of up to"
            f" {MOST_PLAIN:,} can be read ({missing}); nothing of it was kept",
            INSTALL,
        )
    return [f"read in plain Python, many times as slow: {INSTALL}"] if missing else []


def _loose(report: Report) -> str:
    return "it is cut" if report.cut else "neither path nor file says of which collector it is"


def _rows(columns: Columns) -> pa.Table:
    found = {"no": pa.array(columns["record"].astype(np.int64))}
    for name in COLUMNS:
        values = columns[name]
        found[name] = pa.array(values, mask=values < 0 if name in NONE else None)
    if "day" in columns:
        found["day"] = pa.array(columns["day"]).cast(pa.date32())
    return pa.table(found)


def _faults(report: Report) -> pa.Table:
    """What is to be set aside, once a record: all that is wrong with it, and where it begins."""
    place: dict[int, int] = {}
    reasons: dict[int, list[str]] = {}
    for fault in report.faults:
        place.setdefault(fault.record, fault.offset)
        reasons.setdefault(fault.record, []).append(fault.reason)
    texts = [f"at byte {offset:,}" for offset in place.values()]
    said = ["; ".join(dict.fromkeys(each)) for each in reasons.values()]
    columns = {"no": pa.array(place, pa.int64()), "text": pa.array(texts, pa.string())}
    return pa.table(columns | {"fault": pa.array(said, pa.string())})


def _records(parts: Iterable[pa.Table], report: Report, notes: Iterable[str]) -> Records:
    table = pa.concat_tables([*parts, _faults(report)], promote_options="default")
    last = max((fault.record for fault in report.faults), default=0)
    return Records(table, max(report.records, last), report.cut, (*notes, *_account(report)))


def _account(report: Report) -> Iterator[str]:
    """What was skipped, and faults that were counted only."""
    skipped = {name: many for name, many in report.skipped.items() if not SESSION.search(name)}
    if skipped:
        shown = ", ".join(f"{many:,} {name}" for name, many in sorted(skipped.items()))
        yield f"records skipped, by type and subtype: {shown}"
    if report.fault_count > len(report.faults):
        yield f"{report.fault_count - len(report.faults):,} more faults, of which only the number is kept"


CODE = (
    *("samehand.mrt", "samehand.inflate", "samehand.jit"),
    *("samehand.sources.mrt_forms", "samehand.sources.collectors"),
)
TABLE_FORM = Form(read=read_table, tell=told, code=CODE)
UPDATES_FORM = Form(read=read_updates, tell=told, code=CODE)
