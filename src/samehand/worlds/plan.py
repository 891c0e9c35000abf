"""Address plans: which addresses and AS numbers each registry of a world hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

Span = tuple[int, int]  # (first, count)

# Real sums of addresses held, 2017: how unicast /8s are shared out.
_ADDRESSES = {"afrinic": 0.035, "apnic": 0.245, "arin": 0.43, "lacnic": 0.055, "ripencc": 0.235}
_OLD_NUMBERS = {"afrinic": 0.03, "apnic": 0.12, "arin": 0.39, "lacnic": 0.08, "ripencc": 0.38}
# First /16 of the IPv6 /12 IANA gave each registry.
_SIX = {"afrinic": 0x2C00, "apnic": 0x2400, "arin": 0x2600, "lacnic": 0x2800, "ripencc": 0x2A00}
# /8s with special-purpose space inside are left out whole (IANA special-purpose registry).
_SPECIAL = {0, 10, 100, 127, 169, 172, 192, 198, 203}
_NEW_NUMBERS = 10_000_000  # 32-bit AS numbers for each registry: room for any world


@dataclass(frozen=True)
class Plan:
    """Space of each registry: IPv4 in addresses, IPv6 in /48s, AS numbers."""

    v4: Mapping[str, tuple[Span, ...]]
    v6: Mapping[str, tuple[Span, ...]]
    numbers: Mapping[str, tuple[Span, ...]]


def _shared(items: int, shares: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """Cut 0..items into runs by share: registry -> (start, stop)."""
    ends = [round(items * part) for part in accumulate(shares.values())]
    return dict(zip(shares, zip([0, *ends[:-1]], [*ends[:-1], items], strict=True), strict=True))


def demo_plan() -> Plan:
    """240.0.0.0/4 without 255/8 and private AS numbers; no IPv6, which has no such space."""
    eights = _shared(15, _ADDRESSES | {"lacnic": 0.12, "afrinic": 0.065, "arin": 0.335})
    old = _shared(1023, _OLD_NUMBERS)
    return Plan(
        v4={r: tuple(((240 + e) << 24, 1 << 24) for e in range(*eights[r])) for r in eights},
        v6=dict.fromkeys(eights, ()),
        numbers={
            r: ((64512 + old[r][0], old[r][1] - old[r][0]), (4_200_000_000 + i * 100_000, 100_000))
            for i, r in enumerate(old)
        },
    )


def world_plan() -> Plan:
    """All unicast IPv4, the five IPv6 /12s and all public AS numbers."""
    usable = [e for e in range(1, 224) if e not in _SPECIAL]
    eights = _shared(len(usable), _ADDRESSES)
    old = _shared(64495, _OLD_NUMBERS)
    return Plan(
        v4={r: tuple((e << 24, 1 << 24) for e in usable[slice(*eights[r])]) for r in eights},
        v6={r: ((_SIX[r] << 32, 1 << 36),) for r in eights},
        numbers={
            r: ((1 + old[r][0], old[r][1] - old[r][0]), (131_072 + i * _NEW_NUMBERS, _NEW_NUMBERS))
            for i, r in enumerate(old)
        },
    )
