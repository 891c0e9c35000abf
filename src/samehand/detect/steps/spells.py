"""How long each AS announced each prefix at a time.

A spell ends with the next change of a list of changes, or with the last table that had it; two
spells that are apart by less than a month are one (operational lives of prefixes, IMC 2021).
`whole` says that both ends are known: what began with the list, or lasts to the day asked about,
or was in sparse tables lasted at least so long, and nobody knows how much longer. Only of ASes
that no record ties to the holder: others' are not asked for.
"""

from dataclasses import dataclass

from samehand.detect.steps.presence import looked_day, presence
from samehand.detect.steps.ties import tie
from samehand.rules import Step, because


@dataclass(frozen=True)
class SpellNumbers:
    """What is one spell?"""

    gap_days: int = because(30, "spans of one life are 30 days apart or less (IMC 2021)")


SPELL = """
WITH list AS (
  SELECT family, max(until) AS ends FROM presence WHERE how = 'change' GROUP BY family
), told AS (
  SELECT presence.family, presence.first, presence.length, presence.origin, presence.seen,
         presence.until AS last_seen, presence.cite, presence.unsure_days <= $gap_days AS begun,
         CASE WHEN presence.how = 'change' THEN presence.until < list.ends
              ELSE coalesce(date_diff('day', presence.until, looked_day.looked_after) <= $gap_days, FALSE) END AS ended
  FROM presence
  JOIN tie ON tie.family = presence.family AND tie.first = presence.first AND tie.length = presence.length
          AND tie.origin = presence.origin AND tie.tie IN ('none', 'hoster')
  LEFT JOIN list ON list.family = presence.family
  LEFT JOIN looked_day ON looked_day.family = presence.family AND looked_day.day = presence.until
), marked AS (
  SELECT *, CASE WHEN date_diff('day', max(last_seen) OVER (
              PARTITION BY family, first, length, origin ORDER BY seen, last_seen
              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), seen) <= $gap_days THEN 0 ELSE 1 END AS begins
  FROM told
), numbered AS (
  SELECT *, sum(begins) OVER (PARTITION BY family, first, length, origin ORDER BY seen, last_seen
                              ROWS UNBOUNDED PRECEDING) AS spell
  FROM marked
)
SELECT family, first, length, origin, min(seen) AS seen, max(last_seen) AS until,
       date_diff('day', min(seen), max(last_seen)) + 1 AS days,
       bool_and(begun OR begins = 0) AND bool_and(ended OR last_seen < spell_end) AS whole,
       min_by(cite, (seen, cite)) AS cite
FROM (
  SELECT *, max(last_seen) OVER (PARTITION BY family, first, length, origin, spell) AS spell_end FROM numbered
) AS each
GROUP BY family, first, length, origin, spell
"""

spell = Step(
    name="spell",
    says="from when to when each AS that no record ties to the holder announced each prefix, and"
    " whether both ends are known",
    reads=tie.reads,
    needs=(presence, tie, looked_day),
    numbers=SpellNumbers(),
    find=SPELL,
)
