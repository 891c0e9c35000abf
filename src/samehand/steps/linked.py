"""Records of organisations and contacts as linkage compares them: one row a record.

Of the phones, mailboxes and addresses that a record states the one is taken that fewest others
state too, for it tells most. What very many records state is left out, values and names alike:
it is a role's (an agent's desk, `Private Customer`), and pairs would grow by its square. Fooled by
a record that is its party's in one value only, and by what the registry withheld.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.steps.records import stating
from samehand.tables.records import Organisation, Stated


@dataclass(frozen=True)
class LinkedNumbers:
    """What is too common to compare?"""

    most_records: int = because(
        100, "4,950 pairs; what more records state is a role's, as in `names` and `linkage`"
    )


REACHED = """
WITH said AS (
  SELECT DISTINCT CASE WHEN organisation.org IS NULL THEN 'contact' ELSE 'organisation' END AS of_kind,
         stating.registry || ':' || upper(stating.id) AS record, stating.kind, stating.value, stating.value_key
  FROM stating
  LEFT JOIN organisation ON organisation.org = stating.registry || ':' || upper(stating.id)
  WHERE stating.class IN ('organisation', 'poc', 'person', 'role', 'entity', 'irt')
    AND stating.kind IN ('phone', 'mailbox', 'address') AND stating.value_key IS NOT NULL
), shared AS (
  SELECT of_kind, kind, value_key, count(DISTINCT record) AS records
  FROM said
  GROUP BY of_kind, kind, value_key
), ordered AS (
  SELECT said.of_kind, said.record, said.kind, said.value, said.value_key,
         row_number() OVER (PARTITION BY said.of_kind, said.record, said.kind
                            ORDER BY CASE WHEN shared.records > 1 THEN 0 ELSE 1 END, shared.records,
                                     said.value_key, said.value) AS turn
  FROM said
  JOIN shared ON shared.of_kind = said.of_kind AND shared.kind = said.kind
             AND shared.value_key = said.value_key
  WHERE shared.records <= $most_records
)
SELECT of_kind, record, max(CASE WHEN kind = 'phone' THEN value_key END) AS phone,
       max(CASE WHEN kind = 'mailbox' THEN value_key END) AS email,
       max(CASE WHEN kind = 'address' THEN value END) AS address
FROM ordered
WHERE turn = 1
GROUP BY of_kind, record
"""

reached = Step(
    name="reached",
    says="how each organisation and contact is reached: a phone, a mailbox, an address that few state",
    reads=(Stated, Organisation),
    needs=(stating,),
    numbers=LinkedNumbers(),
    find=REACHED,
)

ORG_RECORD = """
WITH named AS (
  SELECT org, min(CASE WHEN name_key IS NOT NULL THEN name END) AS name, min(name_key) AS name_key,
         min(country) AS country
  FROM organisation
  GROUP BY org
), common AS (
  SELECT name_key FROM named WHERE name_key IS NOT NULL GROUP BY name_key HAVING count(*) > $most_records
)
SELECT named.org AS record, CASE WHEN common.name_key IS NULL THEN named.name END AS name, reached.address,
       named.country, reached.phone, reached.email
FROM named
LEFT JOIN common ON common.name_key = named.name_key
LEFT JOIN reached ON reached.record = named.org AND reached.of_kind = 'organisation'
WHERE named.org IS NOT NULL
"""

org_record = Step(
    name="org_record",
    says="every organisation of a registry's database, as linkage compares it",
    reads=(Organisation, Stated),
    needs=(reached,),
    numbers=LinkedNumbers(),
    find=ORG_RECORD,
)
