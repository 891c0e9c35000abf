"""GLEIF's relationship records, as JSON: which legal entity is consolidated by which.

An array of `{"Relationship", "Registration"}`, over many lines, one a line, or all on one. The
start is owned, or managed as a fund, by the end; a share is read where one is told in percent.
Relationships annulled or told twice are left out. What fools it: consolidation in accounts is
control as accountants see it, not every control; shares are rarely told, and some say 1 where
100 is meant; a file of changes would be taken for the whole.
"""

from samehand.sources import Expect, Source, gleif
from samehand.tables.company import Ownership

RECORD = r"""
WITH told AS (
  SELECT line, body IS NULL AS broken, from_json(body, '{
           "Relationship": {
             "StartNode": {"NodeID": "VARCHAR"}, "EndNode": {"NodeID": "VARCHAR"},
             "RelationshipType": "VARCHAR", "RelationshipStatus": "VARCHAR",
             "RelationshipPeriods": [{"PeriodType": "VARCHAR", "StartDate": "VARCHAR",
                                      "EndDate": "VARCHAR"}],
             "RelationshipQuantifiers": [{"QuantifierAmount": "DOUBLE",
                                          "QuantifierUnits": "VARCHAR"}]},
           "Registration": {"RegistrationStatus": "VARCHAR", "LastUpdateDate": "VARCHAR"}}') AS said
  FROM json_object()
), taken AS (
  SELECT line, broken, said.Relationship AS about, said.Registration.LastUpdateDate AS updated,
         coalesce(said.Registration.RegistrationStatus, '') AS state,
         list_filter(said.Relationship.RelationshipPeriods,
                     lambda each: each.PeriodType = 'RELATIONSHIP_PERIOD')[1] AS period,
         list_filter(said.Relationship.RelationshipQuantifiers,
                     lambda each: each.QuantifierUnits = 'PERCENTAGE')[1] AS quantity
  FROM told
)
SELECT line, about.StartNode.NodeID AS start, about.EndNode.NodeID AS finish,
       about.RelationshipType AS kind, about.RelationshipStatus AS status,
       quantity.QuantifierAmount AS share, day(left(period.StartDate, 10)) AS since,
       day(left(period.EndDate, 10)) AS until, day(left(updated, 10)) AS updated,
       CASE WHEN broken THEN 'no whole JSON object'
            WHEN NOT coalesce(regexp_full_match(about.StartNode.NodeID, '[A-Z0-9]{18}\d\d'), FALSE)
              OR NOT coalesce(regexp_full_match(about.EndNode.NodeID, '[A-Z0-9]{18}\d\d'), FALSE)
            THEN 'no two LEIs'
            WHEN about.RelationshipType IS NULL THEN 'no kind of relationship'
       END AS fault
FROM taken
WHERE state NOT IN ('ANNULLED', 'DUPLICATE')
"""

SAMPLE = """\
[
{"Relationship": {"StartNode": {"NodeID": "5299EXAMPLE000000017", "NodeIDType": "LEI"},
   "EndNode": {"NodeID": "5299EXAMPLE000000018", "NodeIDType": "LEI"},
   "RelationshipType": "IS_DIRECTLY_CONSOLIDATED_BY",
   "RelationshipPeriods": [
     {"StartDate": "2013-01-01T00:00:00Z", "PeriodType": "ACCOUNTING_PERIOD"},
     {"StartDate": "2014-02-05T00:00:00Z", "EndDate": "2016-01-31T00:00:00Z",
      "PeriodType": "RELATIONSHIP_PERIOD"}
   ],
   "RelationshipStatus": "INACTIVE",
   "RelationshipQuantifiers": [
     {"MeasurementMethod": "ACCOUNTING_CONSOLIDATION", "QuantifierAmount": "75.00",
      "QuantifierUnits": "PERCENTAGE"}
   ]},
 "Registration": {"RegistrationStatus": "LAPSED", "LastUpdateDate": "2016-02-01T09:59:48Z"}
},
{"Relationship": {"StartNode": {"NodeID": "5299EXAMPLE000000017"}}
},
{"Relationship": {"StartNode": {"NodeID": "5299EXAMPLE000000017", "NodeIDType": "LEI"},
   "EndNode": {"NodeID": "5299EXAMPLE000000018", "NodeIDType": "LEI"},
   "RelationshipType": "IS_ULTIMATELY_CONSOLIDATED_BY", "RelationshipStatus": "INACTIVE"},
 "Registration": {"RegistrationStatus": "LAPSED", "LastUpdateDate": "2016-02-01T09:59:48Z"}
}
]
"""

SOURCE = Source(
    name="gleif_relations_json",
    title="Who consolidates whom among legal entities with an LEI, as JSON",
    url=gleif.URL,
    licence=gleif.LICENCE,
    read_in="samples of 2 to 12 records of 2023, turned into JSON by others",
    tried=True,
    fills={Ownership: Expect(100_000, 20_000_000)},
    knows=lambda head: all(
        any(word in line for line in head.lines) for word in ('"StartNode"', '"RelationshipType"')
    ),
    record=RECORD,
    rows={Ownership: gleif.RELATIONS},
    sample=SAMPLE,
    sample_name="rr.json",
    sample_day=gleif.DAY,
    sample_rows=gleif.relations(2, 19),
)
