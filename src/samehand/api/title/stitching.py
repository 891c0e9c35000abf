"""Whether two account ids of a registry whose ids do not last are one account.

An account is followed by its other records: those that stand unchanged, range and date alike,
under the one id on the one day and under the other on the other. Without any the answer is
"cannot tell", never a transfer. Fooled by two accounts that swap records.
"""

from dataclasses import dataclass

from samehand.api.book import Desk
from samehand.api.history.days import Found
from samehand.api.lookups.states import ask
from samehand.values.counts import count_of
from samehand.values.holders import NOT_LASTING

ALONG = """
WITH before AS (
  SELECT family, first, last, registered
  FROM holding_history
  WHERE registry = $registry AND holder = $one AND CAST($one_day AS DATE) BETWEEN seen AND last_seen
), after AS (
  SELECT family, first, last, registered
  FROM holding_history
  WHERE registry = $registry AND holder = $other AND CAST($other_day AS DATE) BETWEEN seen AND last_seen
)
SELECT (SELECT count(*) FROM before) AS before, (SELECT count(*) FROM after) AS after,
       (SELECT count(*) FROM before JOIN after USING (family, first, last, registered)
        WHERE NOT (before.family = $family AND before.first = $first AND before.last = $last)) AS along
"""

SAME, OTHER, CANNOT_TELL = "same", "another", "cannot tell"


@dataclass(frozen=True, slots=True)
class Party:
    """Whether the holder is the same after as before, and why that is said."""

    state: str
    says: str = ""
    stitched: bool = False


def same_party(
    desk: Desk, one: tuple[str | None, str], other: tuple[str | None, str], row: Found
) -> Party:
    """Two account ids, each with a file day on which it stood on a record."""
    if not one[0] or not other[0]:
        return Party(CANNOT_TELL, "a file names no account")
    if one[0] == other[0]:
        return Party(SAME)
    registries = {each.partition(":")[0] for each in (one[0], other[0])}
    if len(registries) > 1:
        return Party(CANNOT_TELL, "account ids of two registries cannot be compared")
    if not registries <= NOT_LASTING:
        return Party(OTHER)
    space = {name: row[name] for name in ("registry", "family", "first", "last")}
    (found,) = ask(
        desk, ALONG, one=one[0], one_day=one[1], other=other[0], other_day=other[1], **space
    )
    return _by_records(found, one[1], other[1])


def _by_records(found: Found, one_day: str, other_day: str) -> Party:
    if found["along"]:
        others = count_of(found["along"], "other record")
        says = (
            f"{others} of the account stand unchanged under one account on {one_day} and on"
            f" {other_day}: stitched, for account ids of this registry do not last"
        )
        return Party(SAME, says, stitched=True)
    if found["before"] <= 1 and found["after"] <= 1:
        says = "it is the only record of its account on both days, and account ids do not last"
    else:
        says = "no other record of its account went along unchanged, and account ids do not last"
    return Party(CANNOT_TELL, f"{says}: the holder may be the same or another")
