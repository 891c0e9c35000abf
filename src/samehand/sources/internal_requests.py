"""A registry's own list of requests for space: who asked for how much, when, and what was decided.

Columns `request,applicant,bucket,family,size,requested,decision,decided,blocks`, CSV or Parquet.
`applicant` is `registry:id` as in the delegated file; `size` counts addresses (IPv4) or is a
prefix length (IPv6); `decision` is granted, denied, withdrawn or open; `blocks` what was issued,
prefixes or ranges with `;` between. A request is seen from the day it was made, its decision
from its own day. What fools it: a request that was merged into another keeps both numbers.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.internal_cells import CELLS, READ_IN, TERMS, headed, own
from samehand.tables.internal import Decision, Request

COLUMNS = "request,applicant,bucket,family,size,requested,decision,decided,blocks"

RECORD = (
    CELLS
    + r"""
, named AS (
  SELECT line, field,
         field[1] AS request,
         field[2] AS applicant,
         field[3] AS bucket,
         number(field[4]) AS family,
         number(field[5]) AS size,
         day(field[6]) AS requested,
         field[7] AS decision,
         day(field[8]) AS decided, field[8] AS decided_text,
         field[9] AS blocks
  FROM cell
  WHERE field[1:2] IS DISTINCT FROM ['request', 'applicant']
)
SELECT *,
       CASE WHEN field IS NULL OR len(field) <> 9 THEN 'not 9 fields of CSV'
            WHEN request IS NULL THEN 'no request number'
            WHEN applicant IS NULL OR NOT regexp_full_match(applicant, '[a-z0-9-]+:\S+')
            THEN 'applicant is not registry:id'
            WHEN family IS NULL OR family NOT IN (4, 6) THEN 'family is neither 4 nor 6'
            WHEN size IS NULL THEN 'size is no number'
            WHEN family = 6 AND size > 128 THEN 'size is no prefix length'
            WHEN requested IS NULL THEN 'requested is no day'
            WHEN decision IS NULL OR decision NOT IN ('granted', 'denied', 'withdrawn', 'open')
            THEN 'decision is none of four'
            WHEN decision <> 'open' AND decided IS NULL THEN 'decided is no day'
            WHEN decided < requested THEN 'decided before it was requested'
       END AS fault
FROM named
"""
)

REQUESTS = """
SELECT line, request, applicant, bucket, family, size, TRUE AS restricted, requested AS seen
FROM record
"""

DECISIONS = """
SELECT line, request, applicant, decision, blocks, TRUE AS restricted, decided AS seen
FROM record
WHERE decision <> 'open'
"""

SAMPLE = """\
request,applicant,bucket,family,size,requested,decision,decided,blocks
R-1,arin:made-1,waiting-list,4,1024,2019-02-01,granted,2019-03-01,240.0.0.0/22
R-2,arin:made-2,"initial, IPv6",6,32,2019-04-01,open,,
R-3,made-3,initial,4,256,2019-04-02,denied,2019-04-09,
"""

DAY = date(2019, 5, 13)


SOURCE = Source(
    name="internal_requests",
    title="Requests for space, and what was decided",
    url="the registry's own files",
    licence=TERMS,
    read_in=READ_IN,
    tried=False,
    fills={Request: Expect(0, 10_000_000), Decision: Expect(0, 10_000_000)},
    knows=headed(COLUMNS),
    record=RECORD,
    rows={Request: REQUESTS, Decision: DECISIONS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        Request(
            request="R-1",
            applicant="arin:made-1",
            bucket="waiting-list",
            family=4,
            size=1024,
            seen=date(2019, 2, 1),
            **own(2),
        ),
        Request(
            request="R-2",
            applicant="arin:made-2",
            bucket="initial, IPv6",
            family=6,
            size=32,
            seen=date(2019, 4, 1),
            **own(3),
        ),
        Decision(
            request="R-1",
            applicant="arin:made-1",
            decision="granted",
            blocks="240.0.0.0/22",
            seen=date(2019, 3, 1),
            **own(2),
        ),
    ),
)
