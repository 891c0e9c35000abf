"""Route attributes into a row (compiled): RFC 4271 section 4.3, 4760, 6793 and 6396 section 4.3.4.

An attribute that stands twice counts once, the first; MP_REACH_NLRI or MP_UNREACH_NLRI twice is a
fault. Each function gives 0, or the reason why the route is set aside.
"""

from samehand.arrays import Array
from samehand.mrt.codes import AS_TRANS, ATTRIBUTE, TWICE
from samehand.mrt.jit import attribute_at, compiled, i64, u16, u32
from samehand.mrt.paths import ends_of, merge_as4, read_path
from samehand.mrt.pools import COMMUNITIES, FULL, PATHS, Pools, number_of


@compiled
def read_attributes(buf: Array, at: int, end: int, row: int, p: Pools) -> int:
    """All attributes in `at:end`."""
    while at < end:
        shape = attribute_at(buf, at, end)
        if shape < 0:
            return ATTRIBUTE
        kind = buf[at + 1]
        size = shape & 0xFFFF
        at += shape >> 16
        reason = (
            read_common(buf, at, size, kind, p.rows[row : row + 1], p)
            if kind < 8
            else read_rare(buf, at, size, kind, p.rows[row : row + 1], p)
        )
        if reason or p.n[FULL]:
            return int(reason)
        at += size
    return finish(buf, p.rows[row : row + 1], p)


@compiled
def read_common(buf: Array, at: int, size: int, kind: int, rows: Array, p: Pools) -> int:
    """ORIGIN to AGGREGATOR."""
    row = rows[0]
    if kind == 1 and row.origin_attr < 0:
        if size < 1:
            return ATTRIBUTE
        row.origin_attr = buf[at]
    elif kind == 2 and row.path_size < 0:
        row.path_at = p.n[PATHS]
        reason = read_path(buf, at, at + size, row.asn_size, p)
        row.path_size = p.n[PATHS] - row.path_at
        return int(reason)
    elif kind >= 3 and kind <= 5:
        if size < 4:
            return ATTRIBUTE
        if kind == 3 and row.next_hop < 0:
            row.next_hop = number_of(p, 4, 0, u32(buf, at))
        elif kind == 4 and row.med < 0:
            row.med = u32(buf, at)
        elif kind == 5 and row.local_pref < 0:
            row.local_pref = u32(buf, at)
    elif kind == 6:
        row.atomic = 1
    elif kind == 7 and row.aggregator < 0:
        if size not in (6, 8):
            return ATTRIBUTE
        row.aggregator = u16(buf, at) if size == 6 else u32(buf, at)
        row.aggregator_ip = number_of(p, 4, 0, u32(buf, at + size - 4))
    return 0


@compiled
def read_rare(buf: Array, at: int, size: int, kind: int, rows: Array, p: Pools) -> int:
    """COMMUNITIES, the two of RFC 4760, and the two of RFC 6793."""
    row = rows[0]
    if kind == 8 and row.list_size < 0:
        row.list_at = p.n[COMMUNITIES]
        row.list_size = size // 4
        if row.list_at + row.list_size > len(p.communities):
            p.n[FULL] = 1
            return 0
        for i in range(size // 4):
            p.communities[row.list_at + i] = u32(buf, at + 4 * i)
        p.n[COMMUNITIES] += size // 4
    elif kind == 14:
        if row.reach_at >= 0:
            return TWICE
        row.reach_at = at
        row.reach_end = at + size
    elif kind == 15:
        if row.unreach_at >= 0:
            return TWICE
        row.unreach_at = at
        row.unreach_end = at + size
    elif kind == 17 and row.as4_at < 0:
        row.as4_at = at
        row.as4_end = at + size
    elif kind == 18 and row.as4_aggregator < 0 and size >= 8:
        row.as4_aggregator = u32(buf, at)
        row.as4_aggregator_ip = number_of(p, 4, 0, u32(buf, at + 4))
    return 0


@compiled
def finish(buf: Array, rows: Array, p: Pools) -> int:
    """After the last attribute: the 4-byte ASes of RFC 6793, a table's next hop, the origin."""
    row = rows[0]
    if row.asn_size == 2:
        if row.aggregator == AS_TRANS and row.as4_aggregator >= 0:
            row.aggregator = row.as4_aggregator
            row.aggregator_ip = row.as4_aggregator_ip
            merge_as4(buf, rows, p)
        elif row.aggregator < 0 or row.as4_aggregator < 0:
            merge_as4(buf, rows, p)
    if row.path_size >= 0:
        ends_of(rows, p)
    if row.is_table == 1 and row.reach_at >= 0:
        return table_hop(buf, rows, p)
    return 0


@compiled
def table_hop(buf: Array, rows: Array, p: Pools) -> int:
    """The next hop of a table's MP_REACH_NLRI: abbreviated to its length, or whole."""
    row = rows[0]
    at = row.reach_at
    if at == row.reach_end:
        return ATTRIBUTE
    if buf[at] == 0:
        at += 3
    if at >= row.reach_end or at + 1 + buf[at] > row.reach_end:
        return ATTRIBUTE
    hop = hop_of(buf, at + 1, int(buf[at]), p)
    if hop >= 0:
        row.next_hop = hop
    return 0


@compiled
def hop_of(buf: Array, at: int, size: int, p: Pools) -> int:
    """The number of a next hop of `size` bytes; of two addresses, the global one."""
    if size == 4:
        return number_of(p, 4, 0, u32(buf, at))
    if size in (16, 32):
        return number_of(p, 6, i64(buf, at), i64(buf, at + 8))
    return -1
