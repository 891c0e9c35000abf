"""When each prefix was there, and which woke after a long silence.

A run of whole tables is presence from its first to its last file day. A list of changes tells of
no end, so from it only the day of a change is presence; an origin that it has for a day or two is
a slip or a leak, and is passed over. An update, or a table that is cut, is presence on its day
alone, and tells of no beginning and no end. Silence is absence of a prefix, of all that covers it and of
all inside it, on the file days between; where nobody looked in between it is a gap and no silence.
A beginning is known as well as was looked before it, by the same collector: another may see more.
Fooled by collectors whose peers come and go.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.steps.parties import NoNumbers
from samehand.tables.findings import FileDay
from samehand.tables.routing import AsnRelation, Sighting


@dataclass(frozen=True)
class PresenceNumbers:
    """What does a list of changes not really tell?"""

    slip_days: int = because(
        2, "leaks and slips of the hand are gone by the next day or the one after"
    )
    mass_times: float = because(
        20.0,
        "on 1 of 2,813 days so many times the usual ASes began at once: it had not looked before",
    )


# A table is looked into for a family from the first day it has one on; `newest` is the last file
# day that the clock lets through, and no run is known to last longer. `until` is for a change the
# day before the next one: the prefix may have been gone long before.
PRESENCE = """
WITH looks AS (
  SELECT whose.family, whose.collector, file.day,
         lag(file.day) OVER (PARTITION BY whose.family, whose.collector ORDER BY file.day) AS before,
         max(file.day) OVER (PARTITION BY whose.family, whose.collector) AS newest
  FROM (SELECT family, collector, min(seen) AS begins, max(last_seen) AS ends
        FROM sighting WHERE how = 'table' GROUP BY family, collector) AS whose
  JOIN (SELECT DISTINCT scope_value, seen AS day FROM file_day WHERE about = 'sighting') AS file
    ON file.scope_value = whose.collector AND file.day BETWEEN whose.begins AND whose.ends
), changes AS (
  SELECT family, seen, count(DISTINCT origin) AS origins, max(last_seen) AS until
  FROM sighting WHERE how = 'change' GROUP BY family, seen
), list AS (
  SELECT family, min(seen) AS begins, max(until) AS ends, percentile_cont(0.5) WITHIN GROUP (ORDER BY origins) AS usual
  FROM changes GROUP BY family
), change_day AS (
  SELECT changes.family, changes.seen, list.ends,
         changes.seen > list.begins AND changes.origins <= $mass_times * list.usual AS known
  FROM changes JOIN list ON list.family = changes.family
), told AS (
  SELECT sighting.family, sighting.first, sighting.length, sighting.origin, sighting.upstream, sighting.how,
         sighting.seen, least(sighting.last_seen, looks.newest) AS last_seen,
         least(sighting.last_seen, looks.newest) AS until, sighting.peers, sighting.cite,
         date_diff('day', looks.before, sighting.seen) AS unsure_days
  FROM sighting
  JOIN looks ON looks.family = sighting.family AND looks.collector = sighting.collector AND looks.day = sighting.seen
  WHERE sighting.how = 'table'
  UNION ALL
  SELECT sighting.family, sighting.first, sighting.length, sighting.origin, sighting.upstream, sighting.how,
         sighting.seen, sighting.seen, sighting.last_seen, sighting.peers, sighting.cite,
         CASE WHEN change_day.known THEN 0 END
  FROM sighting
  JOIN change_day ON change_day.family = sighting.family AND change_day.seen = sighting.seen
  WHERE sighting.how = 'change'
    AND (sighting.last_seen >= change_day.ends OR date_diff('day', sighting.seen, sighting.last_seen) >= $slip_days)
  UNION ALL
  SELECT family, first, length, origin, upstream, how, seen, seen, seen, peers, cite, NULL
  FROM sighting
  WHERE how = 'update' OR (how = 'table' AND collector IS NULL)
)
SELECT family, first, length, origin, upstream, how, seen, last_seen, until, coalesce(peers, 1000000) AS peers,
       coalesce(min(unsure_days), 1000000) AS unsure_days, min(cite) AS cite
