"""BGP messages (compiled): the record around them, and the routes of an update."""

from samehand.arrays import Array
from samehand.mrt.attributes import hop_of, read_attributes
from samehand.mrt.codes import (
    ANNOUNCE,
    ATTRIBUTE,
    FAMILY,
    LIST,
    MARKER,
    MESSAGE,
    OTHER_FAMILY,
    SHORT,
    STATE,
    UPDATE,
    WITHDRAW,
)
from samehand.mrt.jit import compiled, i64, u16, u32
from samehand.mrt.pools import FULL, SKIP, Pools, new_row, number_of
from samehand.mrt.prefixes import add_element, read_list


@compiled
def read_message(buf: Array, at: int, end: int, is_state: bool, p: Pools) -> int:
    """A BGP4MP record: the peer, then its states or a BGP message."""
    head = p.head[0]
    wide = int(head.asn_size)
    if end - at < 2 * wide + 4:
        return SHORT
    head.peer_asn = u16(buf, at) if wide == 2 else u32(buf, at)
    at += 2 * wide
    if is_state and end - at == 4:  # Zebra's short form: no interface, no addresses
        head.peer = number_of(p, 4, 0, 0)
        return read_state(buf, at, end, p)
    family = u16(buf, at + 2)
    if u32(buf, at) == 0xFFFFFFFF:  # Zebra's OPEN: the marker stands where the addresses should
        head.peer = number_of(p, 4, 0, 0)
    elif family == 1 and end - at >= 12:
        head.peer = number_of(p, 4, 0, u32(buf, at + 4))
        at += 12
    elif family == 2 and end - at >= 36:
        head.peer = number_of(p, 6, i64(buf, at + 4), i64(buf, at + 12))
        at += 36
    else:
        return SHORT if family in (1, 2) else FAMILY
    return read_state(buf, at, end, p) if is_state else read_bgp_message(buf, at, end, p)


@compiled
def read_state(buf: Array, at: int, end: int, p: Pools) -> int:
    """The two states of a session."""
    if end - at < 4:
        return SHORT
    head = p.head[0]
    head.old = u16(buf, at)
    head.new = u16(buf, at + 2)
    p.prefix[:] = -1
    add_element(p, new_row(p), STATE, 0, 0, -1)
    return 0


@compiled
def read_bgp_message(buf: Array, at: int, end: int, p: Pools) -> int:
    """A BGP message; all but updates are skipped."""
    if end - at < 19:
        return SHORT
    for i in range(16):
        if buf[at + i] != 255:
            return MARKER
    size = u16(buf, at + 16)
    if size < 19 or at + size > end:
        return MESSAGE
    kind = int(buf[at + 18])
    if kind != UPDATE:
        head = p.head[0]
        p.n[SKIP] = head.kind << 32 | head.subtype << 16 | kind
        return 0
    return read_update(buf, at + 19, at + size, p)


@compiled
def read_update(buf: Array, at: int, end: int, p: Pools) -> int:
    """An update: withdrawn prefixes, attributes, announced prefixes."""
    if end - at < 4:
        return SHORT
    middle = at + 2 + u16(buf, at)
    if middle + 2 > end:
        return LIST
    after = middle + 2 + u16(buf, middle)
    if after > end:
        return ATTRIBUTE
    if at + 2 < middle:
        read_list(buf, at + 2, middle, new_row(p), WITHDRAW | 4 << 4 | 1 << 8, p)
    if middle + 2 == end or p.n[FULL]:
        return 0
    row = new_row(p)
    reason = read_attributes(buf, middle + 2, after, row, p)
    if reason == 0 and not p.n[FULL]:
        reason = read_unreach(buf, row, p)
    if reason == 0 and not p.n[FULL]:
        read_list(buf, after, end, row, ANNOUNCE | 4 << 4 | 1 << 8, p)
        reason = read_reach(buf, row, p)
    return reason


@compiled
def family_at(buf: Array, at: int, p: Pools) -> int:
    """Family and SAFI of a multiprotocol attribute, packed; 0 where it is another family."""
    afi = u16(buf, at)
    safi = int(buf[at + 2])
    if afi < 1 or afi > 2 or safi < 1 or safi > 3:
        head = p.head[0]
        p.n[SKIP] = head.kind << 32 | head.subtype << 16 | OTHER_FAMILY
        return 0
    return (2 + 2 * afi) << 4 | safi << 8


@compiled
def read_unreach(buf: Array, row: int, p: Pools) -> int:
    """MP_UNREACH_NLRI: withdrawn prefixes."""
    at, end = p.rows[row].unreach_at, p.rows[row].unreach_end
    if at < 0:
        return 0
    if end - at < 3:
        return ATTRIBUTE
    what = family_at(buf, at, p)
    if what == 0 or end - at == 3:
        return 0
    read_list(buf, at + 3, end, new_row(p), WITHDRAW | what, p)
    return 0


@compiled
def read_reach(buf: Array, row: int, p: Pools) -> int:
    """MP_REACH_NLRI: announced prefixes, with a next hop of their own."""
    at, end = p.rows[row].reach_at, p.rows[row].reach_end
    if at < 0:
        return 0
    if end - at < 5 or at + 5 + buf[at + 3] > end:
        return ATTRIBUTE
    what = family_at(buf, at, p)
    if what == 0:
        return 0
    size = int(buf[at + 3])
    mine = new_row(p)
    if p.n[FULL]:
        return 0
    p.rows[mine] = p.rows[row]
    p.rows[mine].next_hop = hop_of(buf, at + 4, size, p)
    at += 4 + size
    many = int(buf[at])  # attachment points: given up by RFC 4760, still skipped over
    at += 1
    for _ in range(many):
        if at >= end or at + 1 + buf[at] > end:
            return ATTRIBUTE
        at += 1 + int(buf[at])
    read_list(buf, at, end, mine, ANNOUNCE | what, p)
    return 0
