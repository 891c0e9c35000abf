"""Route attributes in plain Python: the second half of `plain`."""

import socket
from dataclasses import dataclass
from typing import Any

from samehand.mrt import codes
from samehand.mrt.walk import number

Row = dict[str, Any]
Path = list[tuple[int, list[int]]]  # segments: kind and ASes


class Broken(Exception):
    """What is read does not add up, by the number of the reason."""

    def __init__(self, reason: int) -> None:
        super().__init__(codes.REASONS[reason])
        self.reason = reason


def masked(value: int, length: int, bits: int) -> int:
    """An address without the bits after a prefix's length."""
    return value >> (bits - length) << (bits - length)


def address(raw: bytes) -> str:
    """An address of 4 or 16 bytes as text."""
    return socket.inet_ntop(socket.AF_INET if len(raw) == 4 else socket.AF_INET6, raw)


@dataclass(slots=True)
class Cursor:
    """A place in some bytes; reading past their end is Broken."""

    data: bytes
    at: int = 0

    @property
    def left(self) -> int:
        """Bytes not yet read."""
        return len(self.data) - self.at

    def need(self, size: int, reason: int = codes.SHORT) -> None:
        """Broken unless so many bytes are left."""
        if self.left < size:
            raise Broken(reason)

    def get(self, size: int) -> bytes:
        """The next bytes."""
        self.need(size)
        self.at += size
        return self.data[self.at - size : self.at]

    def peek(self, size: int) -> bytes:
        """The next bytes, left unread."""
        return self.data[self.at : self.at + size]

    def take(self, size: int) -> int:
        """The next number."""
        return int.from_bytes(self.get(size), "big")

    def part(self, size: int, reason: int) -> "Cursor":
        """The next bytes as a cursor of their own."""
        self.need(size, reason)
        return Cursor(self.get(size))


def attributes(body: Cursor, asn_size: int, is_table: bool) -> Row:
    """The columns of a route's attributes; an attribute that stands twice counts once, the first."""
    raw: dict[int, bytes] = {}
    path: Path | None = None
    while body.left:
        body.need(3, codes.ATTRIBUTE)
        wide, kind = body.take(1) & 16, body.take(1)
        body.need(2 if wide else 1, codes.ATTRIBUTE)
        value = body.part(body.take(2 if wide else 1), codes.ATTRIBUTE).data
        if kind in raw and kind in (14, 15):
            raise Broken(codes.TWICE)
        if kind not in raw:
            raw[kind] = value
        _check(kind, value)
        if kind == 2 and path is None:
            path = _path(value, asn_size)
    row = _simple(raw) | _aggregator(raw, asn_size)
    if asn_size == 2 and path is not None and 17 in raw and not _stale(raw):
        path = _merged(path, raw[17])
    row |= _path_columns(path)
    if is_table and 14 in raw:
        hop = _table_hop(raw[14])
        row["next_hop"] = hop or row["next_hop"]
    return row


def _check(kind: int, value: bytes) -> None:
    least = {1: 1, 3: 4, 4: 4, 5: 4}.get(kind, 0)
    if len(value) < least:
        raise Broken(codes.ATTRIBUTE)


