"""What changed of what a holder's records state, of who stands for its company, and of copies of lists.

A value that a record states from a later file day on, or that it no longer states; an agent that a
company register names later; a block of its own in a later copy of a list. Fooled by a record that is
renamed: all it states looks new.
"""

from collections.abc import Mapping
from typing import Any

from samehand.api.book import Desk
from samehand.rules import lay
from samehand.steps.companies import holder_company
from samehand.steps.records import stands, stating
from samehand.values.blocks import Block
from samehand.values.cites import cite_text

WORDS: Mapping[str, str] = {
    "address": "address",
    "phone": "contact",
    "mailbox": "contact",
    "contact": "contact",
    "abuse": "contact",
    "maintainer": "contact",
    "nameserver": "name server",
}
"""Which kinds of value are watched, and as what."""

# Of a holder's records, and of the contacts they name now. Only of records that stood in an earlier
# file: else the whole record is new, and told as a block.
STATED = """
WITH own AS (
  SELECT DISTINCT holder, registry, upper(id) AS id FROM stands
  WHERE list_contains($holders, split_part(holder, '~', 1))
), record AS (
  SELECT holder, registry, id FROM own
  UNION
  SELECT own.holder, own.registry, stating.value_key AS id
  FROM own
  JOIN stating ON stating.registry = own.registry AND upper(stating.id) = own.id
              AND stating.kind IN ('contact', 'abuse') AND stating.value_key IS NOT NULL
), told AS (
  SELECT record.holder, history.record, history.kind, history.value, history.value_key, history.list,
         min(history.seen) AS since, max(history.last_seen) AS till, min(history.cite) AS cite
  FROM record
  JOIN stated_history AS history ON history.registry = record.registry
       AND upper(substr(history.record, instr(history.record, ':') + 1)) = record.id
  WHERE list_contains($kinds, history.kind) AND history.value_key IS NOT NULL AND history.list IS NOT NULL
  GROUP BY record.holder, history.record, history.kind, history.value, history.value_key, history.list
), day AS (
  SELECT list, max(last_seen) AS last_file FROM stated_history GROUP BY list
), first AS (
  SELECT record, min(since) AS since FROM told GROUP BY record
)
SELECT told.holder, told.record, told.kind, told.value, told.since, told.till, told.cite,
       told.since > first.since AS came, told.till < day.last_file AS went
FROM told
JOIN day ON day.list = told.list
JOIN first ON first.record = told.record
WHERE told.since > first.since OR told.till < day.last_file
ORDER BY told.holder, told.since, told.record, told.kind, told.value_key
"""
AGENTS = """
WITH named AS (
  SELECT holder_company.holder, history.company, history.name, history.name_key,
         min(history.seen) AS since, min(history.cite) AS cite
  FROM holder_company
  JOIN officer_history AS history ON history.company = holder_company.company
  WHERE list_contains($holders, split_part(holder_company.holder, '~', 1))
    AND contains(lower(coalesce(history.role, '')), 'agent')
  GROUP BY holder_company.holder, history.company, history.name, history.name_key
), first AS (
  SELECT company, min(seen) AS since FROM officer_history GROUP BY company
)
SELECT named.holder, named.company, named.name, named.since, named.cite
FROM named
JOIN first ON first.company = named.company
WHERE named.since > first.since
ORDER BY named.holder, named.since, named.name
"""


# Copies of a list tell no day of listing: what an earlier copy had not was listed between the two.
LISTED = """
WITH told AS (
  SELECT list, family, first, last, min(seen) AS since, min(cite) AS cite
  FROM listing
  WHERE edge AND family IS NOT NULL
  GROUP BY list, family, first, last
), day AS (
  SELECT list, min(seen) AS first_copy FROM listing GROUP BY list
)
SELECT DISTINCT holding.holder, told.list, told.family, told.first, told.last, told.since, told.cite
FROM told
JOIN day ON day.list = told.list AND day.first_copy < told.since
JOIN holding ON holding.family = told.family AND holding.first <= told.last AND holding.last >= told.first
WHERE list_contains($holders, holding.holder)
ORDER BY holding.holder, told.since, told.list, told.first, told.last
"""


def stated_changes(desk: Desk, holders: list[str]) -> list[dict[str, Any]]:
    """Each value that came to a holder's records or went from them, each new agent and listing."""
    lay((stands, stating, holder_company), desk.store)
    days = [str(day) for day in sorted(_days(desk))]
    told = []
    for row in desk.store.query(STATED, holders=holders, kinds=list(WORDS)).to_pylist():
        if row["came"]:
            told.append(_row(row, WORDS[row["kind"]], str(row["since"]), "now"))
        later = [day for day in days if day > str(row["till"])]
        if row["went"] and later:
            told.append(_row(row, WORDS[row["kind"]], later[0], "no longer"))
    for row in desk.store.query(AGENTS, holders=holders).to_pylist():
        says = f"{row['company']}: {row['name']} is named as agent, not before"
        told.append(_told(row, "agent", str(row["since"]), says))
    for row in desk.store.query(LISTED, holders=holders).to_pylist():
        block = Block(row["family"], row["first"], row["last"])
        says = f"{block}: on {row['list']}, not in the first copy of it"
        told.append(_told(row, "listing", str(row["since"]), says))
    return told


def _days(desk: Desk) -> set[Any]:
    return {day for (table, _), told in desk.held.days.items() if table == "stated" for day in told}


def _row(row: Mapping[str, Any], what: str, day: str, how: str) -> dict[str, Any]:
    return _told(row, what, day, f"{row['record']} {how} states the {row['kind']} {row['value']!r}")


def _told(row: Mapping[str, Any], what: str, day: str, says: str) -> dict[str, Any]:
    return {
        "holder": str(row["holder"]).split("~")[0],
        "what": what,
        "day": day,
        "says": says,
        "cites": [cite_text(row["cite"])],
    }
