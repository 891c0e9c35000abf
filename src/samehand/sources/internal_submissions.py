"""A registry's own log of requests handed in: by which account, from which address and device.

Columns `submission,request,applicant,account,address,device,submitted`, CSV or Parquet.
`submitted` is an ISO timestamp in UTC. What fools it: a shared office, a consultant or a
carrier's address translation puts unrelated applicants behind one address.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.internal_cells import CELLS, READ_IN, TERMS, headed, own
from samehand.tables.internal import Submission

COLUMNS = "submission,request,applicant,account,address,device,submitted"

RECORD = (
    CELLS
    + r"""
, named AS (
  SELECT line, field,
         field[1] AS submission,
         field[2] AS request,
         field[3] AS applicant,
         field[4] AS account,
         field[5] AS address,
         field[6] AS device,
         field[7] AS submitted, day(field[7][:10]) AS seen
  FROM cell
  WHERE field[1:2] IS DISTINCT FROM ['submission', 'request']
)
SELECT *,
       CASE WHEN field IS NULL OR len(field) <> 7 THEN 'not 7 fields of CSV'
            WHEN submission IS NULL THEN 'no submission number'
            WHEN applicant IS NULL OR NOT regexp_full_match(applicant, '[a-z0-9-]+:\S+')
            THEN 'applicant is not registry:id'
            WHEN seen IS NULL THEN 'submitted does not begin with a day'
            WHEN address IS NOT NULL AND coalesce(ipv4(address), ipv6(address)) IS NULL
            THEN 'address is no IP address'
       END AS fault
FROM named
"""
)

SUBMISSIONS = """
SELECT line, submission, request, applicant, account, lower(address) AS address, device, submitted,
       TRUE AS restricted, seen
FROM record
"""

SAMPLE = """\
submission,request,applicant,account,address,device,submitted
S-1,R-1,arin:made-1,user-1,240.0.0.9,device-1,2019-02-01T09:30:00Z
S-2,,arin:made-2,,2001:DB8::1,,2019-02-02
S-3,R-3,arin:made-3,user-3,240.0.0.999,,2019-02-02T10:00:00Z
"""

DAY = date(2019, 5, 13)


SOURCE = Source(
    name="internal_submissions",
    title="How requests came over the network",
    url="the registry's own files",
    licence=TERMS,
    read_in=READ_IN,
    tried=False,
    fills={Submission: Expect(0, 10_000_000)},
    knows=headed(COLUMNS),
    record=RECORD,
    rows={Submission: SUBMISSIONS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        Submission(
            submission="S-1",
            request="R-1",
            applicant="arin:made-1",
            account="user-1",
            address="240.0.0.9",
            device="device-1",
            submitted="2019-02-01T09:30:00Z",
            seen=date(2019, 2, 1),
            **own(2),
        ),
        Submission(
            submission="S-2",
            request=None,
            applicant="arin:made-2",
            account=None,
            address="2001:db8::1",
            device=None,
            submitted="2019-02-02",
            seen=date(2019, 2, 2),
            **own(3),
        ),
    ),
)
