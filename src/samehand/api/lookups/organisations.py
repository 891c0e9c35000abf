"""What the records of registries' databases say of organisations: names, values, blocks, numbers.

An organisation is a holder's where a block or an AS number of it is the holder's too; one that
meets no account stands for itself. So this answers where a book holds whois and nothing else.
Fooled as `steps.records` is: a sponsor's account meets the organisations of those it sponsors.
"""

from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.registered import record
from samehand.api.lookups.states import Part, ask, section
from samehand.api.lookups.versions import Again, organisations_again, stitched, told
from samehand.tables.records import AsnRecord, Organisation, Stated
from samehand.tables.registry import Registration
from samehand.values.counts import count_of

# The account of a party stands before its `~`.
OF_HOLDER = """
WITH met AS (
  SELECT registration.org
  FROM registration
  JOIN holding ON holding.registry = registration.registry AND holding.family = registration.family
              AND holding.first = registration.first AND holding.last = registration.last
  WHERE holding.holder = split_part($holder, '~', 1) AND coalesce(registration.status, '') <> 'removed'
  UNION
  SELECT asn_record.org
  FROM asn_record
  JOIN asn_holding ON asn_holding.registry = asn_record.registry
                  AND asn_record.first_asn BETWEEN asn_holding.first_asn AND asn_holding.last_asn
  WHERE asn_holding.holder = split_part($holder, '~', 1)
  UNION
  SELECT $holder
)
SELECT org FROM met WHERE org IS NOT NULL ORDER BY org
"""

CALLED = """
SELECT org FROM organisation_history WHERE upper(substr(org, instr(org, ':') + 1)) = $called
UNION
SELECT org FROM organisation WHERE upper(substr(org, instr(org, ':') + 1)) = $called
UNION
SELECT org FROM registration WHERE upper(substr(org, instr(org, ':') + 1)) = $called
ORDER BY org
"""

# Before the first file day nothing has a history; what stood on that day is told in its place.
ORGANISATIONS = """
WITH every AS (
  SELECT org, coalesce(list, registry) AS source, name, kind, country, registered, changed, stitched,
         seen, last_seen, cite
  FROM organisation_history
  WHERE list_contains($orgs, org)
  UNION
  SELECT org, coalesce(list, registry), name, kind, country, registered, changed, stitched, seen,
         last_seen, cite
  FROM organisation
  WHERE list_contains($orgs, org)
), standing AS (
  SELECT DISTINCT org, coalesce(list, registry) AS source
  FROM organisation
  WHERE list_contains($orgs, org) AND coalesce(kind, '') <> 'removed'
), told AS (
  SELECT * FROM every WHERE coalesce(kind, '') <> 'removed'
)
SELECT told.org, told.source, arg_max(name, (seen, cite)) AS name, arg_max(kind, (seen, cite)) AS kind,
       arg_max(country, (seen, cite)) AS country, arg_max(registered, (seen, cite)) AS registered,
       arg_max(changed, (seen, cite)) AS changed, bool_or(stitched) AS stitched,
       count(DISTINCT name) AS names, min(seen) AS seen, max(last_seen) AS last_seen,
       bool_or(standing.org IS NOT NULL) AS stands, list(DISTINCT cite ORDER BY cite)[1:6] AS cites
FROM told
LEFT JOIN standing ON standing.org = told.org AND standing.source = told.source
GROUP BY told.org, told.source
ORDER BY told.org, told.source
"""

