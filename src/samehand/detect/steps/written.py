"""Every prefix that was seen, as it is written, and the bucket it is looked up by.

A join by place goes through buckets: what may be larger than a bucket is written once for each
that it touches, so that both engines match by equality before they compare ends. A bucket is a
/16 of IPv4 and a /32 of IPv6. Prefixes longer than /64 are left out: they are stored as their /64.
"""

from samehand.rules import Step
from samehand.steps.parties import NoNumbers
from samehand.tables.routing import Sighting
from samehand.tables.use import UseLabel

# IPv6 is stored as the index of the /64 minus 2^63, which turns over the top bit alone.
WRITTEN = """
WITH told AS (
  SELECT DISTINCT family, first, last, length FROM sighting WHERE family = 4 OR length <= 64
)
SELECT family, first, last, length, first >> CASE WHEN family = 4 THEN 16 ELSE 32 END AS bucket,
       CASE WHEN family = 4
            THEN (first >> 24) || '.' || ((first >> 16) & 255) || '.' || ((first >> 8) & 255) || '.' || (first & 255)
            ELSE regexp_replace(lower(hex((first >> 48) + 32768)) || ':' || lower(hex((first >> 32) & 65535)) || ':'
                 || lower(hex((first >> 16) & 65535)) || ':' || lower(hex(first & 65535)) || '::', '(:0)+::$', '::')
       END || '/' || length AS block
FROM told
"""

written = Step(
    name="written",
    says="every prefix that was seen, as it is written",
    reads=(Sighting,),
    numbers=NoNumbers(),
    find=WRITTEN,
)

LABELLED = """
WITH parted AS (
  SELECT family, first, last, cite,
         unnest(generate_series(first >> CASE WHEN family = 4 THEN 16 ELSE 32 END,
                                last >> CASE WHEN family = 4 THEN 16 ELSE 32 END)) AS bucket
  FROM use_label
  WHERE use = 'anycast'
)
SELECT written.family, written.first, written.length, min(parted.cite) AS cite
FROM written
JOIN parted ON parted.family = written.family AND parted.bucket = written.bucket
           AND parted.first <= written.first AND written.last <= parted.last
GROUP BY written.family, written.first, written.length
"""

anycast = Step(
    name="anycast",
    says="prefixes in space that a list has as anycast: announced from many places at once",
    reads=(Sighting, UseLabel),
    needs=(written,),
    numbers=NoNumbers(),
    find=LABELLED,
)