def _simple(raw: dict[int, bytes]) -> Row:
    def value(kind: int, size: int) -> int | None:
        return number(raw[kind], 0, size) if kind in raw else None

    some = raw.get(8)
    return {
        "origin_attr": value(1, 1),
        "next_hop": address(raw[3][:4]) if 3 in raw else None,
        "med": value(4, 4),
        "local_pref": value(5, 4),
        "atomic": 6 in raw,
        "communities": None
        if some is None
        else [number(some, 4 * i, 4) for i in range(len(some) // 4)],
        "reach": raw.get(14),
        "unreach": raw.get(15),
    }


def _aggregator(raw: dict[int, bytes], asn_size: int) -> Row:
    value = raw.get(7)
    if value is None:
        return {"aggregator": None, "aggregator_ip": None}
    if len(value) not in (6, 8):
        raise Broken(codes.ATTRIBUTE)
    asn = number(value, 0, len(value) - 4)
    four = raw.get(18, b"")
    if asn_size == 2 and asn == codes.AS_TRANS and len(four) >= 8:
        return {"aggregator": number(four, 0, 4), "aggregator_ip": address(four[4:8])}
    return {"aggregator": asn, "aggregator_ip": address(value[-4:])}


def _stale(raw: dict[int, bytes]) -> bool:
    """RFC 6793 4.2.3: beside an AGGREGATOR that is not AS_TRANS the 4-byte attributes are stale."""
    both = 7 in raw and len(raw.get(18, b"")) >= 8
    return both and number(raw[7], 0, len(raw[7]) - 4) != codes.AS_TRANS


def _path(value: bytes, asn_size: int) -> Path:
    body, path = Cursor(value), []
    while body.left:
        body.need(2, codes.PATH)
        kind, many = body.take(1), body.take(1)
        if kind not in (1, 2, 3, 4):
            raise Broken(codes.PATH)
        part = body.part(many * asn_size, codes.PATH)
        if many:
            path.append((kind, [part.take(asn_size) for _ in range(many)]))
    return path


def _counted(path: Path) -> int:
    """How long a path is when a set counts as one."""
    return sum(1 if kind in (codes.AS_SET, codes.CONFED_SET) else len(s) for kind, s in path)


def _merged(path: Path, four: bytes) -> Path:
    """The path with AS4_PATH in place of its last ASes; a longer or broken one is ignored."""
    try:
        newer = _path(four, 4)
    except Broken:
        return path
    keep = _counted(path) - _counted(newer)
    if keep < 0:
        return path
    kept: Path = []
    for kind, asns in path:
        if keep <= 0:
            break
        if kind in (codes.AS_SET, codes.CONFED_SET):
            kept.append((kind, asns))
            keep -= 1
        else:
            kept.append((kind, asns[:keep]))
            keep -= len(kept[-1][1])
    return kept + newer


def _path_columns(path: Path | None) -> Row:
    if path is None:
        return dict.fromkeys(("path", "segments", "origin", "origin_set", "upstream"))
    marks = [[kind + codes.START] + [kind] * (len(asns) - 1) for kind, asns in path]
    steps: list[int | None] = []  # of the outside, prepending removed; None for a set of several
    for kind, asns in path:
        if kind == codes.AS_SET and len(asns) > 1:
            steps.append(None)
        elif kind in (codes.AS_SET, codes.AS_SEQUENCE):
            for asn in asns:
                if not steps or steps[-1] != asn:
                    steps.append(asn)
    return {
        "path": [asn for _, asns in path for asn in asns],
        "segments": [mark for segment in marks for mark in segment],
        "origin": steps[-1] if steps else None,
        "origin_set": bool(steps) and steps[-1] is None,
        "upstream": steps[-2] if len(steps) > 1 else None,
    }


def _table_hop(value: bytes) -> str | None:
    """The next hop of a table's MP_REACH_NLRI: abbreviated to its length, or whole."""
    if not value:
        raise Broken(codes.ATTRIBUTE)
    body = Cursor(value, 3 if value[0] == 0 else 0)
    if body.left < 1:
        raise Broken(codes.ATTRIBUTE)
    hop = body.part(body.take(1), codes.ATTRIBUTE).data
    return address(hop[:16]) if len(hop) in (4, 16, 32) else None


def prefix_columns(raw: bytes, length: int, family: int) -> Row:
    """The columns of a prefix."""
    bits = 32 if family == 4 else 128
    if length > bits:
        raise Broken(codes.LENGTH)
    whole = masked(int.from_bytes(raw.ljust(bits // 8, b"\0"), "big"), length, bits)
    columns: Row = {"family": family, "length": length, "first": whole, "low": None}
    if family == 6:
        columns["first"] = (whole >> 64) - 2**63
        columns["low"] = whole % 2**64 - 2**63 if length > 64 else None
    return columns
