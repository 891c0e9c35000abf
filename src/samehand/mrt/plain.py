"""The same elements in plain Python: slow, obvious, and what the compiled scanner is compared with.

Nothing is shared with the scanner but the numbers of the format, the inflating, and the columns.
"""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from samehand.mrt import codes
from samehand.mrt.columns import KIND_WORDS, SCHEMA
from samehand.mrt.elements import Scan
from samehand.mrt.plain_routes import (
    Broken,
    Cursor,
    Row,
    address,
    attributes,
    prefix_columns,
)
from samehand.mrt.report import Report
from samehand.mrt.walk import number, records

Found = Iterator[Row | int]  # an element, or the number of a reason
Peers = list[tuple[str, int]]
BATCH = 1 << 14  # elements held as Python objects at a time, of about 3 KB each
NOTHING: Row = dict.fromkeys(SCHEMA.names)


def scan(path: Path | str) -> tuple[pa.Table, Report]:
    """All elements of a file and its report."""
    found = elements(Path(path))
    table = pa.Table.from_batches(list(found), SCHEMA)
    return table, found.report


def elements(path: Path) -> Scan:
    """The same in batches."""
    return Scan(path, _batches)


def _batches(path: Path, report: Report) -> Iterator[pa.RecordBatch]:
    rows: list[Row] = []
    peers: Peers = []
    for offset, record in records(path, report):
        found = elements_of(record, offset, peers, report)
        report.elements += len(found)
        rows += found
        if len(rows) >= BATCH:
            yield _batch(rows)
            rows = []
    yield _batch(rows)


def _batch(rows: list[Row]) -> pa.RecordBatch:
    """Rows in columns; kinds are numbered as everywhere, not as they were met."""
    found = pa.RecordBatch.from_pylist(rows, SCHEMA)
    kinds = pa.array([codes.KINDS.index(row["kind"]) for row in rows], pa.int8())
    at = SCHEMA.get_field_index("kind")
    return found.set_column(at, SCHEMA.field(at), pa.DictionaryArray.from_arrays(kinds, KIND_WORDS))


def elements_of(record: bytes, offset: int, peers: Peers, report: Report) -> list[Row]:
    """The elements of the record after those counted; faults and skips go into the report."""
    body = Cursor(record, codes.HEADER)
    kind, subtype = number(record, 4, 2), number(record, 6, 2)
    head = NOTHING | {"record": report.records + 1, "offset": offset, "micro": 0}
    head |= {"record_time": number(record, 0, 4), "record_type": kind, "record_subtype": subtype}
    rows: list[Row] = []
    reasons: list[int] = []
    try:
        for found in _body(body, head, peers):
            (reasons if isinstance(found, int) else rows).append(found)  # type: ignore[arg-type]
    except Broken as broken:
        rows, reasons = [], [broken.reason]
        head["skip"] = None
    for reason in reasons:
        report.add(offset, reason)
    if head.get("skip") is not None:
        report.skipped[codes.skip_name(codes.skip_key(kind, subtype, head["skip"]))] += 1
    return [{name: row[name] for name in SCHEMA.names} for row in rows]


def _body(body: Cursor, head: Row, peers: Peers) -> Found:
    kind, subtype = head["record_type"], head["record_subtype"]
    if kind == codes.TABLE_DUMP and subtype in (1, 2, 3, 4):
        yield from _dump(body, head, 6 if subtype in (2, 4) else 4, 2 if subtype <= 2 else 4)
    elif kind == codes.TABLE_DUMP_V2 and subtype == 1:
        _peer_table(body, peers)
    elif kind == codes.TABLE_DUMP_V2 and subtype in (2, 3, 4, 5, 6, 8, 9, 10, 11, 12):
        yield from _rib(body, head, peers)
    elif kind == codes.BGP and subtype in (1, 3):
        head |= {"peer_asn": body.take(2), "peer_ip": address(body.get(4))}
        if subtype == 1:
            body.get(6)
        yield from _update(body, head, 2) if subtype == 1 else _state(body, head)
    elif kind in (codes.BGP4MP, codes.BGP4MP_ET):
        if kind == codes.BGP4MP_ET:
            head["micro"] = body.take(4)
        if subtype in (2, 3) or subtype > 11:
            head["skip"] = 0
        else:
            yield from _bgp4mp(body, head, 4 if subtype in (4, 5, 7, 9, 11) else 2)
    else:
        head["skip"] = 0


def _dump(body: Cursor, head: Row, family: int, asn_size: int) -> Found:
    wide = 4 if family == 4 else 16
    body.get(4)
    body.need(2 * wide + asn_size + 8)
    while body.left:
        body.need(2 * wide + asn_size + 8)
        raw = body.get(wide)
        entry = head | prefix_columns(raw, body.take(1), family) | {"safi": 1}
        entry |= {"status": body.take(1), "originated": body.take(4)}
        entry |= {"peer_ip": address(body.get(wide)), "peer_asn": body.take(asn_size)}
        yield _entry(body.part(body.take(2), codes.ATTRIBUTE), entry, asn_size)


def _entry(body: Cursor, entry: Row, asn_size: int) -> Row | int:
    """A table's element, or why it is set aside."""
    try:
        return entry | {"kind": "table"} | attributes(body, asn_size, True)
    except Broken as broken:
        return broken.reason


def _peer_table(body: Cursor, peers: Peers) -> None:
    peers.clear()
    body.get(4)
    body.get(body.take(2))
    for _ in range(body.take(2)):
        kind = body.take(1)
        body.get(4)
        ip = address(body.get(16 if kind & 1 else 4))
        peers.append((ip, body.take(4 if kind & 2 else 2)))


