"""Records into rows and elements (compiled).

A record that does not add up is set aside whole. An entry of a table whose attributes do not add
up is set aside alone, and of a list of prefixes the part that is broken: what comes before says
itself where it ends. Each is a fault, at the place where its record begins.
"""

from samehand.arrays import Array
from samehand.mrt.codes import (
    BGP,
    BGP4MP,
    BGP4MP_ET,
    HEADER,
    MAX_RECORD,
    SHORT,
    STATE,
    TABLE_DUMP,
    TABLE_DUMP_V2,
)
from samehand.mrt.jit import compiled, entry, u16, u32
from samehand.mrt.pools import (
    COMMUNITIES,
    ELEMENTS,
    FAULTS,
    FINAL,
    FULL,
    LOST,
    PATHS,
    RECORDS,
    ROWS,
    SKIP,
    Pools,
    add_fault,
    add_skip,
    blank,
    new_row,
    number_of,
    record_number,
)
from samehand.mrt.prefixes import add_element
from samehand.mrt.ribs import dump_bytes, read_dump, read_peers, read_rib
from samehand.mrt.updates import read_message, read_update

BLANK = blank()


@entry
def read_records(buf: Array, size: int, base: int, p: Pools) -> int:
    """Read whole records of `buf[:size]`; how many bytes they were. `base` is the place of buf[0]."""
    at = 0
    while size - at >= HEADER:
        kind = u16(buf, at + 4)
        length = u32(buf, at + 8)
        if length > MAX_RECORD:
            p.n[LOST] = 1
            return at
        if at + HEADER + length > size:
            return at
        if kind == TABLE_DUMP:
            length = dump_bytes(buf, at, size, length, p.n[FINAL])
            if length < 0:
                return at
        elements, rows, paths = p.n[ELEMENTS], p.n[ROWS], p.n[PATHS]
        communities, faults = p.n[COMMUNITIES], p.n[FAULTS]
        reason = read_record(buf, at, at + HEADER + length, base + at, p)
        if reason or p.n[FULL]:
            p.n[ELEMENTS], p.n[ROWS], p.n[PATHS] = elements, rows, paths
            p.n[COMMUNITIES], p.n[FAULTS] = communities, faults
        if p.n[FULL]:
            return at
        if reason:
            add_fault(p, base + at, reason)
        elif p.n[SKIP]:
            add_skip(p, p.n[SKIP])
        p.n[RECORDS] += 1
        at += HEADER + length
    return at


@compiled
def read_record(buf: Array, at: int, end: int, offset: int, p: Pools) -> int:
    """One record: its head, and its body by its type."""
    kind = u16(buf, at + 4)
    subtype = u16(buf, at + 6)
    p.head[0] = BLANK[0]
    head = p.head[0]
    head.record = record_number(p)
    head.offset = offset
    head.time = u32(buf, at)
    head.kind = kind
    head.subtype = subtype
    head.asn_size = 4
    head.add_path = 0
    head.is_table = 0
    head.micro = 0
    p.n[SKIP] = 0
    at += HEADER
    if kind == TABLE_DUMP_V2:
        return read_table(buf, at, end, subtype, p)
    if kind == TABLE_DUMP and subtype >= 1 and subtype <= 4:
        head.is_table = 1
        head.asn_size = 2 if subtype <= 2 else 4
        return read_dump(buf, at, end, 4 if subtype % 2 else 6, p)
    if kind in (BGP4MP, BGP4MP_ET):
        return read_bgp4mp(buf, at, end, subtype, p)
    if kind == BGP and subtype in (1, 3):
        return read_bgp(buf, at, end, subtype, p)
    p.n[SKIP] = kind << 32 | subtype << 16
    return 0


@compiled
def read_table(buf: Array, at: int, end: int, subtype: int, p: Pools) -> int:
    """TABLE_DUMP_V2: the peer table, or one prefix with its entries."""
    head = p.head[0]
    if subtype == 1:
        return read_peers(buf, at, end, p)
    if subtype < 1 or subtype > 12 or subtype == 7:
        p.n[SKIP] = head.kind << 32 | subtype << 16
        return 0
    head.is_table = 1
    head.add_path = 1 if subtype >= 8 else 0
    return read_rib(buf, at, end, subtype, p)


@compiled
def read_bgp4mp(buf: Array, at: int, end: int, subtype: int, p: Pools) -> int:
    """BGP4MP: a change of state, or a BGP message."""
    head = p.head[0]
    if head.kind == BGP4MP_ET:
        if end - at < 4:
            return SHORT
        head.micro = u32(buf, at)
        at += 4
    head.asn_size = 4 if subtype in (4, 5, 7, 9, 11) else 2
    head.add_path = 1 if subtype >= 8 else 0
    if subtype > 11 or subtype in (2, 3):
        p.n[SKIP] = head.kind << 32 | subtype << 16
        return 0
    return read_message(buf, at, end, subtype in (0, 5), p)


@compiled
def read_bgp(buf: Array, at: int, end: int, subtype: int, p: Pools) -> int:
    """MRTd's first format: an update, or a change of state; 2-byte ASes, IPv4."""
    head = p.head[0]
    head.asn_size = 2
    if end - at < (12 if subtype == 1 else 10):
        return SHORT
    head.peer_asn = u16(buf, at)
    head.peer = number_of(p, 4, 0, u32(buf, at + 2))
    if subtype == 1:
        return read_update(buf, at + 12, end, p)
    head.old = u16(buf, at + 6)
    head.new = u16(buf, at + 8)
    p.prefix[:] = -1
    add_element(p, new_row(p), STATE, 0, 0, -1)
    return 0
