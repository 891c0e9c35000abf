"""RPSL dumps and NRTM snapshots as numbered records: the attributes that a book keeps, in parts.

An object is numbered by the line on which it begins. Of each part `line` holds one row an
attribute, in the order of the file: `no`, `class`, `key`, `nth` (its place in the part), `name`,
`value`, `withheld`, and `text`, the first words of an object, with its first attribute. Objects that
the reader sets aside are one row each with a `fault`. Classes and attributes that no row is made of
are counted and told, and never reach the database.

Read by compiled code where the extra `rpsl` is installed, else by its twin in plain Python, which
says so and takes several times as long.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samehand import rpsl
from samehand.arrays import Array
from samehand.errors import ImportRefused
from samehand.rpsl.codes import CLASSES as KNOWN_CLASSES
from samehand.rpsl.dumps import Scan
from samehand.rpsl.nrtm import is_header, parsed
from samehand.rpsl.parquet import ahead
from samehand.rpsl.report import Report
from samehand.rpsl.told import first_words, told, told_record
from samehand.sources import Head
from samehand.sources.forms import Form, Records
from samehand.sources.lines import head_of

INSTALL = "pip install 'samehand[rpsl]'"
MANY = 800_000  # attributes of a part: some 100 MB in the database, whatever the file's size
ATTRIBUTE = re.compile(r"[A-Za-z*][\w*/-]*:.*|[ \t+].*")
OPENS = re.compile(rf"(?:{'|'.join(KNOWN_CLASSES)}):", re.IGNORECASE)
BANNER = re.compile(r"# ((?:19|20)\d\d[01]\d[0-3]\d) \d\d:\d\d")
SHOWN = 6  # names of what is skipped, the most frequent first

EMPTY = pa.schema(
    [
        *(("no", pa.int64()), ("class", pa.string()), ("key", pa.string()), ("nth", pa.int64())),
        *(("name", pa.string()), ("value", pa.string()), ("withheld", pa.bool_())),
        *(("text", pa.string()), ("fault", pa.string())),
    ]
).empty_table()

CLASSES = frozenset(
    """as-block aut-num domain inet6num inetnum irt key-cert mntner organisation person role route
    route6""".split()
)
ATTRIBUTES = frozenset(
    """abuse-c abuse-mailbox address admin-c as-block as-name auth aut-num changed city country created e-mail
    fax-no fingerpr inet6num inetnum inetnum-up irt-nfy last-modified mnt-by mnt-domains mnt-irt
    mnt-lower mnt-nfy mnt-ref mnt-routes netname nic-hdl notify nserver org org-name org-type organisation
    origin owner owner-c owner-id ownerid phone ping-hdl ref-nfy source sponsoring-org status tech-c
    upd-to zone-c""".split()
)
Shape = Callable[[Head], bool]
"""Whether a file begins as one of the kind."""


@dataclass(slots=True)
class Skipped:
    """What is read by nobody, counted: objects by class, attributes by name."""

    classes: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)

    def told(self) -> Iterator[str]:
        """A sentence each."""
        for what, found in (("objects", self.classes), ("attributes", self.names)):
            if found:
                yield f"{what} that give no row: {_most(found)}"


def read(scan: Scan, shape: Shape, heads: int = 0) -> Iterator[Records]:
    """The records of a dump, part by part. Raises ImportRefused where it does not begin as one.

    `heads` is how many records it has that are no objects.
    """
    if not shape(head_of(scan.path)):
        raise ImportRefused(
            f"{scan.path} does not begin as such a file; nothing of it was kept",
            "leave out --source",
        )
    return ahead(_parts(scan, heads), 1)


def _parts(scan: Scan, heads: int) -> Iterator[Records]:
    skipped, part, held, before = Skipped(), list[pa.Table](), 0, -heads
    for batch in scan:
        part += [_kept(batch, skipped), _faults(scan.report)]
        held += part[-2].num_rows
        if held > MANY:
            many = scan.report.objects + scan.report.set_aside
            yield Records(_joined(part), many - before)
            part, held, before = [], 0, many
    part.append(_faults(scan.report))
    many = scan.report.objects + scan.report.set_aside
    notes = (*_slow(), *_account(scan.report), *skipped.told())
    yield Records(_joined(part), many - before, scan.report.cut, notes)


def _kept(batch: Any, skipped: Skipped) -> pa.Table:
    """The attributes of a batch that a row may be made of, and the first of each object."""
    classes, names = batch["class"], batch["name"]
    wanted = _among(classes, CLASSES)
    objects = batch["object"].to_numpy()
    first = np.ones(len(objects), bool)
    first[1:] = objects[1:] != objects[:-1]
    _count(classes, first & ~wanted, skipped.classes)
    read_by = _among(names, ATTRIBUTES)
    _count(names, wanted & ~read_by & ~first, skipped.names)
    rows = np.flatnonzero(wanted & (read_by | first))
    taken = batch.take(pa.array(rows))
    return pa.table(
        {
            "no": taken["object_line"],
            "class": taken["class"],
            "key": taken["key"],
            "nth": pa.array(rows),
            "name": taken["name"],
            "value": taken["value"],
            "withheld": taken["withheld"],
            "text": _texts(taken, first[rows]),
        }
    )


def _among(words: Any, some: frozenset[str]) -> Array:
    """Which of the words are among some."""
    known: Array = np.array([word in some for word in words.dictionary.to_pylist()], bool)
    among: Array = known[words.indices.to_numpy()]
    return among


def _count(words: Any, where: Array, into: Counter[str]) -> None:
    numbers, many = np.unique(words.indices.to_numpy()[where], return_counts=True)
    known = words.dictionary
    into.update({known[n].as_py(): m for n, m in zip(numbers.tolist(), many.tolist(), strict=True)})


def _texts(taken: Any, first: Array) -> pa.Array:
    """The first words of an object, with its first attribute."""
    named = pc.binary_join_element_wise(taken["name"].dictionary_decode(), taken["value"], ": ")
    return pc.if_else(pa.array(first), named, None)


def _faults(report: Report) -> pa.Table:
    """What the reader set aside since it was last asked."""
    found, report.faults = report.faults, []
    texts = [first_words(fault.line) for fault in found]
    columns = {
        "no": pa.array([fault.object_line for fault in found], pa.int64()),
        "text": pa.array(texts, pa.string()),
        "fault": pa.array([fault.reason for fault in found], pa.string()),
    }
    return pa.table(columns)


def _joined(parts: list[pa.Table]) -> pa.Table:
    plain = [_plain(part) for part in parts]
    return pa.concat_tables([EMPTY, *plain], promote_options="default")


def _plain(part: pa.Table) -> pa.Table:
    """Without dictionaries, which DuckDB would take for one a column."""
    kinds = [pa.string() if pa.types.is_dictionary(f.type) else f.type for f in part.schema]
    return part.cast(pa.schema(list(zip(part.schema.names, kinds, strict=True))))


def _most(found: Counter[str]) -> str:
    shown = [f"{many:,} {name}" for name, many in found.most_common(SHOWN)]
    return ", ".join(shown) + (" and others" if len(found) > SHOWN else "")


def _account(report: Report) -> Iterable[str]:
    if report.withheld:
        yield f"{report.withheld:,} values are withheld: placeholders stand in their place"


def _slow() -> Iterable[str]:
    if not find_spec("numba"):
        yield f"read in plain Python, several times as slow: {INSTALL}"


def is_dump(head: Head) -> bool:
    """Attributes, and an object of a class that is known among them."""
    lines = head.lines or head.start.decode("latin-1").splitlines()[:60]
    data = [line for line in lines if line.strip() and line[0] not in "#%"]
    alike = sum(bool(ATTRIBUTE.match(line)) for line in data)
    return alike * 2 > len(data) and any(OPENS.match(line) for line in data)


def is_snapshot(head: Head) -> bool:
    """The record that heads a snapshot."""
    start = head.start.lstrip(b"\x1e").partition(b"\n")[0]
    return b'"nrtm_version"' in start and is_header(parsed(start))


def day_told(head: Head) -> date | None:
    """The day in the banner of APNIC's dumps: `# 20130123 23:06:23`."""
    found = next((BANNER.match(line) for line in head.lines if BANNER.match(line)), None)
    return datetime.strptime(found[1], "%Y%m%d").date() if found else None


def read_dump(path: Path, _name: str) -> Iterator[Records]:
    """The records of a dump."""
    return read(rpsl.scan(path), is_dump)


def read_snapshot(path: Path, _name: str) -> Iterator[Records]:
    """The records of a snapshot, the header among them."""
    return read(rpsl.snapshot(path), is_snapshot, heads=1)


CODE = ("samehand.rpsl", "samehand.inflate", "samehand.jit", "samehand.sources.rpsl_forms")
DUMP_FORM = Form(read=read_dump, tell=told, code=CODE)
SNAPSHOT_FORM = Form(read=read_snapshot, tell=told_record, code=CODE)
