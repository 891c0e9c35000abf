"""Records of registries' databases that were gone on a file day and are there again on a later one.

A dump that is published whole keeps its records as runs: one that was deleted and added again is two
runs, with a file day between them on which it was not there. It is *stitched* where the same party
stands on it before and after: the organisation it names, else its maintainer; of an organisation's
own record, its name. A report of a record's past says so itself. Fooled by a party that is called
otherwise after than before; and by a record that came and went between two file days.
"""

from dataclasses import dataclass
from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.states import ask

OF_BLOCKS = """
WITH version AS (
  SELECT list AS scope, registry || ' ' || coalesce(handle, '') || ' ' || first || ' ' || last AS record,
         coalesce(org, 'maintainer ' || maintainer) AS party, seen, last_seen, cite
  FROM registration_history
  WHERE family = $family AND first <= $last AND last >= $first AND list IS NOT NULL
)
"""

OF_ORGANISATIONS = """
WITH version AS (
  SELECT list AS scope, org AS record, name_key AS party, seen, last_seen, cite
  FROM organisation_history
  WHERE list_contains($orgs, org) AND list IS NOT NULL
)
"""

AGAIN = """
, followed AS (
  SELECT *, max(last_seen) OVER earlier AS until, last_value(party IGNORE NULLS) OVER earlier AS party_before,
         last_value(cite) OVER earlier AS before_cite
  FROM version
  WINDOW earlier AS (PARTITION BY scope, record ORDER BY seen, last_seen, cite
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT followed.record, followed.until, min(file_day.seen) AS gone_on, followed.seen AS back_on,
       followed.party_before, followed.party, followed.before_cite, followed.cite
FROM followed
JOIN file_day ON file_day.about = $about AND file_day.scope_value = followed.scope
             AND file_day.seen > followed.until AND file_day.seen < followed.seen
GROUP BY ALL
ORDER BY followed.record, back_on, followed.cite
"""


@dataclass(frozen=True, slots=True)
class Again:
    """A record there again: the last day before, a day on which it was gone, the day it was back.

    `stitched` is whether it is the same party's; None where that cannot be told.
    """

    until: str
    gone_on: str
    back_on: str
    stitched: bool | None
    cites: tuple[str, ...]

    @property
    def says(self) -> str:
        """The same in words."""
        head = f"there on {self.until}, gone on {self.gone_on}, there again on {self.back_on}"
        return f"{head}: {WHOSE[self.stitched]}"


WHOSE = {
    True: "stitched, for the same party stands on it",
    False: "not stitched, for another party stands on it",
    None: "whose it was or is cannot be told",
}
REPORTED = "removed and created again for the same party: stitched"
Returns = dict[str, list[Again]]


def blocks_again(desk: Desk, family: int, first: int, last: int) -> Returns:
    """Records of blocks that meet a block and were there again, by `key_of_block`."""
    sql = OF_BLOCKS + AGAIN
    return _by_record(ask(desk, sql, about="registration", family=family, first=first, last=last))


def organisations_again(desk: Desk, orgs: list[str]) -> Returns:
    """Records of these organisations that were there again, by organisation."""
    return _by_record(ask(desk, OF_ORGANISATIONS + AGAIN, about="organisation", orgs=orgs))


def key_of_block(row: dict[str, Any]) -> str:
    """How the record of a block is told from others."""
    return f"{row['registry']} {row['handle'] or ''} {row['first']} {row['last']}"


def _by_record(rows: list[dict[str, Any]]) -> Returns:
    found: Returns = {}
    for row in rows:
        found.setdefault(row["record"], []).append(_again(row))
    return found


def _again(row: dict[str, Any]) -> Again:
    one, other = row["party_before"], row["party"]
    return Again(
        until=row["until"],
        gone_on=row["gone_on"],
        back_on=row["back_on"],
        stitched=one == other if one and other else None,
        cites=(row["before_cite"], row["cite"]),
    )


def stitched(row: dict[str, Any], again: list[Again]) -> bool | None:
    """Whether a record is there again as the same party's; None where it was never gone."""
    if again:
        return again[-1].stitched
    return True if row["stitched"] else None


def told(row: dict[str, Any], again: list[Again]) -> list[str]:
    """Each time that a record was gone and there again, in words."""
    says = [each.says for each in again]
    return says or ([REPORTED] if row["stitched"] else [])
