"""MRT bytes made by hand: records, attributes and prefixes, as the RFCs lay them out."""

import gzip
import ipaddress
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from samehand.mrt import plain, scan
from samehand.mrt.report import Report

TIME = 1_700_000_000


def n(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")


def ip(text: str) -> bytes:
    return ipaddress.ip_address(text).packed


def record(kind: int, subtype: int, body: bytes) -> bytes:
    return n(TIME, 4) + n(kind, 2) + n(subtype, 2) + n(len(body), 4) + body


def attribute(kind: int, value: bytes, flags: int = 0x40) -> bytes:
    if len(value) > 255:
        return bytes([flags | 16, kind]) + n(len(value), 2) + value
    return bytes([flags, kind, len(value)]) + value


def segments(*parts: tuple[int, Sequence[int]], size: int = 4) -> bytes:
    return b"".join(
        bytes([kind, len(asns)]) + b"".join(n(asn, size) for asn in asns) for kind, asns in parts
    )


def path(*asns: int, size: int = 4) -> bytes:
    return attribute(2, segments((2, asns), size=size))


def prefix(text: str, path_id: int | None = None) -> bytes:
    net = ipaddress.ip_network(text)
    head = b"" if path_id is None else n(path_id, 4)
    return head + bytes([net.prefixlen]) + net.network_address.packed[: (net.prefixlen + 7) // 8]


def peers(*known: tuple[str, int]) -> bytes:
    body = ip("192.0.2.1") + n(4, 2) + b"view" + n(len(known), 2)
    for address, asn in known:
        raw = ip(address)
        body += bytes([2 | (len(raw) == 16)]) + ip("192.0.2.9") + raw + n(asn, 4)
    return record(13, 1, body)


def rib(
    net: str, *entries: tuple[int, bytes], subtype: int = 2, path_id: int | None = None
) -> bytes:
    body = n(7, 4)
    if subtype in (6, 12):
        body += n(1 if "." in net else 2, 2) + b"\x01"
    body += prefix(net) + n(len(entries), 2)
    for peer, attributes in entries:
        head = b"" if path_id is None else n(path_id, 4)
        body += n(peer, 2) + n(TIME - 99, 4) + head + n(len(attributes), 2) + attributes
    return record(13, subtype, body)


def dump(net: str, peer: str, asn: int, attributes: bytes) -> bytes:
    whole = ipaddress.ip_network(net)
    body = n(0, 2) + n(1, 2) + whole.network_address.packed + bytes([whole.prefixlen, 1])
    body += n(TIME - 99, 4) + ip(peer) + n(asn, 2) + n(len(attributes), 2) + attributes
    return record(12, 1 if "." in net else 2, body)


def message(attributes: bytes, nlri: bytes = b"", gone: bytes = b"", kind: int = 2) -> bytes:
    body = n(len(gone), 2) + gone + n(len(attributes), 2) + attributes + nlri
    return b"\xff" * 16 + n(19 + len(body), 2) + bytes([kind]) + body


def bgp4mp(inner: bytes, subtype: int = 4, peer: str = "192.0.2.7", kind: int = 16) -> bytes:
    size = 4 if subtype in (4, 5, 7, 9, 11) else 2
    raw = ip(peer)
    body = (n(123456, 4) if kind == 17 else b"") + n(64500, size) + n(64501, size)
    body += n(0, 2) + n(1 if len(raw) == 4 else 2, 2) + raw + raw + inner
    return record(kind, subtype, body)


def reach(net: str, hop: str, *more: bytes) -> bytes:
    afi = 1 if "." in net else 2
    raw = ip(hop)
    return attribute(
        14, n(afi, 2) + b"\x01" + bytes([len(raw)]) + raw + b"\0" + prefix(net) + b"".join(more)
    )


def read(folder: Path, data: bytes, packed: bool = False) -> tuple[list[dict[str, Any]], Report]:
    """The elements by both readers, which must agree."""
    file = folder / "file.mrt"
    file.write_bytes(gzip.compress(data, mtime=0) if packed else data)
    return both(file)


def both(file: Path) -> tuple[list[dict[str, Any]], Report]:
    found = scan(file)
    fast = flat(found.table())
    table, report = plain.scan(file)
    slow = flat(table)
    assert fast.equals(slow)
    assert found.report == report
    return fast.to_pylist(), report


def flat(table: pa.Table) -> pa.Table:
    """The table with its words written out, in one piece."""
    columns = {
        name: column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return pa.table(columns).combine_chunks()


ORIGIN = attribute(1, b"\0")
HOP = attribute(3, ip("192.0.2.7"))
COMMON = ORIGIN + path(64500, 64510, 64511, 64511) + HOP
SHORT_HOP = attribute(14, b"\x10" + ip("2001:db8::7"))
MARKED = attribute(8, n(64500, 2) + n(1, 2))
TWO_AND_FOUR = path(64500, 23456, size=2) + attribute(17, segments((2, [64500, 65550])))

# One file with a record of every kind, for cutting and corrupting.
ALL = b"".join(
    [
        peers(("192.0.2.7", 64500), ("2001:db8::7", 64502)),
        rib("198.51.100.0/24", (0, COMMON), (1, ORIGIN + path(64502, 64511) + HOP)),
        rib("2001:db8:1::/48", (1, ORIGIN + path(64502, 64511) + SHORT_HOP), subtype=4),
        rib("198.51.100.0/25", (0, COMMON), subtype=8, path_id=5),
        rib("203.0.113.0/24", (0, COMMON), subtype=6),
        dump("192.0.2.0/24", "192.0.2.7", 64500, ORIGIN + path(64500, 64511, size=2) + HOP),
        bgp4mp(message(COMMON + MARKED, prefix("198.51.100.0/24"), prefix("203.0.113.0/24"))),
        bgp4mp(message(ORIGIN + TWO_AND_FOUR, prefix("10.0.0.0/8")), subtype=1),
        bgp4mp(
            message(COMMON + reach("2001:db8::/32", "2001:db8::7")), kind=17, peer="2001:db8::7"
        ),
        bgp4mp(
            message(attribute(15, n(2, 2) + b"\x01" + prefix("2001:db8::/127"))),
            subtype=9,
            peer="2001:db8::7",
        ),
        bgp4mp(n(3, 2) + n(6, 2), subtype=5),
        bgp4mp(message(b"", kind=4)),
    ]
)
