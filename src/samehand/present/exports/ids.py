"""Ids that are the same on every run: hashes of what they name, never drawn at random."""

import hashlib
import json
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

OURS = uuid5(NAMESPACE_URL, "https://samehand.invalid/export")
"""The namespace of ids of ours; `.invalid` is nobody's domain."""

STIX_OBSERVED = UUID(fields=(0x00ABEDB4, 0xAA42, 0x466C, 0x9C, 0x01, 0xFED23315A9B7))
"""The namespace that STIX 2.1 (section 2.9) gives for ids of what was observed."""


def ours(*told: object) -> str:
    """A UUID for something told."""
    return str(uuid5(OURS, "\n".join(map(str, told))))


def observed(kind: str, **contributing: Any) -> str:
    """The id that every STIX producer gives the same observed thing.

    >>> observed("autonomous-system", number=64500) == observed("autonomous-system", number=64500)
    True
    """
    written = json.dumps(contributing, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{kind}--{uuid5(STIX_OBSERVED, written)}"


def short(*told: object) -> str:
    """Forty letters for something told, as FollowTheMoney has ids."""
    return hashlib.sha1("\n".join(map(str, told)).encode(), usedforsecurity=False).hexdigest()
