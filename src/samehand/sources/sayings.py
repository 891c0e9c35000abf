"""Rows that a sample of a company register promises: what one line of it says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from samehand.tables.company import (
    Company,
    CompanyName,
    CompanyNumber,
    CompanyPlace,
    Officer,
    Ownership,
)
from samehand.values.names import key


@dataclass(frozen=True, slots=True)
class Sayings:
    """Of one register, of one day."""

    register: str
    day: date

    def company(self, line: int, company: str, name: str | None, **more: Any) -> Company:
        """A company."""
        name_key = key(name or "") or None
        return Company(company=company, name=name, name_key=name_key, **self._at(line), **more)

    def named(self, line: int, company: str, name: str, **more: Any) -> CompanyName:
        """Another name of it."""
        told = {"kind": "previous", "name_key": key(name) or None} | self._at(line) | more
        return CompanyName(company=company, name=name, **told)

    def numbered(self, line: int, company: str, scheme: str, number: str) -> CompanyNumber:
        """A number of it."""
        return CompanyNumber(company=company, scheme=scheme, number=number, **self._at(line))

    def placed(
        self, line: int, company: str, address: str, address_key: str | None, **more: Any
    ) -> CompanyPlace:
        """An address of it."""
        told = {"kind": "registered", "address_key": address_key} | self._at(line) | more
        return CompanyPlace(company=company, address=address, **told)

    def officer(self, line: int, company: str, name: str | None, **more: Any) -> Officer:
        """One who stands for it."""
        name_key = key(name or "") or None
        return Officer(company=company, name=name, name_key=name_key, **self._at(line), **more)

    def owned(self, line: int, owned: str, owner: str | None, **more: Any) -> Ownership:
        """One who owns or controls it, or of whom it is not told who."""
        name_key = key(more.get("owner_name") or "") or None
        told = {"owner_key": name_key} | self._at(line) | more
        return Ownership(owned=owned, owner=owner, **told)

    def _at(self, line: int) -> dict[str, Any]:
        return {"register": self.register, "seen": self.day, "cite": f"00000000:{line}"}
