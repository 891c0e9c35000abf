"""A registry's own list of who stood for an applicant, who signed, and which notary attested it.

Columns `attestation,request,applicant,person,role,notary,commission,signed,document`, CSV or
Parquet. `role` is officer, signatory or notary-client; `commission` the number of the notary's
commission. What fools it: an online notary attests for thousands; two people share a name.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.internal_cells import CELLS, READ_IN, TERMS, headed, own
from samehand.tables.internal import Attestation

COLUMNS = "attestation,request,applicant,person,role,notary,commission,signed,document"

RECORD = (
    CELLS
    + r"""
, named AS (
  SELECT line, field,
         field[1] AS attestation,
         field[2] AS request,
         field[3] AS applicant,
         field[4] AS person,
         field[5] AS role,
         field[6] AS notary,
         field[7] AS commission,
         day(field[8]) AS signed,
         field[9] AS document
  FROM cell
  WHERE field[1:2] IS DISTINCT FROM ['attestation', 'request']
)
SELECT *,
       CASE WHEN field IS NULL OR len(field) <> 9 THEN 'not 9 fields of CSV'
            WHEN attestation IS NULL THEN 'no attestation number'
            WHEN applicant IS NULL OR NOT regexp_full_match(applicant, '[a-z0-9-]+:\S+')
            THEN 'applicant is not registry:id'
            WHEN person IS NULL THEN 'no person'
            WHEN role IS NULL OR role NOT IN ('officer', 'signatory', 'notary-client')
            THEN 'role is none of three'
            WHEN signed IS NULL THEN 'signed is no day'
       END AS fault
FROM named
"""
)

ATTESTATIONS = """
SELECT line, attestation, request, applicant, person, role, notary, commission, document,
       name_key(person) AS person_key, name_key(notary) AS notary_key, TRUE AS restricted, signed AS seen
FROM record
"""

SAMPLE = """\
attestation,request,applicant,person,role,notary,commission,signed,document
A-1,R-1,arin:made-1,Person 0417,signatory,Person 0900,N-77,2019-02-01,D-1
A-2,,arin:made-2,Person 0418,officer,,,2019-02-02,
A-3,R-3,arin:made-3,Person 0419,friend,,,2019-02-02,
"""

DAY = date(2019, 5, 13)


SOURCE = Source(
    name="internal_attestations",
    title="Officers, signatories and notaries of requests",
    url="the registry's own files",
    licence=TERMS,
    read_in=READ_IN,
    tried=False,
    fills={Attestation: Expect(0, 10_000_000)},
    knows=headed(COLUMNS),
    record=RECORD,
    rows={Attestation: ATTESTATIONS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        Attestation(
            attestation="A-1",
            request="R-1",
            applicant="arin:made-1",
            person="Person 0417",
            role="signatory",
            notary="Person 0900",
            commission="N-77",
            document="D-1",
            person_key="0417 person",
            notary_key="0900 person",
            seen=date(2019, 2, 1),
            **own(2),
        ),
        Attestation(
            attestation="A-2",
            request=None,
            applicant="arin:made-2",
            person="Person 0418",
            role="officer",
            notary=None,
            commission=None,
            document=None,
            person_key="0418 person",
            seen=date(2019, 2, 2),
            **own(3),
        ),
    ),
)
