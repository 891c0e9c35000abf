"""What routing archives saw."""

from dataclasses import dataclass
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
    """A prefix announced by an origin AS, on the day it was seen.

    `how` is `change` (the first day of this origin for the prefix, from a list of changes) or
    `table` (in a whole routing table of that day). `together` counts the origins seen at once.
    """

    table: ClassVar[str] = "sighting"
    kept: ClassVar[Kept] = Kept.OBSERVED

    family: int
    first: int
    last: int
    length: int
    origin: int
    how: str
    together: int
