"""A prefix announced while no registry's file has it as held.

Each registry is compared on its own file day: only what was there within a month of that day
counts, and may have begun by then: what is known to have begun later may have been granted then.
Either the file has it as free or reserved and no other registry's last file has it as held; or no
file has it at all, which is said only where the files of all five registries are of about that
time: what a registry that is not loaded may hold is not looked at, never unregistered. Left out is
what the top of the registry keeps for itself or for special use. Fooled by the days between a
grant and the next file, and by returns and transfers under way.
"""

from dataclasses import dataclass, replace
from datetime import date

from samehand.detect.blind import Blind
from samehand.detect.made import WATCHED, designated, routed, spell
from samehand.detect.steps.presence import presence
from samehand.detect.steps.written import written
from samehand.made import held
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import Designation, Holding
from samehand.tables.routing import Sighting


@dataclass(frozen=True)
class Numbers:
    """When does it count?"""

    least_peers: int = because(3, "what one or two peers see may never have left their network")
    near_days: int = because(31, "a grant is announced within days, and some files are monthly")
    longest: int = because(24, "what is longer than a /24 is hardly passed on by anybody")
    registries: int = because(5, "with one of the five missing, in no file may mean in that one")


FIND = """
WITH file AS (
  SELECT registry, max(last_seen) AS day FROM holding GROUP BY registry
), near AS (
  SELECT file.registry, file.day, written.block, written.bucket, written.last, presence.family, presence.first,
         presence.length, presence.origin, presence.seen, presence.last_seen, presence.cite
  FROM presence
  JOIN file ON date_diff('day', presence.last_seen, file.day) <= $near_days
           AND date_diff('day', file.day, presence.seen) <= least($near_days, presence.unsure_days)
  JOIN written ON written.family = presence.family AND written.first = presence.first
              AND written.length = presence.length
  WHERE presence.family = 4 AND presence.peers >= $least_peers AND presence.length <= $longest
), routed AS (
  SELECT DISTINCT first, last, length, block, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM near
), record AS (
  SELECT registry, holder, status, first, last, cite, last_seen,
         holder IS NOT NULL OR status IN ('allocated', 'assigned', 'legacy') AS held,
         unnest(generate_series(first >> 16, last >> 16)) AS bucket
  FROM holding WHERE family = 4
), met AS (
  SELECT routed.block, record.registry, record.held, record.status, record.cite
  FROM routed
  JOIN record ON record.bucket = routed.bucket AND record.first <= routed.last AND routed.first <= record.last
), spoken AS (
  SELECT block, bool_or(held) AS held FROM met GROUP BY block
), free AS (
  SELECT near.block, near.registry, near.day, min(met.status) AS status, min(met.cite) AS status_cite
  FROM near JOIN met ON met.block = near.block AND met.registry = near.registry
  GROUP BY near.block, near.registry, near.day
), missing AS (
  SELECT near.block, count(DISTINCT near.registry) AS files, min(near.day) AS day, max(near.day) AS last_day
  FROM near LEFT JOIN spoken ON spoken.block = near.block
  WHERE spoken.block IS NULL
  GROUP BY near.block
), told AS (
  SELECT free.block, free.registry, free.day, free.day AS last_day, free.status, free.status_cite,
         'free or reserved on record' AS bin,
         row_number() OVER (PARTITION BY free.block ORDER BY free.day DESC, free.registry) AS turn
  FROM free JOIN spoken ON spoken.block = free.block AND NOT spoken.held
  UNION ALL
  SELECT block, NULL, day, last_day, NULL, NULL, 'in no file', 1 FROM missing
  WHERE files >= $registries AND date_diff('day', day, last_day) <= $near_days
), kept AS (
  SELECT DISTINCT routed.block
  FROM (SELECT first, last, designation, status, length, unnest(generate_series(first >> 16, last >> 16)) AS bucket
        FROM designation WHERE family = 4) AS place
  JOIN routed ON routed.bucket = place.bucket AND place.first <= routed.first AND routed.last <= place.last
  WHERE place.length > 8 OR lower(place.status) = 'reserved' OR lower(place.designation) LIKE '%reserved%'
     OR lower(place.designation) LIKE 'future use%' OR lower(place.designation) LIKE 'multicast%'
     OR lower(place.designation) LIKE 'iana -%'
), whom AS (
  SELECT near.block, min(near.origin) AS origin, count(DISTINCT near.origin) AS origins, min(near.seen) AS since,
         max(near.last_seen) AS until, min(near.cite) AS cite
  FROM near GROUP BY near.block
)
SELECT told.block, told.bin, told.registry, told.day, told.last_day, told.status, told.status_cite,
       whom.origin, whom.origins, whom.since, whom.until, whom.cite
FROM told
JOIN whom ON whom.block = told.block
LEFT JOIN kept ON kept.block = told.block
WHERE told.turn = 1 AND kept.block IS NULL
"""


