"""Blocks of address space: `(family, first, last)` as two signed 64-bit numbers.

IPv4 counts addresses. IPv6 counts /64s, stored as the index minus 2^63, so that the whole
space fits a signed BIGINT on every engine; a prefix longer than /64 covers its whole /64
here, and keeps its own length beside it in the tables that hold such prefixes.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from samehand.errors import UsageError

V6_OFFSET = 2**63  # the index of the /64 at 8000::, so that the middle of the space is zero
BITS = {4: 32, 6: 64}  # bits that a block counts in, by family


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A range of addresses of one family, both ends included.

    >>> str(block("192.0.2.0/24"))
    '192.0.2.0/24'
    >>> str(block("192.0.2.0 - 192.0.2.2"))
    '192.0.2.0-192.0.2.2'
    >>> block("198.51.100.0/24").size
    256
    """

    family: int
    first: int
    last: int

    @property
    def size(self) -> int:
        """IPv4 addresses, or IPv6 /64s."""
        return self.last - self.first + 1

    def covers(self, other: "Block") -> bool:
        """Whether all of `other` lies in this block."""
        return self.family == other.family and (
            self.first <= other.first and other.last <= self.last
        )

    def prefixes(self) -> Iterator[str]:
        """The fewest CIDR prefixes that make up this block, in order."""
        first, end = self.first + _offset(self.family), self.last + 1 + _offset(self.family)
        while first < end:
            step = first & -first or 1 << BITS[self.family]
            while first + step > end:
                step >>= 1
            yield f"{_address(self.family, first)}/{BITS[self.family] - step.bit_length() + 1}"
            first += step

    def __str__(self) -> str:
        whole = list(self.prefixes())
        if len(whole) == 1:
            return whole[0]
        offset = _offset(self.family)
        ends = (_address(self.family, end + offset) for end in (self.first, self.last))
        return "-".join(ends)


def _offset(family: int) -> int:
    return V6_OFFSET if family == 6 else 0


def _address(family: int, index: int) -> str:
    if family == 4:
        return str(ipaddress.IPv4Address(index))
    return str(ipaddress.IPv6Address(index << 64))


def block(text: str) -> Block:
    """The block written as an address, a CIDR prefix, or a range `first - last`.

    Raises UsageError, with the nearest right prefixes, when host bits are set.

    >>> block("2001:db8::/32").size == 2**32
    True
    """
    text = text.strip()
    ends = [part.strip() for part in text.split("-")]
    try:
        if len(ends) == 2:
            low, high = (ipaddress.ip_address(end) for end in ends)
            return _range(low, high)
        net = ipaddress.ip_network(text)
    except ValueError as fault:
        raise UsageError(f"{text!r} is not a block: {fault}", _nearest(text)) from None
    return _range(net.network_address, net.broadcast_address)


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _range(low: Address, high: Address) -> Block:
    if low.version != high.version or int(low) > int(high):
        raise ValueError("the first address comes after the last, or of another family")
    if low.version == 4:
        return Block(4, int(low), int(high))
    return Block(6, (int(low) >> 64) - V6_OFFSET, (int(high) >> 64) - V6_OFFSET)


def _nearest(text: str) -> str:
    """What was probably meant: the prefix that covers it, and the address alone."""
    try:
        net = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return "write an address, a prefix as 192.0.2.0/24, or a range as 192.0.2.0-192.0.2.9"
    return f"did you mean {net} or {text.partition('/')[0]}/{net.max_prefixlen}?"