FROM told
WHERE family = 4 OR length <= 64
GROUP BY family, first, length, origin, upstream, how, seen, last_seen, until, peers
"""

presence = Step(
    name="presence",
    says="from when to when each prefix was there for sure, by whom, and how well its beginning is known",
    reads=(Sighting, FileDay),
    numbers=PresenceNumbers(),
    find=PRESENCE,
)

# Every prefix is written once for each length that some prefix has, so that nesting is equality.
AROUND = """
WITH prefix AS (
  SELECT DISTINCT family, first, length FROM sighting WHERE length > 0 AND (family = 4 OR length <= 64)
), lengths AS (
  SELECT family, length, CAST(power(2, CASE WHEN family = 4 THEN 32 ELSE 64 END - length) AS BIGINT) AS size
  FROM (SELECT DISTINCT family, length FROM prefix) AS each
), above AS (
  SELECT prefix.family, prefix.first, prefix.length, lengths.length AS outer_length,
         prefix.first - ((prefix.first % lengths.size) + lengths.size) % lengths.size AS outer_first
  FROM prefix
  JOIN lengths ON lengths.family = prefix.family AND lengths.length < prefix.length
), nested AS (
  SELECT above.family, above.first, above.length, above.outer_first, above.outer_length
  FROM above
  JOIN prefix ON prefix.family = above.family AND prefix.length = above.outer_length
             AND prefix.first = above.outer_first
)
SELECT family, first, length, first AS other_first, length AS other_length FROM prefix
UNION ALL
SELECT family, first, length, outer_first, outer_length FROM nested
UNION ALL
SELECT family, outer_first, outer_length, first, length FROM nested
"""

around = Step(
    name="around",
    says="for each prefix seen: itself, those that cover it and those inside it",
    reads=(Sighting,),
    numbers=NoNumbers(),
    find=AROUND,
)

LOOKED_DAY = """
WITH looked AS (
  SELECT DISTINCT whose.family, file_day.seen AS day
  FROM file_day
  JOIN (SELECT family, collector, min(seen) AS begins, max(last_seen) AS ends
        FROM sighting WHERE how = 'table' GROUP BY family, collector) AS whose
    ON whose.collector = file_day.scope_value AND file_day.seen BETWEEN whose.begins AND whose.ends
  WHERE file_day.about = 'sighting'
), span AS (
  SELECT looked.family, min(looked.day) AS begins, greatest(max(looked.day), max(latest.day)) AS ends
  FROM looked
  JOIN (SELECT family, max(seen) AS day FROM sighting GROUP BY family) AS latest ON latest.family = looked.family
  GROUP BY looked.family
), moments AS (
  SELECT family, unnest(generate_series(begins, ends, INTERVAL 1 DAY)) AS moment FROM span
), calendar AS (
  SELECT family, CAST(moment AS DATE) AS day FROM moments
)
SELECT calendar.family, calendar.day,
       count(looked.day) OVER (PARTITION BY calendar.family ORDER BY calendar.day
                               ROWS UNBOUNDED PRECEDING) AS days,
       looked.day IS NOT NULL AS looked,
       max(looked.day) OVER (PARTITION BY calendar.family ORDER BY calendar.day
                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS looked_before,
       min(looked.day) OVER (PARTITION BY calendar.family ORDER BY calendar.day
                             ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS looked_after
FROM calendar
LEFT JOIN looked ON looked.family = calendar.family AND looked.day = calendar.day
"""

looked_day = Step(
    name="looked_day",
    says="every day of the calendar, with how many days tables had been read on by then",
    reads=(Sighting, FileDay),
    numbers=NoNumbers(),
    find=LOOKED_DAY,
)


@dataclass(frozen=True)
class WokeNumbers:
    """What is a long silence?"""

    silent_days: int = because(
        730, "two years: repairs, moves and disputes are over by then; sales are on record"
    )
    least_peers: int = because(3, "what one or two peers see may never have left their network")
    least_looked: int = because(1, "with no day looked at in between it is a gap, not silence")


# `before` is the last day on which the prefix, or what covers it or lies in it, was there.
WOKE = """
WITH own AS (
  SELECT family, first, length, seen,
         max(last_seen) OVER (PARTITION BY family, first, length ORDER BY seen, last_seen
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM presence WHERE peers >= $least_peers
), risen AS (
  SELECT DISTINCT own.family, own.first, own.length, own.seen
  FROM own
  JOIN (SELECT family, min(seen) AS day FROM presence GROUP BY family) AS begins ON begins.family = own.family
  WHERE (own.before IS NULL OR date_diff('day', own.before, own.seen) >= $silent_days)
    AND date_diff('day', begins.day, own.seen) >= $silent_days
), met AS (
  SELECT risen.family, risen.first, risen.length, risen.seen,
         max(least(each.last_seen, CAST(risen.seen - INTERVAL 1 DAY AS DATE))) AS before,
         max(CASE WHEN each.length <= risen.length THEN each.last_seen END) AS before_outer,
         max(CASE WHEN each.length = risen.length THEN each.last_seen END) AS before_whole
  FROM risen
  JOIN around ON around.family = risen.family AND around.first = risen.first AND around.length = risen.length
  JOIN presence AS each ON each.family = risen.family AND each.first = around.other_first
                       AND each.length = around.other_length AND each.seen < risen.seen
  GROUP BY risen.family, risen.first, risen.length, risen.seen
), silent AS (
  SELECT met.*, date_diff('day', met.before, met.seen) AS silent_days,
         to_day.days - CASE WHEN to_day.looked THEN 1 ELSE 0 END - coalesce(from_day.days, 0) AS looked_days
  FROM met
  JOIN looked_day AS to_day ON to_day.family = met.family AND to_day.day = met.seen
  LEFT JOIN looked_day AS from_day ON from_day.family = met.family AND from_day.day = met.before
  WHERE date_diff('day', met.before, met.seen) >= $silent_days
)
SELECT silent.family, silent.first, silent.length, silent.seen, silent.before, silent.silent_days,
       silent.looked_days, silent.before_outer IS NOT NULL AND silent.before_whole IS NULL AS part,
       least(min(now.unsure_days), silent.silent_days) AS unsure_days,
       now.origin, min(now.upstream) AS upstream, max(now.last_seen) AS until,
       count(DISTINCT now.upstream) AS upstreams, min(now.cite) AS cite
FROM silent
JOIN presence AS now ON now.family = silent.family AND now.first = silent.first
                    AND now.length = silent.length AND now.seen = silent.seen
WHERE silent.looked_days >= $least_looked
GROUP BY silent.family, silent.first, silent.length, silent.seen, silent.before, silent.silent_days,
         silent.looked_days, silent.before_outer, silent.before_whole, now.origin
"""

woke = Step(
    name="woke",
    says="prefixes announced again after a long silence of all that covers them or lies in them",
    reads=(Sighting, FileDay),
    needs=(presence, around, looked_day),
    numbers=WokeNumbers(),
    find=WOKE,
)

# Who announced it before, from where (an upstream is kept where the AS used it before or a relation
# published before says so); and whether the AS that announces it now was silent as long.
WAKER = """
WITH earlier AS (
  SELECT woke.family, woke.first, woke.length, woke.seen, woke.origin,
         bool_or(each.origin = woke.origin) AS historic,
         bool_or(each.upstream IS NOT NULL) AS upstream_known,
         bool_or(each.upstream = woke.upstream) AS upstream_kept,
         max_by(each.origin, (each.last_seen, -each.origin)) AS origin_before,
         max_by(each.cite, (each.last_seen, -each.origin, -each.cite)) AS before_cite
  FROM woke
  JOIN around ON around.family = woke.family AND around.first = woke.first AND around.length = woke.length
  JOIN presence AS each ON each.family = woke.family AND each.first = around.other_first
                       AND each.length = around.other_length AND each.seen < woke.seen
  GROUP BY woke.family, woke.first, woke.length, woke.seen, woke.origin
), active AS (
  SELECT each_woke.origin, each_woke.seen, max(each.last_seen) AS last_active
  FROM (SELECT DISTINCT origin, seen FROM woke) AS each_woke
  JOIN presence AS each ON each.origin = each_woke.origin AND each.seen < each_woke.seen
  GROUP BY each_woke.origin, each_woke.seen
), asked AS (
  SELECT DISTINCT origin, seen, upstream FROM woke WHERE upstream IS NOT NULL
), used AS (
  SELECT asked.origin, asked.seen, asked.upstream
  FROM asked
  JOIN presence AS each ON each.origin = asked.origin AND each.upstream = asked.upstream AND each.seen < asked.seen
  UNION
  SELECT asked.origin, asked.seen, asked.upstream
  FROM asked
  JOIN asn_relation AS relation ON relation.customer = asked.origin AND relation.provider = asked.upstream
                               AND relation.seen < asked.seen
)
SELECT woke.*, earlier.historic, earlier.origin_before, earlier.before_cite,
       earlier.upstream_known AND woke.upstream IS NOT NULL AS upstream_known,
       coalesce(earlier.upstream_kept, FALSE) OR used.origin IS NOT NULL AS upstream_kept,
       active.last_active IS NOT NULL AND active.last_active <= woke.before AS as_silent,
       active.last_active IS NULL AS as_new
FROM woke
JOIN earlier ON earlier.family = woke.family AND earlier.first = woke.first AND earlier.length = woke.length
            AND earlier.seen = woke.seen AND earlier.origin = woke.origin
LEFT JOIN active ON active.origin = woke.origin AND active.seen = woke.seen
LEFT JOIN used ON used.origin = woke.origin AND used.seen = woke.seen AND used.upstream = woke.upstream
"""

waker = Step(
    name="waker",
    says="who announced each prefix that woke, before and now, and whether that AS had been silent",
    reads=(Sighting, FileDay, AsnRelation),
    needs=(woke, presence, around),
    numbers=NoNumbers(),
    find=WAKER,
)
