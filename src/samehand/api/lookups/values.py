"""What the book says of a value that records state: who shares it, now and then, and why.

A phone, a mailbox, a domain, a postal address, a contact, a maintainer, a key, a name server. The
fewer share it the more it says; one that many share is a role's, which `steps.values` infers.
Fooled by a value written in a way that no key of it foresees: then nothing is found.
"""

from collections.abc import Iterator
from typing import Any

from samehand.api.book import Desk
from samehand.api.lookups.holders import counted
from samehand.api.lookups.states import Part, ask, section
from samehand.rules import lay
from samehand.steps.records import STATING, stating
from samehand.steps.values import value_role
from samehand.tables.records import Stated
from samehand.values import addresses, domains, mailboxes, phones
from samehand.values.cites import cite_text

ROLES = {
    "few": "few share it: it ties them",
    "group": "they mostly bear one name: a declared group",
    "hoster": "their space is mostly announced by one AS: a hoster's customers",
    "broker": "their space is announced by as many AS numbers: a broker's or lessor's",
    "local": "nearly all are of one country: a national registry's, a law firm's, an incumbent's",
    "agent": "they have nothing else in common: an agent's clients",
}

MATCHED = """
SELECT DISTINCT value_key
FROM stated_history
WHERE list_contains($keys, value_key) OR value = $text
ORDER BY value_key
"""

# Who shares a value turns on the records that state it, and on those that name a contact which does.
ASKED = f"""
WITH said AS ({STATING}), contact AS (
  SELECT DISTINCT registry, upper(id) AS handle FROM said WHERE list_contains($keys, value_key)
)
SELECT said.*
FROM said
LEFT JOIN contact ON contact.registry = said.registry AND contact.handle = said.value_key
WHERE list_contains($keys, said.value_key) OR contact.handle IS NOT NULL
"""

SHARED = """
SELECT value_role.kind, value_role.value, value_role.holders, value_role.role, holder_value.holder,
       holder_value.cite
FROM value_role
JOIN holder_value ON holder_value.kind = value_role.kind
                 AND holder_value.value_key = value_role.value_key
WHERE list_contains($keys, regexp_replace(value_role.value_key, '^[a-z]+:', ''))
ORDER BY value_role.kind, value_role.value_key, holder_value.holder
"""

RECORDS = """
SELECT DISTINCT registry, record, kind, part, value, seen, cite
FROM stated
WHERE list_contains($keys, value_key)
ORDER BY kind, registry, record, part
"""

# How many records stated it on each day on which that changed.
THEN = """
WITH spell AS (
  SELECT registry, record, kind, min(seen) AS since, max(coalesce(last_seen, seen)) AS till,
         min(cite) AS cite
  FROM stated_history
  WHERE list_contains($keys, value_key) AND kind <> 'removed'
  GROUP BY registry, record, kind, seen
), day AS (
  SELECT DISTINCT kind, since AS day FROM spell
)
SELECT day.kind, day.day, count(DISTINCT (spell.registry, spell.record)) AS records,
       min(spell.cite) AS cite
FROM day
JOIN spell ON spell.kind = day.kind AND day.day BETWEEN spell.since AND spell.till
GROUP BY day.kind, day.day
ORDER BY day.kind, day.day
"""


def keys_of(text: str) -> list[str]:
    """The keys under which a value may be kept, whatever its kind.

    >>> keys_of("+1 555 555-0100")[-1], keys_of("NOC@Example.NET")[1]
    ('+15555550100', 'noc@example.net')
    """
    domain = domains.registrable(text)
    found = (text.strip().upper(), mailboxes.key(text) or text.strip().lower(), domain)
    return list(
        dict.fromkeys(key for key in (*found, addresses.key(text), phones.key(text)) if key)
    )


def matched(desk: Desk, text: str) -> list[str]:
    """The keys of a value that some record states or once stated; none if none ever did.

    What a record writes is found as it is told, too: an address with its country has another key.
    """
    rows = ask(desk, MATCHED, keys=keys_of(text), text=text.strip())
    return [row["value_key"] for row in rows if row["value_key"]]


def sections(desk: Desk, text: str, part: Part) -> list[dict[str, Any]]:
    """Who shares a value and in which role; the records that state it; how many did on which day."""
    keys = matched(desk, text)
    records = [_record(row) for row in ask(desk, RECORDS, keys=keys)]
    shared = list(_shared(desk, keys)) if records else []
    return [
        section(desk, "shared by", Stated, shared, part),
        section(desk, "stated on", Stated, records, part),
        section(desk, "over time", Stated, [_day(row) for row in ask(desk, THEN, keys=keys)], part),
    ]


def _shared(desk: Desk, keys: list[str]) -> Iterator[dict[str, Any]]:
    """Each kind of the value with its rarity and role, then its holders."""
    desk.store.derive("asked_stating", ASKED, keys=keys)
    desk.store.show(stating.name, "SELECT * FROM asked_stating")
    lay((value_role,), desk.store, laid=(stating.name,))
    kinds: dict[str, list[dict[str, Any]]] = {}
    for row in desk.store.query(SHARED, keys=keys).to_pylist():
        kinds.setdefault(row["kind"], []).append(row)
    for kind, rows in kinds.items():
        many = counted(rows[0]["holders"], "holder")
        yield {
            "subject": f"{kind} {rows[0]['value']}",
            "says": f"{many}; {ROLES[rows[0]['role']]}",
            "kind": kind,
            "holders": rows[0]["holders"],
            "role": rows[0]["role"],
            "cites": [cite_text(row["cite"]) for row in rows[:4]],
        }
        yield from (_holder(row) for row in rows)


def _holder(row: dict[str, Any]) -> dict[str, Any]:
    says = f"states the {row['kind']} {row['value']}"
    return {
        "subject": row["holder"],
        "says": says,
        "kind": row["kind"],
        "cites": [cite_text(row["cite"])],
    }


def _record(row: dict[str, Any]) -> dict[str, Any]:
    says = f"{row['part']}: {row['value']}"
    return {"subject": f"{row['registry']} {row['record']}", "says": says, **row}


def _day(row: dict[str, Any]) -> dict[str, Any]:
    says = f"{counted(row['records'], 'record')} stated the {row['kind']}"
    return {"subject": row["day"], "says": says, **row}