def explain(row: Found, numbers: Numbers) -> str:
    """What is announced, and what the files say of it."""
    who = f"AS{row['origin']}" + (f" and {row['origins'] - 1} more" if row["origins"] > 1 else "")
    when = row["until"] if row["until"] == row["since"] else f"{row['since']} to {row['until']}"
    if row["status"]:
        said = f"the file of {row['registry']} of {row['day']} has it as {row['status']}"
    else:
        days = row["day"] if row["day"] == row["last_day"] else f"{row['day']} to {row['last_day']}"
        said = f"no registration of it was found in the files of the registries of {days}"
    return f"{row['block']} was announced by {who} ({when}); {said}"


BLIND = Blind(
    name="use-without-registration: files without routes",
    rules=("use-without-registration",),
    numbers=Numbers(),
    find="""
WITH file AS (
  SELECT registry, max(last_seen) AS day FROM holding GROUP BY registry
), near AS (
  SELECT DISTINCT file.registry
  FROM presence
  JOIN file ON date_diff('day', presence.seen, file.day) >= 0 - $near_days
           AND date_diff('day', presence.last_seen, file.day) <= $near_days
  WHERE presence.family = 4 AND presence.how = 'table'
)
SELECT 'space of ' || file.registry || ' (no table of routes within a month of its file of '
       || CAST(file.day AS VARCHAR) || ')' AS what
FROM file
LEFT JOIN near ON near.registry = file.registry
WHERE near.registry IS NULL
""",
)

WHERE, DAYS = "198.51.100.0/24", (date(2016, 1, 1), date(2017, 3, 1))
FIVE: tuple[Row, ...] = tuple(
    held(f"{registry}:n", f"10.{n}.0.0/24", date(2000, 1, 1))
    for n, registry in enumerate(("afrinic", "apnic", "arin", "lacnic", "ripencc"))
)
USE = routed(WHERE, 64501, *DAYS, peers=10)


def free(prefix: str, status: str = "available", registry: str = "arin") -> Holding:
    """Free space of a registry."""
    told = held(f"{registry}:free", prefix, date(2000, 1, 1))
    return replace(told, holder=None, status=status, registered=None)


ON_RECORD = "free or reserved on record"

RULE = Rule(
    name="use-without-registration",
    title="Announced with no registration found",
    family="routing",
    ground="registration",
    revision=2,
    subject=("block",),
    reads=(Sighting, FileDay, Holding, Designation),
    needs=(presence, written),
    numbers=Numbers(),
    bins=(ON_RECORD, "in no file"),
    find=FIND,
    explain=explain,
    examples=(
        Example("free on record", (USE, free("198.51.100.0/22")), {(WHERE,): ON_RECORD}),
        Example("reserved on record", (USE, free(WHERE, "reserved")), {(WHERE,): ON_RECORD}),
        Example(
            "a change of origin in that month",
            (WATCHED, spell(WHERE, 64501, date(2017, 3, 1), 21), free(WHERE)),
            {(WHERE,): ON_RECORD},
        ),
        Example("in no file of five", (*FIVE, USE), {(WHERE,): "in no file"}),
        Example("in no file of four", (*FIVE[1:], USE)),
        Example(
            "one of the five files is years old",
            (replace(FIVE[0], seen=date(2015, 1, 1)), *FIVE[1:], USE),
        ),
        Example("held", (USE, held("arin:b", "198.51.100.0/23", date(2000, 1, 1)))),
        Example(
            "held, and its holder not named",
            (USE, *FIVE, free("198.51.100.0/22", "allocated", "apnic")),
        ),
        Example(
            "part of it is held",
            (USE, *FIVE, held("arin:b", "198.51.100.128/25", date(2000, 1, 1))),
        ),
        Example(
            "free with one registry, held with another",
            (USE, free(WHERE), held("ripencc:b", WHERE, date(2000, 1, 1))),
        ),
        Example("seen by one peer", (free(WHERE), routed(WHERE, 64501, *DAYS, peers=1))),
        Example(
            "begun days after the file",
            (
                replace(free(WHERE), seen=date(2017, 2, 20)),
                *(WATCHED, spell(WHERE, 64501, date(2017, 3, 1), 21)),
            ),
        ),
        Example(
            "long before the file",
            (free(WHERE), routed(WHERE, 64501, date(2014, 1, 1), date(2015, 1, 1))),
        ),
        Example(
            "a /25", (free("198.51.100.0/22"), routed("198.51.100.0/25", 64501, *DAYS, peers=10))
        ),
        Example(
            "for special use", (*FIVE, USE, designated("198.0.0.0/8", "IANA - special", "RESERVED"))
        ),
    ),
)
