"""What an applicant states that others state too: how many share it, in which role, and who.

Every value is told, also one that a role explains: the reader sees that it was looked at and why it
ties nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.values import ROLES
from samehand.api.screening.applications import Application
from samehand.api.screening.companies import places
from samehand.api.screening.found import Screened, shelves
from samehand.api.screening.parts import SHELVES
from samehand.tables import Row
from samehand.tables.company import Company, Officer
from samehand.tables.records import Stated
from samehand.tables.registry import AsnName
from samehand.values.cites import cite_text

NAMED = 12  # holders told of one value: more are a crowd, and counted

VALUES = """
SELECT sharing.applicant, sharing.kind, sharing.plain_key, sharing.value, sharing.written, sharing.holders,
       sharing.standing, role.role, lying.others, lying.cites
FROM SHARING AS sharing
LEFT JOIN picked_role AS role ON role.kind = sharing.kind AND role.value_key = sharing.plain_key
LEFT JOIN (
  SELECT kind, value_key, list(holder ORDER BY holder)[1:$named] AS others,
         list(cite ORDER BY holder)[1:$named] AS cites
  FROM HOLDER_VALUE
  WHERE holder > '(~'
  GROUP BY kind, value_key
) AS lying ON lying.kind = sharing.kind AND lying.value_key = sharing.value_key
WHERE sharing.holders > 1
ORDER BY sharing.applicant, sharing.holders, sharing.kind, sharing.plain_key
"""

OFFICERS = """
SELECT stood.applicant, 'officer' AS kind, min(stood.written) AS written, officer_role.companies AS holders,
       officer_role.role, list(DISTINCT holder_company.holder ORDER BY holder_company.holder)[1:$named] AS others,
       list(DISTINCT officer.cite ORDER BY officer.cite)[1:$named] AS cites
FROM stood
JOIN officer_role ON officer_role.name_key = stood.applicant || stood.name_key AND officer_role.born = stood.born
JOIN officer ON officer.name_key = officer_role.name_key AND officer.born = stood.born
            AND officer.company <> stood.company
JOIN holder_company ON holder_company.company = officer.company AND holder_company.holder > '(~'
GROUP BY stood.applicant, stood.name_key, stood.born, officer_role.companies, officer_role.role
ORDER BY stood.applicant, holders, written
"""
OFFICER_ROLES = {
    None: "stands for few: it ties them",
    "stands for many": "stands for many: weighed little",
    "formation agent": "a formation agent's clients have nothing else in common",
}


def shared(screened: Screened) -> dict[str, list[dict[str, Any]]]:
    """Of each applicant every value that others share, the rarest first."""
    store = screened.store
    found: dict[str, list[dict[str, Any]]] = {}
    for lying, sharing in shelves(store):
        role = f"SELECT hash(kind, plain_key) AS place FROM {sharing} WHERE standing = 'role'"
        inside = (lying, sharing) != SHELVES[0]
        store.pick("picked_role", "all_role", places(store, role))
        sql = VALUES.replace("HOLDER_VALUE", lying).replace("SHARING", sharing)
        for row in store.rows(sql, named=NAMED):
            found.setdefault(row["applicant"], []).append(_value(row, inside))
    for row in store.rows(OFFICERS, named=NAMED):
        found.setdefault(row["applicant"], []).append(_officer(row))
    for each in found.values():
        each.sort(key=lambda row: (not row["ties"], row["holders"], row["kind"], row["value"]))
    return found


def _value(row: Mapping[str, Any], inside: bool) -> dict[str, Any]:
    role = row["role"] or ("agent" if row["standing"] == "role" else row["standing"])
    told = _told(row, role, ROLES[role])
    return told | ({"restricted": True} if inside else {})


def _officer(row: Mapping[str, Any]) -> dict[str, Any]:
    role = row["role"] or "few"
    told = _told(row, role, OFFICER_ROLES[row["role"]])
    return told | {"ties": row["role"] != "formation agent"}


def _told(row: Mapping[str, Any], role: str, says: str) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "value": row["written"],
        "holders": row["holders"],
        "role": role,
        "says": says,
        "ties": role in ("few", "group"),
        "with": list(row["others"] or ()),
        "cites": [cite_text(cite) for cite in row["cites"] or () if cite is not None],
    }


@dataclass(frozen=True, slots=True)
class Unlooked:
    """Tables that the book does not hold by these clocks, and what to say of all not looked at."""

    missing: tuple[str, ...]
    says: tuple[str, ...]


SOURCES: Mapping[type[Row], str] = {
    Stated: "holder_value",
    AsnName: "bearing",
    Company: "registered",
    Officer: "officers_of",
}
"""Where what each table says lies in an index."""


def unlooked(desk: Desk, screened: Screened, told: Sequence[Application]) -> Unlooked:
    """Where nothing could be looked up of the applicants."""
    store = screened.store
    missing = tuple(kind.table for kind, part in SOURCES.items() if not store.holds(f"all_{part}"))
    says = [f"{table}: no source of it is in the book for this day" for table in missing]
    inside = sorted({v.kind for each in told for v in each.values if v.inside})
    if inside and desk.permit is None:
        says.append(f"{', '.join(inside)}: of the registry's own files, closed: --restricted")
    elif inside and not store.holds(f"all_{SHELVES[1][0]}"):
        says.append(f"{', '.join(inside)}: the registry's own files are not in the book")
    return Unlooked(missing, tuple(says))
