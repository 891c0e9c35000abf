"""AS paths (compiled): read, merged with AS4_PATH, and what they say of origin and upstream."""

from samehand.arrays import Array
from samehand.mrt.codes import AS_SET, CONFED_SEQUENCE, CONFED_SET, PATH, START
from samehand.mrt.jit import compiled, u16, u32
from samehand.mrt.pools import FULL, PATHS, Pools


@compiled
def read_path(buf: Array, at: int, end: int, asn_size: int, p: Pools) -> int:
    """Append the ASes in `at:end`, each with its segment's kind; 0, or PATH."""
    many = p.n[PATHS]
    while at < end:
        if end - at < 2:
            return PATH
        kind = buf[at]
        size = int(buf[at + 1])
        at += 2
        if kind < AS_SET or kind > CONFED_SET or at + size * asn_size > end:
            return PATH
        if many + size > len(p.paths):
            p.n[FULL] = 1
            return 0
        for i in range(size):
            p.paths[many] = u32(buf, at) if asn_size == 4 else u16(buf, at)
            p.segments[many] = kind if i else kind | START
            many += 1
            at += asn_size
    p.n[PATHS] = many
    return 0


@compiled
def counted(start: int, stop: int, p: Pools) -> int:
    """How long a path is when a set counts as one."""
    many = 0
    for i in range(start, stop):
        kind = p.segments[i]
        if kind & START or kind not in (AS_SET, CONFED_SET):
            many += 1
    return many


@compiled
def merge_as4(buf: Array, rows: Array, p: Pools) -> None:
    """Put AS4_PATH in place of the last ASes of the path; a longer or broken one is ignored."""
    row = rows[0]
    if row.as4_at < 0 or row.path_size < 0:
        return
    start = row.path_at
    middle = start + row.path_size
    reason = read_path(buf, row.as4_at, row.as4_end, 4, p)
    stop = p.n[PATHS]
    keep = counted(start, middle, p) - counted(middle, stop, p)
    if reason or keep < 0:
        p.n[PATHS] = middle
        return
    at = start
    while keep > 0:
        kind = p.segments[at] & ~START
        at += 1
        if kind in (AS_SET, CONFED_SET):
            while at < middle and not p.segments[at] & START:
                at += 1
        keep -= 1
    for i in range(middle, stop):
        p.paths[at] = p.paths[i]
        p.segments[at] = p.segments[i]
        at += 1
    row.path_size = at - start
    p.n[PATHS] = at


@compiled
def ends_of(rows: Array, p: Pools) -> None:
    """The origin and the AS before it. A set of several has no one origin, only an AS before it.

    Confederation segments name no AS of the outside and do not count.
    """
    row = rows[0]
    stop = row.path_at + row.path_size
    last = before = -1
    in_set = 0
    i = row.path_at
    while i < stop:
        kind = p.segments[i] & ~START
        after = i + 1
        while after < stop and not p.segments[after] & START:
            after += 1
        if kind == AS_SET and after - i > 1:
            before, last, in_set = last, -1, 1
        elif kind not in (CONFED_SEQUENCE, CONFED_SET):
            in_set = 0
            for k in range(i, after):
                if p.paths[k] != last:
                    before, last = last, int(p.paths[k])
        i = after
    row.origin = last
    row.upstream = before
    row.origin_set = in_set
