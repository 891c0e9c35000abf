"""MRT files for tests: read by both readers, which must agree; and one of every kind of record."""

import gzip
from pathlib import Path
from typing import Any

import pyarrow as pa

from samehand.mrt import plain, scan
from samehand.mrt.made import (
    HOP,
    ORIGIN,
    attribute,
    bgp4mp,
    dump,
    ip,
    message,
    n,
    path,
    peers,
    prefix,
    reach,
    rib,
    segments,
)
from samehand.mrt.report import Report


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
