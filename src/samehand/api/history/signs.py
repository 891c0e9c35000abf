"""What the RPKI and route objects said of an announcement on a day.

States come from `store.asof`. Where no file was read by that day it was not looked, which is not
"not found".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from samehand.api.book import Desk
from samehand.api.history.days import Days, Found, standing
from samehand.api.lookups.states import ask
from samehand.store.asof import irr_state, rpki_state
from samehand.tables import Row
from samehand.tables.routing import RouteObject
from samehand.tables.rpki import Vrp

NOT_LOOKED = "not looked"
WORDS = {
    "not-found": "not found",
    "invalid-origin": "invalid, another origin",
    "invalid-length": "invalid, too long",
    "more-specific": "of a larger prefix",
    "invalid": "another origin",
}

VRPS = """
SELECT anchor, family, first, last, length, max_length, origin, seen, last_seen, cite
FROM vrp_history
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, length, cite
"""

OBJECTS = """
SELECT list, family, first, last, length, origin, maintainer, seen, last_seen, cite
FROM route_object_history
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY first, length, cite
"""

COLUMNS = {
    name: pa.int64() for name in ("family", "first", "last", "length", "max_length", "origin")
}


@dataclass(frozen=True, slots=True)
class Signs:
    """The payloads and the objects of some space, by day."""

    days: Days
    vrps: list[Found]
    objects: list[Found]
    _tables: dict[tuple[str, tuple[str, ...]], tuple[pa.Table, list[Found]]] = field(
        default_factory=dict
    )

    def rpki(self, route: Found, day: str) -> dict[str, Any]:
        """The state of a route on a day: in words, by the file of which day, and the cite."""
        return self._state(Vrp, self.vrps, route, day)

    def irr(self, route: Found, day: str) -> dict[str, Any]:
        """What route objects said of a route on a day."""
        return self._state(RouteObject, self.objects, route, day)

    def _state(self, kind: type[Row], rows: list[Found], route: Found, day: str) -> dict[str, Any]:
        on = self.days.latest(kind, day)
        if on is None:
            return {"state": NOT_LOOKED, "on": None, "cites": []}
        table, kept = self._standing(kind, rows, day)
        routes = pa.table(
            {name: pa.array([route[name]], pa.int64()) for name in COLUMNS if name != "max_length"}
        )
        told = (rpki_state if kind is Vrp else irr_state)(routes, table).to_pylist()[0]
        state = told["state"] or NOT_LOOKED
        cites = [kept[told["by"]]["cite"]] if told["by"] is not None else []
        return {"state": WORDS.get(state, state), "on": on, "cites": cites}

    def _standing(
        self, kind: type[Row], rows: list[Found], day: str
    ) -> tuple[pa.Table, list[Found]]:
        stands = tuple(str(self.days.last(kind, scope, day)) for scope in self.days.scopes(kind))
        if (kind.table, stands) not in self._tables:
            kept = standing(self.days, kind, rows, day)
            table = pa.table(
                {n: pa.array([row.get(n) for row in kept], t) for n, t in COLUMNS.items()}
            )
            self._tables[kind.table, stands] = table, kept
        return self._tables[kind.table, stands]


def signs(desk: Desk, days: Days, space: dict[str, int]) -> Signs:
    """What was signed and registered of a range: `family`, `first`, `last`."""
    return Signs(days, ask(desk, VRPS, **space), ask(desk, OBJECTS, **space))


def from_to(first: str, last: str) -> str:
    """Two states as one: `not found, then valid`."""
    return first if first == last else f"{first}, then {last}"


def unlooked(days: Days, kinds: Sequence[type[Row]], day: str) -> list[str]:
    """The tables of which no file was read by a day."""
    return [kind.table for kind in kinds if days.latest(kind, day) is None]
