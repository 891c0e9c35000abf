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

# Runs of three words are hashed alike on every machine; the smallest hashes are a fair sample.
DOCUMENTS = r"""
WITH spoken AS (
  SELECT *, regexp_extract_all(lower(text), '\w+') AS word FROM record
), hashed AS (
  SELECT *, list_sort(list_distinct(list_transform(
              range(1, len(word) - 1),
              lambda n: left(md5(array_to_string(list_slice(word, n, n + 2), ' ')), 10)
            ))) AS run
  FROM spoken
)
SELECT line, document, request, applicant, kind, lower(sha256) AS sha256, text,
       CASE WHEN len(run) >= 16 THEN array_to_string(run[:32], ' ') END AS sketch,
       TRUE AS restricted, dated AS seen
FROM hashed
"""

SAMPLE = """\
document,request,applicant,kind,dated,sha256,text
D-1,R-1,arin:made-1,affidavit,2019-02-01,,"I, Person 0417, state
that Made Up One, a company of the Example Republic with offices at 1 Example Way, needs ""space""
of its own for customers."
D-2,R-2,arin:made-2,invoice,2019-02-02,,"Paid, with thanks."
D-3,R-3,arin:made-3,invoice,2019-02-30,,
"""

SKETCH = (  # of the first document
    "005c403bcf 0829008856 21aadeb1a8 3f11ef5caf 46e095316b 62fc1776c0 660866eb1f "
    "6d870e9f3f 712c833936 714fb04190 731dac18a3 9410383188 9bdf38126a 9f747f9764 "
    "a1911ba641 c04cf71028 cd27f93b41 d6931f9a6d d7f64735ff ddea988d0e e437b87ff0 "
    "e8c4b92b74 ef1a9d7cfb f79b50be6d fcec2f57ce"
)

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
            text="I, Person 0417, state\nthat Made Up One, a company of the Example Republic with"
            ' offices at 1 Example Way, needs "space"\nof its own for customers.',
            sketch=SKETCH,
            seen=date(2019, 2, 1),
            **own(2),
        ),
        Document(
            document="D-2",
            request="R-2",
            applicant="arin:made-2",
            kind="invoice",
            sha256=None,
            text="Paid, with thanks.",
            seen=date(2019, 2, 2),
            **own(5),
        ),
    ),
)
