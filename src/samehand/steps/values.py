"""What holders share: every value that their records state, how rare it is, and what role explains it.

A holder states what its own records state, and what the contacts state whom they name. A value is
the rarer the fewer holders state it. One that many state, who are called otherwise and have
nothing else in common, is a *role's*: of an agent, a hoster, a broker, a registrar. Roles are
computed from who shares, never from a list of names:

- `group`: those who share it mostly bear one name: a declared group;
- `hoster`: their space is mostly announced by one AS, that of few;
- `broker`: many small blocks, announced by nearly as many different AS numbers;
- `local`: nearly all are of one country, as a national registry's or a law firm's clients are;
- `agent`: the rest of those that stand for many, in several countries.

The pattern of a netname (`template`), with its digits left open, is a value too, where six letters
or more make it.

Fooled by a group whose members are all called otherwise and which is larger than a hand is: it
looks like an agent's clients from here; and by a young agent with few clients yet.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.steps.parties import NoNumbers, as_part, placed, space
from samehand.steps.records import org_holder, stands, stating
from samehand.tables.records import Organisation, Stated
from samehand.tables.registry import AsnHolding, AsnName, Holding, Registration
from samehand.tables.routing import Sighting

HOLDER_VALUE = """
WITH own AS (
  SELECT stands.holder, stating.registry, stating.kind, stating.value, stating.value_key, stating.cite
  FROM stands
  JOIN stating ON stating.registry = stands.registry AND stating.id = stands.id
  WHERE stating.value_key IS NOT NULL
), named AS (
  SELECT DISTINCT holder, registry, value_key AS handle FROM own WHERE kind IN ('contact', 'abuse')
), theirs AS (
  SELECT named.holder, stating.kind, stating.value, stating.value_key, stating.cite
  FROM named
  JOIN stating ON stating.registry = named.registry AND upper(stating.id) = named.handle
              AND stating.class IN ('poc', 'person', 'role', 'entity', 'irt')
  WHERE stating.value_key IS NOT NULL AND stating.kind IN ('phone', 'mailbox', 'domain', 'address', 'key')
), either AS (
  SELECT holder, CASE WHEN kind IN ('contact', 'abuse', 'maintainer', 'key', 'org', 'sponsor')
                      THEN registry || ':' || value_key ELSE value_key END AS value_key,
         kind, value, cite
  FROM own
  UNION ALL
  SELECT holder, value_key, kind, value, cite FROM theirs
  UNION ALL
  SELECT holder, regexp_replace(value_key, '[0-9]+', '#', 'g'), 'template',
         regexp_replace(value_key, '[0-9]+', '#', 'g'), cite
  FROM own
  WHERE kind = 'netname' AND regexp_matches(value_key, '[0-9]')
    AND length(regexp_replace(value_key, '[^A-Z]+', '', 'g')) >= 6
)
SELECT kind, value_key, holder, min(value) AS value, min(cite) AS cite
FROM either
GROUP BY kind, value_key, holder
"""

holder_value = Step(
    name="holder_value",
    says="every value that a holder's records or their contacts state, once a holder",
    reads=(Stated,),
    needs=(stating, stands),
    numbers=NoNumbers(),
    find=HOLDER_VALUE,
)

CALLED = """
WITH told AS (
  SELECT org_holder.holder, organisation.name_key AS called, organisation.country
  FROM organisation
  JOIN org_holder ON org_holder.org = organisation.org
  UNION ALL
  SELECT holder, name_key AS called, country FROM as_part
)
SELECT holder, split_part(min(called), ' ', 1) AS called, min(country) AS country
FROM told
GROUP BY holder
"""

called = Step(
    name="called",
    says="the first word of each holder's name, and its country",
    reads=(Organisation, AsnHolding, AsnName),
    needs=(org_holder, as_part),
    numbers=NoNumbers(),
    find=CALLED,
)


@dataclass(frozen=True)
class StandingNumbers:
    """When does a shared value tie nobody?"""

    many_holders: int = because(
        20, "a hand of more holders is rare, and one that shows a value on all of them rarer"
    )
    one_name: float = because(0.5, "half of them under one name are a group")


# Names are counted where they matter: of values that many hold, or would with one holder more.
SHARING = """
WITH counted AS (
  SELECT kind, value_key, count(*) AS holders, min(value) AS value
  FROM holder_value
  GROUP BY kind, value_key
), named AS (
  SELECT holder_value.kind, holder_value.value_key, called.called, count(*) AS times
  FROM holder_value
  JOIN counted ON counted.kind = holder_value.kind AND counted.value_key = holder_value.value_key
              AND counted.holders + 1 >= $many_holders
  JOIN called ON called.holder = holder_value.holder AND called.called IS NOT NULL
  GROUP BY holder_value.kind, holder_value.value_key, called.called
), names AS (
  SELECT kind, value_key, max(times) AS most
  FROM named
  GROUP BY kind, value_key
)
SELECT counted.kind, counted.value_key, counted.value, counted.holders, coalesce(names.most, 0) AS most,
       CASE WHEN counted.holders < $many_holders THEN 'few'
            WHEN coalesce(names.most, 0) >= $one_name * counted.holders THEN 'group'
            ELSE 'role' END AS standing
