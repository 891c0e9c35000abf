"""GLEIF's reporting exceptions, as JSON: legal entities that name no parent, and why.

An array of `{"LEI", "ExceptionCategory", "ExceptionReason"}`. The reason is kept as it stands:
`NO_KNOWN_PERSON`, `NATURAL_PERSONS`, `NON_CONSOLIDATING`, `NON_PUBLIC` … What fools it: a reason is
the entity's own word; that nobody is named does not say that there is nobody.
"""

from samehand.sources import Expect, Source, gleif
from samehand.tables.company import Ownership

RECORD = r"""
WITH told AS (
  SELECT line, body IS NULL AS broken, from_json(body, '{
           "LEI": "VARCHAR", "ExceptionCategory": "VARCHAR", "ExceptionReason": "VARCHAR"}') AS said
  FROM json_object()
)
SELECT line, said.LEI AS lei, said.ExceptionCategory AS category, said.ExceptionReason AS reason,
       CASE WHEN broken THEN 'no whole JSON object'
            WHEN NOT coalesce(regexp_full_match(said.LEI, '[A-Z0-9]{18}\d\d'), FALSE) THEN 'no LEI'
            WHEN said.ExceptionReason IS NULL THEN 'no reason'
       END AS fault
FROM told
"""

SAMPLE = """\
[
  {
    "LEI": "5299EXAMPLE000000017",
    "ExceptionCategory": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
    "ExceptionReason": "NO_KNOWN_PERSON",
    "ContentDate": "2017-03-01T09:03:29Z"
  },
  {
    "LEI": "5299EXAMPLE000000018",
    "ExceptionCategory": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"
  },
  {
    "LEI": "5299EXAMPLE000000017",
    "ExceptionCategory": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
    "ExceptionReason": "NON_PUBLIC"
  }
]
"""

SOURCE = Source(
    name="gleif_exceptions_json",
    title="Legal entities with an LEI that name no parent, as JSON",
    url=gleif.URL,
    licence=gleif.LICENCE,
    read_in="samples of 7 to 10 records of 2023, turned into JSON by others",
    tried=True,
    fills={Ownership: Expect(1_000_000, 50_000_000)},
    knows=lambda head: any('"ExceptionCategory"' in line for line in head.lines),
    record=RECORD,
    rows={Ownership: gleif.EXCEPTIONS},
    sample=SAMPLE,
    sample_name="repex.json",
    sample_day=gleif.DAY,
    sample_rows=gleif.exceptions(2, 12),
)
