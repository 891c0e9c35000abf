"""Free space that a later file has as held since long before, or a date that moved back.

Pool space was once relabelled as held for decades, without authority: the earlier file has it
free, the later one has it held, or as legacy, with a day of registration years before. An honest
grant bears a day near its first appearance. Also a block whose day of registration moved back by
years while its holder changed. Reserved space is told apart: registries hold back what they may
give back, and a still earlier file that had it with that very day explains it away. Free is what
the file says is available or reserved; a file that names no holders has not set anything free.
IPv4 only. Fooled by corrections, by returns that are undone, and by days taken over from elsewhere.
"""

from dataclasses import dataclass, replace
from datetime import date

from samehand.made import held
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables.registry import Holding


@dataclass(frozen=True)
class Numbers:
    """What is back-dated?"""

    back_days: int = because(365, "files lag by days and corrections by months, not by a year")


FIND = """
WITH run AS (
  SELECT registry, holder, first, last, registered, status, min(seen) AS seen, max(last_seen) AS last_seen,
         min(cite) AS cite, status IN ('available', 'reserved') AS free,
         (first >> 24) || '.' || ((first >> 16) & 255) || '.' || ((first >> 8) & 255) || '.' || (first & 255) || '-' ||
         (last >> 24) || '.' || ((last >> 16) & 255) || '.' || ((last >> 8) & 255) || '.' || (last & 255) AS block
  FROM holding_history
  WHERE family = 4
  GROUP BY registry, holder, first, last, registered, status
), touched AS (
  SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM run
), met AS (
  SELECT DISTINCT later.block, later.registry, later.holder, later.status, later.registered, later.seen, later.cite,
         later.first, later.last, earlier.status AS status_before, earlier.seen AS before_seen,
         earlier.last_seen AS until, earlier.registered AS registered_before, earlier.first AS first_before,
         earlier.cite AS before_cite, earlier.free
  FROM touched AS later
  JOIN touched AS earlier ON earlier.bucket = later.bucket AND earlier.registry = later.registry
                         AND earlier.first <= later.last AND later.first <= earlier.last
                         AND earlier.last_seen < later.seen
  WHERE NOT later.free AND later.registered IS NOT NULL
    AND ((earlier.free AND date_diff('day', later.registered, earlier.last_seen) >= $back_days)
      OR (NOT earlier.free AND earlier.holder <> later.holder AND later.registry <> 'ripencc'
          AND date_diff('day', later.registered, earlier.registered) >= $back_days))
), restored AS (
  SELECT DISTINCT met.block, met.seen, met.before_cite
  FROM met
  JOIN run AS once ON once.registry = met.registry AND once.registered = met.registered AND NOT once.free
                  AND once.last_seen < met.before_seen AND once.first <= met.last AND met.first <= once.last
), ordered AS (
  SELECT met.*, row_number() OVER (PARTITION BY met.block
                                   ORDER BY met.free DESC, met.seen DESC, met.until DESC, met.holder, met.first_before,
                                            met.registered, met.status, met.before_cite) AS turn
  FROM met
  LEFT JOIN restored ON restored.block = met.block AND restored.seen = met.seen
                    AND restored.before_cite = met.before_cite
  WHERE restored.block IS NULL
)
SELECT *, CASE WHEN NOT free THEN 'date moved back with a new holder'
               WHEN status = 'legacy' THEN 'free, then legacy'
               WHEN status_before = 'reserved' THEN 'reserved, then held since before'
               ELSE 'free, then held since before' END AS bin
FROM ordered WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """What the two files say."""
    before = f"as {row['status_before']}"
    if not row["free"]:
        before += f", registered on {row['registered_before']}"
    holder = f"held by {row['holder']}" if row["holder"] else "held by an account it does not name"
    return (
        f"the file of {row['registry']} of {row['until']} has {row['block']} {before}; that of"
        f" {row['seen']} has it as {row['status']}, {holder} and registered on {row['registered']}"
    )


WHERE, EARLIER = "198.51.100.0/24", date(2015, 1, 1)
RANGE = "198.51.100.0-198.51.100.255"


def free(status: str = "available") -> Holding:
    """Free space on the earlier day."""
    told = held("afrinic:free", WHERE, EARLIER, EARLIER)
    return replace(told, holder=None, status=status, registered=None)


def later(registered: date, status: str = "allocated", holder: str = "afrinic:b") -> Holding:
    """Held on the later day."""
    return replace(held(holder, WHERE, registered), status=status)


BINS = (
    "free, then legacy",
    "free, then held since before",
    "reserved, then held since before",
    "date moved back with a new holder",
)
OF_OLD = later(date(1998, 1, 1))

RULE = Rule(
    name="status-flip",
    title="Free on an earlier day, held since before that on a later one",
    family="transfer",
    ground="status",
    revision=2,
    subject=("block",),
    reads=(Holding,),
    numbers=Numbers(),
    bins=BINS,
    find=FIND,
    explain=explain,
    examples=(
        Example("free, then held since 1998", (free(), OF_OLD), {(RANGE,): BINS[1]}),
        Example(
            "free, then legacy",
            (free(), later(date(1990, 1, 1), "legacy")),
            {(RANGE,): BINS[0]},
        ),
        Example("reserved, then held since 1998", (free("reserved"), OF_OLD), {(RANGE,): BINS[2]}),
        Example(
            "free, then held by an account not named",
            (free(), replace(OF_OLD, holder=None)),
            {(RANGE,): BINS[1]},
        ),
        Example(
            "another holder, an older date",
            (held("afrinic:a", WHERE, date(2010, 1, 1), EARLIER), OF_OLD),
            {(RANGE,): BINS[3]},
        ),
        Example("free, then granted", (free(), later(date(2016, 1, 1)))),
        Example("granted days before the file", (free(), later(date(2014, 12, 20)))),
        Example(
            "reserved for a while, then back with its day of before",
            (replace(OF_OLD, seen=date(2013, 1, 1), cite="00000001:1"), free("reserved"), OF_OLD),
        ),
        Example(
            "an older date for the same holder",
            (held("afrinic:b", WHERE, date(2010, 1, 1), EARLIER), OF_OLD),
        ),
        Example(
            "passed on with its date",
            (held("afrinic:a", WHERE, date(2010, 1, 1), EARLIER), later(date(2010, 1, 1))),
        ),
        Example(
            "a file that names no holders",
            (replace(free("allocated"), registered=date(2010, 1, 1)), OF_OLD),
        ),
    ),
)
