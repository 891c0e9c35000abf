"""Totals against what each registry's file says of itself: its own summary lines.

A delegated file opens with how many records of each kind it holds. Where the rows in the book are
fewer or more, the difference is told with what was set aside of that file. The file's own words are
read from the very file that was imported, its digest checked.
"""

from itertools import islice
from typing import Any

from samehand.api.book import Desk
from samehand.api.history.days import Days
from samehand.errors import IntegrityError
from samehand.sources.lines import inflated
from samehand.store.book import Filed, digest_of, raw_path
from samehand.tables.registry import Holding
from samehand.values.cites import LINE_BITS, cite_text

SUMMARIES_WITHIN = 60  # lines: APNIC opens with a banner of some thirty lines before its summaries

COUNTED = """
SELECT CASE family WHEN 4 THEN 'ipv4' ELSE 'ipv6' END AS kind, count(*) AS records
FROM holding
WHERE registry = $registry
GROUP BY family
UNION ALL
SELECT 'asn', count(*) FROM asn_holding WHERE registry = $registry
ORDER BY 1
"""


def reconciled(desk: Desk, days: Days, registry: str, day: str) -> list[dict[str, Any]]:
    """Of each kind of record: what the file says, what the book holds, and whether they agree."""
    on = days.last(Holding, registry, day)
    filed = _filed(desk, registry, on)
    if filed is None or on is None:
        return []
    promised = _promised(desk, filed, registry)
    rows = desk.peek.query(COUNTED, registry=registry).to_pylist()
    counted = {row["kind"]: row["records"] for row in rows}
    return [
        _row(registry, on, filed, kind, told, counted.get(kind, 0))
        for kind, told in promised.items()
    ]


def _row(
    registry: str, on: str, filed: Filed, kind: str, told: tuple[int, int], counted: int
) -> dict[str, Any]:
    promised, line = told
    off = counted - promised
    says = "agrees"
    if off:
        says = (
            f"{off:+,} against the file's own line; {filed.set_aside:,} lines of it were set aside"
        )
    cite = cite_text((filed.number << LINE_BITS) | line)
    return {
        "registry": registry,
        "file_of": on,
        "kind": kind,
        "promised": promised,
        "counted": counted,
        "agrees": not off,
        "says": says,
        "cites": [cite],
    }


def _filed(desk: Desk, registry: str, on: str | None) -> Filed | None:
    """The delegated file of a registry of a day."""
    told = [
        filed
        for filed in desk.seen
        if filed.source == "delegated"
        and str(filed.day) == on
        and registry in _registry(desk, filed)
    ]
    return told[0] if told else None


def _registry(desk: Desk, filed: Filed) -> str:
    """Which registry a delegated file is of, by its own head: `2.3|arin|…`."""
    for field in _head(desk, filed):
        if len(field) > 5 and field[0][:1].isdigit():
            return field[1]
    return ""


def _head(desk: Desk, filed: Filed) -> list[list[str]]:
    """The fields of the first lines of a file."""
    with inflated(raw_path(desk.folder, filed.digest)) as stream:
        lines = [raw.decode("latin-1").strip() for raw in islice(stream, SUMMARIES_WITHIN)]
    return [line.split("|") for line in lines]


def _promised(desk: Desk, filed: Filed, registry: str) -> dict[str, tuple[int, int]]:
    """Records of each kind by the summary lines, with the line of each."""
    path = raw_path(desk.folder, filed.digest)
    if not path.exists() or digest_of(path) != filed.digest:
        raise IntegrityError(
            f"{path} is not the {filed.name} that was imported",
            "import the file anew into a new book",
        )
    promised: dict[str, tuple[int, int]] = {}
    for line, field in enumerate(_head(desk, filed), 1):
        if (
            len(field) > 5
            and field[-1] == "summary"
            and field[0] == registry
            and field[4].isdigit()
        ):
            promised[field[2]] = (int(field[4]), line)
    return promised
