"""A registry's own tickets: messages about requests, with their subject and text.

Columns `ticket,request,applicant,opened,subject,text`, CSV or Parquet. `text` may be empty and
may go on over lines. What fools it: what a message states is only what its sender stated.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.internal_cells import JOINED, READ_IN, TERMS, headed, own
from samehand.tables.internal import Ticket

COLUMNS = "ticket,request,applicant,opened,subject,text"

RECORD = (
    JOINED
    + r"""
, named AS (
  SELECT line, field,
         field[1] AS ticket,
         field[2] AS request,
         field[3] AS applicant,
         day(field[4]) AS opened,
         field[5] AS subject,
         field[6] AS text
  FROM cell
  WHERE field[1:2] IS DISTINCT FROM ['ticket', 'request']
)
SELECT *,
       CASE WHEN field IS NULL OR len(field) <> 6 THEN 'not 6 fields of CSV'
            WHEN ticket IS NULL THEN 'no ticket number'
            WHEN applicant IS NULL OR NOT regexp_full_match(applicant, '[a-z0-9-]+:\S+')
            THEN 'applicant is not registry:id'
            WHEN opened IS NULL THEN 'opened is no day'
       END AS fault
FROM named
"""
)

TICKETS = """
SELECT line, ticket, request, applicant, subject, text, TRUE AS restricted, opened AS seen
FROM record
"""

SAMPLE = """\
ticket,request,applicant,opened,subject,text
T-1,R-1,arin:made-1,2019-02-05,Where is my space?,"Please
hurry."
T-2,,arin:made-2,2019-02-06,,
T-3,R-3,arin:made-3,soon,Hello,
"""

DAY = date(2019, 5, 13)


SOURCE = Source(
    name="internal_tickets",
    title="Messages about requests",
    url="the registry's own files",
    licence=TERMS,
    read_in=READ_IN,
    tried=False,
    fills={Ticket: Expect(0, 10_000_000)},
    knows=headed(COLUMNS),
    record=RECORD,
    rows={Ticket: TICKETS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        Ticket(
            ticket="T-1",
            request="R-1",
            applicant="arin:made-1",
            subject="Where is my space?",
            text="Please\nhurry.",
            seen=date(2019, 2, 5),
            **own(2),
        ),
        Ticket(
            ticket="T-2",
            request=None,
            applicant="arin:made-2",
            subject=None,
            text=None,
            seen=date(2019, 2, 6),
            **own(4),
        ),
    ),
)
