"""Rows that the samples of record sources promise, in few words: what all rows of one share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samehand.tables.records import AsnRecord, Organisation, Stated
from samehand.tables.registry import Registration
from samehand.values.blocks import block

Told = tuple[str, str, str | None, str | None]
"""Of a stated value: kind, part, value, key; no value means that it is withheld."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the rows of one sample share, unless they say otherwise."""

    list: str | None
    registry: str
    seen: date

    def stated(self, line: int, record: str, *told: Told, **more: Any) -> Iterator[Stated]:
        """The values that one record states."""
        for kind, part, value, key in told:
            values: dict[str, Any] = {"kind": kind, "part": part, "value": value, "value_key": key}
            gone = value is None and kind != "removed"
            yield Stated(**self._with(line, more), record=record, withheld=gone, **values)

    def organisation(
        self, line: int, org: str, name: str | None, key: str | None, **more: Any
    ) -> Organisation:
        """An organisation, by its id without the registry."""
        ours = f"{more.get('registry', self.registry)}:{org}"
        return Organisation(org=ours, name=name, name_key=key, **self._with(line, more))

    def number(
        self, line: int, numbers: tuple[int, int], org: str | None, name: str | None, **more: Any
    ) -> AsnRecord:
        """AS numbers, by the first and the last."""
        ours = f"{more.get('registry', self.registry)}:{org}" if org else None
        shared = self._with(line, more)
        return AsnRecord(first_asn=numbers[0], last_asn=numbers[1], org=ours, name=name, **shared)

    def registration(
        self, line: int, place: str, org: str | None, netname: str | None, **more: Any
    ) -> Registration:
        """A block, by its prefix or range; `length` is that of a prefix."""
        space = block(place)
        length = int(place.partition("/")[2]) if "/" in place else None
        empty = {"maintainer": None, "status": None, "registered": None, "length": length}
        return Registration(
            family=space.family,
            first=space.first,
            last=space.last,
            org=f"{more.get('registry', self.registry)}:{org}" if org else None,
            netname=netname,
            **(empty | self._with(line, more)),
        )

    def _with(self, line: int, more: dict[str, Any]) -> dict[str, Any]:
        shared = {"list": self.list, "registry": self.registry, "seen": self.seen}
        return {**shared, "cite": f"00000000:{line}", **more}