def _rib(body: Cursor, head: Row, peers: Peers) -> Found:
    subtype = head["record_subtype"]
    body.get(4)
    if subtype in (6, 12):
        afi, safi = body.take(2), body.take(1)
    else:
        table = (2, 3, 4, 5).index(subtype if subtype < 6 else subtype - 6)
        afi, safi = 1 + table // 2, 1 + table % 2
    if afi not in (1, 2) or safi not in (1, 2, 3):
        head["skip"] = codes.OTHER_FAMILY
        return
    prefix = _next_prefix(body, 4 if afi == 1 else 6) | {"safi": safi}
    for _ in range(body.take(2)):
        peer, originated = body.take(2), body.take(4)
        entry = head | prefix | {"originated": originated}
        if subtype >= 8:
            entry["path_id"] = body.take(4)
        part = body.part(body.take(2), codes.SHORT)
        if peer >= len(peers):
            yield codes.PEER
            continue
        entry["peer_ip"], entry["peer_asn"] = peers[peer]
        yield _entry(part, entry, 4)
    if body.left:
        raise Broken(codes.SHORT)


def _bgp4mp(body: Cursor, head: Row, asn_size: int) -> Found:
    is_state = head["record_subtype"] in (0, 5)
    body.need(2 * asn_size + 4)
    head["peer_asn"] = body.take(asn_size)
    body.get(asn_size)
    if (is_state and body.left == 4) or body.peek(4) == b"\xff\xff\xff\xff":
        head["peer_ip"] = "0.0.0.0"
    else:
        body.get(2)
        family = body.take(2)
        if family not in (1, 2):
            raise Broken(codes.FAMILY)
        wide = 4 if family == 1 else 16
        body.need(2 * wide)
        head["peer_ip"] = address(body.get(wide))
        body.get(wide)
    yield from _state(body, head) if is_state else _message(body, head, asn_size)


def _state(body: Cursor, head: Row) -> Found:
    yield head | {"kind": "state", "old_state": body.take(2), "new_state": body.take(2)}


def _message(body: Cursor, head: Row, asn_size: int) -> Found:
    body.need(19)
    if body.get(16) != b"\xff" * 16:
        raise Broken(codes.MARKER)
    size = body.take(2)
    if size < 19 or size - 18 > body.left:
        raise Broken(codes.MESSAGE)
    kind = body.take(1)
    if kind != codes.UPDATE:
        head["skip"] = kind
        return
    yield from _update(body.part(size - 19, codes.MESSAGE), head, asn_size)


def _update(body: Cursor, head: Row, asn_size: int) -> Found:
    body.need(4)
    gone = body.part(body.take(2), codes.LIST)
    if body.left < 2:
        raise Broken(codes.LIST)
    parts = body.part(body.take(2), codes.ATTRIBUTE)
    yield from _prefixes(gone, head | {"kind": "withdraw", "safi": 1}, 4)
    if not parts.left and not body.left:
        return
    route = attributes(parts, asn_size, False)
    if route["unreach"] is not None:
        yield from _unreach(Cursor(route["unreach"]), head)
    mine = head | route | {"kind": "announce", "safi": 1}
    yield from _prefixes(body, mine, 4)
    if route["reach"] is not None:
        yield from _reach(Cursor(route["reach"]), mine, head)


def _unreach(body: Cursor, head: Row) -> Found:
    if body.left < 3:
        raise Broken(codes.ATTRIBUTE)
    afi, safi = body.take(2), body.take(1)
    if afi not in (1, 2) or safi not in (1, 2, 3):
        head["skip"] = codes.OTHER_FAMILY
        return
    yield from _prefixes(body, head | {"kind": "withdraw", "safi": safi}, 4 if afi == 1 else 6)


def _reach(body: Cursor, mine: Row, head: Row) -> Found:
    if body.left < 5 or body.data[3] + 5 > body.left:
        raise Broken(codes.ATTRIBUTE)
    afi, safi = body.take(2), body.take(1)
    if afi not in (1, 2) or safi not in (1, 2, 3):
        head["skip"] = codes.OTHER_FAMILY
        return
    hop = body.get(body.take(1))
    mine = mine | {"safi": safi, "next_hop": address(hop[:16]) if len(hop) in (4, 16, 32) else None}
    for _ in range(body.take(1)):
        if not body.left:
            raise Broken(codes.ATTRIBUTE)
        body.part(body.take(1), codes.ATTRIBUTE)
    yield from _prefixes(body, mine, 4 if afi == 1 else 6)


def _prefixes(body: Cursor, mine: Row, family: int) -> Found:
    """A list of prefixes; those before a fault are kept."""
    add_path = mine["record_type"] > codes.TABLE_DUMP_V2 and mine["record_subtype"] >= 8
    try:
        while body.left:
            if add_path:
                if body.left < 5:
                    raise Broken(codes.LIST)
                mine = mine | {"path_id": body.take(4)}
            yield mine | _next_prefix(body, family)
    except Broken as broken:
        yield broken.reason


def _next_prefix(body: Cursor, family: int) -> Row:
    if not body.left:
        raise Broken(codes.LIST)
    length = body.take(1)
    if length > (32 if family == 4 else 128):
        raise Broken(codes.LENGTH)
    size = (length + 7) // 8
    if size > body.left:
        raise Broken(codes.LIST)
    return prefix_columns(body.get(size), length, family)
