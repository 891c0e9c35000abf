"""Whose space each prefix seen lies in, since when, and who had it before.

The account is the one that the last files let through by the clock name. It passed from another
where an earlier file names one; the change lies between two file days, or on the day of
registration where that falls between them. Account ids of RIPE NCC do not last from day to day,
so between two of them nothing is said. Two accounts of one registry that bear the same AS number
in turn are one holder under a new id. Fooled by other ids that a registry renumbers.
"""

from samehand.detect.steps.written import written
from samehand.rules import Step
from samehand.steps.parties import NoNumbers
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import Sighting

WHOSE = """
WITH parted AS (
  SELECT registry, holder, family, first, last, registered, last_seen, cite,
         unnest(generate_series(first >> CASE WHEN family = 4 THEN 16 ELSE 32 END,
                                last >> CASE WHEN family = 4 THEN 16 ELSE 32 END)) AS bucket
  FROM holding
  WHERE holder IS NOT NULL
), inside AS (
  SELECT written.family, written.first, written.last, written.length, written.bucket, parted.registry,
         parted.holder AS account,
         parted.registered, parted.first AS block_first, parted.last AS block_last, parted.last_seen AS file_day,
         parted.cite AS block_cite,
         row_number() OVER (PARTITION BY written.family, written.first, written.length
                            ORDER BY parted.last - parted.first, parted.holder, parted.registered, parted.cite) AS turn
  FROM written
  JOIN parted ON parted.family = written.family AND parted.bucket = written.bucket
             AND parted.first <= written.first AND written.last <= parted.last
), run AS (
  SELECT registry, holder, family, first, last, min(seen) AS seen, max(last_seen) AS last_seen, min(cite) AS cite,
         unnest(generate_series(first >> CASE WHEN family = 4 THEN 16 ELSE 32 END,
                                last >> CASE WHEN family = 4 THEN 16 ELSE 32 END)) AS bucket
  FROM holding_history
  WHERE holder IS NOT NULL
  GROUP BY registry, holder, family, first, last
), renamed AS (
  SELECT DISTINCT earlier.holder AS giver, later.holder AS account
  FROM asn_holding_history AS earlier
  JOIN asn_holding AS later ON later.first_asn = earlier.first_asn AND later.registry = earlier.registry
                           AND later.holder <> earlier.holder
), other AS (
  SELECT inside.family, inside.first, inside.last, inside.length, inside.bucket, inside.registry, inside.account,
         run.holder AS giver, max(run.last_seen) AS giver_until, min(run.cite) AS giver_cite
  FROM inside
  JOIN run ON run.family = inside.family AND run.bucket = inside.bucket AND run.holder <> inside.account
          AND run.first <= inside.first AND inside.last <= run.last
  LEFT JOIN renamed ON renamed.giver = run.holder AND renamed.account = inside.account
  WHERE inside.turn = 1 AND renamed.giver IS NULL
    AND NOT (run.registry = 'ripencc' AND inside.registry = 'ripencc')
  GROUP BY inside.family, inside.first, inside.last, inside.length, inside.bucket, inside.registry, inside.account,
           run.holder
), since AS (
  SELECT asked.family, asked.first, asked.length, min(run.seen) AS named_since
  FROM (SELECT DISTINCT family, first, last, length, bucket, account FROM other) AS asked
  JOIN run ON run.family = asked.family AND run.bucket = asked.bucket AND run.holder = asked.account
          AND run.first <= asked.first AND asked.last <= run.last
  GROUP BY asked.family, asked.first, asked.length
), before AS (
  SELECT other.family, other.first, other.length, other.giver, other.giver_until, other.giver_cite, since.named_since,
         row_number() OVER (PARTITION BY other.family, other.first, other.length
                            ORDER BY other.giver_until DESC, other.giver) AS turn
  FROM other
  JOIN since ON since.family = other.family AND since.first = other.first AND since.length = other.length
            AND other.giver_until < since.named_since
), dated AS (
  SELECT inside.*, before.giver, before.giver_until, before.giver_cite,
         inside.registered > before.giver_until AND inside.registered <= before.named_since AS day_known,
         before.named_since
  FROM inside
  LEFT JOIN before ON before.family = inside.family AND before.first = inside.first
                  AND before.length = inside.length AND before.turn = 1
  WHERE inside.turn = 1
)
SELECT family, first, length, account, registry, registered, block_first, block_last, file_day, block_cite,
       giver, giver_until, giver_cite, named_since,
       CASE WHEN day_known THEN registered ELSE giver_until END AS passed_after,
       CASE WHEN day_known THEN registered ELSE named_since END AS passed_by,
       CASE WHEN giver IS NULL THEN registered WHEN day_known THEN registered ELSE named_since END AS held_from
FROM dated
"""

whose = Step(
    name="whose",
    says="which account holds each prefix seen, from which day on, and which one had it before",
    reads=(Holding, AsnHolding, Sighting),
    needs=(written,),
    numbers=NoNumbers(),
    find=WHOSE,
)
