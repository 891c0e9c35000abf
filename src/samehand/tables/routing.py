"""What routing archives saw, and what routing registries say should be seen."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from samehand.tables import Kept, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnRelation(Row):
    """Two neighbouring ASes as a published inference has them: `transit` or `peer`.

    Of transit, `provider` sells and `customer` buys. Peers stand in the order published. A
    relation is inferred from paths: it says who was adjacent, not who signed what.
    """

    table: ClassVar[str] = "asn_relation"
    kept: ClassVar[Kept] = Kept.OBSERVED

    provider: int
    customer: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting(Row):
    """A prefix announced by an origin AS, from `seen` to `last_seen`.

    `how` is one of

    - `table`: in whole routing tables of a collector, day after day: a run. A table that is cut,
      or whose collector is not known, has no collector here: a sighting of its day alone;
    - `change`: from a list of origin changes, which has no collector: from the first day of this
      origin to the day before the next change, or to the end of the list;
    - `update`: announced on that day, in a collector's log of updates. It has no collector here,
      so that it is in no run: a day without an announcement is neither an end nor a gap.

    `upstream` is the AS before the origin on most paths, where paths were read; `peers` how many
    peers of the collector saw it when first seen, or announced it on that day; `together` counts
    the origins seen at once then, or on that day.
    """

    table: ClassVar[str] = "sighting"
    kept: ClassVar[Kept] = Kept.RUN
    scope: ClassVar[str] = "collector"
    noted: ClassVar[tuple[str, ...]] = ("peers", "together")

    collector: str | None = None
    family: int
    first: int
    last: int
    length: int
    origin: int
    upstream: int | None = None
    peers: int | None = None
    how: str
    together: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteObject(Row):
    """A route or route6 object of a routing registry: who says which AS may originate what.

    `created` and `changed` are days inside the record, and may be made up; `maintainer` is the
    first `mnt-by`. Anybody can register anything in most of these registries.
    """

    table: ClassVar[str] = "route_object"
    kept: ClassVar[Kept] = Kept.SNAPSHOT
    scope: ClassVar[str] = "list"

    list: str
    family: int
    first: int
    last: int
    length: int
    origin: int
    maintainer: str | None
    created: date | None = None
    changed: date | None = None
