"""What several detectors could not look at: holders by stale files, IPv6, upstreams, days too far apart."""

from dataclasses import dataclass

from samehand.detect.blind import Blind
from samehand.detect.steps.ties import UnderNumbers
from samehand.rules import because
from samehand.steps.parties import NoNumbers

OF_HOLDERS = (
    *("announced-after-change", "as-score", "co-arrival", "dormant-revival", "first-seen-late"),
    *("listed-origin", "origin-of-hand", "short-lived", "stranger-object"),
)

STALE = Blind(
    name="holders by files that are too old",
    rules=OF_HOLDERS,
    numbers=UnderNumbers(),
    find="""
SELECT 'routes of space of ' || file.registry || ' that were first seen more than '
       || CAST($stale_days AS VARCHAR) || ' days after its file of ' || CAST(file.day AS VARCHAR) AS what
FROM (SELECT registry, max(last_seen) AS day FROM holding GROUP BY registry) AS file
CROSS JOIN (SELECT max(seen) AS day FROM presence) AS newest
WHERE date_diff('day', file.day, newest.day) > $stale_days
""",
)

IPV6 = Blind(
    name="IPv6",
    rules=("lease", "status-flip", "use-without-registration", "vpn-use"),
    numbers=NoNumbers(),
    find="""
SELECT 'IPv6' AS what
FROM (SELECT family FROM holding UNION SELECT family FROM sighting) AS told
WHERE family = 6
""",
)

PATHS = Blind(
    name="first upstream",
    rules=("co-awakening", "dormant-revival", "listed-then-moved"),
    numbers=NoNumbers(),
    find="""
SELECT 'through whom blocks are announced, for no paths were read' AS what
FROM (SELECT count(upstream) AS paths FROM presence) AS told
WHERE paths = 0
""",
)


@dataclass(frozen=True)
class WeekNumbers:
    """How well must a beginning be known?"""

    known_days: int = because(7, "together is within a week, so that a day must be known to a week")


WEEKS = Blind(
    name="days known to a week",
    rules=("co-arrival", "co-awakening", "stranger-object"),
    numbers=WeekNumbers(),
    find="""
SELECT 'when announcements began: no list of changes, and no tables within a week of each other' AS what
FROM (SELECT min(unsure_days) AS days FROM presence) AS told
WHERE days > $known_days
""",
)


@dataclass(frozen=True)
class MonthNumbers:
    """How near must tables be to tell of an end?"""

    gap_days: int = because(30, "spans of one life are 30 days apart or less (IMC 2021)")


MONTHS = Blind(
    name="how long announcements lasted",
    rules=("as-score", "short-lived"),
    numbers=MonthNumbers(),
    find="""
SELECT 'how long announcements lasted: no list of changes, and no tables within a month of each other' AS what
FROM (SELECT min(unsure_days) AS days FROM presence) AS told
WHERE days > $gap_days
""",
)
