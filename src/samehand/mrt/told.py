"""One record of a file in words: its elements as `bgpdump -m` writes them, and what is wrong."""

from pathlib import Path

from samehand.mrt import codes, text
from samehand.mrt.plain import Peers, elements_of
from samehand.mrt.plain_routes import address
from samehand.mrt.report import Report
from samehand.mrt.walk import number, records

SHOWN = 64  # bytes of a record that gives no element


def told(path: Path, wanted: int) -> str | None:
    """Record `wanted`, counted from 1, or nothing where the file has fewer.

    First the faults of the record, each with the byte where it begins; then its elements, one a
    line; of a record that gives none, its kind and its first bytes.
    """
    report = Report()
    peers: Peers = []
    table = b""
    for offset, record in records(path, report):
        if _is_peer_table(record):
            table = record
        if report.records + 1 == wanted:
            if table:
                elements_of(table, 0, peers, Report())
            return "\n".join(_lines(record, offset, peers))
    lines = [f"at byte {f.offset:,}: {f.reason}" for f in report.faults if f.record == wanted]
    return "\n".join(lines) if lines else None


def own_name(path: Path) -> str:
    """What the peer table at the start of a file says it is of: a collector's address, a view."""
    for _, record in records(path, Report()):
        collector, view, _ = peer_table(record) if _is_peer_table(record) else ("", "", 0)
        return " ".join(part for part in (collector, view) if part)
    return ""


def _is_peer_table(record: bytes) -> bool:
    return record[4:8] == b"\x00\x0d\x00\x01"


def _lines(record: bytes, offset: int, peers: Peers) -> list[str]:
    report = Report()
    rows = elements_of(record, offset, peers, report)
    faults = [f"at byte {fault.offset:,}: {fault.reason}" for fault in report.faults]
    return [*faults, *(map(text.line, rows) if rows else [_words(record, report), _bytes(record)])]


def _words(record: bytes, report: Report) -> str:
    key = codes.skip_key(number(record, 4, 2), number(record, 6, 2))
    name = next(iter(report.skipped), codes.skip_name(key))
    if _is_peer_table(record):
        collector, view, many = peer_table(record)
        return (
            f"{name}: collector {collector or 'unknown'}, view {view or 'unnamed'}, {many:,} peers"
        )
    return f"{name}: {len(record):,} bytes that give no element"


def _bytes(record: bytes) -> str:
    more = " ..." if len(record) > SHOWN else ""
    return record[:SHOWN].hex(" ", -4) + more


def peer_table(record: bytes) -> tuple[str, str, int]:
    """A peer table's collector (an address), its view's name, and how many peers it lists."""
    size = number(record, 16, 2)
    view = record[18 : 18 + size].decode("utf-8", "replace").strip("\0 ")
    collector = record[12:16]
    known = address(collector) if len(collector) == 4 and any(collector) else ""
    return known, view, number(record, 18 + size, 2)
