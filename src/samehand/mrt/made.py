"""The bytes of MRT records, as the RFCs lay them out: for samples of sources, and for tests.

Nothing here reads; nothing that reads is used here.

>>> record(16, 4, b"")
b'eS\\xf1\\x00\\x00\\x10\\x00\\x04\\x00\\x00\\x00\\x00'
"""

import ipaddress
from collections.abc import Sequence

TIME = 1_700_000_000  # 2023-11-14


def n(value: int, size: int) -> bytes:
    """A number of `size` bytes, the large end first."""
    return value.to_bytes(size, "big")


def ip(text: str) -> bytes:
    """An address."""
    return ipaddress.ip_address(text).packed


def record(kind: int, subtype: int, body: bytes, time: int = TIME) -> bytes:
    """A record: its header and its body."""
    return n(time, 4) + n(kind, 2) + n(subtype, 2) + n(len(body), 4) + body


def attribute(kind: int, value: bytes, flags: int = 0x40) -> bytes:
    """A route attribute."""
    if len(value) > 255:
        return bytes([flags | 16, kind]) + n(len(value), 2) + value
    return bytes([flags, kind, len(value)]) + value


def segments(*parts: tuple[int, Sequence[int]], size: int = 4) -> bytes:
    """Segments of an AS path: 1 a set, 2 a sequence, and the ASes."""
    return b"".join(
        bytes([kind, len(asns)]) + b"".join(n(asn, size) for asn in asns) for kind, asns in parts
    )


def path(*asns: int, size: int = 4) -> bytes:
    """The attribute AS_PATH of one sequence."""
    return attribute(2, segments((2, asns), size=size))


def prefix(text: str, path_id: int | None = None) -> bytes:
    """A prefix in a list."""
    net = ipaddress.ip_network(text)
    head = b"" if path_id is None else n(path_id, 4)
    return head + bytes([net.prefixlen]) + net.network_address.packed[: (net.prefixlen + 7) // 8]


def peers(*known: tuple[str, int], view: str = "", time: int = TIME) -> bytes:
    """PEER_INDEX_TABLE of a collector 192.0.2.1."""
    body = ip("192.0.2.1") + n(len(view), 2) + view.encode() + n(len(known), 2)
    for address, asn in known:
        raw = ip(address)
        body += bytes([2 | (len(raw) == 16)]) + ip("192.0.2.9") + raw + n(asn, 4)
    return record(13, 1, body, time)


def rib(
    net: str, *entries: tuple[int, bytes], subtype: int = 2, path_id: int | None = None
) -> bytes:
    """TABLE_DUMP_V2: a prefix, and for each entry the number of its peer and its attributes."""
    body = n(7, 4)
    if subtype in (6, 12):
        body += n(1 if "." in net else 2, 2) + b"\x01"
    body += prefix(net) + n(len(entries), 2)
    for peer, attributes in entries:
        head = b"" if path_id is None else n(path_id, 4)
        body += n(peer, 2) + n(TIME - 99, 4) + head + n(len(attributes), 2) + attributes
    return record(13, subtype, body)


def dump(net: str, peer: str, asn: int, attributes: bytes) -> bytes:
    """TABLE_DUMP: one entry."""
    whole = ipaddress.ip_network(net)
    body = n(0, 2) + n(1, 2) + whole.network_address.packed + bytes([whole.prefixlen, 1])
    body += n(TIME - 99, 4) + ip(peer) + n(asn, 2) + n(len(attributes), 2) + attributes
    return record(12, 1 if "." in net else 2, body)


def message(attributes: bytes, nlri: bytes = b"", gone: bytes = b"", kind: int = 2) -> bytes:
    """A BGP message: an update, unless it says another kind."""
    body = n(len(gone), 2) + gone + n(len(attributes), 2) + attributes + nlri
    return b"\xff" * 16 + n(19 + len(body), 2) + bytes([kind]) + body


def bgp4mp(
    inner: bytes, subtype: int = 4, peer: str = "192.0.2.7", kind: int = 16, time: int = TIME
) -> bytes:
    """BGP4MP: a message, or two states, from a peer of AS64500."""
    size = 4 if subtype in (4, 5, 7, 9, 11) else 2
    raw = ip(peer)
    body = (n(123456, 4) if kind == 17 else b"") + n(64500, size) + n(64501, size)
    body += n(0, 2) + n(1 if len(raw) == 4 else 2, 2) + raw + raw + inner
    return record(kind, subtype, body, time)


def reach(net: str, hop: str, *more: bytes) -> bytes:
    """The attribute MP_REACH_NLRI; `more` prefixes, each as `prefix` gives it."""
    afi = 1 if "." in net else 2
    raw = ip(hop)
    return attribute(
        14, n(afi, 2) + b"\x01" + bytes([len(raw)]) + raw + b"\0" + prefix(net) + b"".join(more)
    )


ORIGIN = attribute(1, b"\0")
HOP = attribute(3, ip("192.0.2.7"))


def route(*asns: int) -> bytes:
    """The attributes of a plain route over these ASes."""
    return ORIGIN + path(*asns) + HOP