FROM counted
LEFT JOIN names ON names.kind = counted.kind AND names.value_key = counted.value_key
"""

sharing = Step(
    name="sharing",
    says="how many holders share each value, and whether they are few, a group, or a role's",
    reads=(Stated, Organisation, Registration),
    needs=(holder_value, called),
    numbers=StandingNumbers(),
    find=SHARING,
)


@dataclass(frozen=True)
class RoleNumbers:
    """Which role is it?"""

    one_origin: float = because(0.5, "half of them announced by one AS are its customers")
    own_origins: float = because(0.5, "a lessor's blocks go to as many AS numbers as lessees")
    one_country: float = because(0.95, "clients of an agent abroad come from several countries")


ROLE = """
WITH among AS (
  SELECT holder_value.kind, holder_value.value_key, holder_value.holder, called.country
  FROM holder_value
  JOIN sharing ON sharing.kind = holder_value.kind AND sharing.value_key = holder_value.value_key
  LEFT JOIN called ON called.holder = holder_value.holder
  WHERE sharing.standing = 'role'
), sent AS (
  SELECT DISTINCT space.holder, placed.origin
  FROM space
  JOIN placed ON placed.account = space.account AND placed.block_first = space.first
), origins AS (
  SELECT kind, value_key, max(times) AS most, count(*) AS origins
  FROM (SELECT among.kind, among.value_key, sent.origin, count(*) AS times
        FROM among
        JOIN sent ON sent.holder = among.holder
        GROUP BY among.kind, among.value_key, sent.origin) AS by_origin
  GROUP BY kind, value_key
), countries AS (
  SELECT kind, value_key, max(times) AS most, sum(times) AS told
  FROM (SELECT kind, value_key, country, count(*) AS times FROM among WHERE country IS NOT NULL
        GROUP BY kind, value_key, country) AS by_country
  GROUP BY kind, value_key
)
SELECT sharing.kind, sharing.value_key, sharing.value, sharing.holders,
       CASE WHEN sharing.standing <> 'role' THEN sharing.standing
            WHEN origins.most >= $one_origin * sharing.holders THEN 'hoster'
            WHEN origins.origins >= $own_origins * sharing.holders THEN 'broker'
            WHEN countries.most >= $one_country * countries.told THEN 'local'
            ELSE 'agent' END AS role
FROM sharing
LEFT JOIN origins ON origins.kind = sharing.kind AND origins.value_key = sharing.value_key
LEFT JOIN countries ON countries.kind = sharing.kind AND countries.value_key = sharing.value_key
"""

value_role = Step(
    name="value_role",
    says="which role explains what many share; no link turns on which it is",
    reads=(Stated, Holding, Sighting),
    needs=(sharing, called, space, placed),
    numbers=RoleNumbers(),
    find=ROLE,
)
