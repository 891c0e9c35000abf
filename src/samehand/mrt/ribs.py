"""Tables (compiled): TABLE_DUMP, and TABLE_DUMP_V2 with its peer table."""

from samehand.arrays import Array
from samehand.mrt.attributes import read_attributes
from samehand.mrt.codes import ATTRIBUTE, HEADER, LENGTH, PEER, SHORT, TABLE, TABLE_DUMP
from samehand.mrt.jit import compiled, i64, u16, u32
from samehand.mrt.pools import (
    COMMUNITIES,
    FULL,
    PATHS,
    PEERS,
    ROWS,
    SKIP,
    Pools,
    add_fault,
    new_row,
    number_of,
)
from samehand.mrt.prefixes import add_element, read_prefix, set_prefix


@compiled
def dump_bytes(buf: Array, at: int, size: int, length: int, final: int) -> int:
    """How long a TABLE_DUMP record's body is; -1 where more bytes are needed to tell.

    Until 2001 MRTd wrote many entries into one record and left the view and sequence numbers
    (4 bytes) out of its length. That is believed where the entries end there, and another such
    record or the end of the file follows.
    """
    subtype = u16(buf, at + 6)
    if subtype < 1 or subtype > 4:
        return length
    fixed = (18 if subtype % 2 else 42) + (0 if subtype <= 2 else 2)
    place = at + HEADER + 4
    end = at + HEADER + length
    while place < end:
        if place + fixed > size:
            return -1 if not final else length
        place += fixed + u16(buf, place + fixed - 2)
    if place != end + 4:
        return length
    if place + 6 <= size and u16(buf, place + 4) == TABLE_DUMP:
        return length + 4
    if place + 6 > size and not final:
        return -1
    return length + 4 if place == size else length


@compiled
def read_dump(buf: Array, at: int, end: int, family: int, p: Pools) -> int:
    """The entries of a TABLE_DUMP record; most have one."""
    head = p.head[0]
    wide = 4 if family == 4 else 16
    fixed = 8 + 2 * wide + head.asn_size
    if end - at < 4 + fixed:
        return SHORT
    at += 4
    while at < end:
        if end - at < fixed:
            return SHORT
        length = int(buf[at + wide])
        if length > 8 * wide:
            return LENGTH
        set_prefix(buf, at, wide, length, family, p)
        head.status = buf[at + wide + 1]
        head.originated = u32(buf, at + wide + 2)
        peer = at + wide + 6
        if family == 4:
            head.peer = number_of(p, 4, 0, u32(buf, peer))
        else:
            head.peer = number_of(p, 6, i64(buf, peer), i64(buf, peer + 8))
        peer += wide
        head.peer_asn = u16(buf, peer) if head.asn_size == 2 else u32(buf, peer)
        at += fixed
        size = u16(buf, at - 2)
        if at + size > end:
            return ATTRIBUTE
        read_entry(buf, at, at + size, family | 1 << 4, p)
        if p.n[FULL]:
            return 0
        at += size
    return 0


@compiled
def read_entry(buf: Array, at: int, end: int, what: int, p: Pools) -> None:
    """One entry of a table: an element, or a fault; `what` packs family, SAFI and path id."""
    paths, communities = p.n[PATHS], p.n[COMMUNITIES]
    row = new_row(p)
    if p.n[FULL]:
        return
    reason = read_attributes(buf, at, end, row, p)
    if p.n[FULL]:
        return
    if reason:
        p.n[ROWS] = row
        p.n[PATHS] = paths
        p.n[COMMUNITIES] = communities
        add_fault(p, p.head[0].offset, reason)
        return
    add_element(p, row, TABLE, what & 15, what >> 4 & 15, (what >> 8) - 1)


@compiled
def read_peers(buf: Array, at: int, end: int, p: Pools) -> int:
    """PEER_INDEX_TABLE: the number and AS of each peer."""
    p.n[PEERS] = 0
    if end - at < 8 or end - at < 8 + u16(buf, at + 4):
        return SHORT
    at += 6 + u16(buf, at + 4)
    many = u16(buf, at)
    at += 2
    for i in range(many):
        if at >= end:
            return SHORT
        kind = buf[at]
        wide = 16 if kind & 1 else 4
        asn_size = 4 if kind & 2 else 2
        if end - at < 5 + wide + asn_size:
            return SHORT
        at += 5
        if wide == 4:
            p.peers[i, 0] = number_of(p, 4, 0, u32(buf, at))
        else:
            p.peers[i, 0] = number_of(p, 6, i64(buf, at), i64(buf, at + 8))
        p.peers[i, 1] = u32(buf, at + wide) if asn_size == 4 else u16(buf, at + wide)
        at += wide + asn_size
        p.peers[i, 2] = same_peer(p, i)
        p.n[PEERS] = i + 1
    return 0


@compiled
def same_peer(p: Pools, number: int) -> int:
    """The first peer with this one's address and AS: tables list some twice, by session.

    Looked for among the first 1,024, three times what any collector has.
    """
    for i in range(min(number, 1024)):
        if p.peers[i, 0] == p.peers[number, 0] and p.peers[i, 1] == p.peers[number, 1]:
            return i
    return number


@compiled
def family_of(buf: Array, at: int, subtype: int) -> int:
    """Family and SAFI of a table's record, packed; 0 where it is another family."""
    if subtype in (6, 12):
        afi = u16(buf, at + 4)
        safi = int(buf[at + 6])
    else:
        number = subtype - 2 if subtype < 6 else subtype - 8
        afi = 1 + number // 2
        safi = 1 + number % 2
    if afi < 1 or afi > 2 or safi < 1 or safi > 3:
        return 0
    return (2 + 2 * afi) | safi << 4


@compiled
def read_rib(buf: Array, at: int, end: int, subtype: int, p: Pools) -> int:
    """One prefix and its entries."""
    if end - at < (7 if subtype in (6, 12) else 4):
        return SHORT
    what = family_of(buf, at, subtype)
    if what == 0:
        p.n[SKIP] = p.head[0].kind << 32 | subtype << 16 | 256
        return 0
    at = read_prefix(buf, at + (7 if subtype in (6, 12) else 4), end, what & 15, p)
    if at < 0:
        return -at
    if end - at < 2:
        return SHORT
    return read_entries(buf, at, end, what, p)


@compiled
def read_entries(buf: Array, at: int, end: int, what: int, p: Pools) -> int:
    """All entries of a prefix."""
    many = u16(buf, at)
    at += 2
    for _ in range(many):
        at = read_rib_entry(buf, at, end, what, p)
        if at < 0:
            return SHORT
        if p.n[FULL]:
            return 0
    return 0 if at == end else SHORT


@compiled
def read_rib_entry(buf: Array, at: int, end: int, what: int, p: Pools) -> int:
    """One entry; the place after it, or -1 where the record ends in it."""
    head = p.head[0]
    fixed = 12 if head.add_path else 8
    if end - at < fixed:
        return -1
    peer = u16(buf, at)
    head.originated = u32(buf, at + 2)
    path_id = u32(buf, at + 6) if head.add_path else -1
    at += fixed
    size = u16(buf, at - 2)
    if at + size > end:
        return -1
    if peer >= p.n[PEERS]:
        add_fault(p, head.offset, PEER)
    else:
        head.peer = p.peers[peer, 0]
        head.peer_asn = p.peers[peer, 1]
        read_entry(buf, at, at + size, what | (path_id + 1) << 8, p)
    return at + size
