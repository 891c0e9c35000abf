"""Who held a block or an AS number on a day, by the files of the registries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from samehand.api.book import Desk
from samehand.api.history.days import Days, Found, since_written, standing
from samehand.api.lookups.states import ask
from samehand.tables.registry import AsnHolding, AsnName, Holding
from samehand.values.holders import NOT_LASTING

BLOCKS = """
SELECT registry, holder, family, first, last, status, country, registered, seen, last_seen, cite
FROM holding_history
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, last DESC, seen, cite
"""

NUMBERS = """
SELECT asked.asn, held.registry, held.holder, held.status, held.registered, held.seen, held.last_seen, held.cite
FROM (SELECT unnest(CAST($asns AS BIGINT[])) AS asn) AS asked
JOIN asn_holding_history AS held ON asked.asn BETWEEN held.first_asn AND held.last_asn
WHERE held.holder IS NOT NULL
ORDER BY asked.asn, held.seen, held.cite
"""

NAMES = """
SELECT asn, list, coalesce(name, handle) AS name, seen, last_seen, cite
FROM asn_name_history
WHERE asn IN (SELECT unnest(CAST($asns AS BIGINT[]))) AND coalesce(name, handle) IS NOT NULL
ORDER BY asn, list, seen, cite
"""


@dataclass(frozen=True, slots=True)
class People:
    """The histories of some AS numbers: who held each, what lists called it."""

    days: Days
    held: dict[int, list[Found]] = field(default_factory=dict)
    called: dict[int, list[Found]] = field(default_factory=dict)

    def of(self, asn: int, day: str) -> dict[str, Any]:
        """Holder and name of an AS on a day, with the file day of the holder and the cites."""
        held = standing(self.days, AsnHolding, self.held.get(asn, ()), day)
        called = (
            standing(self.days, AsnName, self.called.get(asn, ()), day)
            or self.called.get(asn, [])[:1]
        )
        who, name = (held or [{}])[-1], (called or [{}])[-1]
        cites = [each["cite"] for each in (who, name) if each]
        looked = bool(self.days.scopes(AsnHolding))
        return {
            "name": name.get("name"),
            "holder": who.get("holder"),
            "holder_on": who.get("on"),
            "holder_state": "found" if who else "none found" if looked else "not looked",
            "cites": cites,
        }


def people(desk: Desk, days: Days, asns: Iterable[int]) -> People:
    """The histories of these AS numbers."""
    asked = sorted(set(asns))
    told = People(days)
    for sql, into in ((NUMBERS, told.held), (NAMES, told.called)):
        for row in ask(desk, sql, asns=asked) if asked else ():
            into.setdefault(row["asn"], []).append(row)
    return told


def holders_on(days: Days, rows: Iterable[Found], day: str) -> list[Found]:
    """The holdings, of these runs, that stood on a day and have a holder."""
    return [row for row in standing(days, Holding, rows, day) if row["holder"]]


def told_holders(found: list[Found], days: Days, day: str) -> dict[str, Any]:
    """Who held it on a day, in one field, with the file day and how it was looked at."""
    if found:
        names = list(dict.fromkeys(row["holder"] for row in found))
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        return {"who": ", ".join(names[:3]) + more, "holders": names, "on": found[-1]["on"]}
    looked = days.latest(Holding, day)
    return {"who": "none found" if looked else "not looked", "holders": [], "on": looked}


def same_holder(one: str | None, other: str | None) -> bool | None:
    """Whether two accounts are one; empty where their ids do not last from file to file."""
    if not one or not other:
        return None
    if one == other:
        return True
    registries = {each.partition(":")[0] for each in (one, other)}
    return None if registries <= NOT_LASTING else False


def in_words(found: dict[str, Any], day: str) -> str:
    """`arin:a1b2 (file of 2017-03-21)`."""
    return f"{found['who']}{since_written(found['on'], day) if found['holders'] else ''}"
