"""A registry's own list of documents handed in: their digests, and what text could be extracted.

Columns `document,request,applicant,kind,dated,sha256,text`, CSV or Parquet. `text` may be empty
and may go on over lines. What fools it: a law firm's template makes the papers of its clients
alike; a day on a document is the day somebody wrote on it.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.internal_cells import JOINED, READ_IN, TERMS, headed, own
from samehand.tables.internal import Document

COLUMNS = "document,request,applicant,kind,dated,sha256,text"

RECORD = (
    JOINED
    + r"""
, named AS (
  SELECT line, field,
         field[1] AS document,
         field[2] AS request,
         field[3] AS applicant,
         field[4] AS kind,
         day(field[5]) AS dated,
         field[6] AS sha256,
         field[7] AS text
  FROM cell
  WHERE field[1:2] IS DISTINCT FROM ['document', 'request']
)
SELECT *,
       CASE WHEN field IS NULL OR len(field) <> 7 THEN 'not 7 fields of CSV'
            WHEN document IS NULL THEN 'no document number'
            WHEN applicant IS NULL OR NOT regexp_full_match(applicant, '[a-z0-9-]+:\S+')
            THEN 'applicant is not registry:id'
            WHEN dated IS NULL THEN 'dated is no day'
            WHEN sha256 IS NOT NULL AND NOT regexp_full_match(sha256, '[0-9a-fA-F]{64}')
            THEN 'sha256 is not 64 hex digits'
       END AS fault
FROM named
"""
)

DOCUMENTS = """
SELECT line, document, request, applicant, kind, lower(sha256) AS sha256, text,
       TRUE AS restricted, dated AS seen
FROM record
"""

SAMPLE = """\
document,request,applicant,kind,dated,sha256,text
D-1,R-1,arin:made-1,affidavit,2019-02-01,,"I, Person 0417, state
that Made Up One needs ""space""."
D-2,R-2,arin:made-2,invoice,2019-02-02,,
D-3,R-3,arin:made-3,invoice,2019-02-30,,
"""

DAY = date(2019, 5, 13)


SOURCE = Source(
    name="internal_documents",
    title="Documents handed in with requests",
    url="the registry's own files",
    licence=TERMS,
    read_in=READ_IN,
    tried=False,
    fills={Document: Expect(0, 10_000_000)},
    knows=headed(COLUMNS),
    record=RECORD,
    rows={Document: DOCUMENTS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        Document(
            document="D-1",
            request="R-1",
            applicant="arin:made-1",
            kind="affidavit",
            sha256=None,
            text='I, Person 0417, state\nthat Made Up One needs "space".',
            seen=date(2019, 2, 1),
            **own(2),
        ),
        Document(
            document="D-2",
            request="R-2",
            applicant="arin:made-2",
            kind="invoice",
            sha256=None,
            text=None,
            seen=date(2019, 2, 2),
            **own(4),
        ),
    ),
)