STATED = """
WITH record AS (
  SELECT split_part(org, ':', 1) AS registry, upper(substr(org, instr(org, ':') + 1)) AS id
  FROM (SELECT unnest(CAST($orgs AS VARCHAR[])) AS org)
  UNION
  SELECT registry, upper(handle)
  FROM registration
  WHERE list_contains($orgs, org) AND handle IS NOT NULL AND coalesce(status, '') <> 'removed'
  UNION
  SELECT registry, 'AS' || first_asn FROM asn_record WHERE list_contains($orgs, org)
), told AS (
  SELECT stated.kind, CASE WHEN NOT withheld THEN coalesce(value_key, value) END AS value_key, value,
         withheld, stated.registry, stated.record, seen, cite,
         list_position(['address', 'phone', 'mailbox', 'domain', 'contact', 'abuse', 'maintainer',
                        'nameserver', 'key', 'sponsor'], stated.kind) AS place
  FROM stated
  JOIN record ON record.registry = stated.registry
             AND record.id = upper(substr(stated.record, instr(stated.record, ':') + 1))
  WHERE stated.kind NOT IN ('org', 'removed', 'netname', 'other')
)
SELECT kind, value_key, min(value) AS value, withheld, count(DISTINCT (registry, record)) AS records,
       min(seen) AS seen, list(DISTINCT cite ORDER BY cite)[1:4] AS cites
FROM told
GROUP BY place, kind, value_key, withheld
ORDER BY place, withheld, records DESC, value_key
"""

REGISTERED = """
SELECT registry, family, first, last, handle, org, netname, status, maintainer, country,
       registered, changed, stitched, seen, cite
FROM registration
WHERE list_contains($orgs, org)
ORDER BY family, first, last DESC, registry, handle, cite
"""

NUMBERS = """
SELECT registry, first_asn, last_asn, org, name, maintainer, status, registered, changed, seen, cite
FROM asn_record
WHERE list_contains($orgs, org)
ORDER BY first_asn, registry, cite
"""


def of_holder(desk: Desk, holder: str) -> list[str]:
    """The organisations that meet a holder, and the holder itself, which may be one."""
    return [row["org"] for row in ask(desk, OF_HOLDER, holder=holder)]


def called(desk: Desk, text: str, part: Part) -> list[dict[str, Any]]:
    """The sections of all organisations with an id, whatever the registry."""
    return sections(desk, [row["org"] for row in ask(desk, CALLED, called=text)], part)


def sections(desk: Desk, orgs: list[str], part: Part) -> list[dict[str, Any]]:
    """Organisations, what their records state, and the records of their blocks and AS numbers."""
    again = organisations_again(desk, orgs)
    named = [
        _organisation(row, again.get(row["org"], [])) for row in _of(desk, ORGANISATIONS, orgs)
    ]
    numbers = [_number(row) for row in _of(desk, NUMBERS, orgs)]
    return [
        section(desk, "organisations", Organisation, named, part),
        section(desk, "stated", Stated, [_stated(row) for row in _of(desk, STATED, orgs)], part),
        section(
            desk,
            "registered",
            Registration,
            [record(r, []) for r in _of(desk, REGISTERED, orgs)],
            part,
        ),
        section(desk, "registered AS numbers", AsnRecord, numbers, part),
    ]


def _of(desk: Desk, sql: str, orgs: list[str]) -> list[dict[str, Any]]:
    return ask(desk, sql, orgs=orgs)


def _organisation(row: dict[str, Any], again: list[Again]) -> dict[str, Any]:
    names = row.pop("names")
    parts = (
        row["name"] or "no name on record",
        row["kind"],
        row["country"],
        f"registered {row['registered']}" if row["registered"] else None,
        f"on record in {row['source']} from {row['seen']} to {row['last_seen']}",
        None if row["stands"] else "no longer there",
        f"under {names} names" if names > 1 else None,
        *told(row, again),
    )
    more = {"stitched": stitched(row, again)}
    return {"subject": row["org"], "says": ", ".join(part for part in parts if part)} | row | more


def _stated(row: dict[str, Any]) -> dict[str, Any]:
    value = "withheld" if row["withheld"] else row["value"]
    says = f"{value}, on {count_of(row['records'], 'record')}"
    return {"subject": row["kind"], "says": says} | row


def _number(row: dict[str, Any]) -> dict[str, Any]:
    first, last = row.pop("first_asn"), row.pop("last_asn")
    subject = f"AS{first}" if first == last else f"AS{first}-AS{last}"
    parts = (row["org"], row["name"], row["status"], row["maintainer"])
    return {"subject": subject, "says": ", ".join(part for part in parts if part)} | row
